"""How long from an OSC message to the sound: `xmodal-rt bench latency`.

A JACK client in machine code stamps the moment before each datagram is sent and the arrival of each
block with the same clock. The gaps between the notes are random, since a sender that keeps step with
the audio's period would hide the period. A quiet voice sounds all the time, so that nothing is idle.
"""

import contextlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from xmodal_rt import figures, onsets, osc
from xmodal_rt.errors import DeviceError
from xmodal_rt.jack_probe import JackProbe
from xmodal_rt.jack_server import JackServer

WARM_UP = 10
_PACKAGES = ("numpy", "numba", "pyo", "torch")
_HOLD_S, _REST_S, _JITTER_S = 0.15, 0.06, 0.05
_READY_S = 90.0
_UNDER = 0.003
"""gain of the voice that sounds under the measured notes"""


@dataclass(frozen=True)
class Trial:
    """One note: when it was sent, heard first, and heard at half its level, in seconds of JACK's clock."""

    sent_s: float
    first_s: float
    half_s: float


def run(
    sample_rate: int = 48000,
    block: int = 64,
    notes: int = 200,
    checkpoint: str = "solo5",
    ahead: int = 1,
    seed: int = 0,
    peer: bool = True,
    extra: tuple[str, ...] = (),
) -> dict[str, object]:
    """Measure the whole chain on a private JACK server without a sound card.

    Parameters
    ----------
    sample_rate, block : int
        Rate in Hz and period in frames of the JACK server.
    notes : int
        Notes to measure, after a warm-up.
    checkpoint : str
        Name of the checkpoint to play.
    ahead : int
        Finished blocks that wait in the server's ring.
    seed : int
        Seed of the gaps and of the pitches.
    peer : bool
        Measure Pure Data's `-callback` on the same JACK server as well, if it is installed.
    extra : tuple of str
        Further options of `xmodal-rt serve`.

    Raises
    ------
    DeviceError
        If JACK or the instrument does not start, or a note cannot be heard.
    """
    with JackServer("xmodal-bench", sample_rate, block):
        options = ["--checkpoint", checkpoint, "--ahead", str(ahead), "--voices", "8", *extra]
        with _instrument(options) as player:
            trials, xruns = _play(player, "xmodal:output_1", notes, seed)
            underruns = player.underruns()
        result = _figures(trials) | {
            "late_blocks": xruns + underruns, "underruns": underruns, "xruns": xruns,
            "block": block, "sample_rate": sample_rate, "ahead": ahead, "notes": len(trials), "checkpoint": checkpoint,
        }  # fmt: skip
        if peer and shutil.which("pd"):
            with _pure_data(sample_rate) as player:
                trials, xruns = _play(player, "pure_data:output_1", notes, seed)
            result["pd_callback"] = _figures(trials) | {"xruns": xruns, "version": figures.program_version("pd", "-version")}
    return result | {"machine": figures.machine(), "versions": figures.versions(_PACKAGES) | _jack_version()}


def _jack_version() -> dict[str, str]:
    return {"jackd": figures.program_version("jackd", "--version")}


def _figures(trials: list[Trial]) -> dict[str, object]:
    return {
        "first_sample_ms": figures.tails([1e3 * (t.first_s - t.sent_s) for t in trials]),
        "minus6db_ms": figures.tails([1e3 * (t.half_s - t.sent_s) for t in trials]),
    }


