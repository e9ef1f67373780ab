"""A pitch tracker of its own kind, to check labels by: YIN (de Cheveigné & Kawahara 2002, steps 1 to 5)."""

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.model.analysis import Array

Floats = NDArray[np.float64]

WINDOW_S = 0.046
LOWEST_HZ, HIGHEST_HZ = 45.0, 5000.0
CLEAR = 0.15
"""aperiodicity below which a frame has a pitch"""
MOMENTS = 12
LOUD_DB = 30.0
"""below the loudest moment: what is softer is no judge, such as the noise before a note"""
PARTIALS = np.arange(1, 7)
SURE = 0.7
"""share of the clear frames that must agree on another pitch"""


def heard_semitones(y: Array, sr: int, midi: int, tolerance: float) -> float | None:
    """Semitones by which the note `y` [T] surely sounds beside MIDI pitch `midi`; None if it does not, or nobody can tell.

    A tracker that takes an octave, or another of the first six partials, or that part of the pitch, for the pitch
    accuses nobody.
    """
    f0 = yin(y, sr)
    semitones = 12.0 * np.log2(f0[~np.isnan(f0)] / 440.0) + 69.0 - midi
    if len(semitones) < 4:
        return None
    beside = np.abs(np.abs(semitones)[:, None] - 12.0 * np.log2(PARTIALS)).min(axis=1) > tolerance
    middle = float(np.median(semitones[beside])) if beside.any() else 0.0
    agreeing = beside & (np.abs(semitones - middle) < 0.5)
    return middle if agreeing.mean() >= SURE else None


def yin(y: Array, sr: int) -> Floats:
    """Pitch in Hz at up to `MOMENTS` loud moments of the note's first 1.3 s [M]; NaN where it is not clear."""
    window, lags = int(WINDOW_S * sr), int(sr / LOWEST_HZ) + 2
    begin = _begin(y, sr // 100)
    grains = _grains(y[begin : begin + int(1.3 * sr)], window + lags)
    d = _difference(grains, window, lags)
    normal = d * np.arange(lags) / np.maximum(np.cumsum(d, axis=1), 1e-20)
    normal[:, 0] = 1.0
    return np.array([sr / lag if (lag := _first_dip(row, int(sr / HIGHEST_HZ))) else np.nan for row in normal])


def _begin(y: Array, n: int) -> int:
    """First of the blocks of `n` samples of `y` that comes within `LOUD_DB` of the loudest."""
    power = np.square(np.pad(y, (0, -len(y) % n)).reshape(-1, n)).mean(axis=1)
    return n * int((power >= power.max() * 10 ** (-LOUD_DB / 10)).argmax())


def _grains(y: Array, length: int) -> Floats:
    """Evenly spaced grains of `y` [M, length] within `LOUD_DB` of the loudest."""
    padded = np.pad(np.asarray(y, np.float64), (0, max(0, length - len(y))))
    starts = np.unique(np.linspace(0, len(padded) - length, MOMENTS).astype(np.int64))
    grains = padded[starts[:, None] + np.arange(length)]
    power = np.square(grains).mean(axis=1)
    return np.asarray(grains[power >= power.max() * 10 ** (-LOUD_DB / 10)])


def _difference(grains: Floats, window: int, lags: int) -> Floats:
    """Squared difference of each grain's first `window` samples and those `lag` later, [M, lags] (equation 6)."""
    n = 1 << (grains.shape[1] - 1).bit_length()
    spectra, heads = np.fft.rfft(grains, n), np.fft.rfft(grains[:, :window], n)
    correlation = np.fft.irfft(spectra * heads.conj(), n)[:, :lags]
    energy = np.cumsum(np.pad(np.square(grains), ((0, 0), (1, 0))), axis=1)
    energy = energy[:, window : window + lags] - energy[:, :lags]
    return np.asarray(np.maximum(energy[:, :1] + energy - 2.0 * correlation, 0.0))


def _first_dip(row: Floats, lowest: int) -> float:
    """First lag from `lowest` at which the normalised difference dips below `CLEAR`, by a parabola; 0 if it never does."""
    below = np.flatnonzero(row[lowest:-1] < CLEAR)
    if not len(below):
        return 0.0
    k = max(lowest + int(below[0]), 1)
    while k + 2 < len(row) and row[k + 1] < row[k]:
        k += 1
    a, b, c = row[k - 1 : k + 2]
    bend = a - 2 * b + c
    return float(k + (0.5 * (a - c) / bend if bend > 0 else 0.0))
