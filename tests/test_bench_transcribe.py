"""The judge of transcriptions, on transcripts whose faults are known, and the bench on a tone model."""

import csv
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from xmodal_rt.bench import clips, note_scores, peers
from xmodal_rt.bench import transcribe as bench
from xmodal_rt.bench.clips import SR, Clip, TrueNote
from xmodal_rt.bench.python_peer import PythonPeer
from xmodal_rt.bench.said import NoteSaid, Statement, Transcript, runs
from xmodal_rt.errors import ParameterError
from xmodal_rt.model.checkpoint import Checkpoint

CLIP = Clip("one", np.zeros(2 * SR, np.float32), (TrueNote(1.0, 1.8, 69, "mf", "flute"),))
NAN = float("nan")


def transcript(*told: tuple[float, float], ends: float = 1.85) -> Transcript:
    """Say pitches from moments on, each as a note until the next."""
    moments = [at for at, _ in told] + [ends]
    notes = [NoteSaid(at, moments[i + 1], pitch, at, "f", "flute") for i, (at, pitch) in enumerate(told) if pitch == pitch]
    return Transcript([*(Statement(at, pitch, at) for at, pitch in told), Statement(ends, NAN, ends)], notes, 0.1)


def test_a_right_note_is_right_from_when_it_was_sent() -> None:
    (judged,) = note_scores.judge(CLIP, transcript((1.03, 69.2)))
    assert judged.right
    assert judged.at_50ms
    assert judged.latency_s == pytest.approx(0.03)
    found = note_scores.isolated([judged])
    assert (found["note"], found["once"], found["extra_per_note"], found["octave_errors"]) == (1.0, 1.0, 0.0, 0.0)
    assert note_scores.labels([judged], ["p", "mp", "mf", "f"]) == {"dynamics_within_1": 1.0, "dynamics": 0.0, "instrument": 1.0}


def test_what_came_late_does_not_count_at_50_ms() -> None:
    (judged,) = note_scores.judge(CLIP, transcript((1.02, 70.0), (1.07, 69.0)))
    assert judged.right
    assert not judged.at_50ms
    assert judged.at_100ms
    assert note_scores.isolated([judged])["first_right"] == 0.0
    assert note_scores.isolated([judged])["extra_per_note"] == 1.0


@pytest.mark.parametrize(("pitch", "octave_error"), [(57.0, True), (81.3, True), (76.0, False), (69.4, False)])
def test_octave_errors_are_whole_octaves(pitch: float, octave_error: bool) -> None:
    (judged,) = note_scores.judge(CLIP, transcript((1.03, pitch)))
    assert judged.octave_error is octave_error


def test_a_note_that_nobody_said_is_missed() -> None:
    (judged,) = note_scores.judge(CLIP, Transcript([], [], 0.0))
    found = note_scores.isolated([judged])
    assert (found["note"], found["missed"], found["latency_ms"]["notes"]) == (0.0, 1.0, 0)


def test_a_note_in_the_room_before_the_sound_is_extra() -> None:
    (judged,) = note_scores.judge(CLIP, transcript((0.2, 40.0), (0.5, NAN), (1.03, 69.0)))
    assert note_scores.isolated([judged])["extra_per_note"] == 1.0


def test_unchecked_notes_count_neither_for_nor_against() -> None:
    notes = (TrueNote(0.5, 0.9, 60), TrueNote(1.0, 1.4, 62, checked=False), TrueNote(1.5, 1.9, 64))
    clip = Clip("phrase", np.zeros(2 * SR, np.float32), notes)
    said = [NoteSaid(0.51, 0.9, 60, 0.55), NoteSaid(1.1, 1.4, 62, 1.15), NoteSaid(1.49, 1.9, 64, 1.55)]
    found = note_scores.onset_f1(clip, Transcript([], said, 0.0))
    assert found["f1"] == pytest.approx(0.8)
    assert found["f1_checked"] == 1.0
    assert found["reference"] == 2


def test_frames_of_one_semitone_make_a_note_when_they_last() -> None:
    pitches = [NAN] * 5 + [69.1] * 10 + [71.0] * 2 + [69.0] * 10 + [NAN] * 5
    frames = [Statement(0.01 * i + 0.02, pitch, 0.01 * i) for i, pitch in enumerate(pitches)]
    assert [(n.onset_s, round(n.pitch)) for n in runs(frames)] == [(pytest.approx(0.05), 69), (pytest.approx(0.17), 69)]


