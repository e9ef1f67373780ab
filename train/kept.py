"""Figures of a later evaluation, written into the checkpoint and its model card."""

import dataclasses
import json
from pathlib import Path
from typing import Any

from train.card import evaluation
from xmodal_rt.errors import CheckpointError
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
        If the checkpoint is damaged, or its card has no place for the figures; nothing is written then.
    """
    about = read_config(folder)
    figures = {name: value for name, value in found.items() if name not in PASSING}
    fresh = {"unseen": {**about.metrics.get("unseen", {}), unseen: figures}} if unseen else figures
    about = dataclasses.replace(about, metrics={**about.metrics, **fresh})
    card = folder / "README.md"
    text = _renewed(card, about.metrics)
    (folder / "config.json").write_text(json.dumps(about.to_dict(), indent=1) + "\n")
    card.write_text(text)


def _renewed(card: Path, metrics: dict[str, Any]) -> str:
    """Text of the card with these figures between its headings."""
    text = card.read_text() if card.is_file() else ""
    before, begin, rest = text.partition(BEGIN)
    _, end, limits = rest.partition(END)
    if not (begin and end):
        headings = f"{BEGIN.strip()!r} and {END.strip()!r}"
        raise CheckpointError(f"{card} lacks the headings {headings}, between which the figures stand; add them, in this order")
    return "\n\n".join([before + BEGIN.rstrip(), *evaluation(metrics), END + limits])
