"""Two processes that torchrun starts train as one does: the same losses and weights, written once."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

import train
from train import fit, losses, state
from train.config import Sizes, Weights
from train.distributed import Team
from train.draws import Draws
from train.models import CrossModalVAE
from xmodal_rt.errors import ConfigError
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.model.vocabulary import Label, Vocabulary

SR = 44100
TOML = """
name = "shared"
balance = "colour"
held_out = 0.25

[vocabulary]
labels = [{ name = "colour", classes = ["dull", "shrill"] }, { name = "size", classes = ["small", "large"] }]

[[sources]]
name = "notes"
path = "nowhere"
pattern = "{colour}__{size}__{take}"

[analysis]
linear_bins = 128
log_bands = 16

[sizes]
latent = 4
signal_encoder = 32
signal_decoder = 32
symbol = 16

[augmentation]
varied = 0.4

[schedule]
steps = 20
batch = 32
lr = 0.01
warmup = 5
log_every = 1
save_every = 10
threads = 1
precision = "float32"
"""


@dataclass(frozen=True)
class Outcome:
    """What a training leaves: its folder, the losses of its log, and the state to resume from."""

    folder: Path
    losses: list[float]
    weights: dict[str, torch.Tensor]
    step: int


def outcome(folder: Path) -> Outcome:
    training = folder.with_name(folder.name + ".training")
    log = EventAccumulator(str(training)).Reload()
    found = torch.load(training / state.FILE, weights_only=True)
    return Outcome(folder, [event.value for event in log.Scalars("train/loss")], found["model"], found["step"])


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("distributed")
    (place / "notes").mkdir()
    (place / "shared.toml").write_text(TOML)
    t = np.arange(SR // 3) / SR
    for i, (colour, size) in enumerate((c, s) for c in ("dull", "shrill") for s in ("small", "large") for _ in range(3)):
        partials = {"dull": 0.3, "shrill": 0.9}[colour] ** np.arange(6)
        waves = np.sin(2 * np.pi * {"small": 880, "large": 220}[size] * np.outer(np.arange(1, 7), t))
        soundfile.write(place / "notes" / f"{colour}__{size}__{i}.wav", 0.2 * partials @ waves, SR)
    return place


@pytest.fixture(scope="module")
def alone(place: Path) -> Outcome:
    data = {"notes": place / "notes"}
    return outcome(fit.run(place / "shared.toml", data, place / "alone", place / "data" / "prepared", device="cpu", quiet=True))


@pytest.fixture(scope="module")
def both(place: Path) -> Outcome:
    torchrun = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    command = [*torchrun, "-m", "xmodal_rt", "train", "shared.toml", "--data", f"notes={place / 'notes'}", "-o", "both"]
    checkout = str(Path(train.__file__).parents[1])
    settings = {**os.environ, "PYTHONPATH": checkout, "OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""}
    done = subprocess.run(command, cwd=place, env=settings, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return outcome(place / "both")


def test_the_losses_are_those_of_one_process(alone: Outcome, both: Outcome) -> None:
    assert len(alone.losses) == len(both.losses) == 20
    assert np.mean(alone.losses[-5:]) < np.mean(alone.losses[:5])
    np.testing.assert_allclose(both.losses, alone.losses, rtol=1e-4)


def test_the_weights_are_those_of_one_process(alone: Outcome, both: Outcome) -> None:
    assert both.step == alone.step == 20
    assert set(both.weights) == set(alone.weights)
    for name, value in alone.weights.items():
        torch.testing.assert_close(both.weights[name], value, rtol=1e-3, atol=1e-4, msg=name)


def test_one_process_writes(both: Outcome) -> None:
    assert {"model.ts", "weights.safetensors", "config.json", "README.md"} <= {path.name for path in both.folder.iterdir()}
    training = sorted(path.name for path in both.folder.with_name("both.training").iterdir())
    assert [name.partition(".")[0] for name in training] == ["events", "state"]


def test_the_shares_of_a_batch_are_the_batch() -> None:
    rows, more = torch.arange(12.0).reshape(6, 2), (torch.arange(6),)
    shares = [Team(rank, 3).share((rows, more)) for rank in range(3)]
    assert [share[0][:, 0].tolist() for share in shares] == [[0, 6], [2, 8], [4, 10]]
    assert torch.cat([share[1][0] for share in shares]).tolist() == [0, 3, 1, 4, 2, 5]
    assert Team().share(rows) is rows
    with pytest.raises(ConfigError, match=r"4 processes cannot share a batch of 6; set .* batch to a multiple of 4"):
        Team(0, 4).share(rows)


def test_the_numbers_of_the_shares_are_those_of_one_process() -> None:
    whole = Draws(torch.Generator().manual_seed(3)).normal(8, 5)
    for rank in range(2):
        assert torch.equal(Draws(torch.Generator().manual_seed(3), rank, 2).normal(4, 5), whole[rank::2])


def test_a_share_without_a_plain_row_counts_as_nothing() -> None:
    torch.manual_seed(5)
    analysis, vocabulary = Analysis(linear_bins=24, log_bands=8), Vocabulary((Label("colour", ("dull", "shrill")),))
    model = CrossModalVAE(torch.zeros(32), torch.ones(32), 2, analysis, Sizes(4, 16, 16, 8))
    views = losses.Views(*torch.randn(3, 8, 32))
    labels = torch.eye(2)[torch.arange(8) // 4]
    plain = torch.arange(8) % 2 == 0  # so that the second of two processes has none
    batch = (views, (labels, labels, torch.zeros(8, 1)), labels, plain)

    def loss_and_slope(team: Team) -> tuple[float, torch.Tensor]:
        random = Draws(torch.Generator().manual_seed(6), team.rank, team.size)
        loss = losses.total(model, vocabulary, Weights(symbol_to_signal=1.0), *team.share(batch), plain.float().mean(), random)["loss"]
        return loss.item(), torch.cat([part.flatten() for part in torch.autograd.grad(loss, list(model.parameters()))])

    (whole, slope), *shares = (loss_and_slope(team) for team in (Team(), Team(0, 2), Team(1, 2)))
    assert np.mean([loss for loss, _ in shares]) == pytest.approx(whole, rel=1e-5)
    torch.testing.assert_close(torch.stack([each for _, each in shares]).mean(dim=0), slope, rtol=1e-4, atol=1e-5)
