"""Which moments of a note become frames, and how old the note is in each of them."""

import zlib
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from train.config import Experiment
from train.config_data import FrameGrid
from train.sources.note import Note
from xmodal_rt.model.analysis import Array
from xmodal_rt.model.vocabulary import Ages, Vocabulary

BEFORE_S = (-0.12, -0.1, -0.08, -0.06)
"""moments before the onset that stand for silence"""
RELEASE_RANGE_DB = 40.0
"""a release lasts until the level has fallen by so much; what follows is silence"""


@dataclass(frozen=True)
class Moments:
    """The frames of one note, all arrays [T].

    The age of frame t lies between the classes ``age`` and ``age + 1``, at the fraction ``toward``;
    ``silent`` says that nothing is heard any more, whatever the age.
    """

    centres: NDArray[np.int64]
    time_s: NDArray[np.float32]
    age: NDArray[np.int8]
    toward: NDArray[np.float32]
    silent: NDArray[np.bool_]

    def heard(self, y: Array, sr: int, experiment: Experiment) -> "Moments":
        """Mark the moments at which the level of `y` is below the level of silence."""
        return replace(self, silent=level_db(y, self.centres, sr) < experiment.grid.silence_db)


def moments(y: Array, note: Note, stretch: float, experiment: Experiment) -> Moments:
    """Choose the moments of the note `y` [T], whose known times are stretched by `stretch`."""
    grid, ages = experiment.grid, experiment.vocabulary.ages
    known = None if note.onset_s is None else note.onset_s * stretch
    onset_s = onset(y, grid, known)
    off_s, end_s = _ends(y, note, stretch, onset_s, experiment)
    held = _times(grid, np.random.default_rng(zlib.crc32(note.name.encode())), min(off_s, end_s) - onset_s)
    before = np.array(BEFORE_S if ages else ())
    after = np.arange(off_s + 0.015, end_s, grid.hop_s / 2) - onset_s if ages else np.array([])
    time_s = np.concatenate([before, held, after])
    centres = np.round((onset_s + time_s) * grid.sr).astype(np.int64)
    age, toward = _label(experiment.vocabulary, len(before), held, level_db(y, centres[len(before) + len(held) :], grid.sr))
    n = len(age)
    return Moments(centres[:n], time_s[:n].astype(np.float32), age, toward, np.zeros(n, np.bool_))


def onset(y: Array, grid: FrameGrid, known_s: float | None) -> float:
    """Second at which the level comes within `onset_db` of its maximum over the first 0.6 s (after `known_s`)."""
    start, n = int((known_s or 0.0) * grid.sr), grid.sr // 400
    blocks = y[start : start + int(0.6 * grid.sr)]
    power = np.square(np.pad(blocks, (0, -len(blocks) % n)).reshape(-1, n)).mean(axis=1)
    return (start + n * int((power > power.max() * 10 ** (grid.onset_db / 10)).argmax())) / grid.sr


def level_db(y: Array, centres: NDArray[np.int64], sr: int) -> NDArray[np.float64]:
    """RMS level in dB of `y` over 20 ms around each centre."""
    n = sr // 100
    energy = np.concatenate([[0.0], np.cumsum(np.square(y, dtype=np.float64))])
    low, high = (np.clip(centres + d, 0, len(y)) for d in (-n, n))
    return np.asarray(10 * np.log10((energy[high] - energy[low]) / (2 * n) + 1e-12))


def positions(ages: Ages, vocabulary: Vocabulary, time_s: NDArray[np.float64]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Age class below each time since onset, and the fraction of the way to the next, in log time."""
    label = vocabulary.label(ages.label)
    times = np.array(list(ages.times_s.values()))
    first = label.index(next(iter(ages.times_s)))
    scale = np.concatenate([[0.0], np.log2(times[1:] / times[1]) + 1.0])
    place = np.where(time_s < times[1], time_s / times[1], np.log2(np.maximum(time_s, 1e-6) / times[1]) + 1.0)
    exact = np.interp(place, scale, np.arange(len(times)))
    low = np.minimum(exact.astype(np.int64), len(times) - 2)
    return (first + low).astype(np.int8), (exact - low).astype(np.float32)


def _label(
    vocabulary: Vocabulary, before: int, held: NDArray[np.float64], after_db: NDArray[np.float64]
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Ages of `before` silent moments, of the `held` times, and of the release with its levels in dB."""
    count = before + len(held) + len(after_db)
    ages = vocabulary.ages
    if ages is None:
        return np.full(count, -1, np.int8), np.zeros(count, np.float32)
    label = vocabulary.label(ages.label)
    age, toward = np.full(count, label.index(ages.silence), np.int8), np.zeros(count, np.float32)
    sound = slice(before, before + len(held))
    age[sound], toward[sound] = positions(ages, vocabulary, held)
    if len(after_db):
        gone = np.minimum.accumulate(after_db) < after_db[0] - RELEASE_RANGE_DB
        age[before + len(held) :] = np.where(gone, label.index(ages.silence), label.index(ages.release))
        kept = count - int(gone.sum()) + min(len(BEFORE_S), int(gone.sum()))
        return age[:kept], toward[:kept]
    return age, toward


def _times(grid: FrameGrid, rng: np.random.Generator, length_s: float) -> NDArray[np.float64]:
    """Choose times since onset: dense in the attack, sparser later; shifted at random so that all ages occur."""
    dense = np.arange(0.0, grid.dense_s, grid.dense_hop_s) + rng.uniform(0, grid.dense_hop_s)
    late = [grid.dense_s + rng.uniform(0, grid.hop_s)]
    while late[-1] < length_s:
        late.append(late[-1] + max(grid.hop_s, grid.growth * late[-1]))
    both = np.concatenate([dense, late])
    return np.asarray(both[both < length_s])


def _ends(y: Array, note: Note, stretch: float, onset_s: float, experiment: Experiment) -> tuple[float, float]:
    """Seconds at which the note is released, and at which it is of no more use."""
    grid, total_s = experiment.grid, len(y) / experiment.grid.sr
    if note.off_s is not None:
        return note.off_s * stretch, total_s - 0.05
    cut = total_s > 3.95
    if _decays(note, experiment):
        return (total_s - 0.08,) * 2 if cut else (onset_s + 4.0,) * 2
    if cut:
        return (total_s - 0.08,) * 2
    centres = np.arange(int(onset_s * grid.sr), len(y), grid.sr // 100)
    level = level_db(y, centres, grid.sr)
    loud = np.flatnonzero(level > np.median(level) - 8.0)
    return float(centres[loud[-1]]) / grid.sr, total_s + 0.05


def _decays(note: Note, experiment: Experiment) -> bool:
    index = note.labels.get(experiment.balance)
    return index is not None and experiment.vocabulary.label(experiment.balance).classes[index] in experiment.grid.decaying
