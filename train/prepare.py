"""From audio to frames: tuned, levelled, analysed and laid into a memory map, once per configuration."""

import hashlib
import json
import shutil
import sys
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from train import screen, store
from train.ages import Moments, moments
from train.config import Experiment, to_dict
from train.sources import Note, Skipped, find, kind, summary, table
from train.sources.note import mono
from train.tuning import detune_cents, retune
from xmodal_rt.errors import ConfigError
from xmodal_rt.model.analysis import Array

FORMAT = 2


@dataclass(frozen=True)
class Measured:
    """What the first pass finds: detuning in cents, and level in dB of the note as delivered."""

    cents: float
    level_db: float


def prepare(experiment: Experiment, cache: Path, quiet: bool = False) -> Path:
    """Prepare all frames of the experiment below `cache`, or find them there; return their folder.

    The folder holds ``frames.f16`` [N, F], ``index.npz`` (per frame: note, age, silence; per note: labels),
    ``notes.json``, and ``skipped.csv``, the files that are left out, with the reason.

    Raises
    ------
    ConfigError
        If a source is missing, or nothing of it is of use.
    """
    folder = cache / fingerprint(experiment)
    if not (folder / "notes.json").is_file():
        _make(folder, experiment, quiet)
    if not quiet:
        tqdm.write(report(folder), file=sys.stderr)  # standard output may be for JSON
    return folder


def report(folder: Path) -> str:
    """Say in a line what a prepared folder holds, and what was left out."""
    notes, skipped = len(json.loads((folder / "notes.json").read_text())), store.read_skipped(folder)
    left = f"; {len(skipped)} left out ({summary(skipped)}), listed in {folder / store.SKIPPED}" if skipped else ""
    return f"{notes} notes{left}"


def _make(folder: Path, experiment: Experiment, quiet: bool) -> None:
    """Write the folder, in one move."""
    work = folder.with_suffix(".part")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    found = find(experiment, work)
    measured = [(note, _measure(note, experiment)) for note in tqdm(found.notes, "measure", disable=quiet)]
    kept = [(note, result) for note, result in measured if isinstance(result, Measured)]
    skipped = [*found.skipped, *(result for _, result in measured if isinstance(result, Skipped))]
    listed = store.write_skipped(work, skipped)
    for source in experiment.sources:
        if not any(note.source == source.name for note, _ in kept):
            left = [item for item in skipped if item.source == source.name]
            message = f"source {source.name!r} has no note of use ({summary(left)}; the last: {left[-1]})"
            raise ConfigError(f"{message}; see {listed}, and mend the files or change [screen]")
    _write(work, kept, experiment, quiet)
    for rendered in (*work.glob("*.wav"), *work.glob("*.mid")):
        rendered.unlink()
    work.rename(folder)


def fingerprint(experiment: Experiment) -> str:
    """Hash of all that decides the frames: configuration, tables, and the files' names and sizes."""
    settings = to_dict(experiment)
    parts = {key: settings[key] for key in ("analysis", "grid", "screen", "vocabulary", "balance", "seed")}
    parts["sources"] = [
        {key: value for key, value in source.items() if key not in ("weight", "level_only", "licence")} for source in settings["sources"]
    ]
    for source in experiment.sources:
        root = Path(source.path)
        files = sorted(root.rglob("*")) if root.is_dir() else [root]
        parts[f"files of {source.name}"] = [(f.name, f.stat().st_size) for f in files if f.is_file()]
        if kind(source) == "table" and table.manifest(source).is_file():
            parts[f"table of {source.name}"] = hashlib.sha256(table.manifest(source).read_bytes()).hexdigest()
    text = json.dumps([FORMAT, parts], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _measure(note: Note, experiment: Experiment) -> Measured | Skipped:
    """Measure a note, or say why it is of no use."""
    grid, read = experiment.grid, screen.read(note)
    if isinstance(read, screen.Fault):
        return Skipped(note.source, note.file, *read)
    fault = screen.fault(*read, note, experiment.screen)
    if fault is not None:
        return Skipped(note.source, note.file, *fault)
    y = mono(*read, grid.sr)
    begin = int((note.onset_s or 0.0) * grid.sr)
    held = y[begin : begin + grid.sr]
    cents = 0.0
    if note.midi is not None and grid.tuning_cents:
        cents = detune_cents(held[int(0.05 * grid.sr) :] if len(held) > 0.2 * grid.sr else held, grid.sr, note.midi, grid.tuning_cents)
    return Measured(cents, screen.loudness_db(held, grid.sr))


def _gains(pairs: list[tuple[Note, Measured]], experiment: Experiment) -> list[float]:
    """Gain in dB per note: each library, class of `balance` and dynamics goes to its level, its notes nearer to each other."""
    grid, vocabulary = experiment.grid, experiment.vocabulary
    if not grid.levels_db or vocabulary.velocity is None:
        return [0.0] * len(pairs)
    classes = vocabulary.label(vocabulary.velocity).classes
    groups: dict[tuple[str, int | None, int | None], list[float]] = defaultdict(list)
    keys = [(n.library, n.labels.get(experiment.balance), n.labels.get(vocabulary.velocity)) for n, _ in pairs]
    for key, (_, measured) in zip(keys, pairs, strict=True):
        groups[key].append(measured.level_db)
    targets = {key: grid.level_db("" if key[2] is None else classes[key[2]]) for key in groups}
    middles = {key: float(np.median(levels)) for key, levels in groups.items()}
    even = grid.evenness
    return [targets[k] - even * m.level_db - (1 - even) * middles[k] for k, (_, m) in zip(keys, pairs, strict=True)]


def _write(work: Path, pairs: list[tuple[Note, Measured]], experiment: Experiment, quiet: bool) -> None:
    gains = _gains(pairs, experiment)
    with store.Writer(work) as writer:
        for i, (note, measured) in enumerate(tqdm(pairs, "analyse", disable=quiet)):
            writer.append(i, *_analyse(note, measured, gains[i], experiment))
        labels = np.array([[n.labels.get(name, -1) for name in experiment.vocabulary.names] for n, _ in pairs], np.int16)
        writer.finish(labels, [{**_record(n), **asdict(m), "gain_db": g} for (n, m), g in zip(pairs, gains, strict=True)])


def _analyse(note: Note, measured: Measured, gain_db: float, experiment: Experiment) -> tuple[Array, Moments]:
    """Frames [T, F] of one note, and the moments that they describe."""
    sr = experiment.grid.sr
    y = retune(note.audio(sr), sr, measured.cents) * np.float32(10 ** (gain_db / 20))
    when = moments(y, note, 2.0 ** (measured.cents / 1200.0), experiment)
    frames = experiment.analysis.frames(y, sr, when.centres)
    return frames, when.heard(y, sr, experiment)


def _record(note: Note) -> dict[str, object]:
    return {"source": note.source, "library": note.library, "name": note.name, "key": note.key, "midi": note.midi}
