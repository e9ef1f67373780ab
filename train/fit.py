"""The training, top to bottom: prepare, split, model, steps, evaluation, export."""

import math
import time
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.utils.tensorboard import SummaryWriter
from tqdm import trange

from train import config, distributed, evaluate, export, losses, state
from train.augment import Augment
from train.config import Experiment
from train.copies import Copies
from train.critic import Critic
from train.dataset import Batch, Dataset
from train.distributed import ALONE, Team
from train.drawing import supply
from train.draws import Draws
from train.models import CrossModalVAE
from train.polish import polish
from train.prepare import prepare
from train.rising import asked
from xmodal_rt.errors import ConfigError, DeviceError

CACHE = Path("data/prepared")


def run(
    config_path: Path, data: Mapping[str, Path] | None = None, output: Path | None = None,
    cache: Path = CACHE, device: str = "auto", quiet: bool = False, split: str = "",
) -> Path:  # fmt: skip
    """Train the experiment in `config_path` and export its checkpoint into the folder `output`.

    Parameters
    ----------
    config_path : Path
        TOML file, such as ``train/configs/solo5.toml``.
    data : mapping of str to Path, optional
        Other places for the sources, by name.
    output : Path, optional
        Folder of the checkpoint; ``checkpoints/NAME`` if not given. While it trains, the state to resume
        from and the TensorBoard log stand in ``OUTPUT.training``, which may be deleted afterwards.
    cache : Path
        Where prepared frames are kept between trainings.
    device : str
        "auto", "cpu" or "cuda".
    split : str
        Another split than the configuration's: "frame", "note" or "library:NAME".

    Raises
    ------
    ConfigError
        If the configuration or its data cannot be used, or `output` holds other files.
    DeviceError
        If the device is not there.
    """
    experiment = config.load(config_path, data, split)
    output = output or Path("checkpoints") / experiment.name
    refuse_other_files(output)
    with distributed.team(_device(device)) as team:
        with team.in_turn():
            folder = prepare(experiment, cache, quiet or not team.first)
        dataset = Dataset(folder, experiment)
        model = fit(experiment, dataset, output.with_name(output.name + ".training"), _device(device), quiet, team)
    if team.first:
        model = polish(model, experiment, dataset, _device(device), quiet)
        metrics = evaluate.measure(model.cpu(), dataset, dataset.rows(held_out=True))
        export.write(model, dataset, metrics, output, config.load(config_path, split=split))
    return output


def refuse_other_files(output: Path) -> None:
    """Raise ConfigError if the checkpoint would replace a folder that is none."""
    if output.exists() and not (output / "config.json").is_file() and (output.is_file() or any(output.iterdir())):
        raise ConfigError(f"{output} holds other files, which the checkpoint would replace; name a folder of its own with --output")


def fit(
    experiment: Experiment, dataset: Dataset, folder: Path, device: torch.device, quiet: bool = False, team: Team = ALONE,
) -> CrossModalVAE:  # fmt: skip
    """Train, or go on with the training whose state stands in `folder`, and return the model.

    The processes of a `team` read the same batches and take a share of each; only the first writes.
    """
    schedule = experiment.schedule
    torch.set_num_threads(schedule.threads)
    torch.manual_seed(experiment.seed)
    rows, choosing = dataset.divide()
    learning, drawn = start(experiment, dataset, rows, device), supply(dataset, rows)
    parts = learning.critic, asked(experiment, device)
    objective = team.together(losses.Objective(learning.model, experiment.words, experiment.weights, *parts))
    augment = Augment(experiment.analysis, experiment.augmentation).to(device)
    decided = state.decided(experiment, dataset)
    first, spent_s = state.restore(learning, folder, decided, device)
    copies = Copies(experiment, dataset, choosing, folder, device) if team.first else None
    started = time.monotonic() - spent_s
    with SummaryWriter(str(folder)) if team.first else nullcontext() as writer:
        if copies:
            copies.begin(first)
        for step in trange(first, schedule.steps, initial=first, total=schedule.steps, desc="train", disable=quiet or not team.first):
            done = team.agree(advance(step, time.monotonic() - started, experiment))
            if done >= 1.0:
                break
            learning.optimizer.param_groups[0]["lr"] = learning_rate(step, done, experiment)
            rng = np.random.default_rng([experiment.seed, step])
            random = torch.Generator(device).manual_seed(int(rng.integers(2**62)))
            terms = update(objective, learning.optimizer, drawn.batch(schedule.batch, rng).to(device), augment, experiment, random, team)
            if step % schedule.log_every == 0:
                log(writer, {f"train/{name}": value.item() for name, value in team.mean(terms).items()}, step)
            if copies:
                log(writer, copies.look(learning.model, step + 1), step)
            if (step + 1) % schedule.save_every == 0 and team.first:
                state.save(learning, step + 1, time.monotonic() - started, folder, decided)
    return (copies.choose(learning.model) if copies else learning.model).eval()


