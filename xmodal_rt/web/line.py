"""A UDP socket towards the control: whoever has one is an OSC client of its own."""

import asyncio
import contextlib
import socket
from collections.abc import Callable

from xmodal_rt.osc.codec import MAX_DATAGRAM

MAX_PACKET = 65507
"""bytes that one UDP datagram carries"""
_BURST = 64
"""datagrams that are read before others get their turn"""


class Line:
    """Sends packets to the control at the address `control`; `receive` gets what comes back, in the running loop."""

    def __init__(self, control: tuple[str, int], receive: Callable[[bytes], None]) -> None:
        self._receive = receive
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.connect(control)
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._socket, self._read)

    def send(self, packet: bytes) -> None:
        """Send a packet; it may be lost, as on any network."""
        with contextlib.suppress(OSError):
            self._socket.send(packet)

    def _read(self) -> None:
        with contextlib.suppress(OSError):  # nothing more there, or nobody at the other end
            for _ in range(_BURST):
                self._receive(self._socket.recv(MAX_DATAGRAM))

    def close(self) -> None:
        """Hang up."""
        self._loop.remove_reader(self._socket)
        self._socket.close()
