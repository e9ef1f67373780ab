"""Ways through latent space: from point to point, and along lines, circles and helices. Live and offline take the same ones.

Labels that are written as words, as in "C#4 mf violin", are read by `label_words.read`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError

Latents = NDArray[np.float32]
Times = NDArray[np.float64]

ORDERS = (0, 1, 3)
_TURNS = 4.0
_AXES = 3
_ROUNDING = 1e-9


def interpolate(points: Latents, step_s: float, order: int, times_s: Times) -> Latents:
    """Latents [N, D] at `times_s` [N] on the way through `points` [K, D], one every `step_s` seconds from 0 s on.

    Order 0 stays at a point until the next is due, 1 goes straight to it, and 3 curves as a Catmull-Rom
    spline: through every point, without a kink. Unlike a natural cubic spline it needs no more than the
    next two points, so a player may name further ones while it sounds and nothing that was heard changes;
    and it never swings far from its points. At both ends it runs straight, so through two points it is
    a line. Before the first point and after the last one the way stands still.

    Raises
    ------
    ParameterError
        If there is no point, or the order is another one, or no time passes between the points.
    """
    if order not in ORDERS:
        raise ParameterError(f"order is {order}; use 0 (steps), 1 (straight lines) or 3 (curves)")
    if points.ndim != 2 or len(points) == 0:
        raise ParameterError("there is no point to go through; name one or more")
    if not step_s > 0:
        raise ParameterError(f"a step is {step_s} s; use more than 0")
    at = np.clip(np.asarray(times_s) / step_s, 0.0, len(points) - 1.0)
    before = np.floor(at + _ROUNDING).astype(np.int64)
    return _between(points.astype(np.float64), before, np.maximum(at - before, 0.0)[:, None], order).astype(np.float32)


def _between(points: Times, before: NDArray[np.int64], x: Times, order: int) -> Times:
    """Points [N, D] at the share x [N, 1] of the way from point `before` [N] to the next."""
    if order == 0:
        return np.asarray(points[before])
    last = len(points) - 1
    lead, tail = 2 * points[0] - points[min(1, last)], 2 * points[last] - points[max(0, last - 1)]
    padded = np.vstack([lead, points, tail, points[last]])
    a, b, c, d = (padded[before + i] for i in range(4))
    if order == 1:
        return np.asarray(b + x * (c - b))
    return np.asarray(b + 0.5 * x * (c - a + x * (2.0 * a - 5.0 * b + 4.0 * c - d + x * (3.0 * (b - c) + d - a))))


@dataclass(frozen=True)
class Trajectory:
    """A helix in latent space; without a way `along` it is a circle, without `first` and `second` a line.

    All are [D]: the middle of it, the two axes of its circle, and the way from the middle to its end. It
    turns `turns` times from its beginning to its end.
    """

    centre: Latents
    first: Latents
    second: Latents
    along: Latents
    turns: float = 1.0

    def at(self, progress: Times) -> Latents:
        """Latents [N, D] after the share `progress` [N] of it, 0 or more; beyond 1 it turns on, and runs back and forth."""
        angle = 2.0 * np.pi * self.turns * np.asarray(progress)[:, None]
        forth = 1.0 - 2.0 * np.abs(1.0 - np.mod(progress, 2.0))[:, None]
        return (self.centre + np.cos(angle) * self.first + np.sin(angle) * self.second + forth * self.along).astype(np.float32)


def line(centre: Latents, extent: Latents, seed: int) -> Trajectory:
    """Line through `centre` [D] in a random direction; it ends `extent` [D] away from it, in the mean square of the coordinates."""
    axis, _, _ = _axes(extent, seed, 1)
    return Trajectory(centre, 0.0 * axis, 0.0 * axis, axis)


def circle(centre: Latents, extent: Latents, seed: int) -> Trajectory:
    """Circle around `centre` [D] in a random plane, with a radius of `extent` [D] in the mean square of the coordinates."""
    first, second, _ = _axes(extent, seed, 2)
    return Trajectory(centre, first, second, 0.0 * first)


def helix(centre: Latents, extent: Latents, seed: int) -> Trajectory:
    """Helix of four turns: the `circle` of the same seed, moved along a third direction, as far as its radius to either side."""
    first, second, along = _axes(extent, seed, _AXES)
    return Trajectory(centre, first, second, along, _TURNS)


TRAJECTORIES: Mapping[str, Callable[[Latents, Latents, int], Trajectory]] = {"line": line, "circle": circle, "helix": helix}


def through(start: Latents, end: Latents) -> Trajectory:
    """Line from `start` [D] to `end` [D]."""
    still, half = np.zeros_like(start), np.float32(0.5)
    return Trajectory(half * (start + end), still, still, half * (end - start))


def around(centre: Latents, first: Latents, second: Latents) -> Trajectory:
    """Circle around `centre` [D] that begins at the point `first` [D] and turns towards the point `second` [D].

    Raises
    ------
    ParameterError
        If the three points lie on one line, and so in no plane of their own.
    """
    a, b = (first - centre).astype(np.float64), (second - centre).astype(np.float64)
    across = b - a * (float(a @ b) / max(float(a @ a), _ROUNDING))
    if min(float(a @ a), float(across @ across)) <= _ROUNDING * float(b @ b):
        raise ParameterError("the three points of a circle lie on one line; use others")
    across *= np.sqrt((a @ a) / (across @ across))
    return Trajectory(centre, a.astype(np.float32), across.astype(np.float32), np.zeros_like(centre))


def _axes(extent: Latents, seed: int, wanted: int) -> Latents:
    """Three random directions [3, D], perpendicular where the coordinates are measured in `extent` [D].

    Each has a root mean square of 1 over the coordinates in that measure. The first ones of a seed are
    the same whatever is `wanted`, so that a line is an axis of the circle of its seed.
    """
    size = len(extent)
    if size < wanted:
        raise ParameterError(f"a space of {size} coordinates has no {wanted} perpendicular directions; use a line or a circle")
    drawn = np.random.default_rng(seed).standard_normal((_AXES, size))
    axes = np.zeros((_AXES, size))
    for i in range(wanted):
        axis = drawn[i] - (axes[:i] @ drawn[i]) @ axes[:i]
        axes[i] = axis / np.linalg.norm(axis)
    return np.asarray(np.sqrt(size) * axes * extent, np.float32)
