"""Named points of a latent space, their mixture, and the file that keeps them."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xmodal_rt.control.anchors import SAVE_AFTER_S, Anchors
from xmodal_rt.errors import ConfigError, ParameterError
from xmodal_rt.model import anchors
from xmodal_rt.model.anchors import MAX_ANCHORS, mix
from xmodal_rt.model.checkpoint_config import CheckpointConfig

Z = (0.5, -2.0, 1 / 3)


def test_what_was_named_is_there_again_to_the_last_bit(tone_config: CheckpointConfig, tmp_path: Path) -> None:
    path = tmp_path / "anchors.toml"
    kept = Anchors(path, tone_config)
    kept.put("soft", Z, 10.0)
    kept.put("loud-2", (1e-9, -1e30, 5.0), 10.1)
    assert not path.exists()
    assert kept.due_s == 10.0 + SAVE_AFTER_S
    kept.save()
    again = Anchors(path, tone_config)
    assert again.names == ("soft", "loud-2")
    assert (again.point("soft"), again.point("loud-2")) == (Z, (1e-9, -1e30, 5.0))
    kept.delete("soft", 20.0)
    kept.save()
    assert Anchors(path, tone_config).names == ("loud-2",)
    assert [left.name for left in tmp_path.iterdir()] == ["anchors.toml"]


def test_without_a_file_nothing_is_saved(tone_config: CheckpointConfig) -> None:
    kept = Anchors(None, tone_config)
    kept.put("soft", Z, 1.0)
    assert kept.due_s == float("inf")


def test_a_file_that_cannot_be_written_is_told_once(tone_config: CheckpointConfig, tmp_path: Path) -> None:
    kept = Anchors(tmp_path / "gone" / "anchors.toml", tone_config)
    kept.put("soft", Z, 1.0)
    with pytest.raises(ConfigError, match="in a folder that is yours"):
        kept.save()
    kept.save()


def test_no_more_than_so_many_are_named(tone_config: CheckpointConfig) -> None:
    kept = Anchors(None, tone_config)
    for n in range(MAX_ANCHORS):
        kept.put(f"a{n}", Z, 1.0)
    with pytest.raises(ParameterError, match="delete one first"):
        kept.put("another", Z, 1.0)
    kept.put("a0", (1.0, 1.0, 1.0), 1.0)
    assert kept.point("a0") == (1.0, 1.0, 1.0)


@pytest.mark.parametrize("name", ["", "a b", "a" * 33, "now", "heard", "centre", "../x", "ä", 'a"', "a\n"])
def test_other_names_are_refused(name: str, tone_config: CheckpointConfig) -> None:
    with pytest.raises(ParameterError, match="use 1 to 32 letters"):
        Anchors(None, tone_config).put(name, Z, 1.0)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("checkpoint = 'solo5'\n[anchors]\na = [1.0, 2.0, 3.0]", "use that checkpoint"),
        ("model = 'other'\n[anchors]\na = [1.0, 2.0, 3.0]", "of another training of tone; bring"),
        ("[anchors]\na = [1.0, 2.0]", "2 coordinates, not 3"),
        ("[anchors]\na = [1.0, 2.0, nan]", "not 3 numbers"),
        ("[anchors]\na = [1.0, 2.0, 'x']", "damaged"),
        ("[anchors]\na = 3", "damaged"),
        ("[anchors]\n'a b' = [1.0, 2.0, 3.0]", "no name for an anchor"),
        ("anchors = 3", "no table"),
        ("[anchors\n", "cannot be read as TOML"),
    ],
)
def test_a_file_of_another_kind_is_refused(text: str, reason: str, tone_config: CheckpointConfig, tmp_path: Path) -> None:
    path = tmp_path / "anchors.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=reason):
        anchors.read(path, tone_config)


def test_a_file_by_hand_needs_no_more_than_its_points(tone_config: CheckpointConfig, tmp_path: Path) -> None:
    path = tmp_path / "anchors.toml"
    path.write_text("[anchors]\na = [1, 2.5, 3]")
    assert anchors.read(path, tone_config) == {"a": (1.0, 2.5, 3.0)}


def test_points_of_a_model_that_was_trained_again_are_refused(tone_config: CheckpointConfig, tmp_path: Path) -> None:
    path = tmp_path / "anchors.toml"
    anchors.save(path, {"a": Z}, dataclasses.replace(tone_config, hashes={"model.ts": "before"}))
    with pytest.raises(ConfigError, match="of another training of tone"):
        anchors.read(path, dataclasses.replace(tone_config, hashes={"model.ts": "after"}))


def test_a_link_stays_a_link_and_its_file_is_replaced(tone_config: CheckpointConfig, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    link, file = tmp_path / "anchors.toml", tmp_path / "far" / "mine.toml"
    link.symlink_to(file)
    anchors.save(link, {"a": Z}, tone_config)
    assert link.is_symlink()
    assert anchors.read(file, tone_config) == anchors.read(link, tone_config) == {"a": Z}
    assert [left.name for left in (tmp_path / "far").iterdir()] == ["mine.toml"]


def test_the_file_must_have_a_folder(tone_config: CheckpointConfig, tmp_path: Path) -> None:
    anchors.check_file(tmp_path / "anchors.toml", tone_config)
    with pytest.raises(ConfigError, match="no folder to write to"):
        anchors.check_file(tmp_path / "gone" / "anchors.toml", tone_config)


POINTS = st.lists(st.tuples(*[st.floats(-10, 10)] * 3), min_size=1, max_size=5)


@given(POINTS, st.data())
def test_a_mixture_lies_between_its_points_and_only_the_ratio_counts(points: list[tuple[float, float, float]], data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.floats(0.01, 10), min_size=len(points), max_size=len(points)))
    mixed = mix(points, weights)
    for along, z in zip(zip(*points, strict=True), mixed, strict=True):
        assert min(along) - 1e-9 <= z <= max(along) + 1e-9
    assert mix(points, [3 * weight for weight in weights]) == pytest.approx(mixed, abs=1e-9)


@pytest.mark.parametrize("weights", [(0.0, 0.0), (1.0, -1.0)])
def test_weights_that_cancel_each_other_are_refused(weights: tuple[float, float]) -> None:
    with pytest.raises(ParameterError, match="sum to more than 0"):
        mix([Z, Z], weights)
