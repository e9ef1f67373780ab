"""What a synthesis leaves to the one that takes its place: gains, glide and labels, but no note."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.pages import Kept

if TYPE_CHECKING:  # who only reads what was left needs no torch
    from xmodal_rt.synthesis.instrument import Instrument

EVERY = 32
"""blocks between two looks whether something has changed: a fader that moves is written down now and then"""
_LASTING = frozenset({Kind.GAIN, Kind.GLIDE, Kind.BEND, Kind.SYMBOL})


class Legacy:
    """Keeps the lasting state of an instrument on the page `kept`, which outlives the process."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._changed = False

    def note(self, due: Sequence[tuple[int, Event]]) -> None:
        """See the events of a block."""
        for _, event in due:
            self._changed |= event.kind in _LASTING

    def leave(self, instrument: "Instrument") -> None:
        """Write down the state, if it has changed."""
        if self._changed:
            self._kept.keep(json.dumps([(event.kind, event.voice, event.values) for event in instrument.lasting()]).encode())
            self._changed = False

    def take_up(self, instrument: "Instrument", frame: int) -> None:
        """Bring a new instrument to the state that was left, at its sample `frame`."""
        instrument.restore(left(self._kept), frame)


def left(kept: Kept) -> list[Event]:
    """Return the lasting state that an instrument has left, as the events that bring it about."""
    return [Event(NOW, Kind(kind), voice, tuple(values)) for kind, voice, values in json.loads(kept.read() or b"[]")]
