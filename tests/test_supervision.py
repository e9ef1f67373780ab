"""What happens when a part of the instrument dies, hangs, or loses its device: over OSC and a real JACK server."""

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xmodal_rt.audio.jack_probe import JackProbe
from xmodal_rt.audio.jack_server import JackServer
from xmodal_rt.child import LOST, REFUSED
from xmodal_rt.errors import DeviceError
from xmodal_rt.events import Kind
from xmodal_rt.links import Links, Part, Status
from xmodal_rt.ring import CONTEXT, AudioRing
from xmodal_rt.supervision import EVERY_S, MOST_FAILURES, WITHIN_S, Heir, Pulse, Supervision

Serve = Callable[..., contextlib.AbstractContextManager[Any]]
TONE = ("--checkpoint", "tone", "--ahead", "8")
SERVER = f"xmodal-super-{os.getpid()}"
PATIENCE_S = 20.0
SR = 48000


def test_a_count_that_stands_still_is_seen_and_one_that_moves_is_not() -> None:
    pulse = Pulse(0.0)
    for look in range(1, 11):
        pulse.look(look, look * EVERY_S)
    assert pulse.still_s == 0
    for look in range(11, 21):
        pulse.look(10, look * EVERY_S)
    assert pulse.still_s == pytest.approx(10 * EVERY_S)


def test_where_nobody_gets_a_processor_nobody_hangs() -> None:
    pulse = Pulse(0.0)
    pulse.look(1, EVERY_S)
    pulse.look(1, 60.0)
    assert pulse.still_s <= 2 * EVERY_S


def end(code: int) -> None:
    os._exit(code)


def links() -> Links:
    return Links(AudioRing(64, 1), AudioRing(64, 1))


@cache
def ended(code: int) -> Any:
    """Return a process that has ended; one is as good as another."""
    process = CONTEXT.Process(target=end, args=(code,))
    process.start()
    process.join(PATIENCE_S)
    return process


def dying(code: int) -> Callable[[], Any]:
    return partial(ended, code)


def test_what_fails_again_and_again_is_given_up_with_what_to_change() -> None:
    supervision = Supervision(links(), lambda _: None)
    supervision.add(Part.SYNTHESIS, dying(1))
    step_s = WITHIN_S / (MOST_FAILURES + 1)
    for look in range(MOST_FAILURES):
        supervision.look(look * step_s)
    with pytest.raises(DeviceError, match=rf"the synthesis process failed {MOST_FAILURES + 1} times .* start again with --device cpu"):
        supervision.look(MOST_FAILURES * step_s)


def test_what_fails_now_and_then_is_begun_anew_for_ever() -> None:
    shared = links()
    supervision = Supervision(shared, lambda _: None)
    supervision.add(Part.SYNTHESIS, dying(1))
    for look in range(MOST_FAILURES + 2):
        supervision.look(look * WITHIN_S)
    assert shared.begun.view[Part.SYNTHESIS] == MOST_FAILURES + 3


def test_without_its_ear_the_instrument_plays_on() -> None:
    said: list[str] = []
    shared = links()
    supervision = Supervision(shared, said.append)
    supervision.add(Part.LISTENING, dying(1))
    for look in range(MOST_FAILURES + 3):
        supervision.look(float(look))
    assert supervision.watched == []
    assert "start again without --transcribe" in said[-1]
    event = shared.from_parent.pop()
    assert event is not None
    assert (event.kind, event.values) == (Kind.RESTARTED, (float(Part.LISTENING), 0.0))
    assert shared.news.read(Part.LISTENING) == said[-1]


@pytest.mark.parametrize("code", [LOST, REFUSED])
def test_a_lost_device_is_awaited_for_ever_and_said_once(code: int) -> None:
    said: list[str] = []
    shared = links()
    supervision = Supervision(shared, said.append)
    supervision.add(Part.AUDIO, dying(code))
    for look in range(30):
        supervision.look(look * 0.26)
    assert 8 <= shared.begun.view[Part.AUDIO] <= 16
    assert len(said) == 1
    assert said[0].endswith("trying again until it is back")


def test_what_is_back_is_said() -> None:
    said: list[str] = []
    shared = links()
    supervision = Supervision(shared, said.append)
    supervision.add(Part.CONTROL, dying(3))
    supervision.look(0.0)
    shared.status.view[Status.CONTROL_READY] = 1
    supervision.watched[0].process = CONTEXT.Process(target=end)  # which has not ended
    supervision.look(0.1)
    assert said == ["control restarted: ended with code 3"]
    event = shared.from_parent.pop()
    assert event is not None
    assert event.values == (float(Part.CONTROL), 1.0)


def test_an_heir_gets_the_time_to_open_its_device() -> None:
    shared = links()
    supervision = Supervision(shared, lambda _: None)
    supervision.add(Part.LISTENING, partial(CONTEXT.Process, target=end))  # which has not ended
    shared.status.view[Status.LISTENING_READY] = 1
    (watched,) = supervision.watched
    heir = CONTEXT.Process(target=end)
    watched.heir = Heir(1, heir, dying(1))
    watched.succeed(0.0)
    for look in range(100):
        supervision.look(look * EVERY_S)
    assert watched.process is heir
    supervision.look(11.0)
    assert watched.process is not heir


