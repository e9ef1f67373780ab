"""The process that plays.

pyo's callback takes Python's interpreter lock, so `run` is the main of a process that does nothing else.
"""

import contextlib
import ctypes
import io
import os
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xmodal_rt import realtime
from xmodal_rt.audio.device import OutputDevice, await_jack
from xmodal_rt.audio.feed import BlockFeed
from xmodal_rt.audio.jack_library import load_jack
from xmodal_rt.errors import DeviceError, DeviceLostError
from xmodal_rt.links import Links, Part, Status
from xmodal_rt.settings import ServeSettings

CLIENT = "xmodal"
PRIORITY = 65
"""above the synthesis, below JACK itself"""
_CEILING = 0.988  # -0.1 dBFS
_FADE_S = 0.02
_ASLEEP_S = 0.25  # a longer delay means that the machine slept: do not hurry to catch up
_LOOK_S = 0.1
_STALLED_S = 1.0


def prepare() -> None:
    """Load what this process needs into the one from which it is forked, so that it begins at once."""
    _import_pyo()


def run(links: Links, settings: ServeSettings, output: OutputDevice) -> None:
    """Play until `links.stop` is set: the main of the audio process.

    Status.AUDIO_READY becomes the sample rate once the device runs.

    Raises
    ------
    DeviceError
        If the device cannot be opened.
    DeviceLostError
        If it is not there, or stops.
    """
    pyo = _import_pyo()
    if output.backend == "jack":
        await_jack(output)
    with _quiet() if output.backend == "portaudio" else contextlib.nullcontext():
        server = _boot(pyo, output)
    graph = _Graph(pyo, links, output)
    server.setCallback(graph.feed)
    # This thread wakes now and then, and must not be put off while it holds the interpreter lock.
    realtime.prepare(PRIORITY)
    server.start()
    links.status.view[Status.AUDIO_READY] = output.sample_rate
    if output.backend == "clock":
        _pace(server, links, output)
    else:
        # A server whose device is gone is not stopped: nobody knows for how long that would take.
        _watch(graph.feed, links, output)
        graph.fade_out(output.block / output.sample_rate)
    server.stop()
    server.shutdown()


def _import_pyo() -> Any:
    """Import pyo on the system's JACK and PortAudio: those that its wheels bring know fewer backends and devices."""
    with contextlib.suppress(DeviceError):
        load_jack()
    with contextlib.suppress(OSError):
        ctypes.CDLL("libportaudio.so.2", mode=ctypes.RTLD_GLOBAL)
    with contextlib.redirect_stdout(io.StringIO()):  # a notice about wxPython
        import pyo
    return pyo


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Drop what C libraries write to standard error: ALSA lists every device that this machine lacks."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _boot(pyo: Any, output: OutputDevice) -> Any:
    audio = {"jack": "jack", "portaudio": "portaudio", "clock": "manual"}[output.backend]
    server = pyo.Server(output.sample_rate, 2, output.block, int(output.input_channels > 0), audio, CLIENT)
    server.setVerbosity(1)
    server.deactivateMidi()
    if output.backend == "jack":
        server.setIchnls(output.input_channels)
        server.setJackAuto(False, False)
        server.setJackAutoConnectInputPorts([[output.source] if output.source else []])
        server.setJackAutoConnectOutputPorts([[output.sinks[i % len(output.sinks)]] if output.sinks else [] for i in range(2)])
    if output.backend == "portaudio":
        server.setOutputDevice(_portaudio_number(pyo, output.name))
    server.boot()
    if not server.getIsBooted():
        raise DeviceError(f"{output.text} cannot be opened; see whether another program holds it, or use --audio clock")
    return server


def _portaudio_number(pyo: Any, name: str) -> int:
    """Return a device's number for pyo, which may count otherwise than sounddevice where it uses its own PortAudio."""
    names, numbers = pyo.pa_get_output_devices()
    if name not in names:
        raise DeviceError(f"pyo does not see {name}, only: {', '.join(names) or 'no device'}; choose another --output, or --audio jack")
    return int(numbers[names.index(name)])


class _Graph:
    """pyo's objects from the table that the feed fills to both speakers, and from the input to the feed's view.

    The instrument keeps itself below full scale; the clip is the last guard, and passes all else unchanged.
    """

    def __init__(self, pyo: Any, links: Links, output: OutputDevice) -> None:
        self._tables = [pyo.DataTable(output.block) for _ in range(links.output.channels)]
        self._gain = pyo.SigTo(1.0, _FADE_S, 1.0)
        # TableScan reads sample by sample without interpolation, so one block is one pass over the table.
        scans = [pyo.TableScan(table) for table in self._tables]
        speakers = [pyo.Clip(scans[-channel] * self._gain, -_CEILING, _CEILING).out(channel) for channel in (0, 1)]
        heard = [pyo.DataTable(output.block) for _ in range(output.input_channels)]
        fills = [pyo.TableFill(pyo.Input(channel), table) for channel, table in enumerate(heard)]
        self._kept = (scans, speakers, heard, fills)
        self.feed = BlockFeed(links, [_view(table) for table in self._tables], [_view(table) for table in heard])

    def fade_out(self, period_s: float) -> None:
        """Go silent without a click; returns when the speakers had the time for it."""
        self._gain.value = 0.0
        time.sleep(2 * _FADE_S + 2 * period_s)


def _view(table: Any) -> NDArray[np.float32]:
    """Map a table's samples [block]; the table then lives as long as the process, for pyo 1.1 crashes when it dies before the view."""
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(table[0]))
    return np.asarray(table.getBuffer(), np.float32)


def _pace(server: Any, links: Links, output: OutputDevice) -> None:
    """Compute blocks at the rate of the monotonic clock; the due times are summed, so the mean rate is exact."""
    beats, due_s = links.beats.view, time.monotonic()
    while not links.stop.is_set():
        server.process()
        beats[Part.AUDIO] += 1
        due_s += output.block / output.sample_rate
        left_s = due_s - time.monotonic()
        if left_s > 0:
            time.sleep(left_s)
        elif left_s < -_ASLEEP_S:
            due_s = time.monotonic()


def _watch(feed: BlockFeed, links: Links, output: OutputDevice) -> None:
    calls, changed_s = -1, time.monotonic()
    while not links.stop.wait(_LOOK_S):
        links.beats.view[Part.AUDIO] += 1
        if feed.calls != calls:
            calls, changed_s = feed.calls, time.monotonic()
        elif time.monotonic() - changed_s > _STALLED_S:
            raise DeviceLostError(f"{output.text} stopped asking for sound; see whether it still runs")
