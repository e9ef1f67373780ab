"""The weights of a training at several moments, and the best of them, chosen on frames that are neither trained on nor evaluated."""

import json
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import load_file, save_file

from train import losses
from train.config import Experiment
from train.dataset import Dataset
from train.drawing import supply
from train.draws import Draws
from train.models import CrossModalVAE

BEST = "best.safetensors"
BATCHES = 8
"""that the validation averages over, always the same ones"""


class Copies:
    """Watches a model while it trains, and keeps its weights in `folder`.

    `rows` [N] are the frames on which the best moment is chosen; with none of them nothing is chosen.
    """

    def __init__(self, experiment: Experiment, dataset: Dataset, rows: NDArray[np.int64], folder: Path, device: torch.device) -> None:
        self.experiment, self.folder, self.device = experiment, folder, device
        self._supply = supply(dataset, rows) if len(rows) else None
        self.least = float("inf")

    def begin(self, first: int) -> None:
        """Go on from step `first`: forget what another training left, or remember what this one has reached."""
        if first == 0:
            for path in (self.folder / BEST, *self.folder.glob("step-*.safetensors")):
                path.unlink(missing_ok=True)
        elif (self.folder / BEST).is_file():
            with safe_open(self.folder / BEST, "pt") as file:
                self.least = float(json.loads(file.metadata()["validation"]))

    def look(self, model: CrossModalVAE, step: int) -> dict[str, float]:
        """After `step` steps: keep the weights if it is time to, and return what was found, by its name in the log."""
        schedule = self.experiment.schedule
        if schedule.snapshot_every and step % schedule.snapshot_every == 0:
            self._write(model, f"step-{step:07d}.safetensors", {})
        if self._supply is None or (step % schedule.validate_every and step != schedule.steps):
            return {}
        found = self.loss(model)
        if found < self.least:
            self.least = found
            self._write(model, BEST, {"validation": json.dumps(found), "step": str(step)})
        return {"validation/loss": found}

    def loss(self, model: CrossModalVAE) -> float:
        """Loss of the model on the validation's frames, without what varies them."""
        assert self._supply is not None  # only asked for where there are frames
        rng, random = np.random.default_rng(self.experiment.seed), torch.Generator(self.device).manual_seed(self.experiment.seed)
        found = []
        for _ in range(BATCHES):
            batch = self._supply.still(self.experiment.schedule.batch, rng).to(self.device)
            views, labels = losses.Views(batch.frames, batch.frames, batch.played), (batch.below, batch.above, batch.toward)
            with torch.no_grad():
                weights, share = self.experiment.weights, torch.ones((), device=self.device)
                terms = losses.total(model, self.experiment.words, weights, views, labels, batch.heard, batch.plain, share, Draws(random))
            found.append(float(terms["loss"]))
        return float(np.mean(found))

    def choose(self, model: CrossModalVAE) -> CrossModalVAE:
        """Return the model with the best weights, or as it is where none were chosen."""
        if self._supply is not None and (self.folder / BEST).is_file():
            model.load_state_dict(load_file(self.folder / BEST, str(self.device)))
        return model

    def _write(self, model: CrossModalVAE, name: str, about: dict[str, str]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        weights = {key: value.detach().cpu().contiguous() for key, value in model.state_dict().items()}
        save_file(weights, self.folder / f"{name}.part", about)
        (self.folder / f"{name}.part").rename(self.folder / name)
