"""The parts of the note tracker: repetition, evidence, strokes, the gate."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from xmodal_rt.events import Event, Kind
from xmodal_rt.listening.evidence import Evidence
from xmodal_rt.listening.gate import LOWEST_DB, Gate
from xmodal_rt.listening.newest import pitches
from xmodal_rt.listening.periodicity import NONE, Periodicity, Repetition
from xmodal_rt.listening.strokes import Strokes
from xmodal_rt.listening.tracker import Heard, Steady, Tracker
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.model.checkpoint import CheckpointConfig
from xmodal_rt.model.vocabulary import Vocabulary

SR = 48000
HOP_S = 256 / SR


@pytest.fixture
def vocabulary(tone_config: CheckpointConfig) -> Vocabulary:
    return tone_config.vocabulary


@pytest.fixture
def tracker(vocabulary: Vocabulary) -> Tracker:
    return Tracker(Analysis(), vocabulary, HOP_S)


def log_p(vocabulary: Vocabulary, **sure: int) -> np.ndarray:
    """Log probabilities that give 0.98 to the named classes and are even elsewhere."""
    parts = []
    for label in vocabulary.labels:
        n = len(label.classes)
        p = np.full(n, 1.0 / n)
        if label.name in sure:
            p = np.full(n, 0.02 / (n - 1))
            p[sure[label.name]] = 0.98
        parts.append(np.log(p))
    return np.concatenate(parts).astype(np.float32)


def pitch_log_p(vocabulary: Vocabulary, pitch: int, sure: float = 0.98) -> np.ndarray:
    """Log probabilities that give `sure` to a pitch, all but nothing to none, and are even elsewhere."""
    every = pitches(vocabulary)
    p = np.full(len(every) + 1, (1.0 - sure) / (len(every) - 1))
    p[:-1][every == pitch] = sure
    p[-1] = 1e-6
    return np.log(p).astype(np.float32)


@pytest.mark.parametrize("pitch", [22, 34, 45, 57.3, 69, 80.8, 93, 105])
def test_a_repetition_is_found_within_five_cents(pitch: float) -> None:
    t = np.arange(round(0.09 * SR)) / SR
    hz = 440 * 2 ** ((pitch - 69) / 12)
    y = sum(np.sin(2 * np.pi * hz * h * t + h) / h for h in range(1, 12) if hz * h < 18000)
    found = Periodicity(SR).find(np.asarray(y, np.float32))
    assert found.pitch == pytest.approx(pitch, abs=0.05)
    assert found.likeness > 0.95


def test_noise_does_not_repeat(rng: np.random.Generator) -> None:
    assert max(Periodicity(SR).find(rng.standard_normal(4000).astype(np.float32)).likeness for _ in range(20)) < 0.8


def test_silence_does_not_repeat() -> None:
    assert Periodicity(SR).find(np.zeros(4000, np.float32)) == NONE


def test_evidence_grows_with_frames_that_agree(vocabulary: Vocabulary) -> None:
    evidence = Evidence(pitches(vocabulary), HOP_S, 0.006, -5.0)
    leads = []
    for _ in range(4):
        evidence.add(pitch_log_p(vocabulary, 69))
        leads.append(evidence.best())
    assert {pitch for pitch, _ in leads} == {69}
    assert all(a[1] < b[1] for a, b in pairwise(leads))


def test_a_repetition_corrects_the_model_by_an_octave(vocabulary: Vocabulary) -> None:
    evidence = Evidence(pitches(vocabulary), HOP_S, 0.006, -5.0)
    unsure = np.log(0.5 * np.exp(pitch_log_p(vocabulary, 69)) + 0.5 * np.exp(pitch_log_p(vocabulary, 81)))
    for _ in range(3):
        evidence.add(unsure.astype(np.float32), Repetition(81.1, 0.99))
    assert evidence.best()[0] == 81
    assert evidence.repeats(81) > 0.9
    assert evidence.repeats(69) == 0.0


def test_a_vague_repetition_says_nothing(vocabulary: Vocabulary) -> None:
    told = pitch_log_p(vocabulary, 69)
    with_it, without = (Evidence(pitches(vocabulary), HOP_S, 0.006, -5.0) for _ in range(2))
    with_it.add(told, Repetition(40.0, 0.7))
    without.add(told)
    assert (with_it.mean == without.mean).all()


def test_where_nothing_is_heard_no_pitch_leads(vocabulary: Vocabulary) -> None:
    evidence = Evidence(pitches(vocabulary), HOP_S, 0.006, -5.0)
    evidence.add(np.log([*[1e-3] * len(pitches(vocabulary)), 0.9]).astype(np.float32))
    assert evidence.best()[1] < 0
    assert evidence.nothing > 0.8


def strokes_after(rise_db: float, young: float) -> bool:
    """Whether a note that was held for 0.2 s is struck by a rise of the level, when it then is so probably young."""
    strokes = Strokes(HOP_S)
    strokes.begin()
    for _ in range(round(0.2 / HOP_S)):
        strokes.follow(0.05, -30.0, -30.0)
    for i in range(4):
        strokes.follow(young, -30.0 + rise_db * (i + 1) / 4, -30.0)
    return strokes.struck(69)


@pytest.mark.parametrize(("rise_db", "young", "struck"), [(4.0, 0.98, True), (0.0, 0.98, False), (4.0, 0.05, False), (12.0, 0.05, False)])
def test_a_stroke_is_young_and_louder(rise_db: float, young: float, struck: bool) -> None:
    assert strokes_after(rise_db, young) is struck


@pytest.mark.parametrize(("fallen_db", "young", "struck"), [(0.0, 0.6, True), (25.0, 0.6, False), (25.0, 0.98, True)])
def test_what_jumps_in_a_dying_note_is_a_stroke_only_if_it_is_surely_young(fallen_db: float, young: float, struck: bool) -> None:
    strokes = Strokes(HOP_S)
    strokes.begin()
    for level_db in np.linspace(-20.0, -28.0 - fallen_db, round(0.5 / HOP_S)):
        strokes.follow(0.5, float(level_db), float(level_db))
    for _ in range(4):
        strokes.follow(young, -20.0 - fallen_db, -20.0 - fallen_db)
    assert strokes.struck(69) is struck


def test_the_gate_follows_a_room_that_grows_louder() -> None:
    gate = Gate(HOP_S)
    for _ in range(round(1.5 / HOP_S)):
        gate.follow(-50.0, sounding=False)
    assert gate.floor_db == pytest.approx(-50.0)


def test_a_note_does_not_move_the_gate() -> None:
    gate = Gate(HOP_S)
    for _ in range(round(1.0 / HOP_S)):
        gate.follow(-65.0, sounding=False)
    for _ in range(round(3.0 / HOP_S)):
        gate.follow(-20.0, sounding=True)
    assert gate.floor_db == pytest.approx(-65.0)


def test_a_calibration_is_kept() -> None:
    gate = Gate(HOP_S)
    gate.calibrate(100)
    for i in range(100):
        assert gate.calibrating
        gate.follow(-45.0 + (i % 3), sounding=False)
    assert not gate.calibrating
    for _ in range(1000):
        gate.follow(-100.0, sounding=False)
    assert gate.floor_db == pytest.approx(-44.0)


def test_the_gate_never_falls_below_what_converters_do() -> None:
    gate = Gate(HOP_S)
    for _ in range(1000):
        gate.follow(-120.0, sounding=False)
    assert gate.floor_db == LOWEST_DB


def moment(vocabulary: Vocabulary, pitch: int, level_db: float = -20.0, young: float = 0.05, sure: float = 0.98) -> Heard:
    """A moment of a pitch, or of none for pitch 0."""
    told = pitch_log_p(vocabulary, pitch, sure)
    if not pitch:
        told = np.log([*[1e-4] * (len(told) - 1), 0.99]).astype(np.float32)
    steady = Steady(np.zeros(Analysis().size, np.float32), log_p(vocabulary), np.zeros(3, np.float32))
    return Heard(told, young, level_db, level_db, lambda: steady)


def told(tracker: Tracker, moments: Sequence[Heard]) -> list[Event]:
    """Events about moments that follow each other hop by hop."""
    return [event for hop, heard in enumerate(moments) for event in tracker.step(heard, hop * HOP_S)]


def test_a_note_that_replaces_another_begins_when_it_was_first_heard(tracker: Tracker, vocabulary: Vocabulary) -> None:
    low, high = (moment(vocabulary, pitch) for pitch in (60, 64))
    silence = moment(vocabulary, 0, -100.0)
    events = told(tracker, [low] * 60 + [silence] * 200 + [high] * 6 + [low] * 15)
    notes = [(event.kind, event.values[0]) for event in events if event.kind is not Kind.LABEL_SETTLED]
    assert notes == [(kind, pitch) for pitch in (60, 64) for kind in (Kind.LABEL_ON, Kind.LABEL_OFF)] + [(Kind.LABEL_ON, 60)]
    assert [event.time_s for event in events] == sorted(event.time_s for event in events)
    assert events[-1].time_s == pytest.approx(266 * HOP_S, abs=HOP_S)


def test_a_stroke_that_began_no_note_is_forgotten(tracker: Tracker, vocabulary: Vocabulary) -> None:
    held, other = (pitch_log_p(vocabulary, pitch) for pitch in (60, 67))
    unsure = np.log(0.6 * np.exp(held) + 0.4 * np.exp(pitch_log_p(vocabulary, 72))).astype(np.float32)
    moments = [(held, -20.0, 0.05)] * 60 + [(unsure, -12.0, 0.98)] * 5 + [(unsure, -12.0, 0.05)] * 195 + [(other, -12.0, 0.05)] * 15
    steady = moment(vocabulary, 60).steady
    events = told(tracker, [Heard(said, young, level_db, level_db, steady) for said, level_db, young in moments])
    assert [(event.kind, event.values[0]) for event in events[-2:]] == [(Kind.LABEL_OFF, 60), (Kind.LABEL_ON, 67)]
    assert events[-1].time_s == pytest.approx(260 * HOP_S, abs=HOP_S)


@pytest.mark.parametrize(("level_db", "young", "again"), [(-45.0, 0.3, False), (-45.0, 0.98, True), (-22.0, 0.3, True)])
def test_a_pitch_returns_only_where_it_is_struck_or_loud(
    tracker: Tracker, vocabulary: Vocabulary, level_db: float, young: float, again: bool
) -> None:
    silence = moment(vocabulary, 0, -100.0)
    events = told(tracker, [moment(vocabulary, 69)] * 60 + [silence] * 60 + [moment(vocabulary, 69, level_db, young)] * 30)
    assert sum(event.kind is Kind.LABEL_ON for event in events) == 1 + again


def between(vocabulary: Vocabulary, likely: int, other: int, sure: float = 0.9) -> Heard:
    """A moment that gives `sure` to one pitch and the rest to another."""
    said = np.log(sure * np.exp(pitch_log_p(vocabulary, likely)) + (1 - sure) * np.exp(pitch_log_p(vocabulary, other)))
    return Heard(said.astype(np.float32), 0.5, -20.0, -20.0, moment(vocabulary, likely).steady)


def begun(events: Sequence[Event]) -> list[float]:
    return [event.values[0] for event in events if event.kind is Kind.LABEL_ON]


def test_a_doubtful_sound_is_told_when_it_will_not_become_surer(tracker: Tracker, vocabulary: Vocabulary) -> None:
    (event,) = told(tracker, [between(vocabulary, 69, 72)] * 15)
    assert event.values[0] == 69
    assert tracker.settings.patient_s < event.time_s + HOP_S < tracker.settings.patient_s + 2 * HOP_S


def test_a_pitch_that_the_sound_glides_to_is_waited_for(vocabulary: Vocabulary) -> None:
    heard = between(vocabulary, 69, 72, sure=0.93)
    begun_s = []
    for pitch in (69.0, 69.4):
        moments = [Heard(heard.pitch_log_p, 0.9, -20.0, -20.0, heard.steady, Repetition(pitch, 0.85))] * 12
        begun_s.append(told(Tracker(Analysis(), vocabulary, HOP_S), moments)[0].time_s)
    assert begun_s[0] < begun_s[1]


@pytest.mark.parametrize(("other", "notes"), [(61, [60]), (72, [60]), (63, [60, 63, 60])])
def test_what_a_vibrato_or_a_partial_may_be_replaces_a_note_only_if_it_is_clear(
    tracker: Tracker, vocabulary: Vocabulary, other: int, notes: list[float]
) -> None:
    held = moment(vocabulary, 60)
    assert begun(told(tracker, [held] * 60 + [between(vocabulary, other, 60)] * 15 + [held] * 60)) == notes


def test_what_goes_on_after_a_lost_note_need_not_grow_louder(tracker: Tracker, vocabulary: Vocabulary) -> None:
    lost = [between(vocabulary, 61, 60)] * 40
    assert begun(told(tracker, [moment(vocabulary, 60)] * 60 + lost + [moment(vocabulary, 64)] * 30))[:2] == [60, 61]


def test_a_tracker_that_is_stopped_ends_its_note_once(tracker: Tracker, vocabulary: Vocabulary) -> None:
    told(tracker, [moment(vocabulary, 69)] * 10)
    assert tracker.stop(0.1) == [Event(0.1, Kind.LABEL_OFF, values=(69.0,))]
    assert tracker.stop(0.2) == []
