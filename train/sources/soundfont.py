"""A SoundFont, played by FluidSynth: every pitch of every program in every class of the velocity label."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from train.config import Experiment
from train.config_data import Program, Source
from train.sources.note import Note, Skipped
from xmodal_rt.errors import ConfigError, ParameterError
from xmodal_rt.listening import fluidsynth, midi_file

LEAD_S = 0.1
"""silence before each rendered note, so that a frame before the onset sees nothing of the note before"""


def read(source: Source, experiment: Experiment, cache: Path) -> Iterator[Note | Skipped]:
    """Play a SoundFont: every pitch of every program in every class of the velocity label."""
    if not Path(source.path).is_file():
        message = f"the SoundFont of source {source.name!r}, {source.path}, is missing"
        raise ConfigError(f"{message}; install fluid-soundfont-gm, or name another with --data {source.name}=PATH")
    with Path(source.path).open("rb") as file:
        if file.read(12)[8:] != b"sfbk":  # FluidSynth would play silence without an error
            raise ConfigError(f"{source.path} is not a SoundFont; check the file, or name another with --data {source.name}=PATH")
    for word, program in source.programs.items():
        yield from _program(source, experiment, cache, word, program)


def _program(source: Source, experiment: Experiment, cache: Path, word: str, program: Program) -> Iterator[Note]:
    vocabulary, sr = experiment.vocabulary, experiment.grid.sr
    balance = {experiment.balance: vocabulary.label(experiment.balance).index(source.words.get(word, word))}
    steps = len(vocabulary.label(vocabulary.velocity).classes) if vocabulary.velocity else 1
    played = [(midi, step) for midi in range(program.low, program.high + 1) for step in range(steps)]
    rng = np.random.default_rng([experiment.seed, program.program])
    velocities = np.clip(np.round(127 * (np.array([s for _, s in played]) + rng.uniform(0.2, 0.8, len(played))) / steps), 1, 127)
    slot_s = source.hold_s + source.tail_s + 0.4
    path = cache / f"{source.name}-{word}.wav"
    render(source, program.program, [(m, int(v)) for (m, _), v in zip(played, velocities, strict=True)], slot_s, path, sr)
    for i, (midi, step) in enumerate(played):
        labels = balance | (vocabulary.pitch_values(midi) if vocabulary.pitch else {})
        labels |= {vocabulary.velocity: step} if vocabulary.velocity else {}
        name = f"{word}__{midi:03d}__{step}__{source.name}"
        region = {"start": round(i * slot_s * sr), "frames": round(slot_s * sr)}
        off_s = LEAD_S + source.hold_s
        yield Note(source.name, source.name, name, path, labels, midi, **region, onset_s=LEAD_S, off_s=off_s, file=name)


def render(source: Source, program: int, played: list[tuple[int, int]], slot_s: float, path: Path, sr: int) -> None:
    """Play (pitch, velocity) pairs one after the other, one per slot, without reverberation, into `path`.

    Raises
    ------
    ConfigError
        If FluidSynth is missing or fails.
    """
    try:
        fluidsynth.render(Path(source.path), score(program, played, slot_s, source.hold_s), path, sr)
    except ParameterError as error:
        raise ConfigError(str(error)) from error


def score(program: int, played: list[tuple[int, int]], slot_s: float, hold_s: float) -> bytes:
    """Write a Standard MIDI File in which each note starts `LEAD_S` into its slot."""
    times = ((i * slot_s + LEAD_S, i * slot_s + (LEAD_S + hold_s)) for i in range(len(played)))
    notes = [midi_file.Played(*when, *what) for when, what in zip(times, played, strict=True)]
    return midi_file.write(notes, {0: program}, end_s=len(played) * slot_s + 0.5)
