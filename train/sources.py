"""Where notes come from: a folder of recordings, or a SoundFont played by FluidSynth."""

import re
import shutil
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr

from train.config import Experiment, Program, Source
from xmodal_rt.errors import ConfigError, ParameterError
from xmodal_rt.model.analysis import Array


@dataclass(frozen=True)
class Note:
    """One isolated note: where its sound lies, and what is known of it."""

    source: str
    library: str
    name: str
    path: Path
    labels: dict[str, int]
    """class indices; a label that is not here is unknown"""
    midi: int | None
    start: int = 0
    frames: int = -1
    """region of the file in samples; -1 is all of it"""
    onset_s: float | None = None
    off_s: float | None = None
    """seconds from `start`, where they are known"""

    @property
    def key(self) -> str:
        """What may never stand on both sides of a split: library and labels, whatever the take."""
        labels = ",".join(f"{name}={index}" for name, index in sorted(self.labels.items()))
        return f"{self.library}:{labels}"

    def audio(self, sr: int) -> Array:
        """Read the note, mono, at sample rate `sr`: [T]."""
        y, rate = soundfile.read(self.path, self.frames, self.start, dtype="float32", always_2d=True)
        mono: Array = y.mean(axis=1)
        return mono if rate == sr else np.asarray(soxr.resample(mono, rate, sr), np.float32)


def notes(experiment: Experiment, cache: Path) -> list[Note]:
    """All notes of all sources; SoundFonts are rendered into `cache`.

    Raises
    ------
    ConfigError
        If a source is missing or holds no note of this vocabulary.
    """
    found: list[Note] = []
    for source in experiment.sources:
        reader = _soundfont if source.programs else _folder
        part = list(reader(source, experiment, cache))
        if not part:
            raise ConfigError(f"source {source.name!r} ({source.path}) has no note of this vocabulary; check its pattern and words")
        found += part
    return found


def _folder(source: Source, experiment: Experiment, _cache: Path) -> Iterator[Note]:
    """Find the notes of a folder, from their file names."""
    folder = Path(source.path)
    if not folder.is_dir():
        raise ConfigError(f"the folder of source {source.name!r}, {folder}, is missing; name another with --data {source.name}=PATH")
    pattern = re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(source.pattern)))
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".flac", ".wav")):
        match = pattern.fullmatch(path.stem)
        labels = match and _labels(match.groupdict(), source, experiment)
        if match is None or labels is None:
            continue
        midi = int(match["midi"]) if "midi" in match.groupdict() else None
        yield Note(source.name, _library(match.groupdict().get("take", ""), source), path.stem, path, labels, midi)


def _labels(fields: dict[str, str], source: Source, experiment: Experiment) -> dict[str, int] | None:
    """Class indices from the fields of a file name; None if the vocabulary has no word for one."""
    vocabulary, labels = experiment.vocabulary, dict[str, int]()
    try:
        for name in vocabulary.names:
            word = fields.get(name, source.missing)
            if word != source.missing:
                labels[name] = vocabulary.label(name).index(source.words.get(word, word))
        if "midi" in fields and vocabulary.pitch:
            labels |= vocabulary.pitch_values(int(fields["midi"]))
    except ParameterError:
        return None
    return labels


def _library(take: str, source: Source) -> str:
    for library in source.libraries:
        if take.startswith(library):
            return library
    return take.split("-")[0] or source.name


def _soundfont(source: Source, experiment: Experiment, cache: Path) -> Iterator[Note]:
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
        yield Note(source.name, source.name, name, path, labels, midi, **region, onset_s=LEAD_S, off_s=LEAD_S + source.hold_s)


LEAD_S = 0.1
"""silence before each rendered note, so that a frame before the onset sees nothing of the note before"""


def render(source: Source, program: int, played: list[tuple[int, int]], slot_s: float, path: Path, sr: int) -> None:
    """Play (pitch, velocity) pairs one after the other, one per slot, without reverberation, into `path`.

    Raises
    ------
    ConfigError
        If FluidSynth is missing or fails.
    """
    score = path.with_suffix(".mid")
    score.write_bytes(midi_file(program, played, slot_s, source.hold_s))
    if shutil.which("fluidsynth") is None:
        raise ConfigError("the command fluidsynth is missing; install it (Debian: apt install fluidsynth, macOS: brew install fluid-synth)")
    command = ["fluidsynth", "-ni", "-q", "-R", "0", "-C", "0", "-r", str(sr), "-g", "0.5", "-O", "float", "-T", "wav"]
    done = subprocess.run([*command, "-F", str(path), source.path, str(score)], capture_output=True, text=True, check=False)
    if done.returncode or not path.is_file():
        raise ConfigError(f"fluidsynth could not play {source.path} ({done.stderr.strip()[-200:]}); check the SoundFont")


def midi_file(program: int, played: list[tuple[int, int]], slot_s: float, hold_s: float) -> bytes:
    """Write a Standard MIDI File, format 0, one tick per millisecond: each note starts `LEAD_S` into its slot."""
    track = b"\x00\xff\x51\x03\x0f\x42\x40" + bytes([0, 0xC0, program])
    now = 0
    for i, (midi, velocity) in enumerate(played):
        for when, message in ((LEAD_S, [0x90, midi, velocity]), (LEAD_S + hold_s, [0x80, midi, 0])):
            tick = round(1000 * (i * slot_s + when))
            track += _variable(tick - now) + bytes(message)
            now = tick
    track += _variable(round(1000 * (len(played) * slot_s + 0.5)) - now) + b"\xb0\x7b\x00" + b"\x00\xff\x2f\x00"
    return b"MThd" + struct.pack(">IHHH", 6, 0, 1, 1000) + b"MTrk" + struct.pack(">I", len(track)) + track


def _variable(value: int) -> bytes:
    """Variable-length quantity of the Standard MIDI File: seven bits per byte, high bit on all but the last."""
    groups = [value & 0x7F]
    while value := value >> 7:
        groups.append((value & 0x7F) | 0x80)
    return bytes(reversed(groups))
