"""A session of Open Stage Control: the instrument on a tablet or in a browser."""

import json
from typing import Any

from xmodal_rt.osc.addresses import PREFIX, entry
from xmodal_rt.settings import ServeSettings

_TARGET = f"127.0.0.1:{ServeSettings.osc_port}"
_INSTRUMENTS = ("flute", "piano", "alto_sax", "trumpet", "violin")
_DYNAMICS = ("pp", "p", "mp", "mf", "f", "ff")
_COORDINATES, _REACH = 32, 3.0
"""sliders for the latent coordinates, and how far they go; the instrument clips what lies beyond its model"""

Widget = dict[str, Any]


def session() -> str:
    """Return the session file."""
    widgets = [*_playing(), *_labels(), *_sliders(), *_latents(), *_buttons(), *_replies()]
    root = {"type": "root", "id": "root", "widgets": widgets, "tabs": []}
    return json.dumps({"createdWith": "xmodal-rt", "version": "1.26.0", "type": "session", "content": root}, indent=2) + "\n"


def _widget(kind: str, name: str, place: tuple[int, int, int, int], address: str, **options: Any) -> Widget:
    """Return a widget at left, top, width and height in pixels that sends to an address, or shows what comes from it."""
    left, top, width, height = place
    where = {"left": left, "top": top, "width": width, "height": height}
    return {"type": kind, "id": name, **where, "label": name, "address": PREFIX + address, "target": _TARGET, **options}


def _playing() -> list[Widget]:
    return [_widget("keyboard", "keys", (10, 10, 780, 130), "note", keys=37, start=48, on=100, off=0, mode="push", typeTags="ii")]


def _labels() -> list[Widget]:
    choices = (("instrument", _INSTRUMENTS, 150), ("dynamics", _DYNAMICS, 210))
    return [
        _widget("switch", name, (10, top, 500, 50), "symbol", preArgs=name, values=list(classes), layout="horizontal")
        for name, classes, top in choices
    ]


def _sliders() -> list[Widget]:
    made = []
    for k, name in enumerate(("gain", "glide")):
        argument = entry(name).arguments[0]
        limits = {"min": argument.low, "max": argument.high}
        place = (520, 150 + 60 * k, 270, 50)
        made.append(_widget("fader", name, place, name, horizontal=True, range=limits, default=argument.default, decimals=2, typeTags="f"))
    return made


def _latents() -> list[Widget]:
    limits = {"min": -_REACH, "max": _REACH}
    return [
        _widget("fader", f"{n}", (10 + 24 * n, 270, 22, 160), f"latent/{n}", range=limits, default=0, decimals=2, typeTags="f")
        for n in range(_COORDINATES)
    ]


def _buttons() -> list[Widget]:
    # A value of null sends no further argument.
    taps = (("release", "release", ""), ("panic", "panic", ""), ("leave the path", "path/leave", ""), ("keep as one", "anchor/now", "one"),
            ("keep as two", "anchor/now", "two"), ("walk", "morph", [2, 1, "now", "one", "two"]))  # fmt: skip
    return [
        _widget(
            "button", name, (10 + 130 * k, 440, 125, 40), address, mode="tap", preArgs=arguments, on=None, off=None, ignoreDefaults=True
        )
        for k, (name, address, arguments) in enumerate(taps)
    ]


def _replies() -> list[Widget]:
    shown = (("label", "heard"), ("status.reply", "status"), ("fail", "refused"))
    return [_widget("text", name, (10 + 264 * k, 490, 258, 60), address, wrap=True) for k, (address, name) in enumerate(shown)]
