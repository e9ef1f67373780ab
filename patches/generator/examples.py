"""Which object of the packages shows an address of the table, and with which messages."""

from dataclasses import dataclass

from xmodal_rt.osc.addresses import INCOMING, TABLE, Entry
from xmodal_rt.osc.arguments import Argument

COORDINATES = 32
"""of the model that the examples are written for"""
_ALL = " ".join("0.5" if n == 3 else "0" for n in range(COORDINATES))


@dataclass(frozen=True)
class Shown:
    """An object of the packages: what it is, its arguments, its outlets from left to right, and whether it is one voice."""

    name: str
    digest: str
    arguments: str
    outlets: tuple[str, ...]
    one_voice: bool = False


OBJECTS = (
    Shown("xmodal.synth", "plays the instrument as a whole", "",
          ("all that the instrument says", "the velocity in the middle of the chosen dynamics")),
    Shown("xmodal.voice", "plays one voice of the instrument", "0", ("all that the instrument says",), one_voice=True),
    Shown("xmodal.transcribe", "shows and tells what the instrument hears", "",
          ("PITCH 1 when a note begins, PITCH 0 when it ends", "the latent coordinates of the input", "all that the instrument says")),
    Shown("xmodal.morph", "keeps sounds as anchors, mixes them and walks between them", "",
          ("all that the instrument says", "bang when a way is over")),
    Shown("xmodal.status", "whether the instrument is there and how it does", "",
          ("all that the instrument says", "1 when it is there, 0 when not")),
)  # fmt: skip

_SHOWN_BY = {
    "note": "xmodal.synth", "symbol": "xmodal.synth", "latent": "xmodal.synth", "glide": "xmodal.synth", "gain": "xmodal.synth",
    "bend": "xmodal.synth", "release": "xmodal.synth", "panic": "xmodal.synth",
    "listen": "xmodal.transcribe", "label": "xmodal.transcribe", "heard": "xmodal.transcribe",
    "anchor": "xmodal.morph", "morph": "xmodal.morph", "trajectory": "xmodal.morph", "path": "xmodal.morph",
}  # fmt: skip

_EXAMPLES: dict[str, tuple[str, ...]] = {
    "note": ("note 60 100", "note 60 0"),
    "symbol": ("symbol instrument violin dynamics f",),
    "latent": (f"latent {_ALL}",),
    "latent/N": ("latent/3 0.5",),
    "bend": ("bend 0.5", "bend 0"),
    "path/join": (f"path/join 1 {_ALL}",),
    "path/step": (f"path/step 1 0.5 {_ALL}",),
    "morph": ("morph 2 1 now C4/mf/violin centre",),
    "trajectory": ("trajectory circle 10 0.5", "trajectory helix 20 1 7 2 now"),
    "anchor/labels": ("anchor/labels one C4 mf violin",),
    "anchor/latent": (f"anchor/latent two {_ALL}",),
    "anchor/mix": ("anchor/mix one 0.5 two 0.5",),
    "listen/send": ("listen/send label/settled 0", "listen/send all 1"),
    "listen/to": ("listen/to voice symbols", "listen/to nothing"),
    "notify": ("notify -1",),
    "record": ("record take",),
    "model/load": ("model/load orchestra",),
    "sync": ("sync 7",),
}


def shown_by(entry: Entry) -> str:
    """Name of the object whose help explains `entry`."""
    return _SHOWN_BY.get(entry.address.split("/")[0], "xmodal.status")


def incoming(shown: Shown) -> list[Entry]:
    """Entries that the instrument takes and the help of `shown` explains."""
    return [entry for entry in INCOMING if (entry.per_voice if shown.one_voice else shown_by(entry) == shown.name)]


def outgoing(shown: Shown) -> list[Entry]:
    """Entries that the instrument sends and the help of `shown` explains."""
    return [entry for entry in TABLE if entry.direction == "out" and not shown.one_voice and shown_by(entry) == shown.name]


def examples(entry: Entry) -> tuple[str, ...]:
    """Messages to try, without the prefix; where none is written here, one with values that the table allows."""
    return _EXAMPLES.get(entry.address, (" ".join([entry.address, *map(_example, (*entry.arguments, *entry.rest))]),))


def _example(argument: Argument) -> str:
    if argument.default is not None:
        return f"{argument.default:g}" if isinstance(argument.default, float | int) else argument.default
    if argument.type in ("string", "class"):
        return "one"
    return f"{min(max(1.0, argument.low), argument.high):g}"
