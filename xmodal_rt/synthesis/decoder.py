"""The batched decode of a hop: on the GPU while that works, else on the CPU."""

import time
from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray

from xmodal_rt.model.checkpoint import Checkpoint

_REPEATS = 20

Frames = NDArray[np.float32]


class Decoder:
    """Latents to frames, on one of two copies of a model.

    Parameters
    ----------
    checkpoint
        The model.
    standby
        The same model on the CPU, for when the device of `checkpoint` fails; None when that is the CPU.
    lost
        Called once, when the device has failed.
    """

    def __init__(self, checkpoint: Checkpoint, standby: Checkpoint | None = None, lost: Callable[[], object] = lambda: None) -> None:
        self._standby = standby or checkpoint
        self._device, self._lost = checkpoint, lost
        self._least = 1

    def __call__(self, z: NDArray[np.float32]) -> Frames:
        """Frames [n, F] of latents z [n, D], in one batched call; a device that fails is not asked again.

        The latents stay with the voices: they are a few kB, which travel in the call that starts the work.
        """
        if self._device is self._standby or len(z) < self._least:
            return _decode(self._standby, z)
        try:
            return _decode(self._device, z)
        except RuntimeError:  # torch's errors of CUDA and of its memory are all of this kind
            self._device = self._standby
            self._lost()
            return _decode(self._standby, z)

    def prefer_quicker(self, most: int) -> int:
        """Use the device only from the batch size on, up to `most`, at which it is quicker; returns that size.

        One above `most` means that it never is.
        """
        self._least = 1
        while self._least <= most and self._device is not self._standby:
            z = np.zeros((self._least, self._standby.config.latent_size), np.float32)
            if _typical_s(self._device, z) < _typical_s(self._standby, z):
                break
            self._least += 1
        return self._least


def _decode(checkpoint: Checkpoint, z: NDArray[np.float32]) -> Frames:
    with torch.inference_mode():
        frames: Frames = checkpoint.decode_signal(torch.from_numpy(z).to(checkpoint.device)).cpu().numpy()
    return frames


def _typical_s(checkpoint: Checkpoint, z: NDArray[np.float32]) -> float:
    """Median time of a decode, warm."""
    times_s = []
    for _ in range(_REPEATS + 3):
        began = time.perf_counter()
        _decode(checkpoint, z)
        times_s.append(time.perf_counter() - began)
    return float(np.median(times_s[3:]))
