"""Samples in blocks of any size become hops, each with the newest samples before its end."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_ABSURD = 1000.0
"""no sample is so large, 60 dB above full scale"""


class Hops:
    """Keeps the newest `samples` of a signal, and says whenever `hop_length` more have come."""

    def __init__(self, hop_length: int, samples: int) -> None:
        self.hop_length = hop_length
        self.frame = 0
        """samples that have come"""
        self._newest = np.zeros(samples, np.float32)
        self._since = 0

    def feed(self, y: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
        """Take the next samples y [n]; at the end of each hop, give the newest ones, which the next step overwrites.

        Samples that are no numbers, or absurd ones, are taken for silence: one would stay in the evidence for ever.
        """
        y = np.where(np.abs(y) < _ABSURD, y, np.float32(0.0))
        while len(y):
            n = min(len(y), self.hop_length - self._since)
            self._newest[:-n] = self._newest[n:]
            self._newest[-n:] = y[:n]
            self._since += n
            self.frame += n
            y = y[n:]
            if self._since == self.hop_length:
                self._since = 0
                yield self._newest


def level_db(y: NDArray[np.float32]) -> float:
    """RMS level of samples y [n], in dB of full scale."""
    return 10.0 * float(np.log10(np.mean(np.square(y)) + 1e-12))
