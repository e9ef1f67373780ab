"""The web process: one TCP socket on the loopback, one thread, one loop."""

import asyncio
import importlib
import os
import socket
import time
from pathlib import Path

from xmodal_rt import realtime
from xmodal_rt.errors import DeviceError
from xmodal_rt.links import Links, Part, Status
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.settings import ServeSettings
from xmodal_rt.web import tree
from xmodal_rt.web.board import Board
from xmodal_rt.web.describe import host_info
from xmodal_rt.web.observer import Observer
from xmodal_rt.web.page_files import Pages
from xmodal_rt.web.query import Query
from xmodal_rt.web.site import Site
from xmodal_rt.web.states import States

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
        reason = os.strerror(error.errno or 0)  # what Python says more is the address once again
        raise DeviceError(f"no web server on {HOST}:{port} ({reason}); choose another --web-port, or --no-web") from error


def run(
    links: Links, settings: ServeSettings, config: CheckpointConfig, sock: socket.socket, folder: Path, places: Pages | None = None
) -> None:
    """Be the web process until `links.stop` is set; `places` are the pages of the panel's plane, where they are prepared."""
    if settings.panel and places is None:
        from xmodal_rt.web.places import prepare  # torch

        places = prepare(folder, settings.voices)
    realtime.stand_back()
    asyncio.run(_serve(links, settings, config, sock, places))


async def _serve(links: Links, settings: ServeSettings, config: CheckpointConfig, sock: socket.socket, places: Pages | None) -> None:
    control, nodes = settings.control_address, tree.build(config, settings.voices)
    board = Board(nodes)
    observer, states = Observer(control, board), States(links, board, nodes, settings.transcribe)
    query = Query(nodes, board, observer.refresh, host_info(config.name, *control, *sock.getsockname()))
    announcing = asyncio.create_task(_announce(settings, config.name, sock.getsockname()))
    async with Site(control, board, query, places).open(sock):
        links.status.view[Status.WEB_READY] = 1
        while not links.stop.is_set():
            links.beats.view[Part.WEB] += 1
            observer.tick(time.monotonic())
            states.look()
            await asyncio.sleep(_BEAT_S)
    observer.close()
    announcing.cancel()
    await asyncio.gather(announcing, return_exceptions=True)


async def _announce(settings: ServeSettings, model: str, web: tuple[str, int]) -> None:
    if settings.announce:
        # To import zeroconf takes long; meanwhile others are answered.
        zeroconf = await asyncio.to_thread(importlib.import_module, "xmodal_rt.web.announce")
        offered = zeroconf.places(settings.host, settings.osc_port, web)
        await asyncio.gather(*(zeroconf.announce(place, f"xmodal-rt {model} {settings.osc_port}") for place in offered))
