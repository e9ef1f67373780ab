"""What a browser does, and a client of the WebSocket: requests with any headers, packets and commands."""

import http.client
import json
import time
from typing import Any

from websockets.sync.client import ClientConnection, connect

from xmodal_rt.osc import codec as osc

PATIENCE_S = 20.0


class Answer:
    """What the server says to one request."""

    def __init__(self, port: int, path: str, method: str = "GET", **headers: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in ({"Host": f"127.0.0.1:{port}"} | headers).items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        self.status, self.headers, self.body = response.status, response.headers, response.read()
        connection.close()


def client(port: int, **options: Any) -> ClientConnection:
    return connect(f"ws://127.0.0.1:{port}/", compression=None, proxy=None, open_timeout=PATIENCE_S, **options)


def send(to: ClientConnection, address: str, *arguments: object) -> None:
    to.send(osc.message(f"/xmodal/{address}", *arguments))


def heard(by: ClientConnection) -> osc.Message:
    """Wait for the next message."""
    frame = by.recv(timeout=PATIENCE_S)
    assert isinstance(frame, bytes)
    (message,) = osc.parse(frame)
    return message


def answer(to: ClientConnection, address: str) -> tuple[object, ...]:
    """Wait for a message to an address and return its arguments."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if (message := heard(to)).address == f"/xmodal/{address}":
            return tuple(message.arguments)
    raise AssertionError(f"no /xmodal/{address} within {PATIENCE_S} s")


def command(to: ClientConnection, name: str, path: str) -> None:
    """Send one of OSCQuery's commands."""
    to.send(json.dumps({"COMMAND": name, "DATA": path}))
