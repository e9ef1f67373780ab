"""HTTP responses."""

from email.utils import formatdate
from http import HTTPStatus

from websockets.datastructures import Headers
from websockets.http11 import Response

_SAFE = {
    "Cache-Control": "no-store",  # values change, and so do the pages with the next version
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self' ws://127.0.0.1:* ws://localhost:*; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def response(status: HTTPStatus, body: bytes = b"", content_type: str = "", **more: str) -> Response:
    """Return a response that no page of another site may use; `more` are headers of its own."""
    headers = Headers(Date=formatdate(usegmt=True), Connection="close", **more)
    headers.update(_SAFE)
    headers["Content-Length"] = str(len(body))
    if content_type:
        headers["Content-Type"] = content_type
    return Response(status.value, status.phrase, headers, body)


def complaint(status: HTTPStatus, reason: str) -> Response:
    """Return a response that says what was wrong with the request."""
    return response(status, f"{reason}\n".encode(), "text/plain; charset=utf-8")
