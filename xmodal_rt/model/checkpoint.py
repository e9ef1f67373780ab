"""The model of a checkpoint folder, loaded or saved.

Files: ``config.json`` (all that is not a weight, with the hashes of the others), ``model.ts`` (what the stage
runs), ``weights.safetensors`` (what it can be made from again), ``README.md`` (the model card).
"""

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file

from xmodal_rt.errors import CheckpointError
from xmodal_rt.model.checkpoint_config import (
    DEFAULT,
    EAR,
    FORMAT,
    CheckpointConfig,
    find,
    installed,
    read_config,
    sha256,
    verify,
    verify_files,
)  # fmt: skip
from xmodal_rt.model.torchscript import read, script

__all__ = [
    "DEFAULT", "FORMAT", "Checkpoint", "CheckpointConfig", "find", "installed", "load", "read_config", "script", "sha256",
    "verify", "verify_files",
]  # fmt: skip


class Checkpoint:
    """A loaded model: two encoders and two decoders around one latent space of D coordinates."""

    def __init__(
        self, config: CheckpointConfig, module: Any, device: str = "cpu", ear: Mapping[str, NDArray[np.float32]] | None = None
    ) -> None:
        self.config, self.device = config, torch.device(device)
        self.ear: Mapping[str, NDArray[np.float32]] = ear or {}
        """weights of the network that hears the newest samples, none if the checkpoint has no such network"""
        self._module = module.to(self.device)
        for parameter in module.parameters():
            parameter.requires_grad_(False)

    def encode_signal(self, frames: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Frames [B, F] to the mean and log variance [B, D] of q(z | signal)."""
        mu, logvar = self._module.encode_signal(frames)
        return mu, logvar

    def decode_signal(self, z: torch.Tensor) -> torch.Tensor:
        """Latents [B, D] to frames [B, F], natural logarithm of amplitude."""
        frames: torch.Tensor = self._module.decode_signal(z)
        return frames

    def encode_symbol(self, labels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Label vectors [B, L] to the mean and log variance [B, D] of q(z | symbol)."""
        mu, logvar = self._module.encode_symbol(labels)
        return mu, logvar

    def decode_symbol(self, z: torch.Tensor) -> torch.Tensor:
        """Latents [B, D] to logits [B, L]; a softmax over each label's span gives its classes."""
        logits: torch.Tensor = self._module.decode_symbol(z)
        return logits


def load(folder: Path, device: str = "cpu") -> Checkpoint:
    """Load the checkpoint in `folder` onto `device` ("cpu" or "cuda").

    Raises
    ------
    CheckpointError
        If a file is missing or damaged.
    """
    config = read_config(folder)
    verify_files(folder, config)
    try:
        module = read(folder / "model.ts", device)
    except RuntimeError as error:
        raise CheckpointError(f"{folder / 'model.ts'} is not a TorchScript model; export the checkpoint again") from error
    model = Checkpoint(config, module, device, _read_ear(folder / EAR) if EAR in config.hashes else None)
    if not _fits(model):
        raise CheckpointError(f"{folder / 'model.ts'} is not the model that config.json describes; copy the checkpoint again")
    return model


def _read_ear(path: Path) -> dict[str, NDArray[np.float32]]:
    """Weights of the network that hears the newest samples; raises CheckpointError where there are none."""
    try:
        weights: dict[str, NDArray[np.float32]] = load_file(path)
    except (SafetensorError, OSError, ValueError) as error:
        raise CheckpointError(f"{path} holds no weights ({error}); train the ear again, or copy the checkpoint again") from error
    return weights


def _fits(model: Checkpoint) -> bool:
    """Whether all four directions take and give what the configuration says."""
    config = model.config
    sizes = config.latent_size, config.analysis.size, config.vocabulary.size
    z, frame, labels = (torch.zeros(1, size, device=model.device) for size in sizes)
    with torch.inference_mode(), contextlib.suppress(RuntimeError, AttributeError, TypeError, ValueError):
        means = [model.encode_signal(frame)[0], model.encode_symbol(labels)[0]]
        given = [*means, model.decode_signal(z), model.decode_symbol(z)]
        return [tuple(y.shape) for y in given] == [(1, size) for size in (sizes[0], sizes[0], sizes[1], sizes[2])]
    return False
