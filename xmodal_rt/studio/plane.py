"""Planes through latent space, and the places of the labels on them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError
from xmodal_rt.model.vocabulary import Vocabulary
from xmodal_rt.synthesis.walk import Guide

MOST_PLACES = 5000
Latents = NDArray[np.float32]


@dataclass(frozen=True)
class Plane:
    """A plane through `origin` [D] along two perpendicular `axes` [2, D] of length 1."""

    origin: Latents
    axes: Latents

    def project(self, z: Latents) -> Latents:
        """Places [N, 2] on the plane that are nearest to the latents z [N, D]."""
        return np.asarray((z - self.origin) @ self.axes.T, np.float32)

    def lift(self, xy: Latents) -> Latents:
        """Latents [N, D] of places [N, 2] on the plane."""
        return np.asarray(self.origin + xy @ self.axes, np.float32)


@dataclass(frozen=True)
class Places:
    """Where notes settle: classes [C, labels without ages] and latents z [C, D] of label combinations."""

    vocabulary: Vocabulary
    labels: tuple[str, ...]
    classes: NDArray[np.int64]
    z: Latents

    def means(self, label: str) -> Latents:
        """Mean latents [classes, D] of a label.

        Raises
        ------
        ParameterError
            If there is no such label, time sets it, or its class is fixed.
        """
        if label not in self.labels:
            raise ParameterError(f"there is no label {label!r} with places; use one of {', '.join(self.labels)}")
        column = self.classes[:, self.labels.index(label)]
        if len(set(column.tolist())) < len(self.vocabulary.label(label).classes):
            raise ParameterError(f"the places have not every {label}; fix other labels, or show another one")
        return np.stack([self.z[column == i].mean(axis=0) for i in range(len(self.vocabulary.label(label).classes))])


def places(guide: Guide, fixed: Mapping[str, int] | None = None) -> Places:
    """Find the places of all label combinations, or of those with the classes that are `fixed`; of very many an even choice."""
    vocabulary = guide.vocabulary
    labels = tuple(name for name in vocabulary.names if name not in vocabulary.aging)
    known = {name: index for name, index in (fixed or {}).items() if name in labels}
    sizes = [1 if name in known else len(vocabulary.label(name).classes) for name in labels]
    count = math.prod(sizes)
    chosen = np.unique(np.linspace(0, count - 1, min(count, MOST_PLACES)).astype(np.int64))
    classes = np.stack(np.unravel_index(chosen, sizes), axis=1) + np.array([known.get(name, 0) for name in labels])
    z = np.stack([guide.settled(dict(zip(labels, map(int, row), strict=True))) for row in classes])
    return Places(vocabulary, labels, classes, z)


def principal(points: Latents) -> Plane:
    """Plane through the mean of `points` [K, D] in which they are spread most; axes point where their largest coordinate is positive.

    Raises
    ------
    ParameterError
        If the points lie on one line.
    """
    origin = points.mean(axis=0)
    _, spread, axes = np.linalg.svd((points - origin).astype(np.float64), full_matrices=False)
    if len(spread) < 2 or spread[1] <= 1e-6 * spread[0]:
        raise ParameterError("these points lie on one line; fix fewer labels, or show one with three classes or more")
    largest = np.abs(axes[:2]).argmax(axis=1)
    signs = np.sign(axes[[0, 1], largest])
    return Plane(np.asarray(origin, np.float32), np.asarray(axes[:2] * signs[:, None], np.float32))
