"""A checkpoint folder loads whole or not at all."""

import json
import shutil
from pathlib import Path

import pytest
import torch

from xmodal_rt.errors import CheckpointError
from xmodal_rt.model import checkpoint


@pytest.fixture
def folder(tone_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tone_folder, tmp_path / "tone"))


def test_loads_and_answers(folder: Path) -> None:
    model = checkpoint.load(folder)
    vocabulary = model.config.vocabulary
    z, logvar = model.encode_symbol(torch.from_numpy(vocabulary.encode(vocabulary.pitch_values(69)))[None])
    assert z.shape == logvar.shape == (1, model.config.latent_size)
    frames = model.decode_signal(z)
    assert frames.shape == (1, model.config.analysis.size)
    assert model.encode_signal(frames)[0][0, 0].item() == pytest.approx(5 / 8, abs=0.02)
    assert model.decode_symbol(z).shape == (1, vocabulary.size)


@pytest.mark.parametrize("name", ["model.ts", "weights.safetensors"])
@pytest.mark.parametrize("harm", ["missing", "truncated", "flipped"])
def test_a_damaged_file_is_refused(folder: Path, name: str, harm: str) -> None:
    path = folder / name
    data = path.read_bytes() or b"weights"
    path.unlink()
    if harm == "truncated":
        path.write_bytes(data[: len(data) // 2] or b"\0")
    elif harm == "flipped":
        path.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    with pytest.raises(CheckpointError, match="copy the checkpoint again"):
        checkpoint.load(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}'])
def test_a_damaged_configuration_is_refused(folder: Path, text: str) -> None:
    (folder / "config.json").write_text(text)
    with pytest.raises(CheckpointError, match="copy the checkpoint again"):
        checkpoint.load(folder)


def test_another_format_is_refused(folder: Path) -> None:
    data = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**data, "format": 99}))
    with pytest.raises(CheckpointError, match="format is 99"):
        checkpoint.load(folder)


@pytest.mark.parametrize("name", ["", "..", "../tone", "/etc", "a/b", ".hidden"])
def test_a_name_that_is_a_path_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(CheckpointError, match="without a path"):
        checkpoint.find(name, tmp_path)


def test_an_unknown_name_lists_the_known_ones(folder: Path) -> None:
    assert checkpoint.find("tone", folder.parent) == folder
    with pytest.raises(CheckpointError, match="use one of: tone"):
        checkpoint.find("nothing", folder.parent)
