"""Single-producer single-consumer rings in anonymous shared memory: one for audio, one for events.

The memory has no name: it is inherited by the processes that are started with it, and the system
frees it with the last of them, however they die. Neither ring ever locks, waits or grows.
"""

import ctypes
import functools
import multiprocessing
from collections.abc import Sequence
from multiprocessing.context import SpawnContext
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError
from xmodal_rt.events import MAX_VALUES, RECORD, Event, Kind

CONTEXT: SpawnContext = multiprocessing.get_context("spawn")
_HEADER = 128  # the two counters lie on cache lines of their own


class SharedArray:
    """A numpy array in anonymous shared memory, zero at first; passed to a child as an argument."""

    def __init__(self, shape: tuple[int, ...], dtype: Any) -> None:
        self.shape, self.dtype = shape, np.dtype(dtype)
        self._raw = CONTEXT.RawArray(ctypes.c_byte, max(1, int(np.prod(shape)) * self.dtype.itemsize))

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "view"}

    @functools.cached_property
    def view(self) -> NDArray[Any]:
        """The array itself."""
        flat: NDArray[Any] = np.frombuffer(memoryview(self._raw), self.dtype, int(np.prod(self.shape)))
        return flat.reshape(self.shape)


class _Ring:
    """Counters that both sides share: slots written and slots read since the start."""

    def __init__(self, capacity: int, slot: tuple[int, ...], dtype: Any) -> None:
        if capacity < 1:
            raise ParameterError(f"a ring needs room for at least 1 slot, got {capacity}; raise it")
        self.capacity = capacity
        self._counters = SharedArray((2, _HEADER // 8), np.int64)
        self._slots = SharedArray((capacity, *slot), dtype)
        self._attach()

    def _attach(self) -> None:
        counters = self._counters.view
        self._written, self._read = counters[0, :1], counters[1, :1]
        self._data = self._slots.view

    def __getstate__(self) -> dict[str, Any]:
        return {"capacity": self.capacity, "_counters": self._counters, "_slots": self._slots}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._attach()

    @property
    def readable(self) -> int:
        """Slots that wait to be read."""
        return int(self._written[0] - self._read[0])

    @property
    def writable(self) -> int:
        """Slots that are free."""
        return self.capacity - self.readable

    @property
    def count_written(self) -> int:
        """Slots that were written since the start."""
        return int(self._written[0])

    @property
    def count_read(self) -> int:
        """Slots that were read since the start."""
        return int(self._read[0])

    def clear(self) -> None:
        """Drop what waits to be read; for the reader, or for both while neither runs."""
        self._read[0] = self._written[0]


class AudioRing(_Ring):
    """Ring of sample frames: float32 [capacity, channels]."""

    def __init__(self, capacity: int, channels: int) -> None:
        super().__init__(capacity, (channels,), np.float32)
        self.channels = channels

    def __getstate__(self) -> dict[str, Any]:
        return {**super().__getstate__(), "channels": self.channels}

    def write(self, block: NDArray[np.float32]) -> bool:
        """Append `block` [n, channels]; False, and nothing written, when there is no room."""
        n = len(block)
        if n > self.writable:
            return False
        start = int(self._written[0]) % self.capacity
        first = min(n, self.capacity - start)
        self._data[start : start + first] = block[:first]
        self._data[: n - first] = block[first:]
        self._written[0] += n
        return True

    def read_into(self, out: NDArray[np.float32]) -> bool:
        """Fill `out` [n, channels]; False, and nothing read, when fewer than n frames wait."""
        n = len(out)
        if n > self.readable:
            return False
        start = int(self._read[0]) % self.capacity
        first = min(n, self.capacity - start)
        out[:first] = self._data[start : start + first]
        out[first:] = self._data[: n - first]
        self._read[0] += n
        return True


class EventRing(_Ring):
    """Bounded queue of events, in order."""

    def __init__(self, capacity: int = 4096) -> None:
        super().__init__(capacity, (), RECORD)

    def push(self, event: Event) -> bool:
        """Append `event`; False when the queue is full.

        Raises
        ------
        ParameterError
            If the event has more values than a record holds.
        """
        return self.push_all((event,))

    def push_all(self, events: Sequence[Event]) -> bool:
        """Append `events` so that the reader sees all of them or none; False when they do not fit."""
        if len(events) > self.writable:
            return False
        start = int(self._written[0])
        for place, event in enumerate(events, start):
            self._put(self._data[place % self.capacity], event)
        self._written[0] = start + len(events)
        return True

    @staticmethod
    def _put(record: Any, event: Event) -> None:
        count = len(event.values)
        if count > MAX_VALUES:
            raise ParameterError(f"an event holds {MAX_VALUES} values, got {count}; send fewer")
        record["time_s"], record["kind"], record["voice"], record["count"] = event.time_s, event.kind, event.voice, count
        record["values"][:count] = event.values

    def pop(self) -> Event | None:
        """Take the oldest event, or None when there is none."""
        if self.readable < 1:
            return None
        record = self._data[int(self._read[0]) % self.capacity]
        values = tuple(record["values"][: int(record["count"])].tolist())
        event = Event(float(record["time_s"]), Kind(int(record["kind"])), int(record["voice"]), values)
        self._read[0] += 1
        return event


class Packet(NamedTuple):
    """A datagram that went one way or the other, cut to its first bytes where it is long: `size` is what it had."""

    data: bytes
    size: int
    host: str
    port: int
    received: bool
    remarkable: bool


_KEPT = 960
_PACKET = np.dtype(
    [
        ("size", np.int32),
        ("port", np.int32),
        ("received", np.bool_),
        ("remarkable", np.bool_),
        ("host", "S46"),
        ("data", np.uint8, (_KEPT,)),
    ]
)


class PacketRing(_Ring):
    """Bounded queue of datagrams for whoever writes them down: what finds no room is dropped and counted."""

    def __init__(self, capacity: int = 1024) -> None:
        super().__init__(capacity, (), _PACKET)

    @property
    def dropped(self) -> int:
        """Packets that found no room since the start."""
        return int(self._counters.view[0, 1])

    def push(self, packet: Packet) -> None:
        """Append `packet`, if there is room."""
        if not self.writable:
            self._counters.view[0, 1] += 1
            return
        record, data = self._data[int(self._written[0]) % self.capacity], packet.data[:_KEPT]
        record["size"], record["port"], record["host"] = packet.size, packet.port, packet.host.encode()
        record["received"], record["remarkable"] = packet.received, packet.remarkable
        record["data"][: len(data)] = np.frombuffer(data, np.uint8)
        self._written[0] += 1

    def pop(self) -> Packet | None:
        """Take the oldest packet, or None when there is none."""
        if self.readable < 1:
            return None
        record = self._data[int(self._read[0]) % self.capacity]
        size = int(record["size"])
        packet = Packet(record["data"][:size].tobytes(), size, record["host"].decode(), int(record["port"]),
                        bool(record["received"]), bool(record["remarkable"]))  # fmt: skip
        self._read[0] += 1
        return packet
