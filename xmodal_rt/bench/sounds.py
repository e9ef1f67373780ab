"""Which sounds of a model show the latency of the instrument rather than the attack that the model has learned."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.synthesis.walk import Guide, Walk

_SETTLED_S = 0.08
_PITCH = 76.0


@dataclass(frozen=True)
class Sounds:
    """What the measurement plays.

    `quick` names a label and the class of it whose notes begin most suddenly, empty when there is no
    choice; `rise_db` is how far below its level at 80 ms its first frame lies. `soft` and `loud` are
    latents of two steady sounds a fifth apart.
    """

    quick: tuple[str, str] | tuple[()]
    rise_db: float
    soft: tuple[float, ...]
    loud: tuple[float, ...]


def choose(model: Checkpoint) -> Sounds:
    """Compare the notes of every class of the labels that neither pitch, dynamics nor age fixes."""
    guide = Guide(model)
    vocabulary = model.config.vocabulary
    fixed = {*(vocabulary.pitch or ()), vocabulary.velocity, vocabulary.ages.label if vocabulary.ages else None}
    middle = {label.name: len(label.classes) // 2 for label in vocabulary.labels}
    best: tuple[str, str] | tuple[()] = ()
    rise_db, values = _rise_db(model, guide, middle), middle
    for label in vocabulary.labels:
        for index, name in enumerate(label.classes if label.name not in fixed else ()):
            tried = {**middle, label.name: index}
            if not best or _rise_db(model, guide, tried) < rise_db:
                best, rise_db, values = (label.name, name), _rise_db(model, guide, tried), tried
    soft, loud = (_steady(guide, guide.walk(guide.pitched(values, pitch)[0], v)) for pitch, v in ((_PITCH, 10.0), (_PITCH + 7, 127.0)))
    return Sounds(best, rise_db, soft, loud)


def _rise_db(model: Checkpoint, guide: Guide, values: dict[str, int]) -> float:
    levels_db = _levels_db(model, guide.walk(guide.pitched(values, _PITCH)[0], 100.0))
    return float(levels_db[_settled(guide)] - levels_db[0])


def _levels_db(model: Checkpoint, walk: Walk) -> NDArray[np.float64]:
    with torch.inference_mode():
        frames = model.decode_signal(torch.from_numpy(walk.z).to(model.device)).cpu().numpy()
    return np.asarray(10 * np.log10(np.exp(2.0 * frames.astype(np.float64)).sum(axis=1)))


def _settled(guide: Guide) -> int:
    return int(np.argmin(np.abs(guide.times_s - _SETTLED_S)))


def _steady(guide: Guide, walk: Walk) -> tuple[float, ...]:
    return tuple(float(x) for x in walk.z[_settled(guide)])
