"""Zones of MPE: which channels play one note each, and which one speaks for all of them.

MIDI Polyphonic Expression (MIDI Manufacturers Association, RP-053), sections 2.1 and 2.2.
"""

from collections.abc import Sequence

RPN = 6
"""registered parameter of the MPE configuration message"""
MANAGERS = LOWER, UPPER = 0, 15
"""channels of the lower and of the upper zone's manager"""
MEMBER_BEND, MANAGER_BEND = 48.0, 2.0
"""ranges of pitch bend, in semitones, until they are set"""
_CHANNELS = 16


class Zones:
    """The two zones: how many members each has; none, and it is no zone."""

    def __init__(self, lower: int = 0, upper: int = 0) -> None:
        self._counts = {LOWER: 0, UPPER: 0}
        self.configure(LOWER, lower)
        self.configure(UPPER, upper)

    def configure(self, manager: int, count: int) -> None:
        """Give a zone so many members, counted from its manager's side; the other one keeps what is left."""
        other = UPPER if manager == LOWER else LOWER
        self._counts[manager] = min(max(count, 0), _CHANNELS - 1)
        self._counts[other] = min(self._counts[other], max(_CHANNELS - 2 - self._counts[manager], 0))

    @property
    def counts(self) -> tuple[int, int]:
        """Members of the lower and of the upper zone."""
        return self._counts[LOWER], self._counts[UPPER]

    def members(self, manager: int) -> Sequence[int]:
        """Members of the zone of a manager."""
        count = self._counts.get(manager, 0)
        return range(1, count + 1) if manager == LOWER else range(UPPER - count, UPPER)

    def manager(self, channel: int) -> int | None:
        """Return the manager of a member; None for all other channels."""
        return next((manager for manager in MANAGERS if channel in self.members(manager)), None)

    def reach(self, channel: int) -> list[int]:
        """Channels that a message on `channel` is for: itself, and where it is a manager its members."""
        return [channel, *(self.members(channel) if channel in MANAGERS else ())]

    def ranged(self, channel: int) -> list[int]:
        """Channels that share a range of pitch bend with `channel`: all members of a zone do (RP-053, 2.4)."""
        manager = self.manager(channel)
        return [channel] if manager is None else list(self.members(manager))
