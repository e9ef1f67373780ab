"""When a sound begins in a recording, and when it has reached its level."""

import numpy as np
from numpy.typing import NDArray

_SETTLED_S = (0.030, 0.100)
_FRAME_S = 0.010


def first_sample(y: NDArray[np.float32], start: int, before: int, within: int, over: float = 4.0) -> int | None:
    """Find the first sample of a sound that is much louder than what lies under it.

    Parameters
    ----------
    y : float32 [frames]
        The recording.
    start : int
        Where the sound can begin at the earliest.
    before, within : int
        Frames before `start` that tell what lies under it, and frames after it in which to look.
    over : float
        A sample belongs to the new sound when it exceeds all of what was there before by this factor.

    Returns
    -------
    int or None
        Its place in `y`, or None when nothing stands out.
    """
    under = float(np.abs(y[max(0, start - before) : start]).max(initial=0.0))
    found = np.flatnonzero(np.abs(y[start : start + within]) > max(over * under, 1e-5))
    return start + int(found[0]) if len(found) else None


def half_level(y: NDArray[np.float32], first: int, sr: int) -> int:
    """Find where a sound that begins at `first` reaches -6 dB of its level.

    The level is the median of the peaks of 10 ms frames, 30 to 100 ms after the beginning, so a sound that
    swells by itself is measured against what it swells to.
    """
    frame = round(_FRAME_S * sr)
    settled = np.abs(y[first + round(_SETTLED_S[0] * sr) : first + round(_SETTLED_S[1] * sr)])
    peaks = settled[: len(settled) // frame * frame].reshape(-1, frame).max(axis=1)
    return first + int(np.argmax(np.abs(y[first:]) >= 0.5 * np.median(peaks)))
