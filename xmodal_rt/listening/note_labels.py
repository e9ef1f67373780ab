"""What the labels of one note are, from what was heard since it began."""

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.listening.newest import ATTACK_S
from xmodal_rt.model.vocabulary import Vocabulary

_INSTRUMENT = "instrument"
"""label that the attack tells"""


class NoteLabels:
    """Log probabilities of all classes, averaged over the moments of one note.

    Who plays shows in the attack more than in what follows (E. L. Saldanha and J. F. Corso, Timbre cues and
    the identification of musical instruments, JASA 36, 1964), so the instrument is told from that alone.
    The classes of the dynamics are ordered, so theirs is the median of what they may be: the least expected
    distance. Moments overlap, so their mean is taken for one witness, where a sum would make it too sure.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._sum = np.zeros(vocabulary.size)
        self._attack = np.zeros(vocabulary.size)
        self._moments = 0

    def add(self, log_p: NDArray[np.float32], age_s: float) -> None:
        """Take the log probabilities [L] of a moment, so many seconds after the note was found."""
        self._sum += log_p
        self._moments += 1
        if age_s <= ATTACK_S:
            self._attack += log_p

    def values(self, pitch: int) -> list[float]:
        """Value of each label, for a note of that MIDI pitch, of which a moment was heard."""
        known = self._vocabulary.pitch_values(pitch) if self._vocabulary.pitch else {}
        return [float(known.get(name, self._value(name))) for name in self._vocabulary.names]

    def _value(self, name: str) -> int:
        told = (self._attack if name == _INSTRUMENT else self._sum)[self._vocabulary.span(name)]
        if name == self._vocabulary.velocity:
            return _median(told / self._moments)
        return int(self._vocabulary.label(name).likeliest(told))


def _median(log_p: NDArray[np.float64]) -> int:
    """Class of the median of ordered classes, from their log probabilities [C], up to a constant."""
    total = np.cumsum(np.exp(log_p - log_p.max()))
    return int(np.searchsorted(total, 0.5 * total[-1]))
