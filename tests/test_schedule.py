"""Events wait for their time, in order."""

from hypothesis import given
from hypothesis import strategies as st

from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.synthesis.schedule import Schedule


def event(time_s: float, number: int = 0) -> Event:
    return Event(time_s, Kind.SYNC, values=(float(number),))


@given(st.lists(st.integers(0, 5)))
def test_events_come_in_order_of_time_and_then_of_arrival(times: list[int]) -> None:
    schedule = Schedule()
    for number, time_s in enumerate(times):
        assert schedule.add(event(time_s, number))
    taken = [schedule.due(99.0) for _ in times]
    assert [(e.time_s, e.values[0]) for e in taken if e] == sorted((float(t), float(n)) for n, t in enumerate(times))
    assert schedule.due(99.0) is None


def test_nothing_comes_before_its_time() -> None:
    schedule = Schedule()
    schedule.add(event(2.0))
    schedule.add(event(NOW))
    assert schedule.due(1.0) == event(NOW)
    assert schedule.due(2.0) is None
    assert schedule.due(2.001) == event(2.0)


def test_a_full_schedule_says_so_and_can_be_cleared() -> None:
    schedule = Schedule(capacity=2)
    assert [schedule.add(event(1.0)) for _ in range(3)] == [True, True, False]
    schedule.clear()
    assert len(schedule) == 0
    assert schedule.add(event(1.0))


def test_of_a_state_that_takes_effect_at_once_the_newest_counts_but_never_across_a_note() -> None:
    schedule = Schedule()
    first, second, third = (Event(NOW, Kind.LATENT, 2, (z,)) for z in (1.0, 2.0, 3.0))
    note, other = Event(NOW, Kind.NOTE, 2, (60.0, 100.0)), Event(NOW, Kind.LATENT, 3, (1.0,))
    for sent in (first, other, second, note, third):
        assert schedule.add(sent)
    assert [schedule.due(1.0) for _ in range(5)] == [other, second, note, third, None]


def test_neither_what_is_late_nor_what_comes_at_once_keeps_the_other_waiting() -> None:
    schedule = Schedule()
    for number in range(3):
        schedule.add(event(1.0 + number, number))
        schedule.add(event(NOW, number))
    taken = [schedule.due(10.0, late_s=9.0) for _ in range(6)]
    assert [e.time_s > NOW for e in taken if e] == [False, True] * 3


def test_what_is_not_late_waits_for_what_comes_at_once() -> None:
    schedule = Schedule()
    for sent in (event(5.0), event(NOW), event(NOW, 1)):
        schedule.add(sent)
    assert [e.time_s for e in (schedule.due(10.0, late_s=4.0) for _ in range(3)) if e] == [NOW, NOW, 5.0]
