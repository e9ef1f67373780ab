"""Start phases of a new frame from its magnitudes and the frame before: causal phase-gradient integration.

The phase of every bin follows either from the same bin of the frame before (along its frequency) or
from a neighbour in the same frame (along its group delay), whichever path stays on the largest
magnitudes. Průša & Søndergaard ("Real-time spectrogram inversion using phase gradient heap
integration", DAFx 2016) walk these paths with a heap. On one frame they form a chain of bins, and the
path with the largest bottleneck on a chain is found by one sweep up and one sweep down: the same
tree as the heap's, in linear time.
"""

from typing import Any

import numpy as np
from numba import njit

HANN_GAMMA = 0.25645
"""Time-frequency ratio of a Hann window of N samples, over N² (Průša & Søndergaard 2016, table 1)."""
MAX_DELAY = 0.25
"""Largest group delay that is believed, in grains."""


@njit(cache=True, fastmath=True, error_model="numpy", inline="always")
def _sine(x: Any) -> Any:
    """Sine of `x` turns, |x| <= 1/4; minimax polynomial, error 3e-9 before rounding."""
    u = x * x
    high = np.float32(81.601004) + u * (np.float32(-76.549782) + u * np.float32(39.536705))
    return x * (np.float32(6.2831852) + u * (np.float32(-41.341655) + u * high))


@njit(cache=True, fastmath=True, error_model="numpy", inline="always")
def turn(x: Any) -> Any:
    """Cosine and sine of `x` turns, without a branch, so that loops over it vectorise."""
    y = x - np.floor(x + np.float32(0.5))
    a = np.abs(y)
    half = np.float32(0.25) - a
    b = np.float32(0.25) - np.abs(half)
    return _sine(half), np.copysign(_sine(b), y)


@njit(cache=True, fastmath=True, error_model="numpy")
def frequencies(A: Any, out: Any) -> None:
    """Distance in bins from each bin to the partial it belongs to, into `out` [bins].

    Two neighbouring bins in the main lobe of a Hann window tell a steady partial's place exactly:
    r = A[m + 1] / A[m] gives m + (2 r - 1) / (r + 1).
    """
    last = A.shape[0] - 1
    out[0] = out[last] = np.float32(0.0)
    for m in range(1, last):
        below, above = A[m - 1], A[m + 1]
        neighbour = max(below, above)
        shift = (np.float32(2.0) * neighbour - A[m]) / (neighbour + A[m] + np.float32(1e-20))
        out[m] = np.copysign(max(shift, np.float32(0.0)), above - below)


@njit(cache=True, fastmath=True, error_model="numpy")
def integrate(A: Any, before: Any, time: Any, delay: Any, trust: Any, C: Any) -> None:
    """Fill C [bins] with A times a phase, along the path of the largest bottleneck.

    Parameters
    ----------
    A, before
        Magnitudes of this frame and of the one before, [bins].
    time
        Unit phasors that the frame before predicts for this one, [bins].
    delay
        Unit phasors from bin m to bin m + 1, [bins].
    trust
        Scratch, [2, bins].
    C
        The result, complex [bins].

    """
    last = A.shape[0] - 1
    up, down = trust[0], trust[1]
    up[0], down[last] = before[0], before[last]
    for m in range(1, last + 1):
        n = last - m
        up[m] = max(before[m], min(up[m - 1], A[m - 1]))
        down[n] = max(before[n], min(down[n + 1], A[n + 1]))
    for m in range(last + 1):
        if m > 0 and up[m] > before[m] and up[m] >= down[m]:
            C[m] = C[m - 1] * delay[m - 1]
        else:
            C[m] = time[m]
    for m in range(last - 1, -1, -1):
        if down[m] > before[m] and down[m] > up[m]:
            C[m] = C[m + 1] * np.conj(delay[m])
    for m in range(last + 1):
        C[m] *= A[m]
