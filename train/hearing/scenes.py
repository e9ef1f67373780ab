"""Moments of music, made from isolated notes: notes that begin, out of silence or out of other notes, are held and end."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from train.ages import positions
from train.config import Experiment
from train.dataset import MISSING
from train.hearing.pool import SR, Pool
from xmodal_rt.listening.glimpse import REACH_S
from xmodal_rt.listening.newest import pitches
from xmodal_rt.model.analysis import Array

Floats = NDArray[np.floating[Any]]

RATE = SR // 2
ENDS = 8
"""windows that are cut out of a scene"""
SPREAD_S = 0.08
"""in which they end"""
LENGTH = round((REACH_S + SPREAD_S) * RATE)
UNSURE = -1
"""a pitch that is not to be learnt from"""
_KINDS = ("begin", "held", "ended", "nothing")
_CHANCES = (0.6, 0.22, 0.1, 0.08)
_SOFT = 0.25
"""share of the notes that begin softly, out of their middle, within one of these times"""
_SWELL_S = (0.002, 0.08)
_SCOOPED = 0.35
"""share of the notes that begin off their pitch, by so many cents, and reach it within so many seconds, about"""
_SCOOP_CENTS, _SCOOP_S = (-120.0, 40.0), (0.008, 0.04)
_FADED_DB, _GONE_DB = -12.0, -35.0
"""a note that ends is heard down to the first, and no more from the second on"""


@dataclass(frozen=True)
class Moments:
    """Windows [B, T] of samples and what is heard at their end: place of the pitch among the outputs, classes of the other labels.

    `age` [B] lies between two classes, at the fraction `toward` [B].
    """

    y: Array
    pitch: NDArray[np.int64]
    labels: NDArray[np.int64]
    age: NDArray[np.int64]
    toward: Array


class Scenes:
    """Draws scenes from a pool."""

    def __init__(self, pool: Pool, experiment: Experiment) -> None:
        self.pool, self.experiment = pool, experiment
        vocabulary = experiment.vocabulary
        self._places = {int(p): i for i, p in enumerate(pitches(vocabulary))}
        self._none = len(self._places)
        self._t = np.arange(LENGTH) / RATE
        self._noises = _noises(np.random.default_rng([experiment.seed, 81]))
        self._range = pool.midi.min(), pool.midi.max()

    def draw(self, count: int, rng: np.random.Generator) -> Moments:
        """Draw `count` scenes, and `ENDS` windows of each."""
        kind = rng.choice(len(_KINDS), count, p=_CHANCES)
        note = np.searchsorted(self.pool.share, rng.random(count))
        semitones = self._semitones(note, rng)
        begin_s = np.where(kind == 0, rng.uniform(0.07, 0.14, count), rng.uniform(0.02, 0.12, count))
        jumps = np.where(kind == 0, 0.0, 0.07 * 17.0 ** rng.random(count))
        gain, told = _gains(count, rng)
        soft = (kind == 0) & (rng.random(count) < _SOFT)
        sound = gain[:, None] * self._play(note, semitones, begin_s, np.where(soft, rng.uniform(0.15, 0.5, count), jumps), kind == 0, rng)
        swell_s = _SWELL_S[0] * (_SWELL_S[1] / _SWELL_S[0]) ** rng.random((count, 1))
        sound *= np.where(soft[:, None], np.clip((self._t - begin_s[:, None]) / swell_s, 0.0, 1.0), 1.0)
        fade_db = _fade(self._t - begin_s[:, None], rng)
        sound *= np.where((kind == 2)[:, None], 10 ** (fade_db / 20), 1.0) * (kind != 3)[:, None]
        before, other, other_semitones, other_db = self._before(kind, note, semitones, begin_s, gain, rng)
        y = sound + before + self._noise(kind, note, gain, rng)
        ends = np.sort(rng.integers(LENGTH - round(SPREAD_S * RATE), LENGTH + 1, (count, ENDS)), axis=1)
        row = np.arange(count)[:, None]
        since_s = ends / RATE - begin_s[:, None]
        at = np.minimum(ends, LENGTH - 1)
        own, others = self._place(note, semitones)[:, None], self._place(other, other_semitones)[:, None]
        pitch = self._heard(kind[:, None], since_s, own, others, fade_db[row, at], other_db[row, at], self.pool.recorded[note][:, None])
        return self._moments(y.astype(np.float32), ends, pitch, since_s + jumps[:, None], note, kind, told, own)

    def _semitones(self, note: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
        moved = np.where(rng.random(len(note)) < 0.6, rng.integers(-6, 7, len(note)), 0)
        midi = self.pool.midi[note] + moved
        return np.where((midi >= self._range[0]) & (midi <= self._range[1]), moved, 0)

    def _place(self, note: NDArray[np.int64], semitones: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.array([self._places[int(p)] for p in self.pool.midi[note] + semitones])

    def _play(
        self, note: NDArray[np.int64], semitones: NDArray[np.int64], begin_s: Floats, jump_s: Floats, begins: NDArray[np.bool_],
        rng: np.random.Generator,
    ) -> NDArray[np.float64]:  # fmt: skip
        """Play notes that begin at `begin_s` [B], or are so old then as `jump_s` [B] says: samples [B, LENGTH]."""
        p, cents = self.pool, rng.normal(0.0, 10.0, len(note))
        step = p.ratio[note] * 2.0 ** (semitones / 12.0 + cents / 1200.0) * (SR / RATE)
        since_s = self._t - begin_s[:, None]
        place = p.onset[note, None] + jump_s[:, None] * SR + (since_s + _scoop(since_s, begins, rng)) * RATE * step[:, None]
        place = np.clip(place, p.start[note, None], p.stop[note, None] - 2)
        low = place.astype(np.int64)
        a, b = p.sound[low].astype(np.float32), p.sound[low + 1]
        return np.asarray(p.scale[note, None] * (a + (b - a) * (place - low)))

    def _before(
        self, kind: NDArray[np.int64], note: NDArray[np.int64], semitones: NDArray[np.int64], begin_s: Floats, gain: Floats,
        rng: np.random.Generator,
    ) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:  # fmt: skip
        """Play what sounded before notes that begin: samples [B, LENGTH], notes and their transposition [B], levels in dB [B, LENGTH].

        Mostly another note of the same instrument, or the same note.
        """
        count = len(note)
        other = np.searchsorted(self.pool.share, rng.random(count))
        near = self._neighbours(note, rng)
        same = rng.random(count) < 0.2
        other = np.where(same, note, np.where(rng.random(count) < 0.7, near, other))
        moved = np.where(same, semitones, self._semitones(other, rng))
        there = (kind == 0) & (rng.random(count) < 0.5)
        level_db = _fade(self._t - begin_s[:, None] - rng.uniform(-0.03, 0.012, (count, 1)), rng)
        level_db = np.where(there[:, None], level_db, -200.0)
        y = self._play(other, moved, begin_s, rng.uniform(0.1, 0.9, count), np.zeros(count, np.bool_), rng)
        y *= gain[:, None] * 10 ** ((level_db + rng.normal(0.0, 4.0, (count, 1))) / 20)
        return y, other, moved, level_db

    def _neighbours(self, note: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
        """Another note of the same library and instrument for each [B]."""
        order = np.argsort(self.pool.group, kind="stable")
        first = np.searchsorted(self.pool.group[order], self.pool.group[note])
        count = np.bincount(self.pool.group)[self.pool.group[note]]
        return np.asarray(order[first + (rng.random(len(note)) * count).astype(np.int64)])

    def _noise(self, kind: NDArray[np.int64], note: NDArray[np.int64], gain: Floats, rng: np.random.Generator) -> NDArray[np.float64]:
        """White noise of a converter under every scene, and other noise under some: [B, LENGTH]."""
        count = len(note)
        white_db = rng.uniform(-95.0, -68.0, count)
        y = 10 ** (white_db[:, None] / 20) * rng.standard_normal((count, LENGTH), dtype=np.float32)
        loud_db = 20 * np.log10(gain) + self._level_db(note)
        other_db = np.where(kind == 3, rng.uniform(-85.0, -25.0, count), loud_db - rng.uniform(0.0, 45.0, count))
        other_db = np.where(rng.random(count) < 0.45, other_db, -200.0)
        colour, at = rng.integers(0, len(self._noises), count), rng.integers(0, self._noises.shape[1] - LENGTH, count)
        return np.asarray(y + 10 ** (other_db[:, None] / 20) * self._noises[colour[:, None], at[:, None] + np.arange(LENGTH)])

    def _level_db(self, note: NDArray[np.int64]) -> NDArray[np.float64]:
        """Level of the notes [B] at a gain of 1, about."""
        return np.asarray(20 * np.log10(self.pool.scale[note] * 32767.0) - 12.0)

    def _heard(
        self, kind: NDArray[np.int64], since_s: Floats, own: NDArray[np.int64], other: NDArray[np.int64], fade_db: Floats, other_db: Floats,
        recorded: NDArray[np.bool_],
    ) -> NDArray[np.int64]:  # fmt: skip
        """Place of the pitch that is heard [B, ENDS]."""
        before = np.where(other_db > _FADED_DB, other, np.where(other_db > _GONE_DB, UNSURE, self._none))
        unsure = (recorded & (since_s > -0.025)) | (other_db > -199.0) & (since_s > -0.004)
        begins = np.where(since_s >= 0.001, own, np.where(unsure & (since_s <= 0.001) & (since_s > -0.025), UNSURE, before))
        ended = np.where(fade_db > _FADED_DB, own, np.where(fade_db > _GONE_DB, UNSURE, self._none))
        return np.asarray(np.select([kind == 0, kind == 1, kind == 2], [begins, np.broadcast_to(own, begins.shape), ended], self._none))

    def _moments(
        self, y: Array, ends: NDArray[np.int64], pitch: NDArray[np.int64], age_s: Floats, note: NDArray[np.int64], kind: NDArray[np.int64],
        told: NDArray[np.bool_], own: NDArray[np.int64],
    ) -> Moments:  # fmt: skip
        n = round(REACH_S * RATE)
        windows = np.lib.stride_tricks.sliding_window_view(y, n, axis=1)[np.arange(len(y))[:, None], ends - n]
        vocabulary = self.experiment.vocabulary
        labels = np.repeat(self.pool.labels[note][:, None], ENDS, axis=1)
        if vocabulary.velocity:
            labels[~told, :, vocabulary.names.index(vocabulary.velocity)] = MISSING
        labels[pitch != own] = MISSING
        age, toward = np.full(pitch.shape, MISSING, np.int64), np.zeros(pitch.shape, np.float32)
        if vocabulary.ages:
            at, fraction = positions(vocabulary.ages, vocabulary, np.maximum(age_s, 0.0).ravel())
            sounding, alone = pitch == own, np.isin(kind, (0, 1))[:, None] & (age_s >= 0.0)
            age = np.where(sounding & alone, at.reshape(pitch.shape).astype(np.int64), MISSING)
            toward = np.where(sounding & alone, fraction.reshape(pitch.shape), 0.0)
            age[pitch == self._none] = vocabulary.label(vocabulary.ages.label).index(vocabulary.ages.silence)
        flat = len(y) * ENDS
        return Moments(windows.reshape(flat, n), pitch.ravel(), labels.reshape(flat, -1), age.ravel(), toward.ravel().astype(np.float32))


def _gains(count: int, rng: np.random.Generator) -> tuple[Array, NDArray[np.bool_]]:
    """Gains [B], and whether the level still tells the dynamics [B]: mostly a player has set the input."""
    told = rng.random(count) < 0.75
    gain_db = np.where(told, rng.normal(0.0, 2.5, count), rng.uniform(-38.0, 8.0, count))
    return np.asarray(10 ** (gain_db / 20), np.float32), told


def _scoop(since_s: NDArray[np.float64], begins: NDArray[np.bool_], rng: np.random.Generator) -> NDArray[np.float64]:
    """By how many seconds [B, T] notes are ahead that begin off their pitch and glide to it."""
    count = len(since_s)
    cents = np.where(begins & (rng.random(count) < _SCOOPED), rng.uniform(*_SCOOP_CENTS, count), 0.0)[:, None]
    slow_s = rng.uniform(*_SCOOP_S, (count, 1))
    return np.asarray(np.log(2.0) / 1200.0 * cents * slow_s * -np.expm1(-np.maximum(since_s, 0.0) / slow_s))


def _fade(since_s: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """Levels in dB [B, T] of notes that end at 0 s: a quick fall, and the slow one of a room or a string."""
    count = len(since_s)
    quick, slow = rng.uniform(0.003, 0.05, (count, 1)), rng.uniform(0.05, 0.5, (count, 1))
    share = 10 ** (-rng.uniform(6.0, 45.0, (count, 1)) / 20)
    t = np.maximum(since_s, 0.0)
    return np.asarray(20 * np.log10((1 - share) * np.exp(-t / quick) + share * np.exp(-t / slow) + 1e-10))


def _noises(rng: np.random.Generator) -> NDArray[np.float32]:
    """Ten seconds each of white, pink and brown noise, RMS 1: [3, T]."""
    n = 10 * RATE
    hz = np.maximum(np.fft.rfftfreq(n, 1 / RATE), 20.0)
    made = [np.fft.irfft(np.fft.rfft(rng.standard_normal(n)) * hz ** (-power / 2), n) for power in (0.0, 1.0, 2.0)]
    return np.stack([y / np.sqrt(np.mean(np.square(y))) for y in made]).astype(np.float32)
