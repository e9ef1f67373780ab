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
                    "text": "xmodal.transcribe: shows and tells what the instrument hears",
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
                        165.79999999999998,
                        22.0
                    ],
                    "text": "r xmodal.transcribe-try"
                }
            },
            {
                "box": {
                    "id": "obj-3",
                    "maxclass": "bpatcher",
                    "numinlets": 1,
                    "numoutlets": 3,
                    "outlettype": [
                        "",
                        "",
                        ""
                    ],
                    "patching_rect": [
                        24.0,
                        92.0,
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
                    "id": "obj-4",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        24.0,
                        338.0,
                        500.0,
                        20.0
                    ],
                    "text": "outlet 1: PITCH 1 when a note begins, PITCH 0 when it ends",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-5",
                    "maxclass": "newobj",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        24.0,
                        314.0,
                        106.39999999999999,
                        22.0
                    ],
                    "text": "print outlet-1"
                }
            },
            {
                "box": {
                    "id": "obj-6",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        24.0,
                        356.0,
                        500.0,
                        20.0
                    ],
                    "text": "outlet 2: the latent coordinates of the input",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-7",
                    "maxclass": "newobj",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        164.0,
                        314.0,
                        106.39999999999999,
                        22.0
                    ],
                    "text": "print outlet-2"
                }
            },
            {
                "box": {
                    "id": "obj-8",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        24.0,
                        374.0,
                        500.0,
                        20.0
                    ],
                    "text": "outlet 3: all that the instrument says",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-9",
                    "maxclass": "newobj",
                    "numinlets": 3,
                    "numoutlets": 3,
                    "outlettype": [
                        "",
                        "",
                        ""
                    ],
                    "patching_rect": [
                        304.0,
                        288.0,
                        278.0,
                        22.0
                    ],
                    "text": "route /xmodal/alive /xmodal/status.reply"
                }
            },
            {
                "box": {
                    "id": "obj-10",
                    "maxclass": "newobj",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        364.0,
                        314.0,
                        80.0,
                        22.0
                    ],
                    "text": "print says"
                }
            },
            {
                "box": {
                    "id": "obj-11",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        16.0,
                        402.0,
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
                    "id": "obj-12",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        436.0,
                        430.0,
                        21.0
                    ],
                    "text": "Turn the transcription of the input on or off. ON 0 to 1 (default 1)",
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
                        436.0,
                        121.6,
                        22.0
                    ],
                    "text": "/xmodal/listen 1"
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
                        465.0,
                        430.0,
                        36.0
                    ],
                    "text": "How often /heard/latent is sent while the input is transcribed; 0:\nnever. PER_SECOND 0 to 100 1/s (default 20)",
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
                        465.0,
                        161.2,
                        22.0
                    ],
                    "text": "/xmodal/listen/rate 20"
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
                        509.0,
                        430.0,
                        51.0
                    ],
                    "text": "Take the next SECONDS for the sound of the room, which sets the\nsilence gate; play nothing until /listen/calibrated comes. SECONDS 0.2\nto 30 s (default 2)",
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
                        509.0,
                        187.6,
                        22.0
                    ],
                    "text": "/xmodal/listen/calibrate 2"
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
                        568.0,
                        430.0,
                        36.0
                    ],
                    "text": "Send what is heard to ADDRESS (label, label/off and so on, or all of\nthem), or do not. ON 0 to 1 (default 1)",
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
                        568.0,
                        247.0,
                        22.0
                    ],
                    "text": "/xmodal/listen/send label/settled 0"
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
                        597.0,
                        181.0,
                        22.0
                    ],
                    "text": "/xmodal/listen/send all 1"
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
                        626.0,
                        430.0,
                        36.0
                    ],
                    "text": "Let what is heard play: TARGET voice, or nothing; CONTENT symbols\n(notes), or latents (their timbre too).",
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
                        626.0,
                        220.6,
                        22.0
                    ],
                    "text": "/xmodal/listen/to voice symbols"
                }
            },
            {
                "box": {
                    "id": "obj-23",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        655.0,
                        181.0,
                        22.0
                    ],
                    "text": "/xmodal/listen/to nothing"
                }
            },
            {
                "box": {
                    "id": "obj-24",
                    "maxclass": "newobj",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        24.0,
                        690.0,
                        165.79999999999998,
                        22.0
                    ],
                    "text": "s xmodal.transcribe-try"
                }
            },
            {
                "box": {
                    "id": "obj-25",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        16.0,
                        728.0,
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
                    "id": "obj-26",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        762.0,
                        410.0,
                        36.0
                    ],
                    "text": "/xmodal/label PITCH OCTAVE PITCH_CLASS DYNAMICS\nINSTRUMENT CONFIDENCE [SOURCE]",
                    "linecount": 1
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
                        762.0,
                        430.0,
                        36.0
                    ],
                    "text": "Heard: a note began; - where the model has no such label. Of a mixture\nSOURCE is the part that plays it, alto_sax.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-28",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        804.0,
                        410.0,
                        21.0
                    ],
                    "text": "/xmodal/label/all PITCH CENTS LABEL VALUE …",
                    "linecount": 1
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
                        804.0,
                        430.0,
                        21.0
                    ],
                    "text": "Heard: every label of the note that /label announces.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-30",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        831.0,
                        410.0,
                        36.0
                    ],
                    "text": "/xmodal/label/settled PITCH CENTS LABEL VALUE …",
                    "linecount": 1
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
                        831.0,
                        430.0,
                        36.0
                    ],
                    "text": "Heard: every label of a note once more, 0.1 s after it began, when\nthey are surer.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-32",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        873.0,
                        410.0,
                        21.0
                    ],
                    "text": "/xmodal/label/off PITCH [SOURCE]",
                    "linecount": 1
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
                        873.0,
                        430.0,
                        21.0
                    ],
                    "text": "Heard: the note ended, that of SOURCE in a mixture.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-34",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        900.0,
                        410.0,
                        21.0
                    ],
                    "text": "/xmodal/heard/latent Z …",
                    "linecount": 1
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
                        900.0,
                        430.0,
                        21.0
                    ],
                    "text": "Heard: the latent coordinates of the input.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-36",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        927.0,
                        410.0,
                        21.0
                    ],
                    "text": "/xmodal/listen/calibrated LEVEL",
                    "linecount": 1
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
                        927.0,
                        430.0,
                        21.0
                    ],
                    "text": "The room has been heard: its level.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-38",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        954.0,
                        410.0,
                        36.0
                    ],
                    "text": "/xmodal/listen/played PITCH SECONDS",
                    "linecount": 1
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
                        954.0,
                        430.0,
                        36.0
                    ],
                    "text": "A note that was heard is played, so long after the sound that it was\nheard in.",
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
                        24.0,
                        1002.0,
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
                        "obj-7",
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
                        "obj-9",
                        0
                    ],
                    "source": [
                        "obj-3",
                        2
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-10",
                        0
                    ],
                    "source": [
                        "obj-9",
                        2
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-24",
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
                        "obj-24",
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
                        "obj-24",
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
                        "obj-24",
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
                        "obj-24",
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
                        "obj-24",
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
                        "obj-24",
                        0
                    ],
                    "source": [
                        "obj-23",
                        0
                    ]
                }
            }
        ]
    }
}
