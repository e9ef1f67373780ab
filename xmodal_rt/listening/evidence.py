"""Which pitch the last moments speak for, and how clearly."""

import math

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.listening.periodicity import NONE, Repetition
from xmodal_rt.model.vocabulary import Vocabulary

_LEAST = -5.0
"""a frame speaks against a pitch no louder than this (natural logarithm), however sure the model seems"""
_CLEAR = 0.8
"""likeness from which a repetition speaks, and fully at 1"""
_WIDTH = 0.4
"""standard deviation of a repetition's pitch, in semitones"""
_OTHER, _OCTAVE = -6.0, -2.5
"""what a clear repetition says against other pitches, and against those that are octaves or fifths above octaves from it"""
_CONFUSED = (12, 19, 24)


class Evidence:
    """Log probabilities of all pitches, low-passed over the moments: a sequential test (A. Wald, 1945) with a short memory.

    Two witnesses are heard, as independent ones: the model, and the repetition of the sound itself, which
    knows nothing of instruments and so is right where the model was not trained.
    """

    def __init__(self, vocabulary: Vocabulary, hop_s: float, memory_s: float) -> None:
        assert vocabulary.pitch is not None  # the ear refuses a vocabulary without pitch
        self._octave, self._pitch_class = (vocabulary.span(name) for name in vocabulary.pitch)
        octaves = [int(name) for name in vocabulary.label(vocabulary.pitch[0]).classes]
        self.pitches = ((np.array(octaves)[:, None] + 1) * 12 + np.arange(12)[None, :]).ravel()
        self._keep = math.exp(-hop_s / memory_s)
        self.mean = np.zeros(len(self.pitches))
        """low-passed log probabilities [P]"""
        self.newest = np.zeros(len(self.pitches))
        self._repetition = NONE

    def forget(self) -> None:
        """Begin anew."""
        self.mean[:] = 0.0

    def add(self, log_p: NDArray[np.float32], repetition: Repetition = NONE) -> None:
        """Take the log probabilities [L] of one moment, and the repetition that was found in it."""
        told = (log_p[self._octave][:, None].astype(np.float64) + log_p[self._pitch_class][None, :]).ravel()
        self.newest = np.maximum(told, _LEAST) + self._said_by(repetition)
        self._repetition = repetition
        self.mean *= self._keep
        self.mean += (1.0 - self._keep) * self.newest

    def _said_by(self, repetition: Repetition) -> NDArray[np.float64]:
        weight = _weight(repetition)
        if weight == 0.0:
            return np.zeros(len(self.pitches))
        off = np.abs(self.pitches - repetition.pitch)
        against = np.maximum(-0.5 * np.square(off / _WIDTH), _OTHER)
        for interval in _CONFUSED:
            against = np.maximum(against, _OCTAVE - 0.5 * np.square((off - interval) / _WIDTH))
        return np.asarray(weight * against)

    def best(self) -> tuple[int, float]:
        """Return the pitch that the evidence is for, and by how much it leads the next one, in nats."""
        first, second = np.argsort(self.mean)[-2:][::-1]
        return int(self.pitches[first]), float(self.mean[first] - self.mean[second])

    def confidence(self, pitch: int) -> float:
        """Probability of `pitch` by all that was heard in the newest moment."""
        p = np.exp(self.newest - self.newest.max())
        return float(p[self.pitches == pitch].sum() / p.sum())

    def repeats(self, pitch: int) -> float:
        """How surely the newest samples repeat at `pitch`, 0 to 1."""
        return _weight(self._repetition) if abs(self._repetition.pitch - pitch) <= 0.5 else 0.0


def _weight(repetition: Repetition) -> float:
    return min(max((repetition.likeness - _CLEAR) / (1.0 - _CLEAR), 0.0), 1.0)
