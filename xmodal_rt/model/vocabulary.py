"""Labels and their classes: which words the instrument understands comes from the configuration alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError
from xmodal_rt.model.label import Label
from xmodal_rt.model.parts import SILENT, Part

__all__ = ["PITCH_CLASSES", "SILENT", "Ages", "Label", "Part", "Vocabulary"]

PITCH_CLASSES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")


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
    MIDI velocity sets, `ages` the one that time sets; each may be absent. A mixture has several `parts`,
    each with such labels of its own, and none of them is the vocabulary's; `ages` then says what the
    classes of all their ages mean.
    """

    labels: tuple[Label, ...]
    pitch: tuple[str, str] | None = None
    velocity: str | None = None
    ages: Ages | None = None
    parts: tuple[Part, ...] = ()
    _offsets: dict[str, int] = field(default_factory=dict, compare=False, repr=False)
    _known: dict[str, Label] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        start = 0
        for label in self.labels:
            self._offsets[label.name], self._known[label.name] = start, label
            start += len(label.classes)
        for part in self.voiced:
            roles = {*(part.pitch or ()), *(name for name in (part.presence, part.velocity, part.age) if name)}
            for name in (*part.labels, *roles):
                if self.label(name).binary and name in roles:
                    raise ParameterError(f"label {name!r} sets pitch, dynamics or age, and is binary; let one class of it hold at a time")

    @property
    def size(self) -> int:
        """Length L of a label vector: the classes of all labels."""
        return sum(len(label.classes) for label in self.labels)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the labels, in order."""
        return tuple(label.name for label in self.labels)

    @cached_property
    def voiced(self) -> tuple[Part, ...]:
        """The parts of a mixture, or what is not one as a single part."""
        return self.parts or (Part("", self.names, "", self.pitch, self.velocity, self.ages.label if self.ages else None),)

    def part(self, number: int) -> Part:
        """Return the part of a mixture that has the `number`; where there are no parts, the whole as one, whatever the number."""
        return self.voiced[number if self.parts else 0]

    def alone(self, part: Part) -> "Vocabulary":
        """Return the labels of one part as a vocabulary of its own."""
        ages = replace(self.ages, label=part.age) if self.ages and part.age else None
        return Vocabulary(tuple(self.label(name) for name in part.labels), part.pitch, part.velocity, ages)

    @property
    def aging(self) -> tuple[str, ...]:
        """Labels that time sets."""
        return tuple(part.age for part in self.voiced if part.age is not None)

    @property
    def initial(self) -> dict[str, int]:
        """Labels with which an instrument begins, but for pitch and time: the middle of the dynamics, the first class of the others.

        All parts of a mixture are silent then, each in the middle of its pitches.
        """
        middle = {name for part in self.voiced for name in (*(part.pitch or ()), part.velocity) if name}
        silent = {part.presence for part in self.parts}
        sizes = {label.name: label.values for label in self.labels if label.name not in {*self.aging, *(self.pitch or ())}}
        return {name: n - 1 if name in silent else n // 2 if name in middle else 0 for name, n in sizes.items()}

    def label(self, name: str) -> Label:
        """Return the label called `name`, or raise ParameterError."""
        if not self.names:
            raise ParameterError("this model has no labels; send /xmodal/latent with its coordinates")
        if name not in self._known:
            raise ParameterError(f"there is no label {name!r}; use one of {', '.join(self.names)}")
        return self._known[name]

    def span(self, name: str) -> slice:
        """Where the classes of label `name` stand in a label vector."""
        start = self._offsets[self.label(name).name]
        return slice(start, start + len(self.label(name).classes))

    def encode(self, values: Mapping[str, int]) -> NDArray[np.float32]:
        """Label vector [L] of `values`, zeros where a label is missing."""
        vector = np.zeros(self.size, np.float32)
        for name, value in values.items():
            if self._known[name].binary:
                vector[self.span(name)] = self._known[name].vectors()[value]
            else:
                vector[self._offsets[name] + value] = 1.0
        return vector

    def sounds(self, part: Part, values: Mapping[str, int]) -> bool:
        """Whether the part sounds in `values`."""
        return not part.presence or values.get(part.presence, 0) < len(self.label(part.presence).classes) - 1

    def lead(self, values: Mapping[str, int]) -> Part:
        """Part that notes play: the first that sounds in `values`, or the first of all."""
        return next((part for part in self.voiced if self.sounds(part, values)), self.voiced[0])

    def aged(self, values: Mapping[str, int], age: str = "") -> dict[str, int]:
        """Values of all parts at the age of that name; what is silent says no more than that."""
        now, silence = (None, None) if self.ages is None else (self._age(age or self.ages.silence), self._age(self.ages.silence))
        found: dict[str, int] = {}
        for part in self.voiced:
            found |= part.aged(values, self.sounds(part, values), now, silence)
        return found

    def _age(self, name: str) -> int:
        assert self.ages is not None  # only asked for where there are some
        return self.label(self.ages.label).index(name)

    def woken(self, values: Mapping[str, int], change: Mapping[str, int]) -> dict[str, int]:
        """Return the change of `values` with every part of it sounding whose whole pitch it sets, unless it says otherwise."""
        set_ = [part for part in self.parts if part.pitch and set(part.pitch) <= set(change) and not self.sounds(part, values)]
        return {**{part.presence: 0 for part in set_}, **change}

    def pitch_values(self, midi: int, part: Part | None = None) -> dict[str, int]:
        """Class indices of the pitch labels for a MIDI note number (60 is C4), those of the first part if not of another.

        Raises
        ------
        ParameterError
            If the vocabulary has no pitch, or not this octave.
        """
        pitch = (part or self.voiced[0]).pitch
        if pitch is None:
            instead = "/xmodal/symbol with its own labels" if self.names else "/xmodal/latent with its coordinates"
            raise ParameterError(f"this model has no pitch labels; send {instead}")
        octave, pitch_class = pitch
        return {octave: self.label(octave).index(str(midi // 12 - 1)), pitch_class: midi % 12}

    def midi(self, values: Mapping[str, int], part: Part | None = None) -> int:
        """MIDI note number of the pitch labels in `values`; the inverse of `pitch_values`."""
        pitch = (part or self.voiced[0]).pitch
        if pitch is None:
            raise ParameterError("this checkpoint has no pitch labels; read its own labels instead")
        octave, pitch_class = pitch
        return (int(self.label(octave).classes[values[octave]]) + 1) * 12 + values[pitch_class]

    def to_dict(self) -> dict[str, Any]:
        """Plain data for a checkpoint's config.json."""
        ages = self.ages and {
            "label": self.ages.label, "silence": self.ages.silence, "release": self.ages.release, "times_s": dict(self.ages.times_s),
        }  # fmt: skip
        binary = {label.name: {"binary": True} for label in self.labels if label.binary}
        return {
            "labels": [{"name": label.name, "classes": list(label.classes), **binary.get(label.name, {})} for label in self.labels],
            "pitch": self.pitch and list(self.pitch),
            "velocity": self.velocity,
            "ages": ages,
            **({"parts": [part.to_dict() for part in self.parts]} if self.parts else {}),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Vocabulary":
        """Inverse of `to_dict`."""
        ages = data.get("ages")
        pitch = data.get("pitch")
        return cls(
            labels=tuple(Label(item["name"], tuple(item["classes"]), bool(item.get("binary", False))) for item in data["labels"]),
            pitch=(pitch[0], pitch[1]) if pitch else None,
            velocity=data.get("velocity"),
            ages=Ages(**ages) if ages else None,
            parts=tuple(Part.from_dict(item) for item in data.get("parts", ())),
        )
