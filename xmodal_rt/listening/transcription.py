"""A sound file heard as the microphone would be: its notes, as a table, a MIDI file, or a picture."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError
from xmodal_rt.listening import midi_file
from xmodal_rt.listening.ears import ear_of
from xmodal_rt.listening.notes import HeardNote, notes, player, players, velocity
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.model.vocabulary import Vocabulary

GENERAL_MIDI = {
    "flute": 73, "piano": 0, "alto_sax": 65, "trumpet": 56, "violin": 40, "alto_flute": 73, "oboe": 68, "clarinet": 71, "bassoon": 70,
    "soprano_sax": 64, "tenor_sax": 66, "baritone_sax": 67, "horn": 60, "trombone": 57, "viola": 41, "cello": 42,
}  # fmt: skip
"""programs of instruments that a vocabulary may name"""
AFTER_S = 0.25
"""silence after the end of a file, so that its last note ends as well"""
_RATE = 48000
_CHANNELS = tuple(channel for channel in range(16) if channel != midi_file.DRUMS)
"""all but that of the drums"""


@dataclass(frozen=True)
class Transcription:
    """Notes of one sound of `seconds`, and the vocabulary that their class indices belong to."""

    notes: Sequence[HeardNote]
    vocabulary: Vocabulary
    seconds: float


def transcribe(model: Checkpoint, y: NDArray[np.float32], sr: int) -> Transcription:
    """Hear y [n] at sample rate `sr` in Hz."""
    ear = ear_of(model, sr)
    events = ear.feed(np.concatenate([y, np.zeros(round(AFTER_S * sr), np.float32)]))
    return Transcription(notes(events, len(y) / sr), model.config.vocabulary, len(y) / sr)


def read(path: Path, model: Checkpoint) -> tuple[NDArray[np.float32], int]:
    """Read a sound file, mixed to mono: y [n] and its rate, brought to 48 kHz where the model's grid does not fit it.

    Raises
    ------
    ParameterError
        If it is no sound file that can be read.
    """
    y, sr = read_mono(path)
    try:
        model.config.analysis.n_fft(sr)
    except ParameterError:
        return resampled(y, sr, _RATE), _RATE
    return y, sr


def read_mono(path: Path) -> tuple[NDArray[np.float32], int]:
    """Read a sound file, mixed to mono: y [n] and its own rate; errors as those of `read`."""
    import soundfile

    try:
        y, sr = soundfile.read(path, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise ParameterError(f"{path} cannot be read ({error}); give a WAV, FLAC, AIFF, OGG or MP3 file") from error
    return y.mean(axis=1), sr


def resampled(y: NDArray[np.float32], sr: int, wanted: int) -> NDArray[np.float32]:
    """Return y [n] at the rate that is wanted."""
    import soxr

    return y if sr == wanted else np.asarray(soxr.resample(y, sr, wanted), np.float32)


def table(heard: Transcription) -> str:
    """CSV: onset_s, offset_s, midi, cents, confidence, of a mixture the source, then a column with the class of each label."""
    labels, parts = heard.vocabulary.labels, heard.vocabulary.parts
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    source = ["source"] if parts else []
    writer.writerow(["onset_s", "offset_s", "midi", "cents", "confidence", *source, *(label.name for label in labels)])
    for n in heard.notes:
        names = [label.word(i) if i >= 0 else "" for label, i in zip(labels, n.classes, strict=True)]
        told = f"{max(0.0, n.onset_s):.4f}", f"{n.offset_s:.4f}", n.midi, f"{n.cents:.1f}", f"{n.confidence:.3f}"
        writer.writerow([*told, *([parts[n.source].name] if parts else []), *names])
    return out.getvalue()


def midi(heard: Transcription) -> bytes:
    """Write a Standard MIDI File: a channel per instrument that is heard, velocities from the dynamics.

    Of more than fifteen instruments, the sixteenth and later ones share the channels, and so the programs, of the first.
    """
    vocabulary = heard.vocabulary
    named = players(vocabulary)
    heard_as = [named[player(vocabulary, note)] for note in heard.notes]
    channels = {name: _CHANNELS[i % len(_CHANNELS)] for i, name in enumerate(dict.fromkeys(heard_as))}
    played = [
        midi_file.Played(max(0.0, n.onset_s), max(0.0, n.offset_s), n.midi, velocity(vocabulary, n.classes, n.source), channels[name])
        for n, name in zip(heard.notes, heard_as, strict=True)
    ]
    first = list(channels.items())[: len(_CHANNELS)]
    return midi_file.write(played, {channel: GENERAL_MIDI.get(name, 0) for name, channel in first})
