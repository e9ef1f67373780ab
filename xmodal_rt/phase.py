"""Streaming phase reconstruction: amplitude spectra in, sound out, for many voices on grids of their own."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError
from xmodal_rt.phase_kernel import KEPT, Bank, Grid, push, silence

Float = NDArray[np.float32]

CROSSFADE = 64
MOMENTUM = 0.6
"""Of the iterations; online, above 1 diverges."""


class PhaseBank:
    """Streaming phase reconstruction for V voices, each on a frame grid of its own.

    Parameters
    ----------
    n_fft, hop_length
        Samples of a grain and from frame to frame.
    voices
        V.
    iterations
        Consistency iterations per frame; may be changed between pushes.
    crossfade
        Samples over which a new state takes over from the one before.
    read
        Where in the newest grain the next samples are read; by default so that they end at its centre.
        0 waits for the whole window to pass: better, and n_fft / 2 samples later.

    Raises
    ------
    ParameterError
        If the grid cannot work.

    """

    def __init__(
        self, n_fft: int, hop_length: int, voices: int, iterations: int = 4, crossfade: int = CROSSFADE, read: int | None = None
    ) -> None:
        if n_fft % 2 or not 0 < hop_length <= n_fft // 4:
            raise ParameterError(f"n_fft {n_fft} must be even and at least 4 hops of {hop_length}; use a shorter hop")
        self.n_fft, self.hop_length, self.voices, self.iterations = n_fft, hop_length, voices, iterations
        self.read = n_fft // 2 - hop_length if read is None else read
        if not 0 <= self.read <= n_fft - hop_length - crossfade:
            raise ParameterError(f"read {self.read} and crossfade {crossfade} leave the grain of {n_fft}; lower them")
        self._grid = _grid(n_fft, hop_length, crossfade, self.read)
        self._bank = _bank(n_fft, hop_length, voices)
        for voice in range(voices):
            self.clear(voice)

    def push(self, S: Float, voices: NDArray[np.int64], advance: NDArray[np.int64], reset: NDArray[np.bool_], out: Float) -> None:
        """Take one new frame per listed voice; write its next hop_length samples.

        Parameters
        ----------
        S
            Amplitude spectra [n, n_fft / 2 + 1]; a sine of amplitude 1 reads 1.
        voices
            Which voice each frame is for [n], distinct.
        advance
            Samples consumed since the voice's previous push [n], 0 to hop_length.
        reset
            Whether the frame replaces the voice's past [n], as at a note-on or a jump.
        out
            Written: the samples [n, hop_length] that follow the consumed ones without a step.

        """
        push(S, voices, advance, reset, self.iterations, MOMENTUM, self._bank, self._grid, out)

    def clear(self, voice: int) -> None:
        """Make `voice` silent, without a past."""
        self._bank.x[voice] = 0.0
        silence(voice, self._bank, self._grid)

    def copy(self, source: int, target: int) -> None:
        """Make voice `target` go on exactly as voice `source` would."""
        for state in self._bank:
            state[target] = state[source]


def _bank(n_fft: int, hop: int, voices: int) -> Bank:
    length, bins = n_fft + (KEPT - 1) * hop, n_fft // 2 + 1
    zeros = lambda *shape, dtype=np.float32: np.zeros((voices, *shape), dtype)  # noqa: E731
    return Bank(
        x=zeros(length), acc=zeros(length), norm=zeros(length),
        A=zeros(KEPT, bins), C=zeros(KEPT, bins, dtype=np.complex64), grains=zeros(KEPT, n_fft),
        start=zeros(KEPT, dtype=np.int64), freq=zeros(bins), head=np.zeros(voices, np.int64),
    )  # fmt: skip


def _grid(n_fft: int, hop: int, crossfade: int, read: int) -> Grid:
    bins, span = n_fft // 2 + 1, (KEPT - 1) * hop
    w = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(n_fft) / n_fft)).astype(np.float32)
    seed = np.exp(2j * np.pi * np.random.default_rng(0).random(bins)).astype(np.complex64)
    e = lambda *shape, dtype=np.float32: np.empty(shape, dtype)  # noqa: E731
    return Grid(
        window=w, square=w * w, steady=_steady(w * w, hop, span), seed=seed, axes=np.array([1]), hop=hop, span=span, edge=span + read,
        fade=((np.arange(crossfade) + 1) / (crossfade + 1)).astype(np.float32),
        spectra=np.zeros((2, KEPT, bins), np.complex64), segments=e(KEPT, n_fft), A=e(bins), freq=e(bins),
        time=e(bins, dtype=np.complex64), delay=e(bins, dtype=np.complex64), trust=e(2, bins), scale=e(span + n_fft), old=e(crossfade),
    )  # fmt: skip


def _steady(square: Float, hop: int, span: int) -> Float:
    total = np.zeros(span + len(square), np.float32)
    for start in range(-hop, -len(square), -hop):
        total[: start + len(square)] += square[-start:]
    return total


def reconstruct(S: Float, n_fft: int, hop_length: int, iterations: int = 4, read: int | None = None) -> Any:
    """Sound of a whole spectrogram."""
    bank = PhaseBank(n_fft, hop_length, 1, iterations, read=read)
    out = np.empty((len(S), hop_length), np.float32)
    one, adv = np.zeros(1, np.int64), np.full(1, hop_length)
    for t in range(len(S)):
        bank.push(S[t : t + 1], one, adv, np.zeros(1, bool), out[t : t + 1])
    return out.reshape(-1)
