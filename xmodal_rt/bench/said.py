"""What a tracker said, and when: the common form in which ours and its peers are compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

MIN_NOTE_S = 0.04
"""a pitch tracker's frames of one semitone make a note when they last so long"""


class Statement(NamedTuple):
    """From `sent_s` on the tracker says `pitch` (MIDI, NaN: nothing sounds), of the sound at `sound_s`."""

    sent_s: float
    pitch: float
    sound_s: float


class NoteSaid(NamedTuple):
    """A note as the tracker reported it: seconds of the sound, MIDI pitch, when it was sent."""

    onset_s: float
    offset_s: float
    pitch: float
    sent_s: float
    dynamics: str = ""
    instrument: str = ""


@dataclass(frozen=True)
class Transcript:
    """Everything that a tracker said of one clip, in order, the notes in it, and the CPU seconds that it took."""

    statements: Sequence[Statement]
    notes: Sequence[NoteSaid]
    cpu_s: float


def runs(statements: Sequence[Statement], min_note_s: float = MIN_NOTE_S) -> list[NoteSaid]:
    """Return the notes in a pitch tracker's frames: runs of one semitone that last at least `min_note_s`."""
    notes: list[NoteSaid] = []
    start = 0
    for i in range(1, len(statements) + 1):
        here, before = (_semitone(statements[j].pitch) if j < len(statements) else None for j in (i, i - 1))
        if here == before:
            continue
        first, last = statements[start], statements[min(i, len(statements) - 1)]
        if before is not None and last.sound_s - first.sound_s >= min_note_s:
            middle = float(np.median([s.pitch for s in statements[start:i]]))
            notes.append(NoteSaid(first.sound_s, last.sound_s, middle, first.sent_s))
        start = i
    return notes


def _semitone(pitch: float) -> int | None:
    return None if np.isnan(pitch) else round(pitch)
