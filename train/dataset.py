"""Prepared frames as a training reads them: divided, drawn in balance, labels as vectors."""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from train import store
from train.config import Experiment
from train.splits import Split, frames_held_out, notes_held_out
from train.variation import MISSING, NEPER_DB, Variation, shifted
from xmodal_rt.errors import ConfigError
from xmodal_rt.model.vocabulary import Vocabulary

__all__ = ["MISSING", "NEPER_DB", "Batch", "Dataset", "draw", "label_vectors", "shifted"]

SILENT_SHARE = 0.25
VALIDATION = 1_000_003
"""added to the seed, so that what chooses the weights is not what the evaluation keeps"""


@dataclass(frozen=True)
class Batch:
    """Frames [B, F] with label vectors [B, L]: of the age below, of the age above, and of what is heard.

    `toward` [B, 1] says how far each age is on its way from below to above; `heard` is what the labels
    should be decoded to, zeros where unknown. `played` [B, F] is what the labels should sound
    like, where `plain` [B] says that the frames are that sound and no variation of it.
    """

    frames: Tensor
    below: Tensor
    above: Tensor
    toward: Tensor
    heard: Tensor
    played: Tensor
    plain: Tensor

    def to(self, device: torch.device) -> "Batch":
        """Copy to a device."""
        return self._each(lambda part: part.to(device))

    def take(self, rows: NDArray[np.int64]) -> "Batch":
        """Return these rows, in this order."""
        return self._each(lambda part: part[torch.from_numpy(rows)])

    def _each(self, change: Callable[[Tensor], Tensor]) -> "Batch":
        return Batch(*(change(getattr(self, item.name)) for item in fields(self)))


