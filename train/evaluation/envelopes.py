"""Whether played notes rise and fall as the recorded ones do."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from train.dataset import Dataset
from train.evaluation.decoded import Decoded, Floats

ATTACK_SPAN_S = 0.6
NEAR_DB = 3.0
"""the attack is over when the level is this near to its maximum"""
SETTLED_S = 0.2
"""time since onset from which the decay is read"""
FEWEST = 8
"""notes below which no correlation is given"""


@dataclass(frozen=True)
class Envelopes:
    """Attack times in s and decay rates in dB/s of notes [K], as recorded and as played from their labels."""

    note: NDArray[np.int64]
    attack_s: Floats
    attack_played_s: Floats
    decay_db_s: Floats
    decay_played_db_s: Floats


def read(dataset: Dataset, rows: NDArray[np.int64], decoded: Decoded) -> Envelopes:
    """Read both envelopes of every note among the frames `rows` at the same moments."""
    time_s, owner = dataset.time_s[rows], dataset.note[rows]
    held = np.flatnonzero((time_s >= 0) & ~_released(dataset, rows) & ~dataset.silent[rows])
    found = []
    for mine in np.split(held, np.flatnonzero(np.diff(owner[held])) + 1):
        t = time_s[mine]
        if np.sum(t >= SETTLED_S) >= 3 and t[0] < 0.02:
            levels = decoded.level_db[mine], decoded.played.level_db[mine]
            found.append((owner[mine[0]], *(attack_s(t, level) for level in levels), *(decay_db_s(t, level) for level in levels)))
    table = np.array(found).reshape(-1, 5)
    return Envelopes(table[:, 0].astype(np.int64), *table[:, 1:].T)


def attack_s(time_s: Floats, level: Floats) -> float:
    """Seconds after the onset at which `level` [T] first comes within 3 dB of its maximum over the first 0.6 s."""
    early = level[time_s <= ATTACK_SPAN_S]
    return float(time_s[int((early >= early.max() - NEAR_DB).argmax())])


def decay_db_s(time_s: Floats, level: Floats) -> float:
    """Fall of `level` [T] per second after the attack: slope of the straight line through it."""
    late = time_s >= SETTLED_S
    return -float(np.polyfit(time_s[late], level[late], 1)[0])


def correlated(envelopes: Envelopes, where: NDArray[np.bool_]) -> dict[str, float]:
    """Pearson's r over the notes `where` [K] between recorded and played attack times, and decay rates."""
    e = envelopes
    return {
        "attack_r": pearson(e.attack_s[where], e.attack_played_s[where]),
        "decay_r": pearson(e.decay_db_s[where], e.decay_played_db_s[where]),
        "envelope_notes": int(where.sum()),
    }


def pearson(x: Floats, y: Floats) -> float:
    """Pearson's correlation; not a number for few notes, or where nothing varies."""
    if len(x) < FEWEST or min(x.std(), y.std()) < 1e-9:
        return float("nan")
    return float(np.corrcoef(x, y)[0, 1])


def _released(dataset: Dataset, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    ages = dataset.vocabulary.ages
    if ages is None:
        return np.zeros(len(rows), np.bool_)
    label = dataset.vocabulary.label(ages.label)
    return np.asarray(np.isin(dataset.age[rows], [label.index(ages.release), label.index(ages.silence)]))
