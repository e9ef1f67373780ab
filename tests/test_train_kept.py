"""Figures of a later evaluation find their place in a model card, or leave it as it is."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from train.card import beside
from train.kept import keep
from xmodal_rt.errors import CheckpointError

CARD = "# tone\n\n## Evaluation\n\nOld figures.\n\n## Limits\n\n* Sine waves.\n"


def test_figures_stand_between_the_headings(tone_folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(tone_folder, tmp_path / "tone")
    (copy / "README.md").write_text(CARD)
    keep(copy, {"checkpoint": "tone"})
    assert (copy / "README.md").read_text() == CARD.replace("Old figures.", "Not evaluated.")


@pytest.mark.parametrize("card", [CARD.replace("## Evaluation", "## Results"), CARD.replace("## Limits", "## Faults"), None])
def test_a_card_without_its_headings_is_left_as_it_is(tone_folder: Path, tmp_path: Path, card: str | None) -> None:
    copy = shutil.copytree(tone_folder, tmp_path / "tone")
    if card:
        (copy / "README.md").write_text(card)
    with pytest.raises(CheckpointError, match=r"lacks the headings '## Evaluation' and '## Limits'.*; add them, in this order"):
        keep(copy, {"round_trip": {"notes": 3}})
    assert (copy / "config.json").read_text() == (tone_folder / "config.json").read_text()
    assert (copy / "README.md").exists() is bool(card)
    assert not card or (copy / "README.md").read_text() == card


def test_a_round_trip_without_instruments_says_nothing_of_them() -> None:
    trip: dict[str, Any] = {"notes": 4, "announced": {"note": 0.5, "instrument": 0.25}, "held": {"note": 0.75, "instrument": 1.0}}
    (said,) = beside({"round_trip": trip})
    assert "it first announces 50.0 % on the right pitch, 25.0 % with the right instrument; over" in said
    for key in ("announced", "held"):
        del trip[key]["instrument"]
    (said,) = beside({"round_trip": trip})
    assert said.endswith("it first announces 50.0 % on the right pitch; over the whole note it hears 75.0 % on the right pitch.")
