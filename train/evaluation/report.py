"""The figures of one evaluation: of all frames, and apart for each instrument, source and library."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from train.dataset import MISSING, Dataset
from train.evaluation import envelopes, measures, played
from train.evaluation.decoded import decode
from train.models import CrossModalVAE


class Evaluation:
    """The figures of the frames `rows` [N]: of all of them, and apart for each instrument, source and library.

    `as_delivered` gives each library's instruments one gain, where the preparation of the training has
    levelled each of their dynamics.
    """

    def __init__(self, model: CrossModalVAE, dataset: Dataset, rows: NDArray[np.int64], as_delivered: bool = False) -> None:
        self.model, self.dataset, self.rows = model, dataset, rows
        self.vocabulary, self.balance = dataset.vocabulary, dataset.experiment.balance
        self.note = dataset.note[rows]
        self.known = measures.truth(dataset, rows)
        self.played = played.play(model, dataset)
        self.gains_db = dataset.vary.delivered_db if as_delivered else None
        self.decoded = self.delivered = decode(model, dataset, rows, self.gains_db)
        if self.vocabulary.velocity and not as_delivered:
            self.delivered = decode(model, dataset, rows, dataset.vary.delivered_db)
        self.envelopes = envelopes.read(dataset, rows, self.decoded)

    def figures(self) -> dict[str, Any]:
        """Return everything, in the keys that train/evaluation/README.md explains; what nothing was found for is left out."""
        whole = np.ones(len(self.rows), np.bool_)
        classes = self.vocabulary.label(self.balance).classes
        balance = self.dataset.label(self.balance)
        found = {
            "split": split(self.dataset, self.rows),
            "reconstruction": measures.signal(self.decoded.rebuilt, whole),
            "symbol_to_symbol": self.heard(whole, repeated=True),
            "signal_to_symbol": self.heard(whole),
            "symbol_to_signal": measures.signal(self.decoded.played, whole) | self.sounded(np.ones(len(self.dataset.notes), np.bool_)),
            "per_instrument": {name: self.apart(balance == i) for i, name in enumerate(classes) if (balance[self.note] == i).any()},
            "per_octave": self.octaves(),
            "per_age": self.ages(),
            "per_source": self.each("source"),
            "per_library": self.each("library"),
        }
        return {name: without_gaps(part) for name, part in found.items()}

    def heard(self, where: NDArray[np.bool_], repeated: bool = False) -> dict[str, float]:
        """Success ratios over the frames `where` [N], from the signal or, `repeated`, from the symbol itself."""
        found = self.decoded.repeated if repeated else self.decoded.heard
        log_p = self.decoded.repeated_log_p if repeated else self.decoded.heard_log_p
        result = measures.symbol(self.vocabulary, found[where], self.known[where], self.note[where])
        result["log_likelihood"] = float(log_p[where].mean())
        if self.vocabulary.velocity and not repeated:
            delivered = measures.symbol(self.vocabulary, self.delivered.heard[where], self.known[where], self.note[where])
            names = (self.vocabulary.velocity, f"{self.vocabulary.velocity}_within_1")
            result |= {f"{name}_one_gain": delivered[name] for name in names}
        return result

    def sounded(self, notes: NDArray[np.bool_]) -> dict[str, float]:
        """Say how the label combinations of `notes` [notes] sound, and how well these notes' envelopes are followed."""
        combinations = np.ones(0, np.bool_) if self.played is None else self._combinations(notes)
        return {
            **played.tuned(self.played, combinations),
            **played.graded(self.vocabulary, self.played, combinations),
            **envelopes.correlated(self.envelopes, notes[self.envelopes.note]),
        }

    def _combinations(self, notes: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which of the played combinations belong to these notes."""
        assert self.played is not None
        mine = {tuple(row) for row in self.dataset.labels[notes].tolist()}
        return np.array([tuple(row) in mine for row in self.played.combinations.tolist()], np.bool_)

    def each(self, key: str) -> dict[str, dict[str, float]]:
        """Figures apart for each source or library."""
        of = np.array([n[key] for n in self.dataset.notes])
        return {str(name): self.apart(of == name) for name in np.unique(of[np.unique(self.note)])}

    def octaves(self) -> dict[str, dict[str, float]]:
        """Success ratios apart for each octave: low notes are the hard ones."""
        if self.vocabulary.pitch is None:
            return {}
        name = self.vocabulary.pitch[0]
        return self.classed(name, self.dataset.label(name)[self.note])

    def ages(self) -> dict[str, dict[str, float]]:
        """Success ratios apart for each age, and of all frames between onset and release, where there is more to hear than in these."""
        ages = self.vocabulary.ages
        if ages is None:
            return {}
        age = self.known[:, self.vocabulary.names.index(ages.label)]
        label = self.vocabulary.label(ages.label)
        held = (age != MISSING) & (age != label.index(ages.silence)) & (age != label.index(ages.release))
        return {**({"held": self.heard(held)} if held.any() else {}), **self.classed(ages.label, age)}

    def classed(self, name: str, index: NDArray[np.int64]) -> dict[str, dict[str, float]]:
        """Success ratios apart for each class of the label `name`, of which the frames have the `index` [N]."""
        classes = enumerate(self.vocabulary.label(name).classes)
        return {label: self.heard(index == i) for i, label in classes if (index == i).any()}

    def apart(self, notes: NDArray[np.bool_]) -> dict[str, float]:
        """Figures of the notes [notes] alone, in one row."""
        where = notes[self.note]
        transfer = {f"transfer_{name}": value for name, value in measures.signal(self.decoded.played, where).items()}
        own = self.heard(where)
        own["labels_log_likelihood"] = own.pop("log_likelihood")
        return own | measures.signal(self.decoded.rebuilt, where) | transfer | self.sounded(notes)

    def confusion(self) -> dict[str, Any]:
        """Count which class was taken for which."""
        return measures.confusion(self.vocabulary, self.decoded.heard, self.known)


def split(dataset: Dataset, rows: NDArray[np.int64]) -> dict[str, Any]:
    """Say which notes are evaluated."""
    counts = {"held_out_notes": len(np.unique(dataset.note[rows])), "notes": len(dataset.notes), "frames": len(rows)}
    library = {"library": dataset.split.library} if dataset.split.library else {}
    return {"kind": dataset.split.kind, **library, "seed": dataset.experiment.seed, **counts}


def without_gaps(table: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not a number: JSON has no word for it."""
    inner = {name: without_gaps(value) if isinstance(value, dict) else value for name, value in table.items()}
    return {name: value for name, value in inner.items() if value == value}
