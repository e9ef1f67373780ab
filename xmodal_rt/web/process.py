"""The web process: one TCP socket on the loopback, one thread, one loop."""

import asyncio
import socket
from pathlib import Path

from xmodal_rt import realtime
from xmodal_rt.errors import DeviceError
from xmodal_rt.links import Links, Part, Status
from xmodal_rt.settings import ServeSettings
from xmodal_rt.web.page_files import Pages
from xmodal_rt.web.site import Site

HOST = "127.0.0.1"
_BEAT_S = 0.05


def bind(port: int) -> socket.socket:
    """Open the TCP socket; the parent does it, so that requests wait while the process is begun anew.

    Raises
    ------
    DeviceError
        If the port is taken.
    """
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise DeviceError(f"no web server on {HOST}:{port} ({error.strerror or error}); choose another --web-port, or --no-web") from error


def run(links: Links, settings: ServeSettings, sock: socket.socket, folder: Path, places: Pages | None = None) -> None:
    """Be the web process until `links.stop` is set; `places` are the pages of the panel's plane, where they are prepared."""
    if settings.panel and places is None:
        from xmodal_rt.web.places import prepare  # torch

        places = prepare(folder, settings.voices)
    realtime.stand_back()
    asyncio.run(_serve(links, Site(control_address(settings), places), sock))


def control_address(settings: ServeSettings) -> tuple[str, int]:
    """Where the control receives what comes from this machine."""
    return HOST if settings.host == "0.0.0.0" else settings.host, settings.osc_port


async def _serve(links: Links, site: Site, sock: socket.socket) -> None:
    async with site.open(sock):
        links.status.view[Status.WEB_READY] = 1
        while not links.stop.is_set():
            links.beats.view[Part.WEB] += 1
            await asyncio.sleep(_BEAT_S)
