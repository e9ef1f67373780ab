"""The values of addresses, as far as they are known, and who wants to hear of them."""

import contextlib
from collections.abc import Callable, Mapping

from xmodal_rt.errors import PacketError, ParameterError
from xmodal_rt.osc import codec as osc
from xmodal_rt.web.tree import Node, Values

Receiver = Callable[[bytes], None]


class Board:
    """Keeps the newest values of the addresses in `nodes`, and tells them to those that listen there, each once."""

    def __init__(self, nodes: Mapping[str, Node]) -> None:
        self._nodes = nodes
        self._values: dict[str, Values] = {}
        self._listeners: dict[str, dict[Receiver, None]] = {}

    def knows(self, node: Node) -> bool:
        """Whether the values of a node are known."""
        return node.path in self._values

    def values(self, node: Node) -> Values:
        """Return the newest values of a node, at first what stands for them."""
        return self._values.get(node.path, node.rest_values)

    def change(self, path: str, values: Values) -> None:
        """Take the values of a lasting state, and tell them if they are new."""
        if self._values.get(path) != values:
            self._put(path, values)

    def told(self, message: osc.Message) -> None:
        """Take a message of the instrument."""
        node = self._nodes.get(message.address)
        if node and node.entry and node.entry.direction == "out":
            self._put(node.path, message.arguments)  # type: ignore[arg-type]  # the instrument sends numbers and strings

    def sent(self, packet: bytes, by: Receiver) -> None:
        """Take what a client sends to single addresses; what lasts, and what is wrong, the instrument itself tells."""
        with contextlib.suppress(PacketError, ParameterError):
            for message in osc.parse(packet):
                node = self._nodes.get(message.address)
                if node and node.entry and node.arguments and node.entry.direction == "in" and not node.known and not message.flaw:
                    self._put(node.path, node.entry.accept(message.arguments)[0], by)

    def _put(self, path: str, values: Values, by: Receiver | None = None) -> None:
        """Take new values, and tell them to all who listen but to whom they are from."""
        self._values[path] = values
        for tell in list(self._listeners.get(path, ())):
            if tell != by:
                tell(self._message(path))

    def _message(self, path: str) -> bytes:
        return osc.message(path, *self._nodes[path].typed(self._values[path]))

    def listen(self, path: str, tell: Receiver) -> None:
        """Let `tell` get the values of an address: at once what is known, then all that follow."""
        if path in self._nodes:
            self._listeners.setdefault(path, {})[tell] = None
            if path in self._values:
                tell(self._message(path))

    def ignore(self, path: str, tell: Receiver) -> None:
        """Let `tell` get the values of an address no more."""
        listeners = self._listeners.get(path, {})
        listeners.pop(tell, None)
        if not listeners:
            self._listeners.pop(path, None)

    def forget(self, tell: Receiver) -> None:
        """Let `tell` get nothing any more."""
        for path in list(self._listeners):
            self.ignore(path, tell)

    def heeded(self, path: str) -> bool:
        """Whether anybody listens to an address."""
        return path in self._listeners
