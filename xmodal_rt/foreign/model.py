"""A foreign model as the instrument takes it: what `/info` says of it, and one streaming decoder for each voice.

RAVE and its kin (Caillon & Esling 2021, arXiv:2111.05011) say in the buffer ``decode_params`` how many latents make how many
samples, in ``sr`` or ``sampling_rate`` at which rate, and keep in buffers that end in ``cache`` or ``pad`` what their
convolutions need of the past (Caillon & Esling 2022, arXiv:2204.07064).
"""

import copy
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from xmodal_rt.errors import CheckpointError, ParameterError
from xmodal_rt.foreign import archive, trial
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.model.torchscript import read
from xmodal_rt.model.vocabulary import Vocabulary
from xmodal_rt.settings import ServeSettings

MOST_COORDINATES = 126
"""more do not travel in one event"""
REACH = 3.0
"""of each coordinate: latents of these models are normal, with mean 0 and deviation 1"""
_CACHES = ("cache", "pad")


@dataclass(frozen=True)
class Foreign:
    """A file that was looked through and tried: what is to be loaded, and what it plays."""

    path: Path
    file: bytes
    shape: trial.Shape

    @property
    def config(self) -> CheckpointConfig:
        """What it is to the rest of the instrument: a checkpoint without labels."""
        Z = self.shape.latent_size
        hashes = {"model.ts": hashlib.sha256(self.file).hexdigest()}
        return CheckpointConfig(self.path.stem, Analysis(), Vocabulary(()), Z, (-REACH,) * Z, (REACH,) * Z, hashes=hashes)

    def blocks(self, sr: int, block: int) -> int:
        """How many blocks at `sr` Hz the sound of one latent fills, and one more."""
        return 2 + self.shape.ratio * sr // (self.shape.sr * block)


@lru_cache(maxsize=1)
def open_file(path: Path) -> Foreign:
    """Look through a foreign model, and try it in a process of its own; it is not loaded here. Once per process.

    Raises
    ------
    CheckpointError
        If it is none, cannot be trusted, or takes too long.
    """
    if not path.is_file():
        raise CheckpointError(f"there is no file {path}; name the TorchScript file of a model, or a checkpoint without .ts")
    file = archive.read(path)
    shape = trial.attempt(file, path.name)
    if shape.latent_size > MOST_COORDINATES:
        raise CheckpointError(f"{path} has {shape.latent_size} coordinates; use a model of at most {MOST_COORDINATES}")
    return Foreign(path, file, shape)


class Streams:
    """The decoder of each voice: they share the weights, and nothing else.

    Parameters
    ----------
    foreign
        The model.
    voices
        V.
    """

    def __init__(self, foreign: Foreign, voices: int) -> None:
        self._shape = foreign.shape
        first = read(foreign.file)
        self._modules = [first, *(_sharing(first) for _ in range(voices - 1))]
        self._steps = np.zeros(voices, np.int64)

    def reset(self, voice: int) -> None:
        """Let `voice` forget its past."""
        self._steps[voice] = 0
        with torch.no_grad():
            for name, buffer in self._modules[voice].named_buffers():
                if name.endswith(_CACHES):
                    buffer.zero_()

    def decode(self, voice: int, z: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the next samples [ratio] of `voice` at the latent z [D]; the noise in them depends on nothing else."""
        torch.manual_seed(int(self._steps[voice]))
        self._steps[voice] += 1
        with torch.no_grad():
            y = self._modules[voice].decode(torch.from_numpy(z).reshape(1, -1, 1))
        return np.asarray(y.reshape(self._shape.channels, self._shape.ratio).mean(0).numpy(), np.float32)


def _sharing(module: Any) -> Any:
    """Copy a module, but for its weights."""
    twin = copy.deepcopy(module)
    for own, shared in zip(twin.parameters(), module.parameters(), strict=True):
        own.data = shared.data
    return twin


def check(settings: ServeSettings) -> None:
    """Raise ParameterError where the settings ask for what a model without labels, on the CPU, cannot do."""
    if settings.transcribe or settings.panel or settings.midi:
        raise ParameterError("a foreign model has no labels to hear or to play; leave out --transcribe, --panel and --midi")
    if settings.record or settings.recordings:
        raise ParameterError("the session of a foreign model cannot be replayed; leave out --record and --recordings")
    if settings.device == "cuda":
        raise ParameterError("a foreign model plays on the CPU; leave out --device")
