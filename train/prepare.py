"""From audio to frames: tuned, levelled, analysed and laid into a memory map, once per configuration."""

import hashlib
import json
import shutil
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from train.ages import Moments, moments
from train.config import Experiment, to_dict
from train.sources import Note, notes
from train.tuning import detune_cents, retune
from xmodal_rt.model.analysis import Array

FORMAT = 1
MUTE_DB = -100.0
"""notes below this level are left out: some SoundFonts have no sound at the ends of their range"""


@dataclass(frozen=True)
class Measured:
    """What the first pass finds: detuning in cents, and level in dB of the note as delivered."""

    cents: float
    level_db: float


def prepare(experiment: Experiment, cache: Path, quiet: bool = False) -> Path:
    """Prepare all frames of the experiment below `cache`, or find them there; return their folder.

    The folder holds ``frames.f16`` [N, F], ``index.npz`` (per frame: note, age, silence; per note:
    labels) and ``notes.json``.
    """
    folder = cache / fingerprint(experiment)
    if (folder / "notes.json").is_file():
        return folder
    work = folder.with_suffix(".part")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    measured = [(note, _measure(note, experiment)) for note in tqdm(notes(experiment, work), "measure", disable=quiet)]
    _write(work, [pair for pair in measured if pair[1].level_db > MUTE_DB], experiment, quiet)
    for rendered in (*work.glob("*.wav"), *work.glob("*.mid")):
        rendered.unlink()
    work.rename(folder)
    return folder


def fingerprint(experiment: Experiment) -> str:
    """Hash of all that decides the frames: configuration and the files' names and sizes."""
    table = to_dict(experiment)
    parts = {key: table[key] for key in ("analysis", "grid", "vocabulary", "balance", "seed")}
    parts["sources"] = [
        {key: value for key, value in source.items() if key not in ("weight", "level_only", "licence")} for source in table["sources"]
    ]
    for source in experiment.sources:
        root = Path(source.path)
        files = sorted(root.rglob("*")) if root.is_dir() else [root]
        parts[f"files of {source.name}"] = [(f.name, f.stat().st_size) for f in files if f.is_file()]
    text = json.dumps([FORMAT, parts], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _measure(note: Note, experiment: Experiment) -> Measured:
    grid = experiment.grid
    y = note.audio(grid.sr)
    begin = int((note.onset_s or 0.0) * grid.sr)
    held = y[begin : begin + grid.sr]
    cents = 0.0
    if note.midi is not None and grid.tuning_cents:
        cents = detune_cents(held[int(0.05 * grid.sr) :] if len(held) > 0.2 * grid.sr else held, grid.sr, note.midi, grid.tuning_cents)
    return Measured(cents, _loudness(held, grid.sr))


def _loudness(y: Array, sr: int) -> float:
    """RMS level in dB of the loudest 50 ms of `y` [T]."""
    n = sr // 20
    blocks = np.pad(y, (0, -len(y) % n)).reshape(-1, n)
    return float(10 * np.log10(np.square(blocks).mean(axis=1).max() + 1e-12))


def _gains(pairs: list[tuple[Note, Measured]], experiment: Experiment) -> list[float]:
    """Gain in dB per note: each library, class of `balance` and dynamics goes to its level, its notes nearer to each other."""
    grid, vocabulary = experiment.grid, experiment.vocabulary
    if not grid.levels_db or vocabulary.velocity is None:
        return [0.0] * len(pairs)
    middle = float(np.median(list(grid.levels_db.values())))
    classes = vocabulary.label(vocabulary.velocity).classes
    groups: dict[tuple[str, int | None, int | None], list[float]] = defaultdict(list)
    keys = [(n.library, n.labels.get(experiment.balance), n.labels.get(vocabulary.velocity)) for n, _ in pairs]
    for key, (_, measured) in zip(keys, pairs, strict=True):
        groups[key].append(measured.level_db)
    targets = {key: grid.reference_db + (middle if key[2] is None else grid.levels_db.get(classes[key[2]], middle)) for key in groups}
    middles = {key: float(np.median(levels)) for key, levels in groups.items()}
    even = grid.evenness
    return [targets[k] - even * m.level_db - (1 - even) * middles[k] for k, (_, m) in zip(keys, pairs, strict=True)]


def _write(work: Path, pairs: list[tuple[Note, Measured]], experiment: Experiment, quiet: bool) -> None:
    gains = _gains(pairs, experiment)
    owners: list[NDArray[np.int32]] = []
    parts: list[Moments] = []
    with (work / "frames.f16").open("wb") as out:
        for i, (note, measured) in enumerate(tqdm(pairs, "analyse", disable=quiet)):
            frames, when = _analyse(note, measured, gains[i], experiment)
            out.write(frames.astype(np.float16).tobytes())
            owners.append(np.full(len(frames), i, np.int32))
            parts.append(when)
    labels = np.array([[n.labels.get(name, -1) for name in experiment.vocabulary.names] for n, _ in pairs], np.int8)
    age, toward, silent, time_s = (np.concatenate([getattr(p, name) for p in parts]) for name in ("age", "toward", "silent", "time_s"))
    note = np.concatenate(owners)
    np.savez(work / "index.npz", note=note, labels=labels, age=age, toward=toward, silent=silent, time_s=time_s)
    table = [{**_record(n), **asdict(m), "gain_db": g} for (n, m), g in zip(pairs, gains, strict=True)]
    (work / "notes.json").write_text(json.dumps(table))


def _analyse(note: Note, measured: Measured, gain_db: float, experiment: Experiment) -> tuple[Array, Moments]:
    """Frames [T, F] of one note, and the moments that they describe."""
    sr = experiment.grid.sr
    y = retune(note.audio(sr), sr, measured.cents) * np.float32(10 ** (gain_db / 20))
    when = moments(y, note, 2.0 ** (measured.cents / 1200.0), experiment)
    frames = experiment.analysis.frames(y, sr, when.centres)
    return frames, when.heard(y, sr, experiment)


def _record(note: Note) -> dict[str, object]:
    return {"source": note.source, "library": note.library, "name": note.name, "key": note.key, "midi": note.midi}