class Dataset:
    """The folder that `prepare` wrote. Its frames stay in a memory map; what is held of each is a few bytes."""

    def __init__(self, folder: Path, experiment: Experiment) -> None:
        self.experiment, self.vocabulary = experiment, experiment.vocabulary
        index = np.load(folder / "index.npz")
        self.note, self.labels = index["note"], index["labels"].astype(np.int64)
        self.age, self.toward = index["age"].astype(np.int64), index["toward"]
        self.silent, self.time_s = index["silent"], index["time_s"]
        self.notes: list[dict[str, Any]] = json.loads((folder / "notes.json").read_text())
        self.frames = store.frames(folder / "frames.f16", experiment.analysis.size)
        self.vary = Variation(experiment, self.notes, self.labels)
        self.split = Split.parse(experiment.split)
        self.held_out = self.split.held_out(self.notes, self.note, experiment.held_out, experiment.seed)

    def rows(self, held_out: bool) -> NDArray[np.int64]:
        """Find the frames on one side of the split."""
        return np.flatnonzero(self.held_out == held_out)

    def _validation(self, rows: NDArray[np.int64], share: float) -> NDArray[np.bool_]:
        """Which of the frames `rows` [N] choose the weights and are not trained on: whole notes, unless the split is by frame."""
        seed = self.experiment.seed + VALIDATION
        if self.split.kind == "frame":
            return frames_held_out([n["name"] for n in self.notes], self.note, share, seed)[rows]
        return np.asarray(notes_held_out([n["key"] for n in self.notes], share, seed)[self.note[rows]])

    def divide(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the frames to train on, and those that choose the weights; raises ConfigError if none are left."""
        rows, share = self.rows(held_out=False), self.experiment.schedule.validation
        chooses = self._validation(rows, share) if share else np.zeros(len(rows), np.bool_)
        if chooses.all():
            raise ConfigError(f"the split {self.experiment.split!r} leaves nothing to train on; hold out less")
        return rows[~chooses], rows[chooses]

    def label(self, name: str) -> NDArray[np.int64]:
        """Class of label `name` per note, MISSING where unknown."""
        return np.asarray(self.labels[:, self.vocabulary.names.index(name)])

    def shares(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Cumulative share of each row in a balanced draw.

        Classes of `balance` by their emphasis, sources within a class by their weight, pitches within a
        source alike; silent frames count little, since they resemble each other.
        """
        experiment, owner = self.experiment, self.note[rows]
        names = np.array([n["source"] for n in self.notes])
        midi = np.array([-1 if n["midi"] is None else n["midi"] for n in self.notes])
        balance, source = self.label(experiment.balance), np.unique(names, return_inverse=True)[1]
        classes = (*experiment.vocabulary.label(experiment.balance).classes, "")
        emphasis = np.array([experiment.emphasis.get(name, 1.0) for name in classes])[balance]
        weight = np.array([{s.name: s.weight for s in experiment.sources}[name] for name in names])
        each = np.where(self.silent[rows], SILENT_SHARE, 1.0)
        each = _alike(each, owner, balance, source, midi)
        each = _alike(each, owner, balance, source) * weight[owner]
        each = _alike(each, owner, balance) * emphasis[owner]
        share = np.cumsum(each)
        return np.asarray(share / share[-1])

    def batch(self, rows: NDArray[np.int64], rng: np.random.Generator | None = None, varied: NDArray[np.bool_] | None = None) -> Batch:
        """Read the frames `rows` [B], ascending, with their labels; with `rng`, vary them as a training does, or those `varied` [B]."""
        order = np.sort(rows)
        labels = self.labels[self.note[order]].copy()
        frames = torch.from_numpy(np.asarray(self.frames[order], np.float32))
        played, plain = frames, torch.ones(len(order), dtype=torch.bool)
        if rng is not None:
            frames, played, plain = self.vary(frames, self.note[order], labels, rng, varied)
        below, above, heard = labels.copy(), labels.copy(), labels.copy()
        if rng is not None and self.vocabulary.velocity:
            heard[self.vary.unsaid(self.note[order], plain), self.vocabulary.names.index(self.vocabulary.velocity)] = MISSING
        toward = self.toward[order, None].astype(np.float32)
        if self.vocabulary.ages:
            column = self.vocabulary.names.index(self.vocabulary.ages.label)
            silence = self.vocabulary.label(self.vocabulary.ages.label).index(self.vocabulary.ages.silence)
            below[:, column] = self.age[order]
            above[:, column] = self.age[order] + (toward[:, 0] > 0)
            nothing = self.silent[order] | (self.age[order] == silence)
            heard[nothing] = MISSING
            heard[:, column] = np.where(nothing, silence, self.age[order])
        vectors = [torch.from_numpy(label_vectors(self.vocabulary, part)) for part in (below, above, heard)]
        if self.vocabulary.ages:
            span = self.vocabulary.span(self.vocabulary.ages.label)
            sounding = torch.from_numpy(~nothing)[:, None]
            soft = torch.lerp(vectors[0][:, span], vectors[1][:, span], torch.from_numpy(toward))
            vectors[2][:, span] = torch.where(sounding, soft, vectors[2][:, span])
        return Batch(frames, vectors[0], vectors[1], torch.from_numpy(toward), vectors[2], played, plain)


def _alike(each: NDArray[np.float64], owner: NDArray[np.int32], *kinds: NDArray[np.int64]) -> NDArray[np.float64]:
    """Scale the shares `each` [N] so that each combination of the notes' `kinds` has the sum 1; `owner` [N] are their notes."""
    group = np.unique(np.stack(kinds), axis=1, return_inverse=True)[1].ravel()[owner]
    return np.asarray(each / np.bincount(group, each)[group])


def label_vectors(vocabulary: Vocabulary, classes: NDArray[np.int64]) -> NDArray[np.float32]:
    """Label vectors [B, L] of values [B, labels]; zeros where a value is MISSING."""
    starts = np.array([vocabulary.span(name).start for name in vocabulary.names])
    binary = np.array([label.binary for label in vocabulary.labels])
    vectors = np.zeros((len(classes), vocabulary.size + 1), np.float32)
    places = np.where((classes == MISSING) | binary, vocabulary.size, classes + starts)
    np.put_along_axis(vectors, places, 1.0, axis=1)
    for i in np.flatnonzero(binary):
        label, known = vocabulary.labels[i], np.flatnonzero(classes[:, i] != MISSING)
        vectors[known, vocabulary.span(label.name)] = label.vectors()[classes[known, i]]
    return vectors[:, :-1]


def draw(rows: NDArray[np.int64], shares: NDArray[np.float64], count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw `count` rows with the cumulative `shares`."""
    return np.asarray(rows[np.searchsorted(shares, rng.random(count))])
