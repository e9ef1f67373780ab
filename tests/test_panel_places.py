"""What the panel's plane is made of."""

import json
from pathlib import Path

import numpy as np
import pytest

from xmodal_rt.errors import ParameterError
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.model.checkpoint_config import find, read_config
from xmodal_rt.model.vocabulary import Label, Vocabulary
from xmodal_rt.settings import ServeSettings
from xmodal_rt.synthesis.walk import Guide
from xmodal_rt.web import places


def test_the_pages_tell_the_latents_of_every_note(tone: Checkpoint, tone_folder: Path) -> None:
    pages = places.prepare(tone_folder, 8)
    told = json.loads(pages["/panel/panel.json"].body)
    assert (told["name"], told["coordinates"], told["voices"]) == ("tone", 3, 8)
    assert [place["name"] for place in told["places"]] == ["flute", "piano"]
    assert told["places"][1]["symbols"] == ["instrument", "piano"]
    assert told["pitches"] == list(range(12, 120))
    latents = np.frombuffer(pages["/panel/places.f32"].body, "<f4").reshape(108, 6, 2, 3)
    labels = {"octave": 4, "pitch_class": 9, "dynamics": 2, "instrument": 1}
    assert latents[69 - 12, 2, 1] == pytest.approx(Guide(tone).settled(labels))


def test_a_mixture_has_a_place_for_each_part_and_one_for_all() -> None:
    found = places.kinds(read_config(find("duo")).vocabulary)
    assert [kind.name for kind in found] == ["flute", "alto_sax", "flute + alto_sax"]
    assert found[1].symbols == ("flute_instrument", "silent", "alto_sax_instrument", "alto_sax")
    assert found[2].symbols == ()  # a note plays one part of it


def test_without_pitch_there_are_no_notes_but_places() -> None:
    vocabulary = Vocabulary((Label("surface", ("wood", "metal", "skin")),))
    assert places.pitches(vocabulary) == []
    assert [kind.symbols for kind in places.kinds(vocabulary)] == [(), (), ()]


@pytest.mark.parametrize("count", [1, 2, 3, 16])
def test_places_lie_on_the_plane_and_apart(count: int, rng: np.random.Generator) -> None:
    means = np.repeat(rng.normal(size=(-(-count // 2), 8)), 2, axis=0)[:count] + 1e-3 * rng.normal(size=(count, 8))
    laid = places.lay_out(means.astype(np.float32))
    assert laid.shape == (count, 2)
    assert np.abs(laid).max() <= 1
    apart = np.abs((laid[:, None] - laid[None]) / (0.7, 0.3))[np.triu_indices(count, 1)]
    assert (np.hypot(*apart.T) > 0.8).all()


def test_the_panel_needs_the_web() -> None:
    with pytest.raises(ParameterError, match="leave out --panel or --no-web"):
        ServeSettings(panel=True, web=False)
