"""Voices on paths in the instrument: they join, go from step to step, and leave with whatever else moves them."""

import numpy as np
import pytest
from numpy.typing import NDArray

from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.synthesis.instrument import Instrument

SR, STEP_S = 48000, 0.01
START, END = (0.0, -2.0, 0.5), (1.0, -2.5, 0.4)


class Played:
    """An instrument, block after block; `told` is what it reports."""

    def __init__(self, tone: Checkpoint) -> None:
        self.told: list[Event] = []
        self.instrument = Instrument(tone, SR, voices=4, report=self.told.append)

    def play(self, seconds: float, *events: Event) -> NDArray[np.float32]:
        y = np.zeros(round(seconds * SR), np.float32)
        self.instrument.render(y, [(0, event) for event in events])
        return y

    def where(self, voice: int = ALL_VOICES) -> tuple[float, ...]:
        return self.instrument.answer(Event(NOW, Kind.WHERE, voice, (1.0,))).values

    def walk(self, number: int, z: tuple[float, ...], voice: int = ALL_VOICES, seconds: float = STEP_S) -> None:
        self.play(STEP_S, Event(NOW, Kind.STEP, voice, (float(number), seconds, *z)))


def join(number: int, voice: int = ALL_VOICES, z: tuple[float, ...] = START) -> Event:
    return Event(NOW, Kind.JOIN, voice, (float(number), *z))


@pytest.fixture
def played(tone: Checkpoint) -> Played:
    return Played(tone)


def test_a_voice_that_joins_sounds_there_and_is_in_time_where_a_step_leads(played: Played) -> None:
    y = played.play(0.05, join(1))
    assert np.abs(y).max() > 0.01
    assert played.where() == pytest.approx(START)
    played.play(STEP_S / 2, Event(NOW, Kind.STEP, ALL_VOICES, (1.0, STEP_S, *END)))
    assert played.where() == pytest.approx(np.add(START, END) / 2, abs=1e-3)
    played.play(STEP_S / 2)
    assert played.where() == pytest.approx(END)
    assert played.told == []


def test_a_glide_of_the_performer_does_not_slow_a_path_down(played: Played) -> None:
    played.play(0.05, Event(NOW, Kind.GLIDE, values=(5.0,)), join(1))
    played.walk(1, END)
    assert played.where() == pytest.approx(END)


@pytest.mark.parametrize(
    "move",
    [
        Event(NOW, Kind.LATENT, ALL_VOICES, (0.5, -2.0, 0.5)),
        Event(NOW, Kind.COORDINATE, ALL_VOICES, (0.0, 0.5)),
        Event(NOW, Kind.NOTE, 0, (69.0, 90.0)),
        Event(NOW, Kind.RELEASE),
        Event(NOW, Kind.LEAVE),
        join(2, z=(0.5, -2.0, 0.5)),
    ],
)
def test_whatever_else_moves_a_voice_takes_it_off_its_path(played: Played, move: Event) -> None:
    played.play(0.05, join(1))
    played.play(0.05, move)
    before = played.where()
    played.walk(1, END)
    assert played.where() == before
    assert [(event.kind, event.values) for event in played.told] == [(Kind.LEFT, (1.0,))]


def test_what_moves_no_voice_leaves_it_on_its_path(played: Played) -> None:
    played.play(0.05, join(1))
    others = [Event(NOW, Kind.SYMBOL, values=(3.0, 1.0)), Event(NOW, Kind.GAIN, values=(0.5,)), Event(NOW, Kind.NOTE, 3, (60.0, 90.0))]
    played.play(0.05, *others)
    played.walk(1, END)
    assert played.where(0) == pytest.approx(END)
    assert played.where(3) != pytest.approx(END)


def test_voices_walk_different_paths_and_all_can_walk_one(played: Played) -> None:
    played.play(0.05, join(1, 0), join(2, 1))
    played.walk(1, END, 0)
    assert played.where(0) == pytest.approx(END)
    assert played.where(1) == pytest.approx(START)
    played.play(0.05, join(3))
    played.walk(3, END)
    played.walk(1, START, 0)
    assert [played.where(voice) for voice in (0, 1)] == [pytest.approx(END)] * 2
    assert [event.values for event in played.told] == [(1.0,)]


def test_a_step_never_wakes_a_voice(played: Played) -> None:
    played.play(0.05, join(1), Event(NOW, Kind.PANIC))
    played.play(0.2)
    played.walk(1, END)
    assert played.instrument.active == 0
    assert played.told[0].kind is Kind.LEFT


def test_who_leaves_in_the_middle_of_a_step_stays_there(played: Played) -> None:
    played.play(0.05, join(1))
    played.play(0.5, Event(NOW, Kind.STEP, ALL_VOICES, (1.0, 1.0, *END)))
    played.play(0.3, Event(NOW, Kind.LEAVE))
    assert played.where() == pytest.approx(np.add(START, END) / 2, abs=1e-3)


def test_a_step_of_no_time_is_a_jump_that_is_heard_at_once(played: Played) -> None:
    played.play(0.2, join(1))
    y = played.play(0.05, Event(NOW, Kind.STEP, ALL_VOICES, (1.0, 0.0, 0.0, -6.0, 0.5)))
    assert np.abs(y[960:]).max() < 0.1 * np.abs(played.play(0.05, join(1))).max()


def test_labels_mean_the_point_at_which_their_note_settles(played: Played) -> None:
    point = played.instrument.answer(Event(NOW, Kind.LOOK_UP, ALL_VOICES, (7.0, 0.0, 4.0, 1.0, 9.0, 2.0, 5.0)))
    assert (point.kind, point.voice) == (Kind.POINT, 7)
    played.play(1.0, Event(NOW, Kind.SYMBOL, ALL_VOICES, (0.0, 4.0, 1.0, 9.0, 2.0, 5.0)))
    assert played.where() == pytest.approx(point.values, abs=1e-5)


def test_what_labels_leave_open_is_as_it_is_set(played: Played) -> None:
    whole = played.instrument.answer(Event(NOW, Kind.LOOK_UP, ALL_VOICES, (1.0, 0.0, 4.0, 1.0, 0.0, 3.0, 1.0)))
    played.play(0.01, Event(NOW, Kind.SYMBOL, ALL_VOICES, (3.0, 1.0)))
    assert played.instrument.answer(Event(NOW, Kind.LOOK_UP, ALL_VOICES, (1.0, 0.0, 4.0))).values == whole.values


def test_where_nothing_sounds_there_is_no_point(played: Played) -> None:
    assert played.where() == played.where(2) == ()
