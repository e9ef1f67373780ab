"""Notes of a MIDI file, with their parts, programs and pedal."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from xmodal_rt.listening.midi_file import Timed
from xmodal_rt.midi.keys import DOWN, NOTES_OFF, PEDAL, SOUND_OFF, Key, Keys, Part


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
    _keys: Keys = field(default_factory=Keys)
    _sounding: dict[Key, MidiNote] = field(default_factory=dict)
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
            self._end(time_s, self._keys.lift(Key(Part(track, message.channel), message.note)))
        elif message.type == "control_change":
            self._control(time_s, message)
        elif message.type in ("pitchwheel", "aftertouch", "polytouch"):
            self.unplayed[message.type] += 1

    def finish(self, time_s: float) -> None:
        """End what still sounds."""
        self.unended = len(self._keys.held)
        self._end(time_s, list(self._sounding))
        self.notes.sort(key=lambda note: (note.onset_s, note.part, note.midi))

    def _begin(self, time_s: float, part: Part, message: Any) -> None:
        key = Key(part, message.note)
        self._end(time_s, self._keys.press(key))
        program = self._programs.get(part.channel, 0)
        self._sounding[key] = MidiNote(time_s, time_s, message.note, message.velocity, part, program)

    def _control(self, time_s: float, message: Any) -> None:
        if message.control == PEDAL:
            self._end(time_s, self._keys.pedal(message.channel, message.value >= DOWN))
        elif message.control in (SOUND_OFF, *NOTES_OFF):
            self._end(time_s, self._keys.silence(message.channel))

    def _end(self, time_s: float, keys: Iterable[Key]) -> None:
        """End notes; one that ends as it begins is none, and would only take a voice."""
        for key in keys:
            if time_s > (note := self._sounding.pop(key)).onset_s:
                self.notes.append(note._replace(offset_s=time_s))


def read_notes(messages: Iterable[Timed]) -> Reading:
    """Find the notes of the messages of a MIDI file, in the order of their onsets."""
    reading, time_s = Reading(), 0.0
    for time_s, track, message in messages:
        reading.take(time_s, track, message)
    reading.finish(time_s)
    return reading
