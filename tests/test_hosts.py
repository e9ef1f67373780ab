"""Programs that nobody here wrote play a running instrument: every address from real Pd, liblo's two tools, and ChucK."""

import contextlib
import os
import queue
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from patches.generator.examples import examples
from xmodal_rt import __version__
from xmodal_rt.audio.jack_server import JackServer
from xmodal_rt.osc.addresses import INCOMING, Entry

Serve = Callable[..., contextlib.AbstractContextManager[Any]]
PD = ["pd", "-nogui", "-noprefs", "-nomidi", "-rt", "-noaudio", "-sleepgrain", "0.5", "-stderr"]
TIMEOUT_S = 20


class Talker:
    """A real Pd with the line of the library to a running instrument."""

    def __init__(self, folder: Path, process: "subprocess.Popen[str]", port: int) -> None:
        self.folder, self._process, self._port = folder, process, port
        self._said: queue.Queue[str] = queue.Queue()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._said.put(line.strip().replace("\\ ", " "))

    def say(self, message: str) -> None:
        """Let Pd send `message`, which is written as in a message box."""
        self._socket.sendto(f"{message};\n".encode(), ("127.0.0.1", self._port))

    def until(self, start: str) -> list[str]:
        """What Pd prints until a line that begins with `start`."""
        lines: list[str] = []
        deadline = time.monotonic() + TIMEOUT_S
        while not (lines and lines[-1].startswith(start)):
            try:
                lines.append(self._said.get(timeout=max(0.01, deadline - time.monotonic())))
            except queue.Empty:
                seen = [line for line in lines if "heard: alive" not in line]
                raise AssertionError(f"Pd never printed {start!r}, only {seen[-20:]}") from None
        return lines

    def close(self) -> None:
        self._socket.close()


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def reply_port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def served(serve: Serve, reply_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    recordings = str(tmp_path_factory.mktemp("recordings"))
    options = ("--audio", "clock", "--transcribe", "--recordings", recordings, "--reply-port", str(reply_port))
    with serve(Path(), *options) as served:
        yield served


@pytest.fixture(scope="module")
def talker(served: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talker]:
    folder = tmp_path_factory.mktemp("pd")
    for source in (*Path("patches/pd/xmodal_rt").glob("*.pd"), Path("tests/pd/talk.pd")):
        (folder / source.name).write_text(source.read_text().replace("9000", str(served.port)))
    port = free_port()
    command = [*PD, "-open", str(folder / "talk.pd"), "-send", f"talk {port}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        talker = Talker(folder, process, port)
        talker.until("heard: alive")
        yield talker
        talker.close()
        process.kill()


def answered(entry: Entry, path: str) -> str:
    """How the line begins that Pd prints for the answer to `entry`."""
    return f"heard: done /xmodal/{path}" if entry.answer == "done" else f"heard: {entry.answer.replace('/', ' ')}"


def written(message: str, voice: int | None = None) -> str:
    """Write an example as Pd must: it keeps the word symbol for itself, unless more stands before it."""
    if voice is not None:
        return f"voice/{voice}/{message}"
    return f"list {message}" if message.startswith("symbol ") else message


NOBODY_PLAYED = "heard: fail /xmodal/anchor/heard nothing has been heard yet"
"""the input of a server without a sound device is silent"""


@pytest.mark.parametrize("voice", [None, 1], ids=["instrument", "voice"])
@pytest.mark.parametrize("entry", [e for e in INCOMING if e.address != "quit"], ids=lambda entry: entry.address)
def test_pd_sends_every_address_and_receives_its_answer(talker: Talker, entry: Entry, voice: int | None) -> None:
    if voice is not None and not entry.per_voice:
        return
    for message in examples(entry):
        talker.say(written("note 60 100", voice))
        for name in ("one", "two"):  # as most examples about anchors need them
            talker.say(f"anchor/labels {name} C4")
            talker.until("heard: done /xmodal/anchor/labels")
        talker.say(written(message, voice))
        path = written(message, voice).removeprefix("list ").split()[0]
        heard = entry.address == "anchor/heard"
        lines = talker.until(NOBODY_PLAYED if heard else answered(entry, path)) if entry.answer else []
        talker.say("sync 4711")
        lines += talker.until("heard: synced 4711")
        assert [line for line in lines if line.startswith("heard: fail") and not heard] == []


def test_liblo_plays_the_instrument_and_shows_its_replies(served: Any, reply_port: int) -> None:
    dump = ["stdbuf", "-oL", "oscdump", "-L", str(reply_port)]
    with subprocess.Popen(dump, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert "/xmodal/alive" in process.stdout.readline()
            for line in ("note ii 60 100", "voice/0/gain f 0.5", "version", "sync i 12"):
                subprocess.run(f"oscsend 127.0.0.1 {served.port} /xmodal/{line}".split(), check=True, timeout=TIMEOUT_S)
            replies: list[str] = []
            for line in process.stdout:
                replies += [line.strip()] if "/xmodal/alive" not in line else []
                if "synced" in line:
                    break
        finally:
            process.kill()
    assert [reply for reply in replies if "/xmodal/version.reply" in reply and '"xmodal-rt"' in reply] != []
    assert [reply for reply in replies if "/xmodal/synced" in reply and reply.endswith(" 12")] != []
    assert [reply for reply in replies if "/xmodal/fail" in reply] == []


def test_chuck_plays_a_chord_and_shows_its_replies(served: Any) -> None:
    script = f"patches/chuck/xmodal_rt.ck:127.0.0.1:{served.port}:{free_port()}"
    with JackServer(f"xmodal-chuck-{os.getpid()}", 48000, 512):
        command = ["chuck", "--srate:48000", f"--port:{free_port()}", script]
        said = subprocess.run(command, check=True, timeout=4 * TIMEOUT_S, capture_output=True, text=True).stdout
    replies = [line.split() for line in said.splitlines()]
    assert ["/xmodal/version.reply", "xmodal-rt", __version__] in replies
    (status,) = (reply for reply in replies if reply[0] == "/xmodal/status.reply")
    assert int(status[1]) >= 4
    assert replies[-1] == ["/xmodal/synced", "1"]
    assert not [reply for reply in replies if reply[0] == "/xmodal/fail"]


def test_pd_ends_the_server(talker: Talker, served: Any) -> None:
    talker.say("quit")
    talker.until("heard: done /xmodal/quit")
    assert served.process.wait(TIMEOUT_S) == 0
