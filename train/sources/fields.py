"""From the words that a file name or a table gives to the labels of the vocabulary."""

import re
from collections.abc import Mapping
from pathlib import Path

from train.config import Experiment
from train.config_data import Source
from train.sources.note import Note, Reason, Skipped
from xmodal_rt.errors import ParameterError
from xmodal_rt.model.vocabulary import PITCH_CLASSES, Vocabulary

FIELDS = ("file", "midi", "pitch_name", "velocity", "take", "library", "onset_s", "off_s")
"""fields that are no labels; a label of the same name goes before"""


def note(fields: Mapping[str, str], path: Path, source: Source, experiment: Experiment) -> Note | Skipped:
    """Make a note from its fields, or say why it is none; the words of `source` are translated, its word for missing left out."""
    words = {name: source.words.get(word, word) for name, word in fields.items()}
    words = {name: word for name, word in words.items() if word not in ("", source.missing)}
    try:
        midi = _midi(words)
        labels = _labels(words, midi, experiment.vocabulary)
        onset_s, off_s = (float(words[name]) if name in words else None for name in ("onset_s", "off_s"))
    except ValueError as error:  # ParameterError is one too
        return Skipped(source.name, place(path, source), Reason.VOCABULARY, str(error))
    library = words.get("library") or _library(words.get("take", ""), source)
    return Note(source.name, library, path.stem, path, labels, midi, onset_s=onset_s, off_s=off_s, file=place(path, source))


def place(path: Path, source: Source) -> str:
    """Path of a file as a list names it: below the source's own, where it is."""
    return (path.relative_to(source.path) if path.is_relative_to(source.path) else path).as_posix()


def _labels(words: Mapping[str, str], midi: int | None, vocabulary: Vocabulary) -> dict[str, int]:
    """Class indices of the labels that `words` give; what the pitch and the velocity say goes before."""
    labels = {name: vocabulary.label(name).index(words[name]) for name in vocabulary.names if name in words}
    if vocabulary.velocity and "velocity" in words and vocabulary.velocity not in words:
        steps = len(vocabulary.label(vocabulary.velocity).classes)
        labels[vocabulary.velocity] = min(max(int(float(words["velocity"]) / 127 * steps), 0), steps - 1)
    if midi is not None and vocabulary.pitch:
        labels |= vocabulary.pitch_values(midi)
    return labels


def _midi(words: Mapping[str, str]) -> int | None:
    """MIDI pitch from a number, or from a name such as C#4 (60 is C4), or None where the fields give neither."""
    if "midi" in words:
        return round(float(words["midi"]))
    if "pitch_name" not in words:
        return None
    match = re.fullmatch(r"([A-Ga-g])([#b♯♭]?)(-?\d+)", words["pitch_name"])
    if match is None:
        raise ParameterError(f"{words['pitch_name']!r} is no pitch; write it as C#4")
    shift = {"": 0, "#": 1, "♯": 1, "b": -1, "♭": -1}[match[2]]
    return 12 * (int(match[3]) + 1) + PITCH_CLASSES.index(match[1].upper()) + shift


def _library(take: str, source: Source) -> str:
    for library in source.libraries:
        if take.startswith(library):
            return library
    return take.split("-")[0] or source.name
