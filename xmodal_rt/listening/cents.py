"""How far a sound is from the pitch that its label names."""

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.model.analysis import Analysis

_HARMONICS = 8


def deviation(analysis: Analysis, frame: NDArray[np.float32], pitch: float) -> float:
    """Cents between the partials in `frame` [F] and the harmonics of a MIDI pitch; 0.0 where none is found.

    Peaks are placed by a parabola through three log amplitudes (J. O. Smith, Spectral Audio Signal
    Processing, "Quadratic interpolation of spectral peaks") and weighted by power and harmonic number,
    since a bin is fewer cents higher up.
    """
    f0 = 440.0 * 2.0 ** ((pitch - 69.0) / 12.0) / analysis.resolution_hz
    h = np.arange(1, _HARMONICS + 1)
    k = np.rint(h * f0).astype(np.int64)
    h, k = h[(k > 2) & (k < analysis.linear_bins - 3)], k[(k > 2) & (k < analysis.linear_bins - 3)]
    if len(k) == 0:
        return 0.0
    k = k - 1 + np.argmax(frame[k[:, None] + np.arange(-1, 2)], axis=1)
    a, b, c = frame[k - 1], frame[k], frame[k + 1]
    peak = (b >= a) & (b >= c) & (2 * b > a + c)
    if not peak.any():
        return 0.0
    place = k[peak] + 0.5 * (a[peak] - c[peak]) / (a[peak] - 2 * b[peak] + c[peak])
    cents = 1200.0 * np.log2(place / (h[peak] * f0))
    return float(np.clip(np.average(cents, weights=np.exp(2 * b[peak]) * h[peak]), -100.0, 100.0))
