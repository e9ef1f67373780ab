"""Models of others: what is refused before it is loaded, and how the rest plays."""

import contextlib
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from xmodal_rt.audio.jack_probe import JackProbe
from xmodal_rt.audio.jack_server import JackServer
from xmodal_rt.errors import CheckpointError, ParameterError
from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.export.nn import build
from xmodal_rt.foreign import archive, trial
from xmodal_rt.foreign.model import Foreign, Streams, check, open_file
from xmodal_rt.foreign.operators import ALLOWED
from xmodal_rt.model.torchscript import compiled, read, script
from xmodal_rt.settings import ServeSettings
from xmodal_rt.synthesis.foreign import ForeignInstrument

Serve = Callable[..., contextlib.AbstractContextManager[Any]]
Z, RATIO, SR = 4, 2048, 44100


class Family(torch.nn.Module):
    """Streams as RAVE does: a sine of 440 Hz times 2 ** z0, its phase kept from block to block, a cached convolution, and noise."""

    def __init__(self, seconds: int = 0) -> None:
        super().__init__()
        self.register_buffer("decode_params", torch.tensor([Z, RATIO, 1, 1]))
        self.register_buffer("sampling_rate", torch.tensor(SR))
        self.register_buffer("phase_cache", torch.zeros(1))
        self.register_buffer("pad", torch.zeros(1, 1, 2))
        self.conv = torch.nn.Conv1d(1, 1, 3, bias=False)
        torch.nn.init.constant_(self.conv.weight, 1 / 3)
        self.endless = seconds
        self.short = 0

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.decode(x)

    @torch.jit.export
    def decode(self, z: torch.Tensor) -> torch.Tensor:
        while self.endless > 0:
            self.endless += 0
        f = 440.0 * torch.exp2(z[:, 0, :].repeat_interleave(2048, 1)) / 44100
        turns = self.phase_cache + f.cumsum(1)
        self.phase_cache.copy_(turns[0, -1:].remainder(1.0))
        x = torch.cat([self.pad, 0.3 * torch.sin(6.283185307179586 * turns).unsqueeze(1)], 2)
        self.pad.copy_(x[:, :, -2:])
        y = self.conv(x) + 1e-3 * torch.randn_like(x[:, :, 2:])
        return y[:, :, self.short :]


