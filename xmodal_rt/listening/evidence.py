"""Which pitch the last moments speak for, and how clearly."""

import math

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.listening.periodicity import NONE, Repetition

_CLEAR = 0.8
"""likeness from which a repetition speaks, and fully at 1"""
_WIDTH = 0.4
"""standard deviation of a repetition's pitch, in semitones"""
_OTHER, _OCTAVE, _NOTHING = -6.0, -2.5, -3.0
"""what a clear repetition says against other pitches, against those that are octaves or fifths above octaves from it, and against none"""
CONFUSED = (12, 19, 24)
"""semitones of the intervals between a pitch and those of its strongest partials"""


class Evidence:
    """Log probabilities of all pitches, low-passed over the moments: a sequential test (A. Wald, 1945) with a short memory.

    Two witnesses are heard, as independent ones: the model, and the repetition of the sound itself, which
    knows nothing of instruments and so is right where the model was not trained.
    """

    def __init__(self, pitches: NDArray[np.int64], hop_s: float, memory_s: float, least: float) -> None:
        self.pitches, self._least = pitches, least
        self._keep = math.exp(-hop_s / memory_s)
        self.mean = np.zeros(len(pitches) + 1)
        """low-passed log probabilities [P + 1], at last that of no pitch"""
        self.newest = np.zeros(len(pitches) + 1)
        self._repetition = NONE

    def forget(self) -> None:
        """Begin anew."""
        self.mean[:] = 0.0

    def add(self, pitch_log_p: NDArray[np.float32], repetition: Repetition = NONE) -> None:
        """Take the log probabilities [P + 1] of one moment, and the repetition that was found in it."""
        told, said = pitch_log_p.astype(np.float64), self._said_by(repetition)
        self.newest = told + said
        self._repetition = repetition
        self.mean *= self._keep
        self.mean += (1.0 - self._keep) * (np.maximum(told, self._least) + said)

    def _said_by(self, repetition: Repetition) -> NDArray[np.float64]:
        weight = _weight(repetition)
        if weight == 0.0:
            return np.zeros(len(self.pitches) + 1)
        off = np.abs(self.pitches - repetition.pitch)
        against = np.maximum(-0.5 * np.square(off / _WIDTH), _OTHER)
        for interval in CONFUSED:
            against = np.maximum(against, _OCTAVE - 0.5 * np.square((off - interval) / _WIDTH))
        return weight * np.append(against, _NOTHING)

    def best(self) -> tuple[int, float]:
        """Return the pitch that the evidence is for, and by how much it leads all else, in nats; less than nothing if none is likelier."""
        first = int(np.argmax(self.mean[:-1]))
        return int(self.pitches[first]), float(self.mean[first] - np.delete(self.mean, first).max())

    def confidence(self, pitch: int) -> float:
        """Probability of `pitch` by all that was heard in the newest moment."""
        p = np.exp(self.newest - self.newest.max())
        return float(p[:-1][self.pitches == pitch].sum() / p.sum())

    @property
    def nothing(self) -> float:
        """Probability that the newest moment has no pitch."""
        p = np.exp(self.newest - self.newest.max())
        return float(p[-1] / p.sum())

    def repeats(self, pitch: int) -> float:
        """How surely the newest samples repeat at `pitch`, 0 to 1."""
        return _weight(self._repetition) if abs(self._repetition.pitch - pitch) <= 0.5 else 0.0

    def beside(self, pitch: int) -> float:
        """How far from `pitch` the newest samples repeat, in semitones, at most 1; 0 where they do not repeat."""
        return min(abs(self._repetition.pitch - pitch), 1.0) if _weight(self._repetition) > 0.0 else 0.0


def _weight(repetition: Repetition) -> float:
    return min(max((repetition.likeness - _CLEAR) / (1.0 - _CLEAR), 0.0), 1.0)
