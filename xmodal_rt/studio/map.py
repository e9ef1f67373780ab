"""A map of the latent space: a plane with the labels' places on it, and a walk over it as sound."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.control.journeys import Course
from xmodal_rt.errors import ParameterError
from xmodal_rt.model import label_words
from xmodal_rt.studio.figure import Chart, Regions
from xmodal_rt.studio.files import Output
from xmodal_rt.studio.plane import Places, Plane, places, principal
from xmodal_rt.studio.reading import decode_symbols
from xmodal_rt.studio.render import Studio
from xmodal_rt.studio.settings import check_step

PLANES = ("pca", "means")
_CURVED = 3
_CELLS = 96
_MARGIN = 0.15


def draw_map(studio: Studio, output: Output, plane: str, by: str, at: str, walk: Sequence[str], step_s: float) -> None:
    """Draw the plane, coloured by the label `by`, and walk over it on a curve, from point to point in `step_s` seconds.

    Parameters
    ----------
    studio, output
        Render, and where to.
    plane
        "pca": in which the places of all labels are spread most; "means": in which those of the classes of `by` are.
    by
        A label.
    at
        Words for labels that are fixed: only places with these classes count.
    walk
        Points "X,Y" of the picture; none stands for the places of the classes of `by`, in their order.
    step_s
        In seconds.

    Raises
    ------
    ParameterError
        If there is no such plane or label, or a point is none, or a step too short or too long.
    """
    studio.claim([output])
    if plane not in PLANES:
        raise ParameterError(f"there is no plane {plane!r}; use {' or '.join(PLANES)}")
    check_step(step_s)
    shown = places(studio.guide, label_words.read(studio.vocabulary, at)) if at else studio.places
    means = shown.means(by)
    flat = principal(means if plane == "means" else shown.z)
    points = flat.lift(np.array([_point(word) for word in walk], np.float32) if walk else flat.project(means))
    course = Course.through(points, step_s, _CURVED)
    chart = Chart(flat, shown, by, _regions(studio, flat, shown, by))
    studio.lead(course, output, f"map of {by}{at and f', {at}'}", step_s, chart)


def _point(word: str) -> tuple[float, float]:
    try:
        x, y = (float(part) for part in word.split(","))
    except ValueError:
        x = y = math.nan
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ParameterError(f"{word!r} is no point of the picture; write X,Y, as in 0.5,-1")
    return x, y


def _regions(studio: Studio, plane: Plane, shown: Places, by: str) -> Regions:
    """Which class the symbol decoder reads at each point of the plane, and how sure it is."""
    xy = plane.project(shown.z)
    low, high = xy.min(axis=0), xy.max(axis=0)
    low, high = low - _MARGIN * (high - low), high + _MARGIN * (high - low)
    x, y = (np.linspace(low[i], high[i], _CELLS) for i in (0, 1))
    cells: NDArray[np.float32] = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2).astype(np.float32)
    symbols, column = decode_symbols(studio.model, plane.lift(cells)), studio.vocabulary.names.index(by)
    shape = (_CELLS, _CELLS)
    extent = (float(low[0]), float(high[0]), float(low[1]), float(high[1]))
    return Regions(symbols.classes[:, column].reshape(shape), symbols.probabilities[:, column].reshape(shape), extent)
