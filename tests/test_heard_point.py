"""The point that was heard last, as the listening process tells it."""

import numpy as np
import pytest

from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.links import Links
from xmodal_rt.listening.ear import Ear
from xmodal_rt.listening.process import Listener
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.ring import AudioRing

SR = 48000


@pytest.fixture
def listener(tone: Checkpoint) -> Listener:
    return Listener(Links(AudioRing(1, 1), AudioRing(2 * SR, 1)), Ear(tone, SR), on=True)


def asked(listener: Listener, y: np.ndarray) -> tuple[float, ...]:
    """Hear y [n], then ask for the point."""
    listener.links.input.write(y.astype(np.float32)[:, None])
    listener.work()
    listener.links.from_listening.clear()
    listener.links.to_listening.push(Event(NOW, Kind.LISTEN_WHERE, values=(7.0,)))
    assert listener.work()
    answer = listener.links.from_listening.pop()
    assert answer is not None
    assert (answer.kind, answer.voice) == (Kind.POINT, 7)
    return answer.values


def test_silence_has_no_point_and_does_not_replace_one(listener: Listener) -> None:
    silence = np.zeros(SR // 4)
    assert asked(listener, silence) == ()
    sine = 0.3 * np.sin(2 * np.pi * 440 * np.arange(SR // 2) / SR)
    heard = asked(listener, sine)
    assert heard[0] == pytest.approx((69 - 64) / 8, abs=0.02)
    assert asked(listener, np.concatenate([silence, silence]))[0] == pytest.approx(heard[0], abs=0.2)


def test_it_is_told_while_listening_is_off(listener: Listener) -> None:
    listener.links.to_listening.push(Event(NOW, Kind.LISTEN, values=(0.0,)))
    assert len(asked(listener, 0.3 * np.sin(2 * np.pi * 440 * np.arange(SR // 2) / SR))) == 3
