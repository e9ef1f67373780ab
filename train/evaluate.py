"""Measures of a model on held-out notes: reconstruction and both transfers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from train import export
from train.config import override
from train.dataset import MISSING, Dataset, label_vectors
from train.models import CrossModalVAE
from train.prepare import prepare
from train.tuning import depth_db, frame_cents

Floats = NDArray[np.float64]
DB = 8.685889638
CHUNK = 4096


@dataclass(frozen=True)
class Decoded:
    """What the model makes of frames: labels [N, labels] and likelihood, distances and divergence [N]."""

    labels: NDArray[np.int64]
    log_likelihood: Floats
    isd: Floats
    lsd_db: Floats
    transfer_lsd_db: Floats


def run(
    checkpoint: Path, data: Mapping[str, Path] | None = None, cache: Path = Path("data/prepared"), quiet: bool = False
) -> dict[str, Any]:
    """Evaluate the checkpoint folder on the notes that its own training held out.

    `data` gives the places of its sources by name; when it is given, only these sources are evaluated.

    Raises
    ------
    CheckpointError
        If the folder is damaged.
    ConfigError
        If a source is missing.
    """
    model, experiment = export.read(checkpoint)
    if data:
        experiment = override(experiment, data)
        experiment = replace(experiment, sources=tuple(s for s in experiment.sources if s.name in data))
    dataset = Dataset(prepare(experiment, cache, quiet), experiment)
    return measure(model, dataset, dataset.rows(held_out=True))


def measure(model: CrossModalVAE, dataset: Dataset, rows: NDArray[np.int64]) -> dict[str, Any]:
    """All measures over the frames `rows` [N], in the keys that DESIGN names."""
    decoded = decode(model, dataset, rows)
    balance = dataset.label(dataset.experiment.balance)[dataset.note[rows]]
    classes = dataset.vocabulary.label(dataset.experiment.balance).classes
    source = np.array([n["source"] for n in dataset.notes])[dataset.note[rows]]
    played = tuning(model, dataset)
    return {
        "split": split(dataset, rows),
        "reconstruction": reconstruction(decoded, np.ones(len(rows), np.bool_)),
        "signal_to_symbol": symbols(dataset, rows, decoded.labels),
        "symbol_to_signal": {"lsd_db": float(decoded.transfer_lsd_db.mean()), **_tuned(played, played["midi"] >= 0)},
        "per_instrument": {
            name: _apart(dataset, rows, decoded, balance == i) | _tuned(played, played["balance"] == i)
            for i, name in enumerate(classes) if (balance == i).any()
        },
        "per_source": {str(name): _apart(dataset, rows, decoded, source == name) for name in np.unique(source)},
    }  # fmt: skip


def split(dataset: Dataset, rows: NDArray[np.int64]) -> dict[str, Any]:
    """Say which notes are evaluated."""
    counts = {"held_out_notes": len(np.unique(dataset.note[rows])), "notes": len(dataset.notes), "frames": len(rows)}
    library = {"library": dataset.split.library} if dataset.split.library else {}
    return {"kind": dataset.split.kind, **library, "seed": dataset.experiment.seed, **counts}


def decode(model: CrossModalVAE, dataset: Dataset, rows: NDArray[np.int64]) -> Decoded:
    """Take the frames `rows` through the model, without augmentation."""
    parts: list[tuple[Any, ...]] = []
    with torch.inference_mode():
        for start in range(0, len(rows), CHUNK):
            batch = dataset.batch(rows[start : start + CHUNK])
            z = model.encode_signal(batch.frames)[0]
            mu = torch.lerp(model.encode_symbol(batch.below)[0], model.encode_symbol(batch.above)[0], batch.toward)
            logits, frames = model.decode_symbol(z), model.decode_signal(z)
            spans = [dataset.vocabulary.span(name) for name in dataset.vocabulary.names]
            labels = torch.stack([logits[:, span].argmax(dim=1) for span in spans], dim=1)
            sigma = model.log_sigma.clamp(min=-2.0)
            nll = 0.5 * ((frames - batch.frames) * torch.exp(-sigma)).square() + sigma + 0.5 * np.log(2 * np.pi)
            ratio = 2.0 * (batch.frames - frames)
            isd = torch.exp(ratio) - ratio - 1.0
            transfer = model.decode_signal(mu) - batch.frames
            distances = [DB * d.square().mean(dim=1).sqrt() for d in (frames - batch.frames, transfer)]
            parts.append(tuple(t.double().numpy() for t in (labels, -nll.sum(dim=1), isd.mean(dim=1), *distances)))
    found, *rest = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Decoded(found.astype(np.int64), *rest)


def reconstruction(decoded: Decoded, where: NDArray[np.bool_]) -> dict[str, float]:
    """Mean log likelihood per frame, median Itakura-Saito divergence of the power spectra, mean distance in dB."""
    return {
        "log_likelihood": float(decoded.log_likelihood[where].mean()),
        "isd": float(np.median(decoded.isd[where])),
        "lsd_db": float(decoded.lsd_db[where].mean()),
    }


def symbols(dataset: Dataset, rows: NDArray[np.int64], found: NDArray[np.int64]) -> dict[str, float]:
    """Success ratios over the frames in which the note is heard and its label known: `found` [N, labels]."""
    vocabulary = dataset.vocabulary
    truth = dataset.labels[dataset.note[rows]].copy()
    if vocabulary.ages:
        truth[:, vocabulary.names.index(vocabulary.ages.label)] = (dataset.age + (dataset.toward > 0.5))[rows]
    heard = ~dataset.silent[rows] & (dataset.time_s[rows] >= 0)
    result = {name: _ratio(found[:, i] == truth[:, i], heard & (truth[:, i] != MISSING)) for i, name in enumerate(vocabulary.names)}
    if vocabulary.velocity:
        i = vocabulary.names.index(vocabulary.velocity)
        result[f"{vocabulary.velocity}_within_1"] = _ratio(abs(found[:, i] - truth[:, i]) <= 1, heard & (truth[:, i] != MISSING))
    if vocabulary.pitch:
        columns = [vocabulary.names.index(name) for name in vocabulary.pitch]
        octave, pitch_class = (found[:, c] == truth[:, c] for c in columns)
        known = heard & (truth[:, columns] != MISSING).all(axis=1)
        result["note"] = _ratio(octave & pitch_class, known)
        result["note_majority"] = _majority(dataset.note[rows][known], found[known][:, columns], truth[known][:, columns])
        result["octave_errors"] = _ratio(pitch_class & ~octave, known)
    return result


def tuning(model: CrossModalVAE, dataset: Dataset) -> dict[str, Any]:
    """Play every label combination of the notes at the middle of its age, and read its pitch from the frame."""
    vocabulary, analysis = dataset.vocabulary, dataset.experiment.analysis
    known = (dataset.labels != MISSING) | (np.array(vocabulary.names) == (vocabulary.ages.label if vocabulary.ages else None))
    combinations = np.unique(dataset.labels[known.all(axis=1)], axis=0)
    if vocabulary.pitch is None or not len(combinations):
        return {"midi": np.zeros(0, np.int64), "balance": np.zeros(0, np.int64), "cents": np.zeros(0), "depth_db": np.zeros(0)}
    if vocabulary.ages:
        middle = list(vocabulary.ages.times_s)[len(vocabulary.ages.times_s) * 2 // 3]
        combinations[:, vocabulary.names.index(vocabulary.ages.label)] = vocabulary.label(vocabulary.ages.label).index(middle)
    midi = np.array([vocabulary.midi(dict(zip(vocabulary.names, (int(i) for i in row), strict=True))) for row in combinations])
    with torch.inference_mode():
        frames = model.decode_signal(model.encode_symbol(torch.from_numpy(label_vectors(vocabulary, combinations)))[0]).numpy()
    return {
        "midi": midi,
        "balance": combinations[:, vocabulary.names.index(dataset.experiment.balance)],
        "cents": frame_cents(frames, midi, analysis.resolution_hz, analysis.linear_bins),
        "depth_db": depth_db(frames, midi, analysis.resolution_hz, analysis.linear_bins),
    }


def _tuned(played: dict[str, Any], where: NDArray[np.bool_]) -> dict[str, float]:
    """Share of the played combinations within 50 cents, median error, and how far partials stand above their valleys."""
    cents, depth = np.abs(played["cents"][where]), played["depth_db"][where]
    if not len(cents) or np.isnan(cents).all():
        return {}
    sharp = {} if np.isnan(depth).all() else {"partials_above_valleys_db": float(np.nanmedian(depth))}
    return {"in_tune": float((cents <= 50).mean()), "median_cents": float(np.nanmedian(cents)), **sharp}


def _apart(dataset: Dataset, rows: NDArray[np.int64], decoded: Decoded, where: NDArray[np.bool_]) -> dict[str, float]:
    transfer = {"transfer_lsd_db": float(decoded.transfer_lsd_db[where].mean())}
    return symbols(dataset, rows[where], decoded.labels[where]) | reconstruction(decoded, where) | transfer


def _ratio(right: NDArray[np.bool_], where: NDArray[np.bool_]) -> float:
    return float(right[where].mean()) if where.any() else float("nan")


def _majority(note: NDArray[np.int32], found: NDArray[np.int64], truth: NDArray[np.int64]) -> float:
    """Share of the notes whose most frequent pitch among their frames is the right one."""
    code, want = (pitch[:, 0] * 1000 + pitch[:, 1] for pitch in (found, truth))
    right = []
    for i in np.unique(note):
        values, counts = np.unique(code[note == i], return_counts=True)
        right.append(values[counts.argmax()] == want[note == i][0])
    return float(np.mean(right)) if right else float("nan")
