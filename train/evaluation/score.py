"""Scores that are aligned with a recording: a table of notes, or a Standard MIDI File."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from xmodal_rt.errors import ConfigError
from xmodal_rt.listening import midi_file

ENDINGS = (".csv", ".auto.csv", ".mid", ".midi")


class ScoreNote(NamedTuple):
    """One note: begin and end in seconds of the recording, MIDI pitch."""

    onset_s: float
    offset_s: float
    midi: int


def beside(recording: Path) -> Path | None:
    """Score of a recording: the file of the same name that ends in .csv, .auto.csv, .mid or .midi."""
    paths = (recording.with_name(recording.stem + ending) for ending in ENDINGS)
    return next((path for path in paths if path.is_file()), None)


def read(path: Path) -> list[ScoreNote]:
    """Read the notes of a score, in order.

    A table has the columns ``onset_s``, ``offset_s`` and ``midi``; where it has a column ``agrees`` too, the
    notes with 0 there, of which the alignment is in doubt, are left out.

    Raises
    ------
    ConfigError
        If the file is neither, or has no note.
    """
    try:
        notes = sorted(_table(path) if path.suffix == ".csv" else _midi(path))
    except (KeyError, ValueError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is no score ({error!r}); give columns onset_s, offset_s and midi, or a Standard MIDI File") from error
    if not notes:
        raise ConfigError(f"{path} has no note; give another score, or remove it")
    return notes


def _table(path: Path) -> Iterator[ScoreNote]:
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            if row.get("agrees", "1") != "0":
                yield ScoreNote(float(row["onset_s"]), float(row["offset_s"]), round(float(row["midi"])))


def _midi(path: Path) -> Iterator[ScoreNote]:
    """Read the notes of all tracks; at one time a note ends before another begins, so that a repeated note is two."""
    held = dict[tuple[int, int], float]()
    notes = [timed for timed in midi_file.read(path) if timed.message.type in ("note_on", "note_off")]
    for time_s, _, message in sorted(notes, key=lambda timed: (timed.time_s, _begins(timed))):
        key = message.channel, message.note
        if key in held:
            yield ScoreNote(held.pop(key), time_s, message.note)
        if message.type == "note_on" and message.velocity:
            held[key] = time_s


def _begins(timed: midi_file.Timed) -> bool:
    return bool(timed.message.type == "note_on" and timed.message.velocity > 0)
