"""How far a note of known pitch is from its equal-tempered place."""

import numpy as np
import soxr
from numpy.typing import NDArray

from xmodal_rt.model.analysis import Array

POINTS = 1 << 16
HARMONICS = 16
TOP_HZ = 6000.0


def detune_cents(y: Array, sr: int, midi: float, span: float = 60.0) -> float:
    """Cents by which the note `y` [T] lies above MIDI pitch `midi`; 0 where nothing clear is found.

    A harmonic comb is slid over the square root of a long spectrum: the root keeps one loud partial
    from deciding alone.
    """
    spectrum = np.sqrt(np.abs(np.fft.rfft(y * np.hanning(len(y)), POINTS)))
    f0 = 440.0 * 2.0 ** ((midi - 69.0) / 12.0)
    h = np.arange(1, max(2, min(HARMONICS, int(TOP_HZ / f0)) + 1))
    cents = np.arange(-span, span + 1.0, 1.0)
    positions = np.outer(2.0 ** (cents / 1200.0), h * f0) * POINTS / sr
    score = (np.interp(positions, np.arange(len(spectrum)), spectrum) / np.sqrt(h)).sum(axis=1)
    smooth = np.convolve(score, np.ones(9) / 9, mode="same")[4:-4]
    best = int(smooth.argmax())
    clear = 0 < best < len(smooth) - 1 and smooth[best] > 1.05 * np.median(smooth)
    return float(cents[best + 4]) if clear else 0.0


def retune(y: Array, sr: int, cents: float) -> Array:
    """Move a note down by `cents`, changing its length by as much: [T']."""
    if abs(cents) < 1.0:
        return y
    return np.asarray(soxr.resample(y, sr, sr * 2.0 ** (cents / 1200.0)), np.float32)


def frame_cents(frames: Array, midi: NDArray[np.int64], resolution_hz: float, bins: int) -> NDArray[np.float64]:
    """Cents by which the partials of frames [T, F] lie above MIDI pitches [T]; NaN where no partial stands out.

    Parabolic interpolation of the log magnitude around each partial below `bins`, and the median of
    the partials within 40 dB of the loudest; independent of any model.
    """
    return np.array([_one(frame[:bins], float(m), resolution_hz) for frame, m in zip(frames, midi, strict=True)])


def _one(frame: Array, midi: float, resolution_hz: float) -> float:
    f0 = 440.0 * 2.0 ** ((midi - 69.0) / 12.0) / resolution_hz
    partials = [(h * f0, h) for h in range(1, 11) if h * f0 < len(frame) - 4]
    found = [(h, *_peak(frame, place, f0)) for place, h in partials]
    top = max((height for _, _, height in found), default=-np.inf)
    kept = [(1200 * np.log2(place / (h * f0)), h) for h, place, height in found if place > 0 and height > top - 40 / 8.686]
    if not kept:
        return float("nan")
    cents, order = np.array(kept).T
    rank = np.argsort(cents)
    share = np.cumsum(order[rank])
    return float(cents[rank][np.searchsorted(share, share[-1] / 2)])


def _peak(frame: Array, place: float, f0: float) -> tuple[float, float]:
    """Position and height of the local maximum nearest to `place` in bins; position 0 if there is none."""
    reach = max(1, min(int(0.5 * f0), round(0.06 * place)))
    low = max(1, round(place) - reach)
    k = low + int(frame[low : min(round(place) + reach, len(frame) - 2) + 1].argmax())
    a, b, c = (float(v) for v in frame[k - 1 : k + 2])
    if not (b >= a and b >= c and b > min(a, c)):
        return 0.0, -np.inf
    return k + 0.5 * (a - c) / (a - 2 * b + c), b


def depth_db(frames: Array, midi: NDArray[np.int64], resolution_hz: float, bins: int) -> NDArray[np.float64]:
    """How far the first partials of frames [T, F] stand above the valleys between them, dB; NaN below 150 Hz."""
    return np.array([_depth(frame[:bins], float(m), resolution_hz) for frame, m in zip(frames, midi, strict=True)])


def _depth(frame: Array, midi: float, resolution_hz: float) -> float:
    f0 = 440.0 * 2.0 ** ((midi - 69.0) / 12.0) / resolution_hz
    partials = [h for h in range(1, 6) if (h + 0.5) * f0 < len(frame) - 2]
    if f0 < 8 or not partials:
        return float("nan")
    peaks = [frame[round(h * f0) - 1 : round(h * f0) + 2].max() for h in partials]
    valleys = [frame[round((h + 0.5) * f0)] for h in partials]
    return float(8.685889638 * (np.mean(peaks) - np.mean(valleys)))
