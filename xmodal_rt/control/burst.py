"""What to read of a burst of datagrams: of a state the newest, so that a burst costs no time."""

from collections.abc import Callable, Hashable

Sender = tuple[str, int]
Arrival = tuple[bytes, Sender]


def newest(arrivals: list[Arrival], state: Callable[[bytes], Hashable | None], sound: Callable[[bytes], bool]) -> list[Arrival]:
    """Leave out datagrams that a later one makes void; the others keep their order.

    Parameters
    ----------
    arrivals
        Datagrams and their senders, oldest first.
    state
        Which state a datagram sets, None when it does anything else; those stay, and nothing is left
        out across them.
    sound
        Whether a datagram would be accepted; one that would not does not make an older one void.
    """
    kept: list[Arrival] = []
    settled: set[Hashable] = set()
    for arrival in reversed(arrivals):
        key = state(arrival[0])
        if key is None:
            settled.clear()
        elif key in settled:
            continue
        elif sound(arrival[0]):
            settled.add(key)
        kept.append(arrival)
    kept.reverse()
    return kept
