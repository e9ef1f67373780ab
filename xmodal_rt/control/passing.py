"""What the control passes on to the session's log, which another process writes."""

from xmodal_rt.control.burst import Arrival
from xmodal_rt.ring import Packet, PacketRing

_REMARKABLE = b"/xmodal/fail\0", b"/xmodal/late\0"


class Passing:
    """Copies what was refused into `ring`, and with `everything` all that comes and goes."""

    def __init__(self, ring: PacketRing, everything: bool) -> None:
        self._ring, self._everything = ring, everything

    def came(self, arrivals: list[Arrival]) -> None:
        """Pass on datagrams that were received."""
        for data, (host, port) in arrivals if self._everything else ():
            self._ring.push(Packet(data, len(data), host, port, received=True, remarkable=False))

    def went(self, outgoing: list[Arrival]) -> None:
        """Pass on datagrams that were sent; of one that went to several, refusals once."""
        last = b""
        for data, (host, port) in outgoing:
            remarkable = data.startswith(_REMARKABLE) and data != last
            if remarkable or self._everything:
                self._ring.push(Packet(data, len(data), host, port, received=False, remarkable=remarkable))
            last = data
