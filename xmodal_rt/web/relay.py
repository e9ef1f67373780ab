"""One WebSocket client: OSC packets as binary frames, to and from the control; OSCQuery's commands as text.

Each has a UDP socket of its own, so that to the control it is a sender like any other: it is answered, and after
/notify told what is heard. Nothing here waits for the client, and nothing grows: one that does not read is dropped.
"""

import asyncio
import contextlib
import json

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from xmodal_rt.osc.addresses import entry
from xmodal_rt.web.board import Board
from xmodal_rt.web.line import Line

MAX_WAITING = 1024
"""packets that wait for a client that reads too slowly"""
_NOTIFY = entry("notify")


class Relay:
    """Carries packets between a client and the control at the address `control`, and lets it listen at the board."""

    def __init__(self, client: ServerConnection, control: tuple[str, int], board: Board) -> None:
        self._client, self._board = client, board
        self._waiting: asyncio.Queue[bytes] = asyncio.Queue(MAX_WAITING)
        self._line = Line(control, self.tell)
        self._notified = False

    async def run(self) -> None:
        """Carry packets until the client goes, or is dropped."""
        writing = asyncio.create_task(self._write())
        try:
            async for frame in self._client:
                self.take(frame)
        except ConnectionClosed:
            pass  # however it went, it is gone
        finally:
            writing.cancel()
            self._leave()

    def take(self, frame: bytes | str) -> None:
        """Send a packet of the client to the control, which says what is wrong with it; or do what a command asks for."""
        if isinstance(frame, str):
            self._obey(frame)
            return
        self._notified |= _NOTIFY.path.encode() in frame
        self._line.send(frame)
        self._board.sent(frame, self.tell)

    def tell(self, packet: bytes) -> None:
        """Send a packet to the client; where too many wait for it, drop the client."""
        try:
            self._waiting.put_nowait(packet)
        except asyncio.QueueFull:
            self._client.transport.abort()

    def _obey(self, text: str) -> None:
        """Take one of the commands LISTEN and IGNORE; others are not of this server."""
        with contextlib.suppress(ValueError, RecursionError):
            match json.loads(text):
                case {"COMMAND": "LISTEN", "DATA": str(path)}:
                    self._board.listen(path, self.tell)
                case {"COMMAND": "IGNORE", "DATA": str(path)}:
                    self._board.ignore(path, self.tell)

    async def _write(self) -> None:
        with contextlib.suppress(ConnectionClosed):
            while True:
                await self._client.send(await self._waiting.get())

    def _leave(self) -> None:
        """Let nothing be sent where nobody reads."""
        self._board.forget(self.tell)
        if self._notified:
            self._line.send(_NOTIFY.build(0))
        self._line.close()
