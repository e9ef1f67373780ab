"""A node of the tree in the words of OSCQuery (Vidvox, *OSCQuery Proposal*)."""

from typing import Any

from xmodal_rt import __version__
from xmodal_rt.osc.arguments import Argument
from xmodal_rt.web.board import Board
from xmodal_rt.web.tree import Node, Values

Attributes = dict[str, Any]

ATTRIBUTES = ("FULL_PATH", "CONTENTS", "DESCRIPTION", "ACCESS", "TYPE", "VALUE", "RANGE", "UNIT", "CLIPMODE")
_OTHERS = ("TAGS", "EXTENDED_TYPE", "CRITICAL", "OVERLOADS", "HTML", "PATH_CHANGED", "PATH_RENAMED", "PATH_ADDED", "PATH_REMOVED")
_UNITS = {"MIDI": "time.midinote", "Hz": "time.hz", "cent": "time.cents", "dB": "gain.db", "dBFS": "gain.db", "linear": "gain.linear",
          "s": "time.second"}  # fmt: skip
_TAGS = {"int": "i", "float": "f", "string": "s", "class": "s"}


def describe(node: Node, board: Board) -> Attributes:
    """Return all attributes of a node, and of those under it, with the values that the board knows."""
    found: Attributes = {"FULL_PATH": node.path, "ACCESS": int(node.access)}
    if node.entry is not None:
        found["DESCRIPTION"] = node.entry.doc
        found |= _values(node, board.values(node))
    if node.contents:
        found["CONTENTS"] = {name: describe(below, board) for name, below in node.contents.items()}
    return found


def host_info(model: str, osc_host: str, osc_port: int, web_host: str, web_port: int) -> Attributes:
    """Return what the server is, where it takes OSC, and what of the proposal it knows."""
    return {
        "NAME": f"xmodal-rt {model}",
        "METADATA": {"VERSION": __version__},
        "OSC_IP": osc_host, "OSC_PORT": osc_port, "OSC_TRANSPORT": "UDP",
        "WS_IP": web_host, "WS_PORT": web_port,
        "EXTENSIONS": {name: name not in _OTHERS for name in (*ATTRIBUTES[2:], "LISTEN", *_OTHERS)},
    }  # fmt: skip


def _values(node: Node, values: Values) -> Attributes:
    """Attributes with one item per value; those in which there is nothing to say are left out."""
    arguments = node.arguments_of(values)
    if not arguments:
        return {}
    told: dict[str, list[Any]] = {
        "VALUE": list(node.typed(values)) if node.access else [],
        "RANGE": [_range(argument) for argument in arguments],
        "UNIT": [_unit(argument) for argument in arguments],
        "CLIPMODE": ["both" if argument.clip else "none" for argument in arguments] if any(argument.clip for argument in arguments) else [],
    }
    types = "".join(_tag(argument, value) for argument, value in zip(arguments, values, strict=True))
    return {"TYPE": types} | {name: items for name, items in told.items() if any(item is not None for item in items)}


def _tag(argument: Argument, value: float | str) -> str:
    """Type tag; a class is a name, or where that is a number, such as an octave, this number."""
    return "i" if argument.type == "class" and not isinstance(value, str) else _TAGS[argument.type]


def _range(argument: Argument) -> Attributes | None:
    return {"MIN": argument.low, "MAX": argument.high} if argument.range else None


def _unit(argument: Argument) -> str | None:
    return None if argument.name == "VELOCITY" else _UNITS.get(argument.unit)  # which is on MIDI's scale, and no note
