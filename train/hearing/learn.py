"""The fit of the quick network on scenes."""

import math

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F
from tqdm import trange

from train.config import Experiment
from train.dataset import MISSING
from train.hearing.pool import Pool
from train.hearing.scenes import ENDS, RATE, UNSURE, Moments, Scenes
from train.layers import stack
from xmodal_rt.listening import glimpse, newest
from xmodal_rt.listening.glimpse import PANES, SIZE, Glimpse
from xmodal_rt.model.analysis import Array

WIDTH = 320
BATCH = 64
"""scenes, of `ENDS` moments each"""
STEPS = 9000
LR = 2e-3
WEIGHT_DECAY = 0.02
OTHER_LABELS = 0.3
"""weight of each label but the pitch"""
SMOOTHING = 0.1
EQ_DB, RIPPLE_DB, CURVES, RIPPLES = 2.5, 2.0, 5, 24
SHELF = 0.15
"""share of the scenes that lose their lows, as a laptop's microphone does"""


def fit(pool: Pool, experiment: Experiment, steps: int = STEPS, quiet: bool = False) -> nn.Sequential:
    """Train the network for `steps`, its rate on half a cosine down to nothing."""
    torch.manual_seed(experiment.seed)
    spans = newest.spans(experiment.vocabulary)
    network = stack(SIZE, WIDTH, 1, max(span.stop for span in spans.values()))
    optimizer = torch.optim.AdamW(network.parameters(), LR, weight_decay=WEIGHT_DECAY, fused=True)
    scenes, look, colour = Scenes(pool, experiment), Glimpse(RATE), Colour()
    bar = trange(steps, desc="hear", disable=quiet)
    for step in bar:
        rng = np.random.default_rng([experiment.seed, 82, step])
        optimizer.param_groups[0]["lr"] = LR * min(1.0, (step + 1) / 200) * 0.5 * (1.0 + math.cos(math.pi * step / steps))
        moments = scenes.draw(BATCH, rng)
        inputs = glimpse.joined(*colour(*look.parts(moments.y), rng))
        optimizer.zero_grad(set_to_none=True)
        terms = losses(network(torch.from_numpy(inputs)), moments, experiment)
        torch.stack([(1.0 if name == "" else OTHER_LABELS) * value for name, value in terms.items()]).sum().backward()  # type: ignore[no-untyped-call]  # torch has no types here
        optimizer.step()
        if step % 100 == 0:
            bar.set_postfix({name or "pitch": f"{value.item():.3f}" for name, value in terms.items()})
    return network.eval()


def losses(logits: Tensor, moments: Moments, experiment: Experiment) -> dict[str, Tensor]:
    """Mean cross entropies by label; the pitch's is called ""."""
    vocabulary = experiment.vocabulary
    spans = newest.spans(vocabulary)
    pitch = torch.from_numpy(moments.pitch)
    found = {"": F.cross_entropy(logits[:, spans[""]], pitch, ignore_index=UNSURE)}
    for name, span in list(spans.items())[1:]:
        if vocabulary.ages and name == vocabulary.ages.label:
            target, known = soft(moments.age, moments.toward, span.stop - span.start)
        else:
            target, known = shared(moments.labels[:, vocabulary.names.index(name)], span.stop - span.start, name == vocabulary.velocity)
        each = -(target * F.log_softmax(logits[:, span], dim=1)).sum(dim=1)
        found[name] = (each * known).sum() / known.sum().clamp(min=1.0)
    return found


def soft(age: NDArray[np.int64], toward: Array, classes: int) -> tuple[Tensor, Tensor]:
    """Targets [B, classes] between two ages, and which of them are known [B]."""
    low = torch.from_numpy(np.maximum(age, 0))
    way = torch.from_numpy(toward)[:, None]
    target = torch.lerp(F.one_hot(low, classes).float(), F.one_hot((low + 1).clamp(max=classes - 1), classes).float(), way)
    return target, torch.from_numpy((age != MISSING).astype(np.float32))


def shared(index: NDArray[np.int64], classes: int, ordered: bool) -> tuple[Tensor, Tensor]:
    """Targets [B, classes], of which neighbours get a share where the classes are `ordered`, and which of them are known [B]."""
    target = F.one_hot(torch.from_numpy(np.maximum(index, 0)), classes).float()
    if ordered:
        beside = F.pad(target[None], (1, 1), mode="replicate")[0]
        target = (1.0 - 2.0 * SMOOTHING) * target + SMOOTHING * (beside[:, :-2] + beside[:, 2:])
    return target, torch.from_numpy((index != MISSING).astype(np.float32))


class Colour:
    """Microphones and rooms: a smooth curve, a rippled one and missing lows, the same through every window of a scene."""

    def __init__(self) -> None:
        hz = [np.maximum(np.arange(pane.bins) * pane.resolution_hz, 20.0) for pane in PANES]
        places = [np.log(f / 20.0) / np.log(500.0) for f in hz]
        self._bases = [np.concatenate([_cosines(p, CURVES) * EQ_DB, _cosines(p, RIPPLES) * RIPPLE_DB]) for p in places]
        self._octaves = [np.log2(f) for f in hz]

    def __call__(self, spectra: list[Array], slices: Array, rng: np.random.Generator) -> tuple[list[Array], Array]:
        """Colour log amplitudes [B, bins] through each window; the levels [B, SLICES] stay."""
        count = len(slices) // ENDS
        weights = rng.standard_normal((count, CURVES + RIPPLES))
        corner = np.log2(rng.uniform(150.0, 500.0, (count, 1)))
        steep = np.where(rng.random((count, 1)) < SHELF, rng.uniform(3.0, 15.0, (count, 1)), 0.0)
        coloured = []
        for S, base, octaves in zip(spectra, self._bases, self._octaves, strict=True):
            curve_db = weights @ base - steep * np.maximum(corner - octaves, 0.0)
            coloured.append((S + np.repeat(curve_db / 8.685889638, ENDS, axis=0)).astype(np.float32))
        return coloured, slices


def _cosines(place: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    order = np.arange(1, count + 1)[:, None]
    return np.asarray(np.cos(np.pi * order * place) * math.sqrt(2.0 / count))