def test_notes_are_read_from_names_and_phrases_from_tables(tmp_path: Path, tone: Checkpoint) -> None:
    tail = np.sin(np.arange(SR) * 0.05).astype(np.float32)
    soundfile.write(tmp_path / "Flute__060__mf__lib.wav", np.concatenate([np.zeros(SR // 10), tail]), SR)
    soundfile.write(tmp_path / "tune.wav", tail, SR)
    with (tmp_path / "tune.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["onset_s", "offset_s", "midi", "agrees"], [0.1, 0.4, 60, 1], [0.5, 0.9, 62, 0]])
    phrase, note = clips.folder(tmp_path, tone.config.vocabulary)
    assert phrase.notes == (TrueNote(0.1, 0.4, 60), TrueNote(0.5, 0.9, 62, checked=False))
    (only,) = note.notes
    assert (only.midi, only.dynamics, only.instrument) == (60, "mf", "flute")
    assert only.onset_s == pytest.approx(clips.LEAD_S + 0.1, abs=0.004)


def test_the_limit_counts_the_notes_that_are_kept_and_every_phrase_stays(tmp_path: Path, tone: Checkpoint) -> None:
    names = [f"Flute__{midi:03d}__mf__lib" for midi in (60, 62, 64, 65)]
    y = 0.1 * np.sin(np.arange(SR // 10) * 0.05).astype(np.float32)
    for name in [*names, "tune"]:
        soundfile.write(tmp_path / f"{name}.wav", y, SR)
    (tmp_path / "tune.csv").write_text("onset_s,offset_s,midi\n0.0,0.1,60\n")
    kept = {limit: [clip.name for clip in bench.gather(tone, tmp_path, None, limit, names[2:])] for limit in (0, 1)}
    assert kept == {0: ["tune", *names[2:]], 1: ["tune", names[2]]}
    found = bench.measure(lambda y: transcript((0.03, 60.0)), bench.gather(tone, tmp_path, None, 1, names[2:]), tone, 0.0)
    assert found["notes"] == 1
    assert found["phrases"]["tune"]["f1"] == 1.0


def test_what_judges_is_missed_before_anything_is_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mir_eval", None)
    with pytest.raises(ParameterError, match="install the extra 'train'"):
        bench.run(tmp_path, "no such checkpoint")


def test_a_folder_without_notes_is_refused(tmp_path: Path, tone: Checkpoint) -> None:
    with pytest.raises(ParameterError, match="put a CSV of notes beside each"):
        clips.folder(tmp_path, tone.config.vocabulary)


@pytest.mark.parametrize(("slope_db", "octave_db"), [(0.0, 0.0), (3.0, -3.0)])
def test_noise_has_its_level_and_its_slope(slope_db: float, octave_db: float, rng: np.random.Generator) -> None:
    y = clips.noise(1 << 17, -40.0, rng, slope_db)
    assert 10 * np.log10(np.mean(np.square(y))) == pytest.approx(-40.0, abs=0.01)
    power = np.square(np.abs(np.fft.rfft(y)))
    low, high = power[1000:2000].mean(), power[16000:32000].mean()
    assert 10 * np.log10(high / low) / 4 == pytest.approx(octave_db, abs=0.2)


def test_the_bench_measures_ours_block_by_block(tone: Checkpoint) -> None:
    t = np.arange(SR // 2) / SR
    y = np.concatenate([np.zeros(SR), 0.2 * np.sin(2 * np.pi * 440 * t), np.zeros(SR // 4)]).astype(np.float32)
    heard = bench.listen(tone, y)
    (note,) = heard.notes
    assert (note.pitch, note.instrument) == (69, "flute")
    assert 1.0 < note.sent_s < 1.1
    assert heard.cpu_s > 0


@pytest.mark.parametrize("name", sorted(set(peers.installed()) - {"pyin"}))
def test_each_installed_peer_hears_a_tone(name: str) -> None:
    t = np.arange(SR) / SR
    y = np.concatenate([np.zeros(SR // 2), 0.3 * sum(np.sin(2 * np.pi * 440 * h * t) / h for h in (1, 2, 3))]).astype(np.float32)
    heard = peers.installed()[name](y)
    assert heard is not None
    (judged,) = note_scores.judge(Clip("tone", y, (TrueNote(0.5, 1.4, 69),)), heard)
    assert judged.right
    assert 0 < judged.latency_s < 0.12


def test_a_tracker_whose_process_ends_found_nothing_and_may_be_asked_again() -> None:
    peer, y = PythonPeer("nobody"), np.zeros(SR // 10, np.float32)
    assert peer(y) is None
    assert peer(y) is None
