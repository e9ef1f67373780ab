"""Events on their way to another process: in order, and of a state only the newest value."""

from collections.abc import Hashable
from itertools import islice

from xmodal_rt.errors import ParameterError
from xmodal_rt.events import Event, Kind
from xmodal_rt.ring import EventRing

CAPACITY = 16384


class Pending:
    """Bounded queue in front of a ring.

    A newer value of a state takes the place of an older one of the same time, unless an event that is
    no state, such as a note, stands between them: that one was meant to meet the older value.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.capacity = capacity
        self._events: dict[Hashable, Event] = {}
        self._era = 0

    def __len__(self) -> int:
        return len(self._events)

    def add(self, event: Event, state: bool) -> None:
        """Append `event`; a `state` drops its older value.

        Raises
        ------
        ParameterError
            If there is no room.
        """
        if state:
            key: Hashable = (self._era, event.kind, event.voice, event.time_s, _part(event))
        else:
            self._era += 1
            key = self._era
        if self._events.pop(key, None) is None and len(self._events) >= self.capacity:
            raise ParameterError(f"{self.capacity} messages wait already; send fewer at once")
        self._events[key] = event

    def push(self, ring: EventRing) -> None:
        """Move what fits into `ring`, at one stroke, so that messages of a bundle take effect together."""
        if not self._events:
            return
        fitting = list(islice(self._events.items(), ring.writable))
        ring.push_all([event for _, event in fitting])
        for key, _ in fitting:
            del self._events[key]


def _part(event: Event) -> Hashable:
    """Which part of a state the event sets: its coordinate, its labels, or all of it."""
    if event.kind is Kind.COORDINATE:
        return event.values[0]
    return event.values[::2] if event.kind is Kind.SYMBOL else None
