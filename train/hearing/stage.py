"""The last stage of a training, which can be repeated for any trained checkpoint: its network for the newest samples."""

import dataclasses
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from safetensors.torch import save_file
from torch import nn

from train import export
from train.config import override
from train.hearing import learn, pool
from xmodal_rt.errors import CheckpointError, ConfigError
from xmodal_rt.model.checkpoint_config import EAR, read_config, sha256, verify


def run(checkpoint: Path, data: Mapping[str, Path] | None = None, steps: int = learn.STEPS, quiet: bool = False) -> Path:
    """Train the network on the notes that the checkpoint in the folder `checkpoint` was trained on; write it there, and return its path.

    Nothing else of the checkpoint changes. `data` are other places for its sources, by name.

    Raises
    ------
    CheckpointError
        If the folder is damaged, or was not made by this trainer.
    ConfigError
        If a source is missing, or the checkpoint plays mixtures.
    """
    _, trained = export.read(checkpoint)
    if trained.mixture.parts:
        raise ConfigError(f"checkpoint {trained.name} plays mixtures, and this network hears one note; choose another one")
    experiment = override(trained, data or {})
    return give(checkpoint, learn.fit(pool.gather(experiment, quiet), experiment, steps, quiet))


def give(checkpoint: Path, network: nn.Module) -> Path:
    """Write the network into the folder `checkpoint`; return its path."""
    path = checkpoint / EAR
    save_file({name: value.contiguous() for name, value in network.state_dict().items()}, path)
    path.chmod(0o644)  # written for its owner alone, but to be read by all
    _name(checkpoint)
    return path


def carry(old: Path, new: Path) -> None:
    """Copy the network of the checkpoint `old` to `new`, whose vocabulary must be the same.

    Raises
    ------
    CheckpointError
        If there is no such network, or the vocabularies differ.
    """
    about = read_config(old)
    verify(old / EAR, about.hashes.get(EAR))
    if about.vocabulary != read_config(new).vocabulary:
        raise CheckpointError(f"{old.name} and {new.name} have other labels; train the network of {new.name} instead")
    shutil.copyfile(old / EAR, new / EAR)
    _name(new)


def _name(checkpoint: Path) -> None:
    """Name the network in the checkpoint's configuration."""
    about = read_config(checkpoint)
    about = dataclasses.replace(about, hashes={**about.hashes, EAR: sha256(checkpoint / EAR)})
    (checkpoint / "config.json").write_text(json.dumps(about.to_dict(), indent=1) + "\n")
