"""What a training never sees and its evaluation measures: frames at random, whole notes, or a whole library."""

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.errors import ConfigError


@dataclass(frozen=True)
class Split:
    """How the frames are divided.

    `kind` is ``frame`` (the reference implementation's: frames at random, so that one note stands on both
    sides), ``note`` (whole notes, whatever their take), ``library`` (all notes of `library`, and no others)
    or ``all`` (nothing is left to train on: for data that a training never saw).
    """

    kind: str
    library: str = ""

    @classmethod
    def parse(cls, text: str) -> "Split":
        """Read ``frame``, ``note``, ``library:NAME`` or ``all``.

        Raises
        ------
        ConfigError
            If it is none of these.
        """
        kind, _, library = text.partition(":")
        if kind not in ("frame", "note", "library", "all") or (kind == "library") != bool(library):
            raise ConfigError(f"split is {text!r}; use frame, note, library:NAME or all")
        return cls(kind, library)

    def held_out(self, notes: Sequence[Mapping[str, Any]], owner: NDArray[np.int32], share: float, seed: int) -> NDArray[np.bool_]:
        """Whether each frame is kept for the evaluation: [N], from the notes that own them (`owner` [N]).

        `share` is how much of the frames or notes is kept; a library is kept whole. Each note decides from
        the seed and its own name, so the division is the same where only some of the sources are read.

        Raises
        ------
        ConfigError
            If no note is of the library.
        """
        if self.kind == "frame":
            return frames_held_out([n["name"] for n in notes], owner, share, seed)
        if self.kind == "note":
            return notes_held_out([n["key"] for n in notes], share, seed)[owner]
        kept = np.array([self.kind == "all" or n["library"] == self.library for n in notes], np.bool_)
        if not kept.any():
            known = ", ".join(sorted({n["library"] for n in notes}))
            raise ConfigError(f"no note is of the library {self.library!r} that the split holds out; use one of {known}")
        return kept[owner]


def notes_held_out(keys: Sequence[str], share: float, seed: int) -> NDArray[np.bool_]:
    """Whether each note is kept: a seeded hash of its key, so equal keys stay together."""
    digests = [hashlib.sha256(f"{seed}:{key}".encode()).digest() for key in keys]
    return np.array([int.from_bytes(d[:8], "big") < share * 2**64 for d in digests], np.bool_)


def frames_held_out(names: Sequence[str], owner: NDArray[np.int32], share: float, seed: int) -> NDArray[np.bool_]:
    """Whether each frame is kept: drawn at random within each note."""
    drawn = np.empty(len(owner))
    each = np.split(np.argsort(owner, kind="stable"), np.cumsum(np.bincount(owner, minlength=len(names)))[:-1])
    for name, mine in zip(names, each, strict=True):
        drawn[mine] = np.random.default_rng([seed, zlib.crc32(name.encode())]).random(len(mine))
    return np.asarray(drawn < share)