def start(experiment: Experiment, dataset: Dataset, rows: NDArray[np.int64], device: torch.device) -> state.Learning:
    """Build what learns: the model, its critic if it has one, and their optimizer, of which the critic's rate stays as it is."""
    model = build(experiment, dataset, rows).to(device)
    schedule, adversary = experiment.schedule, experiment.adversary
    optimizer = torch.optim.AdamW(model.parameters(), schedule.lr, weight_decay=schedule.weight_decay, fused=True)
    if not adversary.weight:
        return state.Learning(model, optimizer)
    critic = Critic(model.mean, model.scale, adversary).to(device)
    optimizer.add_param_group({"params": list(critic.parameters()), "lr": adversary.lr})
    return state.Learning(model, optimizer, critic)


def log(writer: SummaryWriter | None, values: Mapping[str, float], step: int) -> None:
    """Write values for TensorBoard, in the process that has a writer."""
    if writer is not None:
        for name, value in values.items():
            writer.add_scalar(name, value, step)


def build(experiment: Experiment, dataset: Dataset, rows: NDArray[np.int64]) -> CrossModalVAE:
    """Build an untrained model that knows the mean and scale of the training frames."""
    frames = supply(dataset, rows).sample(experiment.seed)
    scale = frames.std(dim=0, correction=0).clamp(min=0.1)
    return CrossModalVAE(frames.mean(dim=0), scale, experiment.words.size, experiment.analysis, experiment.sizes)


def advance(step: int, spent_s: float, experiment: Experiment) -> float:
    """Share of the training that is over, by steps or by minutes, whichever is more."""
    minutes = experiment.schedule.minutes
    return max(step / experiment.schedule.steps, spent_s / 60 / minutes if minutes else 0.0)


def learning_rate(step: int, done: float, experiment: Experiment) -> float:
    """Linear warm-up, then half a cosine down to a hundredth."""
    schedule = experiment.schedule
    cosine = 0.505 + 0.495 * math.cos(math.pi * min(done, 1.0))
    return schedule.lr * cosine * min(1.0, (step + 1) / max(1, schedule.warmup))


def update(
    objective: nn.Module, optimizer: torch.optim.Optimizer, batch: Batch, augment: Augment, experiment: Experiment,
    random: torch.Generator, team: Team = ALONE,
) -> dict[str, Tensor]:  # fmt: skip
    """One step of the optimizer; returns the terms of the loss."""
    views = losses.Views(*augment(batch.frames, random), batch.played)
    keep = known(batch.below, experiment, random)
    heard = smoothed(batch.heard, experiment)
    labels = (batch.below * keep, batch.above * keep, batch.toward)
    shared = team.share((views, labels, heard, batch.plain))  # only now, so that all have drawn what one alone would
    with torch.autocast(batch.frames.device.type, torch.bfloat16, enabled=short(experiment, batch.frames.device)):
        terms: dict[str, Tensor] = objective(*shared, batch.plain.float().mean(), Draws(random, team.rank, team.size))
    optimizer.zero_grad(set_to_none=True)
    terms["loss"].backward()  # type: ignore[no-untyped-call]  # torch has no types here
    torch.nn.utils.clip_grad_norm_(objective.parameters(), 1000.0)
    optimizer.step()
    return terms


def short(experiment: Experiment, device: torch.device) -> bool:
    """Whether the networks train in bfloat16: several times quicker where the processor multiplies in it."""
    precision = experiment.schedule.precision
    quick = device.type == "cuda" or (torch.backends.cpu.get_cpu_capability() == "AVX512" and torch.cpu._is_avx512_bf16_supported())
    return precision == "bfloat16" or (precision == "auto" and quick)


def known(labels: Tensor, experiment: Experiment, random: torch.Generator) -> Tensor:
    """Zeros for labels that are left open in this step, ones elsewhere: [B, L]."""
    vocabulary = experiment.words
    keep = torch.rand((len(labels), len(vocabulary.names)), generator=random, device=labels.device)
    keep = (keep >= experiment.augmentation.label_dropout).float()
    for name in (*vocabulary.aging, *(part.presence for part in vocabulary.parts)):
        keep[:, vocabulary.names.index(name)] = 1.0
    sizes = torch.tensor([len(label.classes) for label in vocabulary.labels], device=labels.device)
    return keep.repeat_interleave(sizes, dim=1)


def smoothed(heard: Tensor, experiment: Experiment) -> Tensor:
    """Give the neighbours of each velocity class in `heard` [B, L] their share."""
    share, velocities = experiment.augmentation.smoothing, [part.velocity for part in experiment.words.voiced if part.velocity]
    if not velocities or not share:
        return heard
    result = heard.clone()
    for span in map(experiment.words.span, velocities):
        exact = heard[:, span]
        padded = torch.nn.functional.pad(exact, (1, 1))
        spread = (1.0 - 2.0 * share) * exact + share * (padded[:, :-2] + padded[:, 2:])
        result[:, span] = spread * exact.sum(dim=1, keepdim=True) / spread.sum(dim=1, keepdim=True).clamp(min=1e-6)
    return result


def _device(name: str) -> torch.device:
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if name not in ("cpu", "cuda") or (name == "cuda" and not torch.cuda.is_available()):
        raise DeviceError(f"device {name!r} is not here; use auto or cpu")
    return torch.device(name)
