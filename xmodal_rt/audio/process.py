"""The sound card: which one, the process that plays, and the input where JACK brings none.

pyo's callback takes Python's interpreter lock, so `run` is the main of a process that does nothing else.
"""

import contextlib
import ctypes
import io
import multiprocessing
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.synchronize import Semaphore
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from xmodal_rt import realtime
from xmodal_rt.audio.feed import BlockFeed
from xmodal_rt.audio.jack_library import ask_jack, load_jack
from xmodal_rt.errors import DeviceError
from xmodal_rt.links import Links, Status
from xmodal_rt.ring import AudioRing
from xmodal_rt.settings import ServeSettings

CLIENT = "xmodal"
PRIORITY = 65
"""above the synthesis, below JACK itself"""
_DEFAULT_RATE, _DEFAULT_BLOCK = 48000, 128
_CEILING = 0.988  # -0.1 dBFS
_FADE_S = 0.02
_ASLEEP_S = 0.25  # a longer delay means that the machine slept: do not hurry to catch up
_STALLED_S = 3.0


@dataclass(frozen=True)
class OutputDevice:
    """Where the sound goes, as `describe` decided: rate in Hz, block in frames."""

    backend: Literal["jack", "portaudio", "clock"]
    sample_rate: int
    block: int
    input_channels: int
    """channels that the backend itself brings to the input ring"""
    text: str
    """for people: the device, its rate and its block"""
    name: str = ""
    """PortAudio's name of the device"""
    source: str = ""
    """JACK port that feeds the input"""
    sinks: tuple[str, ...] = ()
    """JACK ports that take the output"""


def describe(settings: ServeSettings) -> OutputDevice:
    """Decide which device plays, without opening it for sound.

    `auto` takes JACK where a server answers, else PortAudio's device, else the silent clock.

    Raises
    ------
    DeviceError
        If the backend that was asked for is not there, or works at another rate or period.
    """
    if settings.audio in ("auto", "jack"):
        try:
            return _jack_device(settings)
        except _AbsentError:
            if settings.audio == "jack":
                raise
    if settings.audio in ("auto", "portaudio"):
        try:
            return _portaudio_device(settings)
        except _AbsentError:
            if settings.audio == "portaudio" or settings.output:
                raise
    return _clock_device(settings)


class _AbsentError(DeviceError):
    """The backend is not there at all, so `auto` may look further."""


def _jack_device(settings: ServeSettings) -> OutputDevice:
    try:
        rate, block, sources, sinks = ask_jack()
    except DeviceError as error:
        raise _AbsentError(str(error)) from None
    if settings.sample_rate not in (0, rate):
        raise DeviceError(
            f"JACK runs at {rate} Hz, not {settings.sample_rate}; leave out --sample-rate, or start jackd with -r {settings.sample_rate}"
        )
    if settings.block not in (0, block):
        raise DeviceError(
            f"JACK's period is {block} frames, not {settings.block}; leave out --block, or start jackd with -p {settings.block}"
        )
    source = _matching(sources, settings.input, "input") if settings.input or settings.transcribe else []
    return OutputDevice(
        "jack",
        rate,
        block,
        input_channels=1,
        text=f"JACK, {rate} Hz, {block} frames",
        source="".join(source[:1]),
        sinks=tuple(_matching(sinks, settings.output, "output")[:2]),
    )


def _matching(ports: list[str], wanted: str, direction: str) -> list[str]:
    found = [port for port in ports if (wanted or "system:") in port]
    if wanted and not found:
        raise DeviceError(f"no JACK port for the {direction} has {wanted!r} in its name; choose one of: {', '.join(ports) or 'none'}")
    return found


def _portaudio_device(settings: ServeSettings) -> OutputDevice:
    found = _query("output", settings.output)
    rate = settings.sample_rate or int(found["default_samplerate"])
    block = settings.block or _DEFAULT_BLOCK
    sounddevice = _sounddevice()
    try:
        sounddevice.check_output_settings(found["index"], samplerate=rate, channels=2, dtype="float32")
    except sounddevice.PortAudioError as error:
        raise DeviceError(f"{found['name']} refuses {rate} Hz ({error}); choose another --sample-rate or --audio clock") from None
    return OutputDevice("portaudio", rate, block, 0, f"{found['name']} (PortAudio), {rate} Hz, {block} frames", name=found["name"])


def _clock_device(settings: ServeSettings) -> OutputDevice:
    rate, block = settings.sample_rate or _DEFAULT_RATE, settings.block or _DEFAULT_BLOCK
    return OutputDevice("clock", rate, block, 0, f"no sound device: a silent clock, {rate} Hz, {block} frames")


