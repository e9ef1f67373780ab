"""Notes that are of no use are listed with the reason, and the others are prepared."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from train import config, screen, store
from train.config import Experiment
from train.config_data import Screen
from train.prepare import prepare, report
from train.sources.note import Note, Reason
from train.tracking import heard_semitones, yin
from xmodal_rt.errors import ConfigError

SR = 44100
TABLE: dict[str, Any] = {
    "name": "screen",
    "balance": "instrument",
    "vocabulary": {
        "labels": [
            {"name": "octave", "classes": ["0", "1", "2", "3", "4", "5", "6", "7"]},
            {"name": "pitch_class", "classes": ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]},
            {"name": "instrument", "classes": ["reed"]},
        ],
        "pitch": ["octave", "pitch_class"],
    },
    "analysis": {"linear_bins": 128, "log_bands": 16},
}


def tone(midi: float, length_s: float = 0.6, gain: float = 0.3, partials: int = 6, sr: int = SR) -> np.ndarray:
    t = np.arange(int(length_s * sr)) / sr
    y = sum(0.7**h * np.sin(2 * np.pi * h * 440 * 2 ** ((midi - 69) / 12) * t) for h in range(1, partials + 1))
    return np.asarray(gain * y * np.minimum(t / 0.005, 1), np.float32)


def experiment(folder: Path, **more: Any) -> Experiment:
    source = {"name": "notes", "path": str(folder), "pattern": "{instrument}__{midi}__{take}"}
    return config.from_dict({**TABLE, "sources": [source], **more})


def fault(y: np.ndarray, midi: int | None = 69, settings: Screen | None = None) -> screen.Fault | None:
    note = Note("notes", "notes", "reed", Path("reed.wav"), {}, midi)
    return screen.fault(y if y.ndim == 2 else y[:, None], SR, note, settings or Screen())


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """Two good notes and one of each fault."""
    folder = tmp_path / "notes"
    folder.mkdir()
    noise = np.random.default_rng(0).integers(-2, 3, SR) / 32768
    broken = tone(65)
    broken[300] = np.nan
    sounds = {
        "reed__060__good": tone(60), "reed__072__good": tone(72), "reed__061__wrong": tone(63),
        "reed__062__clipped": tone(62, gain=3).clip(-1, 1),
        "reed__063__short": tone(63, 0.05), "reed__064__silent": noise, "reed__066__empty": np.zeros(0), "drum__064__other": tone(64),
    }  # fmt: skip
    for name, y in sounds.items():
        soundfile.write(folder / f"{name}.wav", y, SR)
    soundfile.write(folder / "reed__065__nan.wav", broken, SR, subtype="FLOAT")
    (folder / "reed__067__broken.flac").write_bytes(b"fLaC and then nothing")
    (folder / "reed.wav").write_bytes((folder / "reed__060__good.wav").read_bytes())
    return folder


def test_what_is_of_no_use_is_listed_and_the_rest_prepared(spoilt: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = prepare(experiment(spoilt), tmp_path / "prepared")
    listed = {item.file: item.reason for item in store.read_skipped(folder)}
    assert listed == {
        "reed__061__wrong.wav": Reason.MISLABELLED, "reed__062__clipped.wav": Reason.CLIPPED, "reed__063__short.wav": Reason.SHORT,
        "reed__064__silent.wav": Reason.SILENT, "reed__065__nan.wav": Reason.UNREADABLE, "reed__066__empty.wav": Reason.SHORT,
        "reed__067__broken.flac": Reason.UNREADABLE, "drum__064__other.wav": Reason.VOCABULARY, "reed.wav": Reason.NAME,
    }  # fmt: skip
    said = capsys.readouterr().err
    assert "2 notes; 9 left out (2 " in said
    assert "1 mislabelled" in said
    assert str(folder / "skipped.csv") in said
    assert report(prepare(experiment(spoilt), tmp_path / "prepared", quiet=True)) in said
    detail = next(item.detail for item in store.read_skipped(folder) if item.reason is Reason.MISLABELLED)
    assert detail == "61 sounds +2.0 semitones away"


def test_the_checks_can_be_relaxed(spoilt: Path, tmp_path: Path) -> None:
    lax = experiment(spoilt, screen={"clipped": 1.0, "pitch_semitones": 0.0, "shortest_s": 0.01})
    reasons = [item.reason for item in store.read_skipped(prepare(lax, tmp_path / "prepared", quiet=True))]
    assert not {Reason.CLIPPED, Reason.MISLABELLED} & set(reasons)
    assert reasons.count(Reason.SHORT) == 1


def test_a_source_with_nothing_left_says_what_to_change(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "reed__060__a.wav", np.zeros(SR), SR)
    with pytest.raises(ConfigError, match=r"1 silent; the last: reed__060__a.wav.*skipped.csv, and mend the files or change \[screen\]"):
        prepare(experiment(tmp_path), tmp_path / "prepared", quiet=True)


def test_a_file_that_a_table_lists_but_is_not_there_is_missing(tmp_path: Path) -> None:
    assert screen.read(Note("notes", "notes", "a", tmp_path / "a.wav", {}, 60)) == screen.Fault(Reason.MISSING)


def test_a_note_that_begins_beyond_its_file_is_too_short(tmp_path: Path) -> None:
    for name, y in {"60__0.1": tone(60), "61__0.55": tone(61), "62__9.0": tone(62)}.items():
        soundfile.write(tmp_path / f"reed__{name}.wav", y, SR)
    table = experiment(tmp_path, sources=[{"name": "notes", "path": str(tmp_path), "pattern": "{instrument}__{midi}__{onset_s}"}])
    listed = store.read_skipped(prepare(table, tmp_path / "prepared", quiet=True))
    assert {item.file: (item.reason, item.detail) for item in listed} == {
        "reed__61__0.55.wav": (Reason.SHORT, "0.600 s, with its onset at 0.550 s"),
        "reed__62__9.0.wav": (Reason.SHORT, "0.600 s, with its onset at 9.000 s"),
    }


@pytest.mark.parametrize("scale", [1.0, 0.1])
@pytest.mark.parametrize("midi", [33, 57, 81])
def test_clipping_is_found_at_any_level_and_round_waves_are_not_it(midi: int, scale: float) -> None:
    y = tone(midi, gain=0.6, partials=1)
    stereo = np.stack([0.5 * y, (2 * y).clip(-0.5, 0.5)], axis=1)
    for wave, clipped in ((y, False), ((2 * y).clip(-0.5, 0.5), True), (stereo, True)):
        rounded = np.round(scale * wave * 32768) / 32768
        found = fault(rounded.astype(np.float32), midi)
        assert (found is not None and found.reason is Reason.CLIPPED) is clipped


@pytest.mark.parametrize("midi", [36, 48, 69, 93, 105])
def test_yin_reads_the_pitch(midi: int) -> None:
    for sr in (SR, 16000 if midi < 90 else 96000):
        f0 = yin(tone(midi + 0.3, sr=sr), sr)
        assert 12 * np.log2(np.median(f0) / 440) + 69 == pytest.approx(midi + 0.3, abs=0.2)


@pytest.mark.parametrize("off", [-7, -2, -1, 1, 2, 6])
def test_a_note_beside_its_label_is_told(off: int) -> None:
    assert heard_semitones(tone(57 + off), SR, 57, 0.75) == pytest.approx(off, abs=0.1)


@pytest.mark.parametrize("off", [-24, -12, -0.5, 0, 0.5, 12, 19, 24])
def test_octaves_partials_and_detuning_accuse_nobody(off: float) -> None:
    assert heard_semitones(tone(57 + off), SR, 57, 0.75) is None


def test_noise_and_what_comes_before_a_note_accuse_nobody() -> None:
    rng = np.random.default_rng(0)
    assert heard_semitones(rng.normal(0, 0.1, SR).astype(np.float32), SR, 57, 0.75) is None
    for hum_s in (0.8, 3.0):
        assert heard_semitones(np.concatenate([tone(63, hum_s, gain=0.001), tone(57, 1.0)]), SR, 57, 0.75) is None


def test_pitches_that_trackers_cannot_hear_are_taken_on_trust() -> None:
    assert fault(tone(34, 1.0), 32) == screen.Fault(Reason.MISLABELLED, "32 sounds +2.0 semitones away")
    assert fault(tone(33, 1.0), 31) is None  # below 50 Hz
