"""A JACK server on which nothing happens, and what it misses all the same.

`python -m xmodal_rt.bench.idle_jack NAME SAMPLE_RATE BLOCK` tells its xruns for each line of its input. A process
of its own: JACK's library knows one server per process.
"""

import subprocess
import sys
from types import TracebackType

from xmodal_rt.audio.jack_probe import JackProbe
from xmodal_rt.audio.jack_server import JackServer
from xmodal_rt.errors import DeviceError


class IdleJack:
    """The server, in a process of its own while the context lasts; what it misses, the machine misses."""

    def __init__(self, name: str, sample_rate: int, block: int) -> None:
        self._command = [sys.executable, "-m", "xmodal_rt.bench.idle_jack", name, str(sample_rate), str(block)]

    def __enter__(self) -> "IdleJack":
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.communicate()

    @property
    def xruns(self) -> int:
        """Deadlines that its client missed since the start.

        Raises
        ------
        DeviceError
            If it does not run.
        """
        process = self._process
        if process.poll() is not None or process.stdin is None or process.stdout is None:
            raise DeviceError("the idle JACK server does not run; see what it said above")
        process.stdin.write("\n")
        process.stdin.flush()
        return int(process.stdout.readline() or 0)


def main(name: str, sample_rate: int, block: int) -> None:
    """Answer until the input is closed."""
    with JackServer(name, sample_rate, block), JackProbe("idle") as probe:
        for _ in sys.stdin:
            sys.stdout.write(f"{probe.xruns}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
