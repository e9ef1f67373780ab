"""Success ratios, confusions and distances, over all frames or over some of them."""

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from train.dataset import MISSING, Dataset
from train.evaluation.decoded import Classes, Distances
from xmodal_rt.model.vocabulary import Vocabulary

Where = NDArray[np.bool_]
MEDIANS = ("isd", "isd_magnitude")
"""distances of which the median is given: a few frames decide their mean"""


def signal(distances: Distances, where: Where) -> dict[str, float]:
    """Average the distances of the frames `where` [N].

    ``log_likelihood`` is the frame's under the decoder's Gaussian at the posterior's mean; ``isd`` the
    Itakura-Saito divergence of the power spectra and ``isd_magnitude`` that of the magnitudes (means over
    the bins, medians over the frames); ``isd_normalised_logs`` the sum over the bins, divided by 2 pi, for
    the logs of the magnitudes brought to zero mean and greatest value 1, as the reference implementation of
    arXiv:2002.03862 computes it; ``lsd_db`` the log-spectral distance.
    """
    found = {item.name: getattr(distances, item.name)[where] for item in fields(Distances) if item.name != "level_db"}
    return {name: float(np.median(values) if name in MEDIANS else np.mean(values)) for name, values in found.items()}


def truth(dataset: Dataset, rows: NDArray[np.int64]) -> Classes:
    """Classes [N, labels] of the frames `rows`, MISSING where the label is unknown or no note is heard."""
    vocabulary = dataset.vocabulary
    known = dataset.labels[dataset.note[rows]].copy()
    if vocabulary.ages:
        known[:, vocabulary.names.index(vocabulary.ages.label)] = (dataset.age + (dataset.toward > 0.5))[rows]
    known[dataset.silent[rows] | (dataset.time_s[rows] < 0)] = MISSING
    return np.asarray(known)


def symbol(vocabulary: Vocabulary, found: Classes, known: Classes, note: NDArray[np.int32]) -> dict[str, float]:
    """Success ratios of the classes `found` [N, labels] against those that are `known`; `note` [N] says whose frames they are."""
    result = {name: ratio(found[:, i] == known[:, i], known[:, i] != MISSING) for i, name in enumerate(vocabulary.names)}
    if vocabulary.velocity:
        i = vocabulary.names.index(vocabulary.velocity)
        result[f"{vocabulary.velocity}_within_1"] = ratio(abs(found[:, i] - known[:, i]) <= 1, known[:, i] != MISSING)
    if vocabulary.pitch:
        columns = [vocabulary.names.index(name) for name in vocabulary.pitch]
        octave, pitch_class = (found[:, c] == known[:, c] for c in columns)
        heard = (known[:, columns] != MISSING).all(axis=1)
        result["note"] = ratio(octave & pitch_class, heard)
        result["note_majority"] = majority(note[heard], found[heard][:, columns], known[heard][:, columns])
        result["octave_errors"] = ratio(pitch_class & ~octave, heard)
    return result


def ratio(right: Where, where: Where) -> float:
    """Share of `where` that is right; not a number where there is none."""
    return float(right[where].mean()) if where.any() else float("nan")


def majority(note: NDArray[np.int32], found: Classes, known: Classes) -> float:
    """Share of the notes whose most frequent pitch among their frames is the right one."""
    if not len(note):
        return float("nan")
    code, want = (pitch[:, 0] * 1000 + pitch[:, 1] for pitch in (found, known))
    right = []
    for frames in np.split(np.argsort(note, kind="stable"), np.flatnonzero(np.diff(np.sort(note))) + 1):
        values, counts = np.unique(code[frames], return_counts=True)
        right.append(values[counts.argmax()] == want[frames[0]])
    return float(np.mean(right))


def confusion(vocabulary: Vocabulary, found: Classes, known: Classes) -> dict[str, dict[str, Any]]:
    """Count, for each label, which class (row) was taken for which (column)."""
    result = {}
    for i, label in enumerate(vocabulary.labels):
        n, where = label.values, known[:, i] != MISSING
        counts = np.bincount(known[where, i] * n + found[where, i], minlength=n * n).reshape(n, n)
        result[label.name] = {"classes": [label.word(value) for value in range(n)], "counts": counts.tolist()}
    return result
