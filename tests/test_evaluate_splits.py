"""What is held out: nothing of it may stand on the training's side, whatever the kind of split."""

import re
from collections.abc import Callable

import numpy as np
import pytest

from train.splits import Split, frames_held_out, notes_held_out
from xmodal_rt.errors import ConfigError

NOTES = [
    {"name": f"{library}-{pitch}-{take}", "key": f"{library}:{pitch}", "library": library}
    for library in ("studio", "hall", "font")
    for pitch in range(40)
    for take in (1, 2)
]
OWNER = np.repeat(np.arange(len(NOTES), dtype=np.int32), 50)


def kept(split: str, share: float = 0.2, seed: int = 1) -> np.ndarray:
    return Split.parse(split).held_out(NOTES, OWNER, share, seed)


def test_note_split_keeps_all_takes_of_a_note_on_one_side() -> None:
    sides = {side: {NOTES[i]["key"] for i in np.unique(OWNER[kept("note") == side])} for side in (True, False)}
    assert sides[True]
    assert not sides[True] & sides[False]


def test_frame_split_divides_every_note_in_the_share_asked_for() -> None:
    held = kept("frame").reshape(len(NOTES), 50)
    assert held.mean() == pytest.approx(0.2, abs=0.02)
    assert (held.any(axis=1) & ~held.all(axis=1)).all()


def test_library_split_keeps_that_library_and_no_other() -> None:
    held = kept("library:hall")
    assert {NOTES[i]["library"] for i in OWNER[held]} == {"hall"}
    assert "hall" not in {NOTES[i]["library"] for i in OWNER[~held]}


def test_a_note_of_which_nothing_was_trained_is_kept_whole() -> None:
    assert kept("all").all()


@pytest.mark.parametrize("draw", [frames_held_out, notes_held_out])
def test_splits_are_seeded_and_of_the_size_asked_for(draw: Callable[..., np.ndarray]) -> None:
    keys = [f"note {i}" for i in range(4000)]
    owner = (np.arange(4000, dtype=np.int32),) if draw is frames_held_out else ()
    first = draw(keys, *owner, 0.15, 1)
    assert first.mean() == pytest.approx(0.15, abs=0.02)
    assert (draw(keys, *owner, 0.15, 1) == first).all()
    assert (draw(keys, *owner, 0.15, 2) != first).any()


@pytest.mark.parametrize("split", ["frame", "note"])
def test_split_is_the_same_where_only_some_of_the_notes_are_read(split: str) -> None:
    some = [n for n in NOTES if n["library"] != "studio"]
    owner = np.repeat(np.arange(len(some), dtype=np.int32), 50)
    there = Split.parse(split).held_out(some, owner, 0.2, 1)
    studio = np.array([n["library"] == "studio" for n in NOTES])[OWNER]
    assert (there == kept(split)[~studio]).all()


@pytest.mark.parametrize("text", ["frames", "library", "library:", "note:studio", ""])
def test_unknown_splits_are_refused(text: str) -> None:
    with pytest.raises(ConfigError, match=re.escape("use frame, note, library:NAME or all")):
        Split.parse(text)


def test_library_that_is_not_there_is_refused() -> None:
    with pytest.raises(ConfigError, match="use one of font, hall, studio"):
        kept("library:cellar")
