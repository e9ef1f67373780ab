"""Pictures of an evaluation: confusions, reconstructions beside their originals, the latent plane."""

from pathlib import Path

import matplotlib
import numpy as np
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from train.dataset import NEPER_DB, Dataset
from train.evaluation.decoded import Classes
from train.evaluation.measures import confusion
from train.evaluation.report import Evaluation
from train.models import CrossModalVAE

matplotlib.use("Agg")
RANGE_DB = 80.0
POINTS = 6000
ACROSS = 3


def draw(evaluation: Evaluation, folder: Path) -> list[Path]:
    """Write ``confusion.png``, ``reconstruction.png`` and ``latent.png`` into `folder` and return them."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {
        "confusion": confusions(evaluation.dataset, evaluation.decoded.heard, evaluation.known),
        "reconstruction": reconstructions(evaluation.model, evaluation.dataset, evaluation.rows),
        "latent": latents(evaluation.model, evaluation.dataset, evaluation.rows),
    }
    for name, figure in drawn.items():
        figure.savefig(folder / f"{name}.png", dpi=110, bbox_inches="tight")
    return [folder / f"{name}.png" for name in drawn]


def confusions(dataset: Dataset, found: Classes, known: Classes) -> Figure:
    """One matrix per label: shares of each true class (row) among what was heard (column)."""
    tables = confusion(dataset.vocabulary, found, known)
    lines = -(-len(tables) // ACROSS)
    figure = Figure((5 * ACROSS, 5.4 * lines), layout="constrained")
    places = figure.subplots(lines, ACROSS, squeeze=False).ravel()
    for axes in places[len(tables) :]:
        axes.set_axis_off()
    for axes, (name, table) in zip(places, tables.items(), strict=False):
        counts = np.array(table["counts"], np.float64)
        share = 100 * counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
        axes.imshow(share, cmap="Blues", vmin=0, vmax=100)
        for y, x in np.argwhere(share >= 0.5):
            axes.text(x, y, f"{share[y, x]:.0f}", ha="center", va="center", fontsize=7, color="white" if share[y, x] > 60 else "black")
        axes.set_xticks(range(len(counts)), table["classes"], rotation=90)
        axes.set_yticks(range(len(counts)), table["classes"])
        axes.set(title=f"{name}, %", xlabel="heard", ylabel="played")
    return figure


def reconstructions(model: CrossModalVAE, dataset: Dataset, rows: NDArray[np.int64]) -> Figure:
    """Spectrogram of one note per instrument: as recorded, through the signal's latents, and from its labels alone."""
    notes = _examples(dataset, rows)
    figure = Figure((11, 2.2 * len(notes)), layout="constrained")
    for line, (title, note) in zip(figure.subplots(len(notes), 3, squeeze=False, sharex="row", sharey=True), notes.items(), strict=True):
        mine = rows[(dataset.note[rows] == note) & (dataset.time_s[rows] >= 0)]
        mine = mine[np.argsort(dataset.time_s[mine], kind="stable")]
        batch, moments = dataset.batch(mine), dataset.time_s[np.sort(mine)]
        with torch.inference_mode():
            mu = torch.lerp(model.encode_symbol(batch.below)[0], model.encode_symbol(batch.above)[0], batch.toward)
            frames = (batch.frames, model.decode_signal(model.encode_signal(batch.frames)[0]), model.decode_signal(mu))
        top = NEPER_DB * float(batch.frames.max())
        for axes, part, name in zip(line, frames, ("recorded", "rebuilt", "played from its labels"), strict=True):
            _spectrogram(axes, dataset, moments, part.numpy(), top)
            axes.set_title(f"{title}, {name}", fontsize=9)
    return figure


def latents(model: CrossModalVAE, dataset: Dataset, rows: NDArray[np.int64]) -> Figure:
    """Means of q(z | signal) on their first two principal components, by instrument and by pitch."""
    heard = rows[~dataset.silent[rows] & (dataset.time_s[rows] >= 0)]
    heard = np.sort(np.random.default_rng(0).permutation(heard)[:POINTS])
    with torch.inference_mode():
        z = model.encode_signal(dataset.batch(heard).frames)[0].double().numpy()
    centred = z - z.mean(axis=0)
    _, values, axes_of = np.linalg.svd(centred, full_matrices=False)
    plane, share = centred @ axes_of[:2].T, 100 * values[:2] ** 2 / np.square(values).sum()
    figure = Figure((12, 5.2), layout="constrained")
    left, right = figure.subplots(1, 2)
    balance = dataset.label(dataset.experiment.balance)[dataset.note[heard]]
    names = dataset.vocabulary.label(dataset.experiment.balance).classes
    colours = matplotlib.colormaps["tab10" if len(names) <= 10 else "tab20"]
    for i, name in enumerate(names):
        left.scatter(*plane[balance == i].T, s=3, color=colours(i % colours.N), label=name)
    left.legend(markerscale=4, fontsize=8)
    midi = np.array([np.nan if n["midi"] is None else n["midi"] for n in dataset.notes], np.float64)[dataset.note[heard]]
    figure.colorbar(right.scatter(*plane.T, s=3, c=midi, cmap="viridis"), ax=right, label="MIDI pitch")
    for axes in (left, right):
        axes.set(xlabel=f"first component, {share[0]:.0f} % of the variance", ylabel=f"second, {share[1]:.0f} %")
    return figure


def _examples(dataset: Dataset, rows: NDArray[np.int64]) -> dict[str, int]:
    """One note of each instrument: that in the middle of its pitches."""
    balance, there = dataset.label(dataset.experiment.balance), np.unique(dataset.note[rows])
    found = {}
    for i, name in enumerate(dataset.vocabulary.label(dataset.experiment.balance).classes):
        mine = sorted(there[balance[there] == i], key=lambda n: dataset.notes[n]["midi"] or 0)
        if mine:
            found[name] = int(mine[len(mine) // 2])
    return found


def _spectrogram(axes: Axes, dataset: Dataset, time_s: NDArray[np.float32], frames: NDArray[np.float32], top_db: float) -> None:
    analysis = dataset.experiment.analysis
    hz = np.arange(analysis.linear_bins) * analysis.resolution_hz
    level = NEPER_DB * frames[:, : analysis.linear_bins].T
    axes.pcolormesh(time_s, hz / 1000, level, vmin=top_db - RANGE_DB, vmax=top_db, cmap="magma", shading="nearest", rasterized=True)
    axes.set(xlabel="s", ylabel="kHz")
