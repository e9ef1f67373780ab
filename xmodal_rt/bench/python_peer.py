"""A pitch tracker of Python in a process of its own, since pYIN's compiled part has crashed before."""

import json
import subprocess
import sys
import tempfile
import threading
import weakref
from pathlib import Path

from xmodal_rt.bench.clips import SR, Floats
from xmodal_rt.bench.said import Statement, Transcript, runs

_TIMEOUT_S = 1800.0


class PythonPeer:
    """Asks the tracker of `pitch_worker` that has this `name`; its process lives on from clip to clip, since it takes seconds to start."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._process: subprocess.Popen[str] | None = None

    def __call__(self, y: Floats) -> Transcript | None:
        """Track y [n]; None when the tracker failed."""
        import soundfile

        with tempfile.TemporaryDirectory() as work:
            path = Path(work) / "clip.wav"
            soundfile.write(path, y, SR, subtype="FLOAT")
            answer = self._ask(path)
        if not answer:
            return None
        cpu_s, frames = json.loads(answer)
        said = [Statement(*frame) for frame in frames]
        return Transcript(said, runs(said), cpu_s)

    def _ask(self, path: Path) -> str:
        """Return the line that is answered, or none where the process ends or takes too long."""
        process = self._process = self._process or self._start()
        assert process.stdin is not None  # both are pipes
        assert process.stdout is not None
        limit = threading.Timer(_TIMEOUT_S, process.kill)
        limit.start()
        try:
            process.stdin.write(f"{path}\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        finally:
            limit.cancel()
        if not answer:
            self._process = None
        return answer

    def _start(self) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "xmodal_rt.bench.pitch_worker", self._name]
        pipe, none = subprocess.PIPE, subprocess.DEVNULL
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=none, text=True)
        weakref.finalize(self, _end, process)
        return process


def _end(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.communicate()
