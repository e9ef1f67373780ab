"""The picture of a rendering: its spectrogram, its labels, and its way through latent space."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.model.analysis import Analysis
from xmodal_rt.studio import spectrogram
from xmodal_rt.studio.offline import TRACE_S, Trace
from xmodal_rt.studio.piece import Piece, Span
from xmodal_rt.studio.plane import Places, Plane

_TICKS_HZ = (100, 200, 500, 1000, 2000, 5000, 10000)
_READABLE = 0.012
"""share of the width that a letter needs"""
_PALE = 0.35
_REST_S = 3 * TRACE_S
"""a voice that is not held for so long is elsewhere when it sounds again"""


@dataclass(frozen=True)
class Regions:
    """Classes [rows, columns] that are read on a plane, how sure [rows, columns], and from where to where: left, right, bottom, top."""

    classes: NDArray[np.int64]
    probabilities: NDArray[np.float32]
    extent: tuple[float, float, float, float]


@dataclass(frozen=True)
class Chart:
    """The plane on which a way is drawn, the places on it, and the label whose classes have a colour and a name there."""

    plane: Plane
    places: Places
    by: str
    regions: Regions | None = None


def draw(piece: Piece, y: NDArray[np.float32], sr: int, analysis: Analysis, trace: Trace, chart: Chart) -> bytes:
    """PNG of the sound y [n] of a piece, the spans of its labels, and the ways of its voices on a chart."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11, 5), dpi=80, layout="constrained")
    figure.suptitle(piece.title, fontsize=11)
    grid = figure.add_gridspec(2, 2, width_ratios=(2.0, 1.0), height_ratios=(1.5, 1.0))
    above = figure.add_subplot(grid[0, 0])
    below = figure.add_subplot(grid[1, 0], sharex=above)
    seconds = len(y) / sr
    _draw_spectrogram(above, spectrogram.levels(analysis, y, sr), seconds)
    if all(span.pitch is not None for span in piece.spans):
        _draw_roll(below, piece.spans)
    else:
        _draw_rows(below, piece.spans, seconds)
    below.set(xlabel="seconds", xlim=(0, seconds))
    _draw_way(figure, figure.add_subplot(grid[:, 1]), trace, chart)
    return _png(figure)


def _png(figure: Any) -> bytes:
    """PNG of 256 colours: a quarter of the bytes, and hardly another picture."""
    from PIL import Image

    drawn, out = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="png")
    Image.open(drawn).convert("RGB").quantize(method=Image.Quantize.FASTOCTREE).save(out, format="png", optimize=True)
    return out.getvalue()


def _draw_spectrogram(axes: Any, levels_db: NDArray[np.float32], seconds: float) -> None:
    low, high = np.log2(spectrogram.LOW_HZ), np.log2(spectrogram.HIGH_HZ)
    axes.imshow(levels_db, origin="lower", aspect="auto", extent=(0, seconds, low, high), cmap="magma", interpolation="nearest")
    axes.set_yticks([np.log2(hz) for hz in _TICKS_HZ], [f"{hz // 1000}k" if hz >= 1000 else f"{hz}" for hz in _TICKS_HZ])
    axes.set_ylabel("Hz")
    axes.tick_params(labelbottom=False)


def _draw_roll(axes: Any, spans: Sequence[Span]) -> None:
    """Draw notes at their pitches, each row of the spans in a colour of its own."""
    rows = sorted({span.row for span in spans})
    for number, row in enumerate(rows):
        mine = [span for span in spans if span.row == row and span.pitch is not None]
        axes.barh(
            [span.pitch for span in mine], [span.end_s - span.begin_s for span in mine], left=[span.begin_s for span in mine],
            height=0.8, color=f"C{number % 10}", label=row.replace("_", " "),
        )  # fmt: skip
    axes.set_ylabel("MIDI pitch")
    axes.grid(alpha=0.3)
    axes.legend(loc="upper right", fontsize=7, ncols=len(rows))


def _draw_rows(axes: Any, spans: Sequence[Span], seconds: float) -> None:
    """Draw a strip per row, a colour per word, and the word where it fits."""
    rows = list(dict.fromkeys(span.row for span in spans))
    for number, row in enumerate(rows):
        mine = [span for span in spans if span.row == row]
        words = list(dict.fromkeys(span.word for span in mine))
        for span in mine:
            width = span.end_s - span.begin_s
            color = f"C{words.index(span.word) % 10}"
            axes.barh(number, width, left=span.begin_s, height=0.9, color=color, alpha=_PALE, linewidth=0)
            if width > _READABLE * seconds * (len(span.word) + 1):
                axes.text(span.begin_s + width / 2, number, span.word.replace("_", " "), ha="center", va="center", fontsize=7)
    axes.set_yticks(range(len(rows)), [row.replace("_", " ") for row in rows])
    axes.invert_yaxis()


def _draw_way(figure: Any, axes: Any, trace: Trace, chart: Chart) -> None:
    """Draw the places of the labels on the plane, and over them the way of each voice, from dark to bright as time passes."""
    if chart.regions is not None:
        _draw_regions(axes, chart.regions)
    _draw_places(axes, chart)
    axes.set(xlabel="latent space, first axis", ylabel="second axis")
    way = chart.plane.project(trace.z)
    for voice in np.unique(trace.voices):
        mine = trace.voices == voice
        rests = np.flatnonzero(np.diff(trace.times_s[mine]) > _REST_S) + 1
        axes.plot(*np.insert(way[mine], rests, np.nan, axis=0).T, color="black", linewidth=0.5, alpha=0.4)
    if len(way):
        drawn = axes.scatter(*way.T, c=trace.times_s, s=6, cmap="plasma", linewidths=0, zorder=3)
        figure.colorbar(drawn, ax=axes, label="seconds", location="bottom", shrink=0.6)


def _draw_regions(axes: Any, regions: Regions) -> None:
    from matplotlib.colors import to_rgb

    colors = np.array([to_rgb(f"C{i % 10}") for i in range(int(regions.classes.max()) + 1)])
    strength = _PALE * regions.probabilities[..., None]
    axes.imshow(1 - strength * (1 - colors[regions.classes]), origin="lower", aspect="auto", extent=regions.extent)
    axes.set(xlim=regions.extent[:2], ylim=regions.extent[2:])


def _draw_places(axes: Any, chart: Chart) -> None:
    column = chart.places.classes[:, chart.places.labels.index(chart.by)]
    axes.scatter(*chart.plane.project(chart.places.z).T, c=[f"C{i % 10}" for i in column], s=2, alpha=0.3, linewidths=0)
    box = {"facecolor": "white", "alpha": 0.7, "linewidth": 0, "pad": 1}
    for i, (x, y) in enumerate(chart.plane.project(chart.places.means(chart.by))):
        name = chart.places.vocabulary.label(chart.by).classes[i].replace("_", " ")
        axes.text(x, y, name, color=f"C{i % 10}", fontsize=8, weight="bold", ha="center", va="center", bbox=box, zorder=4)
