"""One argument of an OSC message: its range, and the check of a value that came from outside."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from xmodal_rt.errors import ParameterError
from xmodal_rt.osc.codec import Value

HUGE = 1e6
"""No parameter is of this size: such a number is a mistake, and is refused where a smaller one is clipped."""


@dataclass(frozen=True)
class Argument:
    """Name, type and range of an argument; `type` "class" takes the name of a class or its number.

    One with a `default` may be left out; for a state the default is also its value at the start.
    """

    name: str
    type: Literal["int", "float", "string", "class"]
    low: float = -HUGE
    high: float = HUGE
    unit: str = ""
    default: float | str | None = None
    clip: bool = False
    """a value out of range is moved to the nearest end, else it is refused"""

    @property
    def range(self) -> str:
        """The range in words, empty for text and where only the type limits it."""
        if self.type in ("string", "class") or self.high >= HUGE:
            return ""
        return self._limits

    @property
    def _limits(self) -> str:
        return f"{self.low:.10g} to {self.high:.10g}"

    def accept(self, value: Value, remarks: list[str]) -> float | str:
        """Return the value as the instrument takes it; a clipped one leaves a remark.

        Raises
        ------
        ParameterError
            If the value has the wrong type, is not finite, or is out of a range that does not clip.
        """
        if isinstance(value, bytes) or (isinstance(value, str) and self.type in ("int", "float")):
            raise ParameterError(f"{self.name} is {_shown(value)}; send a number")
        if isinstance(value, str):
            return value
        if self.type == "string":
            raise ParameterError(f"{self.name} is {value:g}; send a name")
        return self._in_range(self._number(float(value)), remarks)

    def _number(self, value: float) -> float:
        if not math.isfinite(value) or (abs(value) > HUGE and self.high <= HUGE):
            raise ParameterError(f"{self.name} is {value:g}; send {self._limits}")
        if self.type == "int" and value != int(value):
            raise ParameterError(f"{self.name} is {value:g}; send a whole number")
        return value

    def _in_range(self, value: float, remarks: list[str]) -> float:
        if self.low <= value <= self.high:
            return value
        if not self.clip:
            raise ParameterError(f"{self.name} is {value:g}; send {self._limits}")
        nearest = min(max(value, self.low), self.high)
        remarks.append(f"{self.name} is {value:g}, clipped to {nearest:g}; send {self._limits}")
        return nearest


def accept_all(
    arguments: Sequence[Argument], rest: Sequence[Argument], values: Sequence[Value]
) -> tuple[tuple[float | str, ...], tuple[str, ...]]:
    """Check all `values` of a message against its `arguments`, then any number of times against the group `rest`.

    Returns
    -------
    tuple
        The values as the instrument takes them, defaults filled in; and remarks, one per clipped value.

    Raises
    ------
    ParameterError
        If one is refused, or there are too few or too many.
    """
    remarks: list[str] = []
    fixed = [argument.accept(value, remarks) for argument, value in zip(arguments, values, strict=False)]
    for argument in arguments[len(values) :]:
        if argument.default is None:
            raise ParameterError(f"{argument.name} is missing; send {_names(arguments, rest)}")
        fixed.append(argument.default)
    behind = values[len(arguments) :]
    if behind and not rest:
        raise ParameterError(f"{len(values)} arguments are too many; send {_names(arguments, rest) or 'none'}")
    return (*fixed, *_accept_rest(rest, behind, remarks)), tuple(remarks)


def _accept_rest(rest: Sequence[Argument], values: Sequence[Value], remarks: list[str]) -> Sequence[float | str]:
    if not rest:
        return ()
    if not values or len(values) % len(rest):
        raise ParameterError(f"{len(values)} arguments do not make whole groups; send {_names((), rest)}")
    if len(rest) == 1 and _plain(rest[0], values):
        return values  # type: ignore[return-value]  # _plain saw that all are numbers
    return [rest[i % len(rest)].accept(value, remarks) for i, value in enumerate(values)]


def _plain(argument: Argument, values: Sequence[Value]) -> bool:
    """Whether all values are floats within the range: the quick way for a long stream of coordinates."""
    if argument.type != "float" or set(map(type, values)) != {float}:
        return False
    numbers: Sequence[float] = values  # type: ignore[assignment]  # seen in the line above
    return math.isfinite(sum(numbers)) and argument.low <= min(numbers) and max(numbers) <= argument.high


def _names(arguments: Sequence[Argument], rest: Sequence[Argument]) -> str:
    return " ".join(argument.name for argument in (*arguments, *rest)) + (" …" if rest else "")


def _shown(value: str | bytes) -> str:
    return f"a blob of {len(value)} bytes" if isinstance(value, bytes) else repr(value[:32])
