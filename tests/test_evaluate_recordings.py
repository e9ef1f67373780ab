"""Whole recordings beside their scores: a melody made here, heard by a model whose ears are known exactly."""

import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from train import config
from train.config import Experiment
from train.evaluation import recordings, score
from train.evaluation.score import ScoreNote
from xmodal_rt.errors import ConfigError
from xmodal_rt.model.checkpoint import Checkpoint

SR = 44100
MELODY = [ScoreNote(0.2 + 0.4 * i, 0.5 + 0.4 * i, midi) for i, midi in enumerate((60, 64, 67, 72))]


class Ears(torch.nn.Module):
    """The model of a checkpoint, with the deviation that a trained one has."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        super().__init__()
        self.log_sigma = torch.zeros(checkpoint.config.analysis.size)
        for name in ("encode_signal", "decode_signal", "encode_symbol", "decode_symbol"):
            setattr(self, name, getattr(checkpoint, name))


@pytest.fixture
def experiment(tone: Checkpoint) -> Experiment:
    sources = [{"name": "notes", "path": "nowhere", "pattern": "{midi}", "words": {"Grand": "piano"}}]
    return config.from_dict({"name": "tone", "balance": "instrument", "vocabulary": tone.config.vocabulary.to_dict(), "sources": sources})


def write(folder: Path, name: str, up: int = 0) -> None:
    """Write the melody as a recording, and its score `up` semitones higher."""
    t = np.arange(2 * SR) / SR
    y = np.zeros(2 * SR)
    for note in MELODY:
        f0, inside = 440 * 2 ** ((note.midi - 69) / 12), (t >= note.onset_s) & (t < note.offset_s)
        y += inside * sum(0.2 * 0.3**h * np.sin(2 * np.pi * (h + 1) * f0 * t) for h in range(4))
    soundfile.write(folder / f"{name}.flac", y, SR)
    rows = [f"{note.onset_s},{note.offset_s},{note.midi + up}" for note in MELODY]
    (folder / f"{name}.csv").write_text("\n".join(["onset_s,offset_s,midi", *rows]))


def test_each_recording_is_judged_by_its_score(tone: Checkpoint, experiment: Experiment, tmp_path: Path) -> None:
    write(tmp_path, "Grand__right")
    write(tmp_path, "hum__wrong", up=12)
    write(tmp_path, "unwritten")
    (tmp_path / "unwritten.csv").unlink()
    found = recordings.measure(Ears(tone), experiment, tmp_path)  # type: ignore[arg-type]  # as good as a VAE
    assert set(found) == {"all", "Grand__right", "hum__wrong"}
    right, wrong, everything = (found[name]["signal_to_symbol"] for name in ("Grand__right", "hum__wrong", "all"))
    assert (right["note"], right["note_majority"], right["octave_errors"]) == (1.0, 1.0, 0.0)
    assert (wrong["note"], wrong["note_majority"], wrong["octave_errors"]) == (0.0, 0.0, 1.0)
    assert everything["note"] == pytest.approx(0.5)
    assert found["all"]["notes"] == 2 * len(MELODY)
    assert right["instrument"] == 0.0  # a piano, heard as the flute that this model always hears
    assert np.isnan(wrong["instrument"])


def test_excerpts_have_the_age_and_one_gain(experiment: Experiment, tmp_path: Path) -> None:
    write(tmp_path, "Grand__right")
    part = recordings.excerpt(tmp_path / "Grand__right.flac", experiment)
    assert part.time_s.min() == pytest.approx(recordings.MARGIN_S)
    assert part.time_s.max() < 0.3 - recordings.MARGIN_S
    power = np.square(np.exp(part.frames.astype(np.float64))).sum(axis=1) / 2 / 1.5  # over the bandwidth of the Hann window
    assert 10 * np.log10(np.median(power)) == pytest.approx(experiment.grid.reference_db, abs=1.0)


def test_missing_scores_are_refused(tone: Checkpoint, experiment: Experiment, tmp_path: Path) -> None:
    write(tmp_path, "hum")
    (tmp_path / "hum.csv").unlink()
    with pytest.raises(ConfigError, match=r"lay NAME\.csv or NAME\.mid beside"):
        recordings.measure(Ears(tone), experiment, tmp_path)  # type: ignore[arg-type]  # as good as a VAE


def test_notes_beyond_the_recording_are_left_out(experiment: Experiment, tmp_path: Path) -> None:
    write(tmp_path, "hum")
    with (tmp_path / "hum.csv").open("a") as score_file:
        score_file.write("\n1.9,2.5,76\n3.0,3.5,77")
    part = recordings.excerpt(tmp_path / "hum.flac", experiment)
    assert np.unique(part.note).tolist() == [0, 1, 2, 3, 4]
    assert part.time_s[part.note == 4].max() < 0.1 - recordings.MARGIN_S  # the recording ends at 2 s
    assert np.isfinite(part.frames).all()


@pytest.mark.parametrize("row", ["0.2,0.5,127", "3.0,3.5,60", "0.2,0.21,60"], ids=["unnamed", "beyond", "too short"])
def test_a_score_of_which_nothing_can_be_measured_is_refused(experiment: Experiment, tmp_path: Path, row: str) -> None:
    write(tmp_path, "hum")
    (tmp_path / "hum.csv").write_text(f"onset_s,offset_s,midi\n{row}\n")
    with pytest.raises(ConfigError, match=r"hum\.flac has no note in it that the vocabulary names; check its pitches and times"):
        recordings.excerpt(tmp_path / "hum.flac", experiment)


def chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack(">I", len(data)) + data


def test_midi_files_are_read_with_their_tempos_and_tracks(tmp_path: Path) -> None:
    tempo = b"\x00\xff\x51\x03\x07\xa1\x20" + b"\x87\x40\xff\x51\x03\x0f\x42\x40" + b"\x00\xff\x2f\x00"  # 0.5 s, then 1 s per quarter
    notes = (
        b"\x00\xc0\x05" + b"\x83\x60\x90\x3c\x64" + b"\x83\x60\x3c\x00" + b"\x00\x40\x50" + b"\x83\x60\x80\x40\x00" + b"\x00\xff\x2f\x00"
    )
    path = tmp_path / "song.mid"
    path.write_bytes(chunk(b"MThd", struct.pack(">HHH", 1, 2, 480)) + chunk(b"MTrk", tempo) + chunk(b"MTrk", notes))
    assert score.read(path) == [ScoreNote(0.5, 1.0, 60), ScoreNote(1.0, 2.0, 64)]


def test_notes_in_doubt_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "song.csv"
    path.write_text("onset_s,offset_s,midi,agrees\n1.0,1.5,62,1\n0.0,0.5,60,1\n2.0,2.5,64,0\n")
    assert score.read(path) == [ScoreNote(0.0, 0.5, 60), ScoreNote(1.0, 1.5, 62)]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.csv", b"time,pitch\n1,60\n", "give columns onset_s, offset_s and midi"),
        ("x.csv", b"onset_s,offset_s,midi\n", "has no note; give another score"),
        ("x.mid", b"RIFF" + bytes(20), "or a Standard MIDI File"),
        ("x.mid", chunk(b"MThd", struct.pack(">HHH", 1, 1, 480)) + chunk(b"MTrk", b"\x00\x90"), "or a Standard MIDI File"),
    ],
)
def test_files_that_are_no_score_are_refused(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ConfigError, match=message):
        score.read(tmp_path / name)
