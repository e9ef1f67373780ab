"""Ways through latent space, and labels written as words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError
from xmodal_rt.model import label_words
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.model.paths import ORDERS, TRAJECTORIES, around, interpolate, through
from xmodal_rt.model.vocabulary import Label, Vocabulary

STEP_S = 0.25


def points(count: int, seed: int = 1, size: int = 3) -> NDArray[np.float32]:
    return np.random.default_rng(seed).standard_normal((count, size)).astype(np.float32)


@pytest.mark.parametrize("order", ORDERS)
@given(count=st.integers(1, 9), step_s=st.sampled_from([0.01, 1 / 3, 0.7]))
def test_a_way_goes_through_its_points_and_stands_still_outside(order: int, count: int, step_s: float) -> None:
    P = points(count)
    np.testing.assert_allclose(interpolate(P, step_s, order, step_s * np.arange(count)), P, atol=1e-5)
    ends = interpolate(P, step_s, order, np.array([-1.0, count * step_s + 5.0]))
    np.testing.assert_array_equal(ends, P[[0, -1]])


def test_order_0_stays_and_order_1_goes_straight() -> None:
    P, times_s = points(3), np.array([0.1, 0.3]) * STEP_S + np.array([0.0, STEP_S])
    np.testing.assert_array_equal(interpolate(P, STEP_S, 0, times_s), P[:2])
    straight = P[:2] + np.array([[0.1], [0.3]]) * (P[1:] - P[:2])
    np.testing.assert_allclose(interpolate(P, STEP_S, 1, times_s), straight, atol=1e-6)


def test_order_3_has_no_kink_and_knows_only_two_points_ahead() -> None:
    P, h = points(6), 1e-4
    for k in range(1, 5):
        before, at, after = interpolate(P.astype(np.float64), 1.0, 3, np.array([k - h, k, k + h]))
        np.testing.assert_allclose((at - before) / h, (after - at) / h, atol=0.02)
    changed = P.copy()
    changed[4:] += 1
    early = np.linspace(0, 2, 50)
    np.testing.assert_array_equal(interpolate(P, 1.0, 3, early), interpolate(changed, 1.0, 3, early))
    assert np.abs(interpolate(P, 1.0, 3, early + 1) - interpolate(changed, 1.0, 3, early + 1)).max() > 0.01


@pytest.mark.parametrize("order", [1, 3])
def test_between_points_on_a_line_a_way_is_even(order: int) -> None:
    line = np.linspace(0, 1, 5, dtype=np.float32)[:, None] * points(1)
    np.testing.assert_allclose(np.diff(interpolate(line, 1.0, order, np.linspace(0, 4, 33)), 2, axis=0), 0, atol=1e-6)


@pytest.mark.parametrize(
    ("P", "step_s", "order", "told"),
    [(points(2), 1.0, 2, "use 0 .steps., 1"), (points(0), 1.0, 1, "name one or more"), (points(2), 0.0, 1, "use more than 0")],
)
def test_a_way_that_is_none_is_refused(P: NDArray[np.float32], step_s: float, order: int, told: str) -> None:
    with pytest.raises(ParameterError, match=told):
        interpolate(P, step_s, order, np.zeros(1))


@pytest.mark.parametrize("name", TRAJECTORIES)
def test_a_trajectory_is_as_large_as_its_extent_and_has_no_jump(name: str) -> None:
    centre, extent = points(1, size=16)[0], np.linspace(0.1, 2, 16, dtype=np.float32)
    shape = TRAJECTORIES[name](centre, extent, 7)
    z = shape.at(np.linspace(0, 3, 3001))
    radius = np.sqrt(np.mean(np.square((z - centre) / extent), axis=1))
    assert radius.max() == pytest.approx({"line": 1, "circle": 1, "helix": np.sqrt(2)}[name], rel=1e-4)
    assert np.abs(np.diff(radius)).max() < 0.01
    assert np.linalg.norm(np.diff(z, axis=0), axis=1).max() < 0.04 * np.linalg.norm(extent)
    np.testing.assert_array_equal(z, TRAJECTORIES[name](centre, extent, 7).at(np.linspace(0, 3, 3001)))
    assert np.abs(TRAJECTORIES[name](centre, extent, 8).at(np.zeros(1)) - z[:1]).max() > 0.1


def test_a_circle_comes_back_and_keeps_its_distance() -> None:
    z = TRAJECTORIES["circle"](np.zeros(4, np.float32), np.ones(4, np.float32), 3).at(np.linspace(0, 1, 100))
    np.testing.assert_allclose(z[0], z[-1], atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(z, axis=1), 2.0, atol=1e-5)


def test_given_points_are_gone_through() -> None:
    a, b, c = points(3)
    np.testing.assert_allclose(through(a, b).at(np.array([0.0, 1.0])), [a, b], atol=1e-6)
    circle = around(a, b, c)
    np.testing.assert_allclose(circle.at(np.zeros(1))[0], b, atol=1e-6)
    towards = circle.at(np.array([0.01]))[0] - b
    assert towards @ (c - a) > towards @ (b - a) / 2
    with pytest.raises(ParameterError, match="lie on one line; use others"):
        around(a, b, (a + b) / 2)


def test_too_small_a_space_has_no_helix() -> None:
    with pytest.raises(ParameterError, match="use a line or a circle"):
        TRAJECTORIES["helix"](np.zeros(2, np.float32), np.ones(2, np.float32), 0)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("C4 mf piano", {"octave": 4, "pitch_class": 0, "dynamics": 3, "instrument": 1}),
        ("Bb3", {"octave": 3, "pitch_class": 10}),
        ("cb5 f", {"octave": 4, "pitch_class": 11, "dynamics": 4}),
        ("F f", {"pitch_class": 5, "dynamics": 4}),
        ("octave=2 dynamics=FF Flute", {"octave": 2, "dynamics": 5, "instrument": 0}),
    ],
)
def test_words_name_labels(words: str, values: dict[str, int], tone_config: CheckpointConfig) -> None:
    assert label_words.read(tone_config.vocabulary, words) == values


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("C4 E4", "names the octave twice"),
        ("", "names no label; write classes of octave"),
        ("tuba", "no label has a class 'tuba'"),
        ("C9", "octave has no class"),
        ("10ms", "which time sets; leave it out"),
        ("colour=red", "there is no label 'colour'"),
    ],
)
def test_words_that_are_no_labels_are_refused(words: str, told: str, tone_config: CheckpointConfig) -> None:
    with pytest.raises(ParameterError, match=told):
        label_words.read(tone_config.vocabulary, words)


def test_a_word_of_two_labels_needs_the_label() -> None:
    both = Vocabulary((Label("left", ("soft", "hard")), Label("right", ("soft", "loud"))))
    with pytest.raises(ParameterError, match="may mean left or right; write label=soft"):
        label_words.read(both, "soft")
    with pytest.raises(ParameterError, match=r"use classes of left, right; e\.g\. label=class"):
        label_words.read(both, "C4")
    assert label_words.read(both, "left=soft loud") == {"left": 0, "right": 1}
