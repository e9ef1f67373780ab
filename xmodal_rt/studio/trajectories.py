"""Lines, circles and helices through latent space."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.control.journeys import Course
from xmodal_rt.errors import ParameterError
from xmodal_rt.model.paths import TRAJECTORIES, Trajectory, around, through
from xmodal_rt.settings import within
from xmodal_rt.studio.files import Output
from xmodal_rt.studio.render import Studio

_LINE, _CIRCLE = 2, 3
"""points that give one"""


@dataclass(frozen=True)
class Geometry:
    """A shape, the labels of its points, and its measures.

    Without points it lies around the middle of the model's range; with one, around that; a line may have
    two (its ends), a circle or a helix three (its centre, where it begins, and where it turns to). The rest is drawn at random.
    `size` is that of the range, `turns` 0 the shape's own.
    """

    shape: str
    points: Sequence[str] = ()
    size: float = 0.5
    turns: float = 0.0
    seconds: float = 8.0
    rounds: int = 1
    generations: int = 1
    """files, each drawn anew"""

    def __post_init__(self) -> None:
        within("size", self.size, 0, 2)
        within("turns", self.turns, -1000, 1000)
        within("rounds", self.rounds, 1, 10000)
        within("generations", self.generations, 1, 1000)
        within("seconds of all rounds", self.seconds * self.rounds, 0.1, 3600)


def trajectory(studio: Studio, geometry: Geometry, output: Output) -> None:
    """Follow a shape; each generation is drawn with the seed after that of the one before, and written to a file of its own.

    Raises
    ------
    ParameterError
        If the shape cannot be laid through these points.
    """
    outputs = output.numbered(geometry.generations)
    studio.claim(outputs)
    points = studio.points(geometry.points)
    for number, each in enumerate(outputs):
        seed = studio.settings.seed + number
        shape = _shape(studio, geometry, points, seed)
        studio.lead(Course.along(shape, geometry.seconds, geometry.rounds), each, f"{geometry.shape}, seed {seed}")


def _shape(studio: Studio, geometry: Geometry, points: Sequence[NDArray[np.float32]], seed: int) -> Trajectory:
    centre = points[0] if points else np.array(studio.config.centre, np.float32)
    shape = TRAJECTORIES[geometry.shape](centre, np.array(studio.config.extent(geometry.size), np.float32), seed)
    if geometry.shape == "line" and len(points) == _LINE:
        shape = through(*points)
    elif geometry.shape != "line" and len(points) == _CIRCLE:
        shape = replace(around(*points), along=shape.along, turns=shape.turns)
    elif len(points) > 1:
        raise ParameterError(f"a {geometry.shape} does not take {len(points)} points; give none, one, or two for a line and three else")
    return replace(shape, turns=geometry.turns) if geometry.turns else shape
