"""The spectrum that each voice plays: looked up for the first frame of a note, decoded when its latent has moved, else kept."""

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.synthesis.decoder import Decoder

STILL = 0.001
"""a voice keeps its spectrum until a coordinate has moved by this share of its range: most hops of a held note"""

Float = NDArray[np.float32]


class Spectra:
    """Amplitude spectra of V voices.

    Parameters
    ----------
    config
        What the model plays.
    decode
        The model's batched decode.
    span
        Range of each coordinate, [D].
    sr
        Sample rate in Hz.
    voices
        V.
    """

    def __init__(self, config: CheckpointConfig, decode: Decoder, span: Float, sr: int, voices: int) -> None:
        bins = config.analysis.n_fft(sr) // 2 + 1
        self.faults = 0
        """frames that were not finite"""
        self._decode, self._analysis, self._sr = decode, config.analysis, sr
        self._step = STILL * span
        self._decoded = np.zeros((voices, config.latent_size), np.float32)
        self._frames = np.zeros((voices, config.analysis.size), np.float32)
        self._bent = np.zeros(voices, np.bool_)
        self._kept = np.zeros((voices, bins), np.float32)
        self._due = np.zeros((voices, bins), np.float32)
        self._given = np.zeros(voices, np.bool_)

    def begin(self, voice: int, first: Float | None, ratio: float) -> None:
        """Let `voice` start anew: with the frame `first` [F] on the pitch `ratio`, or with what its latent decodes to."""
        self.replace(voice)
        if first is not None:
            self._frames[voice] = first
            self._analysis.expand(first[None], self._sr, np.array([ratio]), self._kept[voice : voice + 1])
            self._given[voice] = True

    def replace(self, voice: int) -> None:
        """Let the next frame of `voice` be decoded, wherever its latent is."""
        self._decoded[voice] = np.nan
        self._given[voice] = False

    def bend(self, voice: int) -> None:
        """Let the next frame of `voice` lie elsewhere along the frequency axis."""
        self._bent[voice] = True

    def move(self, voice: int) -> None:
        """Forget the frame with which `voice` was to start: it goes elsewhere."""
        self._given[voice] = False

    def read(self, voices: NDArray[np.int64], z: Float, ratio: NDArray[np.float64]) -> tuple[Float, NDArray[np.int64]]:
        """Spectra [n, bins] of `voices` [n] at the latents z [n, D], and which voices have a frame that is not finite."""
        # Not "more than a step": a latent that is not a number must be decoded, and found out.
        moved = ~(self._given[voices] | (np.abs(z - self._decoded[voices]) <= self._step).all(axis=1))
        bent = self._bent[voices] & ~moved
        self._given[voices] = self._bent[voices] = False
        if bent.any():
            self._kept[voices[bent]] = self._analysis.expand(self._frames[voices[bent]], self._sr, ratio[bent])
        bad = self._refresh(voices[moved], z[moved], ratio[moved]) if moved.any() else voices[:0]
        # Clipping, since checking would copy `out`; the voices are ours.
        return np.take(self._kept, voices, axis=0, out=self._due[: len(voices)], mode="clip"), bad

    def _refresh(self, voices: NDArray[np.int64], z: Float, ratio: NDArray[np.float64]) -> NDArray[np.int64]:
        frames = self._decode(z)
        bad = ~np.isfinite(frames.sum(axis=1))
        if bad.any():
            frames[bad] = self._analysis.floor
            self.faults += int(bad.sum())
        self._frames[voices] = frames
        self._kept[voices] = self._analysis.expand(frames, self._sr, ratio)
        self._decoded[voices] = z
        return np.asarray(voices[bad])
