"""The lasting state of the instrument, whoever changed it: seen on the pages that its processes keep for their successors."""

import contextlib
from collections.abc import Mapping

from xmodal_rt.control import memory
from xmodal_rt.events import Kind
from xmodal_rt.links import Links, Part
from xmodal_rt.listening.legacy import Legacy
from xmodal_rt.osc.addresses import INCOMING, PREFIX, Target
from xmodal_rt.synthesis import legacy
from xmodal_rt.web.board import Board
from xmodal_rt.web.tree import Node, Values

_KINDS = {entry.kind: entry for entry in INCOMING if entry.kind in (Kind.GAIN, Kind.GLIDE, Kind.BEND)}


class States:
    """Brings to the board what the pages say; nobody is asked, and nobody waits."""

    def __init__(self, links: Links, board: Board, nodes: Mapping[str, Node], transcribe: bool) -> None:
        self._kept, self._board, self._transcribe = links.kept, board, transcribe
        self._first = {path: node.rest_values for path, node in nodes.items() if node.known and node.entry and node.entry.kind in _KINDS}
        self._seen: dict[Part, int] = {}

    def look(self) -> None:
        """See what has changed."""
        for part, read in ((Part.SYNTHESIS, self._sound), (Part.CONTROL, self._switches), (Part.LISTENING, self._listens)):
            count = self._kept[part].count
            if self._seen.get(part) == count:
                continue
            with contextlib.suppress(ValueError):  # it was written over while it was read
                values = read()
                if self._kept[part].count == count:
                    self._seen[part] = count
                    for path, value in values.items():
                        self._board.change(path, value)

    def _sound(self) -> dict[str, Values]:
        left = legacy.left(self._kept[Part.SYNTHESIS])
        return self._first | {Target(_KINDS[event.kind], event.voice).path: event.values for event in left if event.kind in _KINDS}

    def _switches(self) -> dict[str, Values]:
        return {PREFIX + address: values for address, values in memory.switches(self._kept[Part.CONTROL]).items()}

    def _listens(self) -> dict[str, Values]:
        return {f"{PREFIX}listen": (int(Legacy.read(self._kept[Part.LISTENING], self._transcribe).on),)}
