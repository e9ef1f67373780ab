"""The control process: one UDP socket, one thread, one loop."""

import contextlib
import logging
import selectors
import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from xmodal_rt import realtime
from xmodal_rt.allowance import Allowance
from xmodal_rt.control.burst import Arrival
from xmodal_rt.control.control import Control
from xmodal_rt.control.desk import Moment, Running
from xmodal_rt.control.memory import Memory, named
from xmodal_rt.control.passing import Passing
from xmodal_rt.doors import Doors
from xmodal_rt.errors import DeviceError
from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.links import Links, Part, Status
from xmodal_rt.model.anchors import Point, file_of
from xmodal_rt.model.checkpoint_config import CheckpointConfig, find_shelved, read_config
from xmodal_rt.osc.codec import MAX_DATAGRAM
from xmodal_rt.settings import ServeSettings

PRIORITY = 40
"""below the synthesis and the audio: a flood of messages takes no time from the sound"""
BUFFER_BYTES = 4 << 20
"""The system's default holds only 256 small packets."""
_BATCH, _BATCH_BYTES = 4096, 8 << 20
_BUNDLE_WEIGHT = 512
"""A byte of a bundle takes so much more time than one of a single message, of which a newer one makes most void."""
_TURNS_PER_S, _TURNS_AT_ONCE = 1500, 64
"""A flood is read in handfuls: most of a turn's time is spent whether one message came or many."""
_IDLE_S = 0.02
_EXPECTING_S = 0.002
_OF_ANY_MODEL = (Kind.SYNCED, Kind.REFUSED, Kind.ECONOMY, Kind.CALIBRATED, Kind.LABEL_OFF)


class Device(Protocol):
    """What the control tells of the sound device."""

    @property
    def sample_rate(self) -> int:
        """Hz."""

    @property
    def block(self) -> int:
        """Samples."""


def bind(host: str, port: int) -> socket.socket:
    """Open the UDP socket on which OSC comes in; the parent does it, before it starts anything.

    Raises
    ------
    DeviceError
        If the port is taken or the address is not one of this machine.
    """
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        sock.bind((host, port))
    except OSError as error:
        sock.close()
        raise DeviceError(f"cannot receive OSC on {host}:{port} ({error.strerror or error}); choose another --osc-port") from error
    sock.setblocking(False)
    _enlarge(sock)
    return sock


def _enlarge(sock: socket.socket) -> None:
    forced = getattr(socket, "SO_RCVBUFFORCE", 33 if sys.platform == "linux" else None)
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)
    if forced is not None:
        with contextlib.suppress(OSError):  # only for root; others get what the system allows
            sock.setsockopt(socket.SOL_SOCKET, forced, BUFFER_BYTES)


def run(
    links: Links, settings: ServeSettings, config: CheckpointConfig, sock: socket.socket, doorbell: socket.socket | None, device: Device,
    number: int = 0, checkpoint: str = "",
) -> None:  # fmt: skip
    """Be the control process until `links.stop` is set; whoever heard something rings at `doorbell`.

    Who is answered may play: until then what comes waits in the socket. `config` is that of the model with this
    `number`, called `checkpoint`, empty for that of the settings.
    """
    _log_to_stderr()
    status = links.status.view
    running = _running(links, settings, config, device, number, checkpoint)
    passing = None if settings.log is None else Passing(links.passed, settings.log_osc)
    doors = Doors((*settings.allow, sock.getsockname()[0]))
    loop = Loop(links, Control(running, settings.reply_port, status, doors), sock, doorbell, settings, passing)
    loop.memory.take_up(loop.control)
    if number:  # the control before may have died when it should have said so
        loop.control.desk.to_synthesis.insist(Event(NOW, Kind.HAND_OVER, values=(float(number),)))
    realtime.prepare(PRIORITY)
    while not (status[Status.SYNTHESIS_READY] and status[Status.AUDIO_READY]) and not links.stop.wait(_IDLE_S):
        pass
    status[Status.CONTROL_READY] = 1
    while not links.stop.is_set():
        loop.turn()
    loop.control.close()


def _running(links: Links, settings: ServeSettings, config: CheckpointConfig, device: Device, number: int, checkpoint: str) -> Running:
    anchors = file_of(Path(settings.anchors), checkpoint or settings.checkpoint, settings.checkpoint) if settings.anchors else None
    return Running(config, settings.voices, settings.transcribe, device.sample_rate, device.block,
                   links.status.view[Status.BEGAN] or time.monotonic(),
                   max(settings.blocks_ahead(device.block)) * device.block / device.sample_rate, anchors,
                   Path(settings.recordings) if settings.recordings else None,
                   named(links.anchors, number), int(links.begun.view[Part.CONTROL]), number)  # fmt: skip


def _hash(config: CheckpointConfig) -> str:
    """Which model it is, whatever its folder is called: of one that was trained again points mean something else."""
    return config.hashes.get("model.ts", config.name)


