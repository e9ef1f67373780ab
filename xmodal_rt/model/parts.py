"""What sounds together in one voice: of a mixture several parts, each with labels of its own."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

SILENT = "silent"
"""last class of the label that says as what a part sounds"""


@dataclass(frozen=True)
class Part:
    """The labels of what sounds as one note, and what each of them is for.

    A part of a mixture is silent where its label `presence` says so; what is not part of a mixture has no
    such label, and always sounds.
    """

    name: str
    labels: tuple[str, ...]
    presence: str = ""
    pitch: tuple[str, str] | None = None
    velocity: str | None = None
    age: str | None = None

    def aged(self, values: Mapping[str, int], sounds: bool, age: int | None, silence: int | None) -> dict[str, int]:
        """Those of `values` that say something of this part, and its age: of a silent part only that it is silent."""
        kept = {name: value for name, value in values.items() if name in (self.labels if sounds else (self.presence,)) and name != self.age}
        when = age if sounds else silence
        return kept if self.age is None or when is None else {**kept, self.age: when}

    def to_dict(self) -> dict[str, Any]:
        """Plain data for a checkpoint's config.json."""
        return {**asdict(self), "labels": list(self.labels), "pitch": self.pitch and list(self.pitch)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Part":
        """Inverse of `to_dict`."""
        pitch = data.get("pitch")
        return cls(**{**data, "labels": tuple(data["labels"]), "pitch": (pitch[0], pitch[1]) if pitch else None})
