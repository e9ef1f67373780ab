"""The last minutes of a training: the signal decoder alone, on latents that stand still.

While everything learns, the decoder follows latents that move, and a small one, which the stage needs, follows
them worse. Once they stand still, five minutes bring `solo5` 0.1 dB nearer to the frames.
"""

import copy
import dataclasses
import math

import numpy as np
import torch
from torch import Tensor
from tqdm import trange

from train.augment import Augment
from train.config import Experiment
from train.dataset import Batch, Dataset
from train.drawing import supply
from train.losses import frame_loss
from train.models import CrossModalVAE
from train.rising import asked
from train.variation import Variation

BATCH = 2
"""times the batch of the training: the gradients are smaller now, and their noise has to be"""
NOISE = 0.5
"""of the posterior's deviation: enough to keep the way between two latents smooth"""


def polish(model: CrossModalVAE, experiment: Experiment, dataset: Dataset, device: torch.device, quiet: bool = False) -> CrossModalVAE:
    """Train the signal decoder for `polish_steps` more, its rate on half a cosine down to nothing; return the model."""
    schedule, model = experiment.schedule, model.to(device)
    drawn = supply(unvaried(dataset), dataset.divide()[0])  # without those that choose the weights
    augment, rising = Augment(experiment.analysis, experiment.augmentation).to(device), asked(experiment, device)
    optimizer = torch.optim.AdamW(model.signal_decoder.parameters(), schedule.lr, weight_decay=schedule.weight_decay, fused=True)
    for step in trange(schedule.polish_steps, desc="polish", disable=quiet):
        optimizer.param_groups[0]["lr"] = 0.25 * schedule.lr * (1.0 + math.cos(math.pi * step / schedule.polish_steps))
        rng = np.random.default_rng([experiment.seed, schedule.steps + step])
        random = torch.Generator(device).manual_seed(int(rng.integers(2**62)))
        batch = drawn.batch(BATCH * schedule.batch, rng).to(device)
        optimizer.zero_grad(set_to_none=True)
        loss = objective(model, batch, augment, experiment, random)
        if rising is not None:
            loss = loss + experiment.weights.rising * rising(model, batch.below)
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no types here
        optimizer.step()
    return model.eval()


def objective(model: CrossModalVAE, batch: Batch, augment: Augment, experiment: Experiment, random: torch.Generator) -> Tensor:
    """Return the loss of both ways to a frame, as in the training, with the latents given."""
    heard, rebuilt = augment(batch.frames, random)
    with torch.no_grad():
        mu, logvar = model.encode_signal(heard)
        z = mu + NOISE * torch.exp(0.5 * logvar) * torch.randn(mu.shape, generator=random, device=mu.device)
        below, above = model.encode_symbol(torch.cat([batch.below, batch.above]))[0].chunk(2)
    decoded, played = model.decode_signal(torch.cat([z, torch.lerp(below, above, batch.toward)])).chunk(2)
    weight = experiment.weights.frames_from_symbol
    return frame_loss(model, decoded, rebuilt) + weight * frame_loss(model, played, batch.played)


def unvaried(dataset: Dataset) -> Dataset:
    """Return the dataset with frames that all are the sound of their labels."""
    still = copy.copy(dataset)
    augmentation = dataclasses.replace(dataset.experiment.augmentation, varied=0.0)
    still.experiment = dataclasses.replace(dataset.experiment, augmentation=augmentation)
    still.vary = Variation(still.experiment, dataset.notes, dataset.labels)
    return still
