"""MIDI inputs: which there are, and one that is read. The only module that imports ``rtmidi``.

What comes waits in a queue that rtmidi fills on a thread of its own, under JACK on the one with the deadline of
the sound: a callback into Python would let all of JACK wait for the interpreter.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import mido

from xmodal_rt.audio.jack_library import ask_jack
from xmodal_rt.errors import DeviceError, DeviceLostError

_CLIENT = "xmodal-midi"
_ALSA = Path("/dev/snd/seq")


class Input(NamedTuple):
    """An input: rtmidi's number of its system, its own number there, and its name."""

    api: int
    number: int
    name: str


class Port:
    """An open input."""

    def __init__(self, chosen: Input) -> None:
        rtmidi = _rtmidi()
        self.name = chosen.name
        try:
            self._port = rtmidi.MidiIn(chosen.api, name=_CLIENT)
            self._port.open_port(chosen.number, "in")
        except (rtmidi.RtMidiError, OSError) as error:
            raise DeviceLostError(f"the MIDI input {chosen.name} cannot be opened ({error}); end the program that holds it") from None

    def read(self) -> Iterator[Any]:
        """Messages that came, in the words of mido; what is no message is left out."""
        while (found := self._port.get_message()) is not None:
            with contextlib.suppress(ValueError):
                yield mido.Message.from_bytes(found[0])

    @property
    def there(self) -> bool:
        """Whether it is still plugged in."""
        return self.name in self._port.get_ports()


def inputs() -> list[Input]:
    """All inputs there are.

    Raises
    ------
    DeviceError
        If rtmidi is not installed.
    """
    jack = False
    with contextlib.suppress(DeviceError):
        ask_jack()  # which loads the system's library, before rtmidi brings one of its own
        jack = True
    rtmidi = _rtmidi()
    here = {rtmidi.API_UNIX_JACK: jack, rtmidi.API_LINUX_ALSA: _ALSA.exists()}  # rtmidi and ALSA complain loudly where they are not
    found: list[Input] = []
    for api in rtmidi.get_compiled_api():
        if here.get(api, True):
            with contextlib.suppress(rtmidi.RtMidiError):
                found += [Input(api, n, name) for n, name in enumerate(rtmidi.MidiIn(api, name=_CLIENT).get_ports())]
    return found


def find(wanted: str) -> Input:
    """Return the input of a number, as `listing` counts, or the first with this in its name.

    Raises
    ------
    DeviceError
        If there is none.
    """
    found = inputs()
    if wanted.isdecimal() and int(wanted) < len(found):
        return found[int(wanted)]
    for one in found:
        if wanted.lower() in one.name.lower():
            return one
    there = f"choose one of: {', '.join(one.name for one in found)}" if found else "there is none; plug one in, or start JACK"
    raise DeviceError(f"no MIDI input has {wanted!r} in its name; {there}")


def listing() -> str:
    """List what can be played on, one input a line."""
    try:
        lines = [f"  --midi {n}  {one.name}" for n, one in enumerate(inputs())]
    except DeviceError as error:
        return f"MIDI: {error}"
    return "\n".join(["MIDI inputs, for --midi by number or a part of the name:", *(lines or ["  none; plug one in, or start JACK"])])


def _rtmidi() -> Any:
    try:
        import rtmidi
    except ImportError:
        raise DeviceError(
            "python-rtmidi is not installed; use Python 3.11 or 3.12, or a C++ compiler and pip install python-rtmidi"
        ) from None
    return rtmidi
