"""What is heard plays, within limits."""

import math

import pytest

from xmodal_rt.control.mirror import ECHO_S, HOLD_S, MAX_NOTES_PER_S, Mirror
from xmodal_rt.errors import ParameterError
from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.model.checkpoint import CheckpointConfig

CLASSES = (4.0, 9.0, 3.0, 0.0, 1.0)  # A4, mf


def on(pitch: int) -> Event:
    return Event(0.0, Kind.LABEL_ON, values=(float(pitch), 0.9, 5.0, *CLASSES))


def off(pitch: int) -> Event:
    return Event(0.0, Kind.LABEL_OFF, values=(float(pitch),))


def played(pitch: int, velocity: float) -> Event:
    return Event(NOW, Kind.NOTE, values=(float(pitch), velocity))


@pytest.fixture
def mirror(tone_config: CheckpointConfig) -> Mirror:
    made = Mirror(tone_config)
    made.choose("voice", "symbols")
    return made


def test_nothing_plays_until_it_is_asked_for(tone_config: CheckpointConfig) -> None:
    assert Mirror(tone_config).play(on(69), 1.0) == []


def test_a_note_plays_as_loud_as_it_is_heard_until_it_ends(mirror: Mirror) -> None:
    assert mirror.play(on(69), 1.0) == [played(69, 74.0)]
    assert mirror.play(off(69), 2.0) == [played(69, 0.0)]


def test_a_new_note_ends_the_one_before(mirror: Mirror) -> None:
    mirror.play(on(69), 1.0)
    assert mirror.play(on(71), 1.5) == [played(69, 0.0), played(71, 74.0)]


def test_the_echo_of_a_note_is_no_note(mirror: Mirror) -> None:
    mirror.play(on(69), 1.0)
    mirror.play(off(69), 1.0 + 0.5 * ECHO_S)
    assert mirror.play(on(69), 1.0 + 0.9 * ECHO_S) == []
    assert mirror.play(on(69), 1.0 + 1.1 * ECHO_S) == [played(69, 74.0)]


def test_a_loop_cannot_run_faster_than_hands(mirror: Mirror) -> None:
    begun = [mirror.play(on(60 + i % 12), 1.0 + i / 100) for i in range(100)]
    assert sum(bool(events) for events in begun) == MAX_NOTES_PER_S


def test_no_note_is_held_for_ever(mirror: Mirror) -> None:
    mirror.play(on(69), 1.0)
    assert mirror.due_s == 1.0 + HOLD_S
    assert mirror.expire(1.0 + 0.9 * HOLD_S) == []
    assert mirror.expire(1.0 + HOLD_S) == [played(69, 0.0)]
    assert mirror.expire(1.0 + 1.1 * HOLD_S) == []
    assert mirror.due_s == math.inf


def test_latents_play_while_a_note_sounds(tone_config: CheckpointConfig) -> None:
    mirror = Mirror(tone_config)
    mirror.choose("voice", "latents")
    heard = Event(0.0, Kind.HEARD, values=(0.5, -1.0, 0.0))
    assert mirror.play(heard, 1.0) == []
    assert mirror.play(on(69), 1.0) == []
    assert mirror.play(heard, 1.1) == [Event(NOW, Kind.LATENT, values=heard.values)]
    assert mirror.play(off(69), 1.2) == [Event(NOW, Kind.RELEASE)]
    assert mirror.play(heard, 1.3) == []


@pytest.mark.parametrize(("heard", "plays"), [(900.0, 10.95), (-900.0, -10.85), (math.nan, -10.85)])
def test_latents_play_near_what_the_model_was_trained_on(tone_config: CheckpointConfig, heard: float, plays: float) -> None:
    mirror = Mirror(tone_config)
    mirror.choose("voice", "latents")
    mirror.play(on(69), 1.0)
    (event,) = mirror.play(Event(0.0, Kind.HEARD, values=(heard, -1.0, 0.5)), 1.1)
    assert event.values == (pytest.approx(plays), -1.0, 0.5)


def test_what_sounds_ends_when_the_mirror_is_turned_away(mirror: Mirror) -> None:
    mirror.play(on(69), 1.0)
    assert mirror.choose("nothing", "symbols") == [played(69, 0.0)]


@pytest.mark.parametrize(("target", "content"), [("moon", "symbols"), ("voice", "songs")])
def test_other_words_are_refused(mirror: Mirror, target: str, content: str) -> None:
    with pytest.raises(ParameterError, match="is not known; send nothing or voice, then symbols or latents"):
        mirror.choose(target, content)
