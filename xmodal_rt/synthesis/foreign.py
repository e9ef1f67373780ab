"""Voices of a foreign model: its decoder gives sound, not spectra, in blocks longer than a hop.

A block is decoded when a voice has run out of sound, at the latent where the voice then is; what the blocks make
waits in a queue per voice, and the ring before the device holds a block more, so that a decode has time.
"""

from collections.abc import Callable

import numpy as np
import soxr
import torch
from numpy.typing import NDArray

from xmodal_rt.events import Event
from xmodal_rt.foreign.model import Foreign, Streams
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.phase.bank import CROSSFADE
from xmodal_rt.synthesis.instrument import Instrument
from xmodal_rt.synthesis.voices import Voices

QUALITY = "MQ"
"""of the resampling: 16 bits, and 2 ms sooner than HQ"""

Samples = NDArray[np.float32]
Indices = NDArray[np.int64]


class Unlabelled(Checkpoint):
    """A model without labels, spectra and encoders; what is asked of it is the middle of its latents."""

    def __init__(self, config: CheckpointConfig) -> None:
        super().__init__(config, torch.nn.Module())

    def encode_symbol(self, labels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Means [B, D] of nothing."""
        middle = torch.zeros(labels.shape[0], self.config.latent_size)
        return middle, middle


class Blocks:
    """The sound of V voices, block by block; stands where `hops.Hops`, `spectra.Spectra` and the phases do.

    Parameters
    ----------
    foreign
        The model.
    state
        Where the voices are.
    """

    def __init__(self, foreign: Foreign, state: Voices) -> None:
        self.faults = 0
        self.bank = self
        self._state = state
        self._streams = Streams(foreign, state.count)
        self._rates = foreign.shape.sr, state.sr
        self._resamplers = [soxr.ResampleStream(*self._rates, 1, "float32", QUALITY) for _ in range(state.count)]
        self._queues = [np.zeros(0, np.float32) for _ in range(state.count)]
        self._rests = [np.zeros(0, np.float32) for _ in range(state.count)]
        self._fade = (np.arange(1, CROSSFADE + 1) / (CROSSFADE + 1)).astype(np.float32)

    def begin(self, voice: int, _first: object, _ratio: float) -> None:
        """Let `voice` start anew, fading over from what it would have gone on with."""
        rest = self._queues[voice][self._state.used[voice] :][:CROSSFADE]
        self._forget(voice)
        self._rests[voice] = np.pad(rest, (0, CROSSFADE - len(rest))) if len(rest) else rest

    def replace(self, voice: int) -> None:
        """Take a jump without a break: what was decoded is heard out."""

    def move(self, voice: int) -> None:
        """Take a move: the next block is decoded where the voice then is."""

    def bend(self, voice: int) -> None:
        """Take a bend for nothing: these latents have no pitch that could be moved."""

    def clear(self, voice: int) -> None:
        """Make `voice` silent at once, without a past."""
        self._forget(voice)

    def scale(self, voice: int, factor: float) -> None:
        """Let `voice` go on as if it had been louder by `factor`."""
        self._queues[voice] = self._queues[voice] * np.float32(factor)

    def _forget(self, voice: int) -> None:
        self._queues[voice] = self._rests[voice] = np.zeros(0, np.float32)
        self._streams.reset(voice)
        self._resamplers[voice].clear()

    def read(self, due: Indices, at: Indices, active: int) -> Indices:
        """Give the voices `due` [n] their hops from the samples `at` [n] on; return those whose sound was none."""
        state = self._state
        z = np.empty((len(due), state.releases.shape[1]), np.float32)
        state.latents(due, at, z)
        hops = np.zeros((len(due), state.hop_length), np.float32)
        fine = [self._next(int(v), z[i], hops[i]) for i, v in enumerate(due)]
        state.begin_hops(due, at, hops)
        return np.array([v for v, well in zip(due, fine, strict=True) if not well], np.int64)

    def _next(self, voice: int, z: Samples, out: Samples) -> bool:
        """Write the samples of `voice` after those that were heard into `out` [hop_length]; False if they are no numbers."""
        self._queues[voice] = self._queues[voice][self._state.used[voice] :]
        while len(self._queues[voice]) < len(out):
            y = self._streams.decode(voice, z)
            if not np.isfinite(y).all():
                self.faults += 1
                self.clear(voice)
                return False
            self._queues[voice] = np.concatenate([self._queues[voice], self._resampled(voice, y)])
        out[:] = self._queues[voice][: len(out)]
        rest, self._rests[voice] = self._rests[voice], np.zeros(0, np.float32)
        if len(rest):
            out[: len(rest)] = rest + self._fade * (out[: len(rest)] - rest)
        return True

    def _resampled(self, voice: int, y: Samples) -> Samples:
        if self._rates[0] == self._rates[1]:
            return y
        return np.asarray(self._resamplers[voice].resample_chunk(y), np.float32)


class ForeignInstrument(Instrument):
    """An instrument that plays a foreign model: latents alone, since there are no labels.

    Parameters
    ----------
    foreign
        The model.
    sr, voices, hop_length, report
        As of `Instrument`.
    """

    def __init__(self, foreign: Foreign, sr: int, voices: int, hop_length: int, report: Callable[[Event], object]) -> None:
        self._foreign = foreign
        super().__init__(Unlabelled(foreign.config), sr, voices, hop_length, report)

    def _sound(self, studio: bool) -> tuple[Blocks, Blocks]:  # type: ignore[override]  # blocks stand where spectra and hops do
        blocks = Blocks(self._foreign, self._state)
        return blocks, blocks
