"""The ear and its tracker, on sounds whose notes are known."""

import numpy as np
import pytest
from numpy.typing import NDArray

from xmodal_rt.events import Event, Kind
from xmodal_rt.listening.ear import Ear
from xmodal_rt.model.checkpoint import Checkpoint

SR = 48000


def sine(pitch: float, seconds: float, sr: int = SR, amplitude: float = 0.2) -> NDArray[np.float32]:
    t = np.arange(round(seconds * sr)) / sr
    fade = np.minimum(1, np.minimum(t, t[-1] - t) / 0.005)
    return (amplitude * fade * np.sin(2 * np.pi * 440 * 2 ** ((pitch - 69) / 12) * t)).astype(np.float32)


def silence(seconds: float, sr: int = SR) -> NDArray[np.float32]:
    return np.zeros(round(seconds * sr), np.float32)


def begun(events: list[Event]) -> list[int]:
    return [int(event.values[0]) for event in events if event.kind is Kind.LABEL_ON]


@pytest.mark.parametrize("sr", [44100, 48000, 96000])
def test_hears_each_note_of_a_scale_once_and_its_end(tone: Checkpoint, sr: int) -> None:
    scale = [57, 60, 64, 69, 72, 76, 81]
    y = np.concatenate([part for pitch in scale for part in (sine(pitch, 0.4, sr), silence(0.2, sr))])
    events = Ear(tone, sr).feed(y)
    assert begun(events) == scale
    assert [int(event.values[0]) for event in events if event.kind is Kind.LABEL_OFF] == scale


def test_times_are_those_of_the_sound(tone: Checkpoint) -> None:
    events = Ear(tone, SR).feed(np.concatenate([silence(0.5), sine(69, 1.0), silence(0.5)]))
    on, settled, off = events
    assert [event.kind for event in events] == [Kind.LABEL_ON, Kind.LABEL_SETTLED, Kind.LABEL_OFF]
    assert settled.time_s == pytest.approx(on.time_s + 0.1, abs=0.01)
    assert on.time_s == pytest.approx(0.5, abs=0.03)
    assert off.time_s == pytest.approx(1.5, abs=0.05)


def test_hears_the_same_in_blocks_of_any_size(tone: Checkpoint, rng: np.random.Generator) -> None:
    y = np.concatenate([sine(60, 0.3), silence(0.1), sine(67, 0.3), silence(0.2)])
    whole = Ear(tone, SR).feed(y)
    ear, events, at = Ear(tone, SR), [], 0
    while at < len(y):
        n = int(rng.integers(1, 3000))
        events += ear.feed(y[at : at + n])
        at += n
    assert events == whole


def test_hears_legato_as_two_notes(tone: Checkpoint) -> None:
    t = np.arange(SR) / SR
    pitch = np.where(t < 0.5, 60, 67)
    y = (0.2 * np.sin(2 * np.pi * np.cumsum(440 * 2 ** ((pitch - 69) / 12)) / SR)).astype(np.float32)
    assert begun(Ear(tone, SR).feed(y)) == [60, 67]


def test_hears_a_note_that_is_struck_again(tone: Checkpoint) -> None:
    stroke = sine(72, 0.4) * np.exp(-np.arange(round(0.4 * SR)) / (0.1 * SR)).astype(np.float32)
    assert begun(Ear(tone, SR).feed(np.tile(stroke, 3))) == [72, 72, 72]


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e30])
def test_a_sample_that_is_no_number_is_silence(tone: Checkpoint, bad: float) -> None:
    y = np.concatenate([sine(60, 0.3), silence(0.2), sine(67, 0.3), silence(0.2)])
    expected = Ear(tone, SR).feed(y)
    y[round(0.4 * SR)] = bad
    assert Ear(tone, SR).feed(y) == expected
    assert begun(expected) == [60, 67]


def test_hears_nothing_in_silence(tone: Checkpoint) -> None:
    assert Ear(tone, SR).feed(silence(2.0)) == []


def test_sends_latents_at_the_rate_asked_for(tone: Checkpoint) -> None:
    ear = Ear(tone, SR)
    ear.latent_every = 10
    heard = [event for event in ear.feed(sine(69, 1.0)) if event.kind is Kind.HEARD]
    assert len(heard) == SR // ear.hop_length // 10
    assert heard[9].values[0] == pytest.approx(5 / 8, abs=0.02)


@pytest.mark.parametrize("cents", [-40, -10, 0, 25, 40])
def test_tells_how_far_a_note_is_from_its_pitch(tone: Checkpoint, cents: float) -> None:
    on = Ear(tone, SR).feed(np.concatenate([silence(0.2), sine(69 + cents / 100, 0.5)]))[0]
    assert on.values[0] == 69
    assert on.values[2] == pytest.approx(cents, abs=8)
