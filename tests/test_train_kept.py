"""Figures of a later evaluation find their place in a model card, or leave it as it is."""

import shutil
from pathlib import Path

import pytest

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
