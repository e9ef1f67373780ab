"""MIDI files of several tracks: their messages in seconds, their notes with the pedal, and who plays them."""

from pathlib import Path

import mido
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xmodal_rt.errors import ParameterError
from xmodal_rt.events import Kind
from xmodal_rt.listening import midi_file
from xmodal_rt.midi.general_midi import nearest
from xmodal_rt.midi.keys import Part
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.studio.allot import allot
from xmodal_rt.studio.midi import Reading, read_notes
from xmodal_rt.studio.midi_piece import Casting, make
from xmodal_rt.studio.piece import Note

QUARTER = 480
SR = 48000


def on(pitch: int, ticks: int = 0, velocity: int = 90, channel: int = 0) -> mido.Message:
    return mido.Message("note_on", note=pitch, velocity=velocity, channel=channel, time=ticks)


def off(pitch: int, ticks: int = QUARTER, channel: int = 0) -> mido.Message:
    return mido.Message("note_off", note=pitch, channel=channel, time=ticks)


def pedal(value: int, ticks: int = 0) -> mido.Message:
    return mido.Message("control_change", control=64, value=value, time=ticks)


def program(number: int, channel: int = 0) -> mido.Message:
    return mido.Message("program_change", program=number, channel=channel)


@pytest.fixture
def song(tmp_path: Path) -> Path:
    """Two bars: the tempo halves after the first quarter; a melody, chords of a second track, and drums."""
    tempo = [mido.MetaMessage("set_tempo", tempo=500_000), mido.MetaMessage("set_tempo", tempo=1_000_000, time=QUARTER)]
    melody = [mido.MetaMessage("track_name", name="Melody"), program(73), on(72), off(72), on(74, velocity=40), off(74)]
    chords = [program(48, 1), on(48, channel=1), on(52, channel=1), off(48, 2 * QUARTER, 1), off(52, 0, 1)]
    drums = [on(38, channel=9), off(38, QUARTER, 9)]
    path = tmp_path / "song.mid"
    mido.MidiFile(type=1, ticks_per_beat=QUARTER, tracks=[mido.MidiTrack(t) for t in (tempo, melody, chords, drums)]).save(path)
    return path


def notes_of(*messages: mido.Message) -> Reading:
    now, timed = 0, []
    for message in messages:
        now += message.time
        timed.append(midi_file.Timed(now / QUARTER, 0, message))
    return read_notes(timed)


def times(reading: Reading) -> list[tuple[int, float, float]]:
    return [(note.midi, note.onset_s, note.offset_s) for note in reading.notes]


def test_times_follow_the_tempo_of_any_track(song: Path) -> None:
    reading = read_notes(midi_file.read(song))
    assert times(reading) == [(72, 0.0, 0.5), (48, 0.0, 1.5), (52, 0.0, 1.5), (38, 0.0, 0.5), (74, 0.5, 1.5)]
    assert [note.part for note in reading.notes[:2]] == [Part(1, 0), Part(2, 1)]
    assert reading.names == {1: "Melody"}


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    played = [midi_file.Played(0.5, 1.0, 60, 90), midi_file.Played(1.0, 1.25, 60, 30, 2), midi_file.Played(1.0, 1.001, 61, 127)]
    (tmp_path / "notes.mid").write_bytes(midi_file.write(played, {0: 73, 2: 0}, end_s=9.0))
    messages = midi_file.read(tmp_path / "notes.mid")
    found = read_notes(messages).notes
    assert [(n.onset_s, n.offset_s, n.midi, n.velocity, n.part.channel, n.program) for n in found] == [
        (0.5, 1.0, 60, 90, 0, 73), (1.0, 1.001, 61, 127, 0, 73), (1.0, 1.25, 60, 30, 2, 0)
    ]  # fmt: skip
    assert messages[-1].time_s == 9.0


def test_the_pedal_holds_notes_until_it_is_lifted_or_they_are_struck_again() -> None:
    reading = notes_of(on(60), pedal(127), off(60), on(64), off(64), on(60), off(60), pedal(0, QUARTER), on(67), off(67))
    assert times(reading) == [(60, 0, 2), (64, 1, 4), (60, 2, 4), (67, 4, 5)]


def test_what_is_struck_twice_is_two_notes_and_what_never_ends_is_told() -> None:
    reading = notes_of(on(60), on(60, QUARTER), off(60), on(65, QUARTER), pedal(64, QUARTER))
    assert times(reading) == [(60, 0, 1), (60, 1, 2), (65, 3, 4)]
    assert reading.unended == 1


def test_what_is_struck_twice_at_once_is_one_note() -> None:
    assert times(notes_of(on(60), on(60, velocity=40), off(60))) == [(60, 0, 1)]


@pytest.mark.parametrize("control", [120, 123, 126])
def test_all_notes_off_ends_them(control: int) -> None:
    silence = mido.Message("control_change", control=control, time=QUARTER)
    assert times(notes_of(on(60), on(62), silence, on(64, QUARTER), off(64))) == [(60, 0, 1), (62, 0, 1), (64, 2, 3)]


