"""Standard MIDI Files (MIDI Manufacturers Association, RP-001): notes written, messages read with their times."""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import mido

from xmodal_rt.errors import ParameterError

DRUMS = 9
"""channel, counted from 0, on which General MIDI has drums"""
TICKS_PER_S = 1000
_QUARTER_US = 1_000_000  # a quarter note is a second, so a tick is a millisecond
_PATTERNS = 2


class Played(NamedTuple):
    """One note of a file: begin and end in seconds, MIDI pitch, velocity 1 to 127, channel 0 to 15."""

    onset_s: float
    offset_s: float
    midi: int
    velocity: int
    channel: int = 0


class Timed(NamedTuple):
    """A message of a file: when in seconds, in which track, and what it is, in the words of mido."""

    time_s: float
    track: int
    message: Any


def write(notes: Iterable[Played], programs: Mapping[int, int] | None = None, end_s: float = 0.0) -> bytes:
    """Bytes of a file of format 0 that plays `notes`; `programs` are those of General MIDI, by channel.

    With `end_s` it lasts until then, since a synthesiser may stop at the last event and cut what still sounds.
    """
    events = [event for note in notes for event in _note(note)]
    track = mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=_QUARTER_US)])
    track += [mido.Message("program_change", channel=channel, program=program) for channel, program in (programs or {}).items()]
    now = 0
    for tick, _, message in sorted(events, key=lambda event: (*event[:2], event[2].bytes())):
        track.append(message.copy(time=tick - now))
        now = tick
    if end_s:
        track.append(mido.Message("control_change", control=123, time=max(0, round(end_s * TICKS_PER_S) - now)))
    out = io.BytesIO()
    mido.MidiFile(type=0, ticks_per_beat=TICKS_PER_S, tracks=[track]).save(file=out)
    return out.getvalue()


def _note(note: Played) -> list[tuple[int, int, Any]]:
    """Tick, order within it, and message; at one tick a note ends before another begins, else the new one would be cut."""
    pitch, velocity = min(max(note.midi, 0), 127), min(max(note.velocity, 1), 127)
    begin, end = round(note.onset_s * TICKS_PER_S), round(note.offset_s * TICKS_PER_S)
    on, off = (mido.Message(kind, channel=note.channel, note=pitch, velocity=v) for kind, v in (("note_on", velocity), ("note_off", 0)))
    return [(begin, 1, on), (max(end, begin + 1), 0, off)]


def read(path: Path) -> list[Timed]:
    """Read the messages of all tracks in the order of their times; the tempo of any track is that of all.

    Raises
    ------
    ParameterError
        If it is no such file, or one without a common time.
    """
    try:
        file = mido.MidiFile(path, clip=True)
    except (OSError, EOFError, ValueError, LookupError, TypeError, mido.KeySignatureError) as error:
        raise ParameterError(f"{path} is no Standard MIDI File ({error or 'it ends too soon'}); give another file") from error
    if file.type == _PATTERNS or file.ticks_per_beat <= 0:
        raise ParameterError(f"{path} has no common time in ticks per quarter note; save it as format 0 or 1, timed by tempo")
    ticked = [(tick, i, message) for i, track in enumerate(file.tracks) for tick, message in _ticks(track)]
    ticked.sort(key=lambda item: (item[0], item[2].type != "set_tempo"))
    return list(_in_seconds(ticked, file.ticks_per_beat))


def _ticks(track: Iterable[Any]) -> Iterable[tuple[int, Any]]:
    now = 0
    for message in track:
        now += message.time
        yield now, message


def _in_seconds(ticked: Iterable[tuple[int, int, Any]], ticks_per_quarter: int) -> Iterable[Timed]:
    now_s, last, quarter_s = 0.0, 0, 0.5
    for tick, track, message in ticked:
        now_s, last = now_s + (tick - last) * quarter_s / ticks_per_quarter, tick
        if message.type == "set_tempo":
            quarter_s = message.tempo / 1e6
        yield Timed(now_s, track, message)
