"""How soon and how truly what is heard is played again: `xmodal-rt bench mirror`.

A slow scale goes into the input of the whole instrument, on a private JACK server without a sound card,
and its output is recorded while `/listen/to voice` mirrors what it hears. One client plays and records
the output, another records what the first one played: both stamp their blocks with JACK's clock, so
the time from the microphone's port to the loudspeaker's is measured and not assumed.
"""

import os
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from xmodal_rt.audio.jack_probe import JackProbe
from xmodal_rt.audio.jack_server import JackServer
from xmodal_rt.bench import clips, figures, onsets, peers
from xmodal_rt.bench import sounds as bench_sounds
from xmodal_rt.bench.clips import SR, Floats
from xmodal_rt.bench.player import Player, instrument
from xmodal_rt.bench.said import Transcript
from xmodal_rt.errors import DeviceError, ParameterError
from xmodal_rt.listening.midi_file import Played
from xmodal_rt.listening.transcription import GENERAL_MIDI
from xmodal_rt.model import checkpoint
from xmodal_rt.model.checkpoint_config import find

SCALE = (0, 2, 4, 5, 7, 9, 11)
HOLD_S, SLOT_S, LEAD_S = 0.6, 1.1, 1.0
PEAK = 0.3
_WITHIN_S = 0.3
"""what has not sounded so long after a note began is missed"""
NAN = float("nan")
_TRACKERS = ("sigmund_2048", "aubio_yinfast", "pyin")


@dataclass(frozen=True)
class Mirrored:
    """One note of the scale: its MIDI pitch, and the one that came out; NaN for never.

    In seconds of JACK's clock: when it went in, when its label came, when it came out, and at half of its level.
    """

    midi: int
    in_s: float
    label_s: float
    out_s: float
    half_s: float
    pitch: float

    @property
    def in_tune(self) -> bool:
        """Within 50 cents."""
        return abs(self.pitch - self.midi) <= 0.5


