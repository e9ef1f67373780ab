"""A spectrogram small enough to be shown: levels on a logarithmic frequency axis."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.model.analysis import Analysis

LOW_HZ, HIGH_HZ = 50.0, 16000.0
RANGE_DB = 75.0
_ROWS, _COLUMNS = 240, 640


def levels(analysis: Analysis, y: NDArray[np.float32], sr: int) -> NDArray[np.float32]:
    """Levels [rows, columns] in dB below the loudest, at frequencies from LOW_HZ (first row) to HIGH_HZ, evenly over the sound y [n]."""
    n_fft = analysis.n_fft(sr)
    centres = np.linspace(0, len(y), _COLUMNS).astype(np.int64) - n_fft // 2
    padded = np.pad(y, n_fft)
    S = np.stack([analysis.amplitudes(padded[None, c + n_fft : c + 2 * n_fft], sr)[0] for c in centres], axis=1)
    edges = np.geomspace(LOW_HZ, HIGH_HZ, _ROWS + 1) / analysis.resolution_hz
    strongest = np.stack([_row(S, low, high) for low, high in pairwise(edges)])
    db = 20 * np.log10(np.maximum(strongest, 1e-9))
    return np.asarray(np.maximum(db - max(float(db.max()), -100.0), -RANGE_DB), np.float32)


def _row(S: NDArray[np.float32], low: float, high: float) -> NDArray[np.float32]:
    """Greatest amplitude [columns] of the bins from `low` to `high`; between two bins what lies between their amplitudes."""
    first, last = int(np.ceil(low)), int(np.floor(high))
    if first <= last:
        return np.asarray(S[first : last + 1].max(axis=0))
    below, share = int(low), (low + high) / 2 - int(low)
    return np.asarray((1 - share) * S[below] + share * S[below + 1])
