"""How soon the sound is back after a fault: `xmodal-rt bench faults`.

Under load each process of the instrument is killed, and stopped for two seconds, again and again; then JACK itself
is ended and begun anew. A performer plays one note after the other all the time, and the sound is recorded.
"""

import contextlib
import math
import os
import signal
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.audio.jack_probe import JackProbe
from xmodal_rt.audio.jack_server import JackServer
from xmodal_rt.bench import figures, load, processes
from xmodal_rt.bench.player import Player, instrument, meanwhile
from xmodal_rt.errors import DeviceError, ParameterError
from xmodal_rt.supervision import MOST_FAILURES, WITHIN_S

PARTS = ("audio", "synthesis", "control", "listening", "web")
HUNG = PARTS[:-1]
"""those that are stopped, too"""
_PROBE, _PORT = "faults", "xmodal:output_1"
_STOP_S, _PATIENCE_S, _SETTLE_S = 2.0, 8.0, 0.7
_EVERY_S = WITHIN_S / MOST_FAILURES + 1.0
"""at least between two faults of one part: what fails more often is given up by the supervision"""
_LONGEST_S = _STOP_S + _PATIENCE_S + 2 * _SETTLE_S + _EVERY_S
_PLAYED = 0
"""voice that the performer plays"""
_NOTE_S, _PITCH = 0.05, 69.0
_SILENT = 1e-3
_SHARED = Path("/dev/shm")


def run(
    times: int = 20, restarts: int = 5, voices: int = 8, messages_per_s: int = 1000, sample_rate: int = 48000, block: int = 64,
    checkpoint_name: str = "solo5", ahead: int = 0, parts: Iterable[str] = PARTS, seed: int = 0,
) -> dict[str, object]:  # fmt: skip
    """Kill and stop the processes of an instrument that plays on a private JACK server without a sound card.

    Parameters
    ----------
    times : int
        How often each process is killed, and how often it is stopped.
    restarts : int
        How often JACK is ended and begun anew.
    voices, messages_per_s : int
        Notes that sound, and OSC messages per second that move them.
    sample_rate, block : int
        Rate in Hz and period in frames of the JACK server.
    checkpoint_name : str
        Name of the checkpoint to play.
    ahead : int
        Finished blocks that wait in the server's ring; 0: its default.
    parts : iterable of str
        Which processes, of `PARTS`.
    seed : int
        Seed of the moves.

    Returns
    -------
    dict
        `killed` and `stopped`, for each part: `silent_ms`, the longest time without sound after the fault, and `told_ms`, the
        time until /restarted, with their tails, and how often it was `never_told`. `jack`: `back_ms`, from the moment at which
        the new server answers until there is sound. `left`: files in shared memory and processes that were left at the end.

    Raises
    ------
    DeviceError
        If JACK or the instrument does not start, or the instrument no longer answers.
    ParameterError
        If one of the numbers is too small, or there is no such part.
    """
    parts = tuple(parts)
    if min(times, voices, messages_per_s) < 1 or restarts < 0 or not set(parts) <= set(PARTS):
        raise ParameterError(f"use 1 or more of each, and parts of {', '.join(PARTS)}")
    before, latents = _shared(), load.scale(checkpoint_name, voices)
    options = ["--checkpoint", checkpoint_name, "--ahead", str(ahead), "--voices", str(voices + 1), "--transcribe", "--output", _PROBE]
    server = JackServer(f"xmodal-faults-{os.getpid()}", sample_rate, block)
    with contextlib.ExitStack() as sound:
        sound.enter_context(server)
        probe = sound.enter_context(JackProbe(_PROBE, 30.0 + times * 2 * len(PARTS) * _LONGEST_S))
        with instrument(options) as player:
            rng = np.random.default_rng(seed)
            with load.wandering(player, latents, messages_per_s, rng), _performing(player.port):
                time.sleep(_SETTLE_S)
                faults = _Faults(player, probe)
                killed = faults.make(parts, times, signal.SIGKILL)
                stopped = faults.make([part for part in parts if part in HUNG], times, signal.SIGSTOP)
                sound.close()
                back_s = [_restart(server) for _ in range(restarts)]
            family = processes.family(player.pid)
    return {
        "killed": killed,
        "stopped": stopped,
        "jack": {"back_ms": figures.tails(1e3 * np.array(back_s))},
        "left": {"files": sorted(_shared() - before), "processes": sorted(_living(family))},
        "times": times,
        "restarts": restarts,
        "voices": voices,
        "messages_per_s": messages_per_s,
        "block": block,
        "sample_rate": sample_rate,
        "ahead": ahead,
        "checkpoint": checkpoint_name,
        **figures.on_jack(),
    }


