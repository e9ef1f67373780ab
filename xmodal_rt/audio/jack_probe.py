"""A JACK client that records and plays with no Python under the deadline, for tests and measurements.

Its process callback is machine code that calls JACK directly, so that what it measures is not its own
waiting for the interpreter. Each block is stamped with JACK's clock when it arrives.
"""

import ctypes
import functools
import time
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.audio.jack_library import AUDIO_TYPE, IS_INPUT, IS_OUTPUT, load_jack, open_client
from xmodal_rt.errors import DeviceError, ParameterError

# The page that is shared with the callback begins with these int64 fields.
_IN, _OUT, _ROOM, _RECORDED, _PLAYS, _PLAYED, _BLOCKS, _XRUNS, _HEADER = range(9)
_CONNECT_WITHIN_S = 5.0


class JackProbe:
    """A client with one input that is recorded and one output that can play; both run from entry to exit.

    Parameters
    ----------
    name : str
        Name of the client; JACK may append a number.
    record_s : float
        Seconds of the input to keep, from entry on.
    play : float32 [frames], optional
        What the output plays once `start_playing` was called; silence before and after.

    Raises
    ------
    DeviceError
        On entry, if JACK is not installed or no server answers.
    """

    def __init__(self, name: str, record_s: float = 0.0, play: NDArray[np.float32] | None = None) -> None:
        if record_s < 0:
            raise ParameterError(f"record_s is {record_s}; use 0 or more")
        self._name, self._record_s = name, record_s
        self._sound = np.zeros(0, np.float32) if play is None else np.ascontiguousarray(play, np.float32)
        self.input = self.output = ""
        """full names of the ports, known after entry"""
        self.sample_rate = self.block = 0

    def __enter__(self) -> "JackProbe":
        jack, client = load_jack(), open_client(self._name)
        self._client = client
        try:
            self.sample_rate, self.block = jack.jack_get_sample_rate(client), jack.jack_get_buffer_size(client)
            self._lay_out()
            self.input = self._register("input", IS_INPUT, _IN)
            self.output = self._register("output", IS_OUTPUT, _OUT)
            process, xrun = _callbacks()
            jack.jack_set_process_callback(client, process, self._page.ctypes.data)
            jack.jack_set_xrun_callback(client, xrun, self._page.ctypes.data)
            if jack.jack_activate(client):
                raise DeviceError("JACK refuses to activate the probe; see whether the server is overloaded")
        except BaseException:
            jack.jack_client_close(client)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        load_jack().jack_client_close(self._client)

    def _lay_out(self) -> None:
        blocks = int(self._record_s * self.sample_rate) // self.block + 1
        sound_at = 2 * (_HEADER + blocks)
        self._page = np.zeros(_HEADER + blocks + (blocks * self.block + len(self._sound) + 1) // 2, np.int64)
        self._page[[_ROOM, _PLAYS, _PLAYED]] = blocks, len(self._sound), -1
        self._stamps = self._page[_HEADER : _HEADER + blocks]
        samples = self._page.view(np.float32)[sound_at:]
        self._record = samples[: blocks * self.block]
        samples[len(self._record) : len(self._record) + len(self._sound)] = self._sound

    def _register(self, name: str, direction: int, field: int) -> str:
        port = load_jack().jack_port_register(self._client, name.encode(), AUDIO_TYPE, direction, 0)
        if not port:
            raise DeviceError(f"JACK refuses the port {name}; see whether the server has ports left")
        self._page[field] = port
        full_name: str = load_jack().jack_port_name(port).decode()
        return full_name

    def connect(self, source: str, sink: str) -> None:
        """Connect two ports by their full names; waits up to 5 s for both to be there.

        Raises
        ------
        DeviceError
            If JACK still refuses then.
        """
        deadline = time.monotonic() + _CONNECT_WITHIN_S
        while load_jack().jack_connect(self._client, source.encode(), sink.encode()) not in (0, 17):  # 17: already so
            if time.monotonic() > deadline:
                raise DeviceError(f"JACK cannot connect {source} to {sink}; see whether `jack_lsp` lists both")
            time.sleep(0.02)

    def start_playing(self) -> None:
        """Play the given sound from the next block on."""
        self._page[_PLAYED] = 0

    @property
    def played(self) -> bool:
        """Whether the whole sound went out."""
        return bool(self._page[_PLAYED] >= self._page[_PLAYS])

    @property
    def recording(self) -> NDArray[np.float32]:
        """What the input heard so far, a copy, float32 [frames]."""
        return self._record[: int(self._page[_RECORDED]) * self.block].copy()

    @property
    def arrivals_s(self) -> NDArray[np.float64]:
        """When each block arrived, in seconds of JACK's clock [blocks]."""
        return np.asarray(self._stamps[: int(self._page[_RECORDED])] * 1e-6, np.float64)

    @property
    def xruns(self) -> int:
        """Deadlines that somebody on the server missed since entry."""
        return int(self._page[_XRUNS])

    def time_of(self, sample: int) -> float:
        """When a sample of the recording arrived: its block's arrival plus its place in the block, in seconds."""
        return float(self._stamps[sample // self.block]) * 1e-6 + sample % self.block / self.sample_rate

    @staticmethod
    def now_s() -> float:
        """JACK's clock, in seconds."""
        return float(load_jack().jack_get_time()) * 1e-6


@functools.cache
def _callbacks() -> tuple[int, int]:
    """Compile the process and the xrun callback; returns their addresses, good as long as the process lives."""
    compiled = _compile()
    return compiled[0].address, compiled[1].address


@functools.cache
def _compile() -> tuple[Any, Any]:
    import numba
    from numba import carray, types  # type: ignore[attr-defined]  # exported without saying so

    jack = load_jack()
    # Prototypes without the interpreter lock's bookkeeping: numba calls the addresses themselves.
    buffer_of = ctypes.CFUNCTYPE(ctypes.POINTER(ctypes.c_float), ctypes.c_size_t, ctypes.c_uint32)(("jack_port_get_buffer", jack))
    clock_us = ctypes.CFUNCTYPE(ctypes.c_uint64)(("jack_get_time", jack))

    @numba.cfunc(types.int32(types.uint32, types.voidptr), nogil=True)
    def process(n, argument):  # type: ignore[no-untyped-def]
        arrived = clock_us()
        header = carray(argument, _HEADER, np.int64)
        room = header[_ROOM]
        page = carray(argument, _HEADER + room, np.int64)
        sound_at = 2 * (_HEADER + room)
        samples = carray(argument, sound_at + room * n + header[_PLAYS], np.float32)
        heard = carray(buffer_of(header[_IN], n), n, np.float32)
        told = carray(buffer_of(header[_OUT], n), n, np.float32)
        done = header[_RECORDED]
        if done < room:
            page[_HEADER + done] = arrived
            for i in range(n):
                samples[sound_at + done * n + i] = heard[i]
            header[_RECORDED] = done + 1
        played = header[_PLAYED]
        for i in range(n):
            told[i] = samples[sound_at + room * n + played + i] if played >= 0 and played + i < header[_PLAYS] else 0.0
        if played >= 0:
            header[_PLAYED] = min(played + n, header[_PLAYS])
        header[_BLOCKS] += 1
        return 0

    @numba.cfunc(types.int32(types.voidptr), nogil=True)
    def xrun(argument):  # type: ignore[no-untyped-def]
        carray(argument, _HEADER, np.int64)[_XRUNS] += 1
        return 0

    return process, xrun
