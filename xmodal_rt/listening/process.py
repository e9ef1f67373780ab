"""The listening process: takes the input ring, sends back what the ear hears."""

import contextlib
import time
from pathlib import Path
from socket import socket

import numpy as np
import torch

from xmodal_rt import realtime
from xmodal_rt.audio import device as audio
from xmodal_rt.audio.device import OutputDevice
from xmodal_rt.clock import SampleClock
from xmodal_rt.errors import DeviceLostError
from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.links import Links, Part, Status
from xmodal_rt.listening.ears import AnyEar, ear_of
from xmodal_rt.listening.legacy import Legacy
from xmodal_rt.model import checkpoint
from xmodal_rt.settings import ServeSettings

PRIORITY = 50
_PATIENCE_S = 0.2
_TURN_EVERY_S = 0.005
_GONE_S = 2.0
"""an input of our own that is silent for longer is gone"""


class Listener:
    """Feeds the ear from the input ring while listening is on."""

    def __init__(self, links: Links, ear: AnyEar, on: bool) -> None:
        self.links, self.ear = links, ear
        self._block = np.zeros((ear.hop_length, 1), np.float32)
        self._clock = SampleClock(ear.sr)
        self._legacy = Legacy.read(links.kept[Part.LISTENING], on)
        self.on, self.ear.latent_every = self._legacy.on, self._legacy.latent_every
        if self._legacy.room_db is not None:
            ear.gate.keep(self._legacy.room_db)

    def take_up(self) -> bool:
        """End the note that sounded for the listening whose place this one takes; True when there is something to tell."""
        told = False
        for ended in self._legacy.ending():
            told |= self.links.from_listening.push(ended._replace(time_s=time.monotonic()))
            self._legacy.note(ended)
        return told

    def work(self) -> bool:
        """Take what waits in the ring; True when there is something to tell."""
        told = False
        while (event := self.links.to_listening.pop()) is not None:
            told |= self._apply(event)
        while self.links.input.readable >= len(self._block):
            self.links.input.read_into(self._block)
            # The newest sample of the ring was delivered just now; the loop takes the jitter of waking up away.
            self._clock.update(self.ear.frame + len(self._block) + self.links.input.readable, time.monotonic())
            told |= self._tell(self.ear.feed(self._block[:, 0]))
        return told

    def _tell(self, events: list[Event]) -> bool:
        """Send back what was heard, timed on the monotonic clock, if listening is on; True when there was something."""
        told = False
        for heard in events if self.on else ():
            time_s = self._clock.time_s(heard.time_s * self.ear.sr)
            told |= self.links.from_listening.push(heard._replace(time_s=time_s))
            if self._legacy.note(heard):
                self._leave()
        return told

    def _leave(self) -> None:
        self._legacy.on, self._legacy.latent_every = self.on, self.ear.latent_every
        self._legacy.leave(self.links.kept[Part.LISTENING])

    def _apply(self, event: Event) -> bool:
        """Do what the control asks for; True when there is something to tell."""
        if event.kind is Kind.LISTEN:
            return self._switch(bool(event.values[0]))
        if event.kind is Kind.LISTEN_WHERE:
            z = () if self.ear.z is None else tuple(self.ear.z.tolist())
            return self.links.from_listening.push(Event(time.monotonic(), Kind.POINT, int(event.values[0]), z))
        if event.kind is Kind.LISTEN_CALIBRATE:
            self.ear.calibrate(event.values[0])
        elif event.kind is Kind.LISTEN_RATE:
            hops_per_second = self.ear.sr / self.ear.hop_length
            self.ear.latent_every = max(1, round(hops_per_second / event.values[0])) if event.values[0] > 0 else 0
            self._leave()
        return False

    def _switch(self, on: bool) -> bool:
        """Turn listening on or off; what sounds then ends, so that of each note the begin and the end are told, or neither."""
        if on == self.on:
            return False
        told = self._tell(self.ear.stop())
        self.on = on
        self._leave()
        return told


def prepare(folder: Path, device: OutputDevice) -> AnyEar:
    """Build the ear with which the processes forked from this one listen."""
    torch.set_num_threads(1)
    model = checkpoint.load(folder)
    ear_of(model, device.sample_rate).feed(np.zeros(device.sample_rate // 4, np.float32))
    return ear_of(model, device.sample_rate)


def run(
    links: Links, settings: ServeSettings, folder: Path, device: OutputDevice, doorbell: socket, prepared: AnyEar | None = None,
    number: int = 0,
) -> None:  # fmt: skip
    """Be the listening process until `links.stop` is set; `doorbell` wakes the control.

    With a model of a higher `number` than the one that is heard with it gets ready, and waits for its turn.

    Raises
    ------
    DeviceError
        If the input cannot be opened; DeviceLostError if it stops.
    """
    torch.set_num_threads(1)
    heir = links.turns.view[Part.LISTENING] < number
    if heir:
        realtime.step_down()
    ear = prepared or prepare(folder, device)
    if heir and not _await_turn(links, number):
        return
    listener = Listener(links, ear, settings.transcribe)
    links.from_listening.push(Event(NOW, Kind.MODEL, values=(float(number),)))
    links.input.clear()
    source = _source(links, settings, device)
    with source or contextlib.nullcontext():
        realtime.prepare(PRIORITY)
        links.status.view[Status.LISTENING_READY] = 1
        _listen(listener, links, doorbell, source is not None)


def _await_turn(links: Links, number: int) -> bool:
    """Say that the ear is ready, and wait until it is its turn; False if that never comes."""
    links.prepared.view[Part.LISTENING] = number
    while links.turns.view[Part.LISTENING] < number:
        if links.stop.wait(_TURN_EVERY_S):
            return False
    return True


def _listen(listener: Listener, links: Links, doorbell: socket, own_input: bool) -> None:
    told, silent_s = listener.take_up(), 0.0
    while not links.stop.is_set():
        links.beats.view[Part.LISTENING] += 1
        if listener.work() or told:
            told = False
            with contextlib.suppress(BlockingIOError):
                doorbell.send(b"!")
        silent_s = 0.0 if links.input_bell.acquire(timeout=_PATIENCE_S) else silent_s + _PATIENCE_S
        if own_input and silent_s > _GONE_S:
            raise DeviceLostError("the input gives no sound any more; plug it in again, or start with another --input")


def _source(links: Links, settings: ServeSettings, device: OutputDevice) -> contextlib.AbstractContextManager[object] | None:
    """Open the microphone, unless the audio process brings the input, as under JACK, or there is no device at all."""
    if device.input_channels or (device.backend == "clock" and not settings.input):
        return None
    return audio.open_input(settings.input, device.sample_rate, device.block, links.input, links.input_bell)
