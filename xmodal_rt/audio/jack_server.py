"""A private JACK server without a sound card, for tests and measurements."""

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from types import TracebackType

from xmodal_rt.audio.jack_library import ask_jack
from xmodal_rt.errors import DeviceError

_ANSWER_WITHIN_S = 10.0


class JackServer:
    """`jackd` with its dummy driver while the context lasts; JACK_DEFAULT_SERVER names it meanwhile.

    Parameters
    ----------
    name : str
        Name of the server; several of different names run side by side.
    sample_rate, block : int
        Rate in Hz and period in frames.
    realtime : bool
        Ask for real-time priority; where the system refuses it, JACK runs without.
    waits : bool
        Let a cycle wait for a client that is late, so that no sample is lost however busy the machine is.

    Raises
    ------
    DeviceError
        On entry, if jackd is not installed or does not answer.
    """

    def __init__(self, name: str, sample_rate: int = 48000, block: int = 64, realtime: bool = True, waits: bool = False) -> None:
        self.name, self.sample_rate, self.block = name, sample_rate, block
        self._options = ["--realtime", "-P", "70"] if realtime else ["--no-realtime"]
        if waits:
            self._options += ["--sync", "--timeout", "5000"]
        self._context = contextlib.ExitStack()

    def __enter__(self) -> "JackServer":
        driver = ["-d", "dummy", "-r", str(self.sample_rate), "-p", str(self.block)]
        with contextlib.ExitStack() as context:
            context.enter_context(_environment("JACK_DEFAULT_SERVER", self.name))
            process = _start(["jackd", *self._options, "-n", self.name, *driver])
            context.callback(_end, process)
            self._wait(process)
            self._context = context.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._context.close()

    def _wait(self, process: "subprocess.Popen[bytes]") -> None:
        deadline = time.monotonic() + _ANSWER_WITHIN_S
        while time.monotonic() < deadline and process.poll() is None:
            with contextlib.suppress(DeviceError):
                ask_jack()
                return
            time.sleep(0.05)
        raise DeviceError(f"jackd -n {self.name} did not answer; choose another name, or end the server that has this one")


def _start(command: list[str]) -> "subprocess.Popen[bytes]":
    try:
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except FileNotFoundError:
        raise DeviceError("jackd is not installed; install the package jackd2 (Debian) or jack (Homebrew)") from None


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
