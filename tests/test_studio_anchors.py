"""Anchors in the studio: the same points as on the stage."""

from pathlib import Path

import numpy as np
import pytest

from xmodal_rt.errors import ConfigError
from xmodal_rt.model import anchors
from xmodal_rt.model.checkpoint_config import find, read_config
from xmodal_rt.studio.files import Output
from xmodal_rt.studio.labelled import morph
from xmodal_rt.studio.render import Studio
from xmodal_rt.studio.settings import RenderSettings

A = (1.0, -2.0, 0.5)


@pytest.fixture
def studio(in_folder_of_tone: None) -> Studio:
    anchors.save(Path("anchors.toml"), {"a": A}, read_config(find("tone")))
    return Studio(RenderSettings(checkpoint="tone", figure=False, anchors=Path("anchors.toml")))


def test_words_are_anchors_the_centre_or_labels_that_go_on_from_those_before(studio: Studio) -> None:
    a, centre, first, second = studio.points(["a", "centre", "C4 ff piano", "D4"])
    np.testing.assert_allclose(a, A)
    np.testing.assert_allclose(centre, (0.05, -3.5, 0.55), atol=1e-6)
    np.testing.assert_allclose(first, ((60 - 64) / 8, -1.5, 0.8), atol=1e-5)
    np.testing.assert_allclose(second, ((62 - 64) / 8, -1.5, 0.8), atol=1e-5)


def test_a_morph_goes_from_anchor_to_labels(studio: Studio) -> None:
    morph(studio, ["a", "A4 ff piano"], Output.named(Path("out.wav")), 0.2, 1)
    rows = [line.split(",") for line in Path("out.csv").read_text().splitlines()]
    first = rows[0].index("z0")
    z = np.array([[float(x) for x in row[first:]] for row in rows[1:] if row[1] in ("join", "step")])
    np.testing.assert_allclose(z[0], A, atol=1e-3)
    np.testing.assert_allclose(z[-1], ((69 - 64) / 8, -1.5, 0.8), atol=1e-3)
    assert np.ptp(np.diff(z, axis=0), axis=0).max() < 1e-3


def test_anchors_of_another_model_are_refused(studio: Studio) -> None:
    Path("anchors.toml").write_text("checkpoint = 'other'\n[anchors]\n")
    with pytest.raises(ConfigError, match="use that checkpoint"):
        studio.points(["C4"])
