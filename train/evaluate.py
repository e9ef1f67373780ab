"""Measures of a model on what its training did not see: reconstruction and both transfers."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from train import export, store
from train.config import Experiment, override
from train.dataset import Dataset
from train.evaluation import baselines as simpler
from train.evaluation import recordings as whole
from train.evaluation import round_trip as again
from train.evaluation import unseen
from train.evaluation.report import Evaluation, without_gaps
from train.models import CrossModalVAE
from train.prepare import prepare
from xmodal_rt.errors import ConfigError
from xmodal_rt.model.checkpoint import load


def run(
    checkpoint: Path, data: Path | None = None, paths: Mapping[str, Path] | None = None, source: str = "notes", pattern: str = "",
    round_trip: int = 0, baselines: int = 0, figures: Path | None = None, recordings: Path | None = None,
    cache: Path = Path("data/prepared"), quiet: bool = False,
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
    round_trip : int
        Label combinations that the instrument plays and the ear hears; 0 for none.
    baselines : int
        Steps for which the baselines are trained, on the frames that the model was trained on; 0 for none.
    figures : Path, optional
        Folder for pictures.
    recordings : Path, optional
        Folder of whole recordings, each beside its score.

    Raises
    ------
    CheckpointError
        If the folder is damaged.
    ConfigError
        If a source is missing, or nothing of it was held out.
    """
    model, trained = export.read(checkpoint)
    placed = override(trained, paths or {})
    experiment = choose(placed, data, source, pattern)
    folder = prepare(experiment, cache, quiet)
    dataset = Dataset(folder, experiment)
    rows = dataset.rows(held_out=True)
    if not len(rows):
        raise ConfigError(f"the split {experiment.split!r} holds out nothing of these sources; evaluate others")
    evaluation = Evaluation(model, dataset, rows, as_delivered=experiment.split == "all")
    found = {"checkpoint": trained.name, **evaluation.figures(), "confusion": evaluation.confusion()}
    found["split"]["left_out_notes"] = len(store.read_skipped(folder))
    if round_trip and trained.vocabulary.pitch:
        found["round_trip"] = without_gaps(again.play(load(checkpoint), dataset, round_trip, quiet))
    if baselines:
        known = override(placed, {source: data}) if data and experiment.split != "all" else placed
        networks = simpler.train(Dataset(prepare(known, cache, quiet), known), baselines, quiet)
        found["baselines"] = without_gaps(simpler.compare(networks, dataset, rows, evaluation.gains_db))
    if recordings:
        found["recordings"] = without_gaps(whole.measure(model, experiment, recordings))
    if figures:
        from train.evaluation.pictures import draw  # matplotlib takes a second

        draw(evaluation, figures)
    return found


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
    """All measures over the frames `rows` [N], ascending, in the keys that DESIGN names."""
    return Evaluation(model, dataset, rows).figures()
