"""The messages about points: /anchor, /morph and /trajectory, with the answers of the other processes."""

import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xmodal_rt.control.control import Control
from xmodal_rt.control.desk import Moment, Running
from xmodal_rt.control.journeys import AHEAD_S, MAX_JOURNEYS
from xmodal_rt.control.questions import MAX_OPEN, PATIENCE_S
from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.osc import codec as osc
from xmodal_rt.ring import EventRing

SENDER = ("127.0.0.1", 50000)
BEGAN_S, UNIX_S = 5000.0, 1_700_000_000.0
A, B = (1.0, -2.0, 0.5), (3.0, -4.0, 0.25)


class Stage:
    """A control, and the answers that a synthesis would give."""

    def __init__(self, config: CheckpointConfig, anchors: Path | None = None, transcribe: bool = True) -> None:
        self.config, self.now_s = config, BEGAN_S
        running = Running(config, 8, transcribe, 48000, 64, BEGAN_S - 10, 0.002, anchors)
        self.control = Control(running, 9001, np.zeros(64))
        self.control.replies.notify(SENDER, -1)
        self.control.tick(self.now)
        self.ring = EventRing()
        self.told()

    @property
    def now(self) -> Moment:
        return Moment(self.now_s, UNIX_S + self.now_s - BEGAN_S)

    def send(self, address: str, *arguments: object, after_s: float | None = None) -> list[Event]:
        message = osc.message(f"/xmodal/{address}", *arguments)
        datagram = message if after_s is None else osc.bundle(self.now.unix_s + after_s, [message])
        self.control.receive([(datagram, SENDER)], self.now)
        return self.events()

    def events(self) -> list[Event]:
        for pending in (self.control.desk.to_synthesis, self.control.desk.to_listening):
            pending.push(self.ring)
        return list(iter(self.ring.pop, None))

    def answer(self, question: Event, *z: float) -> None:
        self.control.feedback(Event(NOW, Kind.POINT, int(question.values[0]), z), self.now)

    def told(self) -> list[tuple[str, tuple[Any, ...]]]:
        said = [message for datagram, to in self.control.replies.take() if to == SENDER for message in osc.parse(datagram)]
        return [(m.address.removeprefix("/xmodal/"), m.arguments) for m in said if m.address != "/xmodal/alive"]

    def run(self, seconds: float, late_s: float = 0.0) -> list[Event]:
        """Tick whenever that is due, `late_s` too late."""
        end_s, sent = self.now_s + seconds, []
        while (due_s := max(self.now_s, self.control.due_s + late_s)) < end_s:
            self.now_s = due_s
            self.control.tick(self.now)
            sent += self.events()
            assert self.control.due_s > self.now_s
        self.now_s = end_s
        return sent

    def name(self, name: str, z: tuple[float, ...]) -> None:
        assert self.send("anchor/latent", name, *z) == []
        assert self.told() == [("done", ("/xmodal/anchor/latent",))]


@pytest.fixture
def stage(tone_config: CheckpointConfig) -> Stage:
    return Stage(tone_config)


@pytest.mark.parametrize(
    "words", [("C4 mf piano",), ("C4", "mf", "piano"), ("octave", 4, "pitch_class", "C", "dynamics", "mf", "instrument", 1)]
)
def test_labels_are_looked_up_and_named(stage: Stage, words: tuple[object, ...]) -> None:
    (question,) = stage.send("anchor/labels", "soft", *words)
    assert (question.kind, question.values[1:]) == (Kind.LOOK_UP, (0, 4, 1, 0, 2, 3, 3, 1))
    assert stage.told() == []
    stage.answer(question, *A)
    assert stage.told() == [("done", ("/xmodal/anchor/labels",))]
    stage.send("anchor/list")
    stage.send("anchor/get", "soft")
    assert stage.told() == [("anchor/list.reply", (1, "soft")), ("anchor/point", ("soft", *A))]


@pytest.mark.parametrize(
    ("address", "kind", "voice"),
    [("anchor/now", Kind.WHERE, ALL_VOICES), ("voice/3/anchor/now", Kind.WHERE, 3), ("anchor/heard", Kind.LISTEN_WHERE, ALL_VOICES)],
)
def test_where_a_voice_is_and_what_was_heard_is_named(stage: Stage, address: str, kind: Kind, voice: int) -> None:
    (question,) = stage.send(address, "here")
    assert (question.kind, question.voice) == (kind, voice)
    stage.answer(question)
    ((failed, (path, reason)),) = stage.told()
    assert (failed, path) == ("fail", f"/xmodal/{address}")
    assert "first" in reason
    (question,) = stage.send(address, "here")
    stage.answer(question, 900.0, *A[1:])
    assert stage.told() == [("done", (f"/xmodal/{address}",))]
    stage.send("anchor/get", "here")
    assert stage.told() == [("anchor/point", ("here", pytest.approx(10.95), *A[1:]))]