def _sounddevice() -> Any:
    try:
        import sounddevice
    except OSError:
        raise _AbsentError("the PortAudio library is not installed; install the package libportaudio2") from None
    return sounddevice


def _query(kind: Literal["input", "output"], wanted: str) -> dict[str, Any]:
    """Return PortAudio's entry for a device, by number, by a part of its name, or its default one."""
    sounddevice = _sounddevice()
    try:
        return dict(sounddevice.query_devices(int(wanted) if wanted.isdigit() else wanted or None, kind))
    except (ValueError, sounddevice.PortAudioError):
        what = f"{kind} device {wanted!r}" if wanted else f"{kind} device"
        raise _AbsentError(f"PortAudio finds no {what}; choose one that `xmodal-rt devices` lists, or --audio clock") from None


def devices() -> str:
    """List what can play and what can listen, one device a line."""
    lines = []
    try:
        jack = ask_jack()
        lines.append(f"JACK: {jack.sample_rate} Hz, {jack.block} frames (--audio jack)")
        lines += [f"  --input  {port}" for port in jack.sources] + [f"  --output {port}" for port in jack.sinks]
    except DeviceError as error:
        lines.append(f"JACK: {error}")
    try:
        listed = str(_sounddevice().query_devices()) or "  no device; plug one in, or use --audio clock"
        lines += ["PortAudio (--audio portaudio):", listed]
    except DeviceError as error:
        lines.append(f"PortAudio: {error}")
    return "\n".join([*lines, "Silent clock (--audio clock): always there"])


@contextlib.contextmanager
def open_input(name: str, sr: int, block: int, ring: AudioRing, bell: Semaphore) -> Iterator[str]:
    """Let a PortAudio input, by number or a part of its name, fill `ring`; yields the device's name.

    A block that finds no room in the ring is lost.

    Raises
    ------
    DeviceError
        If there is no such device or it refuses the rate.
    """
    found = _query("input", name)
    sounddevice = _sounddevice()

    def deliver(heard: NDArray[np.float32], _frames: int, _time: object, _status: object) -> None:
        ring.write(heard)
        bell.release()

    try:
        stream = sounddevice.InputStream(sr, block, found["index"], ring.channels, "float32", "low", callback=deliver)
    except sounddevice.PortAudioError as error:
        raise DeviceError(f"{found['name']} cannot be opened at {sr} Hz ({error}); choose another --input or --sample-rate") from None
    with stream:
        yield found["name"]


def run(links: Links, settings: ServeSettings, output: OutputDevice) -> None:
    """Play until `links.stop` is set or the parent is gone: the main of the audio process, started by spawn.

    Status.AUDIO_READY becomes the sample rate once the device runs.

    Raises
    ------
    DeviceError
        If the device cannot be opened, or stops.
    """
    pyo = _import_pyo()
    with _quiet() if output.backend == "portaudio" else contextlib.nullcontext():
        server = _boot(pyo, output)
    graph = _Graph(pyo, links, output)
    server.setCallback(graph.feed)
    # This thread wakes now and then, and must not be put off while it holds the interpreter lock.
    realtime.prepare(PRIORITY)
    server.start()
    links.status.view[Status.AUDIO_READY] = output.sample_rate
    try:
        if output.backend == "clock":
            _pace(server, links, output)
        else:
            _watch(graph.feed, links, output)
            graph.fade_out(output.block / output.sample_rate)
    finally:
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


def _ended(links: Links) -> bool:
    parent = multiprocessing.parent_process()
    return bool(links.stop.is_set()) or (parent is not None and not parent.is_alive())


def _pace(server: Any, links: Links, output: OutputDevice) -> None:
    """Compute blocks at the rate of the monotonic clock; the due times are summed, so the mean rate is exact."""
    due_s = time.monotonic()
    while not _ended(links):
        server.process()
        due_s += output.block / output.sample_rate
        left_s = due_s - time.monotonic()
        if left_s > 0:
            time.sleep(left_s)
        elif left_s < -_ASLEEP_S:
            due_s = time.monotonic()


def _watch(feed: BlockFeed, links: Links, output: OutputDevice) -> None:
    calls, changed_s = -1, time.monotonic()
    while not _ended(links):
        if feed.calls != calls:
            calls, changed_s = feed.calls, time.monotonic()
        elif time.monotonic() - changed_s > _STALLED_S:
            raise DeviceError(f"{output.text} stopped asking for sound; see whether it still runs, and start again")
        links.stop.wait(0.25)
