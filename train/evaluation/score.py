"""Scores that are aligned with a recording: a table of notes, or a Standard MIDI File."""

import csv
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from xmodal_rt.errors import ConfigError

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
        notes = sorted(_table(path) if path.suffix == ".csv" else _midi(path.read_bytes()))
    except (KeyError, ValueError, IndexError, struct.error, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is no score ({error!r}); give columns onset_s, offset_s and midi, or a Standard MIDI File") from error
    if not notes:
        raise ConfigError(f"{path} has no note; give another score, or remove it")
    return notes


def _table(path: Path) -> Iterator[ScoreNote]:
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            if row.get("agrees", "1") != "0":
                yield ScoreNote(float(row["onset_s"]), float(row["offset_s"]), round(float(row["midi"])))


def _midi(data: bytes) -> Iterator[ScoreNote]:
    """Read the notes of all tracks (MIDI Manufacturers Association, RP-001); the tempo of any track is that of all."""
    division, start, events = struct.unpack(">H", data[12:14])[0], 8 + struct.unpack(">I", data[4:8])[0], []
    if data[:4] != b"MThd" or not 0 < division < 0x8000:
        raise ValueError("it does not begin as a file in ticks per quarter note")
    while start + 8 <= len(data):
        length = struct.unpack(">I", data[start + 4 : start + 8])[0]
        if data[start : start + 4] == b"MTrk":
            events += list(_track(data[start + 8 : start + 8 + length]))
        start += 8 + length
    now_s, last, quarter_s, held = 0.0, 0, 0.5, dict[tuple[int, int], float]()
    for tick, kind, first, second in sorted(events):
        now_s, last = now_s + (tick - last) * quarter_s / division, tick
        key = (kind & 0x0F, first)
        if kind == _TEMPO:
            quarter_s = second / 1e6
        elif key in held:
            yield ScoreNote(held.pop(key), now_s, first)
        if kind & 0xF0 == 0x90 and second:
            held[key] = now_s


_TEMPO = 0
"""kind of a change of tempo, before the notes of the same tick: microseconds per quarter note in its second value"""


def _track(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """(tick, kind, first, second) of the changes of tempo and of the notes that begin (0x9n) or end (0x8n, or 0x9n with 0)."""
    at, tick, status = 0, 0, 0
    while at < len(data):
        step, at = _variable(data, at)
        tick += step
        if data[at] & 0x80:
            status, at = data[at], at + 1
        if status in (0xFF, 0xF0, 0xF7):
            kind = data[at] if status == 0xFF else -1
            length, at = _variable(data, at + (status == 0xFF))
            if kind == 0x51:
                yield tick, _TEMPO, 0, int.from_bytes(data[at : at + length], "big")
            at += length
        else:
            if status & 0xE0 == 0x80:
                yield tick, status, data[at], data[at + 1] if status & 0x10 else 0
            at += 1 if status & 0xE0 == 0xC0 else 2


def _variable(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    while True:
        value, at = value << 7 | data[at] & 0x7F, at + 1
        if data[at - 1] < 0x80:
            return value, at
