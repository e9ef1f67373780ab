"""A checkpoint folder loads whole or not at all."""

import contextlib
import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file

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


FILES = ("config.json", "model.ts", "weights.safetensors", "ear.safetensors")


@pytest.fixture
def whole(folder: Path) -> Path:
    """A checkpoint with each of the files that there may be."""
    save_file({"weight": np.ones((2, 3), np.float32)}, folder / "ear.safetensors")
    (folder / "weights.safetensors").write_bytes(b"weights")
    rewritten(folder, hashes={name: checkpoint.sha256(folder / name) for name in FILES[1:]})
    assert set(checkpoint.load(folder).ear) == {"weight"}
    return folder


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("harm", ["missing", "empty", "cut off", "first bit flipped", "last bit flipped", "longer", "swapped"])
def test_a_damaged_file_is_refused(whole: Path, name: str, harm: str) -> None:
    path = whole / name
    data = path.read_bytes()
    other = (whole / FILES[FILES.index(name) - 1]).read_bytes()
    path.unlink()
    if harm != "missing":
        path.write_bytes({
            "empty": b"", "cut off": data[: len(data) // 2], "first bit flipped": bytes([data[0] ^ 1]) + data[1:],
            "last bit flipped": data[:-1] + bytes([data[-1] ^ 1]), "longer": data + b"\x01", "swapped": other,
        }[harm])  # fmt: skip
    for read in (checkpoint.load, lambda folder: checkpoint.verify_files(folder, checkpoint.read_config(folder))):
        with pytest.raises(CheckpointError, match="copy the checkpoint again"):
            read(whole)


@pytest.mark.parametrize("data", [b"", b"no weights" * 100, b"\xff" * 64])
def test_an_ear_that_is_none_is_refused_even_with_the_right_hash(whole: Path, data: bytes) -> None:
    (whole / "ear.safetensors").write_bytes(data)
    rewritten(whole, hashes={name: checkpoint.sha256(whole / name) for name in FILES[1:]})
    with pytest.raises(CheckpointError, match=r"ear\.safetensors holds no weights .* copy the checkpoint again"):
        checkpoint.load(whole)


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
