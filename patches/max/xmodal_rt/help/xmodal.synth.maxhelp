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
                    "text": "xmodal.synth: plays the instrument as a whole",
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
                    "text": "r xmodal.synth-try"
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
                        700.0,
                        330.0
                    ],
                    "name": "xmodal.synth.maxpat",
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
                        492.0,
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
                        442.0,
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
                        468.0,
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
                        510.0,
                        500.0,
                        20.0
                    ],
                    "text": "outlet 2: the velocity in the middle of the chosen dynamics",
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
                        714.0,
                        468.0,
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
                        538.0,
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
                        572.0,
                        430.0,
                        36.0
                    ],
                    "text": "Play a note; velocity 0 releases it. PITCH 0 to 127 MIDI; VELOCITY 0\nto 127 MIDI",
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
                        572.0,
                        141.39999999999998,
                        22.0
                    ],
                    "text": "/xmodal/note 60 100"
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
                        601.0,
                        128.2,
                        22.0
                    ],
                    "text": "/xmodal/note 60 0"
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
                        630.0,
                        430.0,
                        36.0
                    ],
                    "text": "Set labels of the notes to come and of those that sound; a whole pitch\nstarts a held note.",
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
                        630.0,
                        299.8,
                        22.0
                    ],
                    "text": "/xmodal/symbol instrument violin dynamics f"
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
                        674.0,
                        430.0,
                        51.0
                    ],
                    "text": "Move the sounding voices to these coordinates, all of them, clipped to\ntwice the range of /info.latent; start a held voice when none sounds.\nZ -1000 to 1000",
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
                        674.0,
                        360.0,
                        36.0
                    ],
                    "text": "/xmodal/latent 0 0 0 0.5 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"
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
                        733.0,
                        430.0,
                        36.0
                    ],
                    "text": "Move coordinate N of the sounding voices, clipped likewise; start a\nheld voice when none sounds. Z -1000 to 1000",
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
                        733.0,
                        148.0,
                        22.0
                    ],
                    "text": "/xmodal/latent/3 0.5"
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
                        777.0,
                        430.0,
                        36.0
                    ],
                    "text": "Time that later moves of labels and coordinates take. SECONDS 0 to 60\ns (default 0)",
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
                        777.0,
                        115.0,
                        22.0
                    ],
                    "text": "/xmodal/glide 0"
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
                        821.0,
                        430.0,
                        36.0
                    ],
                    "text": "Linear gain of the whole instrument, or of one voice. GAIN 0 to 4\nlinear (default 1)",
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
                        821.0,
                        108.39999999999999,
                        22.0
                    ],
                    "text": "/xmodal/gain 1"
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
                        865.0,
                        430.0,
                        36.0
                    ],
                    "text": "Bend all notes, or until its next note that of one voice, this far\nfrom their pitch. SEMITONES -96 to 96 (default 0)",
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
                        865.0,
                        121.6,
                        22.0
                    ],
                    "text": "/xmodal/bend 0.5"
                }
            },
            {
                "box": {
                    "id": "obj-25",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        894.0,
                        108.39999999999999,
                        22.0
                    ],
                    "text": "/xmodal/bend 0"
                }
            },
            {
                "box": {
                    "id": "obj-26",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        923.0,
                        430.0,
                        21.0
                    ],
                    "text": "Release all notes, or that of one voice.",
                    "linecount": 1
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
                        923.0,
                        115.0,
                        22.0
                    ],
                    "text": "/xmodal/release"
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
                        952.0,
                        430.0,
                        21.0
                    ],
                    "text": "Silence everything at once, or one voice.",
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
                        952.0,
                        101.8,
                        22.0
                    ],
                    "text": "/xmodal/panic"
                }
            },
            {
                "box": {
                    "id": "obj-30",
                    "maxclass": "newobj",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        24.0,
                        987.0,
                        132.8,
                        22.0
                    ],
                    "text": "s xmodal.synth-try"
                }
            },
            {
                "box": {
                    "id": "obj-31",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        24.0,
                        1031.0,
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
                        "obj-30",
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
                        "obj-30",
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
                        "obj-30",
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
                        "obj-30",
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
                        "obj-30",
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
                        "obj-30",
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
                        "obj-30",
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
                        "obj-30",
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
                        "obj-30",
                        0
                    ],
                    "source": [
                        "obj-25",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-30",
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
                        "obj-30",
                        0
                    ],
                    "source": [
                        "obj-29",
                        0
                    ]
                }
            }
        ]
    }
}
