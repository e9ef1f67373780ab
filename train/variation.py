"""Notes that the data lacks, made from those that it has: other dynamics, other pitches, other gains."""

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from train.axis import hz, stretched
from train.config import Experiment

MISSING = -1
NEPER_DB = 20.0 / np.log(10.0)
TILTED_OCTAVES = 2.0
"""above the fundamental: there lies what makes a sound bright, and the rest stays as it was recorded"""
Classes = NDArray[np.int64]


class Variation:
    """Draws variations of frames [B, F] together with their labels.

    Without them a training learns for each pitch which of its dynamics are missing, and takes the notes
    that are held out for any but their own.

    Parameters
    ----------
    notes : list of dict
        What ``notes.json`` says of each note.
    labels : ndarray [notes, labels]
        Their classes.
    """

    def __init__(self, experiment: Experiment, notes: list[dict[str, Any]], labels: Classes) -> None:
        self.settings, self.analysis, self.vocabulary = experiment.augmentation, experiment.analysis, experiment.vocabulary
        self.levels_db = _levels_db(experiment)
        level_only = {s.name for s in experiment.sources if s.level_only}
        self.level_only = np.array([n["source"] in level_only for n in notes], np.bool_)
        self.delivered_db = delivered_db(experiment, notes, labels)
        self.hz = hz(experiment.analysis)
        self.midi = np.array([MISSING if n["midi"] is None else n["midi"] for n in notes])
        self.range = (self.midi[self.midi >= 0].min(initial=127), self.midi.max(initial=0))

    def __call__(
        self, frames: Tensor, owner: NDArray[np.int32], labels: Classes, rng: np.random.Generator, varied: NDArray[np.bool_] | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Vary frames [B, F] of the notes `owner` [B], and their `labels` [B, labels] in place; draw which, unless `varied` [B] says it.

        Returns the frames, [B, F] the sound that their labels should give, and [B] which of them still are
        that sound: the others, moved in pitch or at the level at which they were delivered, are to be heard
        alone.
        """
        if varied is None:
            varied = rng.random(len(owner)) < self.settings.varied
            varied[rng.integers(len(owner))] = False  # so that some frame meets its symbol
        change = self._exchange(owner, labels, varied, rng)
        change += np.where(varied & (rng.random(len(owner)) < self.settings.delivered), self.delivered_db[owner], 0.0)
        frames = shifted(frames, torch.from_numpy((change / NEPER_DB).astype(np.float32))[:, None], self.analysis.floor)
        semitones = self._transpose(owner, labels, varied, rng)
        moved = torch.from_numpy(np.flatnonzero(semitones))
        if len(moved):
            ratio = torch.from_numpy((2.0 ** (semitones[semitones != 0] / 12.0)).astype(np.float32))
            frames[moved] = stretched(frames[moved], ratio[:, None], self.analysis)
        return frames, self._brightened(frames, owner, labels), torch.from_numpy(~varied)

    def unsaid(self, owner: NDArray[np.int32], plain: Tensor) -> NDArray[np.bool_]:
        """Whether the dynamics [B] are not to be heard from these frames of the notes `owner` [B].

        A recording at its own pitch is known by a thousand details, and so are the dynamics that it has no
        recording of. Only where it is moved among its neighbours does the timbre have to tell them.
        """
        return np.asarray(plain.numpy() & ~self.level_only[owner] & bool(self.settings.varied and self.settings.transpose))

    def _brightened(self, frames: Tensor, owner: NDArray[np.int32], labels: Classes) -> Tensor:
        """Tilt the spectra [B, F] of notes whose dynamics differ in level alone: what is louder is to be brighter too."""
        velocity = self.vocabulary.velocity
        if not self.settings.tilt_db or velocity is None:
            return frames
        index = labels[:, self.vocabulary.names.index(velocity)]
        middle = 0.5 * (len(self.vocabulary.label(velocity).classes) - 1)
        tilts = self.level_only[owner] & (index != MISSING) & (self.midi[owner] >= 0)
        slope = np.where(tilts, (index - middle) * self.settings.tilt_db / NEPER_DB, 0.0).astype(np.float32)
        fundamental = (440.0 * 2.0 ** ((self.midi[owner] - 69) / 12.0)).astype(np.float32)
        octaves = torch.log2(self.hz / torch.from_numpy(fundamental)[:, None]).clamp(0.0, TILTED_OCTAVES)
        return shifted(frames, torch.from_numpy(slope)[:, None] * octaves, self.analysis.floor)

    def _exchange(
        self, owner: NDArray[np.int32], labels: Classes, varied: NDArray[np.bool_], rng: np.random.Generator
    ) -> NDArray[np.float64]:
        """Draw other dynamics; return the changes of level [B] in dB.

        Any for frames whose dynamics differ in level alone; neighbouring ones for some of the others that
        are to meet their symbols, so that a class of which there is no recording sounds as between those of
        which there are some.
        """
        if self.levels_db is None or self.vocabulary.velocity is None:
            return np.zeros(len(owner))
        column, count = self.vocabulary.names.index(self.vocabulary.velocity), len(self.levels_db)
        old = labels[:, column].copy()
        nearby = ~varied & (rng.random(len(owner)) < self.settings.nearby)
        beside = np.clip(old + rng.choice((-1, 1), len(owner)), 0, count - 1)
        new = np.where(self.level_only[owner], rng.integers(0, count, len(owner)), np.where(nearby, beside, old))
        labels[:, column] = np.where(old == MISSING, MISSING, new)
        return np.asarray(np.where(old == MISSING, 0.0, self.levels_db[new] - self.levels_db[old]))

    def _transpose(
        self, owner: NDArray[np.int32], labels: Classes, varied: NDArray[np.bool_], rng: np.random.Generator
    ) -> NDArray[np.int64]:
        """Draw another pitch for the frames that are `varied`, into `labels`; return the semitones [B]."""
        reach, pitch = self.settings.transpose, self.vocabulary.pitch
        if not reach or pitch is None:
            return np.zeros(len(owner), np.int64)
        semitones = rng.integers(-reach, reach + 1, len(owner))
        midi = self.midi[owner] + semitones
        fits = varied & (self.midi[owner] >= 0) & (midi >= self.range[0]) & (midi <= self.range[1])
        for row in np.flatnonzero(fits & (semitones != 0)):
            for name, index in self.vocabulary.pitch_values(int(midi[row])).items():
                labels[row, self.vocabulary.names.index(name)] = index
        return np.where(fits, semitones, 0)


def delivered_db(experiment: Experiment, notes: list[dict[str, Any]], labels: Classes) -> NDArray[np.float64]:
    """Find the changes of level [notes] in dB that bring the preparation's levels to one gain per instrument of a library.

    The preparation brings every class of dynamics to its level. What comes from a stage, or from a library
    that is played as it is, has only the differences with which it was delivered.
    """
    level, applied = (np.array([n[key] for n in notes], np.float64) for key in ("level_db", "gain_db"))
    library = np.unique([n["library"] for n in notes], return_inverse=True)[1]
    balance = labels[:, experiment.vocabulary.names.index(experiment.balance)]
    group = np.unique(np.stack([library, balance]), axis=1, return_inverse=True)[1].ravel()
    medians = np.array([np.median(level[group == g]) for g in range(group.max(initial=-1) + 1)])
    return np.asarray(experiment.grid.level_db() - medians[group] - applied)


def shifted(frames: Tensor, change: Tensor, floor: float) -> Tensor:
    """Change frames [B, F] by log amplitudes [B, F] or [B, 1]; what lies at the floor stays there."""
    return torch.where(frames > floor + 0.05, frames + change, frames).clamp(min=floor)


def _levels_db(experiment: Experiment) -> NDArray[np.float64] | None:
    """Level of each class of the velocity label, if the configuration names them all."""
    velocity, levels_db = experiment.vocabulary.velocity, experiment.grid.levels_db
    classes = experiment.vocabulary.label(velocity).classes if velocity else ()
    return np.array([levels_db[name] for name in classes]) if classes and set(classes) <= set(levels_db) else None
