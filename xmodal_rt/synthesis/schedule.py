"""Events that wait for their time, or for the next block."""

import heapq

from xmodal_rt.events import NOW, Event
from xmodal_rt.osc.addresses import INCOMING
from xmodal_rt.waiting import Waiting

_STATES = frozenset(listed.kind for listed in INCOMING if listed.state)


class Schedule:
    """Bounded queues: in order of time, events of one time as they came; and those that take effect at once, of a state the newest."""

    def __init__(self, capacity: int = 4096) -> None:
        self._capacity = capacity
        self._timed: list[tuple[float, int, Event]] = []
        self._count = 0
        self._now = Waiting(capacity)
        self._late_first = False

    def __len__(self) -> int:
        return len(self._timed) + len(self._now)

    def add(self, event: Event) -> bool:
        """Keep `event` until its time; False when there is no room."""
        if event.time_s <= NOW:
            return self._now.add(event, event.kind in _STATES)
        if len(self._timed) >= self._capacity:
            return False
        heapq.heappush(self._timed, (event.time_s, self._count, event))
        self._count += 1
        return True

    def due(self, before_s: float, late_s: float = NOW) -> Event | None:
        """Take the next event: one that takes effect at once, then one whose time is before `before_s`, or None.

        Where some wait whose time was before `late_s`, they take turns with those that take effect at once: neither
        may keep the others waiting for ever.
        """
        time_s = self._timed[0][0] if self._timed else before_s
        if self._now and not (time_s < late_s and self._late_first):
            self._late_first = True
            return self._now.take(1)[0]
        self._late_first = False
        return heapq.heappop(self._timed)[2] if time_s < before_s else None

    def clear(self) -> None:
        """Forget what waits for its time."""
        self._timed.clear()

    def empty(self) -> list[Event]:
        """Return all that waits, in order, and keep nothing of it."""
        waiting = [*self._now.take(len(self._now)), *(event for _, _, event in sorted(self._timed))]
        self._timed.clear()
        return waiting
