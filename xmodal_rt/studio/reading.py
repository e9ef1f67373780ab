"""Signal to latents to symbols: what the encoders and decoders of a model say, frame by frame."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray

from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.model.vocabulary import Label, Vocabulary
from xmodal_rt.studio.piece import Span, runs

_CHUNK = 2048
_Number = TypeVar("_Number", np.float32, np.int64)
Latents = NDArray[np.float32]


@dataclass(frozen=True)
class Symbols:
    """The most likely class of every label [N, labels], and its probability [N, labels]."""

    classes: NDArray[np.int64]
    probabilities: NDArray[np.float32]


def encode(model: Checkpoint, y: Latents, sr: int, hop_length: int, seed: int | None = None) -> Latents:
    """Latents [N, D] of the signal y [n], one per hop: means of q(z | signal), or with a `seed` drawn from it.

    Frame k is the one around the sample (k + 1) hop_length, where the sound of the hop that it
    decodes to ends: the instrument reads its grains up to their centres.
    """
    centres = (np.arange(len(y) // hop_length + 1) + 1) * hop_length
    frames = (model.config.analysis.frames(y, sr, part) for part in _parts(centres))
    with torch.inference_mode():
        found = [model.encode_signal(torch.from_numpy(part).to(model.device)) for part in frames]
        mu, logvar = (torch.cat([pair[i] for pair in found]).cpu().numpy() for i in (0, 1))
    if seed is None:
        return np.asarray(mu, np.float32)
    noise = np.random.default_rng(seed).standard_normal(mu.shape)
    return np.asarray(mu + np.exp(0.5 * logvar) * noise, np.float32)


def decode_symbols(model: Checkpoint, z: Latents) -> Symbols:
    """Read the labels at the latents z [N, D]."""
    vocabulary = model.config.vocabulary
    with torch.inference_mode():
        logits = torch.cat([model.decode_symbol(torch.from_numpy(part).to(model.device)) for part in _parts(z)]).cpu()
        told = [_surest(label, logits[:, vocabulary.span(label.name)]) for label in vocabulary.labels]
    return Symbols(np.stack([values for values, _ in told], 1), np.stack([p for _, p in told], 1))


def _surest(label: Label, logits: torch.Tensor) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Values [N] that logits [N, classes] are for, and their probabilities."""
    p = torch.sigmoid(logits.abs()).prod(dim=1) if label.binary else torch.softmax(logits, dim=1).amax(dim=1)
    return label.likeliest(logits.numpy()), p.numpy()


def spans(vocabulary: Vocabulary, symbols: Symbols, hop_s: float) -> list[Span]:
    """Find the runs of one class, for the picture: a row per label."""
    return [span for column, label in enumerate(vocabulary.labels) for span in runs(label, symbols.classes[:, column], hop_s)]


def _parts(rows: NDArray[_Number]) -> list[NDArray[_Number]]:
    return np.array_split(rows, 1 + len(rows) // _CHUNK)
