"""The notes of a training, and others of its SoundFonts, as one long row of samples from which scenes are cut."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from train import screen
from train.ages import onset
from train.config import Experiment
from train.config_data import Source
from train.dataset import MISSING
from train.sources import Note, find, kind, soundfont
from train.splits import Split
from train.tuning import detune_cents
from xmodal_rt.listening.newest import pitches
from xmodal_rt.model.analysis import Array

SR = 48000
"""of the pool; a scene takes every second sample, or so"""
TOP_HZ = 11000.0
BEFORE_S, AFTER_S = 0.2, 1.7
"""kept of each note, around its onset"""
FF_DB = -14.0
"""level of the loudest notes of each instrument of a library, as if its player had set the input"""
ROOM = 0.35
"""share of the notes that are played in a room"""
OTHERS = {
    4: (28, 100), 6: (29, 89), 11: (53, 89), 24: (40, 84), 41: (48, 88), 42: (36, 76), 46: (24, 103), 57: (40, 72), 60: (41, 77),
    64: (56, 88), 67: (36, 69), 68: (58, 91), 70: (34, 72), 74: (60, 96),
}  # fmt: skip
"""General MIDI programs, and their pitches, that are heard for their pitch alone: what sounds is not always one of the five"""
_SLOT_S, _HOLD_S = 2.1, 1.7


@dataclass(frozen=True)
class Pool:
    """Notes [N]: their samples lie one after the other in `sound` [T].

    `start`, `onset` and `stop` are places in it, `scale` makes amplitudes of its integers at the level of
    a player who has set the input, `ratio` is the speed at which a note is in tune, `labels` [N, labels]
    are classes, and `share` [N] the cumulative chance of being drawn.
    """

    sound: NDArray[np.int16]
    start: NDArray[np.int64]
    onset: NDArray[np.int64]
    stop: NDArray[np.int64]
    scale: NDArray[np.float32]
    ratio: NDArray[np.float64]
    midi: NDArray[np.int64]
    labels: NDArray[np.int64]
    recorded: NDArray[np.bool_]
    group: NDArray[np.int64]
    share: NDArray[np.float64]


def gather(experiment: Experiment, quiet: bool = False) -> Pool:
    """Read the notes that the experiment trains on, and render others."""
    at_rate = replace(experiment, grid=replace(experiment.grid, sr=SR))
    rng = np.random.default_rng([experiment.seed, 80])
    with tempfile.TemporaryDirectory() as work:
        notes = [*_heard(at_rate, Path(work)), *_others(at_rate, Path(work), rng)]
        cut = [_cut(note, at_rate, rng) for note in tqdm(notes, "read", disable=quiet)]
    return _laid(notes, cut, at_rate)


def _heard(experiment: Experiment, work: Path) -> Iterator[Note]:
    """Find notes of known pitch on the training's side of the split, those of no use left out."""
    notes = find(experiment, work).notes
    table = [{"name": n.name, "key": n.key, "library": n.library} for n in notes]
    split = Split.parse(experiment.split)
    held_out = split.held_out(table, np.arange(len(notes), dtype=np.int32), experiment.held_out, experiment.seed)
    for note, apart in zip(notes, held_out, strict=True):
        read = screen.read(note)
        if not apart and note.midi is not None and not isinstance(read, screen.Fault) and not screen.fault(*read, note, experiment.screen):
            yield note


def _others(experiment: Experiment, work: Path, rng: np.random.Generator) -> Iterator[Note]:
    """Render notes of other instruments of the SoundFonts."""
    known = pitches(experiment.vocabulary)
    for source in experiment.sources:
        for program, (low, high) in OTHERS.items() if kind(source) == "soundfont" else ():
            yield from _rendered(source, program, [midi for midi in range(low, high + 1) if midi in known], work, rng)


def _rendered(source: Source, program: int, scale: list[int], work: Path, rng: np.random.Generator) -> Iterator[Note]:
    played = [(midi, int(rng.integers(40, 128))) for midi in scale]
    path = work / f"{source.name}-{program}-others.wav"
    soundfont.render(replace(source, hold_s=_HOLD_S), program, played, _SLOT_S, path, SR)
    for i, (midi, _) in enumerate(played):
        start, frames = round(i * _SLOT_S * SR), round(_SLOT_S * SR)
        yield Note(source.name, f"program {program}", f"{program}-{midi}", path, {}, midi, start, frames, soundfont.LEAD_S)


