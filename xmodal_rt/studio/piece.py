"""What the studio plays: events at samples, and what to say and to draw about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.model.vocabulary import Label, Vocabulary
from xmodal_rt.studio.offline import Timed
from xmodal_rt.synthesis.voices import TAIL_S


class Span(NamedTuple):
    """Something that lasts, for the picture: its row, from when to when, the word on it, and its MIDI pitch if that places it."""

    row: str
    begin_s: float
    end_s: float
    word: str = ""
    pitch: float | None = None


@dataclass(frozen=True)
class Piece:
    """Events in order, each with its sample; the length in samples; a title and spans for the picture; remarks for people."""

    events: Sequence[Timed]
    length: int
    title: str = ""
    spans: Sequence[Span] = ()
    remarks: Sequence[str] = ()
    state: Sequence[Event] = ()
    """what `Instrument.restore` takes, for a piece that does not begin as an instrument does"""
    start: int = 0
    """the instrument's own count of samples at the beginning"""


class Note(NamedTuple):
    """A note that is due: from when to when in seconds, labels [name to class index], MIDI pitch and velocity.

    Without a pitch the labels alone say what it is.
    """

    onset_s: float
    offset_s: float
    labels: Mapping[str, int]
    pitch: float | None = None
    velocity: float = 0.0


def events_of(notes: Sequence[Note], voices: Sequence[int], ends_s: Sequence[float | None], vocabulary: Vocabulary, sr: int) -> list[Timed]:
    """Events that play `notes` in `voices`; those whose end is None are cut by what follows in their voice."""
    timed: list[Timed] = []
    for note, voice, end_s in zip(notes, voices, ends_s, strict=True):
        at = round(note.onset_s * sr)
        if note.labels:
            timed.append((at, Event(NOW, Kind.SYMBOL, voice, pairs(vocabulary, note.labels))))
        if note.pitch is not None:
            timed.append((at, Event(NOW, Kind.NOTE, voice, (note.pitch, note.velocity))))
        if end_s is not None:
            timed.append((max(round(end_s * sr), at + 1), Event(NOW, Kind.RELEASE, voice)))
    # A voice that is free again at a sample takes its next note at the same one.
    return sorted(timed, key=lambda item: (item[0], item[1].kind is not Kind.RELEASE))


def pairs(vocabulary: Vocabulary, labels: Mapping[str, int]) -> tuple[float, ...]:
    """Values of a SYMBOL event."""
    return tuple(float(x) for name, index in labels.items() for x in (vocabulary.names.index(name), index))


def runs(label: Label, values: Sequence[int] | NDArray[np.int64], step_s: float) -> list[Span]:
    """Make a strip of the values [N] that a label has, one every `step_s` seconds; those that stay are one span."""
    edges = [0, *(np.flatnonzero(np.diff(values)) + 1).tolist(), len(values)]
    return [Span(label.name, begin * step_s, end * step_s, label.word(int(values[begin]))) for begin, end in pairwise(edges)]


def length(end_s: float, sr: int) -> int:
    """Count the samples of what is released after `end_s` seconds at the latest, its fall included."""
    return round((end_s + TAIL_S) * sr)
