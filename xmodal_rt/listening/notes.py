"""Whole notes, from the events of an ear."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from xmodal_rt.events import Event, Kind
from xmodal_rt.model.vocabulary import Vocabulary


@dataclass(frozen=True)
class HeardNote:
    """One note: begin and end in seconds of the sound, MIDI pitch, cents beside it, confidence 0 to 1, class index per label."""

    onset_s: float
    offset_s: float
    midi: int
    cents: float
    confidence: float
    classes: tuple[int, ...]


def notes(events: Iterable[Event], end_s: float) -> list[HeardNote]:
    """Return the notes in the order in which they began; what still sounds ends at `end_s`."""
    found: list[HeardNote] = []
    sounding = False
    for event in events:
        if event.kind is Kind.LABEL_ON:
            found.append(_note(event, end_s))
            sounding = True
        elif event.kind is Kind.LABEL_SETTLED and sounding:
            found[-1] = replace(_note(event, end_s), onset_s=found[-1].onset_s)
        elif event.kind is Kind.LABEL_OFF and sounding:
            found[-1] = replace(found[-1], offset_s=max(event.time_s, found[-1].onset_s))
            sounding = False
    return found


def velocity(vocabulary: Vocabulary, classes: Sequence[float]) -> int:
    """MIDI velocity in the middle of the heard class of dynamics, 100 where none was heard."""
    label = vocabulary.velocity
    if label is None or (place := vocabulary.names.index(label)) >= len(classes) or classes[place] < 0:
        return 100
    return round(127 * (classes[place] + 0.5) / len(vocabulary.label(label).classes))


def _note(event: Event, end_s: float) -> HeardNote:
    pitch, confidence, cents = event.values[:3]
    return HeardNote(event.time_s, end_s, round(pitch), cents, confidence, tuple(map(int, event.values[3:])))
