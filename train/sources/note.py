"""One note of a source, and one that is left out."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
import soundfile
import soxr

from xmodal_rt.model.analysis import Array


@dataclass(frozen=True)
class Note:
    """One isolated note: where its sound lies, and what is known of it."""

    source: str
    library: str
    name: str
    path: Path
    labels: dict[str, int]
    """class indices; a label that is not here is unknown"""
    midi: int | None
    start: int = 0
    frames: int = -1
    """region of the file in samples; -1 is all of it"""
    onset_s: float | None = None
    off_s: float | None = None
    """seconds from `start`, where they are known"""
    file: str = ""
    """what a list calls the note: the path below its source's"""

    @property
    def key(self) -> str:
        """What may never stand on both sides of a split: library and labels, whatever the take."""
        labels = ",".join(f"{name}={index}" for name, index in sorted(self.labels.items()))
        return f"{self.library}:{labels}"

    def read(self) -> tuple[Array, int]:
        """Read the samples [T, C] as they are in the file, and their rate in Hz."""
        y, rate = soundfile.read(self.path, self.frames, self.start, dtype="float32", always_2d=True)
        return y, int(rate)

    def audio(self, sr: int) -> Array:
        """Read the note, mono, at sample rate `sr`: [T]."""
        return mono(*self.read(), sr)


def mono(y: Array, rate: int, sr: int) -> Array:
    """Mix samples [T, C] at `rate` down to one channel at sample rate `sr`: [T']."""
    mixed: Array = y.mean(axis=1)
    return mixed if rate == sr else np.asarray(soxr.resample(mixed, rate, sr), np.float32)


class Reason(StrEnum):
    """Why a note is left out, in the words of the summary."""

    NAME = "with another kind of name"
    VOCABULARY = "outside the vocabulary"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    SHORT = "too short"
    SILENT = "silent"
    CLIPPED = "clipped"
    MISLABELLED = "mislabelled"


@dataclass(frozen=True)
class Skipped:
    """One file, or one row of a table, that is left out."""

    source: str
    file: str
    reason: Reason
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.file}, {self.reason}" + (f": {self.detail}" if self.detail else "")
