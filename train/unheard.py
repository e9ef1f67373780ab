"""Which notes of a folder a checkpoint was not trained on."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from train import export
from train.config import override
from train.sources import find
from train.splits import Split
from xmodal_rt.errors import ConfigError


def run(checkpoint: Path, folder: Path, source: str = "notes") -> frozenset[str]:
    """Names, without suffix, of the files in `folder` that the training held out, when `folder` stands for its `source`.

    Raises
    ------
    ConfigError
        If the training had no such source, or split its notes by frame, so that it heard a part of each.
    """
    _, experiment = export.read(checkpoint)
    chosen = override(experiment, {source: folder})
    split = Split.parse(experiment.split)
    if split.kind == "frame":
        raise ConfigError(f"{checkpoint.name} was trained on frames of every note; measure a checkpoint whose split is by note or library")
    found = find(replace(chosen, sources=tuple(s for s in chosen.sources if s.name == source)), folder).notes
    table = [{"name": note.name, "key": note.key, "library": note.library} for note in found]
    kept = split.held_out(table, np.arange(len(table), dtype=np.int32), experiment.held_out, experiment.seed)
    return frozenset(note.name for note, is_kept in zip(found, kept, strict=True) if is_kept)
