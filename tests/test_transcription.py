"""Sound files become notes, the same as live, and notes become a table, a MIDI file and a picture."""

import csv
import io
import shutil
import struct
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner
from numpy.typing import NDArray

from xmodal_rt import pictures
from xmodal_rt.cli import main
from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.links import Links
from xmodal_rt.listening import midi_file, piano_roll
from xmodal_rt.listening.ear import Ear
from xmodal_rt.listening.notes import HeardNote, notes
from xmodal_rt.listening.process import Listener
from xmodal_rt.listening.transcription import AFTER_S, GENERAL_MIDI, Transcription, midi, read, table, transcribe
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.model.vocabulary import Label, Vocabulary
from xmodal_rt.ring import AudioRing
from xmodal_rt.studio.midi import read_notes

SR = 48000
SCALE = (60, 64, 67, 72)


def melody(sr: int = SR) -> NDArray[np.float32]:
    t = np.arange(round(0.35 * sr)) / sr
    envelope = np.minimum(1, np.minimum(t, t[-1] - t) / 0.005)
    parts = [0.2 * envelope * np.sin(2 * np.pi * 440 * 2 ** ((pitch - 69) / 12) * t) for pitch in SCALE]
    gap = np.zeros(round(0.1 * sr))
    return np.concatenate([gap, *(part for tone in parts for part in (tone, gap))]).astype(np.float32)


@pytest.fixture(scope="module")
def heard(tone: Checkpoint) -> Transcription:
    return transcribe(tone, melody(), SR)


def test_the_notes_of_a_file_are_found(heard: Transcription) -> None:
    assert [note.midi for note in heard.notes] == list(SCALE)
    assert [note.onset_s for note in heard.notes] == pytest.approx([0.1, 0.55, 1.0, 1.45], abs=0.03)
    assert [note.offset_s - note.onset_s for note in heard.notes] == pytest.approx([0.35] * 4, abs=0.08)


@pytest.mark.parametrize("block", [64, 441, 2048])
def test_the_listening_process_hears_the_same_notes_as_the_file(tone: Checkpoint, heard: Transcription, block: int) -> None:
    links = Links(output=AudioRing(64, 1), input=AudioRing(SR, 1))
    listener = Listener(links, Ear(tone, SR), on=True)
    y = np.concatenate([melody(), np.zeros(round(AFTER_S * SR), np.float32)])
    events = []
    for start in range(0, len(y), block):
        links.input.write(y[start : start + block, None])
        listener.work()
        while (event := links.from_listening.pop()) is not None:
            events.append(event)
    live = notes(events, heard.seconds)
    assert [(n.midi, n.cents, n.confidence, n.classes) for n in live] == [(n.midi, n.cents, n.confidence, n.classes) for n in heard.notes]


def live(listener: Listener, y: NDArray[np.float32], *asked: Event) -> list[tuple[Kind, float]]:
    """Kind and first value of what the listening tells about samples y [n], after what it is asked for."""
    for event in asked:
        listener.links.to_listening.push(event)
    listener.links.input.write(y[:, None])
    assert listener.work() == (listener.links.from_listening.readable > 0)
    return [(event.kind, event.values[0]) for event in iter(listener.links.from_listening.pop, None)]


def test_of_a_note_both_the_begin_and_the_end_are_told_or_neither(tone: Checkpoint) -> None:
    listener = Listener(Links(output=AudioRing(64, 1), input=AudioRing(SR, 1)), Ear(tone, SR), on=True)
    on, off = (Event(NOW, Kind.LISTEN, values=(float(switch),)) for switch in (1, 0))
    first, other, silence = melody()[: SR // 4], melody()[round(0.6 * SR) :][: SR // 4], np.zeros(SR // 4, np.float32)
    assert live(listener, first, on) == [(Kind.LABEL_ON, 60), (Kind.LABEL_SETTLED, 60)]
    assert live(listener, other, off) == [(Kind.LABEL_OFF, 60)]
    assert live(listener, silence, on) == []
    assert [kind for kind, _ in live(listener, np.concatenate([first, silence]))] == [Kind.LABEL_ON, Kind.LABEL_SETTLED, Kind.LABEL_OFF]


def test_the_table_reads_back(heard: Transcription) -> None:
    rows = list(csv.DictReader(io.StringIO(table(heard))))
    assert [int(row["midi"]) for row in rows] == list(SCALE)
    assert [(row["octave"], row["pitch_class"]) for row in rows] == [("4", "C"), ("4", "E"), ("4", "G"), ("5", "C")]
    assert all(0 < float(row["confidence"]) <= 1 for row in rows)


def test_a_midi_file_lasts_as_long_as_its_notes() -> None:
    data = midi_file.write([midi_file.Played(0.5, 1.0, 60, 90), midi_file.Played(1.0, 1.5, 60, 90, 1)], {0: 73, 1: 40})
    assert data[:14] == b"MThd" + struct.pack(">IHHH", 6, 0, 1, 1000)
    (length,) = struct.unpack(">I", data[18:22])
    track = data[22:]
    assert len(track) == length
    first = b"\x83\x74\x90\x3c\x5a" + b"\x83\x74\x80\x3c\x00" + b"\x00\x91\x3c\x5a" + b"\x83\x74\x81\x3c\x00"
    assert track == b"\x00\xff\x51\x03\x0f\x42\x40" + b"\x00\xc0\x49" + b"\x00\xc1\x28" + first + b"\x00\xff\x2f\x00"


def test_each_instrument_that_is_heard_has_a_channel_but_that_of_the_drums(tmp_path: Path) -> None:
    names = ("kazoo", *GENERAL_MIDI)
    vocabulary = Vocabulary((Label("instrument", names),))
    players = [*range(len(names) - 1, 4, -1), 0, 5]
    heard = [HeardNote(float(i), i + 0.5, 60 + i, 0.0, 1.0, (player,)) for i, player in enumerate(players)]
    (tmp_path / "heard.mid").write_bytes(midi(Transcription(heard, vocabulary, 30.0)))
    found = read_notes(midi_file.read(tmp_path / "heard.mid")).notes
    assert [note.program for note in found] == [GENERAL_MIDI.get(names[player], 0) for player in players]
    channels = [note.part.channel for note in found]
    assert channels[:-1] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13]
    assert channels[-1] == channels[-3]


