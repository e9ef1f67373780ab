"""Labels and their classes: which words the instrument understands comes from the configuration alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError

PITCH_CLASSES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")


@dataclass(frozen=True)
class Label:
    """One label and the names of its classes, in order."""

    name: str
    classes: tuple[str, ...]

    def index(self, value: str | float) -> int:
        """Class index of a class name (any case) or of a class number.

        Where classes are called by whole numbers, as octaves are, a number is such a name; else it counts
        the classes from 0.

        >>> Label("octave", ("2", "3", "4")).index(4), Label("dynamics", ("pp", "mf", "ff")).index(1)
        (2, 1)

        Raises
        ------
        ParameterError
            If there is no such class.
        """
        name = value if isinstance(value, str) else f"{value:g}"
        for i, known in enumerate(self.classes):
            if known.lower() == name.lower():
                return i
        if not name.isdecimal() or len(name) > 6 or any(known.isdecimal() for known in self.classes):
            raise ParameterError(f"{self.name} has no class {name[:32]!r}; use one of {', '.join(self.classes)}")
        if int(name) >= len(self.classes):
            raise ParameterError(f"{self.name} has no class {name[:32]}; use 0 to {len(self.classes) - 1}")
        return int(name)


@dataclass(frozen=True)
class Ages:
    """How the `age` label measures time: class of silence, of each time since onset, of the release."""

    label: str
    silence: str
    release: str
    times_s: Mapping[str, float]


@dataclass(frozen=True)
class Vocabulary:
    """All labels of a checkpoint.

    `pitch` names the labels (octave, pitch class) that a MIDI pitch sets, `velocity` the one that a
    MIDI velocity sets, `ages` the one that time sets; each may be absent.
    """

    labels: tuple[Label, ...]
    pitch: tuple[str, str] | None = None
    velocity: str | None = None
    ages: Ages | None = None
    _offsets: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        start = 0
        for label in self.labels:
            self._offsets[label.name] = start
            start += len(label.classes)
        named = [*(self.pitch or ()), *([self.velocity] if self.velocity else []), *([self.ages.label] if self.ages else [])]
        for name in named:
            self.label(name)

    @property
    def size(self) -> int:
        """Length L of a label vector: the classes of all labels."""
        return sum(len(label.classes) for label in self.labels)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the labels, in order."""
        return tuple(label.name for label in self.labels)

    @property
    def initial(self) -> dict[str, int]:
        """Labels with which an instrument begins, but for pitch and time: the middle of the dynamics, the first class of the others."""
        timed = {*(self.pitch or ()), *([self.ages.label] if self.ages else [])}
        sizes = {label.name: len(label.classes) for label in self.labels if label.name not in timed}
        return {name: size // 2 if name == self.velocity else 0 for name, size in sizes.items()}

    def label(self, name: str) -> Label:
        """Return the label called `name`, or raise ParameterError."""
        for label in self.labels:
            if label.name == name:
                return label
        raise ParameterError(f"there is no label {name!r}; use one of {', '.join(self.names)}")

    def span(self, name: str) -> slice:
        """Where the classes of label `name` stand in a label vector."""
        start = self._offsets[self.label(name).name]
        return slice(start, start + len(self.label(name).classes))

    def encode(self, values: Mapping[str, int]) -> NDArray[np.float32]:
        """Label vector [L]: one-hot per label of `values` (class indices), zeros where a label is missing."""
        vector = np.zeros(self.size, np.float32)
        for name, index in values.items():
            vector[self._offsets[name] + index] = 1.0
        return vector

    def pitch_values(self, midi: int) -> dict[str, int]:
        """Class indices of the pitch labels for a MIDI note number (60 is C4).

        Raises
        ------
        ParameterError
            If the vocabulary has no pitch, or not this octave.
        """
        if self.pitch is None:
            raise ParameterError("this checkpoint has no pitch labels; send /xmodal/symbol with its own labels")
        octave, pitch_class = self.pitch
        return {octave: self.label(octave).index(str(midi // 12 - 1)), pitch_class: midi % 12}

    def midi(self, values: Mapping[str, int]) -> int:
        """MIDI note number of the pitch labels in `values`; the inverse of `pitch_values`."""
        if self.pitch is None:
            raise ParameterError("this checkpoint has no pitch labels; read its own labels instead")
        octave, pitch_class = self.pitch
        return (int(self.label(octave).classes[values[octave]]) + 1) * 12 + values[pitch_class]

    def to_dict(self) -> dict[str, Any]:
        """Plain data for a checkpoint's config.json."""
        ages = self.ages and {
            "label": self.ages.label, "silence": self.ages.silence, "release": self.ages.release, "times_s": dict(self.ages.times_s),
        }  # fmt: skip
        return {
            "labels": [{"name": label.name, "classes": list(label.classes)} for label in self.labels],
            "pitch": self.pitch and list(self.pitch),
            "velocity": self.velocity,
            "ages": ages,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Vocabulary":
        """Inverse of `to_dict`."""
        ages = data.get("ages")
        pitch = data.get("pitch")
        return cls(
            labels=tuple(Label(item["name"], tuple(item["classes"])) for item in data["labels"]),
            pitch=(pitch[0], pitch[1]) if pitch else None,
            velocity=data.get("velocity"),
            ages=Ages(**ages) if ages else None,
        )
