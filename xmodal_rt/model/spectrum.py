"""The compiled step from frames to spectra."""

from typing import Any

import numpy as np
from numba import njit


@njit(cache=True, fastmath=True)
def expand(frames: Any, linear: Any, position: Any, ratio: Any, floor: Any, amplitudes: Any, out: Any) -> None:
    """Write amplitude spectra to `out` [T, bins] from frames [T, F].

    `position` says where each bin lies on a frame; the first `linear` values of a frame are bins themselves.
    """
    size = frames.shape[1]
    bins = position.shape[0]
    for t in range(frames.shape[0]):
        for i in range(size):
            amplitudes[i] = np.exp(frames[t, i]) if frames[t, i] > floor else 0.0
        straight = linear if ratio[t] == 1.0 else 0
        out[t, :straight] = amplitudes[:straight]
        for k in range(straight, bins):
            j = k / ratio[t]
            i = int(j)
            p = position[i] if i < bins - 1 else -1.0
            if p < 0.0:
                out[t, k] = 0.0
                continue
            p += (j - i) * (position[i + 1] - p) if position[i + 1] > p else 0.0
            out[t, k] = _cubic(amplitudes, p, size)


@njit(cache=True, fastmath=True, inline="always")
def _cubic(values: Any, p: Any, size: Any) -> Any:
    """Catmull-Rom interpolation at position p; amplitudes, unlike their logarithms, are smooth at a lobe's zeros."""
    i = int(p)
    x = p - i
    value = values[i]
    if x > 0.0:
        a = values[max(i - 1, 0)]
        b = values[min(i + 1, size - 1)]
        c = values[min(i + 2, size - 1)]
        value += 0.5 * x * (b - a + x * (2.0 * a - 5.0 * value + 4.0 * b - c + x * (3.0 * (value - b) + c - a)))
    return max(value, np.float32(0.0))
