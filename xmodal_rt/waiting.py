"""Events that wait, in order, and of a state only the newest value."""

from collections.abc import Hashable
from itertools import islice

from xmodal_rt.events import Event, Kind


class Waiting:
    """Bounded queue.

    A newer value of a state takes the place of an older one of the same time, unless an event that is
    no state, such as a note, stands between them: that one was meant to meet the older value.
    """

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self._events: dict[Hashable, Event] = {}
        self._era = 0

    def __len__(self) -> int:
        return len(self._events)

    def add(self, event: Event, state: bool) -> bool:
        """Append `event`, a `state` in the place of its older value; False, and nothing is changed, when there is no room."""
        if state:
            key: Hashable = (self._era, event.kind, event.voice, event.time_s, _part(event))
        else:
            self._era += 1
            key = self._era
        if self._events.pop(key, None) is None and len(self._events) >= self.capacity:
            return False
        self._events[key] = event
        return True

    def insist(self, event: Event) -> None:
        """Append `event`, which is no state, even where there is no room."""
        self._era += 1
        self._events[self._era] = event

    def take(self, most: int) -> list[Event]:
        """Remove the oldest events, at most so many, and return them."""
        taken = list(islice(self._events.items(), most))
        for key, _ in taken:
            del self._events[key]
        return [event for _, event in taken]


def _part(event: Event) -> Hashable:
    """Which part of a state the event sets: its coordinate, its labels, or all of it."""
    if event.kind is Kind.COORDINATE:
        return event.values[0]
    return event.values[::2] if event.kind is Kind.SYMBOL else None
