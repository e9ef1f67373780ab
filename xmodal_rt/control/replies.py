"""Who is told what: answers to the sender, what is heard to all who listen, complaints once per second."""

import math
from collections.abc import Iterable

from xmodal_rt.control.burst import Arrival, Sender
from xmodal_rt.osc.addresses import entry

MAX_LISTENERS = 32
MAX_COMPLAINTS = 256
"""different complaints per second, over all senders"""
MAX_REASON = 200
"""characters of a reason, which may quote what came"""
MAX_ANSWERS = 1000
"""messages per second in answer to one host, so that a few bytes with a forged sender do not become many; on this
machine, where no sender can be forged, to one program"""
_QUIET_S = 1.0


class Replies:
    """Outgoing datagrams, and the ports that were named with /notify.

    Replies go only to the host that a message came from, so nobody can aim them at a third. A sender on
    the default receiver's host that named no port is answered there too: many programs cannot listen on
    the port that they send from.
    """

    def __init__(self, default: Sender) -> None:
        self.outgoing: list[Arrival] = []
        self._default = default
        self.listeners: dict[Sender, Sender] = {}
        """senders, and where what they are told goes"""
        self._told: dict[tuple[Sender | None, str, str], float] = {}
        self._tidied_s = -math.inf
        self._askers: dict[int, Sender] = {}
        self._asked = 0
        self._answered: dict[str | Sender, int] = {}

    def take(self) -> list[Arrival]:
        """Return the datagrams to send, with their receivers, and forget them."""
        outgoing, self.outgoing = self.outgoing, []
        return outgoing

    def renew(self) -> None:
        """Let everybody be answered again: called once per second."""
        self._answered.clear()

    def notify(self, sender: Sender, port: int) -> None:
        """Let replies to `sender`, and what is heard, go to `port` of its host; -1: its own port, 0: no more."""
        self.listeners.pop(sender, None)
        if port:
            self.listeners[sender] = sender if port < 0 else (sender[0], port)
        if len(self.listeners) > MAX_LISTENERS:
            del self.listeners[next(iter(self.listeners))]

    def forget_askers(self) -> None:
        """Expect no answers any more to what was asked of another process."""
        self._askers.clear()

    def answer(self, sender: Sender, address: str, *values: object) -> None:
        """Send one message of the table to `sender`."""
        self.send(sender, [entry(address).build(*values)])

    def send(self, sender: Sender, datagrams: Iterable[bytes]) -> None:
        """Send `datagrams`, up to a bound, to the port that `sender` named, else to `sender` and to the default port of its host."""
        whom = sender if sender[0].startswith("127.") else sender[0]
        answered = self._answered.get(whom, 0)
        datagrams = list(datagrams)[: MAX_ANSWERS - answered]
        self._answered[whom] = answered + len(datagrams)
        named = self.listeners.get(sender)
        known = [sender] if sender[0] != self._default[0] else [sender, self._default]
        receivers = dict.fromkeys([named] if named else known)
        self.outgoing += [(datagram, receiver) for datagram in datagrams for receiver in receivers]

    def announce(self, datagram: bytes) -> None:
        """Send `datagram` to everybody who listens."""
        self.outgoing += [(datagram, listener) for listener in dict.fromkeys((self._default, *self.listeners.values()))]

    def complain(self, sender: Sender | None, now_s: float, address: str, path: str, reason: str | float) -> None:
        """Send /fail or /late about `path` to `sender`, to all when it is unknown; the same at most once per second."""
        # How late a message was differs each time; the complaint is the same.
        told = (sender, path, reason if isinstance(reason, str) else address)
        if len(self._told) >= MAX_COMPLAINTS and now_s > self._tidied_s:
            self._tidied_s = now_s
            self._told = {key: at_s for key, at_s in self._told.items() if now_s - at_s < _QUIET_S}
        if len(self._told) >= MAX_COMPLAINTS or now_s - self._told.get(told, -_QUIET_S) < _QUIET_S:
            return
        self._told[told] = now_s
        shown = reason[:MAX_REASON] if isinstance(reason, str) else reason
        if sender is None:
            self.announce(entry(address).build(path, shown))
        else:
            self.answer(sender, address, path, shown)

    def remember(self, sender: Sender) -> int:
        """Return a number by which `asker` finds `sender` again."""
        self._asked += 1
        self._askers[self._asked] = sender
        if len(self._askers) > 4096:
            del self._askers[next(iter(self._askers))]
        return self._asked

    def asker(self, number: int) -> Sender | None:
        """Return the sender that got this number, once."""
        return self._askers.pop(number, None)

    @property
    def awaited(self) -> bool:
        """Whether somebody waits for an answer from another process."""
        return bool(self._askers)
