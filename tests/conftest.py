"""Fixtures: a model whose sound and ears are known exactly, a running instrument, and a seeded generator."""

import contextlib
import dataclasses
import json
import math
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from xmodal_rt.model import checkpoint
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.model.checkpoint import Checkpoint, CheckpointConfig
from xmodal_rt.model.vocabulary import PITCH_CLASSES, Ages, Label, Vocabulary
from xmodal_rt.osc import codec as osc

ANALYSIS = Analysis()
TIMES_S = {"0ms": 0.0, "10ms": 0.01, "40ms": 0.04, "160ms": 0.16, "640ms": 0.64}
VOCABULARY = Vocabulary(
    labels=(
        Label("octave", tuple(str(i) for i in range(9))),
        Label("pitch_class", PITCH_CLASSES),
        Label("dynamics", ("pp", "p", "mp", "mf", "f", "ff")),
        Label("instrument", ("flute", "piano")),
        Label("age", ("silence", *TIMES_S, "release")),
    ),
    pitch=("octave", "pitch_class"),
    velocity="dynamics",
    ages=Ages("age", "silence", "release", TIMES_S),
)


class ToneModel(torch.nn.Module):
    """Latents are (MIDI pitch - 64) / 8, level in nepers and brightness; the sound is eight harmonics of that pitch."""

    def __init__(self, resolution_hz: float, bins: int, size: int, floor: float) -> None:
        super().__init__()
        self.resolution_hz, self.bins, self.size, self.floor = resolution_hz, bins, size, floor
        self.register_buffer("octave_midi", torch.arange(9.0) * 12 + 12)
        self.register_buffer("k", torch.arange(float(bins)))

    @torch.jit.export
    def encode_symbol(self, labels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        pitch = labels[:, :9] @ self.octave_midi + labels[:, 9:21] @ torch.arange(12.0)
        level = labels[:, 21:27] @ torch.linspace(-3.5, -1.5, 6)
        brightness = 0.5 + 0.3 * labels[:, 28]
        mu = torch.stack([(pitch - 64) / 8, level, brightness], 1)
        return mu, torch.full_like(mu, -4.0)

    @torch.jit.export
    def decode_signal(self, z: torch.Tensor) -> torch.Tensor:
        f0 = 440.0 * torch.exp2((8 * z[:, 0:1] - 5.0) / 12.0) / self.resolution_hz
        S = torch.zeros(z.shape[0], self.bins)
        for h in range(1, 9):
            d = self.k[None, :] - h * f0
            lobe = torch.where(d.abs() < 2, (torch.sinc(d) / (1 - d * d + 1e-6)).abs(), torch.zeros_like(d))
            S = S + torch.exp(z[:, 1:2]) * z[:, 2:3] ** (h - 1) * lobe
        frames = torch.full((z.shape[0], self.size), self.floor)
        frames[:, : self.bins] = torch.log(torch.clamp(S, min=math.exp(self.floor)))
        return frames

    @torch.jit.export
    def encode_signal(self, frames: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        peak = frames[:, 2 : self.bins].argmax(1) + 2
        rows = torch.arange(frames.shape[0])
        a, b, c = frames[rows, peak - 1], frames[rows, peak], frames[rows, peak + 1]
        d = 0.5 * (a - c) / (a - 2 * b + c - 1e-6)
        pitch = 69 + 12 * torch.log2((peak + d) * self.resolution_hz / 440.0)
        mu = torch.stack([(pitch - 64) / 8, b, torch.full_like(b, 0.5)], 1)
        return mu, torch.full_like(mu, -4.0)

    @torch.jit.export
    def decode_symbol(self, z: torch.Tensor) -> torch.Tensor:
        midi = torch.round(64 + 8 * z[:, 0])
        octave = -10 * (torch.arange(9.0)[None] - (torch.floor(midi / 12) - 1)[:, None]).abs()
        pitch_class = -10 * (torch.arange(12.0)[None] - (midi % 12)[:, None]).abs()
        dynamics = -10 * (torch.linspace(-3.5, -1.5, 6)[None] - z[:, 1:2]).abs()
        silent = torch.where(z[:, 1:2] < -8, 5.0, -5.0)
        rest = torch.zeros(z.shape[0], 6)
        return torch.cat([octave, pitch_class, dynamics, torch.zeros(z.shape[0], 2), silent, rest], 1)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20020)


@pytest.fixture(scope="session")
def tone_config() -> CheckpointConfig:
    return CheckpointConfig("tone", ANALYSIS, VOCABULARY, 3, (-5.4, -6.0, 0.2), (5.5, -1.0, 0.9))


@pytest.fixture(scope="session")
def tone_folder(tmp_path_factory: pytest.TempPathFactory, tone_config: CheckpointConfig) -> Path:
    """A checkpoint folder that `checkpoint.load` accepts."""
    shelf = tmp_path_factory.mktemp("shelf") / "checkpoints"
    shelf.mkdir()
    return write_tone(shelf / "tone", tone_config)


def write_tone(folder: Path, config: CheckpointConfig) -> Path:
    folder.mkdir()
    checkpoint.script(ToneModel(ANALYSIS.resolution_hz, ANALYSIS.linear_bins, ANALYSIS.size, ANALYSIS.floor), folder / "model.ts")
    (folder / "weights.safetensors").write_bytes(b"")
    hashes = {name: checkpoint.sha256(folder / name) for name in ("model.ts", "weights.safetensors")}
    (folder / "config.json").write_text(json.dumps(dataclasses.replace(config, hashes=hashes).to_dict()))
    return folder


@pytest.fixture(scope="session")
def tone(tone_folder: Path) -> Checkpoint:
    return checkpoint.load(tone_folder)


class Served:
    """A running `xmodal-rt serve`, and a client of it on a socket of its own."""

    def __init__(self, process: "subprocess.Popen[str]", port: int, replies: socket.socket, said: str) -> None:
        self.process, self.port, self._socket = process, port, replies
        self.web_port = int(said.partition("http://127.0.0.1:")[2].partition("/")[0] or 0)
        self._socket.settimeout(0.1)

    def send(self, address: str, *arguments: object, at_unix_s: float | None = None) -> None:
        message = osc.message(f"/xmodal/{address}", *arguments)
        self._socket.sendto(message if at_unix_s is None else osc.bundle(at_unix_s, [message]), ("127.0.0.1", self.port))

    def heard(self, within_s: float) -> Iterator[osc.Message]:
        """Whatever the server sends, heartbeats apart, until the time is over."""
        deadline = time.monotonic() + within_s
        while time.monotonic() < deadline:
            with contextlib.suppress(TimeoutError):
                yield from (m for m in osc.parse(self._socket.recv(65536)) if m.address != "/xmodal/alive")

    def answer(self, address: str, within_s: float = 5.0) -> tuple[object, ...]:
        for message in self.heard(within_s):
            if message.address == f"/xmodal/{address}":
                return tuple(message.arguments)
        raise AssertionError(f"no /xmodal/{address} within {within_s} s")

    def settle(self) -> None:
        """Wait until everything that was sent has taken effect."""
        self.send("sync", 4711)
        assert self.answer("synced") == (4711,)

    def status(self) -> tuple[object, ...]:
        self.send("status")
        return self.answer("status.reply")

    def pid_of(self, part: str) -> int:
        """Process number of a part of the instrument."""
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                name, _, rest = stat.read_text().partition("(")[2].rpartition(")")
                if name == f"xmodal-{part}"[:15] and int(rest.split()[1]) == self.process.pid:
                    return int(stat.parent.name)
        raise AssertionError(f"{part} does not run")


@contextlib.contextmanager
def serving(shelf: Path, *options: str) -> Iterator[Served]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as replies, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        for sock in (replies, free):
            sock.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        command = [str(Path(sys.executable).parent / "xmodal-rt"), "serve", "--osc-port", str(port), "--reply-port",
                   str(replies.getsockname()[1]), "--no-web", "--no-log", *options]  # fmt: skip
        with subprocess.Popen(command, cwd=shelf, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
            try:
                said = _said_until_ready(process)
                assert "ready" in said, said
                yield Served(process, port, replies, said)
            finally:
                process.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(10)
                process.kill()


def _said_until_ready(process: "subprocess.Popen[str]") -> str:
    said = ""
    assert process.stdout is not None
    for line in process.stdout:
        said += line
        if line.startswith("ready"):
            break
    return said


@pytest.fixture(scope="session")
def serve() -> Callable[..., contextlib.AbstractContextManager[Served]]:
    """Start an instrument: `with serve(FOLDER, OPTION, …) as served`; FOLDER holds `checkpoints/`."""
    return serving


@pytest.fixture(scope="session")
def shelf(tone_folder: Path) -> Path:
    """A folder whose `checkpoints/` holds the tone model."""
    return tone_folder.parent.parent


@pytest.fixture
def in_folder_of_tone(tone_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder whose checkpoints the instrument finds."""
    shutil.copytree(tone_folder, tmp_path / "checkpoints" / "tone")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
