"""The pitch trackers that people use today, as they are installed here, on a clip of ours."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from xmodal_rt.bench.clips import SR, Floats
from xmodal_rt.bench.python_peer import PythonPeer
from xmodal_rt.bench.said import NoteSaid, Statement, Transcript, runs

Peer = Callable[[Floats], Transcript | None]
"""takes y [n]; None when the tracker failed"""
_SILENCE_DB = "-60"
_TIMEOUT_S = 600.0
_SIGMUND = """#N canvas 0 0 450 300 12;
#X obj 50 50 readsf~ 1;
#X obj 50 90 sigmund~ -npts {points} -hop {hop} pitch;
#X obj 50 120 print pitch;
#X msg 50 20 open {path} \\, 1;
#X obj 50 0 loadbang;
#X msg 200 80 \\; pd quit;
#X connect 0 0 1 0;
#X connect 0 1 5 0;
#X connect 1 0 2 0;
#X connect 3 0 0 0;
#X connect 4 0 3 0;
"""


def installed() -> dict[str, Peer]:
    """Every tracker that is installed, by name."""
    found: dict[str, Peer] = {}
    if shutil.which("aubiopitch"):
        found["aubio_yinfast"] = lambda y: _aubiopitch(y, "yinfast", 2048, 256)
        found["aubio_yinfft"] = lambda y: _aubiopitch(y, "yinfft", 1024, 256)
    if shutil.which("aubionotes"):
        found["aubionotes"] = _aubionotes
    if shutil.which("pd"):
        found["sigmund_2048"] = lambda y: _sigmund(y, 2048, 512)
        found["sigmund_1024"] = lambda y: _sigmund(y, 1024, 256)
    found["pyin"] = PythonPeer("pyin")
    if importlib.util.find_spec("pesto"):
        found["pesto"] = PythonPeer("pesto")
    if importlib.util.find_spec("swift_f0"):
        found["swift_f0"] = PythonPeer("swift_f0")
    return found


def _aubiopitch(y: Floats, method: str, points: int, hop: int) -> Transcript | None:
    options = ["-r", "0", "-p", method, "-B", str(points), "-H", str(hop), "-u", "midi", "-s", _SILENCE_DB]
    lines, cpu_s = _told(y, lambda path: ["aubiopitch", "-i", str(path), *options])
    if lines is None:
        return None
    rows = [(float(t), float(p)) for t, p in (line.split() for line in lines if len(line.split()) == 2)]
    # It prints when the hop begins that it has just read; the window ends with that hop.
    said = [_frame(t + hop / SR, p if p > 0 else np.nan, points) for t, p in rows]
    return Transcript(said, runs(said), cpu_s)


def _aubionotes(y: Floats) -> Transcript | None:
    hop = 256
    lines, cpu_s = _told(y, lambda path: ["aubionotes", "-i", str(path), "-r", "0", "-B", "512", "-H", str(hop), "-s", _SILENCE_DB])
    if lines is None:
        return None
    rows = [tuple(map(float, line.split())) for line in lines if len(line.split()) == 3]
    notes = [NoteSaid(on, off, pitch, on + hop / SR) for pitch, on, off in rows]
    said = [s for n in notes for s in (Statement(n.sent_s, n.pitch, n.onset_s), Statement(n.offset_s, float("nan"), n.offset_s))]
    return Transcript(said, notes, cpu_s)


def _sigmund(y: Floats, points: int, hop: int) -> Transcript | None:
    with tempfile.TemporaryDirectory() as work:
        patch = Path(work) / "pitch.pd"

        def command(path: Path) -> list[str]:
            patch.write_text(_SIGMUND.format(points=points, hop=hop, path=path))
            return ["pd", "-nogui", "-noprefs", "-nomidi", "-noaudio", "-batch", "-r", str(SR), "-open", str(patch), "-send", "pd dsp 1"]

        lines, cpu_s = _told(y, command)
    if lines is None:
        return None
    pitches = [float(line.split()[1]) for line in lines if line.startswith("pitch:")]
    said = [_frame((points + i * hop) / SR, p if p > 0 else np.nan, points) for i, p in enumerate(pitches)]
    return Transcript(said, runs(said), cpu_s) if said else None


def _frame(sent_s: float, pitch: float, points: int) -> Statement:
    return Statement(sent_s, pitch, sent_s - points / 2 / SR)


def _told(y: Floats, command: Callable[[Path], list[str]]) -> tuple[list[str] | None, float]:
    """Return what a program prints about the sound, None when it fails, and its CPU seconds."""
    import soundfile

    with tempfile.TemporaryDirectory() as work:
        path = Path(work) / "clip.wav"
        soundfile.write(path, y, SR, subtype="FLOAT")
        before = os.times()
        try:
            done = subprocess.run(command(path), capture_output=True, text=True, timeout=_TIMEOUT_S, check=False)
        except subprocess.TimeoutExpired:
            return None, float("nan")
        after = os.times()
    cpu_s = after.children_user - before.children_user + after.children_system - before.children_system
    return (None if done.returncode else done.stdout.splitlines() or done.stderr.splitlines()), cpu_s
