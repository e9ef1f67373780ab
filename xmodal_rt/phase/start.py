"""Start phases of a new frame from its magnitudes and the frame before: causal phase-gradient integration.

The phase of every bin follows either from the same bin of the frame before (along its frequency) or
from a neighbour in the same frame (along its group delay), whichever path stays on the largest
magnitudes. Průša & Søndergaard ("Real-time spectrogram inversion using phase gradient heap
integration", DAFx 2016) walk these paths with a heap. The bins of one frame form a chain, though, and
on a chain the paths with the largest bottleneck are found by one sweep up and one sweep down: the
heap's own tree, in linear time.
"""

from typing import Any

import numpy as np
from numba import njit

from xmodal_rt.phase.state import Grid

HANN_GAMMA = 0.25645
"""Time-frequency ratio of a Hann window of N samples, over N² (Průša & Søndergaard 2016)."""
MAX_DELAY = 0.25
"""Largest group delay that is believed, in grains."""
QUIET = 1e-8
"""Amplitudes and magnitudes up to this are silence."""


@njit(cache=True, fastmath=True, inline="always")
def _sine(x: Any) -> Any:
    """Sine of `x` turns, |x| <= 1/4; minimax polynomial, error 3e-9 before rounding."""
    u = x * x
    high = np.float32(81.601004) + u * (np.float32(-76.549782) + u * np.float32(39.536705))
    return x * (np.float32(6.2831852) + u * (np.float32(-41.341655) + u * high))


@njit(cache=True, fastmath=True, inline="always")
def phasor(x: Any) -> Any:
    """Cosine and sine of `x` turns, without a branch, so that loops over it vectorise."""
    y = x - np.floor(x + np.float32(0.5))
    half = np.float32(0.25) - np.abs(y)
    return _sine(half), np.copysign(_sine(np.float32(0.25) - np.abs(half)), y)


@njit(cache=True, fastmath=True, error_model="numpy")
def locate(A: Any, partial: Any) -> None:
    """Write the distance in bins from each bin of A [bins] to the partial it belongs to.

    Two neighbouring bins in the main lobe of a Hann window tell a steady partial's place exactly:
    with r = A[m + 1] / A[m] it is m + (2 r - 1) / (r + 1).
    """
    last = A.shape[0] - 1
    partial[0] = partial[last] = np.float32(0.0)
    for m in range(1, last):
        below, above = A[m - 1], A[m + 1]
        larger = max(below, above)
        distance = (np.float32(2.0) * larger - A[m]) / (larger + A[m] + np.float32(1e-20))
        partial[m] = np.copysign(max(distance, np.float32(0.0)), above - below)


@njit(cache=True, fastmath=True, error_model="numpy")
def predict(C: Any, A: Any, partial: Any, advance: Any, grid: Grid) -> None:
    """Write into grid.time the phases that the frame before (C, A, partial [bins]) predicts, `advance` samples later."""
    step = advance / grid.window.shape[0]
    half = np.float32(0.5 * step)
    for m in range(A.shape[0]):
        turns = m * step
        c, s = phasor(np.float32(turns - np.floor(turns)) + half * (partial[m] + grid.partial[m]))
        u = C[m] * (np.float32(1.0) / A[m]) if A[m] > np.float32(QUIET) else grid.seed[m]
        grid.time[m] = np.complex64(complex(u.real * c - u.imag * s, u.real * s + u.imag * c))


@njit(cache=True, fastmath=True, error_model="numpy")
def delay(A: Any, advance: Any, grid: Grid) -> None:
    """Write into grid.delay the phases from bin to bin that follow from the growth since the frame before, A [bins].

    Growth is a difference of logarithms; up to the largest delay that is believed,
    2 (a - b) / (a + b) is as good.
    """
    rate = np.float32(HANN_GAMMA / np.pi * grid.window.shape[0] / max(advance, grid.hop // 2))
    for m in range(A.shape[0] - 1):
        now, then = grid.A[m] + grid.A[m + 1], A[m] + A[m + 1]
        tau = rate * (now - then) / (now + then + np.float32(QUIET))
        c, s = phasor(np.float32(-0.5) - min(max(tau, np.float32(-MAX_DELAY)), np.float32(MAX_DELAY)))
        grid.delay[m] = np.complex64(complex(c, s))


@njit(cache=True, fastmath=True, error_model="numpy")
def integrate(before: Any, C: Any, grid: Grid) -> None:
    """Write into C [bins] the frame grid.A with start phases; `before` [bins] are the magnitudes of the frame before."""
    A, up, down = grid.A, grid.trust[0], grid.trust[1]
    last = A.shape[0] - 1
    up[0], down[last] = before[0], before[last]
    for m in range(1, last + 1):
        n = last - m
        up[m] = max(before[m], min(up[m - 1], A[m - 1]))
        down[n] = max(before[n], min(down[n + 1], A[n + 1]))
    for m in range(last + 1):
        from_below = m > 0 and up[m] > before[m] and up[m] >= down[m]
        C[m] = C[m - 1] * grid.delay[m - 1] if from_below else grid.time[m]
    for m in range(last - 1, -1, -1):
        if down[m] > before[m] and down[m] > up[m]:
            C[m] = C[m + 1] * np.conj(grid.delay[m])
    for m in range(last + 1):
        C[m] *= A[m]
