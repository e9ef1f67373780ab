"""What is served under which path, and to whom: pages for browsers, the tree of addresses, and the WebSocket."""

import asyncio
import logging
import socket
from http import HTTPStatus

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.http11 import Request, Response

from xmodal_rt.web import page_files
from xmodal_rt.web.board import Board
from xmodal_rt.web.callers import refusal
from xmodal_rt.web.line import MAX_PACKET
from xmodal_rt.web.query import Query
from xmodal_rt.web.relay import Relay
from xmodal_rt.web.responses import complaint, response

MAX_CLIENTS = 16
"""WebSockets at once: fewer than the control tells what is heard"""
MAX_CONNECTIONS = 64
_GRACE_S = 1.0
"""for a client to take its answer, or to close"""


class Connection(ServerConnection):
    """One of a bounded number of connections."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin, or end at once what is too much."""
        super().connection_made(transport)
        if len(self.server.handler_tasks) > MAX_CONNECTIONS:
            self.transport.abort()


class Site:
    """Answers requests.

    Parameters
    ----------
    control
        Where the control receives OSC.
    board
        The values that clients listen to.
    query
        The tree of addresses.
    made
        Pages beside those of the files.
    """

    def __init__(self, control: tuple[str, int], board: Board, query: Query, made: page_files.Pages | None = None) -> None:
        self._control, self._board, self._query = control, board, query
        self._pages = page_files.read() | (made or {})

    def open(self, sock: socket.socket) -> Server:
        """Return the server on a listening socket, a context manager that ends with all its connections."""
        silent = logging.Logger("web", logging.CRITICAL)  # what strangers get wrong is not the performer's concern
        return serve(
            self._carry, sock=sock, process_request=self._answer, create_connection=Connection, compression=None, logger=silent,
            max_size=MAX_PACKET, open_timeout=_GRACE_S * 5, close_timeout=_GRACE_S, server_header=None,
        )  # fmt: skip

    async def _carry(self, connection: ServerConnection) -> None:
        await Relay(connection, self._control, self._board).run()

    async def _answer(self, connection: ServerConnection, request: Request) -> Response | None:
        """Answer a request over HTTP, or return None where a WebSocket is to be opened."""
        if refused := refusal(request):
            return complaint(*refused)
        if "Upgrade" not in request.headers:
            return await self._get(request)
        if len(connection.server.connections) >= MAX_CLIENTS:
            return complaint(HTTPStatus.SERVICE_UNAVAILABLE, f"there are {MAX_CLIENTS} clients; close one")
        return None

    async def _get(self, request: Request) -> Response:
        if request.path == "/" and "text/html" in request.headers.get("Accept", ""):
            return response(HTTPStatus.FOUND, Location=page_files.FOLDER)
        page = self._pages.get(request.path.partition("?")[0])
        return response(HTTPStatus.OK, page.body, page.content_type) if page else await self._query.answer(request.path)
