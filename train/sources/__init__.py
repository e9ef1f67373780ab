"""Where notes come from. Every kind of source is a function from its table of the configuration to notes and to what was left out."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from train.config import Experiment
from train.config_data import Source
from train.sources import folder, soundfont, table
from train.sources.note import Note, Reason, Skipped
from xmodal_rt.errors import ConfigError

__all__ = ["READERS", "Found", "Note", "Reader", "Reason", "Skipped", "find", "kind"]

Reader = Callable[[Source, Experiment, Path], Iterator[Note | Skipped]]
"""a kind of source: `Path` is a folder for what it has to make; raises ConfigError if the source cannot be read at all"""

READERS: Mapping[str, Reader] = {"folder": folder.read, "soundfont": soundfont.read, "table": table.read}


@dataclass(frozen=True)
class Found:
    """What the sources hold: notes, and files that are none of this vocabulary, with the reason."""

    notes: list[Note]
    skipped: list[Skipped]


def kind(source: Source) -> str:
    """Key of `READERS` that reads the source."""
    if source.programs:
        return "soundfont"
    return "folder" if source.pattern else "table"


def find(experiment: Experiment, cache: Path) -> Found:
    """All notes of all sources; SoundFonts are rendered into `cache`.

    Raises
    ------
    ConfigError
        If a source is missing or holds no note of this vocabulary.
    """
    notes: list[Note] = []
    skipped: list[Skipped] = []
    for source in experiment.sources:
        part = list(READERS[kind(source)](source, experiment, cache))
        kept = [item for item in part if isinstance(item, Note)]
        left = [item for item in part if isinstance(item, Skipped)]
        if not kept:
            said = f" ({summary(left)}; the first: {left[0]})" if left else ""
            setting = "columns" if kind(source) == "table" else "pattern"
            message = f"source {source.name!r} ({source.path}) has no note of this vocabulary{said}"
            raise ConfigError(f"{message}; check its {setting} and words")
        notes += kept
        skipped += left
    return Found(notes, skipped)


def summary(skipped: list[Skipped]) -> str:
    """Count the reasons, the most frequent first."""
    return ", ".join(f"{count} {reason}" for reason, count in Counter(item.reason for item in skipped).most_common())
