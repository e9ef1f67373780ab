"""A folder of recordings whose file names say what they are."""

import re
from collections.abc import Iterator
from pathlib import Path

from train.config import Experiment
from train.config_data import Source
from train.sources import fields
from train.sources.note import Note, Reason, Skipped
from xmodal_rt.errors import ConfigError

SUFFIXES = (".flac", ".wav", ".aif", ".aiff", ".ogg", ".mp3")


def read(source: Source, experiment: Experiment, _cache: Path) -> Iterator[Note | Skipped]:
    """Find the notes of a folder, from their file names."""
    pattern = re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(source.pattern)))
    for path in sorted(p for p in existing(source).rglob("*") if p.suffix.lower() in SUFFIXES):
        match = pattern.fullmatch(path.stem)
        if match is None:
            yield Skipped(source.name, fields.place(path, source), Reason.NAME, f"does not fit {source.pattern}")
        else:
            yield fields.note(match.groupdict(), path, source, experiment)


def existing(source: Source) -> Path:
    """Folder of the source, or ConfigError."""
    folder = Path(source.path)
    if not folder.is_dir():
        raise ConfigError(f"the folder of source {source.name!r}, {folder}, is missing; name another with --data {source.name}=PATH")
    return folder
