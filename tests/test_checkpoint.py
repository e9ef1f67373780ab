"""A checkpoint folder loads whole or not at all."""

import contextlib
import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
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
@pytest.mark.parametrize("harm", ["missing", "truncated", "flipped", "swapped"])
def test_a_damaged_file_is_refused(folder: Path, name: str, harm: str) -> None:
    path = folder / name
    data = path.read_bytes() or b"weights"
    path.unlink()
    if harm == "truncated":
        path.write_bytes(data[: len(data) // 2] or b"\0")
    elif harm == "flipped":
        path.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    elif harm == "swapped":
        (folder / "weights.safetensors" if name == "model.ts" else folder / "model.ts").rename(path)
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


def test_no_bit_of_the_configuration_can_be_flipped(folder: Path, rng: np.random.Generator) -> None:
    path = folder / "config.json"
    data, whole = path.read_bytes(), checkpoint.read_config(folder)
    unharmed = 0
    for place, bit in zip(rng.integers(len(data), size=300), rng.integers(8, size=300), strict=True):
        flipped = bytearray(data)
        flipped[place] ^= 1 << bit
        path.write_bytes(flipped)
        with contextlib.suppress(CheckpointError):
            assert checkpoint.read_config(folder) == whole  # a blank became another blank
            unharmed += 1
    assert unharmed < 15


@pytest.mark.parametrize("length", [0, 1, 100, -1, -2, -300])
def test_a_configuration_that_is_cut_off_is_refused(folder: Path, length: int) -> None:
    path = folder / "config.json"
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(CheckpointError, match="copy the checkpoint again"):
        checkpoint.load(folder)


def rewritten(folder: Path, **changes: object) -> None:
    """Change the configuration, and seal it anew."""
    config = dataclasses.replace(checkpoint.read_config(folder), **changes)  # type: ignore[arg-type]
    (folder / "config.json").write_text(json.dumps(config.to_dict()))


def test_a_model_that_is_not_the_one_described_is_refused(folder: Path) -> None:
    rewritten(folder, latent_size=4)
    with pytest.raises(CheckpointError, match=r"not the model that config\.json describes; copy the checkpoint again"):
        checkpoint.load(folder)


def test_a_model_that_lacks_a_direction_is_refused(folder: Path) -> None:
    checkpoint.script(torch.nn.Linear(3, 3), folder / "model.ts")
    hashes = {name: checkpoint.sha256(folder / name) for name in ("model.ts", "weights.safetensors")}
    rewritten(folder, hashes=hashes)
    with pytest.raises(CheckpointError, match=r"not the model that config\.json describes"):
        checkpoint.load(folder)


def test_a_file_that_is_no_model_is_refused_even_with_the_right_hash(folder: Path) -> None:
    (folder / "model.ts").write_bytes(b"no model" * 100)
    hashes = {name: checkpoint.sha256(folder / name) for name in ("model.ts", "weights.safetensors")}
    rewritten(folder, hashes=hashes)
    with pytest.raises(CheckpointError, match="is not a TorchScript model; export the checkpoint again"):
        checkpoint.load(folder)


def test_a_configuration_without_a_seal_is_read(folder: Path) -> None:
    data = json.loads((folder / "config.json").read_text())
    del data["seal"]
    (folder / "config.json").write_text(json.dumps(data))
    assert checkpoint.load(folder).config.name == "tone"
