"""The web process' own line to the control: it hears what all are told, and asks what the tree shows."""

import asyncio
import contextlib

from xmodal_rt.errors import PacketError
from xmodal_rt.osc import codec as osc
from xmodal_rt.osc.addresses import INCOMING, PREFIX, entry
from xmodal_rt.web.board import Board
from xmodal_rt.web.line import Line

_QUESTIONS = {
    PREFIX + asked.answer: asked
    for asked in INCOMING
    if asked.answer not in ("", "done") and not asked.arguments and asked.address != "addresses"
}
"""what to ask, by the addresses of the answers"""
_ALIVE = entry("alive").path
_SILENT_S = 3.0
"""without the heartbeat the control no longer knows this line"""
_PATIENCE_S = 0.25


class Observer:
    """An OSC client of the control at the address `control` that notes on the board what it is told."""

    def __init__(self, control: tuple[str, int], board: Board) -> None:
        self._board = board
        self._line = Line(control, self._receive)
        self._heard_s = -_SILENT_S
        self._open: dict[str, asyncio.Future[None]] = {}

    def tick(self, now_s: float) -> None:
        """Ask to be told what all are told, at first and when that has ended."""
        if now_s - self._heard_s >= _SILENT_S:
            self._heard_s = now_s
            self._line.send(entry("notify").build(-1))

    async def refresh(self, path: str) -> None:
        """Ask for all that can be asked for at an address, and under it, and wait a moment for the answers."""
        top = path.rstrip("/") + "/"
        due = [answer for answer in _QUESTIONS if f"{answer}/".startswith(top)]
        if due:
            await asyncio.wait([self._ask(answer) for answer in due], timeout=_PATIENCE_S)
        for answer in due:
            self._open.pop(answer, None)

    def _ask(self, answer: str) -> asyncio.Future[None]:
        self._line.send(_QUESTIONS[answer].build())
        return self._open.setdefault(answer, asyncio.get_running_loop().create_future())

    def _receive(self, packet: bytes) -> None:
        with contextlib.suppress(PacketError):
            for message in osc.parse(packet):
                self._note(message)

    def _note(self, message: osc.Message) -> None:
        self._board.told(message)
        if message.address == _ALIVE:
            self._heard_s = asyncio.get_running_loop().time()
            for answer in filter(self._board.heeded, _QUESTIONS):
                self._ask(answer)
        if asked := self._open.pop(message.address, None):
            asked.set_result(None)

    def close(self) -> None:
        """Hang up."""
        self._line.close()
