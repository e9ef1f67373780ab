"""What a control leaves to the one that takes its place."""

import numpy as np
import pytest

from xmodal_rt.control.control import Control
from xmodal_rt.control.desk import Moment, Running
from xmodal_rt.control.memory import Memory
from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.osc import codec as osc
from xmodal_rt.pages import Kept
from xmodal_rt.ring import EventRing

SENDER = ("127.0.0.1", 50000)
NOW_S = Moment(5000.0, 1_700_000_000.0)
HEARD = Event(5000.0, Kind.LABEL_ON, values=(69.0, 0.9, 5.0, 4.0, 9.0, 3.0, 0.0, 1.0))


def made(config: CheckpointConfig) -> Control:
    return Control(Running(config, 8, True, 48000, 64, 4990.0), 9001, np.zeros(64))


def sent(control: Control) -> list[Event]:
    ring = EventRing()
    control.desk.to_synthesis.push(ring)
    return list(iter(ring.pop, None))


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
