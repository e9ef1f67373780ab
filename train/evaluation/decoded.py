"""Frames taken through the model once, each way; the measures only count and average what is found here."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from train.dataset import NEPER_DB, Dataset, shifted
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
    unit = _greatest(dataset, rows)
    parts = []
    with torch.inference_mode():
        for start in range(0, len(rows), CHUNK):
            chosen = rows[start : start + CHUNK]
            batch = dataset.batch(chosen)
            frames = batch.frames if gains_db is None else _louder(dataset, batch.frames, gains_db[dataset.note[chosen]])
            z = model.encode_signal(frames)[0]
            mu = torch.lerp(model.encode_symbol(batch.below)[0], model.encode_symbol(batch.above)[0], batch.toward)
            rebuilt, played = (distances(frames, model.decode_signal(by), model.log_sigma, unit) for by in (z, mu))
            heard, repeated = (classes(dataset.vocabulary, model.decode_symbol(by), batch.heard) for by in (z, mu))
            parts.append((*heard, *repeated, level_db(frames), *rebuilt, *played))
    found, found_p, again, again_p, level, *rest = (torch.cat(part).double().numpy() for part in zip(*parts, strict=True))
    both = Distances(*rest[: len(rest) // 2]), Distances(*rest[len(rest) // 2 :])
    return Decoded(found.astype(np.int64), found_p, again.astype(np.int64), again_p, *both, level)


def classes(vocabulary: Vocabulary, logits: Tensor, truth: Tensor) -> tuple[Tensor, Tensor]:
    """Most probable class of each label [N, labels], and the log likelihood [N] of the label vectors `truth` [N, L]."""
    spans = [vocabulary.span(name) for name in vocabulary.names]
    found = torch.stack([logits[:, span].argmax(dim=1) for span in spans], dim=1)
    log_p = torch.stack([(truth[:, span] * F.log_softmax(logits[:, span], dim=1)).sum(dim=1) for span in spans])
    return found, log_p.sum(dim=0)


def distances(frames: Tensor, decoded: Tensor, log_sigma: Tensor, unit: float) -> list[Tensor]:
    """Return the fields of `Distances` for frames and what was decoded for them, both [N, F]."""
    d = frames - decoded
    sigma = log_sigma.clamp(min=-2.0)
    nll = 0.5 * (d * torch.exp(-sigma)).square() + sigma + 0.5 * np.log(2 * np.pi)
    isd_power, isd_magnitude, isd_logs = (torch.exp(s * d) - s * d - 1.0 for s in (2.0, 1.0, 1.0 / unit))
    lsd = NEPER_DB * d.square().mean(dim=1).sqrt()
    return [-nll.sum(dim=1), isd_power.mean(dim=1), isd_magnitude.mean(dim=1), isd_logs.sum(dim=1) / (2 * np.pi), lsd, level_db(decoded)]


def level_db(frames: Tensor) -> Tensor:
    """Level [N] of frames [N, F]: the sum of their powers."""
    return torch.logsumexp(2.0 * frames, dim=1) * (0.5 * float(NEPER_DB))


def _greatest(dataset: Dataset, rows: NDArray[np.int64]) -> float:
    """Greatest distance of the frames' logs from their mean: what the reference implementation divides them by."""
    sample = np.asarray(dataset.frames[rows[:: max(1, len(rows) // 20000)]], np.float32)
    return float(np.abs(sample - sample.mean()).max())


def _louder(dataset: Dataset, frames: Tensor, gains_db: Floats) -> Tensor:
    change = torch.from_numpy((gains_db / NEPER_DB).astype(np.float32))[:, None]
    return shifted(frames, change, dataset.experiment.analysis.floor)
