"""Which voice plays which note, where several instruments share the voices."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from xmodal_rt.midi.voices import choose
from xmodal_rt.studio.piece import Note


class Allotted(NamedTuple):
    """Voice of each note, and when it is released: None where the voice is taken away while it sounds."""

    voices: list[int]
    ends_s: list[float | None]

    @property
    def stolen(self) -> int:
        """Notes that lose their voice before they end."""
        return self.ends_s.count(None)


def allot(notes: Sequence[Note], count: int) -> Allotted:
    """Allot `notes`, in the order of their onsets, to `count` voices by the rule of the instrument."""
    began, ended = np.full(count, -np.inf), np.full(count, -np.inf)
    playing = np.full(count, -1)
    result = Allotted([], [note.offset_s for note in notes])
    for i, note in enumerate(notes):
        voice = choose(began, ended, note.onset_s)
        if ended[voice] > note.onset_s:
            result.ends_s[playing[voice]] = None
        began[voice], ended[voice], playing[voice] = note.onset_s, note.offset_s, i
        result.voices.append(voice)
    return result
