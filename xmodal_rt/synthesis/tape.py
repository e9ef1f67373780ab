"""Writes down what takes effect in the synthesis, for whoever keeps it in a file: the synthesis itself touches no file."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.events import Event, Kind
from xmodal_rt.links import Status
from xmodal_rt.ring import EventRing
from xmodal_rt.synthesis.instrument import Instrument


class Tape:
    """Pushes events into `ring`, each with its sample in the place of its time, while it runs.

    It starts with the first event that comes when nothing sounds, after those that bring a new instrument to the state
    of this one. What finds no room is counted in the `status` page.
    """

    def __init__(self, ring: EventRing, status: NDArray[np.float64]) -> None:
        self._ring, self._status = ring, status
        self._wanted = self._running = False
        self._name: tuple[float, ...] = ()

    def start(self, name: tuple[float, ...] = ()) -> None:
        """Run from the next event on that comes when nothing sounds; `name` are the characters of what it is called."""
        self._wanted, self._name = True, name

    def stop(self, sample: int) -> None:
        """End before `sample`."""
        if self._running:
            self._push(sample, Event(0.0, Kind.TAPE_END))
        self._wanted = self._running = False

    def take(self, instrument: Instrument, due: Sequence[tuple[int, Event]]) -> None:
        """Write down the events of the block that comes next, with their offsets in it."""
        if self._wanted and not self._running and due and not instrument.active:
            self._begin(instrument)
        if self._running:
            for offset, event in due:
                self._push(instrument.frame + offset, event)

    def _begin(self, instrument: Instrument) -> None:
        state = instrument.settle()
        begin = Event(0.0, Kind.TAPE_BEGIN, values=(float(len(state)), *self._name))
        self._running = self._ring.push_all([event._replace(time_s=float(instrument.frame)) for event in (begin, *state)])

    def _push(self, sample: int, event: Event) -> None:
        if not self._ring.push(event._replace(time_s=float(sample))):
            self._status[Status.UNRECORDED] += 1
