"""A session on a real JACK server, recorded and replayed: both must be the same sound."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from xmodal_rt.audio.jack_probe import JackProbe
from xmodal_rt.audio.jack_server import JackServer

Serve = Callable[..., AbstractContextManager[Any]]
SR, BLOCK = 48000, 128
SILENT = 1e-5
COMMAND = str(Path(sys.executable).parent / "xmodal-rt")


@pytest.fixture(scope="module")
def jack() -> Iterator[JackServer]:
    # A cycle waits for whoever is late, so that a busy test machine loses no sample.
    with JackServer(f"xmodal-record-{os.getpid()}", SR, BLOCK, waits=True) as server:
        yield server


def perform(served: Any) -> None:
    """Notes, labels, latents, gains, anchors, a morph and a trajectory, timed and not."""
    served.send("anchor/labels", "soft", "C4", "pp", "flute")
    served.send("note", 60, 100)
    served.send("anchor/latent", "bright", 0.4, -2.0, 0.8)
    served.settle()
    now_s = time.time()
    for i in range(6):
        served.send("note", 50 + 5 * i, 80, at_unix_s=now_s + 0.1 + 0.037 * i)
    served.send("symbol", "instrument", "piano", "dynamics", "ff")
    time.sleep(0.4)
    served.send("voice/2/gain", 0.4)
    served.send("morph", 0.2, 3, "soft", "bright", "C5/f/piano", "soft")
    time.sleep(0.7)
    served.send("release")
    served.send("voice/5/trajectory", "circle", 0.5, 0.3, 11)
    served.send("note", 64, 90)
    time.sleep(0.6)
    served.send("glide", 0.2)
    served.send("anchor/mix", "soft", 1, "bright", 2)
    served.settle()
    time.sleep(0.3)
    served.send("panic")
    time.sleep(0.3)


def replayed(shelf: Path, session: Path, output: Path) -> np.ndarray:
    """What `render replay` makes of a session, in floats."""
    command = [COMMAND, "render", "replay", str(session), "-o", str(output), "--encoding", "float", "--no-figure"]
    done = subprocess.run(command, cwd=shelf, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    y, sr = soundfile.read(output, dtype="float32")
    assert sr == SR
    return np.asarray(y)


def test_what_was_heard_is_heard_again(
    jack: JackServer, serve: Serve, shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--checkpoint", "tone", "--audio", "jack", "--ahead", "4", "--record", str(tmp_path / "session.osc"))
    with serve(shelf, *options, "--anchors", str(tmp_path / "anchors.toml")) as served:
        with JackProbe("ear", record_s=30.0) as probe:
            probe.connect("xmodal:output_1", probe.input)
            time.sleep(0.3)
            perform(served)
            heard = probe.recording
        underruns = served.status()[3]
        served.send("quit")
        said = served.process.communicate(timeout=20)[0]
    expected = replayed(shelf, tmp_path / "session.osc", tmp_path / "session.wav")
    begins = [int(np.flatnonzero(np.abs(y) > SILENT)[0]) for y in (heard, expected)]
    length = min(len(heard) - begins[0], len(expected) - begins[1])
    heard, expected = (y[begin : begin + length] for y, begin in zip((heard, expected), begins, strict=True))
    assert underruns == 0
    assert length > 2 * SR
    assert np.abs(expected).max() > 0.1
    difference_db = 10 * np.log10(np.mean((heard - expected) ** 2) / np.mean(expected**2))
    with capsys.disabled():
        print(f"\nthe recording and its replay differ by {difference_db:.1f} dB")  # noqa: T201  # the figure is asked for
    assert difference_db < -80
    assert re.search(r"recorded \d+\.\d s: xmodal-rt render replay", said)
    assert "soft = [" in (tmp_path / "anchors.toml").read_text()


@pytest.mark.parametrize(("option", "reason"), [("--record", "exists already; name another file"), ("--anchors", "cannot be read as TOML")])
def test_what_cannot_be_kept_is_said_before_anything_sounds(option: str, reason: str, shelf: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("something else")
    command = [COMMAND, "serve", "--checkpoint", "tone", "--audio", "clock", "--osc-port", "19743"]
    done = subprocess.run([*command, option, str(kept)], cwd=shelf, capture_output=True, text=True, timeout=60)
    assert (done.returncode, reason in done.stderr, "Traceback" in done.stderr) == (2, True, False)
    assert kept.read_text() == "something else"
