"""The sample clock: which sample is heard when.

The audio process stamps each block; whoever must translate a monotonic time into a sample reads the
stamps through a delay-locked loop, which takes the callback's jitter away (F. Adriaensen, Using a DLL
to filter time, LAC 2005).
"""

import math

import numpy as np

from xmodal_rt.ring import SharedArray

_FAR_S = 0.0005
"""a stamp that is off by more is no jitter"""
_STEADY = 8
"""so many such stamps in a row are no accident"""
_ADAPT_S = 0.3
"""time in which the loop learns how late stamps usually are"""
_WHOLE_S = 100e-6
"""what is so near to whole blocks is whole blocks"""
_UNSURE_S = 0.1
"""how old the loop behaves after it moved"""
_TRIES = 100
"""a writer that died in the middle of a stamp must not hold the reader"""


class ClockStamps:
    """The newest stamp, shared between processes: frames consumed so far, and when (monotonic seconds)."""

    def __init__(self) -> None:
        self._stamp = SharedArray((3,), np.float64)
        self._read = (0, 0.0)

    def stamp(self, frames: int, time_s: float) -> None:
        """Say that `frames` sample frames were consumed at `time_s`; one writer."""
        view = self._stamp.view
        odd = float(int(view[0]) | 1)  # which it is already if a writer died in the middle
        view[0] = odd
        view[1], view[2] = frames, time_s
        view[0] = odd + 1

    def read(self) -> tuple[int, float]:
        """Return the newest stamp, or the one that was read before while the writer is in the middle of one."""
        view = self._stamp.view
        for _ in range(_TRIES):
            before = view[0]
            frames, time_s = int(view[1]), float(view[2])
            if before == view[0] and before % 2 == 0:
                self._read = frames, time_s
                break
        return self._read


class SampleClock:
    """Second-order delay-locked loop over the stamps.

    It begins quick and becomes slow, and believes no stamp more than stamps usually differ: a callback may be
    late, but never early. Where stamps stay off by more, blocks were lost, and the loop moves there at once.
    """

    def __init__(self, sr: int, bandwidth_hz: float = 0.03) -> None:
        self._nominal_s = 1.0 / sr
        self._bandwidth_hz = bandwidth_hz
        self._frames = -1
        self._time_s = 0.0
        self._period_s = self._nominal_s
        self._locked_s, self._spread_s = 0.0, _FAR_S
        self._far: list[float] = []

    def update(self, frames: int, time_s: float) -> None:
        """Take one stamp; a jump of more than 50 ms starts the loop anew."""
        n = frames - self._frames
        if self._frames < 0 or n < 0 or abs(time_s - self.time_s(frames)) > 0.05:
            self._frames, self._time_s, self._period_s = frames, time_s, self._nominal_s
            self._locked_s, self._spread_s = 0.0, _FAR_S
            self._far.clear()
        elif n:
            error = time_s - self.time_s(frames)
            self._time_s, self._frames = self.time_s(frames), frames
            if abs(error) > _FAR_S:
                self._stray(error, n)
            else:
                self._follow(error, n)

    def _stray(self, error: float, n: int) -> None:
        """Leave one far stamp alone; follow many, to the one that is nearest: the others were late as well.

        Whole blocks that were lost leave the loop as sure as it was.
        """
        self._far.append(error)
        if len(self._far) < _STEADY:
            return
        nearest, block_s = min(self._far, key=abs), n * self._period_s
        lost_s = round(nearest / block_s) * block_s
        self._far.clear()
        if abs(nearest - lost_s) < _WHOLE_S:
            self._time_s += lost_s
        else:
            self._time_s += nearest
            self._locked_s, self._spread_s = min(self._locked_s, _UNSURE_S), _FAR_S

    def _follow(self, error: float, n: int) -> None:
        self._far.clear()
        self._locked_s += n * self._nominal_s
        bandwidth_hz = max(self._bandwidth_hz, 0.5 / self._locked_s)
        self._spread_s += min(1.0, n * self._nominal_s / _ADAPT_S) * (abs(error) - self._spread_s)
        error = max(-self._spread_s, min(self._spread_s, error))
        omega = min(0.3, 2 * math.pi * bandwidth_hz * n * self._nominal_s)
        self._time_s += math.sqrt(2) * omega * error
        self._period_s += omega * omega * error / n

    def time_s(self, frame: float) -> float:
        """When sample frame `frame` is consumed, monotonic seconds."""
        return self._time_s + (frame - self._frames) * self._period_s

    def frame(self, time_s: float) -> float:
        """Which sample frame is consumed at `time_s`."""
        return self._frames + (time_s - self._time_s) / self._period_s
