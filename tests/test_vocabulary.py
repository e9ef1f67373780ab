"""Labels by name and by number, and MIDI pitches as labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xmodal_rt.errors import ParameterError
from xmodal_rt.model.vocabulary import PITCH_CLASSES, Label, Vocabulary

WORDS = Vocabulary(
    (Label("octave", ("0", "1", "2", "3", "4")), Label("pitch_class", PITCH_CLASSES), Label("articulation", ("staccato", "legato"))),
    pitch=("octave", "pitch_class"),
)


@pytest.mark.parametrize(("value", "index"), [("C#", 1), ("c#", 1), (1, 1), (1.0, 1), ("11", 11)])
def test_classes_by_name_and_by_number(value: str | float, index: int) -> None:
    assert WORDS.label("pitch_class").index(value) == index


@pytest.mark.parametrize("value", ["H", -1, 12, 0.5, "-1"])
def test_a_class_that_is_not_there_is_refused_with_those_that_are(value: str | float) -> None:
    with pytest.raises(ParameterError, match=r"use (one of C, C#|0 to 11)"):
        WORDS.label("pitch_class").index(value)


def test_a_name_goes_before_a_number() -> None:
    assert Label("octave", ("2", "3")).index("3") == 1


def test_a_label_that_is_not_there_is_refused() -> None:
    with pytest.raises(ParameterError, match="use one of octave, pitch_class, articulation"):
        WORDS.label("colour")


@given(st.integers(12, 71))
def test_midi_pitches_round_trip(midi: int) -> None:
    assert WORDS.midi(WORDS.pitch_values(midi)) == midi


def test_a_pitch_outside_the_octaves_is_refused() -> None:
    with pytest.raises(ParameterError, match="octave has no class"):
        WORDS.pitch_values(72)


def test_label_vectors_leave_missing_labels_empty() -> None:
    vector = WORDS.encode({"pitch_class": 2, "articulation": 1})
    assert vector.sum() == 2
    assert vector[WORDS.span("pitch_class")].argmax() == 2
    assert not vector[WORDS.span("octave")].any()


def test_plain_data_round_trip() -> None:
    assert Vocabulary.from_dict(WORDS.to_dict()) == WORDS
