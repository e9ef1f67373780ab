"""Small pages of shared memory about the processes themselves: who should end, who lives, why one ended, what it knew."""

import os
import time
from enum import IntEnum

import numpy as np

from xmodal_rt.errors import ParameterError
from xmodal_rt.ring import SharedArray

_LOOK_EVERY_S = 0.05
_LINE = 512


class Part(IntEnum):
    """The processes of the instrument: their places on the pages."""

    AUDIO = 0
    SYNTHESIS = 1
    CONTROL = 2
    LISTENING = 3
    WEB = 4
    MIDI = 5


class StopFlag:
    """Set once, seen by all processes; those that were started by the one that made it see its end as well.

    Without a lock, unlike multiprocessing's Event: there a process that is killed while it waits or
    looks leaves the one that sets the flag waiting for ever.
    """

    def __init__(self) -> None:
        self._flag = SharedArray((1,), np.int64)
        self._owner = os.getpid()

    def set(self) -> None:
        """Ask everybody to end."""
        self._flag.view[0] = 1

    def is_set(self) -> bool:
        """Return whether everybody should end."""
        return bool(self._flag.view[0]) or self._owner not in (os.getppid(), os.getpid())

    def wait(self, timeout_s: float) -> bool:
        """Return whether everybody should end, as soon as that is so and after `timeout_s` at the latest."""
        deadline = time.monotonic() + timeout_s
        while not self.is_set() and time.monotonic() < deadline:
            time.sleep(min(_LOOK_EVERY_S, timeout_s))
        return self.is_set()


class Lines:
    """One line of text per process, cut where it is too long."""

    def __init__(self) -> None:
        self._text = SharedArray((len(Part), _LINE), np.uint8)

    def write(self, part: Part, text: str) -> None:
        """Replace the line of `part`."""
        line = text.encode()[: _LINE - 1]
        self._text.view[part] = np.frombuffer(line.ljust(_LINE, b"\0"), np.uint8)

    def read(self, part: Part) -> str:
        """Return the line of `part`, empty at first."""
        return bytes(self._text.view[part]).partition(b"\0")[0].decode(errors="ignore")


class Kept:
    """Bytes that a process leaves to the one that takes its place.

    They lie there twice, so that what was kept before stays whole if the process dies while it writes.
    """

    def __init__(self, capacity: int) -> None:
        self._copies = SharedArray((2, capacity), np.uint8)
        self._sizes = SharedArray((2,), np.int64)
        self._newest = SharedArray((1,), np.int64)

    @property
    def count(self) -> int:
        """How often something was kept: who reads what another process keeps has it whole where this stayed the same meanwhile."""
        return int(self._newest.view[0])

    def keep(self, data: bytes) -> None:
        """Replace what is kept.

        Raises
        ------
        ParameterError
            If there is no room for it.
        """
        capacity = self._copies.shape[1]
        if len(data) > capacity:
            raise ParameterError(f"{len(data)} bytes do not fit into {capacity}; keep less")
        count = self.count + 1
        self._copies.view[count % 2, : len(data)] = np.frombuffer(data, np.uint8)
        self._sizes.view[count % 2] = len(data)
        self._newest.view[0] = count

    def read(self) -> bytes:
        """Return what is kept; nothing at first."""
        place = self.count % 2
        return bytes(self._copies.view[place, : int(self._sizes.view[place])])
