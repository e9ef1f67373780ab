"""Symbol to signal: in tune, louder and brighter with the dynamics, and still while it is held."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from train.dataset import MISSING, NEPER_DB, Dataset, label_vectors
from train.evaluation.decoded import Classes, Floats, level_db
from train.losses import AUDIBLE
from train.models import CrossModalVAE
from train.tuning import depth_db, frame_cents
from xmodal_rt.model.vocabulary import Vocabulary
from xmodal_rt.synthesis.spectra import STILL

SR = 48000
HOP = 128
HELD_S = 0.32
"""time since onset from which a held note should stand still"""
STILL_DB = 0.5


@dataclass(frozen=True)
class Played:
    """Every label combination [C, labels] of the notes, played once: pitch, tuning, level and brightness in the middle of its life."""

    combinations: Classes
    midi: NDArray[np.int64]
    cents: Floats
    depth_db: Floats
    level_db: Floats
    centroid_hz: Floats
    flicker_db: Floats
    """greatest change of an audible bin from one hop to the next while the note is held"""


def play(model: CrossModalVAE, dataset: Dataset) -> Played | None:
    """Decode every combination of labels that a note of the dataset has; None where there is no pitch."""
    vocabulary, analysis = dataset.vocabulary, dataset.experiment.analysis
    combinations = combined(dataset)
    if vocabulary.pitch is None or not len(combinations):
        return None
    frames = _decode(model, vocabulary, aged(vocabulary, combinations, middle(vocabulary)))
    columns = [vocabulary.names.index(name) for name in vocabulary.pitch]
    midi = np.array([vocabulary.midi(dict(zip(vocabulary.pitch, row, strict=True))) for row in combinations[:, columns].tolist()])
    resolution, bins = analysis.resolution_hz, analysis.linear_bins
    return Played(
        combinations, midi, frame_cents(frames, midi, resolution, bins), depth_db(frames, midi, resolution, bins),
        level_db(torch.from_numpy(frames)).double().numpy(), centroid_hz(analysis.expand(frames, SR), SR),
        flicker_db(model, vocabulary, combinations),
    )  # fmt: skip


def combined(dataset: Dataset) -> Classes:
    """Label combinations [C, labels] of the notes of which all labels are known; the age is left open."""
    names, ages = dataset.vocabulary.names, dataset.vocabulary.ages
    known = (dataset.labels != MISSING) | (np.array(names) == (ages.label if ages else None))
    return np.asarray(np.unique(dataset.labels[known.all(axis=1)], axis=0))


def aged(vocabulary: Vocabulary, combinations: Classes, name: str) -> Classes:
    """Return the combinations at the age called `name`."""
    result = combinations.copy()
    if vocabulary.ages:
        result[:, vocabulary.names.index(vocabulary.ages.label)] = vocabulary.label(vocabulary.ages.label).index(name)
    return result


def centroid_hz(S: NDArray[np.float32], sr: int) -> Floats:
    """Spectral centroids [C] of the power of amplitude spectra S [C, n_fft / 2 + 1]."""
    power = np.square(S, dtype=np.float64)
    hz = np.arange(S.shape[1]) * sr / 2 / (S.shape[1] - 1)
    return np.asarray(power @ hz / np.maximum(power.sum(axis=1), 1e-20))


def flicker_db(model: CrossModalVAE, vocabulary: Vocabulary, combinations: Classes) -> Floats:
    """Greatest change in dB of any audible bin, per combination, from one hop of the engine to the next after `HELD_S`.

    Between two ages a voice moves evenly in the logarithm of time, so it moves fastest just after the
    first of them. There two frames are compared: the first, and that of the hop at which a coordinate has
    moved so far from it that the engine decodes again.
    """
    if vocabulary.ages is None:
        return np.zeros(len(combinations))
    times = vocabulary.ages.times_s
    with torch.inference_mode():
        z = {name: _encode(model, vocabulary, aged(vocabulary, combinations, name)) for name in times}
    span = _span(torch.cat(list(z.values())))
    found = np.zeros(len(combinations))
    for young, old in zip(times, list(times)[1:], strict=False):
        if times[young] >= HELD_S:
            way = _way(z[young], z[old], span, times[young], times[old])
            with torch.inference_mode():
                first, second = model.decode_signal(z[young]), model.decode_signal(torch.lerp(z[young], z[old], way))
            audible = first > first.amax(dim=1, keepdim=True) - AUDIBLE
            found = np.maximum(found, NEPER_DB * ((second - first).abs() * audible).amax(dim=1).double().numpy())
    return found


def _span(z: torch.Tensor) -> torch.Tensor:
    """Range of each coordinate [D], by which the engine judges whether a voice has moved."""
    low, high = torch.quantile(z[:: max(1, len(z) // 20000)], torch.tensor([0.01, 0.99]), dim=0)
    return torch.clamp(high - low, min=0.1 * float((high - low).max()) + 1e-6)


def _way(here: torch.Tensor, there: torch.Tensor, span: torch.Tensor, young_s: float, old_s: float) -> torch.Tensor:
    """Share of the way [C, 1] from one age to the next that a voice has gone when its next frame is decoded."""
    whole = float(np.log(old_s / young_s))
    per_hop = float(np.log1p(HOP / SR / young_s) / whole) * ((there - here).abs() / span).amax(dim=1, keepdim=True)
    hops = torch.floor(STILL / per_hop.clamp(min=1e-9)) + 1
    return (torch.log1p(hops * HOP / SR / young_s) / whole).clamp(max=1.0)


def tuned(played: Played | None, where: NDArray[np.bool_]) -> dict[str, float]:
    """Summarise the combinations `where` [C]: share within 50 cents, median error, how far partials stand above their valleys."""
    if played is None or np.isnan(played.cents[where]).all():
        return {}
    cents, depth = np.abs(played.cents[where]), played.depth_db[where]
    sharp = {} if np.isnan(depth).all() else {"partials_above_valleys_db": float(np.nanmedian(depth))}
    return {
        "in_tune": float((cents <= 50).mean()), "median_cents": float(np.nanmedian(cents)), **sharp,
        "flicker_db": float(np.percentile(played.flicker_db[where], 95)), "still": float((played.flicker_db[where] <= STILL_DB).mean()),
    }  # fmt: skip


def graded(vocabulary: Vocabulary, played: Played | None, where: NDArray[np.bool_]) -> dict[str, float]:
    """Share of the pitches that grow from each class of the velocity label to the next: in level, and in brightness.

    `brighter_from_end_to_end` compares the first class with the last alone.
    """
    if played is None or vocabulary.velocity is None:
        return {}
    column = vocabulary.names.index(vocabulary.velocity)
    others = np.delete(played.combinations, column, axis=1)
    group = np.unique(others, axis=0, return_inverse=True)[1].ravel()
    order = np.lexsort((played.combinations[:, column], group))
    order = order[where[order]]
    each = [g for g in np.split(order, np.flatnonzero(np.diff(group[order])) + 1) if len(g) > 1]
    if not each:
        return {}
    level, bright = played.level_db, played.centroid_hz
    return {
        "louder_with_dynamics": float(np.mean([(np.diff(level[g]) > 0).all() for g in each])),
        "brighter_with_dynamics": float(np.mean([(np.diff(bright[g]) >= 0).all() for g in each])),
        "brighter_from_end_to_end": float(np.mean([bright[g[-1]] > bright[g[0]] for g in each])),
    }


def middle(vocabulary: Vocabulary) -> str:
    """Name of the age at which a note is in the middle of its life."""
    times = list(vocabulary.ages.times_s) if vocabulary.ages else [""]
    return times[len(times) * 2 // 3]


def _encode(model: CrossModalVAE, vocabulary: Vocabulary, combinations: Classes) -> torch.Tensor:
    return model.encode_symbol(torch.from_numpy(label_vectors(vocabulary, combinations)))[0]


def _decode(model: CrossModalVAE, vocabulary: Vocabulary, combinations: Classes) -> NDArray[np.float32]:
    with torch.inference_mode():
        return np.asarray(model.decode_signal(_encode(model, vocabulary, combinations)).numpy())
