"""The whole instrument over OSC and a real JACK server, with the tone model."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import librosa
import numpy as np
import pytest

from xmodal_rt.audio.jack_probe import JackProbe
from xmodal_rt.audio.jack_server import JackServer

Serve = Callable[..., contextlib.AbstractContextManager[Any]]
TONE = ("--checkpoint", "tone", "--ahead", "8")  # a test machine may be busy: latency is for the benchmark
COMMAND = str(Path(sys.executable).parent / "xmodal-rt")


@pytest.fixture(scope="module")
def jack() -> Iterator[JackServer]:
    with JackServer(f"xmodal-stage-{os.getpid()}", 48000, 128) as server:
        yield server


@pytest.fixture(scope="module")
def served(jack: JackServer, serve: Serve, shelf: Path) -> Iterator[Any]:
    with serve(shelf, *TONE, "--audio", "jack", "--transcribe") as served:
        yield served


@pytest.fixture
def quiet(served: Any) -> Any:
    """The running instrument, with nothing left from the test before."""
    served.send("panic")
    served.send("symbol", "instrument", "flute")
    served.settle()
    time.sleep(0.2)
    return served


def strongest_hz(y: np.ndarray, sr: int = 48000) -> float:
    S = np.abs(np.fft.rfft(y * np.hanning(len(y)), 8 * len(y)))
    return float(S.argmax() * sr / (8 * len(y)))


@contextlib.contextmanager
def recording(seconds: float) -> Iterator[JackProbe]:
    with JackProbe("ear", record_s=seconds) as probe:
        probe.connect("xmodal:output_1", probe.input)
        yield probe


def test_a_note_sounds_in_tune_and_ends(quiet: Any) -> None:
    with recording(4.0) as probe:
        quiet.send("note", 69, 100)
        quiet.settle()
        time.sleep(1.0)
        held = len(probe.recording)
        quiet.send("note", 69, 0)
        quiet.settle()
        time.sleep(1.5)
        y = probe.recording
        assert strongest_hz(y[held - 24000 : held]) == pytest.approx(440, rel=1e-3)
        assert np.all(y[-4800:] == 0)
        assert 0.05 < np.abs(y).max() < 1.0


def test_the_same_latent_sounds_the_same_twice(quiet: Any) -> None:
    with recording(8.0) as probe:
        ends = []
        for z in ((-0.5, -2.0, 0.5), (0.5, -1.5, 0.9), (-0.5, -2.0, 0.5)):
            quiet.send("latent", *z)
            quiet.settle()
            time.sleep(1.0)
            ends.append(len(probe.recording))
        first, other, again = (np.abs(np.fft.rfft(probe.recording[end - 24000 : end] * np.hanning(24000))) for end in ends)
        loud = first > first.max() / 30
        assert np.abs(20 * np.log10(again[loud] / first[loud])).max() < 1
        assert np.abs(20 * np.log10(other[loud] / first[loud])).max() > 10


def test_a_time_tagged_bundle_waits_for_its_time(quiet: Any) -> None:
    with recording(6.0) as probe:
        time.sleep(1.5)  # the sample clock settles
        due_s = JackProbe.now_s() + 0.5
        now = time.time()
        for i in range(4):
            quiet.send("note", 60 + i, 100, at_unix_s=now + 0.5 + 0.2 * i)
        time.sleep(2.0)
        y = probe.recording
        first = int(np.flatnonzero(np.abs(y) > 1e-4)[0])
        assert probe.time_of(first) == pytest.approx(due_s, abs=0.02)


def test_what_is_wrong_is_answered_and_the_sound_goes_on(quiet: Any) -> None:
    with recording(6.0) as probe:
        quiet.send("note", 69, 100)
        quiet.settle()
        for address, arguments, reason in [
            ("note", ("high",), "PITCH"),
            ("note", (200, 100), "0 to 127"),
            ("symbol", ("instrument", "kazoo"), "flute, piano"),
            ("symbol", ("colour", 1), "octave, pitch_class"),
            ("latent", (1.0,), "send all 3"),
            ("latent/9", (1.0,), "coordinates 0 to 2"),
            ("nothing", (), "no such address"),
        ]:
            quiet.send(address, *arguments)
            failed, why = quiet.answer("fail")
            assert failed == f"/xmodal/{address}"
            assert reason in str(why)
        time.sleep(0.3)
        assert strongest_hz(probe.recording[-9600:]) == pytest.approx(440, rel=1e-3)


def test_real_osc_clients_play_it(quiet: Any) -> None:
    with recording(4.0) as probe:
        subprocess.run(["oscsend", "127.0.0.1", str(quiet.port), "/xmodal/symbol", "sisssi", "octave", "4", "pitch_class", "A",
                        "instrument", "1"], check=True)  # fmt: skip
        time.sleep(1.0)
        assert strongest_hz(probe.recording[-24000:]) == pytest.approx(440, rel=1e-3)


def test_the_input_comes_back_as_labels(quiet: Any) -> None:
    scale = [57, 60, 64, 69, 72]
    t = np.arange(24000) / 48000
    fade = np.minimum(1, np.minimum(t, t[-1] - t) / 0.01)
    tones = [0.2 * fade * np.sin(2 * np.pi * librosa.midi_to_hz(p) * t) for p in scale]
    sound = np.concatenate([np.concatenate([tone, np.zeros(9600)]) for tone in tones]).astype(np.float32)
    with JackProbe("player", play=sound) as probe:
        probe.connect(probe.output, "xmodal:input_1")
        quiet.send("listen/rate", 20)
        probe.start_playing()
        messages = list(quiet.heard(len(sound) / 48000 + 0.5))
        labels = [m.arguments for m in messages if m.address == "/xmodal/label"]
        assert [label[0] for label in labels] == scale
        assert labels[0][1:3] == (3, "A")
        assert [m.arguments[0] for m in messages if m.address == "/xmodal/label/off"] == scale
        assert sum(m.address == "/xmodal/heard/latent" for m in messages) > 20


@pytest.mark.parametrize("how", ["quit", signal.SIGINT, signal.SIGTERM])
def test_ends_cleanly(serve: Serve, shelf: Path, how: object) -> None:
    with serve(shelf, *TONE, "--audio", "clock") as served:
        if how == "quit":
            served.send("quit")
            assert served.answer("done") == ("/xmodal/quit",)
        else:
            served.process.send_signal(how)
        assert served.process.wait(10) == 0
        assert not _children(served.process.pid)


def test_an_idle_control_sleeps(serve: Serve, shelf: Path) -> None:
    with serve(shelf, *TONE, "--audio", "clock") as served:
        before = {pid: _cpu_s(pid) for pid in _children(served.process.pid)}
        time.sleep(2.0)
        spent = [_cpu_s(pid) - before[pid] for pid in before]
        # A process that spins takes all of the two seconds.
        assert max(spent) < 1.0


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout
    return [int(child) for child in found.split()]


def refusal(shelf: Path, *options: str) -> str:
    done = subprocess.run([COMMAND, "serve", *options], cwd=shelf, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_taken_port_is_said_with_what_to_change(shelf: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        assert "choose another --osc-port" in refusal(shelf, *TONE, "--audio", "clock", "--osc-port", str(taken.getsockname()[1]))


def test_missing_things_are_said_with_what_to_change(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "nobody")
    monkeypatch.setenv("JACK_NO_START_SERVER", "1")
    port = ("--osc-port", "19741")
    assert "use one of: " in refusal(shelf, "--checkpoint", "nothing", *port)
    assert "JACK" in refusal(shelf, *TONE, "--audio", "jack", *port)
    assert "--device cpu" in refusal(shelf, *TONE, "--audio", "clock", "--device", "cuda", *port)
    assert "use one of" in refusal(shelf, *TONE, "--audio", "clock", "--sample-rate", "32000", *port)


def test_a_damaged_checkpoint_is_said_with_what_to_change(tone_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "checkpoints" / "tone"
    folder.mkdir(parents=True)
    for file in tone_folder.iterdir():
        (folder / file.name).write_bytes(file.read_bytes()[: -5 if file.name == "model.ts" else None])
    assert "copy the checkpoint again" in refusal(tmp_path, *TONE, "--audio", "clock", "--osc-port", "19742")
