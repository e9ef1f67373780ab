"""Events on their way to another process: in order, and of a state only the newest value."""

from xmodal_rt.errors import ParameterError
from xmodal_rt.events import Event
from xmodal_rt.ring import EventRing
from xmodal_rt.waiting import Waiting

CAPACITY = 16384


class Pending:
    """Bounded queue in front of a ring."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._waiting = Waiting(capacity)

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, event: Event, state: bool) -> None:
        """Append `event`; a `state` drops its older value.

        Raises
        ------
        ParameterError
            If there is no room.
        """
        if not self._waiting.add(event, state):
            raise ParameterError(f"{self._waiting.capacity} messages wait already; send fewer at once")

    def insist(self, event: Event) -> None:
        """Append `event` even where there is no room: what must not be lost, and does not come in numbers."""
        self._waiting.insist(event)

    def push(self, ring: EventRing) -> None:
        """Move what fits into `ring`, at one stroke, so that messages of a bundle take effect together."""
        if self._waiting:
            ring.push_all(self._waiting.take(ring.writable))
