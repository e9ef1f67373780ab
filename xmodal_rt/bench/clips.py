"""Sounds whose notes are known: isolated notes, phrases, a SoundFont's notes, silence and noise."""

import csv
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError
from xmodal_rt.listening import fluidsynth, midi_file
from xmodal_rt.listening.transcription import GENERAL_MIDI, read_mono, resampled
from xmodal_rt.model.vocabulary import SILENT, Vocabulary

Floats = NDArray[np.float32]
Item = TypeVar("Item")

SR = 48000
LEAD_S = 1.0
"""room before an isolated note, in which a tracker may find its gate"""
TAIL_S = 0.3
ROOM_DB = -80.0
"""RMS level of the white noise under every clip: no microphone is silent"""
ONSET_DB = -18.0
"""a recorded note begins where its level first comes this near to its maximum"""
FF_DB = -14.0
"""level of the loudest notes of each instrument: as if its player had set the input"""
RANGES = {"flute": (59, 96), "piano": (21, 108), "alto_sax": (49, 81), "trumpet": (52, 87), "violin": (55, 93)}
"""lowest and highest pitch that a SoundFont is asked for"""
VELOCITIES = (32, 74, 116)
_HOLD_S, _SLOT_S = 1.0, 1.8
_NAME = re.compile(r"(?P<instrument>[^_]+(?:_[^_]+)*)__(?P<midi>\d+)__(?P<dynamics>\w+?)__(?P<take>.+)")


@dataclass(frozen=True)
class TrueNote:
    """A note that is known to sound: seconds, MIDI pitch; class names, "" where unknown."""

    onset_s: float
    offset_s: float
    midi: int
    dynamics: str = ""
    instrument: str = ""
    checked: bool = True
    """False: it sounds, but when or what is not certain"""


@dataclass(frozen=True)
class Clip:
    """A sound y [n] at `SR`, and its notes: one that stands alone, or a `phrase` of any number.

    `group` is what shares a gain: an instrument of a library.
    """

    name: str
    y: Floats = field(repr=False)
    notes: tuple[TrueNote, ...]
    group: str = ""
    phrase: bool = False


def spread(items: Sequence[Item], limit: int) -> list[Item]:
    """Return at most `limit` of the items, evenly spread over them; 0: all."""
    if not items or not limit:
        return list(items)
    return [items[i] for i in np.unique(np.linspace(0, len(items) - 1, limit).astype(int))]


def folder(path: Path, vocabulary: Vocabulary, limit: int = 0, seconds: float = 4.0) -> list[Clip]:
    """Read isolated notes, named Instrument__MIDI__dynamics__take, and phrases with a CSV of notes beside them.

    At most `limit` isolated notes, spread over the folder (0: all), and so many `seconds` of each.

    Raises
    ------
    ParameterError
        If there is neither.
    """
    paths = sorted(p for p in path.rglob("*") if p.suffix.lower() in (".flac", ".wav"))
    phrases = [p for p in paths if _score_of(p)]
    named = [p for p in paths if p not in phrases and _NAME.fullmatch(p.stem)]
    if not phrases and not named:
        raise ParameterError(f"{path} holds no notes; name files Instrument__MIDI__dynamics__take.flac, or put a CSV of notes beside each")
    return [_phrase(p) for p in phrases] + leveled([_note(p, vocabulary, seconds) for p in spread(named, limit)])


def read(path: Path) -> Floats:
    """Read a sound file, mixed to mono, at `SR`."""
    return resampled(*read_mono(path), SR)


def _score_of(path: Path) -> Path | None:
    found = [path.with_suffix(suffix) for suffix in (".csv", ".auto.csv") if path.with_suffix(suffix).is_file()]
    return found[0] if found else None


def _phrase(path: Path) -> Clip:
    score = _score_of(path)
    assert score is not None  # only files with one are taken for phrases
    with score.open(newline="") as file:
        rows = list(csv.DictReader(file))
    notes = [
        TrueNote(float(r["onset_s"]), float(r["offset_s"]), round(float(r["midi"])), checked=r.get("agrees", "1") == "1") for r in rows
    ]
    return Clip(path.stem, read(path), tuple(notes), path.stem, phrase=True)


