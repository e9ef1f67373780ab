"""A folder of recordings with a CSV or JSON table of what they are: one's own, or a published collection's."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from train.config import Experiment
from train.config_data import Source
from train.layouts import LAYOUTS, Layout
from train.sources import fields
from train.sources.folder import existing
from train.sources.note import Note, Skipped
from xmodal_rt.errors import ConfigError

Row = Mapping[str, Any]


def read(source: Source, experiment: Experiment, _cache: Path) -> Iterator[Note | Skipped]:
    """Find the notes that the table of a source lists."""
    folder, layout, path = existing(source), LAYOUTS.get(source.kind, Layout()), manifest(source)
    rows = _rows(path, source)
    columns = _columns(source, layout, experiment, dict.fromkeys(key for row in rows for key in row), path) if rows else {}
    for row in rows:
        if not all(_text(row, column).lower() in [v.lower() for v in values] for column, values in source.only.items()):
            continue
        words = {name: _text(row, column) for name, column in columns.items()}
        words = {name: word for name, word in words.items() if word not in layout.missing}
        if layout.off_s is not None:
            words.setdefault("off_s", str(layout.off_s))
        yield fields.note(words, _file(folder, layout, words.get("file", "")), source, experiment)


def manifest(source: Source) -> Path:
    """Path of the table, whether it is there or not."""
    return Path(source.path) / (source.manifest or LAYOUTS[source.kind].manifest)


def _text(row: Row, column: str) -> str:
    value = row.get(column)
    return "" if value is None else str(value).strip()


def _rows(path: Path, source: Source) -> list[Row]:
    """All rows of a CSV file, or of a JSON array of objects, or of a JSON object of objects."""
    try:
        if path.suffix.lower() != ".json":
            with path.open(newline="", encoding="utf-8-sig") as file:
                return [{key: value for key, value in row.items() if key is not None} for row in csv.DictReader(file)]
        data: Any = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        message = f"the table of source {source.name!r}, {path}, is missing"
        raise ConfigError(f"{message}; name the folder that holds it with --data {source.name}=PATH, or set manifest") from error
    except (ValueError, csv.Error) as error:
        raise ConfigError(f"{path} cannot be read ({error}); write it as CSV, or as JSON, in UTF-8") from error
    objects = list(data.values()) if isinstance(data, dict) else data
    if not isinstance(objects, list) or not all(isinstance(item, dict) for item in objects):
        raise ConfigError(f"{path} holds no list of notes; write one JSON object per note")
    return objects


def _columns(source: Source, layout: Layout, experiment: Experiment, header: Iterable[str], path: Path) -> dict[str, str]:
    """Column of each field that the vocabulary has a use for; those of the configuration go before those of the layout."""
    names = (*fields.FIELDS, *experiment.vocabulary.names)
    for name in source.columns:
        if name not in names:
            raise ConfigError(f"source {source.name!r} has a column for {name!r}, which is no label; use {', '.join(names)}")
    known = layout.columns if source.kind else {name: (name,) for name in header}
    options = {name: known[name] for name in names if name in known} | {name: (c,) for name, c in source.columns.items()}
    if "file" not in options:
        raise ConfigError(f"no column of {path} is called file; set columns.file to one of {', '.join(header)}")
    found = {name: next((c for c in columns if c in header), columns[0]) for name, columns in options.items()}
    for column in (*found.values(), *source.only):
        if column not in header:
            raise ConfigError(f"{path} has no column {column!r}; use one of {', '.join(header)}")
    return found


def _file(folder: Path, layout: Layout, name: str) -> Path:
    """Where the file lies; the first place, if it lies in none of them."""
    places = [folder / place / f"{name}{layout.suffix}" for place in layout.folders]
    return next((place for place in places if place.is_file()), places[0])
