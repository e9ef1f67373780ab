"""The sound devices: which there are, which one plays, and the input where JACK brings none."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.synchronize import Semaphore
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.audio.jack_library import ask_jack
from xmodal_rt.errors import DeviceError, DeviceLostError
from xmodal_rt.ring import AudioRing
from xmodal_rt.settings import ServeSettings

_DEFAULT_RATE, _DEFAULT_BLOCK = 48000, 128


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


def await_jack(output: OutputDevice) -> None:
    """Return if JACK is there and works as it did when `output` was described.

    Raises
    ------
    DeviceLostError
        If it is not.
    """
    try:
        rate, block, _, _ = ask_jack()
    except DeviceError as error:
        raise DeviceLostError(str(error)) from None
    if (rate, block) != (output.sample_rate, output.block):
        was = f"not {output.sample_rate} Hz and {output.block}; start jackd with -r {output.sample_rate} -p {output.block}"
        raise DeviceLostError(f"JACK is back at {rate} Hz with {block} frames, {was}")
