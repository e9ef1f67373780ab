"""Labels written as words, as a performer types them: "C#4 mf violin"."""

import re

from xmodal_rt.errors import ParameterError
from xmodal_rt.model.vocabulary import Vocabulary

_PITCH = re.compile(r"([A-Ga-g])([#b]?)(-?\d)")
_SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_ACCIDENTALS = {"": 0, "#": 1, "b": -1}


def read(vocabulary: Vocabulary, words: str) -> dict[str, int]:
    """Class indices of the labels that `words` name: pitches (C#4, Bb3), names of classes, and label=class.

    Case counts where it tells two classes apart: F is a pitch class, f may be a dynamic.

    Raises
    ------
    ParameterError
        If a word is no class or several, a label is named twice, or no label at all.
    """
    values: dict[str, int] = {}
    for word in words.split():
        for name, index in _read_word(vocabulary, word).items():
            if name in values:
                raise ParameterError(f"{words!r} names the {name} twice; leave out one of them")
            values[name] = index
    if not values:
        raise ParameterError(f"{words!r} names no label; write classes of {', '.join(vocabulary.names)}")
    return values


def _read_word(vocabulary: Vocabulary, word: str) -> dict[str, int]:
    name, equals, value = word.partition("=")
    if not equals and vocabulary.pitch and (pitch := _PITCH.fullmatch(word)):
        step, accidental, octave = pitch.groups()
        return vocabulary.pitch_values(12 * (int(octave) + 1) + _SEMITONES[step.upper()] + _ACCIDENTALS[accidental])
    found = {name: vocabulary.label(name).index(value)} if equals else _find(vocabulary, word)
    if vocabulary.ages and vocabulary.ages.label in found:
        raise ParameterError(f"{word!r} names the {vocabulary.ages.label}, which time sets; leave it out")
    return found


def _find(vocabulary: Vocabulary, word: str) -> dict[str, int]:
    """Label and class of a word that is the name of one class, in this case of the letters if there is one, else in any."""
    named = [(label.name, i, known) for label in vocabulary.labels for i, known in enumerate(label.classes)]
    exact = [(name, i) for name, i, known in named if known == word]
    found = exact or [(name, i) for name, i, known in named if known.lower() == word.lower()]
    if not found:
        example = "C4 or label=class" if vocabulary.pitch else "label=class"
        raise ParameterError(f"no label has a class {word[:32]!r}; use classes of {', '.join(vocabulary.names)}; e.g. {example}")
    if len(found) > 1:
        raise ParameterError(f"{word!r} may mean {' or '.join(name for name, _ in found)}; write label={word}")
    return dict(found)
