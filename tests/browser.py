"""A headless Chromium, driven through its DevTools protocol."""

import base64
import contextlib
import json
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from websockets.sync.client import ClientConnection, connect

_PROMPT = "DevTools listening on ws://"


class Browser:
    """One page; `requests` are the addresses that it asked for, `errors` what its console says went wrong."""

    def __init__(self, line: ClientConnection) -> None:
        self._line, self._count = line, 0
        self.requests: list[str] = []
        self.errors: list[str] = []
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        self._count += 1
        self._line.send(json.dumps({"id": self._count, "method": method, "params": parameters}))
        while (said := json.loads(self._line.recv(timeout=20))).get("id") != self._count:
            self._note(said.get("method", ""), said.get("params", {}))
        assert "error" not in said, (method, said["error"])
        return dict(said["result"])

    def _note(self, event: str, told: dict[str, Any]) -> None:
        if event == "Network.requestWillBeSent":
            self.requests.append(told["request"]["url"])
        elif event == "Network.webSocketCreated":
            self.requests.append(told["url"])
        elif event == "Runtime.exceptionThrown" or (event == "Runtime.consoleAPICalled" and told["type"] in ("error", "warning")):
            self.errors.append(json.dumps(told))
        elif event == "Log.entryAdded" and told["entry"]["level"] in ("error", "warning"):
            self.errors.append(told["entry"]["text"])

    def open(self, url: str, width: int = 1280, height: int = 800, ratio: float = 1.0) -> None:
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=ratio, mobile=width < 600)
        self.call("Page.navigate", url=url)
        self.until("document.readyState === 'complete'")

    def see(self, expression: str) -> Any:
        """Value of an expression in the page."""
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def until(self, expression: str, within_s: float = 30.0) -> None:
        """Wait until an expression holds."""
        deadline = time.monotonic() + within_s
        while time.monotonic() < deadline:
            if self.see(f"Boolean({expression})"):
                return
            time.sleep(0.02)
        raise AssertionError(f"not so within {within_s} s: {expression}")

    def middle(self, selector: str) -> tuple[float, float]:
        """Middle of the element that is found first."""
        box = self.see(f"(({{left, top, width, height}}) => [left + width / 2, top + height / 2])"
                       f"(document.querySelector({json.dumps(selector)}).getBoundingClientRect())")  # fmt: skip
        return box[0], box[1]

    def mouse(self, kind: str, x: float, y: float) -> None:
        """`kind` is Pressed, Moved or Released."""
        self.call("Input.dispatchMouseEvent", type=f"mouse{kind}", x=x, y=y, button="left", buttons=int(kind != "Released"), clickCount=1)

    def key(self, kind: str, code: str, key: str) -> None:
        """`kind` is Down or Up."""
        self.call("Input.dispatchKeyEvent", type=f"key{kind}", code=code, key=key)

    def click(self, selector: str) -> None:
        self.see(f"document.querySelector({json.dumps(selector)}).click()")

    def screenshot(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))


@contextlib.contextmanager
def browsing() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")
    assert program, "there is no chromium; install it as .ci/set-up does"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                   "--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0",
                   f"--user-data-dir={profile}", "about:blank"]  # fmt: skip
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
            try:
                with connect(_page(_address(process)), max_size=None, ping_interval=None) as line:
                    yield Browser(line)
            finally:
                process.terminate()
                process.wait(10)


def _address(process: "subprocess.Popen[str]") -> str:
    """Where the browser listens: it says so when it does."""
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(_PROMPT):
            return urlsplit(line.strip().removeprefix("DevTools listening on ")).netloc
    raise AssertionError("chromium ended before it listened")


def _page(address: str) -> str:
    with urllib.request.urlopen(f"http://{address}/json/list") as told:
        return str(next(page["webSocketDebuggerUrl"] for page in json.load(told) if page["type"] == "page"))
