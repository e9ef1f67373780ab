"""The labels that the inlets of `play` and the outlets of `transcribe` stand for, as rows of label vectors."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError
from xmodal_rt.model.parts import Part
from xmodal_rt.model.vocabulary import Vocabulary

INSTRUMENT = "instrument"

Rows = NDArray[np.float32]


@dataclass(frozen=True)
class Words:
    """Tables of label vectors; the vector of a note is the sum of one row of each.

    Of a mixture its first part plays, and the others are silent.
    """

    names: tuple[str, ...]
    """labels that have an inlet of their own"""
    spans: tuple[tuple[int, int], ...]
    """where their classes lie in a label vector"""
    ages: Rows
    """[A + 1, L] at each age, the last for the release"""
    times_s: tuple[float, ...]
    """[A] of the ages"""
    lowest: int
    """MIDI pitch of the first row of `pitches`"""
    pitches: Rows
    """[P, L]"""
    dynamics: Rows
    """[V, L], softest first; one row of zeros where velocity sets nothing"""
    free: tuple[Rows, ...]
    """[values, L] of each label in `names`"""
    octave: tuple[int, int]
    pitch_class: tuple[int, int]
    velocity: tuple[int, int]
    """spans of the labels that a note sets; (0, 0) where velocity sets none"""
    instrument: int
    """which of `names` says as what a note sounds, -1 if none"""


def words(vocabulary: Vocabulary) -> Words:
    """Tables for the first part of a vocabulary.

    Raises
    ------
    ParameterError
        If it has no pitch.
    """
    part = vocabulary.voiced[0]
    if part.pitch is None:
        raise ParameterError("the checkpoint has no pitch labels, and `play` needs them; export one whose vocabulary has some")
    octave, pitch_class = part.pitch
    names = tuple(name for name in part.labels if name not in (*part.pitch, part.velocity, part.age))
    low = int(vocabulary.label(octave).classes[0])
    midis = range(12 * (low + 1), 12 * (low + 1 + len(vocabulary.label(octave).classes)))
    times = vocabulary.ages.times_s if vocabulary.ages else {"": 0.0}
    sorted_ages = sorted(times, key=lambda name: times[name])
    return Words(
        names=names,
        spans=tuple(_span(vocabulary, name) for name in names),
        ages=_ages(vocabulary, part, names, [*sorted_ages, vocabulary.ages.release if vocabulary.ages else ""]),
        times_s=tuple(times[name] for name in sorted_ages),
        lowest=midis[0],
        pitches=np.stack([vocabulary.encode(vocabulary.pitch_values(midi, part)) for midi in midis]),
        dynamics=_rows(vocabulary, part.velocity) if part.velocity else np.zeros((1, vocabulary.size), np.float32),
        free=tuple(_rows(vocabulary, name)[: -1 if name == part.presence else None] for name in names),
        octave=_span(vocabulary, octave),
        pitch_class=_span(vocabulary, pitch_class),
        velocity=_span(vocabulary, part.velocity) if part.velocity else (0, 0),
        instrument=next((i for i, name in enumerate(names) if name in (INSTRUMENT, part.presence)), -1),
    )


def _span(vocabulary: Vocabulary, name: str) -> tuple[int, int]:
    span = vocabulary.span(name)
    return span.start, span.stop


def _rows(vocabulary: Vocabulary, name: str) -> Rows:
    """Vectors [values, L] that say nothing but the values of one label."""
    return np.stack([vocabulary.encode({name: value}) for value in range(vocabulary.label(name).values)])


def _ages(vocabulary: Vocabulary, part: Part, names: tuple[str, ...], ages: list[str]) -> Rows:
    """Vectors [A, L] at each age of `part`, without what the labels `names` say, and of the other parts that they are silent."""
    silent = {other.presence: vocabulary.label(other.presence).values - 1 for other in vocabulary.parts if other is not part}
    sounding = {part.presence: 0} if part.presence else {}
    rows = np.stack([vocabulary.encode(vocabulary.aged({**silent, **sounding}, age)) for age in ages])
    for name in names:
        rows[:, vocabulary.span(name)] = 0.0
    return rows