class Player:
    """Sends OSC to a server; `prefix` begins every address."""

    def __init__(self, port: int, prefix: str = "/xmodal/") -> None:
        self._to, self._prefix = ("127.0.0.1", port), prefix
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))

    def send(self, address: str, *values: object) -> float:
        """Send one message; returns JACK's time just before."""
        datagram = osc.message(self._prefix + address, *values)
        now_s = JackProbe.now_s()
        self._socket.sendto(datagram, self._to)
        return now_s

    def ask(self, address: str, reply: str, within_s: float = 0.5) -> tuple[osc.Value, ...] | None:
        """Send a question; returns the arguments of the reply, or None when none comes."""
        self.send(address)
        deadline = time.monotonic() + within_s
        while (left_s := deadline - time.monotonic()) > 0:
            self._socket.settimeout(left_s)
            with contextlib.suppress(TimeoutError, ConnectionRefusedError):
                for message in osc.parse(self._socket.recv(65536)):
                    if message.address == self._prefix + reply:
                        return message.arguments
        return None

    def underruns(self) -> int:
        """Blocks that the server says it missed since its start."""
        reply = self.ask("status", "status.reply", 2.0)
        return int(reply[3]) if reply else 0

    def close(self) -> None:
        """Free the port."""
        self._socket.close()


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def _instrument(options: list[str]) -> Iterator[Player]:
    port = _free_port()
    ports = ["--osc-port", str(port), "--reply-port", str(_free_port())]
    command = [sys.executable, "-c", "from xmodal_rt.cli import main; main()", "serve", "--audio", "jack", *ports, *options]
    with contextlib.closing(Player(port)) as player, _process(command) as (process, log):
        deadline = time.monotonic() + _READY_S
        while player.ask("status", "status.reply") is None:
            if process.poll() is not None or time.monotonic() > deadline:
                log.seek(0)
                raise DeviceError(f"the instrument did not start; it said: {log.read().decode(errors='replace').strip() or 'nothing'}")
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
def _pure_data(sample_rate: int) -> Iterator[Player]:
    """Pure Data with a patch that sets a constant: what a server without any synthesis needs."""
    port = _free_port()
    with tempfile.TemporaryDirectory() as folder:
        patch = Path(folder) / "step.pd"
        patch.write_text(_PATCH.format(port=port))
        quiet = ["-nogui", "-noprefs", "-nomidi", "-rt", "-jack", "-callback", "-nojackconnect", "-inchannels", "0", "-outchannels", "1"]
        command = ["pd", *quiet, "-r", str(sample_rate), "-open", str(patch), "-send", "pd dsp 1"]
        with contextlib.closing(Player(port)) as player, _process(command):
            yield player


def _play(player: Player, port: str, notes: int, seed: int) -> tuple[list[Trial], int]:
    """Send notes at random times; returns what was heard of those after the warm-up, and JACK's count of xruns."""
    rng = np.random.default_rng(seed)
    total = notes + WARM_UP
    with JackProbe("probe", 2.0 + 1.5 * total * (_HOLD_S + _REST_S + _JITTER_S)) as probe:
        probe.connect(port, probe.input)
        time.sleep(1.0)
        sent_s = [_note(player, float(pitch), rng.uniform(0, _JITTER_S)) for pitch in rng.integers(69, 94, total)]
        y, arrivals_s, xruns = probe.recording, probe.arrivals_s, probe.xruns
        trials = [_listen(y, arrivals_s, probe, at) for at in sent_s[WARM_UP:]]
    return [trial for trial in trials if trial], xruns


def _note(player: Player, pitch: float, jitter_s: float) -> float:
    sent_s = player.send("note", pitch, 100.0)
    time.sleep(_HOLD_S)
    player.send("note", pitch, 0.0)
    player.send("voice/[1-7]/panic")
    time.sleep(_REST_S + jitter_s)
    return sent_s


def _listen(y: NDArray[np.float32], arrivals_s: NDArray[np.float64], probe: JackProbe, sent_s: float) -> Trial | None:
    sr = probe.sample_rate
    start = int(np.searchsorted(arrivals_s, sent_s)) * probe.block
    first = onsets.first_sample(y, start, before=round(0.02 * sr), within=round(_HOLD_S * sr))
    if first is None:
        return None
    return Trial(sent_s, probe.time_of(first), probe.time_of(onsets.half_level(y, first, sr)))
