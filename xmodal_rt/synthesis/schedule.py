"""Events that wait for their time."""

import heapq

from xmodal_rt.events import NOW, Event


class Schedule:
    """Bounded queue in order of time; events of one time keep the order in which they came."""

    def __init__(self, capacity: int = 4096) -> None:
        self._capacity = capacity
        self._waiting: list[tuple[float, int, Event]] = []
        self._count = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, event: Event) -> bool:
        """Keep `event` until its time; False when there is no room."""
        if len(self._waiting) >= self._capacity:
            return False
        heapq.heappush(self._waiting, (event.time_s if event.time_s > NOW else 0.0, self._count, event))
        self._count += 1
        return True

    def due(self, before_s: float) -> Event | None:
        """Take the next event whose time is before `before_s`, or None."""
        if self._waiting and self._waiting[0][0] < before_s:
            return heapq.heappop(self._waiting)[2]
        return None

    def clear(self) -> None:
        """Forget what waits."""
        self._waiting.clear()
