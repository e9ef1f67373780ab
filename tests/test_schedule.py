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