@pytest.mark.skipif(shutil.which("fluidsynth") is None, reason="fluidsynth is not installed")
def test_another_program_plays_the_midi_file(tmp_path: Path, heard: Transcription) -> None:
    (tmp_path / "notes.mid").write_bytes(midi(heard))
    command = ["fluidsynth", "-ni", "-q", "-R", "0", "-C", "0", "-r", str(SR), "-T", "wav", "-F", str(tmp_path / "notes.wav")]
    subprocess.run([*command, "/usr/share/sounds/sf2/FluidR3_GM.sf2", str(tmp_path / "notes.mid")], check=True, capture_output=True)
    y = soundfile.read(tmp_path / "notes.wav", always_2d=True)[0].mean(axis=1)
    for note in heard.notes:
        sound = y[round((note.onset_s + 0.05) * SR) :][: SR // 5]
        spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 1 << 17))
        place = 440 * 2 ** ((note.midi - 69) / 12) * (1 << 17) / SR
        assert spectrum[round(place * 0.97) : round(place * 1.03)].max() > 10 * np.median(spectrum[: round(4 * place)])


def test_the_picture_is_a_png(heard: Transcription) -> None:
    assert piano_roll.draw(heard, "melody")[:8] == b"\x89PNG\r\n\x1a\n"


def test_a_rate_that_does_not_fit_the_grid_is_changed(tmp_path: Path, tone: Checkpoint) -> None:
    soundfile.write(tmp_path / "low.wav", melody(32000), 32000)
    y, sr = read(tmp_path / "low.wav", tone)
    assert sr == 48000
    assert len(y) == pytest.approx(len(melody()), abs=2)


def test_the_command_writes_all_three_into_a_folder(tmp_path: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shelf)
    for name in ("one.wav", "two.flac"):
        soundfile.write(tmp_path / name, melody(), SR)
    files = [str(tmp_path / name) for name in ("one.wav", "two.flac")]
    done = CliRunner().invoke(main, ["transcribe", *files, "--checkpoint", "tone", "-o", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"{a}{b}" for a in ("one", "two") for b in (".csv", ".mid", ".png")}
    again = ["transcribe", *files, "--checkpoint", "tone", "-o", str(tmp_path / "out")]
    (tmp_path / "out" / "one.csv").write_text("mine")
    refused = CliRunner().invoke(main, again)
    assert (refused.exit_code, "add --force to replace it" in refused.output) == (2, True)
    assert (tmp_path / "out" / "one.csv").read_text() == "mine"
    assert CliRunner().invoke(main, [*again, "--force"]).exit_code == 0
    shown = CliRunner().invoke(main, ["transcribe", files[0], "--checkpoint", "tone"])
    assert shown.output == (tmp_path / "out" / "one.csv").read_text()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a.wav", "b.wav", "--csv", "out.csv"], "give a folder with --output"),
        (["b.wav"], "give a WAV, FLAC"),
        (["a.wav", "a.flac", "--output", "out"], "several files are called a and would be written to one"),
        (["a.wav", "--midi", "-"], "name a file after --midi"),
        (["a.wav", "--png", "-"], "name a file after --png"),
    ],
)
def test_what_cannot_be_done_says_what_to_change(
    arguments: list[str], told: str, tmp_path: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.wav", "b.wav", "a.flac"):
        (tmp_path / name).write_bytes(b"no sound")
    monkeypatch.chdir(shelf)
    paths = [str(tmp_path / a) if a.endswith((".wav", ".flac")) else a for a in arguments]
    done = CliRunner().invoke(main, ["transcribe", *paths, "--checkpoint", "tone"])
    assert done.exit_code == 2
    assert told in done.output
    assert not (shelf / "-").exists()


def test_a_folder_takes_all_but_the_picture_where_matplotlib_is_missing(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shelf)
    soundfile.write(tmp_path / "scale.wav", melody(), SR)
    monkeypatch.setattr(pictures, "find_spec", lambda _: None)
    asked = ["transcribe", str(tmp_path / "scale.wav"), "--checkpoint", "tone"]
    done = CliRunner().invoke(main, [*asked, "-o", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert "install the extra 'studio'" in done.output
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".csv", ".mid"}
    assert CliRunner().invoke(main, [*asked, "--png", str(tmp_path / "a.png")]).exit_code == 2
