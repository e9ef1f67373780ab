"""What `xmodal-rt bench latency` plays on: the instrument as a process of its own, and Pure Data beside it."""

import contextlib
import math
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

from xmodal_rt.audio.jack_probe import JackProbe
from xmodal_rt.errors import DeviceError
from xmodal_rt.osc import codec as osc

_READY_S = 90.0
_PRIORITY = 80  # above the audio's 70; what runs at it takes microseconds
_UNDER = 0.003
"""gain of the voice that sounds under the measured notes"""


class Player:
    """Sends OSC to a server; `prefix` begins every address."""

    def __init__(self, port: int, prefix: str = "/xmodal/") -> None:
        self.port = port
        self.pid = 0
        """the server's process, where it is ours"""
        self._to, self._prefix = ("127.0.0.1", port), prefix
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))

    def send(self, address: str, *values: object) -> float:
        """Send one message; returns JACK's time just before."""
        datagram = osc.message(self._prefix + address, *values)
        now_s = JackProbe.now_s()
        self._socket.sendto(datagram, self._to)
        return now_s

    def send_at(self, ahead_s: float, address: str, *values: object) -> float:
        """Send one message with a time tag `ahead_s` seconds from now; returns when it is due, on JACK's clock."""
        unix_s, now_s = time.time(), JackProbe.now_s()
        self._socket.sendto(osc.bundle(unix_s + ahead_s, [osc.message(self._prefix + address, *values)]), self._to)
        return now_s + ahead_s

    def send_all(self, datagrams: Iterable[bytes]) -> float:
        """Send datagrams as quickly as this process can; returns JACK's time just before the last one."""
        now_s = JackProbe.now_s()
        for datagram in datagrams:
            now_s = JackProbe.now_s()
            self._socket.sendto(datagram, self._to)
        return now_s

    def answer_s(self) -> float:
        """Time until /status is answered, in seconds; infinity where it is not."""
        began_s = JackProbe.now_s()
        return JackProbe.now_s() - began_s if self.ask("status", "status.reply", 2.0) else math.inf

    def ask(self, address: str, reply: str, within_s: float = 0.5) -> tuple[osc.Value, ...] | None:
        """Send a question; returns the arguments of the reply, or None when none comes."""
        self._forget()
        self.send(address)
        deadline = time.monotonic() + within_s
        while (left_s := deadline - time.monotonic()) > 0:
            self._socket.settimeout(left_s)
            with contextlib.suppress(TimeoutError, ConnectionRefusedError):
                for message in osc.parse(self._socket.recv(65536)):
                    if message.address == self._prefix + reply:
                        return message.arguments
        return None

    def listen(self, seconds: float) -> Iterator[tuple[float, osc.Message]]:
        """Whatever the server sends, with JACK's time of its arrival, until the time is over."""
        self._forget()
        deadline = time.monotonic() + seconds
        while (left_s := deadline - time.monotonic()) > 0:
            self._socket.settimeout(left_s)
            with contextlib.suppress(TimeoutError, ConnectionRefusedError):
                datagram = self._socket.recv(65536)
                now_s = JackProbe.now_s()
                yield from ((now_s, message) for message in osc.parse(datagram))

    def _forget(self) -> None:
        """Drop what came before, such as late replies to earlier questions."""
        self._socket.settimeout(0)
        with contextlib.suppress(BlockingIOError, ConnectionRefusedError):
            while True:
                self._socket.recv(65536)

    def status(self) -> tuple[osc.Value, ...]:
        """Return the arguments of the server's /status.reply.

        Raises
        ------
        DeviceError
            If it no longer answers.
        """
        reply = self.ask("status", "status.reply", 2.0)
        if reply is None:
            raise DeviceError("the instrument no longer answers; start it by hand with `xmodal-rt serve`, and see what it says")
        return reply

    def underruns(self) -> int:
        """Blocks that the server says it missed since its start."""
        return int(self.status()[3])

    def close(self) -> None:
        """Free the port."""
        self._socket.close()


@contextlib.contextmanager
def urgent() -> Iterator[None]:
    """Wake up before the audio does, where the system lets us: else the notes fall between its periods, not anywhere in them."""
    if not hasattr(os, "sched_setscheduler"):
        yield
        return
    before = os.sched_getscheduler(0), os.sched_getparam(0)
    with contextlib.suppress(PermissionError):
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(_PRIORITY))
    try:
        yield
    finally:
        os.sched_setscheduler(0, *before)


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def instrument(options: list[str]) -> Iterator[Player]:
    """Start `xmodal-rt serve` on JACK, with a quiet voice that sounds all the time, and wait until it answers.

    Raises
    ------
    DeviceError
        If it does not start; ends with what it said.
    """
    port = _free_port()
    ports = ["--osc-port", str(port), "--reply-port", str(_free_port())]
    command = [sys.executable, "-c", "from xmodal_rt.cli import main; main()", "serve", "--no-log", "--audio", "jack", *ports, *options]
    with contextlib.closing(Player(port)) as player, _process(command) as (process, log):
        deadline = time.monotonic() + _READY_S
        while player.ask("status", "status.reply") is None:
            if process.poll() is not None or time.monotonic() > deadline:
                log.seek(0)
                raise DeviceError(f"the instrument did not start; it said: {log.read().decode(errors='replace').strip() or 'nothing'}")
        player.pid = process.pid
        player.send("voice/0/note", 45.0, 64.0)
        player.send("voice/0/gain", _UNDER)
        yield player
        player.send("quit")
        process.wait(10)


@contextlib.contextmanager
def _process(command: list[str]) -> Iterator[tuple["subprocess.Popen[bytes]", IO[bytes]]]:
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log)
        try:
            yield process, log
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(5)
            process.kill()
            process.wait()


@contextlib.contextmanager
def meanwhile(act: Callable[[threading.Event], object]) -> Iterator[None]:
    """Let `act(stop)` run in a thread of its own while the context lasts, whose end sets `stop`."""
    stop = threading.Event()
    acting = threading.Thread(target=act, args=(stop,))
    acting.start()
    try:
        yield
    finally:
        stop.set()
        acting.join()


_PATCH = """#N canvas 0 0 450 300 10;
#X obj 20 20 netreceive -u -b {port};
#X obj 20 50 oscparse;
#X obj 20 80 list trim;
#X obj 20 110 route xmodal;
#X obj 20 140 route note;
#X obj 20 170 unpack f f;
#X obj 20 200 / 254;
#X obj 20 230 sig~;
#X obj 20 260 dac~ 1;
#X connect 0 0 1 0;
#X connect 1 0 2 0;
#X connect 2 0 3 0;
#X connect 3 0 4 0;
#X connect 4 0 5 0;
#X connect 5 1 6 0;
#X connect 6 0 7 0;
#X connect 7 0 8 0;
"""


@contextlib.contextmanager
def pure_data(sample_rate: int) -> Iterator[Player]:
    """Pure Data with a patch that sets a constant: what a server without any synthesis needs."""
    port = _free_port()
    with tempfile.TemporaryDirectory() as folder:
        patch = Path(folder) / "step.pd"
        patch.write_text(_PATCH.format(port=port))
        quiet = ["-nogui", "-noprefs", "-nomidi", "-rt", "-jack", "-callback", "-nojackconnect", "-inchannels", "0", "-outchannels", "1"]
        command = ["pd", *quiet, "-r", str(sample_rate), "-open", str(patch), "-send", "pd dsp 1"]
        with contextlib.closing(Player(port)) as player, _process(command):
            yield player
