"""Where the batches of a training come from: frames of single notes, or of several that are mixed."""

from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from train.dataset import Batch, Dataset, draw
from train.mixtures import SAMPLE, Mixtures


class Supply(Protocol):
    """What a training draws from."""

    def batch(self, count: int, rng: np.random.Generator) -> Batch:
        """Draw `count` frames, varied as a training hears them."""

    def still(self, count: int, rng: np.random.Generator) -> Batch:
        """Draw `count` frames as they are."""

    def sample(self, seed: int) -> Tensor:
        """Frames [S, F] as they are prepared, for what is the same in all of them."""


class Notes:
    """Draws from the frames `rows` [N] of single notes, in balance."""

    def __init__(self, dataset: Dataset, rows: NDArray[np.int64]) -> None:
        self._dataset, self._rows, self._shares = dataset, rows, dataset.shares(rows)

    def batch(self, count: int, rng: np.random.Generator) -> Batch:
        """Draw `count` frames, varied."""
        return self._dataset.batch(draw(self._rows, self._shares, count, rng), rng)

    def still(self, count: int, rng: np.random.Generator) -> Batch:
        """Draw `count` frames as they are."""
        return self._dataset.batch(draw(self._rows, self._shares, count, rng))

    def sample(self, seed: int) -> Tensor:
        """Frames [S, F], each at most once."""
        chosen = np.sort(np.random.default_rng(seed).choice(self._rows, min(len(self._rows), SAMPLE), replace=False))
        return torch.from_numpy(np.asarray(self._dataset.frames[chosen], np.float32))


def supply(dataset: Dataset, rows: NDArray[np.int64]) -> Supply:
    """Return what draws from the frames `rows` [N], as the experiment says: one note at a time, or a mixture."""
    return Mixtures(dataset, rows) if dataset.experiment.mixture.parts else Notes(dataset, rows)
