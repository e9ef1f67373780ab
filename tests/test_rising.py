"""What a training asks of the dynamics: each class louder and brighter than the one below."""

from typing import Any

import pytest
import torch

from train.config import Sizes
from train.models import CrossModalVAE
from train.rising import BRIGHTER, LOUDER, Rising
from xmodal_rt.model.checkpoint_config import CheckpointConfig

STEPS = torch.arange(6.0)


class Tilted:
    """A sound whose level and slope, in nepers and in nepers per value of a frame, are given for each class of dynamics."""

    def __init__(self, span: slice, size: int, levels: torch.Tensor, slopes: torch.Tensor) -> None:
        self.span, self.k, self.levels, self.slopes = span, torch.arange(float(size)), levels, slopes

    def encode_symbol(self, labels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return labels[:, self.span], torch.zeros(len(labels), 6)

    def decode_signal(self, z: torch.Tensor) -> torch.Tensor:
        return (z @ self.slopes)[:, None] * self.k + (z @ self.levels)[:, None] - 5.0


def notes(about: CheckpointConfig, **values: int) -> torch.Tensor:
    note = {"octave": 4, "pitch_class": 0, "dynamics": 2, "instrument": 0, "age": 2, **values}
    return torch.from_numpy(about.vocabulary.encode(note))[None]


def penalty(about: CheckpointConfig, levels: torch.Tensor, slopes: torch.Tensor, labels: torch.Tensor) -> float:
    model: Any = Tilted(about.vocabulary.span("dynamics"), about.analysis.size, levels, slopes)
    return float(Rising(about.vocabulary, about.analysis)(model, labels))


def test_what_grows_enough_with_every_class_costs_nothing(tone_config: CheckpointConfig) -> None:
    every = torch.cat([notes(tone_config, dynamics=i) for i in range(6)])
    assert penalty(tone_config, 0.2 * STEPS, 0.002 * STEPS - 0.05, every) == 0.0


def test_what_stays_as_it_is_lacks_both_steps(tone_config: CheckpointConfig) -> None:
    found = penalty(tone_config, torch.zeros(6), torch.full((6,), -0.05), notes(tone_config))
    assert found == pytest.approx(LOUDER + BRIGHTER, rel=1e-3)


@pytest.mark.parametrize(("dynamics", "falls"), [(1, False), (2, True), (3, False), (5, False)])
def test_a_fall_is_found_from_the_class_below_it(tone_config: CheckpointConfig, dynamics: int, falls: bool) -> None:
    levels = torch.tensor([0.0, 0.5, 1.0, 0.7, 1.2, 1.7])
    found = penalty(tone_config, levels, 0.002 * STEPS - 0.05, notes(tone_config, dynamics=dynamics))
    assert found > 0.1 if falls else found == 0.0


def test_open_labels_and_silence_ask_for_nothing(tone_config: CheckpointConfig) -> None:
    silent, open_ = notes(tone_config, age=0), notes(tone_config)
    open_[:, tone_config.vocabulary.span("instrument")] = 0.0
    assert penalty(tone_config, -STEPS, torch.zeros(6), torch.cat([silent, open_])) == 0.0


def test_a_network_learns_to_rise(tone_config: CheckpointConfig) -> None:
    torch.manual_seed(1)
    size = tone_config.analysis.size
    sizes = Sizes(latent=4, signal_encoder=8, signal_decoder=16, symbol=16)
    model = CrossModalVAE(torch.linspace(-2.0, -6.0, size), torch.ones(size), tone_config.vocabulary.size, tone_config.analysis, sizes)
    every = torch.cat([notes(tone_config, dynamics=i, instrument=k) for i in range(6) for k in range(2)])
    rising, optimizer = Rising(tone_config.vocabulary, tone_config.analysis), torch.optim.Adam(model.parameters(), 1e-2)
    costs = []
    for _ in range(40):
        optimizer.zero_grad()
        cost = rising(model, every)
        cost.backward()
        optimizer.step()
        costs.append(float(cost.detach()))
    assert costs[0] > 0.02
    assert costs[-1] < 0.2 * costs[0]
