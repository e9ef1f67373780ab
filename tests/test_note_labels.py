"""The labels of a note, from the moments that were heard of it."""

import numpy as np
import pytest

from xmodal_rt.listening.note_labels import NoteLabels
from xmodal_rt.model.label import Label
from xmodal_rt.model.vocabulary import PITCH_CLASSES, Vocabulary

DYNAMICS = ("pp", "p", "mf", "f", "ff")
VOCABULARY = Vocabulary(
    (
        Label("octave", ("3", "4", "5")),
        Label("pitch_class", PITCH_CLASSES),
        Label("dynamics", DYNAMICS),
        Label("instrument", ("reed", "bow")),
    ),
    pitch=("octave", "pitch_class"),
    velocity="dynamics",
)


def moment(**p: list[float]) -> np.ndarray:
    """Log probabilities [L] of the labels that are named, even ones of the others."""
    parts = [p.get(label.name, [1 / len(label.classes)] * len(label.classes)) for label in VOCABULARY.labels]
    return np.log(np.concatenate(parts)).astype(np.float32)


def heard(*moments: tuple[float, np.ndarray]) -> dict[str, int]:
    labels = NoteLabels(VOCABULARY)
    for age_s, log_p in moments:
        labels.add(log_p, age_s)
    return dict(zip(VOCABULARY.names, map(int, labels.values(61)), strict=True))


def test_the_pitch_is_that_of_the_note() -> None:
    told = heard((0.0, moment(octave=[0.9, 0.05, 0.05])))
    assert (told["octave"], told["pitch_class"]) == (1, 1)


def test_the_attack_tells_the_instrument() -> None:
    attack, rest = moment(instrument=[0.3, 0.7]), moment(instrument=[0.99, 0.01])
    assert heard((0.0, attack), (0.05, attack), (0.06, rest), (0.09, rest))["instrument"] == 1


@pytest.mark.parametrize(
    ("p", "said"),
    [
        ([0.35, 0.05, 0.05, 0.3, 0.25], "f"),  # pp is likeliest, but far from most of what it may be
        ([0.02, 0.02, 0.02, 0.04, 0.9], "ff"),
        ([0.9, 0.04, 0.02, 0.02, 0.02], "pp"),
    ],
)
def test_the_dynamics_are_the_median_of_what_they_may_be(p: list[float], said: str) -> None:
    assert DYNAMICS[heard((0.0, moment(dynamics=p)))["dynamics"]] == said


def test_moments_that_agree_do_not_make_the_dynamics_surer() -> None:
    unsure = moment(dynamics=[0.35, 0.05, 0.05, 0.3, 0.25])
    assert heard(*((i * 0.005, unsure) for i in range(20))) == heard((0.0, unsure))
