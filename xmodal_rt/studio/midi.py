"""Notes of a MIDI file, with their parts, programs and pedal."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from xmodal_rt.listening.midi_file import Timed

DRUMS = 9
"""channel, counted from 0, on which General MIDI has drums"""
_PEDAL, _DOWN = 64, 64
_SILENCE = (120, 123)
"""controllers: all sound off, all notes off"""


class Part(NamedTuple):
    """Who plays: track and channel, both counted from 0."""

    track: int
    channel: int


class MidiNote(NamedTuple):
    """A note as it sounds, the pedal included: from when to when in seconds, pitch, velocity, part, General MIDI program."""

    onset_s: float
    offset_s: float
    midi: int
    velocity: int
    part: Part
    program: int


@dataclass
class Reading:
    """What a MIDI file plays, as far as it has been read."""

    notes: list[MidiNote] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    """of the tracks"""
    unplayed: Counter[str] = field(default_factory=Counter)
    """messages that change the sound, but not here"""
    unended: int = 0
    """notes that the file never ends"""
    _held: dict[tuple[Part, int], MidiNote] = field(default_factory=dict)
    _sustained: dict[tuple[Part, int], MidiNote] = field(default_factory=dict)
    _pedals: set[int] = field(default_factory=set)
    _programs: dict[int, int] = field(default_factory=dict)

    def take(self, time_s: float, track: int, message: Any) -> None:
        """Read one message."""
        if message.type == "track_name":
            self.names.setdefault(track, message.name.strip())
        elif message.type == "program_change":
            self._programs[message.channel] = message.program
        elif message.type == "note_on" and message.velocity > 0:
            self._begin(time_s, Part(track, message.channel), message)
        elif message.type in ("note_on", "note_off"):
            self._release(time_s, (Part(track, message.channel), message.note))
        elif message.type == "control_change":
            self._control(time_s, message)
        elif message.type in ("pitchwheel", "aftertouch", "polytouch"):
            self.unplayed[message.type] += 1

    def finish(self, time_s: float) -> None:
        """End what still sounds."""
        self.unended = len(self._held)
        for sounding in (self._held, self._sustained):
            for key in list(sounding):
                self._end(time_s, sounding, key)
        self.notes.sort(key=lambda note: (note.onset_s, note.part, note.midi))

    def _begin(self, time_s: float, part: Part, message: Any) -> None:
        """Begin a note; a string that is struck again ends what it sounded before."""
        key = part, message.note
        for sounding in (self._held, self._sustained):
            self._end(time_s, sounding, key)
        program = self._programs.get(part.channel, 0)
        self._held[key] = MidiNote(time_s, time_s, message.note, message.velocity, part, program)

    def _release(self, time_s: float, key: tuple[Part, int]) -> None:
        if key[0].channel in self._pedals and key in self._held:
            self._sustained[key] = self._held.pop(key)
        else:
            self._end(time_s, self._held, key)

    def _control(self, time_s: float, message: Any) -> None:
        if message.control == _PEDAL and message.value >= _DOWN:
            self._pedals.add(message.channel)
        elif message.control == _PEDAL:
            self._pedals.discard(message.channel)
            self._end_all(time_s, self._sustained, message.channel)
        elif message.control in _SILENCE:
            self._end_all(time_s, self._sustained, message.channel)
            self._end_all(time_s, self._held, message.channel)

    def _end_all(self, time_s: float, sounding: dict[tuple[Part, int], MidiNote], channel: int) -> None:
        for key in [key for key in sounding if key[0].channel == channel]:
            self._end(time_s, sounding, key)

    def _end(self, time_s: float, sounding: dict[tuple[Part, int], MidiNote], key: tuple[Part, int]) -> None:
        """End a note; one that ends as it begins is none, and would only take a voice."""
        if key in sounding and time_s > (note := sounding.pop(key)).onset_s:
            self.notes.append(note._replace(offset_s=time_s))


def read_notes(messages: Iterable[Timed]) -> Reading:
    """Find the notes of the messages of a MIDI file, in the order of their onsets."""
    reading, time_s = Reading(), 0.0
    for time_s, track, message in messages:
        reading.take(time_s, track, message)
    reading.finish(time_s)
    return reading
