"""Frames of notes that sound together.

Frames know no phase, so the frames of two notes do not say how their sum looks where both are loud: there
it depends on how far apart their phases are. So a phase between them is drawn, anew for each mixture. Over
the lobe of a partial, some bins wide, it hardly changes, since both phases turn alike from bin to bin under
one window; from one partial to the next it is another. Summing the sounds before the analysis would be exact,
but only for the few pairs and moments that one had the time to prepare; of a thousand notes there are half a
million pairs. `tests/test_mixtures.py` compares both.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from train.axis import widths
from train.dataset import Batch, Dataset, draw
from train.parts import Placing
from xmodal_rt.errors import ConfigError
from xmodal_rt.model.analysis import Analysis

LOBE = 9
"""bins over which the phase between two notes stays the same: the main lobe of a Hann window, and the loudest beside it"""
CHUNK = 1000
SAMPLE = 20000

Floats = NDArray[np.float32]


class Mixer:
    """Adds frames of several notes as sounds add: in amplitude, with a phase between them."""

    def __init__(self, analysis: Analysis) -> None:
        self._floor = analysis.floor
        # A band is the RMS of many bins: so much of the interference is left in it.
        self._kept = 1.0 / widths(analysis).clamp(min=1.0).sqrt()

    def phases(self, parts: int, count: int, rng: np.random.Generator) -> Tensor:
        """Draw phases as unit vectors [2, P, B, F], each for a run of bins that is as long as a lobe on the average."""
        size = (parts, count, len(self._kept))
        first = np.where(rng.random(size, np.float32) < 1.0 / LOBE, np.arange(size[2]), 0)
        run = np.maximum.accumulate(first, axis=2)
        phase = torch.from_numpy(np.take_along_axis(rng.random(size, np.float32), run, axis=2) * np.float32(2.0 * np.pi))
        return torch.stack([phase.cos(), phase.sin()])

    def interfere(self, frames: Tensor, gains: Tensor, phases: Tensor) -> Tensor:
        """Sum frames [P, B, F] with the gains [P, B] and the phases [2, P, B, F]: [B, F]."""
        amplitudes = torch.exp(frames) * gains[..., None]
        power = amplitudes.square().sum(dim=0)
        together = (amplitudes * phases).sum(dim=1).square().sum(dim=0)
        return self._log(power + (together - power) * self._kept)

    def add(self, frames: Tensor, gains: Tensor) -> Tensor:
        """Sum the powers of frames [P, B, F] with the gains [P, B]: [B, F], what is to be expected whatever the phases are."""
        return self._log((torch.exp(frames) * gains[..., None]).square().sum(dim=0))

    def _log(self, power: Tensor) -> Tensor:
        return 0.5 * torch.log(power.clamp(min=np.exp(2.0 * self._floor)))


class Mixtures:
    """Draws mixtures of the frames `rows` [N] of notes, one note for each part of the experiment's mixture.

    Raises
    ------
    ConfigError
        If no frame among the rows is of one of the parts.
    """

    def __init__(self, dataset: Dataset, rows: NDArray[np.int64]) -> None:
        experiment = dataset.experiment
        self.dataset, self.settings, self.vocabulary = dataset, experiment.mixture, experiment.words
        known, of = experiment.vocabulary.label(experiment.balance), dataset.label(experiment.balance)
        notes = [np.isin(of, [known.index(word) for word in words]) for words in self.settings.parts.values()]
        self.rows = [rows[theirs[dataset.note[rows]]] for theirs in notes]
        """frames of each part [P][N]"""
        self.notes = int(np.sum(notes))
        """notes of all parts on both sides of the split"""
        for name, mine in zip(self.settings.parts, self.rows, strict=True):
            if not len(mine):
                raise ConfigError(f"there is no note for part {name!r} of [mixture] here; add a source that has some, or split otherwise")
        self._shares = [dataset.shares(mine) for mine in self.rows]
        self.placings = [Placing(experiment.vocabulary, experiment.balance, self.vocabulary, part) for part in self.vocabulary.parts]
        self.mixer = Mixer(experiment.analysis)

    def gains(self, count: int, rng: np.random.Generator) -> Floats:
        """Draw amplitudes [P, B] of the parts, 0 for a silent one."""
        size = (len(self.rows), count)
        if self.settings.weights == "uniform":
            return rng.uniform(self.settings.least, 1.0, size).astype(np.float32)
        present = rng.random(size) < (self.settings.present if self.settings.weights == "bernoulli" else 1.0)
        return present.astype(np.float32)

    def batch(self, count: int, rng: np.random.Generator) -> Batch:
        """Draw `count` mixtures, varied as a training hears them: all notes of one mixture are varied, or none."""
        varied = int(rng.binomial(count - 1, self.dataset.experiment.augmentation.varied))
        which = np.arange(count) < varied
        return self.mixed([self._part(p, count, rng, which) for p in range(len(self.rows))], self.gains(count, rng), rng)

    def still(self, count: int, rng: np.random.Generator, gains: Floats | None = None) -> Batch:
        """Draw `count` mixtures of notes as they are, with these amplitudes [P, B] or with drawn ones."""
        notes = [self._part(p, count, rng) for p in range(len(self.rows))]
        return self.mixed(notes, self.gains(count, rng) if gains is None else gains, rng)

    def sample(self, seed: int) -> Tensor:
        """Frames [S, F] of mixtures of notes as they are."""
        rng = np.random.default_rng(seed)
        return torch.cat([self.still(CHUNK, rng).frames for _ in range(SAMPLE // CHUNK)])

    def _part(self, p: int, count: int, rng: np.random.Generator, varied: NDArray[np.bool_] | None = None) -> Batch:
        """Draw the notes of one part in any order, those that are `varied` first."""
        rows = draw(self.rows[p], self._shares[p], count, rng)
        if varied is None:
            return self.dataset.batch(rows).take(rng.permutation(count))
        shuffled = rng.permutation(varied)  # a batch is in the order of its rows, and so of their pitches
        return self.dataset.batch(rows, rng, shuffled).take(np.lexsort((rng.random(count), ~shuffled)))

    def mixed(self, notes: list[Batch], gains: Floats, rng: np.random.Generator) -> Batch:
        """Mix notes [P] of B frames each with the amplitudes `gains` [P, B].

        Time goes on in every note, but one way between two ages is all that a batch has. It is that of one
        sounding part, drawn anew each time; the others are set to the nearer age by chance, the sooner the
        nearer, so that on the average they are right too.
        """
        amplitudes, count = torch.from_numpy(gains), len(notes[0].frames)
        phases = self.mixer.phases(len(notes), count, rng)
        frames, played = (torch.stack([getattr(note, name) for note in notes]) for name in ("frames", "played"))
        moving = torch.from_numpy((rng.random(gains.shape) + (gains > 0)).argmax(axis=0))
        toward = torch.stack([note.toward for note in notes])
        beyond = torch.from_numpy(rng.random(toward.shape, np.float32)) < toward
        below, above, heard = (torch.empty(count, self.vocabulary.size) for _ in range(3))
        for p, (note, placing) in enumerate(zip(notes, self.placings, strict=True)):
            sounds, moves = (amplitudes[p] > 0)[:, None], (moving == p)[:, None]
            ends = [placing.place(vectors) for vectors in (note.below, note.above)]
            rounded = torch.where(beyond[p], ends[1], ends[0])
            for vectors, end in zip((below, above), ends, strict=True):
                vectors[:, placing.span] = torch.where(sounds, torch.where(moves, end, rounded), placing.silent)
            heard[:, placing.span] = torch.where(sounds, placing.heard(note.heard), placing.silent)
        way = toward[moving, torch.arange(count)]
        mixed, expected = self.mixer.interfere(frames, amplitudes, phases), self.mixer.add(played, amplitudes)
        return Batch(mixed, below, above, way, heard, expected, torch.stack([note.plain for note in notes]).all(dim=0))
