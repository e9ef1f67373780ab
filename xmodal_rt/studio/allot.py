"""Which voice plays which note, where several instruments share the voices."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from xmodal_rt.studio.offline import TAIL_S
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
    """Allot `notes`, in the order of their onsets, to `count` voices by the rule of the instrument.

    An idle voice plays, else the one that was released longest ago, else the one that has sounded longest.
    """
    began, ended = np.full(count, -np.inf), np.full(count, -np.inf)
    playing = np.full(count, -1)
    result = Allotted([], [note.offset_s for note in notes])
    for i, note in enumerate(notes):
        voice = _choose(began, ended, note.onset_s)
        if ended[voice] > note.onset_s:
            result.ends_s[playing[voice]] = None
        began[voice], ended[voice], playing[voice] = note.onset_s, note.offset_s, i
        result.voices.append(voice)
    return result


def _choose(began: np.ndarray, ended: np.ndarray, now_s: float) -> int:
    idle, let_go = np.flatnonzero(ended + TAIL_S <= now_s), np.flatnonzero(ended <= now_s)
    if len(idle):
        return int(idle[0])
    return int(let_go[np.argmin(ended[let_go])]) if len(let_go) else int(np.argmin(began))
