"""A MIDI file as a piece: instruments to its parts, velocities to dynamics, voices to its notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xmodal_rt.errors import ParameterError
from xmodal_rt.listening import midi_file
from xmodal_rt.midi.general_midi import INSTRUMENT, chosen, has
from xmodal_rt.midi.keys import Part
from xmodal_rt.model.vocabulary import Vocabulary
from xmodal_rt.settings import within
from xmodal_rt.studio.allot import allot
from xmodal_rt.studio.files import Output
from xmodal_rt.studio.midi import MidiNote, Reading, read_notes
from xmodal_rt.studio.piece import Note, Piece, Span, events_of, length
from xmodal_rt.studio.render import Studio

_FEW = 8


@dataclass(frozen=True)
class Casting:
    """How a MIDI file is played: instruments (class names) by the number of their part, from 1, and semitones up."""

    instruments: Mapping[int, str] = field(default_factory=dict)
    transpose: float = 0.0

    def __post_init__(self) -> None:
        within("transpose", self.transpose, -127, 127)


def play_midi(studio: Studio, file: Path, casting: Casting, output: Output) -> None:
    """Render a MIDI file; errors as those of `make`, and if the file cannot be read."""
    studio.claim([output])
    reading, sr = read_notes(midi_file.read(file)), studio.rate()
    studio.render(make(reading, studio.vocabulary, casting, studio.settings.voices, sr, file.name), output, sr)


def parts(reading: Reading) -> list[Part]:
    """Parts that have notes, in the order of their tracks and channels; part n of the command line is the n-th of them."""
    return sorted({note.part for note in reading.notes})


def make(reading: Reading, vocabulary: Vocabulary, casting: Casting, voices: int, sr: int, title: str = "") -> Piece:
    """Piece of the notes of a MIDI file for so many voices; its remarks tell who plays what, and what is not played.

    Raises
    ------
    ParameterError
        If nothing is left to play, or an instrument is cast for a part that is not there.
    """
    if vocabulary.voiced[0].pitch is None:
        raise ParameterError("this checkpoint has no pitch labels to play notes with; choose another one, or render a sequence")
    cast = _cast(reading, vocabulary, casting)
    notes, remarks = _playable(reading.notes, vocabulary, casting.transpose, cast)
    if not notes:
        raise ParameterError(f"nothing of its {len(reading.notes)} notes can be played ({', '.join(remarks)}); give another file")
    allotted = allot(notes, voices)
    if allotted.stolen:
        remarks.append(f"{allotted.stolen} of {len(notes)} notes lost their voice to a later one; add more --voices than {voices}")
    events = events_of(notes, *allotted, vocabulary, sr)
    told = [*_who(reading, cast, vocabulary), *remarks, *_left(reading)]
    end_s = max(note.offset_s for note in notes)
    return Piece(events, length(end_s, sr), title, [_span(note, vocabulary) for note in notes], told)


def _cast(reading: Reading, vocabulary: Vocabulary, casting: Casting) -> dict[Part, int]:
    """Class of the instrument of each part for which one is given."""
    there = parts(reading)
    for number in casting.instruments:
        if not 1 <= number <= len(there):
            raise ParameterError(f"there is no part {number}; this file has parts 1 to {len(there)}")
    return {there[number - 1]: vocabulary.label(INSTRUMENT).index(name) for number, name in casting.instruments.items()}


def _instrument(note: MidiNote, vocabulary: Vocabulary, cast: Mapping[Part, int]) -> dict[str, int]:
    known = cast.get(note.part)
    return chosen(note.program, vocabulary) if known is None else {INSTRUMENT: known}


def _playable(
    notes: Sequence[MidiNote], vocabulary: Vocabulary, transpose: float, cast: Mapping[Part, int]
) -> tuple[list[Note], list[str]]:
    """Return the notes that the vocabulary has, and remarks on the others."""
    found, missing, drums = list[Note](), list[float](), 0
    for note in notes:
        pitch = note.midi + transpose
        if _drums(note.part, cast):
            drums += 1
        elif not has(vocabulary, pitch):
            missing.append(pitch)
        else:
            found.append(Note(note.onset_s, note.offset_s, _instrument(note, vocabulary, cast), pitch, note.velocity))
    remarks = [f"{drums} notes of the drums (channel 10) are left out; cast an instrument for their part with --instrument"] * (drums > 0)
    if missing:
        which = ", ".join(f"{pitch:g}" for pitch in sorted(set(missing))[:_FEW])
        remarks.append(f"{len(missing)} notes are out of range and left out (MIDI pitches {which}); use --transpose")
    return found, remarks


def _drums(part: Part, cast: Mapping[Part, int]) -> bool:
    return part.channel == midi_file.DRUMS and part not in cast


def _who(reading: Reading, cast: Mapping[Part, int], vocabulary: Vocabulary) -> list[str]:
    """Say who plays each part."""
    said = []
    for number, part in enumerate(parts(reading), 1):
        mine = [note for note in reading.notes if note.part == part]
        players = sorted({vocabulary.label(INSTRUMENT).classes[i] for note in mine for i in _instrument(note, vocabulary, cast).values()})
        players = ["drums"] if _drums(part, cast) else players
        name = f" {reading.names[part.track]!r}" if reading.names.get(part.track) else ""
        who = f"; {', '.join(players)}" if players else ""
        said.append(f"part {number}: track {part.track + 1}{name}, channel {part.channel + 1}, {len(mine)} notes{who}")
    return said


def _left(reading: Reading) -> list[str]:
    """Say what of the file is not heard, or heard otherwise."""
    said = [f"{count} messages of kind {kind} change nothing here" for kind, count in sorted(reading.unplayed.items())]
    if reading.unended:
        said.append(f"{reading.unended} notes that the file never ends last until its end")
    return said


def _span(note: Note, vocabulary: Vocabulary) -> Span:
    classes = vocabulary.label(INSTRUMENT).classes if note.labels else ("notes",)
    return Span(classes[note.labels.get(INSTRUMENT, 0)], note.onset_s, note.offset_s, pitch=note.pitch)
