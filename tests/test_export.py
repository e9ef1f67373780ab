"""A checkpoint as a file for nn~: the file alone, as a host without this project would open it."""

import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import torch
from click.testing import CliRunner

from xmodal_rt.cli import main
from xmodal_rt.errors import CheckpointError
from xmodal_rt.export import contract
from xmodal_rt.export.frames import Frames, Spectra
from xmodal_rt.export.nn import build
from xmodal_rt.export.phase import Phase
from xmodal_rt.foreign import archive
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.model.checkpoint_config import find
from xmodal_rt.model.torchscript import compiled, read
from xmodal_rt.phase.bank import PhaseBank

SR, HOP, ANALYSIS = 48000, 128, Analysis()


@pytest.fixture(scope="module")
def tone_file(tone_folder: Path) -> bytes:
    return build(tone_folder, SR)


@pytest.fixture
def tone(tone_file: bytes) -> Any:
    return read(tone_file)


@pytest.fixture(scope="module")
def solo5() -> Any:
    return read(build(find("solo5"), SR))


def call(method: Any, x: torch.Tensor, buffer: int) -> torch.Tensor:
    """Call a method with buffers of so many values, in inference mode, with x laid out as nn~ does."""
    with torch.inference_mode():
        parts = [method(part.transpose(0, 1).contiguous().transpose(0, 1)) for part in x.split(buffer, 2)]
    return torch.cat(parts, 2)


def notes(module: Any, pitch: float, seconds: float, *labels: float, held: float = 1.0) -> torch.Tensor:
    x = torch.zeros(1, int(module.play_params[0]), round(seconds * SR / HOP))
    x[:, 0] = pitch
    x[:, 1, : round(held * x.size(2))] = 100.0
    for i, value in enumerate(labels):
        x[:, 2 + i] = value
    return x


