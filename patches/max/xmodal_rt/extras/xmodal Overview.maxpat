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
            1190,
            830
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
                        1150.0,
                        36.0
                    ],
                    "text": "xmodal: labels and coordinates and sound in one latent space",
                    "linecount": 1,
                    "fontsize": 20,
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
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        16.0,
                        56.0,
                        700.0,
                        20.0
                    ],
                    "text": "Start the instrument with `make serve`; the lamp of xmodal.status says that it is there.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-3",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        16.0,
                        84.0,
                        700.0,
                        22.0
                    ],
                    "text": "xmodal.synth: plays the instrument as a whole",
                    "linecount": 1,
                    "fontsize": 12,
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
                    "id": "obj-4",
                    "maxclass": "bpatcher",
                    "numinlets": 1,
                    "numoutlets": 2,
                    "outlettype": [
                        "",
                        ""
                    ],
                    "patching_rect": [
                        16.0,
                        110.0,
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
                    "id": "obj-5",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        736.0,
                        564.0,
                        430.0,
                        22.0
                    ],
                    "text": "xmodal.voice: plays one voice of the instrument",
                    "linecount": 1,
                    "fontsize": 12,
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
                    "id": "obj-6",
                    "maxclass": "bpatcher",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        736.0,
                        590.0,
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
                    "id": "obj-7",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        16.0,
                        464.0,
                        430.0,
                        22.0
                    ],
                    "text": "xmodal.transcribe: shows and tells what the instrument hears",
                    "linecount": 1,
                    "fontsize": 12,
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
                    "maxclass": "bpatcher",
                    "numinlets": 1,
                    "numoutlets": 3,
                    "outlettype": [
                        "",
                        "",
                        ""
                    ],
                    "patching_rect": [
                        16.0,
                        490.0,
                        290.0,
                        176.0
                    ],
                    "name": "xmodal.transcribe.maxpat",
                    "lockeddragscroll": 1,
                    "args": [
                        "127.0.0.1",
                        9000
                    ]
                }
            },
            {
                "box": {
                    "id": "obj-9",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        736.0,
                        264.0,
                        430.0,
                        22.0
                    ],
                    "text": "xmodal.morph: keeps sounds as anchors, mixes them and walks between them",
                    "linecount": 1,
                    "fontsize": 12,
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
                    "maxclass": "bpatcher",
                    "numinlets": 1,
                    "numoutlets": 2,
                    "outlettype": [
                        "",
                        ""
                    ],
                    "patching_rect": [
                        736.0,
                        290.0,
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
                    "id": "obj-11",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        736.0,
                        84.0,
                        430.0,
                        22.0
                    ],
                    "text": "xmodal.status: whether the instrument is there and how it does",
                    "linecount": 1,
                    "fontsize": 12,
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
                    "id": "obj-12",
                    "maxclass": "bpatcher",
                    "numinlets": 1,
                    "numoutlets": 2,
                    "outlettype": [
                        "",
                        ""
                    ],
                    "patching_rect": [
                        736.0,
                        110.0,
                        430.0,
                        130.0
                    ],
                    "name": "xmodal.status.maxpat",
                    "lockeddragscroll": 1,
                    "args": [
                        "127.0.0.1",
                        9000
                    ]
                }
            },
            {
                "box": {
                    "id": "obj-13",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        16.0,
                        690.0,
                        430.0,
                        20.0
                    ],
                    "text": "Alt-click an object, or choose its help, to see all of its messages.",
                    "linecount": 1
                }
            }
        ],
        "lines": []
    }
}
