"""Figures of a later evaluation, written into the checkpoint and its model card."""

import dataclasses
import json
from pathlib import Path
from typing import Any

from train.card import evaluation
from xmodal_rt.model.checkpoint_config import read_config

BEGIN, END = "## Evaluation\n", "## Limits\n"
PASSING = ("checkpoint", "confusion")
"""figures that are not kept: the name stands there already, and the counts are long"""


def keep(folder: Path, found: dict[str, Any], unseen: str = "") -> None:
    """Record the figures `found` in ``config.json`` and in the card of the checkpoint `folder`.

    Those of data that its training never saw, called `unseen`, stand beside its own; others replace them.

    Raises
    ------
    CheckpointError
        If the checkpoint is damaged.
    """
    about = read_config(folder)
    figures = {name: value for name, value in found.items() if name not in PASSING}
    fresh = {"unseen": {**about.metrics.get("unseen", {}), unseen: figures}} if unseen else figures
    about = dataclasses.replace(about, metrics={**about.metrics, **fresh})
    (folder / "config.json").write_text(json.dumps(about.to_dict(), indent=1) + "\n")
    card = folder / "README.md"
    before, _, rest = card.read_text().partition(BEGIN)
    limits = END + rest.partition(END)[2]
    card.write_text("\n\n".join([before + BEGIN.rstrip(), *evaluation(about.metrics), limits]))
