"""The frame: a magnitude spectrum on a grid in Hz, the same at every sample rate.

The grid is fixed in Hz, not in samples: ``n_fft = sr / resolution_hz``. At 44.1, 48 and 96 kHz the
default 18.75 Hz gives 2352, 2560 and 5120 points, so a bin is the same frequency at each of them and
one checkpoint plays in tune on any of these devices without resampling.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError

Array = NDArray[np.float32]

COMMON_RATES = (22050, 44100, 48000, 88200, 96000, 192000)


@dataclass(frozen=True)
class Analysis:
    """Analysis transform shared by training, transcription and synthesis.

    A frame holds the natural logarithm of amplitudes: `linear_bins` FFT bins from 0 Hz up, then
    `log_bands` bands, logarithmically spaced up to `top_hz`, each the RMS amplitude of its bins.
    A sine of amplitude 1 on a bin reads 0.0; nothing reads below the floor.
    """

    resolution_hz: float = 18.75
    linear_bins: int = 512
    log_bands: int = 32
    top_hz: float = 20000.0
    floor_db: float = -100.0

    @property
    def size(self) -> int:
        """Values per frame, F."""
        return self.linear_bins + self.log_bands

    @property
    def floor(self) -> float:
        """The floor as a natural logarithm of amplitude."""
        return float(self.floor_db * np.log(10.0) / 20.0)

    def n_fft(self, sr: int) -> int:
        """Points of the transform at sample rate `sr` in Hz.

        Raises
        ------
        ParameterError
            If the frequency grid does not fit an even number of points at this rate, or not below half of it.
        """
        if not self._fits(sr):
            fitting = [rate for rate in COMMON_RATES if self._fits(rate)]
            message = f"sample rate {sr} does not fit a grid of {self.resolution_hz} Hz up to {self.top_hz:.0f} Hz"
            raise ParameterError(f"{message}; use one of {fitting}")
        return int(sr / self.resolution_hz)

    def _fits(self, sr: int) -> bool:
        return (sr / self.resolution_hz) % 2 == 0 and sr >= 2 * self.top_hz

    def window(self, sr: int) -> Array:
        """Periodic Hann window, [n_fft]."""
        n = self.n_fft(sr)
        return np.asarray(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(n) / n), np.float32)

    def amplitudes(self, grains: Array, sr: int) -> Array:
        """Amplitude spectra [T, n_fft / 2 + 1] of unwindowed grains [T, n_fft]."""
        w = self.window(sr)
        scale = np.float32(2.0 / w.sum())
        return scale * np.abs(np.fft.rfft(grains * w, axis=-1)).astype(np.float32)

    def compress(self, S: Array, sr: int) -> Array:
        """Frames [T, F] from amplitude spectra S [T, n_fft / 2 + 1]."""
        power = np.square(S, dtype=np.float32)
        edges = grid_of(self, sr).edges
        bands = np.add.reduceat(power, edges[:-1], axis=-1)[..., : self.log_bands]
        bands = bands / np.diff(edges[: self.log_bands + 1]).astype(np.float32)
        joined = np.concatenate([power[..., : self.linear_bins], bands], axis=-1)
        return np.asarray(0.5 * np.log(np.maximum(joined, np.exp(2 * self.floor))), np.float32)

    def frames(self, y: Array, sr: int, centres: NDArray[np.int64]) -> Array:
        """Frames [T, F] of the signal `y` around the samples `centres` [T]; beyond its ends is silence."""
        n = self.n_fft(sr)
        padded = np.pad(np.asarray(y, np.float32), n)
        starts = np.clip(np.asarray(centres) + n // 2, 0, len(padded) - n)
        grains = padded[starts[:, None] + np.arange(n)[None, :]]
        return self.compress(self.amplitudes(grains, sr), sr)

    def expand(self, frames: Array, sr: int, ratio: NDArray[np.float64] | None = None, out: Array | None = None) -> Array:
        """Amplitude spectra [T, n_fft / 2 + 1] from frames [T, F]; what lies at the floor becomes zero.

        `ratio` [T] moves each spectrum along the frequency axis (1.06 is a semitone up); `out` is
        written in place when given.
        """
        from xmodal_rt.model.spectrum import expand  # numba takes a second: only those who make spectra pay for it

        grid = grid_of(self, sr)
        ratios = np.ones(len(frames)) if ratio is None else ratio
        S = np.empty((len(frames), self.n_fft(sr) // 2 + 1), np.float32) if out is None else out
        amplitudes = np.empty(self.size, np.float32)
        expand(np.asarray(frames, np.float32), self.linear_bins, grid.position, ratios, self.floor + 0.1, amplitudes, S)
        return S


@dataclass(frozen=True)
class Grid:
    """Edges of the bands in bins, and where each bin of a spectrum lies on a frame's axis (-1: above the top)."""

    edges: NDArray[np.int64]
    position: NDArray[np.float64]


@lru_cache(maxsize=32)
def grid_of(analysis: Analysis, sr: int) -> Grid:
    """How spectra at sample rate `sr` lie on the frames of `analysis`."""
    bins = analysis.n_fft(sr) // 2 + 1
    first, top = analysis.linear_bins, analysis.top_hz / analysis.resolution_hz
    edges = np.unique(np.round(np.geomspace(first, top, analysis.log_bands + 1)).astype(np.int64))
    if len(edges) != analysis.log_bands + 1:
        raise ParameterError(f"log_bands {analysis.log_bands} are finer than the bins; use fewer bands")
    k = np.arange(bins)
    centres = np.sqrt(edges[:-1] * (edges[1:] - 1.0))
    knots = np.concatenate([[first - 1.0], centres])
    position = np.where(k < first, k, first - 1.0 + np.interp(k, knots, np.arange(len(knots))))
    position[k >= edges[-1]] = -1.0
    return Grid(edges=edges, position=position)
