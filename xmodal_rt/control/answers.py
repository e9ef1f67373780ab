"""What the instrument says of itself and of what it hears, as OSC messages."""

from collections.abc import Sequence

from xmodal_rt.errors import ParameterError
from xmodal_rt.events import Event, Kind
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.model.vocabulary import Vocabulary
from xmodal_rt.osc.address_page import signature
from xmodal_rt.osc.addresses import TABLE, entry

ABSENT = "-"


def info(config: CheckpointConfig, voices: int) -> list[bytes]:
    """Name and sizes of the model, its labels with their classes, and the range of each coordinate."""
    labels = config.vocabulary.labels
    ranges = enumerate(zip(config.latent_low, config.latent_high, strict=True))
    return [
        entry("info.reply").build(config.name, config.latent_size, voices, len(labels)),
        *(entry("info.label").build(label.name, *map(_class_name, label.classes)) for label in labels),
        *(entry("info.latent").build(n, low, high) for n, (low, high) in ranges),
    ]


def addresses() -> list[bytes]:
    """Every address of the table with its arguments and what it does."""
    return [entry("addresses.reply").build(item.path, signature(item), item.doc) for item in TABLE]


HEARD = tuple(item.address for item in TABLE if item.direction == "out" and item.served_by == "listening")
"""addresses of what is heard"""


def switched(sent: frozenset[str], address: str, on: bool) -> frozenset[str]:
    """Return the addresses of what is sent when `address`, or all, is switched on or off.

    Raises
    ------
    ParameterError
        If nothing that is heard has such an address.
    """
    if address not in (*HEARD, "all"):
        raise ParameterError(f"nothing that is heard is sent to {address!r}; use all, {', '.join(HEARD)}")
    meant = frozenset(HEARD if address == "all" else (address,))
    return sent | meant if on else sent - meant


def heard(event: Event, vocabulary: Vocabulary) -> dict[str, bytes]:
    """Messages about an event that comes from the listening, by their addresses."""
    if event.kind is Kind.LABEL_ON:
        return _label(event, vocabulary)
    if event.kind is Kind.LABEL_SETTLED:
        return {"label/settled": _every_label("label/settled", event, _class_names(vocabulary, event.values[3:]))}
    if event.kind is Kind.LABEL_OFF:
        return {"label/off": entry("label/off").build(round(event.values[0]), *_source(event, vocabulary))}
    if event.kind is Kind.CALIBRATED:
        return {"listen/calibrated": entry("listen/calibrated").build(event.values[0])}
    return {"heard/latent": entry("heard/latent").build(*event.values)}


def _label(event: Event, vocabulary: Vocabulary) -> dict[str, bytes]:
    pitch, confidence = event.values[:2]
    names = _class_names(vocabulary, event.values[3:])
    part = vocabulary.part(event.voice)
    chosen = (*(part.pitch or ("", "")), part.velocity or "dynamics", part.presence or "instrument")
    told = (names.get(name, ABSENT) for name in chosen)
    messages = {"label": entry("label").build(round(pitch), *told, confidence, *_source(event, vocabulary))}
    return messages | ({"label/all": _every_label("label/all", event, names)} if names else {})


def _source(event: Event, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Name of the part of a mixture that was heard; nothing where there are no parts, or where the model before had others."""
    parts = vocabulary.parts
    return (parts[event.voice].name,) if 0 <= event.voice < len(parts) else ()


def _every_label(address: str, event: Event, names: dict[str, str | int]) -> bytes:
    pairs = [value for pair in names.items() for value in pair]
    return entry(address).build(round(event.values[0]), event.values[2], *pairs)


def _class_names(vocabulary: Vocabulary, indices: Sequence[float]) -> dict[str, str | int]:
    """Names of the classes that were heard, per label."""
    heard_classes = zip(vocabulary.labels, map(int, indices), strict=False)
    return {label.name: _class_name(label.word(i)) for label, i in heard_classes if 0 <= i < label.values}


def _class_name(name: str) -> str | int:
    """Return the name as it is sent: octave 4 as a number, so that hosts can reckon with it."""
    return int(name) if name.removeprefix("-").isdecimal() else name
