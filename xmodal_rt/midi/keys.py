"""Which keys sound, under a finger or by the pedal after it: one set of rules for files and for keyboards."""

from typing import NamedTuple

PEDAL, DOWN = 64, 64
"""controller, and the value from which on the pedal is down"""
SOUND_OFF, NOTES_OFF = 120, range(123, 128)
"""controllers that end all notes of a channel: at once, or as if their keys were let go; to change the mode ends them too"""


class Part(NamedTuple):
    """Who plays: track and channel, both counted from 0."""

    track: int
    channel: int


class Key(NamedTuple):
    """A key of a part, by its MIDI pitch."""

    part: Part
    midi: int


class Keys:
    """What sounds on all channels; each method returns the keys that end with it."""

    def __init__(self) -> None:
        # Dicts without values: they keep the order.
        self._held: dict[Key, None] = {}
        self._sustained: dict[Key, None] = {}
        self._pedals: set[int] = set()

    @property
    def held(self) -> list[Key]:
        """Keys that are down."""
        return list(self._held)

    @property
    def pedals(self) -> list[int]:
        """Channels whose pedal is down."""
        return sorted(self._pedals)

    def press(self, key: Key) -> list[Key]:
        """Put a key down; a string that is struck again ends what it sounded before."""
        ended = [key] if key in self._held or key in self._sustained else []
        self._sustained.pop(key, None)
        self._held[key] = None
        return ended

    def lift(self, key: Key) -> list[Key]:
        """Let a key up."""
        if key not in self._held:
            return []
        del self._held[key]
        if key.part.channel in self._pedals:
            self._sustained[key] = None
            return []
        return [key]

    def pedal(self, channel: int, down: bool) -> list[Key]:
        """Move the pedal of a channel."""
        if down:
            self._pedals.add(channel)
            return []
        self._pedals.discard(channel)
        return _take(self._sustained, channel)

    def silence(self, channel: int) -> list[Key]:
        """End all that sounds on a channel."""
        return _take(self._sustained, channel) + _take(self._held, channel)


def _take(keys: dict[Key, None], channel: int) -> list[Key]:
    taken = [key for key in keys if key.part.channel == channel]
    for key in taken:
        del keys[key]
    return taken