def run(
    soundfont: Path, name: str = "solo5", sound: str = "flute", low: int = 57, notes: int = 15, block: int = 64, ahead: int = 0,
) -> dict[str, object]:  # fmt: skip
    """Play a major scale of `notes` notes from MIDI pitch `low` up, on the instrument `sound` of a SoundFont, into the running instrument.

    Returns
    -------
    dict
        `latency_ms`, from the moment at which a note begins at the input to the first sample that is heard of the
        mirrored one, `minus6db_ms` to half of its level, and their two parts `label_ms`, until the label is received,
        and `sound_ms`, from there on, each with its tail; `in_tune`, the share of the notes that sound
        within 50 cents by a pitch tracker that is not ours; `missed` notes.

    Raises
    ------
    DeviceError
        If JACK or the instrument does not start.
    ParameterError
        If the sound is none that a SoundFont is asked for, or there is no note.
    """
    if sound not in GENERAL_MIDI or notes < 1:
        raise ParameterError(f"{notes} notes of {sound!r} cannot be played; use one of {', '.join(GENERAL_MIDI)}, and 1 note or more")
    pitches = [low + 12 * (i // len(SCALE)) + SCALE[i % len(SCALE)] for i in range(notes)]
    y, heard = _scale(soundfont, sound, pitches), bench_sounds.choose(checkpoint.load(find(name)))
    stolen_s = figures.stolen_s()
    with JackServer(f"xmodal-mirror-{os.getpid()}", SR, block):
        options = ["--checkpoint", name, "--ahead", str(ahead), "--voices", "8", "--transcribe"]
        with instrument(options) as player:
            found, tracker, xruns = _play(player, y, pitches, heard.quick)
            underruns = player.underruns()
    return {
        **_figures(found),
        "xruns": xruns,
        "underruns": underruns,
        "stolen_ms": round(1e3 * (figures.stolen_s() - stolen_s)),
        "tracker": tracker,
        "plays": " ".join(heard.quick),
        "hears": f"{sound} of {soundfont.name}",
        "block": block,
        "sample_rate": SR,
        "ahead": ahead,
        "checkpoint": name,
        **figures.on_jack(),
    }


def _figures(notes: list[Mirrored]) -> dict[str, object]:
    came = [note for note in notes if not np.isnan(note.out_s)]
    labelled = [note for note in came if not np.isnan(note.label_s)]
    return {
        "latency_ms": figures.tails([1e3 * (note.out_s - note.in_s) for note in came], 1),
        "minus6db_ms": figures.tails([1e3 * (note.half_s - note.in_s) for note in came], 1),
        "label_ms": figures.tails([1e3 * (note.label_s - note.in_s) for note in labelled], 1),
        "sound_ms": figures.tails([1e3 * (note.out_s - note.label_s) for note in labelled], 1),
        "in_tune": round(sum(note.in_tune for note in notes) / len(notes), 4),
        "missed": len(notes) - len(came),
        "notes": [{"midi": n.midi, "heard": _or_none(n.pitch, 2), "ms": _or_none(1e3 * (n.out_s - n.in_s), 1)} for n in notes],
    }


def _or_none(value: float, digits: int) -> float | None:
    return None if np.isnan(value) else round(value, digits)


def _scale(soundfont: Path, sound: str, pitches: list[int]) -> Floats:
    """Play the scale, each note in a slot of its own after a lead of silence, and no sample before the first one."""
    played = [Played(LEAD_S + i * SLOT_S, LEAD_S + i * SLOT_S + HOLD_S, midi, 90) for i, midi in enumerate(pitches)]
    y = clips.play(soundfont, played, GENERAL_MIDI[sound])
    return np.asarray(y * (PEAK / max(float(np.abs(y).max()), 1e-6)), np.float32)


def _play(player: Player, y: Floats, pitches: list[int], quick: tuple[str, ...]) -> tuple[list[Mirrored], str, int]:
    """Play the scale into the instrument; return what came of each note, which tracker judged it, and the deadlines that were missed."""
    length_s = len(y) / SR
    with JackProbe("player", length_s + 8.0, y) as loop, JackProbe("witness", length_s + 8.0) as witness:
        loop.connect("xmodal:output_1", loop.input)
        loop.connect(loop.output, witness.input)
        loop.connect(loop.output, "xmodal:input_1")
        for message in (("symbol", *quick), ("voice/0/gain", 0.0), ("listen/to", "voice", "symbols"), ("notify",)):
            player.send(*message)
        time.sleep(2.0)
        loop.start_playing()
        heard = [(at_s, m) for at_s, m in player.listen(length_s + 1.0) if m.address.endswith("/label")]
        out, fed = loop.recording, witness.recording
        shift = int(np.flatnonzero(fed)[0]) - int(np.flatnonzero(y)[0])
        begins_s = [witness.time_of(shift + round((LEAD_S + i * SLOT_S) * SR)) for i in range(len(pitches))]
        tracker, transcript = _tracked(out)
        output = Output(out, loop, transcript, [at_s for at_s, _ in heard])
        return [output.find(midi, at_s) for midi, at_s in zip(pitches, begins_s, strict=True)], tracker, loop.xruns


def _tracked(y: Floats) -> tuple[str, Transcript]:
    """Return the name of the best installed pitch tracker, and what it hears in y [n]."""
    installed = peers.installed()
    for name in (name for name in _TRACKERS if name in installed):
        if (found := installed[name](y)) is not None:
            return name, found
    raise DeviceError("no pitch tracker works here; install Pure Data or aubio-tools")


@dataclass(frozen=True)
class Output:
    """What the instrument played: samples [n], the client that recorded them, their pitches, and when labels were received."""

    y: Floats
    probe: JackProbe
    transcript: Transcript
    labels_s: list[float]

    def find(self, midi: int, in_s: float) -> Mirrored:
        """Find the note that went in at `in_s` of JACK's clock."""
        start = int(np.searchsorted(self.probe.arrivals_s, in_s)) * self.probe.block
        label_s = min((at_s for at_s in self.labels_s if 0.0 <= at_s - in_s < _WITHIN_S), default=NAN)
        first = onsets.first_sample(self.y, start, round(0.02 * SR), round(_WITHIN_S * SR))
        if first is None:
            return Mirrored(midi, in_s, label_s, NAN, NAN, NAN)
        half = onsets.half_level(self.y, first, SR)
        return Mirrored(midi, in_s, label_s, self.probe.time_of(first), self.probe.time_of(half), self._pitch(first / SR))

    def _pitch(self, begin_s: float) -> float:
        """Median of what the tracker says of the sound from `begin_s` of the recording on, NaN for nothing."""
        said = [s.pitch for s in self.transcript.statements if 0.08 <= s.sound_s - begin_s <= HOLD_S - 0.1]
        return float(np.median([p for p in said if not np.isnan(p)] or [NAN]))