class Hostile(torch.nn.Module):
    """Writes a file when it is loaded."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.mapped = path, torch.zeros(0)

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        return z

    @torch.jit.export
    def __getstate__(self) -> tuple[str, bool]:
        return self.path, self.training

    @torch.jit.export
    def __setstate__(self, state: tuple[str, bool]) -> None:
        self.path, self.training = state
        self.mapped = torch.from_file(self.path, True, 16)


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("models") / "family.ts"
    script(Family(), path)
    return path


@pytest.fixture
def shaped(family: Path) -> Foreign:
    """The model, without the trial in a process of its own."""
    return Foreign(family, archive.read(family), trial.Shape(Z, RATIO, 1, SR, 0.0))


def strongest_hz(y: np.ndarray, sr: int = 48000) -> float:
    S = np.abs(np.fft.rfft(y * np.hanning(len(y)), 8 * len(y)))
    return float(S.argmax() * sr / (8 * len(y)))


def test_a_file_that_writes_when_it_is_loaded_is_refused_without_being_loaded(tmp_path: Path) -> None:
    written, path = tmp_path / "written", tmp_path / "hostile.ts"
    script(Hostile(str(written)), path)
    with pytest.raises(CheckpointError, match=r"uses from_file, not among .* export it without"):
        open_file(path)
    assert not written.exists()
    read(path)  # which shows what it would have done
    assert written.exists()


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("x = torch.from_file('a', True, 8)", {"from_file"}),
        ("load = torch.from_file", {"from_file"}),
        ("getattr(torch, 'from_file')('a')", {"from_file"}),
        ("'a'.save()\ny = ops.aten.save(x, 'a')", {"save"}),
        ("y = fork(self.run, x)", {"fork"}),
        ("x.set_(y)\nz = torch.as_strided(x, [9], [1])", {"set_", "as_strided"}),
        ("y = torch.add_(torch.conv1d(x, w), 1.)", set()),
    ],
)
def test_operators_are_found_wherever_they_stand(code: str, named: set[str]) -> None:
    assert archive.unknown(code.encode()) == named


@pytest.mark.parametrize("code", ["getattr(torch, 'from\\x5ffile')", "torch.ﬁle"])
def test_names_that_are_hidden_are_refused(code: str) -> None:
    with pytest.raises(CheckpointError, match=r"torch\.jit\.save"):
        archive.unknown(code.encode())


def test_nothing_that_reads_writes_or_starts_threads_is_allowed() -> None:
    assert not {"from_file", "save", "set_", "as_strided", "wait", "fork", "resize_", "to_here"} & ALLOWED


def test_an_archive_with_two_files_of_one_name_is_refused(family: Path, tmp_path: Path) -> None:
    path = tmp_path / "twice.ts"
    path.write_bytes(family.read_bytes())
    with zipfile.ZipFile(path, "a") as twice:
        (code,) = [name for name in twice.namelist() if name.endswith("__torch__.py") or name.endswith("test_foreign.py")][:1]
        twice.writestr(code.upper(), "")
    with pytest.raises(CheckpointError, match="export the model again"):
        archive.read(path)


@pytest.mark.parametrize(("suffix", "added", "reason"), [
    (".py", b"torch.classes.quantized.X", r"C\+\+"), (".PY", b"torch.from_file", "from_file"), (".pkl", b"torch\nclasses.X", r"C\+\+"),
])  # fmt: skip
def test_what_is_written_into_an_archive_afterwards_is_found(family: Path, tmp_path: Path, suffix: str, added: bytes, reason: str) -> None:
    path = tmp_path / "changed.ts"
    with zipfile.ZipFile(family) as source, zipfile.ZipFile(path, "w") as copy:
        for name in source.namelist():
            meant = name.endswith(suffix.lower())
            copy.writestr(name.replace(suffix.lower(), suffix) if meant else name, source.read(name) + (b"\n# " + added if meant else b""))
    with pytest.raises(CheckpointError, match=reason):
        archive.read(path)


def test_what_is_no_model_is_said_with_what_to_change(tmp_path: Path) -> None:
    (tmp_path / "text.ts").write_text("no archive")
    with pytest.raises(CheckpointError, match="export the model again"):
        open_file(tmp_path / "text.ts")
    with pytest.raises(CheckpointError, match=r"without \.ts"):
        open_file(tmp_path / "nothing.ts")


def test_a_model_that_never_ends_is_ended() -> None:
    with pytest.raises(CheckpointError, match="within 3 s and was ended; use another model"):
        trial.attempt(compiled(Family(seconds=1)), "endless.ts", limit_s=3)


def test_the_trial_finds_what_a_model_decodes_and_what_does_not_fit(family: Path) -> None:
    shape = trial.attempt(archive.read(family), "family.ts")
    assert (shape.latent_size, shape.ratio, shape.channels, shape.sr) == (Z, RATIO, 1, SR)
    short = Family()
    short.short = 1
    with pytest.raises(CheckpointError, match=r"\[1, 1, 2047\], not to float32 \[1, 1, 2048\]"):
        trial.attempt(compiled(short), "short.ts")


def test_voices_share_weights_and_nothing_else(shaped: Foreign) -> None:
    streams, z = Streams(shaped, 2), np.zeros(Z, np.float32)
    first, second = streams.decode(0, z), streams.decode(0, z)
    assert not np.allclose(first, second)  # it streams: the phase goes on
    np.testing.assert_array_equal(streams.decode(1, z), first)
    streams.reset(0)
    np.testing.assert_array_equal(streams.decode(0, z), first)


def test_it_plays_in_tune_at_the_stage_rate_and_follows_the_latent(shaped: Foreign) -> None:
    instrument = ForeignInstrument(shaped, 48000, 4, 128, lambda _: None)
    out = np.zeros(24000, np.float32)
    instrument.render(out, [(0, Event(NOW, Kind.LATENT, values=(0.0,) * Z))])
    assert strongest_hz(out[4096:]) == pytest.approx(440, rel=1e-3)
    assert 0.2 < np.abs(out).max() < 0.4
    instrument.render(out, [(0, Event(NOW, Kind.COORDINATE, values=(0.0, 1.0)))])
    assert strongest_hz(out[8192:]) == pytest.approx(880, rel=1e-3)
    # Between two blocks nothing breaks off: the steepest step is that of the sine.
    assert np.abs(np.diff(out)).max() < 1.2 * 0.3 * 2 * np.pi * 880 / 48000 + 0.01
    instrument.render(out, [(0, Event(NOW, Kind.RELEASE))])
    assert instrument.active == 0
    assert np.all(out[-2400:] == 0)


def test_the_same_events_sound_the_same_whatever_the_block(shaped: Foreign) -> None:
    sounds = []
    for block in (100, 4000):
        instrument = ForeignInstrument(shaped, 48000, 2, 128, lambda _: None)
        out = np.zeros(8000, np.float32)
        for start in range(0, len(out), block):
            events = [(0, Event(NOW, Kind.LATENT, values=(0.5,) * Z))] if start == 0 else []
            instrument.render(out[start : start + block], events)
        sounds.append(out)
    np.testing.assert_array_equal(*sounds)


def test_our_own_export_plays_as_a_foreign_model(tone_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "tone.ts").write_bytes(build(tone_folder, 48000))
    foreign = Foreign(tmp_path / "tone.ts", archive.read(tmp_path / "tone.ts"), trial.Shape(3, 128, 1, 48000, 0.0))
    instrument = ForeignInstrument(foreign, 48000, 2, 128, lambda _: None)
    out = np.zeros(16000, np.float32)
    for _ in range(2):  # the second time with the memory of the first
        instrument.render(out, [(0, Event(NOW, Kind.LATENT, values=(0.625, -2.0, 0.5)))])
        assert strongest_hz(out[4096:]) == pytest.approx(440, rel=1e-3)
        instrument.render(out, [(0, Event(NOW, Kind.PANIC))])


def test_what_it_cannot_do_is_said_with_what_to_leave_out() -> None:
    for options, word in (({"transcribe": True}, "--transcribe"), ({"record": "a.osc"}, "--record"), ({"device": "cuda"}, "--device")):
        with pytest.raises(ParameterError, match=f"leave out .*{word}"):
            check(ServeSettings(checkpoint="model.ts", **options))


@pytest.fixture(scope="module")
def served(serve: Serve, family: Path) -> Iterator[Any]:
    with (
        JackServer(f"xmodal-foreign-{os.getpid()}", 48000, 128),
        serve(family.parent, "--checkpoint", family.name, "--audio", "jack", "--voices", "2") as served,
    ):
        yield served


def test_the_server_plays_it_from_latents(served: Any) -> None:
    served.send("info")
    assert served.answer("info.reply") == ("family", Z, 2, 0)
    with JackProbe("ear", record_s=8.0) as probe:
        probe.connect("xmodal:output_1", probe.input)
        for z0, hz in ((0.0, 440), (0.5, 622.25)):
            served.send("latent", z0, 0.0, 0.0, 0.0)
            served.settle()
            time.sleep(1.5)
            assert strongest_hz(probe.recording[-24000:]) == pytest.approx(hz, rel=1e-3)


def test_labels_are_answered_with_what_to_send_instead(served: Any) -> None:
    for address, arguments in (("symbol", ("instrument", "flute")), ("note", (60, 100))):
        served.send(address, *arguments)
        failed, why = served.answer("fail")
        assert failed == f"/xmodal/{address}"
        assert "/xmodal/latent" in str(why)


def test_the_server_refuses_a_hostile_file(tmp_path: Path) -> None:
    script(Hostile(str(tmp_path / "written")), tmp_path / "hostile.ts")
    command = [str(Path(sys.executable).parent / "xmodal-rt"), "serve", "--checkpoint", "hostile.ts", "--audio", "clock"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert "from_file" in done.stderr
    assert not (tmp_path / "written").exists()