class Loop:
    """One turn: wait, drain the socket, pass on, answer."""

    def __init__(
        self, links: Links, control: Control, sock: socket.socket, doorbell: socket.socket | None, settings: ServeSettings,
        passing: Passing | None = None,
    ) -> None:  # fmt: skip
        self.links, self.control, self.sock, self.doorbell, self._passing = links, control, sock, doorbell, passing
        self._settings = settings
        self._models = {part: int(links.turns.view[part]) for part in (Part.SYNTHESIS, Part.LISTENING)}
        """numbers of the models that what comes next from these is about"""
        self._named: dict[str, Mapping[str, Point]] = {}
        """anchors of the models that played, by their hashes, where no file keeps them"""
        self._status = links.status.view
        self.memory = Memory(links.kept[Part.CONTROL], links.anchors)
        self._turns, self._turned_s = Allowance(_TURNS_PER_S, _TURNS_AT_ONCE), time.monotonic()
        self._selector = selectors.DefaultSelector()
        for waited in (sock, doorbell):
            if waited is not None:
                waited.setblocking(False)
                self._selector.register(waited, selectors.EVENT_READ)

    def turn(self) -> None:
        """Wait until something comes, at most for a moment, and deal with all of it."""
        self.links.beats.view[Part.CONTROL] += 1
        self._selector.select(self._patience_s())
        self._let_gather()
        if self.doorbell is not None:
            _silence(self.doorbell)
        arrivals = _drain(self.sock)
        now = Moment(time.monotonic(), time.time())
        if self._passing:
            self._passing.came(arrivals)
        self.control.receive(arrivals, now)
        self._take_feedback(now)
        self._take_news(now)
        self.control.tick(now)
        self._push()
        self._answer()

    def _let_gather(self) -> None:
        """Where turns follow each other too quickly, wait for more to deal with in this one."""
        if self._turns.left < 1:
            time.sleep(1 / _TURNS_PER_S)
        before_s, self._turned_s = self._turned_s, time.monotonic()
        self._turns.pass_time(self._turned_s - before_s)
        self._turns.spend()

    def _patience_s(self) -> float:
        """How long to sleep: rings without a bell must be looked at."""
        desk, control = self.control.desk, self.control
        expecting = control.replies.awaited or desk.points.questions or desk.to_synthesis or desk.to_listening
        unrung = control.running.transcribe and self.doorbell is None
        longest_s = _EXPECTING_S if expecting or unrung else _IDLE_S
        return max(0.0, min(longest_s, control.due_s - time.monotonic()))

    def _take_feedback(self, now: Moment) -> None:
        for part, ring in ((Part.SYNTHESIS, self.links.from_synthesis), (Part.LISTENING, self.links.from_listening)):
            for _ in range(ring.readable):
                event = ring.pop()
                if event is not None:
                    self._pass_feedback(part, event, now)

    def _pass_feedback(self, part: Part, event: Event, now: Moment) -> None:
        """Let the control have what is about its model: what another one heard, or asked, it would not understand."""
        if event.kind is Kind.MODEL:
            if event.values[0] > self.control.running.number:
                self._take_news(now)  # which says what model that is: one whose synthesis died is followed at once
            changed, self._models[part] = self._models[part] != event.values[0], int(event.values[0])
            if changed and part is Part.SYNTHESIS:
                self.control.plays(now)
        elif self._models[part] == self.control.running.number or event.kind in _OF_ANY_MODEL:
            self.control.feedback(event, now)

    def _take_news(self, now: Moment) -> None:
        while (event := self.links.from_parent.pop()) is not None:
            if event.kind is Kind.LOADED:
                self._change_model(event.values, self.links.verdict.read(Part.SYNTHESIS), now)
                continue
            part = Part(int(event.values[0]))
            self.control.restarted(part, bool(event.values[1]), self.links.news.read(part), now)

    def _change_model(self, loaded: tuple[float, ...], said: str, now: Moment) -> None:
        """Let a control of the model that was loaded follow on; from the event in between on, what is sent is meant for it."""
        if not loaded:
            self.control.not_loaded(said, now)
        elif loaded[0] > self.control.running.number:
            before, number = self.control, int(loaded[0])
            before.give_way(now)
            self.memory.leave(before)
            self.links.begun.view[Part.CONTROL] += 1
            config = read_config(find_shelved(said))
            running = _running(self.links, self._settings, config, before.running, number, said)
            if running.anchors is None:
                self._named[_hash(before.running.config)] = before.desk.points.anchors.points
                running = replace(running, named=self._named.get(_hash(config)))
            self.control = Control(running, self._settings.reply_port, self._status, before.doors, before)
            before.desk.to_synthesis.insist(Event(NOW, Kind.HAND_OVER, values=loaded))
            self.memory.take_up(self.control)

    def _push(self) -> None:
        self.control.desk.to_synthesis.push(self.links.to_synthesis)
        self.control.desk.to_listening.push(self.links.to_listening)
        self.links.to_parent.push_all(self.control.desk.to_parent)
        self.control.desk.to_parent.clear()
        counts = self.control.counts
        self._status[Status.MESSAGES], self._status[Status.MALFORMED] = counts.messages, counts.malformed
        self._status[Status.UNHEEDED] = counts.refused
        self.memory.leave(self.control)

    def _answer(self) -> None:
        outgoing = self.control.replies.take()
        if self._passing:
            self._passing.went(outgoing)
        for datagram, receiver in outgoing:
            with contextlib.suppress(OSError):  # a receiver that is gone, or too slow, is no reason to stop
                self.sock.sendto(datagram, receiver)
        if self.control.desk.stopping:
            self.links.stop.set()


def _drain(sock: socket.socket) -> list[Arrival]:
    """Everything that waits in the socket, up to a bound so that answers go out between."""
    arrivals: list[Arrival] = []
    size = 0
    while len(arrivals) < _BATCH and size < _BATCH_BYTES:
        try:
            arrivals.append(sock.recvfrom(MAX_DATAGRAM))
            size += len(arrivals[-1][0]) * (_BUNDLE_WEIGHT if arrivals[-1][0].startswith(b"#") else 1)
        except BlockingIOError:
            break
        except ConnectionError:
            continue  # Windows: an earlier reply found nobody; the next datagram is sound
    return arrivals


def _silence(doorbell: socket.socket) -> None:
    with contextlib.suppress(BlockingIOError):
        while len(doorbell.recv(4096)) == 4096:
            pass


def _log_to_stderr() -> None:
    logger = logging.getLogger("xmodal_rt")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
