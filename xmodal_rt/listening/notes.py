"""Whole notes, from the events of an ear."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from xmodal_rt.events import ALL_VOICES, Event, Kind
from xmodal_rt.model.vocabulary import Vocabulary


@dataclass(frozen=True)
class HeardNote:
    """One note: begin and end in seconds of the sound, MIDI pitch, cents beside it, confidence 0 to 1, class index per label.

    Of a mixture `source` is the number of the part, and the labels of the other parts have the class -1.
    """

    onset_s: float
    offset_s: float
    midi: int
    cents: float
    confidence: float
    classes: tuple[int, ...]
    source: int = ALL_VOICES


def notes(events: Iterable[Event], end_s: float) -> list[HeardNote]:
    """Return the notes in the order in which they began; what still sounds ends at `end_s`."""
    found: list[HeardNote] = []
    sounding: dict[int, int] = {}
    for event in events:
        if event.kind is Kind.LABEL_ON:
            sounding[event.voice] = len(found)
            found.append(_note(event, end_s))
        elif event.kind is Kind.LABEL_SETTLED and event.voice in sounding:
            at = sounding[event.voice]
            found[at] = replace(_note(event, end_s), onset_s=found[at].onset_s)
        elif event.kind is Kind.LABEL_OFF and event.voice in sounding:
            at = sounding.pop(event.voice)
            found[at] = replace(found[at], offset_s=max(event.time_s, found[at].onset_s))
    return found


def players(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Names of the instruments, or of the parts of a mixture, that may be heard; one without a name where none is told."""
    named = vocabulary.label("instrument").classes if "instrument" in vocabulary.names else ("",)
    return tuple(part.name for part in vocabulary.parts) or named


def player(vocabulary: Vocabulary, note: HeardNote) -> int:
    """Which of the `players` the note was heard to be."""
    if vocabulary.parts:
        return note.source
    return note.classes[vocabulary.names.index("instrument")] if "instrument" in vocabulary.names else 0


def velocity(vocabulary: Vocabulary, classes: Sequence[float], source: int = ALL_VOICES) -> int:
    """MIDI velocity in the middle of the heard class of dynamics, 100 where none was heard."""
    label = vocabulary.part(source).velocity
    if label is None or (place := vocabulary.names.index(label)) >= len(classes) or classes[place] < 0:
        return 100
    return round(127 * (classes[place] + 0.5) / len(vocabulary.label(label).classes))


def _note(event: Event, end_s: float) -> HeardNote:
    pitch, confidence, cents = event.values[:3]
    return HeardNote(event.time_s, end_s, round(pitch), cents, confidence, tuple(map(int, event.values[3:])), event.voice)
