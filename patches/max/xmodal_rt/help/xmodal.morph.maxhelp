{
    "patcher": {
        "fileversion": 1,
        "appversion": {
            "major": 8,
            "minor": 6,
            "revision": 0,
            "architecture": "x64",
            "modernui": 1
        },
        "classnamespace": "box",
        "rect": [
            60.0,
            80.0,
            900,
            860
        ],
        "openinpresentation": 0,
        "default_fontsize": 12.0,
        "default_fontface": 0,
        "default_fontname": "Arial",
        "gridonopen": 1,
        "gridsize": [
            15.0,
            15.0
        ],
        "gridsnaponopen": 1,
        "boxes": [
            {
                "box": {
                    "id": "obj-1",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        16.0,
                        12.0,
                        868.0,
                        34.0
                    ],
                    "text": "xmodal.morph: keeps sounds as anchors, mixes them and walks between them",
                    "linecount": 1,
                    "fontsize": 18,
                    "fontface": 1,
                    "bgcolor": [
                        0.133,
                        0.188,
                        0.235,
                        1.0
                    ],
                    "textcolor": [
                        1.0,
                        1.0,
                        1.0,
                        1.0
                    ]
                }
            },
            {
                "box": {
                    "id": "obj-2",
                    "maxclass": "newobj",
                    "numinlets": 0,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        24.0,
                        60.0,
                        132.8,
                        22.0
                    ],
                    "text": "r xmodal.morph-try"
                }
            },
            {
                "box": {
                    "id": "obj-3",
                    "maxclass": "bpatcher",
                    "numinlets": 1,
                    "numoutlets": 2,
                    "outlettype": [
                        "",
                        ""
                    ],
                    "patching_rect": [
                        24.0,
                        92.0,
                        430.0,
                        250.0
                    ],
                    "name": "xmodal.morph.maxpat",
                    "lockeddragscroll": 1,
                    "args": [
                        "127.0.0.1",
                        9000
                    ]
                }
            },
            {
                "box": {
                    "id": "obj-4",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        24.0,
                        412.0,
                        500.0,
                        20.0
                    ],
                    "text": "outlet 1: all that the instrument says",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-5",
                    "maxclass": "newobj",
                    "numinlets": 3,
                    "numoutlets": 3,
                    "outlettype": [
                        "",
                        "",
                        ""
                    ],
                    "patching_rect": [
                        24.0,
                        362.0,
                        278.0,
                        22.0
                    ],
                    "text": "route /xmodal/alive /xmodal/status.reply"
                }
            },
            {
                "box": {
                    "id": "obj-6",
                    "maxclass": "newobj",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        84.0,
                        388.0,
                        80.0,
                        22.0
                    ],
                    "text": "print says"
                }
            },
            {
                "box": {
                    "id": "obj-7",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        24.0,
                        430.0,
                        500.0,
                        20.0
                    ],
                    "text": "outlet 2: bang when a way is over",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-8",
                    "maxclass": "newobj",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        444.0,
                        388.0,
                        106.39999999999999,
                        22.0
                    ],
                    "text": "print outlet-2"
                }
            },
            {
                "box": {
                    "id": "obj-9",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        16.0,
                        458.0,
                        868.0,
                        24.0
                    ],
                    "text": "in: OSC messages",
                    "linecount": 1,
                    "fontsize": 14.0,
                    "fontface": 1,
                    "bgcolor": [
                        0.945,
                        0.933,
                        0.906,
                        1.0
                    ],
                    "textcolor": [
                        0.133,
                        0.188,
                        0.235,
                        1.0
                    ]
                }
            },
            {
                "box": {
                    "id": "obj-10",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        492.0,
                        430.0,
                        51.0
                    ],
                    "text": "Put the sounding voices on path N, at these coordinates; start a held\nvoice when none sounds. Whatever else moves a voice takes it off. Use\nnumbers below 1000. Z -1000 to 1000",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-11",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        492.0,
                        360.0,
                        36.0
                    ],
                    "text": "/xmodal/path/join 1 0 0 0 0.5 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"
                }
            },
            {
                "box": {
                    "id": "obj-12",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        551.0,
                        430.0,
                        36.0
                    ],
                    "text": "Move the voices that are on path N to these coordinates, evenly,\nwithin SECONDS. SECONDS 0 to 60 s; Z -1000 to 1000",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-13",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        551.0,
                        360.0,
                        36.0
                    ],
                    "text": "/xmodal/path/step 1 0.5 0 0 0 0.5 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"
                }
            },
            {
                "box": {
                    "id": "obj-14",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        595.0,
                        430.0,
                        36.0
                    ],
                    "text": "Take the voices off their path: they stay where they are, and a /morph\nor /trajectory is over.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-15",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        595.0,
                        134.8,
                        22.0
                    ],
                    "text": "/xmodal/path/leave"
                }
            },
            {
                "box": {
                    "id": "obj-16",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        639.0,
                        430.0,
                        51.0
                    ],
                    "text": "Walk through points, SECONDS from each to the next: anchors, labels\nsuch as C4/mf/violin, now, heard, centre. ORDER 0 jumps, 1 goes\nstraight, 3 curves. SECONDS 0.01 to 600 s; ORDER 0 to 3",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-17",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        639.0,
                        286.59999999999997,
                        22.0
                    ],
                    "text": "/xmodal/morph 2 1 now C4/mf/violin centre"
                }
            },
            {
                "box": {
                    "id": "obj-18",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        698.0,
                        430.0,
                        81.0
                    ],
                    "text": "Walk along a line, circle or helix around a point as of /morph, a\nround in SECONDS; SIZE is its share of the range, SEED draws its\ndirection; 0 ROUNDS: until it is left. SECONDS 0.1 to 600 s (default\n10); SIZE 0 to 2 (default 0.5); SEED (default 0); ROUNDS 0 to 10000\n(default 0)",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-19",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        698.0,
                        227.2,
                        22.0
                    ],
                    "text": "/xmodal/trajectory circle 10 0.5"
                }
            },
            {
                "box": {
                    "id": "obj-20",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        727.0,
                        260.2,
                        22.0
                    ],
                    "text": "/xmodal/trajectory helix 20 1 7 2 now"
                }
            },
            {
                "box": {
                    "id": "obj-21",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        787.0,
                        430.0,
                        36.0
                    ],
                    "text": "Name the point that labels mean, C4 mf violin or LABEL VALUE …, once\ntheir attack is over.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-22",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        787.0,
                        266.79999999999995,
                        22.0
                    ],
                    "text": "/xmodal/anchor/labels one C4 mf violin"
                }
            },
            {
                "box": {
                    "id": "obj-23",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        831.0,
                        430.0,
                        21.0
                    ],
                    "text": "Name the point where the newest voice that sounds is, or one voice.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-24",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        831.0,
                        161.2,
                        22.0
                    ],
                    "text": "/xmodal/anchor/now one"
                }
            },
            {
                "box": {
                    "id": "obj-25",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        860.0,
                        430.0,
                        21.0
                    ],
                    "text": "Name the point that was heard last.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-26",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        860.0,
                        174.39999999999998,
                        22.0
                    ],
                    "text": "/xmodal/anchor/heard one"
                }
            },
            {
                "box": {
                    "id": "obj-27",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        889.0,
                        430.0,
                        21.0
                    ],
                    "text": "Name these coordinates. Z -1000 to 1000",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-28",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        889.0,
                        360.0,
                        36.0
                    ],
                    "text": "/xmodal/anchor/latent two 0 0 0 0.5 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"
                }
            },
            {
                "box": {
                    "id": "obj-29",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        933.0,
                        430.0,
                        36.0
                    ],
                    "text": "Move the sounding voices to the mean of anchors by their weights;\nstart a held voice when none sounds. WEIGHT -100 to 100",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-30",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        933.0,
                        240.39999999999998,
                        22.0
                    ],
                    "text": "/xmodal/anchor/mix one 0.5 two 0.5"
                }
            },
            {
                "box": {
                    "id": "obj-31",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        977.0,
                        430.0,
                        21.0
                    ],
                    "text": "Forget an anchor.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-32",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        977.0,
                        181.0,
                        22.0
                    ],
                    "text": "/xmodal/anchor/delete one"
                }
            },
            {
                "box": {
                    "id": "obj-33",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        1006.0,
                        430.0,
                        21.0
                    ],
                    "text": "Ask which anchors there are.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-34",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        1006.0,
                        141.39999999999998,
                        22.0
                    ],
                    "text": "/xmodal/anchor/list"
                }
            },
            {
                "box": {
                    "id": "obj-35",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        1035.0,
                        430.0,
                        21.0
                    ],
                    "text": "Ask for the coordinates of an anchor.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-36",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        1035.0,
                        161.2,
                        22.0
                    ],
                    "text": "/xmodal/anchor/get one"
                }
            },
            {
                "box": {
                    "id": "obj-37",
                    "maxclass": "newobj",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        24.0,
                        1070.0,
                        132.8,
                        22.0
                    ],
                    "text": "s xmodal.morph-try"
                }
            },
            {
                "box": {
                    "id": "obj-38",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        16.0,
                        1108.0,
                        868.0,
                        24.0
                    ],
                    "text": "out: OSC messages",
                    "linecount": 1,
                    "fontsize": 14.0,
                    "fontface": 1,
                    "bgcolor": [
                        0.945,
                        0.933,
                        0.906,
                        1.0
                    ],
                    "textcolor": [
                        0.133,
                        0.188,
                        0.235,
                        1.0
                    ]
                }
            },
            {
                "box": {
                    "id": "obj-39",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        1142.0,
                        410.0,
                        21.0
                    ],
                    "text": "/xmodal/anchor/list.reply COUNT NAME …",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-40",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        1142.0,
                        430.0,
                        21.0
                    ],
                    "text": "How many anchors there are, and their names.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-41",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        1169.0,
                        410.0,
                        21.0
                    ],
                    "text": "/xmodal/anchor/point NAME Z …",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-42",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        1169.0,
                        430.0,
                        21.0
                    ],
                    "text": "An anchor and its coordinates.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-43",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        1196.0,
                        410.0,
                        36.0
                    ],
                    "text": "/xmodal/path/ended ADDRESS",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-44",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        1196.0,
                        430.0,
                        36.0
                    ],
                    "text": "The path that ADDRESS asked for is over, or all its voices were moved\notherwise.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-45",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        24.0,
                        1244.0,
                        600.0,
                        20.0
                    ],
                    "text": "see also: xmodal Overview in the Extras menu; all addresses: xmodal-rt addresses",
                    "linecount": 1
                }
            }
        ],
        "lines": [
            {
                "patchline": {
                    "destination": [
                        "obj-3",
                        0
                    ],
                    "source": [
                        "obj-2",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-5",
                        0
                    ],
                    "source": [
                        "obj-3",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-6",
                        0
                    ],
                    "source": [
                        "obj-5",
                        2
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-8",
                        0
                    ],
                    "source": [
                        "obj-3",
                        1
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-37",
                        0
                    ],
                    "source": [
                        "obj-11",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-37",
                        0
                    ],
                    "source": [
                        "obj-13",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-37",
                        0
                    ],
                    "source": [
                        "obj-15",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-37",
                        0
                    ],
                    "source": [
                        "obj-17",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-37",
                        0
                    ],
                    "source": [
                        "obj-19",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-37",
                        0
                    ],
                    "source": [
                        "obj-20",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-37",
                        0
                    ],
                    "source": [
                        "obj-22",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-37",
                        0
                    ],
                    "source": [
                        "obj-24",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-37",
                        0
                    ],
                    "source": [
                        "obj-26",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-37",
                        0
                    ],
                    "source": [
                        "obj-28",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-37",
                        0
                    ],
                    "source": [
                        "obj-30",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-37",
                        0
                    ],
                    "source": [
                        "obj-32",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-37",
                        0
                    ],
                    "source": [
                        "obj-34",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-37",
                        0
                    ],
                    "source": [
                        "obj-36",
                        0
                    ]
                }
            }
        ]
    }
}
