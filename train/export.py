"""Write a checkpoint folder: model.ts, weights.safetensors, config.json and the model card."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from train import config
from train.card import card
from train.config import Experiment
from train.dataset import Dataset
from train.drawing import supply
from train.models import CrossModalVAE
from xmodal_rt.errors import CheckpointError
from xmodal_rt.model.checkpoint import CheckpointConfig, read_config, script, sha256, verify


def write(model: CrossModalVAE, dataset: Dataset, metrics: dict[str, Any], output: Path, experiment: Experiment) -> Path:
    """Write the checkpoint into the folder `output`, in one move, and return it.

    `experiment` is recorded, so it is the one with the paths of its configuration file and not those
    of this machine.
    """
    work = output.with_name(output.name + ".part")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    model = model.cpu().eval()
    save_file({name: value.contiguous() for name, value in model.state_dict().items()}, work / "weights.safetensors")
    (work / "weights.safetensors").chmod(0o644)  # written for its owner alone, but to be read by all
    script(model, work / "model.ts")
    low, high = latent_range(model, dataset)
    about = CheckpointConfig(
        name=experiment.name, analysis=experiment.analysis, vocabulary=experiment.words,
        latent_size=experiment.sizes.coordinates, latent_low=low, latent_high=high,
        model={"experiment": config.to_dict(experiment)}, metrics=metrics,
        hashes={name: sha256(work / name) for name in ("model.ts", "weights.safetensors")},
    )  # fmt: skip
    (work / "config.json").write_text(json.dumps(about.to_dict(), indent=1) + "\n")
    (work / "README.md").write_text(card(experiment, metrics))
    shutil.rmtree(output, ignore_errors=True)
    work.rename(output)
    return output


def read(folder: Path) -> tuple[CrossModalVAE, Experiment]:
    """Build the model of a checkpoint folder again from its weights, and the experiment that made it.

    Raises
    ------
    CheckpointError
        If a file is missing or damaged, or the model was not made by this trainer.
    """
    about = read_config(folder)
    path = folder / "weights.safetensors"
    verify(path, about.hashes.get(path.name))
    try:
        experiment = config.from_dict(about.model["experiment"])
    except KeyError as error:
        raise CheckpointError(f"{folder} does not say how it was trained; use a checkpoint that xmodal-rt train wrote") from error
    mean, scale = torch.zeros(2, about.analysis.size).unbind()
    model = CrossModalVAE(mean, scale, about.vocabulary.size, about.analysis, experiment.sizes)
    model.load_state_dict(load_file(path))
    return model.eval(), experiment


def latent_range(model: CrossModalVAE, dataset: Dataset) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """1st and 99th percentile per coordinate over training frames."""
    with torch.inference_mode():
        mu, _ = model.encode_signal(supply(dataset, dataset.rows(held_out=False)).sample(seed=0))
    low, high = np.percentile(mu.numpy(), [1, 99], axis=0)
    return tuple(low.tolist()), tuple(high.tolist())