@pytest.mark.parametrize(
    ("number", "label"), [(73, "flute"), (71, "alto_sax"), (57, "trumpet"), (48, "violin"), (24, "piano"), (19, "flute")]
)
def test_a_program_is_played_by_the_nearest_instrument(number: int, label: str) -> None:
    classes = ("tuba", "flute", "piano", "alto_sax", "trumpet", "violin")
    assert classes[nearest(number, classes)] == label


def test_parts_velocities_and_what_is_left_out(song: Path, tone_config: CheckpointConfig) -> None:
    piece = make(read_notes(midi_file.read(song)), tone_config.vocabulary, Casting({2: "piano"}, transpose=1.0), 8, SR)
    played = [(at, event) for at, event in piece.events if event.kind is Kind.NOTE]
    assert [(at, *event.values) for at, event in played] == [(0, 73.0, 90), (0, 49.0, 90), (0, 53.0, 90), (24000, 75.0, 40)]
    instruments = {event.voice: event.values for _, event in piece.events if event.kind is Kind.SYMBOL}
    assert [instruments[event.voice][-1] for _, event in played] == [0, 1, 1, 0]
    assert [span.row for span in piece.spans] == ["flute", "piano", "piano", "flute"]
    assert piece.remarks == [
        "part 1: track 2 'Melody', channel 1, 2 notes; flute", "part 2: track 3, channel 2, 2 notes; piano",
        "part 3: track 4, channel 10, 1 notes; drums",
        "1 notes of the drums (channel 10) are left out; cast an instrument for their part with --instrument",
    ]  # fmt: skip


def test_notes_out_of_range_are_told_and_transposed_into_it(song: Path, tone_config: CheckpointConfig) -> None:
    reading = read_notes(midi_file.read(song))
    high = make(reading, tone_config.vocabulary, Casting(transpose=48.0), 8, SR)
    assert [event.values[0] for _, event in high.events if event.kind is Kind.NOTE] == [96.0, 100.0]
    assert "2 notes are out of range and left out (MIDI pitches 120, 122); use --transpose" in high.remarks
    with pytest.raises(ParameterError, match="nothing of its 5 notes can be played"):
        make(reading, tone_config.vocabulary, Casting(transpose=90.0), 8, SR)


def test_a_part_that_is_not_there_is_refused(song: Path, tone_config: CheckpointConfig) -> None:
    with pytest.raises(ParameterError, match="there is no part 4; this file has parts 1 to 3"):
        make(read_notes(midi_file.read(song)), tone_config.vocabulary, Casting({4: "piano"}), 8, SR)


def test_a_note_that_finds_no_voice_takes_the_oldest_and_that_is_told(song: Path, tone_config: CheckpointConfig) -> None:
    piece = make(read_notes(midi_file.read(song)), tone_config.vocabulary, Casting(), 2, SR)
    assert "2 of 4 notes lost their voice to a later one; add more --voices than 2" in piece.remarks
    assert sum(event.kind is Kind.RELEASE for _, event in piece.events) == 2


@given(st.lists(st.tuples(st.floats(0, 5), st.floats(0.01, 2)), max_size=40), st.integers(1, 6))
def test_a_voice_is_taken_away_only_where_all_are_held_and_then_the_oldest(spans: list[tuple[float, float]], count: int) -> None:
    notes = [Note(begin, begin + length, {}, 60.0) for begin, length in sorted(spans)]
    voices, ends_s = allot(notes, count)
    playing: dict[int, int] = {}
    for i, (note, voice) in enumerate(zip(notes, voices, strict=True)):
        held = [j for j in playing.values() if notes[j].offset_s > note.onset_s]
        if playing.get(voice) in held:
            assert len(held) == count
            assert notes[playing[voice]].onset_s == min(notes[j].onset_s for j in held)
            assert ends_s[playing[voice]] is None
        elif voice in playing:
            assert ends_s[playing[voice]] == notes[playing[voice]].offset_s
        playing[voice] = i


HEAD = b"MThd\x00\x00\x00\x06\x00\x01\x00\x01\x01\xe0MTrk\x00\x00\x00"
BAD_KEY = b"\x00\xff\x59\x02\x0c\x00" + b"\x00\xff\x2f\x00"  # twelve sharps


@pytest.mark.parametrize("data", [b"RIFF" + bytes(20), b"", HEAD + b"\x09\x00\x90", HEAD + b"\x0a" + BAD_KEY])
def test_what_is_no_midi_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.mid").write_bytes(data)
    with pytest.raises(ParameterError, match=r"is no Standard MIDI File .*; give another file"):
        midi_file.read(tmp_path / "x.mid")


def test_a_file_without_a_common_time_is_refused(tmp_path: Path) -> None:
    mido.MidiFile(type=2, tracks=[mido.MidiTrack([on(60), off(60)])]).save(tmp_path / "x.mid")
    with pytest.raises(ParameterError, match="save it as format 0 or 1"):
        midi_file.read(tmp_path / "x.mid")
