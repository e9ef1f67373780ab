"""One label: its classes, and the numbers that stand for what it says."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError

NOTHING = "none"
"""what a binary label says when no class of it holds"""
MOST_BINARY = 12


@dataclass(frozen=True)
class Label:
    """One label and the names of its classes, in order.

    One class of it holds, and the class's index is the label's value. Of a `binary` label any of the classes
    hold, each by itself: vibrato, mute, both, neither. Its value has one bit for each of them, the first
    the lowest.
    """

    name: str
    classes: tuple[str, ...]
    binary: bool = False

    def __post_init__(self) -> None:
        if self.binary and len(self.classes) > MOST_BINARY:
            raise ParameterError(f"binary label {self.name!r} has {len(self.classes)} classes; use at most {MOST_BINARY}, or two labels")

    @property
    def values(self) -> int:
        """How many values the label has."""
        return 1 << len(self.classes) if self.binary else len(self.classes)

    def index(self, value: str | float) -> int:
        """Value of a class name (any case) or of a class number; of a binary label, of some names joined by +.

        Where classes are called by whole numbers, as octaves are, a number is such a name; else it counts
        the values from 0.

        >>> Label("octave", ("2", "3", "4")).index(4), Label("dynamics", ("pp", "mf", "ff")).index(1)
        (2, 1)
        >>> Label("technique", ("vibrato", "mute", "flutter"), binary=True).index("flutter+vibrato")
        5

        Raises
        ------
        ParameterError
            If there is no such class.
        """
        name = value if isinstance(value, str) else f"{value:g}"
        if self.binary and not name.isdecimal():
            return sum(1 << i for i in {self._class(part) for part in name.split("+")}) if name.lower() != NOTHING else 0
        return self._class(name)

    def _class(self, name: str) -> int:
        for i, known in enumerate(self.classes):
            if known.lower() == name.lower():
                return i
        if not name.isdecimal() or len(name) > 6 or any(known.isdecimal() for known in self.classes):
            raise ParameterError(f"{self.name} has no class {name[:32]!r}; use one of {', '.join(self.classes)}")
        if int(name) >= self.values:
            raise ParameterError(f"{self.name} has no class {name[:32]}; use 0 to {self.values - 1}")
        return int(name)

    def word(self, value: int) -> str:
        """Name of a value; the inverse of `index`."""
        if not self.binary:
            return self.classes[value]
        return "+".join(name for i, name in enumerate(self.classes) if value >> i & 1) or NOTHING

    def vectors(self) -> NDArray[np.float32]:
        """Vectors [values, classes] of all values: 1 for the class that holds, of a binary label -1 for those that do not.

        A vector of zeros is that of a label of which nothing is known.
        """
        if not self.binary:
            return np.eye(len(self.classes), dtype=np.float32)
        bits = np.arange(self.values)[:, None] >> np.arange(len(self.classes)) & 1
        return (2 * bits - 1).astype(np.float32)

    def likeliest(self, told: NDArray[Any]) -> NDArray[np.int64]:
        """Values [...] that logits [..., classes] are for; of one whose class holds alone log probabilities do as well."""
        if not self.binary:
            return np.asarray(told.argmax(axis=-1))
        return np.asarray((told > 0) @ (1 << np.arange(len(self.classes))))