def _cut(note: Note, experiment: Experiment, rng: np.random.Generator) -> tuple[Array, int, float, float]:
    """Return samples around the onset, place of the onset in them, level in dB, cents off."""
    y = note.audio(SR)
    begins = round(onset(y, experiment.grid, note.onset_s) * SR) if note.onset_s is None else round(note.onset_s * SR)
    first = begins - round(BEFORE_S * SR)
    kept = np.pad(y, (max(0, -first), 0))[max(0, first) :][: round((BEFORE_S + AFTER_S) * SR)]
    held = y[begins : begins + SR]
    assert note.midi is not None  # only such notes are gathered
    cents = detune_cents(held[SR // 20 :], SR, note.midi, experiment.grid.tuning_cents) if len(held) > SR // 5 else 0.0
    return _in_room(kept, rng), round(BEFORE_S * SR), screen.loudness_db(y, SR), cents


def _in_room(y: Array, rng: np.random.Generator) -> Array:
    """Cut off what lies above `TOP_HZ`; play some notes in a room whose sound is exponentially decaying noise."""
    n = 2 * len(y)
    spectrum = np.fft.rfft(y, n)
    if rng.random() < ROOM:
        t = np.arange(len(y)) / SR
        tail = rng.standard_normal(len(y)) * np.exp(-6.9 * t / rng.uniform(0.2, 1.2)) * (t > rng.uniform(0.001, 0.02))
        tail *= 10 ** (-rng.uniform(3.0, 20.0) / 20) / np.sqrt(np.square(tail).sum())
        spectrum *= 1.0 + np.fft.rfft(tail, n)
    hz = np.fft.rfftfreq(n, 1 / SR)
    return np.asarray(np.fft.irfft(spectrum * np.clip((TOP_HZ + 500.0 - hz) / 1000.0, 0.0, 1.0), n)[: len(y)], np.float32)


def _laid(notes: list[Note], cut: list[tuple[Array, int, float, float]], experiment: Experiment) -> Pool:
    """Lay the notes one after the other."""
    lengths = np.array([len(y) for y, *_ in cut])
    start = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    peaks = np.array([max(float(np.abs(y).max()), 1e-6) for y, *_ in cut])
    sound = np.concatenate([np.round(y * (32767.0 / peak)).astype(np.int16) for (y, *_), peak in zip(cut, peaks, strict=True)])
    names = experiment.vocabulary.names
    labels = np.array([[note.labels.get(name, MISSING) for name in names] for note in notes])
    balance = labels[:, names.index(experiment.balance)]
    group = np.unique([f"{note.library} {b}" for note, b in zip(notes, balance, strict=True)], return_inverse=True)[1]
    level_db = np.array([level for _, _, level, _ in cut])
    loudest_db = np.array([np.percentile(level_db[group == g], 95) for g in range(group.max() + 1)])
    midi = np.array([note.midi for note in notes])
    return Pool(
        sound, start, start + np.array([place for _, place, *_ in cut]), start + lengths,
        (peaks / 32767.0 * 10 ** ((FF_DB - loudest_db[group]) / 20)).astype(np.float32),
        2.0 ** (-np.array([cents for *_, cents in cut]) / 1200.0), midi, labels,
        np.array([note.onset_s is None for note in notes]), group, _shares(experiment, balance, [note.source for note in notes], midi),
    )  # fmt: skip


def _shares(experiment: Experiment, balance: NDArray[np.int64], sources: list[str], midi: NDArray[np.int64]) -> NDArray[np.float64]:
    """Cumulative chance of each note: classes of `balance` by their emphasis, others as much as one, then sources and pitches alike."""
    classes = (*experiment.vocabulary.label(experiment.balance).classes, "")
    source = np.unique(sources, return_inverse=True)[1]
    each = np.ones(len(midi))
    for kinds in ((balance, source, midi), (balance, source), (balance,)):
        which = np.unique(np.stack(kinds), axis=1, return_inverse=True)[1].ravel()
        each = each / np.bincount(which, each)[which]
    each *= np.array([experiment.emphasis.get(name, 1.0) for name in classes])[balance] * np.where(balance == MISSING, 2.0, 1.0)
    return np.asarray(np.cumsum(each) / each.sum())
