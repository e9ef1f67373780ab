"""Announces the instrument by zeroconf, so that programs find it that nobody told where it is (RFC 6762, RFC 6763).

What only this machine reaches is announced on its loopback alone: no other hears of it. A browser of services that
leaves out the loopback, as Avahi's does, does not find it there either.
"""

import asyncio
import logging
import socket
from collections.abc import Sequence
from ipaddress import ip_address
from typing import NamedTuple

import ifaddr
from zeroconf import Error, IPVersion, ServiceInfo
from zeroconf.asyncio import AsyncZeroconf

QUERY, OSC = "_oscjson._tcp.local.", "_osc._udp.local."

log = logging.getLogger("xmodal_rt.web")


class Place(NamedTuple):
    """Services, with their ports, that are offered on the network interfaces with these addresses."""

    addresses: Sequence[str]
    ports: dict[str, int]


def places(host: str, osc_port: int, web: tuple[str, int]) -> list[Place]:
    """Return what is offered where, if OSC comes in on the address `host`, and HTTP on that of the loopback in `web`."""
    received = _own() if host == "0.0.0.0" else [socket.gethostbyname(host)]
    others = [address for address in received if not ip_address(address).is_loopback]
    here = Place((web[0],), {QUERY: web[1]} | ({OSC: osc_port} if len(others) < len(received) else {}))
    return [here, Place(others, {OSC: osc_port})] if others else [here]


def _own() -> list[str]:
    """All addresses of this machine."""
    return [str(ip.ip) for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4]


async def announce(place: Place, name: str) -> None:
    """Announce one place until this is cancelled; where that cannot work, say so and do without."""
    try:
        service = AsyncZeroconf(interfaces=list(place.addresses), ip_version=IPVersion.V4Only)
    except OSError as error:
        log.warning("not announced on %s (%s); tell programs the address, or use --no-announce", ", ".join(place.addresses), error)
        return
    try:
        for kind, port in place.ports.items():
            server = f"xmodal-rt-{port}.local."
            info = ServiceInfo(kind, f"{name}.{kind}", port=port, parsed_addresses=list(place.addresses), server=server)
            await (await service.async_register_service(info, allow_name_change=True))
        await asyncio.Event().wait()
    except (OSError, Error) as error:
        log.warning("no longer announced (%s); start again, or use --no-announce", error)
    finally:
        await service.async_close()