def test_an_answer_to_nobody_is_left_alone(stage: Stage) -> None:
    stage.control.feedback(Event(NOW, Kind.POINT, 77, A), stage.now)
    (question,) = stage.send("anchor/now", "here")
    stage.answer(question, *A)
    stage.answer(question, *B)
    assert len(stage.told()) == 1


def test_anchors_are_mixed_by_weights_at_the_time_of_the_message(stage: Stage) -> None:
    stage.name("a", A)
    stage.name("b", B)
    assert stage.send("anchor/mix", "a", 3, "b", 1) == [Event(NOW, Kind.LATENT, ALL_VOICES, (1.5, -2.5, 0.4375))]
    (event,) = stage.send("voice/2/anchor/mix", "a", 1, after_s=0.5)
    assert (event.voice, event.values, event.time_s) == (2, A, pytest.approx(BEGAN_S + 0.5, abs=1e-6))


def test_what_is_named_is_saved_soon_and_found_again(tone_config: CheckpointConfig, tmp_path: Path) -> None:
    path = tmp_path / "anchors.toml"
    stage = Stage(tone_config, path)
    stage.name("a", A)
    stage.run(1.0)
    assert Stage(tone_config, path).control.desk.points.anchors.point("a") == A
    stage.send("anchor/delete", "a")
    stage.control.close()
    assert Stage(tone_config, path).control.desk.points.anchors.names == ()


def test_a_file_that_cannot_be_written_is_told(tone_config: CheckpointConfig, tmp_path: Path) -> None:
    stage = Stage(tone_config, tmp_path / "gone" / "anchors.toml")
    stage.control.replies.notify(SENDER, -1)
    stage.name("a", A)
    stage.run(1.0)
    ((address, (path, reason)),) = stage.told()
    assert (address, path) == ("fail", "/xmodal/anchor")
    assert "cannot be written" in reason


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (("anchor/labels", "x", "kazoo"), "no label has a class"),
        (("anchor/labels", "now", "C4"), "no name for an anchor"),
        (("anchor/labels", "x"), "send WORD"),
        (("anchor/latent", "x", 1.0), "send all 3"),
        (("anchor/mix", "nobody", 1), "there is no anchor 'nobody'"),
        (("anchor/mix", "a", 0), "weights that sum"),
        (("anchor/mix", "a"), "whole groups"),
        (("anchor/delete", "nobody"), "use one of a"),
        (("anchor/get", "nobody"), "there is no anchor"),
        (("morph", 1, 2, "a", "a"), "use 0 .steps."),
        (("morph", 1, 1, "a", "kazoo"), "'kazoo' is no anchor, and as labels"),
        (("morph", 1, 1, *["a"] * 33), "at most 32"),
        (("morph", 0, 1, "a", "a"), "send 0.01 to 600"),
        (("trajectory", "square"), "use line, circle, helix"),
        (("trajectory", "line", 10, 0.5, 0, 0, "nowhere"), "is no anchor"),
    ],
)
def test_what_cannot_be_done_is_told(stage: Stage, message: tuple[object, ...], reason: str) -> None:
    stage.name("a", A)
    address, *arguments = message
    assert stage.send(str(address), *arguments) == []
    ((failed, (path, why)),) = stage.told()
    assert (failed, path) == ("fail", f"/xmodal/{address}")
    assert re.search(reason, str(why))


def test_without_a_listener_nothing_is_heard(tone_config: CheckpointConfig) -> None:
    stage = Stage(tone_config, transcribe=False)
    assert stage.send("anchor/heard", "x") == []
    assert "--transcribe" in stage.told()[0][1][1]


def test_open_questions_are_bounded_and_those_without_an_answer_refused(stage: Stage) -> None:
    for _ in range(MAX_OPEN + 1):
        stage.send("anchor/now", "x")
    ((failed, (_, reason)),) = stage.told()
    assert (failed, "send fewer at once" in reason) == ("fail", True)
    stage.run(PATIENCE_S - 0.5)
    assert stage.told() == []
    stage.run(1.5)
    assert not stage.control.desk.points.questions
    assert stage.told() == [("fail", ("/xmodal/anchor/now", "nothing answered; send it again"))]
    assert len(stage.send("anchor/now", "x")) == 1


