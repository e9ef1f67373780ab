"""The folder of prepared frames: written note by note, so that memory does not grow with the corpus; read through a map."""

import csv
import json
import mmap
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from train.ages import Moments
from train.sources.note import Reason, Skipped
from xmodal_rt.model.analysis import Array

COLUMNS = {"note": np.int32, "age": np.int8, "toward": np.float32, "silent": np.bool_, "time_s": np.float32}
"""what ``index.npz`` says of each frame"""
SKIPPED = "skipped.csv"


class Writer:
    """Appends the frames of one note after the other to ``frames.f16`` [N, F] and to the columns of the index."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._frames = (folder / "frames.f16").open("wb")
        self._columns = {name: (folder / f"{name}.column").open("wb") for name in COLUMNS}

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        for file in (self._frames, *self._columns.values()):
            file.close()

    def append(self, note: int, frames: Array, when: Moments) -> None:
        """Write the frames [T, F] of note number `note`, and the moments that they describe."""
        self._frames.write(frames.astype(np.float16).tobytes())
        self._columns["note"].write(np.full(len(frames), note, np.int32).tobytes())
        for name in ("age", "toward", "silent", "time_s"):
            self._columns[name].write(np.asarray(getattr(when, name), COLUMNS[name]).tobytes())

    def finish(self, labels: NDArray[np.int16], notes: list[dict[str, Any]]) -> None:
        """Join the columns and the labels per note [notes, labels] into ``index.npz``, and write ``notes.json``."""
        self.__exit__(None, None, None)
        paths = {name: self.folder / f"{name}.column" for name in COLUMNS}
        columns: dict[str, Any] = {name: np.memmap(paths[name], COLUMNS[name], "r") for name in COLUMNS}
        np.savez(self.folder / "index.npz", labels=labels, **columns)
        for path in paths.values():
            path.unlink()
        (self.folder / "notes.json").write_text(json.dumps(notes))


def frames(path: Path, size: int) -> NDArray[np.float16]:
    """Frames [N, F] of ``frames.f16``, in a map that processes share and that memory gives back when it gets tight."""
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if hasattr(mapped, "madvise"):  # read ahead from front to back, since random reads from a disk are slow
        mapped.madvise(mmap.MADV_WILLNEED)
    return np.frombuffer(mapped, np.float16).reshape(-1, size)


def write_skipped(folder: Path, skipped: Iterable[Skipped]) -> Path:
    """Write the list of what was left out, and why; return its path."""
    path = folder / SKIPPED
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("source", "file", "reason", "detail"))
        rows.writerows((item.source, item.file, item.reason, item.detail) for item in skipped)
    return path


def read_skipped(folder: Path) -> list[Skipped]:
    """Read the list that `write_skipped` wrote."""
    with (folder / SKIPPED).open(newline="", encoding="utf-8") as file:
        return [Skipped(row["source"], row["file"], Reason(row["reason"]), row["detail"]) for row in csv.DictReader(file)]
