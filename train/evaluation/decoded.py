"""Frames taken through the model once, each way; the measures only count and average what is found here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from train.dataset import NEPER_DB, Batch, Dataset, shifted
from train.losses import cross_entropy, gaussian_nll
from train.models import CrossModalVAE
from xmodal_rt.model.vocabulary import Vocabulary

Floats = NDArray[np.float64]
Classes = NDArray[np.int64]
CHUNK = 4096


@dataclass(frozen=True)
class Distances:
    """How far decoded frames are from the recorded ones, all [N]; `measures.signal` says what each is."""

    log_likelihood: Floats
    isd: Floats
    isd_magnitude: Floats
    isd_normalised_logs: Floats
    lsd_db: Floats
    level_db: Floats
    """level of the decoded frame"""


@dataclass(frozen=True)
class Decoded:
    """What the model makes of N frames and of their labels.

    `heard` and `repeated` [N, labels] are the classes decoded from the signal's and from the symbol's
    latents, `heard_log_p` and `repeated_log_p` [N] the log likelihood of the known labels.
    """

    heard: Classes
    heard_log_p: Floats
    repeated: Classes
    repeated_log_p: Floats
    rebuilt: Distances
    played: Distances
    level_db: Floats
    """level of the recorded frame"""


def decode(model: CrossModalVAE, dataset: Dataset, rows: NDArray[np.int64], gains_db: Floats | None = None) -> Decoded:
    """Take the frames `rows` [N], ascending, through the means of both posteriors; `gains_db` [notes] changes their levels before."""
    unit, loaded = batches(dataset, rows, gains_db)
    columns: list[Floats] = []
    done = 0
    with torch.inference_mode():
        for batch in loaded:
            z = model.encode_signal(batch.frames)[0]
            mu = torch.lerp(model.encode_symbol(batch.below)[0], model.encode_symbol(batch.above)[0], batch.toward)
            rebuilt, played = (distances(batch.frames, model.decode_signal(by), model.log_sigma, unit) for by in (z, mu))
            heard, repeated = (classes(dataset.vocabulary, model.decode_symbol(by), batch.heard) for by in (z, mu))
            parts = (*heard, *repeated, level_db(batch.frames), *rebuilt, *played)
            columns = columns or [np.empty((len(rows), *part.shape[1:])) for part in parts]
            for column, part in zip(columns, parts, strict=True):  # kept tensors would scatter the memory between the chunks' large ones
                column[done : done + len(part)] = part.numpy()
            done += len(batch.frames)
    found, found_p, again, again_p, level, *rest = columns
    both = Distances(*rest[: len(rest) // 2]), Distances(*rest[len(rest) // 2 :])
    return Decoded(found.astype(np.int64), found_p, again.astype(np.int64), again_p, *both, level)


def batches(dataset: Dataset, rows: NDArray[np.int64], gains_db: Floats | None = None) -> tuple[float, Iterator[Batch]]:
    """Return the greatest distance of the frames' logs from their mean, and the frames in batches, their levels changed."""
    sample = np.asarray(dataset.frames[rows[:: max(1, len(rows) // 20000)]], np.float32)
    chunks = (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))
    loaded = ((dataset.batch(chunk), chunk) for chunk in chunks)
    louder = (b if gains_db is None else _louder(dataset, b, gains_db[dataset.note[chunk]]) for b, chunk in loaded)
    return float(np.abs(sample - sample.mean()).max()), louder


def classes(vocabulary: Vocabulary, logits: Tensor, truth: Tensor) -> tuple[Tensor, Tensor]:
    """Most probable value of each label [N, labels], and the log likelihood [N] of the label vectors `truth` [N, L]."""
    places = [(label, vocabulary.span(label.name)) for label in vocabulary.labels]
    found = np.stack([label.likeliest(logits[:, at].numpy()) for label, at in places], axis=1)
    log_p = torch.stack([-cross_entropy(label, logits[:, at], truth[:, at]) for label, at in places])
    return torch.from_numpy(found), log_p.sum(dim=0)


def distances(frames: Tensor, decoded: Tensor, log_sigma: Tensor, unit: float) -> list[Tensor]:
    """Return the fields of `Distances` for frames and what was decoded for them, both [N, F]."""
    d = frames - decoded
    isd_power, isd_magnitude, isd_logs = (torch.exp(s * d) - s * d - 1.0 for s in (2.0, 1.0, 1.0 / unit))
    lsd = NEPER_DB * d.square().mean(dim=1).sqrt()
    log_likelihood = -gaussian_nll(d, log_sigma).sum(dim=1)
    return [log_likelihood, isd_power.mean(dim=1), isd_magnitude.mean(dim=1), isd_logs.sum(dim=1) / (2 * np.pi), lsd, level_db(decoded)]


def level_db(frames: Tensor) -> Tensor:
    """Level [N] of frames [N, F]: the sum of their powers."""
    return torch.logsumexp(2.0 * frames, dim=1) * (0.5 * float(NEPER_DB))


def _louder(dataset: Dataset, batch: Batch, gains_db: Floats) -> Batch:
    change = torch.from_numpy((gains_db / NEPER_DB).astype(np.float32))[:, None]
    return replace(batch, frames=shifted(batch.frames, change, dataset.experiment.analysis.floor))
