"""After which time the newest samples repeat: evidence of their pitch that needs no training."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_GROUPS = ((69, 0.008, 4), (57, 0.012, 2), (45, 0.018, 1), (33, 0.028, 1), (21, 0.040, 1))
"""lowest MIDI pitch, seconds of sound that are compared, oversampling of the lags"""
_HIGHEST = 108
_NEAR_BEST = 0.93
"""the shortest repetition that is so near to the best one is the period: all its multiples repeat as well"""
_LONGER = 0.01
"""what a longer stretch of sound must be better by"""
_SURE = 0.98
"""no longer stretch is looked at"""


class Repetition(NamedTuple):
    """MIDI pitch of the period, and how alike the repetition is: 1 for the same, 0 for unrelated sound."""

    pitch: float
    likeness: float


NONE = Repetition(float("nan"), 0.0)


@dataclass(frozen=True)
class _Group:
    """`span` newest samples are compared with those up to `reach` before them; lags are oversampled."""

    span: int
    reach: int
    points: int
    over: int


class Periodicity:
    """Normalised square difference at every lag (P. McLeod, G. Wyvill, A smarter way to find pitch, ICMC 2005).

    Short stretches of sound tell high pitches soon, longer ones low pitches later: 10 ms at A4, 47 ms at A1, 79 ms at A0.
    """

    def __init__(self, sr: int) -> None:
        self.sr = sr
        self._shortest = sr / _hz(_HIGHEST + 0.5)
        self._groups = [_group(sr, *shape) for shape in _GROUPS]
        self.samples = max(group.span + group.reach for group in self._groups)
        """that must be given to `find`"""

    def find(self, y: NDArray[np.float32]) -> Repetition:
        """Return the repetition of the newest samples y [samples]."""
        best = NONE
        for group in self._groups:
            found = self._period(_likeness(y, group), group)
            if found.likeness > best.likeness + _LONGER:
                best = found
            if best.likeness > _SURE:
                break
        return best

    def _period(self, likeness: Floats, group: _Group) -> Repetition:
        first = max(int(np.argmax(likeness < 0.0)), int(self._shortest * group.over))
        if likeness.min() >= 0.0 or first >= len(likeness) - 2:
            return NONE
        a, b, c = likeness[first - 1 : -2], likeness[first:-1], likeness[first + 1 :]
        peaks = np.flatnonzero((b > a) & (b >= c) & (b > 0.3))
        if not len(peaks):
            return NONE
        at = peaks[int(np.argmax(b[peaks] >= _NEAR_BEST * b[peaks].max()))]
        offset = 0.5 * (a[at] - c[at]) / (a[at] - 2 * b[at] + c[at])
        period = (first + at + offset) / group.over
        return Repetition(69.0 + 12.0 * float(np.log2(self.sr / period / 440.0)), float(b[at]))


def _group(sr: int, first: int, span_s: float, over: int) -> _Group:
    span, reach = round(span_s * sr), int(sr / _hz(first - 1)) + 2
    return _Group(span, reach, 1 << (span + reach - 1).bit_length(), over)


def _hz(pitch: float) -> float:
    return float(440.0 * 2.0 ** ((pitch - 69) / 12))


def _likeness(y: NDArray[np.float32], group: _Group) -> Floats:
    """1 where the newest `span` samples equal those so many (oversampled) samples before, 0 where they are unrelated, -1 where opposite."""
    span, reach, n = group.span, group.reach, group.points
    past = y[len(y) - span - reach :].astype(np.float64)
    product = np.fft.rfft(past, n) * np.conj(np.fft.rfft(past[reach:], n))
    correlation = np.fft.irfft(product, n * group.over) * group.over
    # The newest samples lie `reach` after the beginning of the past, so that a shift by `reach` is lag 0.
    correlation = correlation[reach * group.over :: -1][: reach * group.over]
    energy = np.concatenate([[0.0], np.cumsum(np.square(past))])
    ends = np.arange(len(past), len(past) - reach - 1, -1)
    before = energy[ends] - energy[ends - span]
    if group.over > 1:
        before = np.interp(np.arange(reach * group.over) / group.over, np.arange(reach + 1), before)
    total = before[0] + before[: reach * group.over]
    return np.asarray(2.0 * correlation / np.maximum(total, 1e-12))
