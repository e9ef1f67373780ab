"""Questions over HTTP as OSCQuery asks them: an address, and behind a question mark one attribute."""

import json
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from urllib.parse import unquote

from websockets.http11 import Response

from xmodal_rt.web.board import Board
from xmodal_rt.web.describe import ATTRIBUTES, Attributes, describe
from xmodal_rt.web.responses import complaint, response
from xmodal_rt.web.tree import Access, Node

_HOST_INFO = "HOST_INFO"


class Query:
    """Answers questions about the tree `nodes`.

    Parameters
    ----------
    nodes
        The tree, by paths.
    board
        Their values.
    refresh
        Brings up to date what can be asked for at a path, and under it.
    host_info
        What is answered about the server.
    """

    def __init__(self, nodes: Mapping[str, Node], board: Board, refresh: Callable[[str], Awaitable[None]], host_info: Attributes) -> None:
        self._nodes, self._board, self._refresh, self._host_info = nodes, board, refresh, host_info

    async def answer(self, target: str) -> Response:
        """Answer a request for `target`, which is the path of its URL with its query."""
        path, _, attribute = target.partition("?")
        node = self._nodes.get(unquote(path).rstrip("/") or "/")
        if node is None:
            return complaint(HTTPStatus.NOT_FOUND, "there is no such address; ask for / to see all")
        if attribute == _HOST_INFO:
            return _json(self._host_info)
        if attribute not in ("", *ATTRIBUTES):
            return complaint(HTTPStatus.BAD_REQUEST, f"ask for nothing, {_HOST_INFO} or one of {', '.join(ATTRIBUTES)}")
        if attribute in ("", "CONTENTS", "VALUE"):
            await self._refresh(node.path)
        found = describe(node, self._board)
        if not attribute:
            return _json(found)
        hidden = attribute == "VALUE" and not (node.access & Access.READ and self._board.knows(node))
        return response(HTTPStatus.NO_CONTENT) if hidden or attribute not in found else _json({attribute: found[attribute]})


def _json(found: Attributes) -> Response:
    return response(HTTPStatus.OK, json.dumps(found, ensure_ascii=False).encode(), "application/json")
