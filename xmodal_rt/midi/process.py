"""The MIDI process: reads one input, and plays as a client of the control on this machine."""

import socket
import time
from collections.abc import Callable, Sequence
from functools import partial

from xmodal_rt import realtime
from xmodal_rt.errors import DeviceError, DeviceLostError
from xmodal_rt.links import Links, Part, Status
from xmodal_rt.midi import ports
from xmodal_rt.midi.map_file import Setup
from xmodal_rt.midi.player import Player
from xmodal_rt.model.vocabulary import Vocabulary
from xmodal_rt.osc import codec as osc
from xmodal_rt.pages import Kept
from xmodal_rt.settings import ServeSettings
from xmodal_rt.synthesis.voices import TAIL_S

PRIORITY = 40
"""that of the control: neither waits for the other"""
_POLL_S = 0.001
_MOST_TOGETHER = 256
"""messages of a bundle, so that it fits a datagram"""
_LOOK_EVERY_S = 0.5
"""between two looks whether the port is still there"""

Send = Callable[[Sequence[bytes]], None]


def run(links: Links, settings: ServeSettings, vocabulary: Vocabulary, setup: Setup) -> None:
    """Be the MIDI process until `links.stop` is set.

    Raises
    ------
    DeviceError
        If the input is not there; DeviceLostError once it has been.
    """
    realtime.prepare(PRIORITY)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        send = partial(_send, sock, settings.control_address)
        kept, player = links.kept[Part.MIDI], Player(vocabulary, settings.voices, setup)
        send(player.take_up(kept.read(), time.monotonic()))
        try:
            port = _open(settings.midi, again=links.begun.view[Part.MIDI] > 1)
            links.status.view[Status.MIDI_READY] = 1
            play(links, port, player, send, kept)
        except DeviceLostError:
            _give_back(player, send, kept)
            raise


def _open(wanted: str, again: bool) -> ports.Port:
    try:
        return ports.Port(ports.find(wanted))
    except DeviceError:
        if again:
            raise _lost(wanted) from None
        raise


def _lost(wanted: str) -> DeviceLostError:
    return DeviceLostError(f"the MIDI input {wanted} is gone; plug it in again")


def play(links: Links, port: ports.Port, player: Player, send: Send, kept: Kept) -> None:
    """Pass on what is played until `links.stop` is set; whoever comes next finds in `kept` what to go on with.

    Raises
    ------
    DeviceLostError
        If the port goes away; what it held is released.
    """
    look_s, there = time.monotonic(), True
    while there and not links.stop.is_set():
        links.beats.view[Part.MIDI] += 1
        now_s = time.monotonic()
        taken = [player.take(message, now_s) for message in port.read()]
        said = [one for messages in taken for one in messages]
        if now_s >= look_s:
            look_s, there = now_s + _LOOK_EVERY_S, port.there
            said += player.tidy(now_s)
        if said:
            send(said)
        if taken or said:
            kept.keep(player.left)
        time.sleep(_POLL_S)
    send(player.leave(time.monotonic()))
    if not there:
        raise _lost(port.name)


def _give_back(player: Player, send: Send, kept: Kept) -> None:
    """Give back all voices when their notes are over: while the input is gone, others may play them."""
    if player.borrowed:
        time.sleep(TAIL_S)
        send(player.tidy(time.monotonic()))
    kept.keep(b"")


def _send(sock: socket.socket, address: tuple[str, int], messages: Sequence[bytes]) -> None:
    """Send messages, in bundles of what takes effect together."""
    for i in range(0, len(messages), _MOST_TOGETHER):
        together = messages[i : i + _MOST_TOGETHER]
        sock.sendto(together[0] if len(together) == 1 else osc.tagged(osc.IMMEDIATELY, together), address)
