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
                    "text": "xmodal.status: whether the instrument is there and how it does",
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
                        139.39999999999998,
                        22.0
                    ],
                    "text": "r xmodal.status-try"
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
                    "id": "obj-4",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        24.0,
                        292.0,
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
                        242.0,
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
                        268.0,
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
                        310.0,
                        500.0,
                        20.0
                    ],
                    "text": "outlet 2: 1 when it is there, 0 when not",
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
                        268.0,
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
                        338.0,
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
                        372.0,
                        430.0,
                        21.0
                    ],
                    "text": "Ask for /synced N when everything before has taken effect.",
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
                        372.0,
                        108.39999999999999,
                        22.0
                    ],
                    "text": "/xmodal/sync 7"
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
                        401.0,
                        430.0,
                        21.0
                    ],
                    "text": "Forget all messages that wait for their time tag.",
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
                        401.0,
                        134.8,
                        22.0
                    ],
                    "text": "/xmodal/clearSched"
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
                        430.0,
                        430.0,
                        21.0
                    ],
                    "text": "Ask for /status.reply.",
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
                        430.0,
                        108.39999999999999,
                        22.0
                    ],
                    "text": "/xmodal/status"
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
                        459.0,
                        430.0,
                        21.0
                    ],
                    "text": "Ask for /level.reply.",
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
                        459.0,
                        101.8,
                        22.0
                    ],
                    "text": "/xmodal/level"
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
                        488.0,
                        430.0,
                        21.0
                    ],
                    "text": "Ask for /version.reply.",
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
                        488.0,
                        115.0,
                        22.0
                    ],
                    "text": "/xmodal/version"
                }
            },
            {
                "box": {
                    "id": "obj-20",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        517.0,
                        430.0,
                        36.0
                    ],
                    "text": "Ask what the model offers: /info.reply, then /info.label for each\nlabel and /info.latent for each coordinate.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-21",
                    "maxclass": "message",
                    "numinlets": 2,
                    "numoutlets": 1,
                    "outlettype": [
                        ""
                    ],
                    "patching_rect": [
                        72.0,
                        517.0,
                        95.19999999999999,
                        22.0
                    ],
                    "text": "/xmodal/info"
                }
            },
            {
                "box": {
                    "id": "obj-22",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        561.0,
                        430.0,
                        21.0
                    ],
                    "text": "Ask for /addresses.reply, one for each address of this table.",
                    "linecount": 1
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
                        561.0,
                        128.2,
                        22.0
                    ],
                    "text": "/xmodal/addresses"
                }
            },
            {
                "box": {
                    "id": "obj-24",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        590.0,
                        430.0,
                        51.0
                    ],
                    "text": "Send replies to this sender, and all that is heard, to PORT of its\nhost; -1: to the port it sends from; 0: no more. PORT -1 to 65535\n(default -1)",
                    "linecount": 1
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
                        590.0,
                        128.2,
                        22.0
                    ],
                    "text": "/xmodal/notify -1"
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
                        649.0,
                        430.0,
                        21.0
                    ],
                    "text": "Log every incoming message, or stop. ON 0 to 1 (default 1)",
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
                        649.0,
                        128.2,
                        22.0
                    ],
                    "text": "/xmodal/dumpOSC 1"
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
                        678.0,
                        430.0,
                        51.0
                    ],
                    "text": "Keep what is played in NAME.osc in the folder of --recordings, from\nthe next message on that comes when nothing sounds; only from this\nmachine, as /quit.",
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
                        678.0,
                        141.39999999999998,
                        22.0
                    ],
                    "text": "/xmodal/record take"
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
                        737.0,
                        430.0,
                        21.0
                    ],
                    "text": "End the recording; only from this machine, as /quit.",
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
                        737.0,
                        141.39999999999998,
                        22.0
                    ],
                    "text": "/xmodal/record/stop"
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
                        766.0,
                        430.0,
                        36.0
                    ],
                    "text": "Let another checkpoint play, by its name, as soon as it is loaded;\nnotes that are held then fade; only from this machine, as /quit.",
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
                        766.0,
                        200.79999999999998,
                        22.0
                    ],
                    "text": "/xmodal/model/load orchestra"
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
                        810.0,
                        430.0,
                        36.0
                    ],
                    "text": "End the server; only from this machine, or from an address that\n--allow names by itself.",
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
                        810.0,
                        95.19999999999999,
                        22.0
                    ],
                    "text": "/xmodal/quit"
                }
            },
            {
                "box": {
                    "id": "obj-36",
                    "maxclass": "newobj",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        24.0,
                        860.0,
                        139.39999999999998,
                        22.0
                    ],
                    "text": "s xmodal.status-try"
                }
            },
            {
                "box": {
                    "id": "obj-37",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        16.0,
                        898.0,
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
                    "id": "obj-38",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        932.0,
                        410.0,
                        21.0
                    ],
                    "text": "/xmodal/done ADDRESS",
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
                        932.0,
                        430.0,
                        21.0
                    ],
                    "text": "ADDRESS was carried out.",
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
                        28.0,
                        959.0,
                        410.0,
                        36.0
                    ],
                    "text": "/xmodal/fail ADDRESS REASON",
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
                        450.0,
                        959.0,
                        430.0,
                        36.0
                    ],
                    "text": "ADDRESS was refused, or clipped, and why; the same at most once per\nsecond.",
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
                        28.0,
                        1001.0,
                        410.0,
                        21.0
                    ],
                    "text": "/xmodal/late ADDRESS SECONDS",
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
                        450.0,
                        1001.0,
                        430.0,
                        21.0
                    ],
                    "text": "A message came SECONDS after its time tag and was carried out at once.",
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
                        28.0,
                        1028.0,
                        410.0,
                        21.0
                    ],
                    "text": "/xmodal/synced N",
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
                        450.0,
                        1028.0,
                        430.0,
                        21.0
                    ],
                    "text": "Answers /sync.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-46",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        1055.0,
                        410.0,
                        51.0
                    ],
                    "text": "/xmodal/status.reply VOICES LOAD_P50 LOAD_P99\nUNDERRUNS LATE REFUSED SAMPLE_RATE BLOCK UPTIME\nMODEL STAGE",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-47",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        1055.0,
                        430.0,
                        51.0
                    ],
                    "text": "Load is the share of a block's time that the synthesis works.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-48",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        1112.0,
                        410.0,
                        36.0
                    ],
                    "text": "/xmodal/level.reply OUTPUT INPUT",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-49",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        1112.0,
                        430.0,
                        36.0
                    ],
                    "text": "Highest levels of the output and of the input a moment ago; -120:\nsilence, or no input.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-50",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        1154.0,
                        410.0,
                        21.0
                    ],
                    "text": "/xmodal/version.reply NAME VERSION",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-51",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        1154.0,
                        430.0,
                        21.0
                    ],
                    "text": "Answers /version.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-52",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        1181.0,
                        410.0,
                        21.0
                    ],
                    "text": "/xmodal/info.reply NAME COORDINATES VOICES LABELS",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-53",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        1181.0,
                        430.0,
                        21.0
                    ],
                    "text": "The model's name and sizes.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-54",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        1208.0,
                        410.0,
                        21.0
                    ],
                    "text": "/xmodal/info.label NAME VALUE …",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-55",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        1208.0,
                        430.0,
                        21.0
                    ],
                    "text": "A label and its classes, in the order of their numbers.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-56",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        1235.0,
                        410.0,
                        21.0
                    ],
                    "text": "/xmodal/info.latent N LOW HIGH",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-57",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        1235.0,
                        430.0,
                        21.0
                    ],
                    "text": "The range in which the model was trained.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-58",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        1262.0,
                        410.0,
                        21.0
                    ],
                    "text": "/xmodal/addresses.reply ADDRESS ARGUMENTS DOC",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-59",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        1262.0,
                        430.0,
                        21.0
                    ],
                    "text": "An address, its arguments, and what it does.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-60",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        1289.0,
                        410.0,
                        51.0
                    ],
                    "text": "/xmodal/economy STAGE",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-61",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        1289.0,
                        430.0,
                        51.0
                    ],
                    "text": "The synthesis saves work, having too little time, or saves less again.\nSTAGE 0: none; 1: coarser phases; 2: also, released notes end at once;\n3: also, new notes are refused.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-62",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        1346.0,
                        410.0,
                        21.0
                    ],
                    "text": "/xmodal/model/loaded NAME",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-63",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        1346.0,
                        430.0,
                        21.0
                    ],
                    "text": "Another checkpoint plays: ask it for its /info.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-64",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        1373.0,
                        410.0,
                        36.0
                    ],
                    "text": "/xmodal/restarted PART REASON",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-65",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        1373.0,
                        430.0,
                        36.0
                    ],
                    "text": "A part of the instrument had failed and is back: audio, synthesis,\ncontrol, listening, web or midi; its notes are silent.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-66",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        28.0,
                        1415.0,
                        410.0,
                        21.0
                    ],
                    "text": "/xmodal/alive UPTIME",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-67",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        450.0,
                        1415.0,
                        430.0,
                        21.0
                    ],
                    "text": "Sent every second to all who listen.",
                    "linecount": 1
                }
            },
            {
                "box": {
                    "id": "obj-68",
                    "maxclass": "comment",
                    "numinlets": 1,
                    "numoutlets": 0,
                    "patching_rect": [
                        24.0,
                        1448.0,
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
                        "obj-36",
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
                        "obj-36",
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
                        "obj-36",
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
                        "obj-36",
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
                        "obj-36",
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
                        "obj-36",
                        0
                    ],
                    "source": [
                        "obj-21",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-36",
                        0
                    ],
                    "source": [
                        "obj-23",
                        0
                    ]
                }
            },
            {
                "patchline": {
                    "destination": [
                        "obj-36",
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
                        "obj-36",
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
                        "obj-36",
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
                        "obj-36",
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
                        "obj-36",
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
                        "obj-36",
                        0
                    ],
                    "source": [
                        "obj-35",
                        0
                    ]
                }
            }
        ]
    }
}
