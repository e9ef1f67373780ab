"""Who may send: this machine always, others where they were allowed."""

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from xmodal_rt.errors import ParameterError


class Doors:
    """Checks senders by their address.

    Parameters
    ----------
    allowed
        Addresses, which may do everything, and networks such as 192.168.1.0/24, which may do all but
        what ends or changes the server.

    Raises
    ------
    ParameterError
        If one of them is neither.
    """

    def __init__(self, allowed: Sequence[str] = ()) -> None:
        self._networks = [_network(text) for text in allowed]
        self.admits = lru_cache(4096)(self._admits)
        self.trusts = lru_cache(4096)(self._trusts)

    def _admits(self, host: str) -> bool:
        """Whether messages from `host` are heard."""
        address = ip_address(host)
        return address.is_loopback or any(address in network for network in self._networks)

    def _trusts(self, host: str) -> bool:
        """Whether `host` may also do what is meant for the machine itself."""
        address = ip_address(host)
        return address.is_loopback or any(network.num_addresses == 1 and address in network for network in self._networks)


def check(host: str, allowed: Sequence[str]) -> None:
    """Raise ParameterError if an address is none, or `host` is open to a network and nobody of it is allowed."""
    Doors(allowed)
    if not allowed and host != "localhost" and not host.startswith("127."):
        raise ParameterError(f"on {host} others can reach the instrument; say which with --allow, for example --allow 192.168.1.0/24")


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        raise ParameterError(f"{text!r} is no address; use one such as 192.168.1.20, or a network such as 192.168.1.0/24") from None
