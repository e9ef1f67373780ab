"""Which requests are answered: those of programs on this machine, and of the pages that come from here.

The socket is bound to the loopback, which keeps other machines out but not the pages of other sites in a
browser here: their scripts may open a WebSocket to any address, and with a name that resolves to 127.0.0.1
(DNS rebinding) read what is answered. A browser tells both in the headers Host and Origin.
"""

import re
from http import HTTPStatus

from websockets.http11 import Request

_HERE = re.compile(r"(127\.0\.0\.1|localhost)(:[0-9]{1,5})?", re.IGNORECASE)
Refusal = tuple[HTTPStatus, str]


def refusal(request: Request) -> Refusal | None:
    """Why a request is not answered, with the status that says so; None where it is."""
    hosts, origins = request.headers.get_all("Host"), request.headers.get_all("Origin")
    if len(hosts) != 1 or not _HERE.fullmatch(hosts[0]):
        return HTTPStatus.FORBIDDEN, "the name is not one of this machine; use 127.0.0.1 or localhost"
    if origins not in ([], [f"http://{hosts[0]}"]):
        return HTTPStatus.FORBIDDEN, "a page of another site asks; open the page that this server offers"
    if request.method != "GET":
        return HTTPStatus.METHOD_NOT_ALLOWED, "nothing is changed over HTTP; use GET"
    return None
