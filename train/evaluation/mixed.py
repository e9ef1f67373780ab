"""Mixtures of notes that no training heard: what is heard of each part, and how well all of them are played."""

from itertools import permutations
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from train.dataset import MISSING, Batch, Dataset, label_vectors
from train.evaluation import measures
from train.evaluation.decoded import Classes, Distances, classes, distances
from train.evaluation.played import aged, combined, middle
from train.evaluation.report import split, without_gaps
from train.mixtures import Mixtures
from train.models import CrossModalVAE
from train.tuning import frame_cents
from xmodal_rt.errors import ConfigError

CHUNK = 2000
COUNT = 10000
"""mixtures in which all parts sound; half as many of each part alone"""
UNIT = 10.0
"""nepers by which ``isd_normalised_logs`` is normalised: about the greatest distance of a frame's logs from their mean"""


def measure(model: CrossModalVAE, dataset: Dataset, rows: NDArray[np.int64]) -> dict[str, Any]:
    """Measure mixtures of the frames `rows` [N] in which a note is heard, drawn at random, notes and moments alike; {} for none."""
    if not len(rows):
        return {}
    heard = rows[~dataset.silent[rows] & (dataset.time_s[rows] >= 0)]
    drawn = Mixtures(dataset, heard)
    whole = Measured(model, drawn, np.ones(len(drawn.placings), np.float32), COUNT)
    alone = {part.name: Measured(model, drawn, np.eye(len(drawn.placings), dtype=np.float32)[p], COUNT // 2)
             for p, part in enumerate(drawn.vocabulary.parts)}  # fmt: skip
    return without_gaps(
        {
            "split": {**split(dataset, np.unique(np.concatenate(drawn.rows))), "notes": drawn.notes, "mixtures": COUNT},
            "reconstruction": whole.rebuilt,
            "signal_to_symbol": whole.each(),
            "permutation_invariant": whole.permutation_invariant(),
            "alone": {name: found.permutation_invariant() for name, found in alone.items()},
            "symbol_to_signal": whole.played | {f"{name}_in_tune": share for name, share in in_tune(model, dataset, drawn).items()},
            "per_source": {name: part.permutation_invariant() for name, part in _sources(model, dataset, heard).items()},
        }
    )


def _sources(model: CrossModalVAE, dataset: Dataset, rows: NDArray[np.int64]) -> dict[str, "Measured"]:
    """Measure mixtures of notes of one source, where it has notes for all parts."""
    of, found = np.array([n["source"] for n in dataset.notes]), {}
    for name in np.unique(of):
        try:
            drawn = Mixtures(dataset, rows[of[dataset.note[rows]] == name])
        except ConfigError:
            continue
        found[str(name)] = Measured(model, drawn, np.ones(len(drawn.placings), np.float32), COUNT // 2)
    return found


class Measured:
    """`count` mixtures with the amplitudes `gains` [P] of the parts, taken through the model."""

    def __init__(self, model: CrossModalVAE, drawn: Mixtures, gains: NDArray[np.float32], count: int) -> None:
        self.vocabulary, self.drawn = drawn.vocabulary, drawn
        rng, parts = np.random.default_rng(drawn.dataset.experiment.seed), []
        for _ in range(count // CHUNK):
            parts.append(_through(model, drawn.still(CHUNK, rng, np.tile(gains[:, None], CHUNK)), drawn))
        self.found, self.known = (np.concatenate([part[i] for part in parts]) for i in (0, 1))
        rebuilt, played = (Distances(*np.concatenate([part[i] for part in parts], axis=1)) for i in (2, 3))
        everything = np.ones(len(self.known), np.bool_)
        self.rebuilt, self.played = measures.signal(rebuilt, everything), measures.signal(played, everything)

    def each(self) -> dict[str, float]:
        """Success ratio of each label of each part."""
        known = enumerate(self.vocabulary.names)
        return {name: measures.ratio(self.found[:, i] == self.known[:, i], self.known[:, i] != MISSING) for i, name in known}

    def permutation_invariant(self) -> dict[str, float]:
        """Success ratios over the parts, whichever of them was taken for which.

        One permutation holds for all labels of a frame: that by which most of them are right. The parts that
        do not sound count for the instrument alone: that they are silent is one more thing to be right.
        """
        experiment = self.drawn.dataset.experiment
        names = [*(experiment.vocabulary.pitch or ()), experiment.balance]
        found, known = (self._side_by_side(values, names) for values in (self.found, self.known))
        right = permuted(found, known) & (known != MISSING)
        result = {name: measures.ratio(right[..., i], known[..., i] != MISSING) for i, name in enumerate(names)}
        if len(names) == 3:
            result["note"] = measures.ratio(right[..., :2].all(axis=-1), (known[..., :2] != MISSING).all(axis=-1))
        return result

    def _side_by_side(self, values: Classes, names: list[str]) -> Classes:
        """Values [N, P, Q] of the labels `names` of each part; those of the instrument in the numbers of a note, silence beyond them."""
        experiment = self.drawn.dataset.experiment
        columns = [[self.vocabulary.names.index(f"{part.name}_{name}") for name in names] for part in self.vocabulary.parts]
        result = values[:, columns].copy()
        classes_of_notes = experiment.vocabulary.label(experiment.balance).classes
        for p, words in enumerate(experiment.mixture.parts.values()):
            numbers = np.array([*(classes_of_notes.index(word) for word in words), len(classes_of_notes)])
            result[:, p, -1] = numbers[result[:, p, -1]]
        return np.asarray(result)


def permuted(found: Classes, known: Classes) -> NDArray[np.bool_]:
    """Whether the values `found` [N, P, Q] of P parts are those `known`, in the order of the parts in which most of them are: [N, P, Q]."""
    orders = list(permutations(range(found.shape[1])))
    right = np.stack([found[:, order] == known for order in orders])
    best = right.sum(axis=(2, 3)).argmax(axis=0)
    return np.asarray(right[best, np.arange(len(found))])


def _through(model: CrossModalVAE, batch: Batch, drawn: Mixtures) -> tuple[Classes, Classes, NDArray[np.float64], NDArray[np.float64]]:
    """Take a batch through the means of both posteriors: values heard, values known, and both distances."""
    vocabulary = drawn.vocabulary
    with torch.inference_mode():
        z = model.encode_signal(batch.frames)[0]
        mu = torch.lerp(model.encode_symbol(batch.below)[0], model.encode_symbol(batch.above)[0], batch.toward)
        found = classes(vocabulary, model.decode_symbol(z), batch.heard)[0].numpy()
        both = [distances(batch.frames, model.decode_signal(by), model.log_sigma, UNIT) for by in (z, mu)]
    rebuilt, played = (torch.stack(parts).double().numpy() for parts in both)
    return found, _known(batch, drawn), rebuilt, played


def _known(batch: Batch, drawn: Mixtures) -> Classes:
    """Values [N, labels] that are to be heard, MISSING where nothing is known."""
    heard = batch.heard.numpy()
    columns = []
    for label in drawn.vocabulary.labels:
        told = heard[:, drawn.vocabulary.span(label.name)]
        columns.append(np.where(np.abs(told).sum(axis=1) > 0, label.likeliest(told), MISSING))
    return np.stack(columns, axis=1)


def in_tune(model: CrossModalVAE, dataset: Dataset, drawn: Mixtures) -> dict[str, float]:
    """Share of the label combinations of each part's notes that are within 50 cents, played while the others are silent."""
    experiment, vocabulary, analysis = dataset.experiment, dataset.vocabulary, dataset.experiment.analysis
    if vocabulary.pitch is None:
        return {}
    every, column, found = aged(vocabulary, combined(dataset), middle(vocabulary)), vocabulary.names.index(experiment.balance), {}
    for (name, words), placing in zip(experiment.mixture.parts.items(), drawn.placings, strict=True):
        mine = every[np.isin(every[:, column], [vocabulary.label(experiment.balance).index(word) for word in words])]
        vectors = torch.cat([other.silent for other in drawn.placings]).repeat(len(mine), 1)
        vectors[:, placing.span] = placing.place(torch.from_numpy(label_vectors(vocabulary, mine)))
        with torch.inference_mode():
            frames = model.decode_signal(model.encode_symbol(vectors)[0]).numpy()
        midi = np.array([vocabulary.midi(dict(zip(vocabulary.names, row, strict=True))) for row in mine.tolist()])
        found[name] = float((np.abs(frame_cents(frames, midi, analysis.resolution_hz, analysis.linear_bins)) <= 50).mean())
    return found