class Band:
    """A running instrument, what it plays, and a performer who begins the same note again and again."""

    def __init__(self, served: Any, probe: JackProbe) -> None:
        self.served, self.probe = served, probe
        self._stop = threading.Event()
        self._performer = threading.Thread(target=self._perform)

    def _perform(self) -> None:
        while not self._stop.wait(0.05):
            self.served.send("voice/0/note", 69, 100)

    def __enter__(self) -> "Band":
        self._performer.start()
        self.until_it_sounds()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._performer.join()

    def until_it_sounds(self) -> None:
        """Wait for 0.2 s of sound without a gap."""
        n, deadline = SR // 5, time.monotonic() + PATIENCE_S
        while (y := self.probe.recording[-n:]) is not None and (len(y) < n or gaps_s(y)):
            assert time.monotonic() < deadline, "it does not sound"
            time.sleep(0.05)

    def signal(self, part: str, number: int) -> int:
        """Send a signal to a part; return the sample of the recording at which that was."""
        at = len(self.probe.recording)
        os.kill(self.served.pid_of(part), number)
        return at


def gaps_s(y: np.ndarray) -> list[float]:
    """Lengths of the silences in a sound, in seconds."""
    block = 480
    silent = np.abs(y[: len(y) // block * block]).reshape(-1, block).max(axis=1) < 1e-3
    edges = np.flatnonzero(np.diff(np.concatenate([[False], silent, [False]]).astype(int)))
    return [float(length) * block / SR for length in edges[1::2] - edges[::2] if length > 1]


def level_db(y: np.ndarray) -> float:
    return 10 * float(np.log10(np.mean(np.square(y))))


@pytest.fixture(scope="module")
def jack() -> Iterator[JackServer]:
    with JackServer(SERVER, SR, 128) as server:
        yield server


@pytest.fixture(scope="module")
def band(jack: JackServer, serve: Serve, shelf: Path) -> Iterator[Band]:
    options = (*TONE, "--audio", "jack", "--output", "stalls", "--transcribe", "--web", "--web-port", "0")
    with JackProbe("stalls", record_s=120.0) as probe, serve(shelf, *options) as served:
        served.send("gain", 0.25)
        served.send("symbol", "instrument", "piano")
        served.settle()
        with Band(served, probe) as band:
            yield band


@pytest.mark.parametrize(("part", "number"), [
    ("audio", signal.SIGKILL), ("synthesis", signal.SIGKILL), ("listening", signal.SIGKILL), ("control", signal.SIGKILL),
    ("audio", signal.SIGSTOP), ("synthesis", signal.SIGSTOP), ("web", signal.SIGKILL),
])  # fmt: skip
def test_a_part_that_dies_or_hangs_is_back_with_its_state(band: Band, part: str, number: int) -> None:
    band.until_it_sounds()
    before_db = level_db(band.probe.recording[-SR // 5 :])
    at = band.signal(part, number)
    restarted, reason = band.served.answer("restarted", PATIENCE_S)
    assert restarted == part
    assert reason == (f"ended by signal {number.value}" if number is not signal.SIGSTOP else "no sign of life for 0.6 s")
    band.until_it_sounds()
    time.sleep(0.3)
    gaps = gaps_s(band.probe.recording[at:])
    assert bool(gaps) == (part in ("audio", "synthesis"))
    assert sum(gaps) < 3.0  # a busy machine; alone it is 0.3 s for one that dies, 0.9 s for one that hangs
    assert level_db(band.probe.recording[-SR // 5 :]) == pytest.approx(before_db, abs=1.0)


def test_who_listens_and_the_anchors_are_still_known_after_the_control_died(band: Band) -> None:
    band.served.send("anchor/latent", "here", 0.5, -2.0, 0.5)
    assert band.served.answer("done") == ("/xmodal/anchor/latent",)
    band.served.send("notify", -1)
    assert band.served.answer("done") == ("/xmodal/notify",)
    band.signal("control", signal.SIGKILL)
    assert band.served.answer("restarted", PATIENCE_S)[0] == "control"
    band.served.send("anchor/list")
    assert "here" in band.served.answer("anchor/list.reply")


def shared_memory(pids: set[int]) -> set[Path]:
    """What the processes hold in shared memory under a name, JACK's own apart."""
    lines = [line for pid in pids for line in Path(f"/proc/{pid}/maps").read_text().splitlines()]
    named = {line.partition("/dev/shm/")[2] for line in lines if "/dev/shm/" in line}
    return {Path("/dev/shm", name) for name in named if not name.startswith("jack") and not name.endswith("(deleted)")}


def family(parent: int) -> set[int]:
    """A process and its children."""
    found = {parent}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == parent:
                found.add(int(stat.parent.name))
    return found


def all_end(pids: set[int], within_s: float = PATIENCE_S) -> bool:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if not any(alive(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def alive(pid: int) -> bool:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_nothing_is_left_of_an_instrument_whose_parent_is_killed_though_a_part_hangs(serve: Serve, shelf: Path) -> None:
    with serve(shelf, *TONE, "--audio", "clock", "--transcribe") as served:
        pids = family(served.process.pid)
        assert len(pids) == 5
        held, stopped = shared_memory(pids), served.pid_of("synthesis")
        os.kill(stopped, signal.SIGSTOP)
        served.process.kill()
        assert all_end(pids - {stopped})
        os.kill(stopped, signal.SIGCONT)
        assert all_end(pids)
        assert not [path for path in held if path.exists()]


def test_a_part_that_dies_again_and_again_ends_the_instrument(band: Band) -> None:
    process = band.served.process
    pids = family(process.pid)
    for _ in range(MOST_FAILURES + 1):
        with contextlib.suppress(AssertionError):  # the last time it does not come back
            band.signal("control", signal.SIGKILL)
            band.served.answer("restarted", 3.0)
    assert process.wait(PATIENCE_S) == 2
    assert all_end(pids)
