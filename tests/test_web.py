"""The web process of a running instrument: who is answered, what is served, and OSC over WebSocket."""

import asyncio
import contextlib
import http.client
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.server import Server
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.web_client import PATIENCE_S, Answer, answer, client, send
from xmodal_rt.errors import DeviceError
from xmodal_rt.web import process
from xmodal_rt.web.board import Board
from xmodal_rt.web.line import MAX_PACKET
from xmodal_rt.web.query import Query
from xmodal_rt.web.site import MAX_CLIENTS, MAX_CONNECTIONS, Site

Serve = Callable[..., contextlib.AbstractContextManager[Any]]
UPGRADE = (
    "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)


@pytest.fixture(scope="module")
def served(serve: Serve, shelf: Path) -> Iterator[Any]:
    with serve(shelf, "--checkpoint", "tone", "--audio", "clock", "--web", "--web-port", "0") as served:
        yield served


@pytest.mark.parametrize("path", ["/panel/", "/?HOST_INFO", "/xmodal/gain"])
@pytest.mark.parametrize("headers", [
    {"Host": "evil.example"}, {"Host": "evil.example:{port}"}, {"Host": "127.0.0.1.evil.example"},
    {"Host": "127.0.0.1:{port}@evil.example"},
    {"Host": ""}, {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "https://127.0.0.1:{port}"},
    {"Origin": "http://127.0.0.1:1"}, {"Origin": "http://localhost:{port}"},
], ids=str)  # fmt: skip
def test_who_comes_from_elsewhere_is_refused(served: Any, path: str, headers: dict[str, str]) -> None:
    filled = {name: value.format(port=served.web_port) for name, value in headers.items()}
    refused = Answer(served.web_port, path, **filled)
    assert refused.status == 403
    assert b"xmodal" not in refused.body
    assert Answer(served.web_port, "/panel/", Origin=f"http://127.0.0.1:{served.web_port}").status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
def test_a_page_of_another_site_gets_no_websocket(served: Any, origin: str) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        client(served.web_port, origin=origin)


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_is_changed_over_http(served: Any, method: str) -> None:
    assert Answer(served.web_port, "/panel/", method).status == 405


@pytest.mark.parametrize("path", [
    "/checkpoints/tone/config.json", "/panel/../process.py", "/panel/..%2fprocess.py", "/panel/page", "/panel//etc/passwd", "//etc/passwd",
    "/../../../../etc/passwd", "/%2e%2e/pyproject.toml", "/panel/__init__.py", "/nothing",
])  # fmt: skip
def test_no_file_but_the_pages_is_served(served: Any, path: str) -> None:
    assert Answer(served.web_port, path).status == 404


def test_a_browser_finds_the_page_which_may_use_nothing_from_elsewhere(served: Any) -> None:
    sent_on = Answer(served.web_port, "/", Accept="text/html,application/xhtml+xml")
    assert (sent_on.status, sent_on.headers["Location"]) == (302, "/panel/")
    page = Answer(served.web_port, "/panel/")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert b"xmodal" in page.body
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_a_websocket_plays_a_note_and_only_who_asks_is_answered(served: Any) -> None:
    with client(served.web_port) as player, client(served.web_port) as other:
        send(player, "voice/0/note", 69, 100)
        send(player, "sync", 11)
        send(other, "sync", 12)
        assert (answer(player, "synced"), answer(other, "synced")) == ((11,), (12,))
        assert any(served.status()[0] == 1 for _ in range(50))  # it counts from the next block on
        send(player, "note", 200, 100)
        assert answer(player, "fail")[0] == "/xmodal/note"
        send(player, "panic")


def test_who_asked_for_it_is_told_what_all_are_told_until_it_goes(served: Any) -> None:
    with client(served.web_port) as listener:
        send(listener, "notify", -1)
        assert answer(listener, "done") == ("/xmodal/notify",)
        assert answer(listener, "alive")
    assert served.answer("done") == ("/xmodal/notify",)  # who has gone is told no more, as the default receiver sees


@pytest.mark.parametrize("packet", [b"", b"abc", b"/x", b"#bundle\0" + bytes(8) + b"\xff\xff\xff\xfc", b"\xff" * 4000])
def test_a_broken_packet_is_answered_with_what_is_wrong(served: Any, packet: bytes) -> None:
    with client(served.web_port) as broken:
        broken.send(packet)
        if packet:
            assert answer(broken, "fail")[0] == "packet"
        send(broken, "sync", 3)
        assert answer(broken, "synced") == (3,)


def test_a_packet_that_no_datagram_carries_ends_the_connection(served: Any) -> None:
    with client(served.web_port) as endless:
        endless.send(bytes(MAX_PACKET + 1))
        with pytest.raises(ConnectionClosed, match="1009"):
            answer(endless, "synced")


def test_there_are_only_so_many_clients(served: Any) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(MAX_CLIENTS):
            stack.enter_context(client(served.web_port))
        with pytest.raises(InvalidStatus, match="503"):
            client(served.web_port)
        assert Answer(served.web_port, "/panel/").status == 200
    with client(served.web_port) as later:
        send(later, "sync", 4)
        assert answer(later, "synced") == (4,)


def test_there_are_only_so_many_connections_that_say_nothing(served: Any) -> None:
    with contextlib.ExitStack() as stack:
        silent = [stack.enter_context(socket.create_connection(("127.0.0.1", served.web_port))) for _ in range(MAX_CONNECTIONS + 1)]
        silent[-1].settimeout(PATIENCE_S)
        with contextlib.suppress(ConnectionResetError):
            assert silent[-1].recv(1) == b""
    deadline, status = time.monotonic() + PATIENCE_S, 0
    while status != 200 and time.monotonic() < deadline:
        with contextlib.suppress(ConnectionResetError, http.client.RemoteDisconnected):  # it has not seen yet that they are gone
            status = Answer(served.web_port, "/panel/").status
    assert status == 200


def test_a_client_that_does_not_read_is_dropped_and_the_others_stay() -> None:
    asyncio.run(_flood())


async def _ask_nobody(path: str) -> None:
    """Bring nothing up to date."""


async def _flood() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control, process.bind(0) as door:
        control.bind(("127.0.0.1", 0))
        control.settimeout(PATIENCE_S)
        board = Board({})
        async with Site(control.getsockname(), board, Query({}, board, _ask_nobody, {})).open(door) as server:
            await asyncio.to_thread(_neglect, server, control, door.getsockname()[1])


def _neglect(server: Server, control: socket.socket, port: int) -> None:
    with client(port) as reader, socket.create_connection(("127.0.0.1", port)) as sluggard:
        sluggard.sendall(UPGRADE.format(port=port).encode() + b"\x82\x80mask")  # and an empty packet
        _, lazy = control.recvfrom(100)
        reader.send(b"here")
        _, keen = control.recvfrom(100)
        deadline = time.monotonic() + PATIENCE_S
        while len(server.connections) > 1:
            assert time.monotonic() < deadline, "it is not dropped"
            control.sendto(bytes(8000), lazy)
        control.sendto(b"there", keen)
        assert reader.recv(timeout=PATIENCE_S) == b"there"


def test_a_port_that_is_taken_is_said_with_what_to_do() -> None:
    with process.bind(0) as taken, pytest.raises(DeviceError, match="choose another --web-port, or --no-web"):
        process.bind(taken.getsockname()[1])


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_its_death_does_not_touch_the_sound_and_it_is_back(served: Any, number: int) -> None:
    for _ in served.heard(0.3):  # the answers to the other clients came to the default receiver too
        pass
    served.send("panic")
    served.send("voice/0/note", 69, 100)
    served.settle()
    part = served.pid_of("web")
    os.kill(part, number)
    assert served.answer("restarted", PATIENCE_S)[0] == "web"
    with client(served.web_port) as back:
        send(back, "sync", 5)
        assert answer(back, "synced") == (5,)
    assert any(served.status()[0] == 1 for _ in range(50))
    assert served.pid_of("web") != part
    assert os.sched_getscheduler(served.pid_of("web")) == os.SCHED_OTHER