# Paths


def steps(events: list[Event]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Times, seconds and latents of the steps."""
    walked = [event for event in events if event.kind is Kind.STEP]
    table = np.array([(event.time_s, *event.values[1:]) for event in walked])
    return table[:, 0], table[:, 1], table[:, 2:]


def test_a_morph_begins_at_once_and_walks_evenly_from_point_to_point(stage: Stage) -> None:
    stage.name("a", A)
    stage.name("b", B)
    (join,) = stage.send("morph", 0.5, 1, "a", "b", "a")
    assert (join.time_s, join.kind, join.voice, join.values[1:]) == (NOW, Kind.JOIN, ALL_VOICES, A)
    assert stage.told() == [("done", ("/xmodal/morph",))]
    sent = stage.run(2.0)
    assert {event.values[0] for event in sent} == {join.values[0]}
    times_s, seconds, z = steps(sent)
    assert np.ptp(np.diff(times_s)) < 1e-6
    np.testing.assert_allclose(np.diff(times_s), seconds[0], atol=1e-6)
    assert 0.01 <= seconds[0] <= 0.04
    ends = times_s - times_s[0] + seconds
    expected = np.array(A) + np.outer(1 - np.abs(1 - ends / 0.5), np.subtract(B, A))
    np.testing.assert_allclose(z, expected, atol=1e-5)
    assert ends[-1] == pytest.approx(1.0)
    assert stage.told() == [("path/ended", ("/xmodal/morph",))]
    assert stage.run(1.0) == []


def test_each_step_comes_before_its_time_and_not_long(stage: Stage) -> None:
    stage.send("voice/1/trajectory", "circle", 1.0)
    leads: list[float] = []
    for _ in range(50):
        came_s = stage.now_s = stage.control.due_s if math.isfinite(stage.control.due_s) else stage.now_s
        stage.control.tick(stage.now)
        leads += [event.time_s - came_s for event in stage.events()]
    assert len(leads) >= 50
    assert min(leads) > 0.002 + 2 * 64 / 48000
    assert max(leads) < 0.02 + AHEAD_S


def test_jumps_happen_at_their_times(stage: Stage) -> None:
    stage.name("a", A)
    stage.name("b", B)
    (join,) = stage.send("morph", 0.25, 0, "a", "b", "a", after_s=1.0)
    assert join.time_s == pytest.approx(BEGAN_S + 1.0, abs=1e-6)
    times_s, seconds, z = steps(stage.run(3.0))
    np.testing.assert_allclose(times_s, BEGAN_S + 1.0 + np.array([0.25, 0.5]), atol=1e-6)
    assert seconds.tolist() == [0.0, 0.0]
    np.testing.assert_allclose(z, [B, A], atol=1e-6)


def test_a_morph_asks_for_points_that_are_not_known_yet(stage: Stage) -> None:
    stage.name("a", A)
    questions = stage.send("voice/4/morph", 1, 3, "now", "a", "C4/mf/piano")
    assert [(q.kind, q.voice) for q in questions] == [(Kind.WHERE, 4), (Kind.LOOK_UP, 4)]
    stage.answer(questions[1], *B)
    assert stage.events() == []
    stage.answer(questions[0], 0.0, -3.0, 0.5)
    (join,) = stage.events()
    assert (join.kind, join.voice, join.values[1:]) == (Kind.JOIN, 4, (0.0, -3.0, 0.5))
    _, _, z = steps(stage.run(3.0))
    np.testing.assert_allclose(z[-1], B, atol=1e-6)
    assert stage.told() == [("done", ("/xmodal/voice/4/morph",)), ("path/ended", ("/xmodal/voice/4/morph",))]


def test_a_path_whose_points_are_found_after_its_time_is_late(stage: Stage) -> None:
    (question,) = stage.send("morph", 1, 1, "now", "centre", after_s=0.1)
    stage.now_s += 0.35
    stage.answer(question, *A)
    (join,) = stage.events()
    assert (join.kind, join.time_s) == (Kind.JOIN, NOW)
    assert stage.told() == [("late", ("/xmodal/morph", pytest.approx(0.25, abs=1e-5))), ("done", ("/xmodal/morph",))]
    assert stage.control.counts.late == 1


def test_labels_that_a_point_leaves_open_are_those_of_the_point_before(stage: Stage) -> None:
    stage.name("a", A)
    first, second = stage.send("morph", 1, 1, "C4/mf/piano", "a", "D5/pp")
    assert first.values[1:] == (0, 4, 1, 0, 2, 3, 3, 1)
    assert second.values[1:] == (0, 5, 1, 2, 2, 0, 3, 1)


def test_a_trajectory_goes_on_until_no_voice_walks_it(stage: Stage) -> None:
    (join,) = stage.send("trajectory", "circle", 2, 0.5, 7)
    assert len(stage.run(20.0)) > 400
    assert stage.told() == [("done", ("/xmodal/trajectory",))]
    stage.control.feedback(Event(NOW, Kind.LEFT, ALL_VOICES, (join.values[0],)), stage.now)
    assert stage.run(1.0) == []
    assert stage.told() == [("path/ended", ("/xmodal/trajectory",))]


def test_the_same_seed_walks_the_same_way_and_another_one_another(stage: Stage) -> None:
    ways = []
    for seed in (7, 7, 8):
        (join,) = stage.send("trajectory", "line", 1, 0.5, seed, 1)
        ways.append([join.values[1:], *(event.values[2:] for event in stage.run(2.0))])
    assert ways[0] == ways[1] != ways[2]


def test_paths_of_single_voices_run_side_by_side_and_a_new_one_takes_the_place_of_an_old_one(stage: Stage) -> None:
    stage.send("voice/[0-2]/trajectory", "line", 1)
    stage.send("voice/1/trajectory", "helix", 1)
    assert [(address, *path) for address, path in stage.told() if address == "path/ended"] == [("path/ended", "/xmodal/voice/1/trajectory")]
    sent = stage.run(1.0)
    assert {event.voice for event in sent} == {0, 1, 2}
    assert len({event.values[0] for event in sent}) == 3


def test_a_path_for_later_leaves_the_one_before_alone_until_its_time(stage: Stage) -> None:
    stage.name("a", A)
    stage.name("b", B)
    (first,) = stage.send("morph", 2, 1, "a", "b", after_s=1.0)
    (second,) = stage.send("morph", 2, 1, "b", "a", after_s=2.0)
    sent = stage.run(1.9)
    assert {event.values[0] for event in sent} == {first.values[0]}
    assert len(sent) > 20
    assert [address for address, _ in stage.told()] == ["done", "done"]
    stage.run(0.2)
    stage.control.feedback(Event(NOW, Kind.LEFT, ALL_VOICES, (first.values[0],)), stage.now)
    assert {event.values[0] for event in stage.run(2.5)} == {second.values[0]}
    assert stage.told() == [("path/ended", ("/xmodal/morph",))] * 2


def test_a_path_for_now_leaves_alone_what_is_joined_after_it(stage: Stage) -> None:
    (planned,) = stage.send("trajectory", "line", 1, after_s=0.005)
    (walked,) = stage.send("trajectory", "helix", 1)
    assert {event.values[0] for event in stage.run(1.0)} == {planned.values[0], walked.values[0]}


def test_paths_are_bounded(stage: Stage) -> None:
    for n in range(MAX_JOURNEYS):
        stage.send("voice/1/trajectory", "line", 1, after_s=1 + n / 10)
    stage.told()
    assert stage.send("trajectory", "line", 1) == []
    ((failed, (_, reason)),) = stage.told()
    assert (failed, "send others when" in reason) == ("fail", True)


def test_steps_whose_time_has_passed_are_left_out_but_for_the_last(stage: Stage) -> None:
    stage.name("a", A)
    stage.name("b", B)
    stage.send("morph", 1, 1, "a", "b")
    stage.now_s += 0.5
    stage.control.tick(stage.now)
    assert min(event.time_s for event in stage.events()) >= stage.now_s
    stage.now_s += 5
    stage.control.tick(stage.now)
    (last,) = stage.events()
    assert (last.time_s, last.values[2:]) == (NOW, pytest.approx(B, abs=1e-6))
    assert stage.told()[-1] == ("path/ended", ("/xmodal/morph",))


def test_a_path_stays_where_the_decoder_can_be_trusted(stage: Stage) -> None:
    stage.send("trajectory", "circle", 1, 2, 3, 1)
    _, _, z = steps(stage.run(2.0))
    low, high = np.array(stage.config.latent_low), np.array(stage.config.latent_high)
    margin = np.maximum(0.5 * (high - low), 1.0)
    assert ((z >= low - margin - 1e-6) & (z <= high + margin + 1e-6)).all()
