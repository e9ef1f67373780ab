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
                    "text": "xmodal.voice: plays one voice of the instrument",
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
                    "text": "r xmodal.voice-try"
                }
            },
            {
                "box": {
                    "id": "obj-3",
                    "maxclass": "bpatcher",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        24.0,
                        92.0,
                        430.0,
                        100.0
                    ],
                    "name": "xmodal.voice.maxpat",
                    "lockeddragscroll": 1,
                    "args": [
                        0,
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
                        262.0,
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
                        212.0,
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
                        238.0,
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
                        16.0,
                        290.0,
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
                    "id": "obj-8",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        324.0,
                        430.0,
                        36.0
                    ],
                    "text": "Play a note; velocity 0 releases it. PITCH 0 to 127 MIDI; VELOCITY 0\nto 127 MIDI",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-9",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        324.0,
                        95.19999999999999,
                        22.0
                    ],
                    "text": "/note 60 100"
                }
            },
            {
                "box": {
                    "id": "obj-10",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        353.0,
                        82.0,
                        22.0
                    ],
                    "text": "/note 60 0"
                }
            },
            {
                "box": {
                    "id": "obj-11",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        382.0,
                        430.0,
                        36.0
                    ],
                    "text": "Set labels of the notes to come and of those that sound; a whole pitch\nstarts a held note.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-12",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        382.0,
                        253.6,
                        22.0
                    ],
                    "text": "/symbol instrument violin dynamics f"
                }
            },
            {
                "box": {
                    "id": "obj-13",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        426.0,
                        430.0,
                        51.0
                    ],
                    "text": "Move the sounding voices to these coordinates, all of them, clipped to\ntwice the range of /info.latent; start a held voice when none sounds.\nZ -1000 to 1000",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-14",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        426.0,
                        360.0,
                        36.0
                    ],
                    "text": "/latent 0 0 0 0.5 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"
                }
            },
            {
                "box": {
                    "id": "obj-15",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        485.0,
                        430.0,
                        36.0
                    ],
                    "text": "Move coordinate N of the sounding voices, clipped likewise; start a\nheld voice when none sounds. Z -1000 to 1000",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-16",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        485.0,
                        101.8,
                        22.0
                    ],
                    "text": "/latent/3 0.5"
                }
            },
            {
                "box": {
                    "id": "obj-17",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        529.0,
                        430.0,
                        51.0
                    ],
                    "text": "Put the sounding voices on path N, at these coordinates; start a held\nvoice when none sounds. Whatever else moves a voice takes it off. Use\nnumbers below 1000. Z -1000 to 1000",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-18",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        529.0,
                        360.0,
                        36.0
                    ],
                    "text": "/path/join 1 0 0 0 0.5 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"
                }
            },
            {
                "box": {
                    "id": "obj-19",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        588.0,
                        430.0,
                        36.0
                    ],
                    "text": "Move the voices that are on path N to these coordinates, evenly,\nwithin SECONDS. SECONDS 0 to 60 s; Z -1000 to 1000",
                    "linecount": 1
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
                        588.0,
                        360.0,
                        36.0
                    ],
                    "text": "/path/step 1 0.5 0 0 0 0.5 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"
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
                        632.0,
                        430.0,
                        36.0
                    ],
                    "text": "Take the voices off their path: they stay where they are, and a /morph\nor /trajectory is over.",
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
                        632.0,
                        88.6,
                        22.0
                    ],
                    "text": "/path/leave"
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
                        676.0,
                        430.0,
                        51.0
                    ],
                    "text": "Walk through points, SECONDS from each to the next: anchors, labels\nsuch as C4/mf/violin, now, heard, centre. ORDER 0 jumps, 1 goes\nstraight, 3 curves. SECONDS 0.01 to 600 s; ORDER 0 to 3",
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
                        676.0,
                        240.39999999999998,
                        22.0
                    ],
                    "text": "/morph 2 1 now C4/mf/violin centre"
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
                        735.0,
                        430.0,
                        81.0
                    ],
                    "text": "Walk along a line, circle or helix around a point as of /morph, a\nround in SECONDS; SIZE is its share of the range, SEED draws its\ndirection; 0 ROUNDS: until it is left. SECONDS 0.1 to 600 s (default\n10); SIZE 0 to 2 (default 0.5); SEED (default 0); ROUNDS 0 to 10000\n(default 0)",
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
                        735.0,
                        181.0,
                        22.0
                    ],
                    "text": "/trajectory circle 10 0.5"
                }
            },
            {
                "box": {
                    "id": "obj-27",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        764.0,
                        214.0,
                        22.0
                    ],
                    "text": "/trajectory helix 20 1 7 2 now"
                }
            },
            {
                "box": {
                    "id": "obj-28",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        824.0,
                        430.0,
                        21.0
                    ],
                    "text": "Name the point where the newest voice that sounds is, or one voice.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-29",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        824.0,
                        115.0,
                        22.0
                    ],
                    "text": "/anchor/now one"
                }
            },
            {
                "box": {
                    "id": "obj-30",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        853.0,
                        430.0,
                        36.0
                    ],
                    "text": "Move the sounding voices to the mean of anchors by their weights;\nstart a held voice when none sounds. WEIGHT -100 to 100",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-31",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        853.0,
                        194.2,
                        22.0
                    ],
                    "text": "/anchor/mix one 0.5 two 0.5"
                }
            },
            {
                "box": {
                    "id": "obj-32",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        897.0,
                        430.0,
                        36.0
                    ],
                    "text": "Linear gain of the whole instrument, or of one voice. GAIN 0 to 4\nlinear (default 1)",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-33",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        897.0,
                        62.199999999999996,
                        22.0
                    ],
                    "text": "/gain 1"
                }
            },
            {
                "box": {
                    "id": "obj-34",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        941.0,
                        430.0,
                        36.0
                    ],
                    "text": "Bend all notes, or until its next note that of one voice, this far\nfrom their pitch. SEMITONES -96 to 96 (default 0)",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-35",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        941.0,
                        75.4,
                        22.0
                    ],
                    "text": "/bend 0.5"
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
                        970.0,
                        62.199999999999996,
                        22.0
                    ],
                    "text": "/bend 0"
                }
            },
            {
                "box": {
                    "id": "obj-37",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        999.0,
                        430.0,
                        21.0
                    ],
                    "text": "Release all notes, or that of one voice.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-38",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        999.0,
                        68.8,
                        22.0
                    ],
                    "text": "/release"
                }
            },
            {
                "box": {
                    "id": "obj-39",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        1028.0,
                        430.0,
                        21.0
                    ],
                    "text": "Silence everything at once, or one voice.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-40",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        1028.0,
                        55.599999999999994,
                        22.0
                    ],
                    "text": "/panic"
                }
            },
            {
                "box": {
                    "id": "obj-41",
                    "maxclass": "newobj",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        24.0,
                        1063.0,
                        132.8,
                        22.0
                    ],
                    "text": "s xmodal.voice-try"
                }
            },
            {
                "box": {
                    "id": "obj-42",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        24.0,
                        1107.0,
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
                        "obj-41",
                        0
                    ],
                    "source": [
                        "obj-9",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-41",
                        0
                    ],
                    "source": [
                        "obj-10",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-41",
                        0
                    ],
                    "source": [
                        "obj-12",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-41",
                        0
                    ],
                    "source": [
                        "obj-14",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-41",
                        0
                    ],
                    "source": [
                        "obj-16",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-41",
                        0
                    ],
                    "source": [
                        "obj-18",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-41",
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
                        "obj-41",
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
                        "obj-41",
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
                        "obj-41",
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
                        "obj-41",
                        0
                    ],
                    "source": [
                        "obj-27",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-41",
                        0
                    ],
                    "source": [
                        "obj-29",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-41",
                        0
                    ],
                    "source": [
                        "obj-31",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-41",
                        0
                    ],
                    "source": [
                        "obj-33",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-41",
                        0
                    ],
                    "source": [
                        "obj-35",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-41",
                        0
                    ],
                    "source": [
                        "obj-36",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-41",
                        0
                    ],
                    "source": [
                        "obj-38",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-41",
                        0
                    ],
                    "source": [
                        "obj-40",
                        0
                    ]
                }
            }
        ]
    }
}
