"""The vocabulary of a mixture: the labels of a note, once for each part, and where the vectors of notes stand in its vectors."""

from dataclasses import replace

import torch
from torch import Tensor

from train.config_data import Mixture
from xmodal_rt.errors import ConfigError, ParameterError
from xmodal_rt.model.vocabulary import SILENT, Label, Part, Vocabulary


def vocabulary(note: Vocabulary, balance: str, mixture: Mixture) -> Vocabulary:
    """Return the vocabulary of the mixture; that of a note where nothing is mixed.

    Every part has all labels of a note, under names that begin with its own. Its `balance` label, the
    instrument, has the part's classes alone, and one more: the part is silent.

    Raises
    ------
    ConfigError
        If a part draws from a class that a note does not have.
    """
    if not mixture.parts:
        return note
    known = note.label(balance)
    for name, classes in mixture.parts.items():
        try:
            for word in classes:
                known.index(word)
        except ParameterError as error:
            raise ConfigError(f"part {name!r} of [mixture] cannot be drawn: {error}") from error
    labels = tuple(_named(label, part, balance, mixture) for part in mixture.parts for label in note.labels)
    ages = note.ages and replace(note.ages, label=f"{next(iter(mixture.parts))}_{note.ages.label}")
    return Vocabulary(labels, ages=ages, parts=tuple(_part(note, name, balance) for name in mixture.parts))


def _named(label: Label, part: str, balance: str, mixture: Mixture) -> Label:
    drawn = (label.classes[label.index(word)] for word in mixture.parts[part]) if label.name == balance else ()
    classes = (*drawn, SILENT) if label.name == balance else label.classes
    return replace(label, name=f"{part}_{label.name}", classes=classes)


def _part(note: Vocabulary, name: str, balance: str) -> Part:
    def own(label: str | None) -> str | None:
        return label and f"{name}_{label}"

    pitch = (f"{name}_{note.pitch[0]}", f"{name}_{note.pitch[1]}") if note.pitch else None
    labels = tuple(f"{name}_{label}" for label in note.names)
    return Part(name, labels, f"{name}_{balance}", pitch, own(note.velocity), own(note.ages.label if note.ages else None))


class Placing:
    """Turns the label vectors [B, L] of notes that `part` plays into those [B, K] of the part."""

    def __init__(self, note: Vocabulary, balance: str, whole: Vocabulary, part: Part) -> None:
        self._balance = note.span(balance)
        self.span = slice(whole.span(part.labels[0]).start, whole.span(part.labels[-1]).stop)
        nothing = note.size  # column of zeros, where the class is one that notes do not have
        columns: list[int] = []
        for label, own in zip(note.labels, part.labels, strict=True):
            first = note.span(label.name).start
            words = whole.label(own).classes
            columns += [first + label.classes.index(word) if word in label.classes else nothing for word in words]
        self._columns = torch.tensor(columns)
        silent = torch.from_numpy(whole.encode(whole.aged({part.presence: len(whole.label(part.presence).classes) - 1})))
        self.silent = silent[self.span].clone()
        """vector [K] of the part when it is silent"""
        self._presence = whole.span(part.presence).stop - 1 - self.span.start

    def place(self, vectors: Tensor) -> Tensor:
        """Return the vectors of the part."""
        return torch.cat([vectors, vectors.new_zeros(len(vectors), 1)], dim=1)[:, self._columns]

    def heard(self, vectors: Tensor) -> Tensor:
        """Return what is to be heard of the part: that it is silent, where a note is not heard any more."""
        found = self.place(vectors)
        found[vectors[:, self._balance].sum(dim=1) == 0, self._presence] = 1.0
        return found
