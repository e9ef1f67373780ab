"""Fixtures: a model whose sound and ears are known exactly, and a seeded generator."""

import math
from pathlib import Path

import numpy as np
import pytest
import torch

from xmodal_rt import checkpoint
from xmodal_rt.analysis import Analysis
from xmodal_rt.checkpoint import Checkpoint, CheckpointConfig
from xmodal_rt.vocabulary import PITCH_CLASSES, Ages, Label, Vocabulary

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
    """Latents are MIDI pitch, level in nepers and brightness; the sound is eight harmonics of that pitch."""

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
        mu = torch.stack([pitch, level, brightness], 1)
        return mu, torch.full_like(mu, -4.0)

    @torch.jit.export
    def decode_signal(self, z: torch.Tensor) -> torch.Tensor:
        f0 = 440.0 * torch.exp2((z[:, 0:1] - 69.0) / 12.0) / self.resolution_hz
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
        mu = torch.stack([pitch, b, torch.full_like(b, 0.5)], 1)
        return mu, torch.full_like(mu, -4.0)

    @torch.jit.export
    def decode_symbol(self, z: torch.Tensor) -> torch.Tensor:
        midi = torch.round(z[:, 0])
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
    return CheckpointConfig("tone", ANALYSIS, VOCABULARY, 3, (21.0, -6.0, 0.2), (108.0, -1.0, 0.9))


@pytest.fixture(scope="session")
def tone_folder(tmp_path_factory: pytest.TempPathFactory, tone_config: CheckpointConfig) -> Path:
    """A checkpoint folder that `checkpoint.load` accepts."""
    return write_tone(tmp_path_factory.mktemp("checkpoints") / "tone", tone_config)


def write_tone(folder: Path, config: CheckpointConfig) -> Path:
    import dataclasses
    import json

    folder.mkdir()
    checkpoint.script(ToneModel(ANALYSIS.resolution_hz, ANALYSIS.linear_bins, ANALYSIS.size, ANALYSIS.floor), folder / "model.ts")
    (folder / "weights.safetensors").write_bytes(b"")
    hashes = {name: checkpoint.sha256(folder / name) for name in ("model.ts", "weights.safetensors")}
    (folder / "config.json").write_text(json.dumps(dataclasses.replace(config, hashes=hashes).to_dict()))
    return folder


@pytest.fixture(scope="session")
def tone(tone_folder: Path) -> Checkpoint:
    return checkpoint.load(tone_folder)
