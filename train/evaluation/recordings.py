"""Whole recordings with an aligned score, frame by frame, as the reference implementation measured flute recordings."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import torch
from numpy.typing import NDArray

from train.ages import positions
from train.config import Experiment
from train.dataset import MISSING, label_vectors
from train.evaluation import measures, score
from train.evaluation.decoded import Classes, Distances, classes, distances
from train.models import CrossModalVAE
from train.sources.note import mono
from xmodal_rt.errors import ConfigError, ParameterError
from xmodal_rt.model.analysis import Array

HOP_S = 0.01
MARGIN_S = 0.02
"""what is left out at both ends of a note, since alignments are rarely surer"""


@dataclass(frozen=True)
class Excerpt:
    """Frames [N, F] of a recording within its notes, what is known of them [N, labels], their notes and times since onset [N]."""

    frames: Array
    known: Classes
    note: NDArray[np.int32]
    time_s: NDArray[np.float64]


def measure(model: CrossModalVAE, experiment: Experiment, folder: Path) -> dict[str, Any]:
    """Measure every recording in `folder` that has a score of the same name, and all of them together.

    Each gets one gain, by which its median note has the middle level. The instrument is the first part
    of the file name, where the vocabulary knows it; the dynamics that are played are fixed at the middle
    class, since scores do not tell them.

    Raises
    ------
    ConfigError
        If there is no such recording, or the vocabulary has no pitch, or no note of one of them.
    """
    if experiment.vocabulary.pitch is None:
        raise ConfigError("the checkpoint has no pitch labels, so no score tells its labels; leave out the recordings")
    found = {path.stem: path for path in sorted(folder.iterdir()) if path.suffix in (".flac", ".wav") and score.beside(path)}
    if not found:
        raise ConfigError(f"{folder} has no recording with a score; lay NAME.csv or NAME.mid beside NAME.flac")
    excerpts = {name: excerpt(path, experiment) for name, path in found.items()}
    figures = {name: _figures(model, experiment, part) for name, part in excerpts.items()}
    return {"all": _figures(model, experiment, _joined(list(excerpts.values()))), **figures}


def excerpt(path: Path, experiment: Experiment) -> Excerpt:
    """Read the frames of a recording within the notes of its score that the vocabulary can name.

    Raises
    ------
    ConfigError
        If there is no such frame.
    """
    sr = experiment.grid.sr
    read, rate = soundfile.read(path, dtype="float32", always_2d=True)
    y = mono(read, rate, sr)
    moments, rows, owner, levels = [], [], [], []
    for i, (note, labels) in enumerate(_named(path, len(y) / sr, experiment)):
        times = np.arange(MARGIN_S, note.offset_s - note.onset_s - MARGIN_S, HOP_S)
        moments.append(np.stack([note.onset_s + times, times], axis=1))
        rows.append(np.tile(labels, (len(times), 1)))
        owner.append(np.full(len(times), i, np.int32))
        sounding = y[int(note.onset_s * sr) : max(int(note.offset_s * sr), int(note.onset_s * sr) + 1)]
        levels.append(10 * np.log10(np.square(sounding).mean() + 1e-12))
    if not sum(map(len, moments)):
        raise ConfigError(f"the score of {path} has no note in it that the vocabulary names; check its pitches and times, or remove it")
    when = np.concatenate(moments)
    louder = np.float32(10 ** ((experiment.grid.level_db() - np.median(levels)) / 20))
    frames = experiment.analysis.frames(y * louder, sr, np.round(when[:, 0] * sr).astype(np.int64))
    return Excerpt(frames, np.concatenate(rows), np.concatenate(owner), when[:, 1])


def _named(path: Path, length_s: float, experiment: Experiment) -> Iterator[tuple[score.ScoreNote, list[int]]]:
    """Find the notes of a score whose pitch the vocabulary knows, as far as the recording lasts, with their classes [labels]."""
    vocabulary, beside = experiment.vocabulary, score.beside(path)
    assert beside is not None  # only called for those that have one
    instrument = _instrument(path.stem.split("__")[0], experiment)
    for note in score.read(beside):
        try:
            labels = vocabulary.pitch_values(note.midi) | instrument
        except ParameterError:
            continue
        if note.onset_s < length_s:
            yield note._replace(offset_s=min(note.offset_s, length_s)), [labels.get(name, MISSING) for name in vocabulary.names]


def _instrument(word: str, experiment: Experiment) -> dict[str, int]:
    words = {word: name for source in experiment.sources for word, name in source.words.items()}
    try:
        return {experiment.balance: experiment.vocabulary.label(experiment.balance).index(words.get(word, word))}
    except ParameterError:
        return {}


def _figures(model: CrossModalVAE, experiment: Experiment, part: Excerpt) -> dict[str, Any]:
    frames = torch.from_numpy(part.frames)
    unit = float((frames - frames.mean()).abs().max())
    with torch.inference_mode():
        z = model.encode_signal(frames)[0]
        blank = torch.zeros((len(frames), experiment.vocabulary.size))
        heard = classes(experiment.vocabulary, model.decode_symbol(z), blank)[0].numpy()
        both = (model.decode_signal(z), model.decode_signal(_symbol(model, experiment, part)))
        rebuilt, played = (Distances(*(t.double().numpy() for t in distances(frames, d, model.log_sigma, unit))) for d in both)
    whole = np.ones(len(frames), np.bool_)
    return {
        "notes": len(np.unique(part.note)), "frames": len(frames),
        "signal_to_symbol": measures.symbol(experiment.vocabulary, heard, part.known, part.note),
        "reconstruction": measures.signal(rebuilt, whole), "symbol_to_signal": measures.signal(played, whole),
    }  # fmt: skip


def _symbol(model: CrossModalVAE, experiment: Experiment, part: Excerpt) -> torch.Tensor:
    """Latents [N, D] of what is known, at its age, with the dynamics in the middle."""
    vocabulary, below = experiment.vocabulary, part.known.copy()
    if vocabulary.velocity:
        below[:, vocabulary.names.index(vocabulary.velocity)] = len(vocabulary.label(vocabulary.velocity).classes) // 2
    above, toward = below.copy(), np.zeros(len(below), np.float32)
    if vocabulary.ages:
        column = vocabulary.names.index(vocabulary.ages.label)
        age, toward = positions(vocabulary.ages, vocabulary, part.time_s)
        below[:, column], above[:, column] = age, age + (toward > 0)
    young, old = (model.encode_symbol(torch.from_numpy(label_vectors(vocabulary, labels)))[0] for labels in (below, above))
    return torch.lerp(young, old, torch.from_numpy(toward)[:, None])


def _joined(parts: list[Excerpt]) -> Excerpt:
    first = np.cumsum([0, *(int(part.note.max()) + 1 for part in parts)])
    notes = [part.note + np.int32(start) for part, start in zip(parts, first, strict=False)]
    frames, known, time_s = (np.concatenate([getattr(part, name) for part in parts]) for name in ("frames", "known", "time_s"))
    return Excerpt(frames, known, np.concatenate(notes), time_s)
