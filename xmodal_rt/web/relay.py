"""One WebSocket client: OSC packets as binary frames, to and from the control.

Each has a UDP socket of its own, so that to the control it is a sender like any other: it is answered, and after
/notify told what is heard. Nothing here waits for the client, and nothing grows: one that does not read is dropped.
"""

import asyncio
import contextlib
import socket

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from xmodal_rt.osc.addresses import entry
from xmodal_rt.osc.codec import MAX_DATAGRAM

MAX_PACKET = 65507
"""bytes that one UDP datagram carries"""
MAX_WAITING = 1024
"""packets that wait for a client that reads too slowly"""
_BURST = 64
"""datagrams that are read before others get their turn"""
_NOTIFY = entry("notify")


class Relay:
    """Carries packets between a client and the control at the address `control`, until the client goes."""

    def __init__(self, client: ServerConnection, control: tuple[str, int]) -> None:
        self._client = client
        self._waiting: asyncio.Queue[bytes] = asyncio.Queue(MAX_WAITING)
        self._listens = False
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.connect(control)

    async def run(self) -> None:
        """Carry packets until the client goes, or is dropped."""
        loop = asyncio.get_running_loop()
        loop.add_reader(self._socket, self._read)
        writing = asyncio.create_task(self._write())
        try:
            async for frame in self._client:
                if isinstance(frame, bytes):
                    self.forward(frame)
        except ConnectionClosed:
            pass  # however it went, it is gone
        finally:
            writing.cancel()
            loop.remove_reader(self._socket)
            self._leave()

    def forward(self, packet: bytes) -> None:
        """Send a packet of the client to the control, which says what is wrong with it."""
        self._listens |= _NOTIFY.path.encode() in packet
        with contextlib.suppress(OSError):  # lost, as on any network
            self._socket.send(packet)

    def tell(self, packet: bytes) -> None:
        """Send a packet to the client; where too many wait for it, drop the client."""
        try:
            self._waiting.put_nowait(packet)
        except asyncio.QueueFull:
            self._client.transport.abort()

    def _read(self) -> None:
        with contextlib.suppress(OSError):  # nothing more there, or the control begins anew
            for _ in range(_BURST):
                self.tell(self._socket.recv(MAX_DATAGRAM))

    async def _write(self) -> None:
        with contextlib.suppress(ConnectionClosed):
            while True:
                await self._client.send(await self._waiting.get())

    def _leave(self) -> None:
        """Let nothing be sent to a port that nobody reads."""
        if self._listens:
            self.forward(_NOTIFY.build(0))
        self._socket.close()