class _Faults:
    """Makes faults, and finds how long they were heard."""

    def __init__(self, player: Player, probe: JackProbe) -> None:
        self._player, self._probe = player, probe
        self._last_s: dict[str, float] = {}

    def make(self, parts: Iterable[str], times: int, number: signal.Signals) -> dict[str, object]:
        """Send a signal to each of the parts in turn, so often."""
        found: dict[str, list[tuple[float, float]]] = {part: [] for part in parts}
        with contextlib.closing(Player(self._player.port)) as watch:
            watch.send("notify", -1)
            for _ in range(times):
                for part, heard in found.items():
                    heard.append(self._fault(watch, part, number))
        return {part: _figures(np.array(heard)) for part, heard in found.items()}

    def _fault(self, watch: Player, part: str, number: signal.Signals) -> tuple[float, float]:
        """Return the longest silence, and the time until /restarted, NaN where that never came, in seconds."""
        time.sleep(max(0.0, self._last_s.get(part, -math.inf) + _EVERY_S - time.monotonic()))
        pid, began_s, self._last_s[part] = self._pid_of(part), JackProbe.now_s(), time.monotonic()
        os.kill(pid, number)
        told_s = _told_s(watch, part, _STOP_S if number is signal.SIGSTOP else _PATIENCE_S)
        if number is signal.SIGSTOP:
            time.sleep(max(0.0, self._last_s[part] + _STOP_S - time.monotonic()))
            with contextlib.suppress(ProcessLookupError):  # begun anew meanwhile
                os.kill(pid, signal.SIGCONT)
        time.sleep(_SETTLE_S)
        return self._silence_s(began_s), told_s

    def _pid_of(self, part: str) -> int:
        """Return the process of a part; it may have been begun anew a moment ago."""
        deadline, name = time.monotonic() + _PATIENCE_S, f"xmodal-{part}"[:15]
        while time.monotonic() < deadline:
            for pid, found in processes.family(self._player.pid).items():
                if found == name:
                    return pid
            time.sleep(0.02)
        raise DeviceError(f"there is no process {name}; see what the instrument said above")

    def _silence_s(self, began_s: float) -> float:
        """Return the longest time between two blocks that are not silent: where nobody computes, no block comes."""
        now_s, n = JackProbe.now_s(), len(self._probe.arrivals_s)
        y = self._probe.recording[: n * self._probe.block].reshape(n, -1)
        sounding_s = self._probe.arrivals_s[:n][np.abs(y).max(axis=1) >= _SILENT]
        return float(np.diff([began_s, *sounding_s[sounding_s > began_s], now_s]).max())


def _told_s(watch: Player, part: str, within_s: float) -> float:
    began_s = JackProbe.now_s()
    for now_s, message in watch.listen(within_s):
        if message.address == "/xmodal/restarted" and message.arguments[0] == part:
            return now_s - began_s
    return math.nan


def _figures(heard_s: NDArray[np.float64]) -> dict[str, object]:
    silent_s, told_s = heard_s.T
    told_s = told_s[~np.isnan(told_s)]
    told = {"told_ms": figures.tails(1e3 * told_s, 1)} if len(told_s) else {}
    return {"silent_ms": figures.tails(1e3 * silent_s, 1), **told, "never_told": len(silent_s) - len(told_s)}


def _performing(port: int) -> contextlib.AbstractContextManager[None]:
    """Begin the same note again and again."""

    def perform(stop: threading.Event) -> None:
        with contextlib.closing(Player(port)) as player:
            while not stop.wait(_NOTE_S):
                player.send(f"voice/{_PLAYED}/note", _PITCH, 100.0)

    return meanwhile(perform)


def _restart(server: JackServer) -> float:
    """Let JACK run anew, for a moment; return how long after its first answer there was sound, in seconds."""
    with server:
        began_s = JackProbe.now_s()
        with JackProbe(_PROBE, 2 * _PATIENCE_S) as probe:
            deadline = time.monotonic() + _PATIENCE_S
            while np.abs(probe.recording).max(initial=0.0) < _SILENT:
                if time.monotonic() > deadline:
                    raise DeviceError("the instrument is not back on JACK; see what it said above")
                time.sleep(0.02)
            first = int(np.argmax(np.abs(probe.recording) >= _SILENT))
            return probe.time_of(first) - began_s


def _shared() -> set[str]:
    """Names in shared memory, but those of JACK."""
    return {path.name for path in _SHARED.glob("*") if not path.name.startswith("jack")} if _SHARED.is_dir() else set()


def _living(family: dict[int, str]) -> set[str]:
    """Which of some processes still are."""
    return {name for pid, name in family.items() if Path(f"/proc/{pid}").exists()}