def _note(path: Path, vocabulary: Vocabulary, seconds: float) -> Clip:
    match = _NAME.fullmatch(path.stem)
    assert match is not None  # only such files are taken for notes
    y = read(path)[: int(seconds * SR)]
    fade = min(len(y), SR // 20)
    y[len(y) - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)
    dynamics = _class(vocabulary.label("dynamics").classes if "dynamics" in vocabulary.names else (), match["dynamics"])
    instrument = _class(instruments(vocabulary), match["instrument"])
    note = TrueNote(LEAD_S + onset_s(y), LEAD_S + len(y) / SR, int(match["midi"]), dynamics, instrument)
    library = re.split(r"[-\d]", match["take"])[0]
    return Clip(path.stem, _in_room(y), (note,), f"{match['instrument']} {library}")


def instruments(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Names of the instruments that may be told, those of all parts of a mixture."""
    labels = [part.presence for part in vocabulary.parts] or [name for name in vocabulary.names if name == "instrument"]
    return tuple(name for label in labels for name in vocabulary.label(label).classes if name != SILENT)


def _class(classes: Sequence[str], word: str) -> str:
    """Name of the class that `word` means in any spelling, or ""."""
    return next((name for name in classes if name.replace("_", "") == word.lower().replace("_", "")), "")


def onset_s(y: Floats) -> float:
    """Second at which the level (RMS over 2.5 ms) first comes within `ONSET_DB` of its maximum over 0.6 s."""
    n = SR // 400
    start = y[: int(0.6 * SR)]
    power = np.square(np.pad(start, (0, -len(start) % n)).reshape(-1, n)).mean(axis=1)
    return float(n * int((power > power.max() * 10 ** (ONSET_DB / 10)).argmax()) / SR)


def _in_room(y: Floats) -> Floats:
    return np.pad(y, (int(LEAD_S * SR), int(TAIL_S * SR)))


def leveled(clips: Sequence[Clip]) -> list[Clip]:
    """Bring the loudest twentieth of each group to `FF_DB`, RMS over 50 ms, and put the room under every clip."""
    rng, groups = np.random.default_rng(3), {clip.group for clip in clips}
    levels = {name: np.percentile([_loudest_db(c.y) for c in clips if c.group == name], 95) for name in groups}
    return [replace(c, y=c.y * np.float32(10 ** ((FF_DB - levels[c.group]) / 20)) + noise(len(c.y), ROOM_DB, rng, 0.0)) for c in clips]


def _loudest_db(y: Floats) -> float:
    n = SR // 20
    blocks = np.pad(y, (0, -len(y) % n)).reshape(-1, n)
    return float(10 * np.log10(np.square(blocks).mean(axis=1).max() + 1e-12))


def soundfont(path: Path, vocabulary: Vocabulary, limit: int = 0) -> list[Clip]:
    """Isolated notes of a SoundFont's General MIDI instruments, as far as the vocabulary names them, in three velocities.

    Raises
    ------
    ParameterError
        If FluidSynth is missing or fails.
    """
    known, clips = instruments(vocabulary), list[Clip]()
    for name in [name for name in RANGES if name in known]:
        low, high = RANGES[name]
        every = [(midi, velocity) for midi in range(low, high + 1) for velocity in VELOCITIES]
        share = max(1, limit // len(RANGES)) if limit else 0
        clips += _rendered(path, name, spread(every, share), vocabulary)
    return leveled(clips)


def _rendered(path: Path, name: str, played: list[tuple[int, int]], vocabulary: Vocabulary) -> list[Clip]:
    notes = [midi_file.Played(i * _SLOT_S, i * _SLOT_S + _HOLD_S, m, v) for i, (m, v) in enumerate(played)]
    y, clips = play(path, notes, GENERAL_MIDI[name]), list[Clip]()
    classes = vocabulary.label(vocabulary.velocity).classes if vocabulary.velocity else ()
    for i, (midi, velocity) in enumerate(played):
        sound = y[int(i * _SLOT_S * SR) :][: int((_SLOT_S - 0.05) * SR)]
        if np.abs(sound).max(initial=0.0) < 1e-4:
            continue  # some SoundFonts have nothing at the ends of their range
        dynamics = classes[velocity * len(classes) // 128] if classes else ""
        note = TrueNote(LEAD_S, LEAD_S + _HOLD_S, midi, dynamics, name)
        clips.append(Clip(f"{name}__{midi:03d}__{velocity}__{path.stem}", _in_room(sound), (note,), f"{name} {path.stem}"))
    return clips


def play(soundfont: Path, notes: Sequence[midi_file.Played], program: int) -> Floats:
    """Play notes without reverberation: y [n] at `SR`.

    Raises
    ------
    ParameterError
        If FluidSynth is missing or fails.
    """
    with tempfile.TemporaryDirectory() as work:
        sound = Path(work) / "notes.wav"
        fluidsynth.render(soundfont, midi_file.write(notes, {0: program}), sound, SR)
        return read(sound)


def noise(n: int, level_db: float, rng: np.random.Generator, slope_db: float = 3.0) -> Floats:
    """Noise [n] of an RMS level, whose power falls by `slope_db` per octave: 0 is white, 3 pink."""
    spectrum = np.fft.rfft(rng.standard_normal(n))
    spectrum *= np.maximum(np.arange(len(spectrum)), max(1.0, 20.0 * n / SR)) ** (-slope_db / 6.0206)
    y = np.fft.irfft(spectrum, n)
    return np.asarray(y * 10 ** (level_db / 20) / np.sqrt(np.mean(np.square(y))), np.float32)


def noisy(clip: Clip, snr_db: float, seed: int) -> Clip:
    """Return the clip under pink noise, so far below the level of its first note's first second."""
    note = clip.notes[0]
    sound = clip.y[int(note.onset_s * SR) :][: int(min(1.0, note.offset_s - note.onset_s) * SR)]
    level_db = 10 * np.log10(np.mean(np.square(sound, dtype=np.float64)) + 1e-12)
    return replace(clip, y=clip.y + noise(len(clip.y), level_db - snr_db, np.random.default_rng(seed)))