def heard_by_aubio(y: torch.Tensor, folder: Path) -> np.ndarray:
    """MIDI pitches that aubio, which knows nothing of our model, hears."""
    soundfile.write(folder / "heard.wav", y.numpy(), SR)
    command = ["aubiopitch", "-i", str(folder / "heard.wav"), "-p", "yinfft", "-B", "2048", "-H", "512", "-u", "midi"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")
    return np.array([float(line.split()[1]) for line in lines if line])


def test_a_file_passes_the_replay_of_nn(tone_file: bytes) -> None:
    said: list[str] = []
    contract.check(tone_file, said.append)
    assert [line.split(":")[0] for line in said[:5]] == ["decode", "encode", "play", "transcribe", "forward"]
    assert sum("in tune" in line for line in said) == 3


def test_a_method_that_gives_too_few_samples_is_found() -> None:
    class Short(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.register_buffer("forward_params", torch.tensor([1, 1, 1, 1]))
            self.forward_input_labels, self.forward_output_labels = ["in"], ["out"]
            self.names = ["forward"]

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return x[:, :, 1:]

        @torch.jit.export
        def get_methods(self) -> list[str]:
            return self.names

    with pytest.raises(CheckpointError, match=r"gives \[1, 1, 0\] for a buffer of 1, not \[1, 1, 1\].*export it again"):
        contract.check(compiled(Short()), print)


@pytest.mark.parametrize(("pitch", "instrument"), [(64, 0), (69, 4)])
def test_play_is_in_tune(solo5: Any, tmp_path: Path, pitch: float, instrument: int) -> None:
    solo5.set_reset(1)
    y = call(solo5.play, notes(solo5, pitch, 0.5, instrument), 8)[0, 0]
    assert np.median(heard_by_aubio(y[SR // 5 :], tmp_path)) == pytest.approx(pitch, abs=0.1)


def test_pitches_between_the_keys_are_in_tune(tone: Any, tmp_path: Path) -> None:
    y = call(tone.play, notes(tone, 69.3, 0.5), 8)[0, 0]
    assert np.median(heard_by_aubio(y[SR // 5 :], tmp_path)) == pytest.approx(69.3, abs=0.1)


def test_frames_and_spectra_are_those_of_the_analysis(rng: np.random.Generator) -> None:
    y = rng.normal(0, 0.1, 4096).astype(np.float32)
    expected = ANALYSIS.frames(y, SR, np.arange(HOP, 4097, HOP) - ANALYSIS.n_fft(SR) // 2)
    frames = Frames(ANALYSIS, SR, HOP)(torch.from_numpy(y)[None])[0]
    assert np.abs(frames.numpy() - expected).max() < 1e-3
    ratio = np.linspace(0.97, 1.03, len(expected))
    S = ANALYSIS.expand(expected, SR, ratio)
    assert np.abs(Spectra(ANALYSIS, SR)(torch.from_numpy(expected), torch.from_numpy(ratio).float()).numpy() - S).max() < 1e-3 * S.max()


def test_notes_end_when_they_are_released(tone: Any) -> None:
    y = call(tone.play, notes(tone, 69, 1.5, held=0.3), 16)[0, 0]
    assert y[9600:19200].abs().max() > 0.05
    assert bool((y[-9600:] == 0).all())


def test_the_buffer_changes_no_sample(tone: Any) -> None:
    x = notes(tone, 64, 0.3, 1)
    first = call(tone.play, x, 4)
    tone.set_reset(1)
    assert torch.equal(call(tone.play, x, 32), first)


def test_batches_sound_as_they_would_alone(tone: Any) -> None:
    low, high = notes(tone, 57, 0.2), notes(tone, 73, 0.2)
    alone = []
    for x in (low, high):
        tone.set_reset(1)
        alone.append(call(tone.play, x, 8))
    together = call(tone.play, torch.cat([low, high]), 8)
    assert torch.allclose(together, torch.cat(alone), atol=1e-5)


def test_latents_are_heard_and_sound_again(tone: Any) -> None:
    z = torch.tensor([0.625, -2.0, 0.5]).reshape(1, 3, 1).expand(-1, -1, 200)  # A4
    y = call(tone.decode, z, 8)
    found = call(tone.encode, y, 512)[0, :, -1]
    assert found[0] == pytest.approx(0.625, abs=0.01)
    assert found[1] == pytest.approx(-2.0, abs=0.2)  # half a bin from its peak a partial reads 1.4 dB less


def test_what_transcribe_tells_play_sounds(tone: Any) -> None:
    y = call(tone.play, notes(tone, 61, 0.4), 8)
    told = call(tone.transcribe, y, 1024)[0, :, -1]
    assert told.shape[0] == tone.play_params[0] + 1
    assert told[0] == 61
    assert told[-1] > 0.5
    assert bool((call(tone.transcribe, torch.zeros(1, 1, 8192), 1024)[0, :, -1] == 0).all())


def test_another_instrument_keeps_the_pitch(solo5: Any, tmp_path: Path) -> None:
    solo5.set_reset(1)
    flute = call(solo5.play, notes(solo5, 69, 0.6, 0), 8)
    solo5.set_instrument(4)
    violin = call(solo5.forward, flute, 2048)
    told = call(solo5.transcribe, violin, 1024)[0, :, 150:]
    solo5.set_instrument(-1)
    assert (told[2] == 4).float().mean() > 0.8
    assert np.median(heard_by_aubio(violin[0, 0, SR // 5 :], tmp_path)) == pytest.approx(69, abs=0.15)


def test_attributes_refuse_what_is_out_of_range(tone: Any) -> None:
    assert tone.set_gain(0.5) == 0
    assert tone.get_gain() == [0.5]
    assert tone.set_gain(9.0) != 0
    assert tone.set_instrument(2) != 0
    assert tone.get_gain() + tone.get_instrument() == [0.5, -1]


def test_phases_are_those_of_the_stage(rng: np.random.Generator) -> None:
    n_fft, frames = 2560, 60
    k = np.arange(n_fft // 2 + 1)
    d = k - np.linspace(20.0, 21.0, frames)[:, None]
    S = np.where(np.abs(d) < 2, np.abs(np.sinc(d) / (1 - d * d + 1e-6)), 0.0) + 1e-4 * rng.random((frames, len(k)))
    S = S.astype(np.float32)
    S[30:35] = 0.0
    bank, heard = PhaseBank(n_fft, HOP, 1), np.empty((frames, HOP), np.float32)
    reset = np.arange(frames) == 50
    for t in range(frames):
        one = slice(t, t + 1)
        bank.push(S[one], np.zeros(1, np.int64), np.full(1, HOP), reset[one], heard[one])
    with torch.inference_mode():
        y = Phase(n_fft, HOP)(torch.from_numpy(S)[None], torch.from_numpy(reset)[None])[0].numpy()
    assert np.abs(y - heard.ravel()).max() < 1e-3 * np.abs(heard).max()


def test_its_operators_are_those_that_any_host_has(tone_file: bytes, tmp_path: Path) -> None:
    (tmp_path / "tone.ts").write_bytes(tone_file)
    archive.read(tmp_path / "tone.ts")


def test_the_command_checks_and_replaces_only_if_asked(in_folder_of_tone: None, tmp_path: Path) -> None:
    command = ["export", "tone", "--nn", "tone.ts", "--check"]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    assert "play: MIDI pitch 69 is in tune" in done.output
    before = (tmp_path / "tone.ts").read_bytes()
    again = CliRunner().invoke(main, command)
    assert again.exit_code == 2
    assert "--force" in again.output
    assert (tmp_path / "tone.ts").read_bytes() == before
    assert not list(tmp_path.glob(".*part"))
