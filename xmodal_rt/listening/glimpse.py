"""The newest samples, seen through three windows from long to short: what the quick network looks at."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

REACH_S = 0.08
"""how far back a glimpse goes"""
SLICES = 16
"""levels of so many parts of the reach: how the sound grows and dies"""
RANGE = 8.0
"""nepers (69 dB) below the loudest window that are seen"""
_FLOOR = 1e-6


class Pane(NamedTuple):
    """A window of one over `resolution_hz` seconds that falls within `fall_s`, and the bins of it that are looked at."""

    resolution_hz: float
    fall_s: float
    bins: int


PANES = (Pane(18.75, 0.014, 256), Pane(37.5, 0.007, 160), Pane(75.0, 0.0035, 128))
"""the short ones see a high note that has just begun, the long one tells low notes from each other"""
SIZE = sum(pane.bins for pane in PANES) + SLICES + 1


class Glimpse:
    """Turns samples at the rate `sr` in Hz into the inputs of the network."""

    def __init__(self, sr: int) -> None:
        self.samples = round(REACH_S * sr) // SLICES * SLICES
        """that are looked at"""
        self._windows = [early_window(round(sr / pane.resolution_hz), round(pane.fall_s * sr)) for pane in PANES]

    def inputs(self, y: Floats) -> Floats:
        """Return the inputs [B, SIZE] of the network from samples y [B, T], of which the newest count."""
        return joined(*self.parts(y))

    def parts(self, y: Floats) -> tuple[list[Floats], Floats]:
        """Return log amplitudes [B, bins] through each window, and log levels [B, SLICES] of the parts of the reach."""
        spectra = []
        for pane, window in zip(PANES, self._windows, strict=True):
            S = np.fft.rfft(y[:, -len(window) :] * window)[:, : pane.bins]
            power = np.square(S.real) + np.square(S.imag)
            spectra.append(np.asarray(0.5 * np.log(power + np.float32(_FLOOR**2)), np.float32))
        slices = y[:, -self.samples :].reshape(len(y), SLICES, -1)
        return spectra, 0.5 * np.log(np.square(slices).mean(axis=2) + np.float32(_FLOOR**2))


def joined(spectra: list[Floats], slices: Floats) -> Floats:
    """Join the parts of a glimpse into inputs [B, SIZE]: relative to the loudest window, whose level stands apart."""
    level = np.max([_level(S) for S in spectra], axis=0)
    relative = np.concatenate([*spectra, slices], axis=1) - level[:, None]
    seen = np.maximum(relative, -RANGE) * np.float32(2.0 / RANGE) + np.float32(1.0)
    return np.concatenate([seen, 0.5 * level[:, None] + 1.0], axis=1, dtype=np.float32)


def _level(S: Floats) -> Floats:
    return np.asarray(0.5 * np.log(np.exp(2.0 * S).sum(axis=1)), np.float32)


def early_window(n: int, fall: int) -> Floats:
    """Half a Hann window that rises over n - fall samples, and half a one that falls over the last `fall`, of sum 2: [n]."""
    rise = 0.5 - 0.5 * np.cos(np.pi * np.arange(n - fall) / (n - fall))
    window = np.concatenate([rise, 0.5 + 0.5 * np.cos(np.pi * np.arange(fall) / fall)])
    return np.asarray(2.0 * window / window.sum(), np.float32)
