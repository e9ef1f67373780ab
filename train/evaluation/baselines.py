"""What simpler networks make of the same frames: a classifier of principal components, a convolutional one, a deconvolutional generator.

The sizes are those of the reference implementation of arXiv:2002.03862, section 4, as far as they are stated.
"""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F
from tqdm import trange

from train.dataset import Dataset, draw
from train.evaluation import measures
from train.evaluation.decoded import Distances, Floats, batches, classes, distances
from train.losses import label_loss

BATCH = 128
LR = 1e-3
SAMPLE = 20000


class Projection(nn.Module):
    """Frames [B, F] to their `size` first principal components, each of variance 1."""

    components: Tensor

    def __init__(self, frames: Tensor, size: int) -> None:
        super().__init__()
        values, vectors = torch.linalg.eigh(torch.cov(frames.T.double()))
        kept = vectors[:, -size:] / values[-size:].clamp(min=1e-6).sqrt()
        self.register_buffer("components", kept.float())

    def forward(self, frames: Tensor) -> Tensor:
        """Project centred frames."""
        return frames @ self.components


class Generator(nn.Module):
    """Label vectors [B, L] to frames [B, F]: a dense layer, then two transposed convolutions, each twice as long."""

    def __init__(self, labels: int, size: int) -> None:
        super().__init__()
        self.size, self.short = size, math.ceil(size / 4) + 1
        self.dense = nn.Sequential(nn.Linear(labels, 200), nn.ReLU(), nn.Linear(200, 32 * self.short), nn.ReLU())
        self.longer = nn.Sequential(nn.ConvTranspose1d(32, 16, 5, 2), nn.ReLU(), nn.ConvTranspose1d(16, 1, 11, 2))

    def forward(self, labels: Tensor) -> Tensor:
        """Generate frames, relative to the mean and scale of the training's."""
        grown: Tensor = self.longer(self.dense(labels).reshape(len(labels), 32, self.short))
        return grown[:, 0, : self.size]


class Baselines(nn.Module):
    """The three networks side by side; `sample` [S, F] are frames of the training."""

    mean: Tensor
    scale: Tensor

    def __init__(self, sample: Tensor, labels: int, latent: int) -> None:
        super().__init__()
        size = sample.shape[1]
        self.register_buffer("mean", sample.mean(dim=0))
        self.register_buffer("scale", sample.std(dim=0, correction=0).clamp(min=0.1))
        projection = Projection((sample - self.mean) / self.scale, latent)
        self.pca_mlp = nn.Sequential(projection, *_dense(latent, 800), *_dense(800, 800), nn.Linear(800, labels))
        inner = 32 * ((size - 11) // 2 + 1)
        convolution = (nn.Unflatten(1, (1, size)), nn.Conv1d(1, 32, 11, 2), nn.ReLU(), nn.Flatten())
        self.convolutional = nn.Sequential(*convolution, nn.Linear(inner, 800), nn.ReLU(), nn.Dropout(0.3), nn.Linear(800, labels))
        self.deconvolutional = Generator(labels, size)

    def heard(self, frames: Tensor) -> tuple[Tensor, Tensor]:
        """Logits [B, L] of both classifiers."""
        relative = (frames - self.mean) / self.scale
        return self.pca_mlp(relative), self.convolutional(relative)

    def played(self, labels: Tensor) -> Tensor:
        """Frames [B, F] of the generator."""
        generated: Tensor = self.deconvolutional(labels)
        return generated * self.scale + self.mean


def train(dataset: Dataset, steps: int, quiet: bool = False) -> Baselines:
    """Train all three on the frames that the model was trained on, drawn as its training draws them."""
    experiment, rows = dataset.experiment, dataset.rows(held_out=False)
    torch.manual_seed(experiment.seed)
    rng = np.random.default_rng(experiment.seed)
    sample = np.sort(rng.choice(rows, min(len(rows), SAMPLE), replace=False))
    frames = torch.from_numpy(np.asarray(dataset.frames[sample], np.float32))
    networks = Baselines(frames, dataset.vocabulary.size, experiment.sizes.latent)
    optimizer = torch.optim.Adam(networks.parameters(), LR)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    shares = dataset.shares(rows)
    for _ in trange(steps, desc="baselines", disable=quiet):
        batch = dataset.batch(draw(rows, shares, BATCH, rng), rng)
        wrong = [label_loss(dataset.vocabulary, logits, batch.heard) for logits in networks.heard(batch.frames)]
        generated = networks.played(torch.lerp(batch.below, batch.above, batch.toward)[batch.plain])
        loss = torch.stack(wrong).sum() + F.mse_loss(generated, batch.played[batch.plain])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no types here
        optimizer.step()
        schedule.step()
    return networks.eval()


def compare(networks: Baselines, dataset: Dataset, rows: NDArray[np.int64], gains_db: Floats | None = None) -> dict[str, Any]:
    """Return the measures of the three networks over the frames `rows` [N], ascending."""
    with torch.inference_mode():
        parts = [torch.cat(part).double().numpy() for part in zip(*_through(networks, dataset, rows, gains_db), strict=True)]
    first, second, *rest = parts
    known, note = measures.truth(dataset, rows), dataset.note[rows]
    heard = {"pca_mlp": first, "convolutional_classifier": second}
    generated = measures.signal(Distances(*rest), np.ones(len(rows), np.bool_))
    return {
        **{name: measures.symbol(dataset.vocabulary, found.astype(np.int64), known, note) for name, found in heard.items()},
        "deconvolutional_generator": {name: generated[name] for name in ("isd", "isd_magnitude", "isd_normalised_logs", "lsd_db")},
    }


def _through(networks: Baselines, dataset: Dataset, rows: NDArray[np.int64], gains_db: Floats | None) -> Iterator[list[Tensor]]:
    blank, (unit, loaded) = torch.zeros(dataset.frames.shape[1]), batches(dataset, rows, gains_db)
    for batch in loaded:
        labels = [classes(dataset.vocabulary, logits, batch.heard)[0] for logits in networks.heard(batch.frames)]
        generated = networks.played(torch.lerp(batch.below, batch.above, batch.toward))
        yield [*labels, *distances(batch.frames, generated, blank, unit)]


def _dense(inputs: int, outputs: int) -> tuple[nn.Module, ...]:
    return nn.Linear(inputs, outputs), nn.BatchNorm1d(outputs), nn.ReLU()
