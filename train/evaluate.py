"""Measures of a model on what its training did not see: reconstruction and both transfers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from train import export, kept, store
from train.config import Experiment, override
from train.dataset import Dataset
from train.evaluation import baselines, mixed, recordings, round_trip, unseen
from train.evaluation.report import Evaluation, without_gaps
from train.models import CrossModalVAE
from train.prepare import prepare
from xmodal_rt.errors import ConfigError
from xmodal_rt.model.checkpoint import Checkpoint, load


@dataclass(frozen=True)
class Beside:
    """What is asked for beside the measures with which every training ends."""

    round_trip: int = 0
    """label combinations that the instrument plays and the ear hears; 0 for none"""
    baselines: int = 0
    """steps for which the baselines are trained, on the frames that the model was trained on; 0 for none"""
    figures: Path | None = None
    """folder for pictures"""
    recordings: Path | None = None
    """folder of whole recordings, each beside its score"""
    keep: bool = False
    """whether the checkpoint and its card are to record the figures"""


def run(
    checkpoint: Path, data: Path | None = None, paths: Mapping[str, Path] | None = None, source: str = "notes", pattern: str = "",
    cache: Path = Path("data/prepared"), quiet: bool = False, **beside: Any,
) -> dict[str, Any]:  # fmt: skip
    """Evaluate the checkpoint folder on what its own training held out, or on data that no training saw.

    Parameters
    ----------
    checkpoint : Path
        Folder of the checkpoint.
    data : Path, optional
        Folder of its source called `source`, or data that its training never saw: a TOML file with sources, or a
        folder of notes whose file names have the `pattern`. All of its sources if not given.
    paths : mapping of str to Path, optional
        Other places for its sources, by name.
    beside
        Fields of `Beside`.

    Raises
    ------
    CheckpointError
        If the folder is damaged.
    ConfigError
        If a source is missing, or nothing of it was held out, or the figures of some sources were to be kept for all.
    """
    asked = Beside(**beside)
    if asked.keep and data and data.is_dir() and not pattern:
        raise ConfigError("the figures of one source are not those of the checkpoint; leave out DATA to keep those of all")
    model, trained = export.read(checkpoint)
    experiment = choose(override(trained, paths or {}), data, source, pattern)
    folder = prepare(experiment, cache, quiet)
    dataset = Dataset(folder, experiment)
    rows = dataset.rows(held_out=True)
    if not len(rows):
        raise ConfigError(f"the split {experiment.split!r} holds out nothing of these sources; evaluate others")
    if experiment.mixture.parts:
        return mixtures(model, dataset, checkpoint, asked, data)
    evaluation = Evaluation(model, dataset, rows, as_delivered=experiment.split == "all")
    found = {"checkpoint": trained.name, **evaluation.figures(), "confusion": evaluation.confusion()}
    found["split"]["left_out_notes"] = len(store.read_skipped(folder))
    known = override(trained, {**(paths or {}), **({source: data} if data and experiment.split != "all" else {})})
    found |= more(asked, evaluation, load(checkpoint), known, cache, quiet)
    if asked.keep:
        kept.keep(checkpoint, found, data.stem if data else "")
    return found


def mixtures(model: CrossModalVAE, dataset: Dataset, checkpoint: Path, asked: Beside, data: Path | None) -> dict[str, Any]:
    """Evaluate a checkpoint of mixtures, beside which nothing else is measured."""
    if asked.baselines or asked.figures or asked.recordings:
        raise ConfigError(
            f"{checkpoint.name} plays mixtures, for which there are no such measures; leave out what is asked for beside them"
        )
    found = {"checkpoint": dataset.experiment.name, **mixed.measure(model, dataset, dataset.rows(held_out=True))}
    if asked.keep:
        kept.keep(checkpoint, found, data.stem if data else "")
    return found


def more(asked: Beside, evaluation: Evaluation, played: Checkpoint, known: Experiment, cache: Path, quiet: bool) -> dict[str, Any]:
    """Return what is asked for beside the measures; `known` is the experiment of the training, its sources in place."""
    found, dataset = dict[str, Any](), evaluation.dataset
    if asked.round_trip and dataset.vocabulary.pitch:
        found["round_trip"] = round_trip.play(played, dataset, asked.round_trip, quiet)
    if asked.baselines:
        networks = baselines.train(Dataset(prepare(known, cache, quiet), known), asked.baselines, quiet)
        found["baselines"] = baselines.compare(networks, dataset, evaluation.rows, evaluation.gains_db)
    if asked.recordings:
        found["recordings"] = recordings.measure(evaluation.model, dataset.experiment, asked.recordings)
    if asked.figures:
        from train.evaluation.pictures import draw  # matplotlib takes a second

        draw(evaluation, asked.figures)
    return without_gaps(found)


def choose(trained: Experiment, data: Path | None, source: str, pattern: str) -> Experiment:
    """Return the experiment over the sources that are asked for."""
    if data is None:
        return trained
    if data.is_file():
        return unseen.described(trained, data)
    if pattern:
        return unseen.folder(trained, data, pattern)
    known = override(trained, {source: data})
    return replace(known, sources=tuple(s for s in known.sources if s.name == source))


def measure(model: CrossModalVAE, dataset: Dataset, rows: NDArray[np.int64]) -> dict[str, Any]:
    """All measures over the frames `rows` [N], ascending, none if there are none; train/evaluation/README.md explains the keys."""
    if dataset.experiment.mixture.parts:
        return mixed.measure(model, dataset, rows)
    return Evaluation(model, dataset, rows).figures() if len(rows) else {}
