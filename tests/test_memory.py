"""What a control leaves to the one that takes its place."""

import math
from pathlib import Path

import numpy as np
import pytest

from xmodal_rt.control.control import Control
from xmodal_rt.control.desk import Moment, Running
from xmodal_rt.control.memory import Memory, named
from xmodal_rt.control.pending import Pending
from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind
from xmodal_rt.model.anchors import read
from xmodal_rt.model.checkpoint_config import CheckpointConfig, installed, read_config
from xmodal_rt.osc import codec as osc
from xmodal_rt.pages import Kept
from xmodal_rt.ring import EventRing

SENDER = ("127.0.0.1", 50000)
NOW_S = Moment(5000.0, 1_700_000_000.0)
HEARD = Event(5000.0, Kind.LABEL_ON, values=(69.0, 0.9, 5.0, 4.0, 9.0, 3.0, 0.0, 1.0))


def made(config: CheckpointConfig, path: Path | None = None, anchors: Kept | None = None) -> Control:
    running = Running(config, 8, True, 48000, 64, 4990.0, anchors=path, named=named(anchors) if anchors else None)
    return Control(running, 9001, np.zeros(64))


def events(pending: Pending) -> list[Event]:
    ring = EventRing()
    pending.push(ring)
    return list(iter(ring.pop, None))


def sent(control: Control) -> list[Event]:
    return events(control.desk.to_synthesis)


def told(control: Control) -> list[Event]:
    return events(control.desk.to_listening)


@pytest.mark.parametrize(
    ("content", "end"), [("symbols", Event(NOW, Kind.NOTE, ALL_VOICES, (69.0, 0.0))), ("latents", Event(NOW, Kind.RELEASE))]
)
def test_a_note_that_the_microphone_held_ends_when_the_control_is_begun_anew(
    tone_config: CheckpointConfig, content: str, end: Event
) -> None:
    kept, anchors = Kept(16384), Kept(16384)
    control, memory = made(tone_config), Memory(kept, anchors)
    control.receive([(osc.message("/xmodal/listen/to", "voice", content), SENDER)], NOW_S)
    memory.leave(control)
    control.feedback(HEARD, NOW_S)
    memory.leave(control)
    successor = made(tone_config)
    Memory(kept, anchors).take_up(successor)
    assert sent(successor) == [end]
    assert successor.desk.mirror.on
    control.feedback(Event(5000.0, Kind.LABEL_OFF, values=(69.0,)), NOW_S)
    memory.leave(control)
    successor = made(tone_config)
    Memory(kept, anchors).take_up(successor)
    assert sent(successor) == []


@pytest.mark.parametrize("broken", [False, True])
def test_what_was_named_just_before_the_control_died_is_written(tone_config: CheckpointConfig, tmp_path: Path, broken: bool) -> None:
    path, kept, anchors = tmp_path / "anchors.toml", Kept(16384), Kept(16384)
    control, memory = made(tone_config, path, anchors), Memory(kept, anchors)
    control.receive([(osc.message("/xmodal/anchor/latent", "a", 1.0, -2.0, 0.5), SENDER)], NOW_S)
    memory.leave(control)
    assert not path.exists()
    if broken:
        path.write_text("[anchors")
    successor = made(tone_config, path, anchors)
    assert successor.due_s <= NOW_S.time_s
    successor.tick(NOW_S)
    assert read(path, tone_config) == {"a": (1.0, -2.0, 0.5)}
    assert made(tone_config, path, anchors).desk.points.due_s == math.inf


def test_the_rate_of_latents_that_was_asked_for_outlives_the_control(tone_config: CheckpointConfig) -> None:
    kept = Kept(16384)
    control, memory = made(tone_config), Memory(kept, Kept(16384))
    for address, *values in [("listen/rate", 12.0), ("listen/to", "voice", "latents")]:
        control.receive([(osc.message(f"/xmodal/{address}", *values), SENDER)], NOW_S)
    memory.leave(control)
    successor = made(tone_config)
    Memory(kept, Kept(16384)).take_up(successor)
    successor.receive([(osc.message("/xmodal/listen/to", "nothing"), SENDER)], NOW_S)
    assert told(successor) == [Event(NOW, Kind.LISTEN_RATE, values=(12.0,))]


def test_what_plays_what_is_heard_ends_with_a_reason_where_the_next_model_hears_several_notes(tone_config: CheckpointConfig) -> None:
    mixture = read_config(installed() / "duo")
    kept = Kept(16384)
    control, memory = made(tone_config), Memory(kept, Kept(16384))
    control.receive([(osc.message("/xmodal/listen/to", "voice", "latents"), SENDER)], NOW_S)
    memory.leave(control)
    successor = made(mixture)
    Memory(kept, Kept(16384)).take_up(successor)
    assert not successor.desk.mirror.on
    assert told(successor) == [Event(NOW, Kind.LISTEN_RATE, values=(0.0,))]
    (message,) = osc.parse(successor.replies.take()[0][0])
    assert (message.address, message.arguments[0]) == ("/xmodal/fail", "/xmodal/listen/to")
    assert "serve another checkpoint" in str(message.arguments[1])
