"""The ear of a mixture: two notes at once, whichever part the model takes for which, and what is said of them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xmodal_rt.bench import mixtures
from xmodal_rt.bench.clips import SR, Clip, TrueNote, read
from xmodal_rt.bench.said import NoteSaid, Transcript
from xmodal_rt.control import answers
from xmodal_rt.errors import ParameterError
from xmodal_rt.events import Event, Kind
from xmodal_rt.links import Links
from xmodal_rt.listening.ears import ear_of
from xmodal_rt.listening.mixture_ear import MixtureEar
from xmodal_rt.listening.notes import notes
from xmodal_rt.listening.process import Listener
from xmodal_rt.listening.streams import Streams, StreamSettings
from xmodal_rt.listening.transcription import Transcription, midi, table
from xmodal_rt.model import checkpoint
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.osc import codec as osc
from xmodal_rt.ring import AudioRing

HOP_S = 1 / 187.5
PITCHES = np.arange(60, 72)
HELD_OUT = Path(__file__).parent / "fixtures" / "held_out"
SHELF = Path(__file__).parents[1] / "checkpoints"


def moment(*heard: int | None) -> np.ndarray:
    """Log probabilities [S, P + 1] of parts of which each surely hears one pitch, or none."""
    log_p = np.full((len(heard), len(PITCHES) + 1), -9.0, np.float32)
    for part, pitch in enumerate(heard):
        log_p[part, -1 if pitch is None else pitch - 60] = -0.01
    return log_p


def told(streams: Streams, *moments: tuple[int | None, ...], hops: int = 20) -> list[tuple[int, bool, int]]:
    """Give each moment for so many hops; return stream, whether a note begins, pitch."""
    found = []
    for heard in moments:
        for _ in range(hops):
            found += [(n, c.begins, c.pitch) for n, changes in enumerate(streams.step(moment(*heard))[1]) for c in changes]
    return found


@pytest.fixture
def streams() -> Streams:
    return Streams(2, PITCHES, HOP_S, StreamSettings(), alike=True)


def test_each_part_begins_and_ends_by_itself(streams: Streams) -> None:
    found = told(streams, (None, None), (60, None), (60, 67), (None, 67), (None, None))
    assert found == [(0, True, 60), (1, True, 67), (0, False, 60), (1, False, 67)]


def test_parts_that_change_places_change_no_note(streams: Streams) -> None:
    assert told(streams, (60, 67), (67, 60), (60, 67)) == [(0, True, 60), (1, True, 67)]
    assert streams.step(moment(67, 60))[0] == (1, 0)


def test_parts_that_are_not_alike_keep_their_places() -> None:
    streams = Streams(2, PITCHES, HOP_S, StreamSettings(), alike=False)
    assert (0, False, 60) in told(streams, (60, 67), (67, 60), hops=30)


def test_a_moment_of_another_pitch_ends_no_note_and_a_longer_one_replaces_it(streams: Streams) -> None:
    told(streams, (60, 67))
    assert told(streams, (62, 67), hops=2) == []
    assert told(streams, (60, 67)) == []
    assert told(streams, (62, 67)) == [(0, False, 60), (0, True, 62)]


def test_one_pitch_that_both_parts_hear_needs_more_for_the_second(streams: Streams) -> None:
    told(streams, (60, None))
    unsure = moment(60, 60)
    unsure[1, -1] = -3.5
    assert [streams.step(unsure)[1][1] for _ in range(30)] == [[]] * 30
    assert told(streams, (60, 60)) == [(1, True, 60)]


def test_a_rest_ends_all(streams: Streams) -> None:
    told(streams, (60, 67))
    ended = [change for _ in range(20) for changes in streams.rest() for change in changes]
    assert [(change.begins, change.pitch) for change in ended] == [(False, 60), (False, 67)]
    assert ended[0].ago_s == pytest.approx(StreamSettings().off_s, abs=HOP_S)


@pytest.fixture(scope="module")
def duo() -> Checkpoint:
    return checkpoint.load(SHELF / "duo")


@pytest.fixture(scope="module")
def pair() -> tuple[np.ndarray, int, int]:
    """Recorded notes that no training heard: an alto saxophone at 0.5 s, a flute at 1.0 s, silence from 2.0 s on; their pitches."""
    y, found = np.zeros(round(2.5 * SR), np.float32), []
    for name, at_s in (("AltoSax", 0.5), ("Flute", 1.0)):
        path = sorted(HELD_OUT.glob(f"{name}__*"))[-1]
        sound = read(path)[: round((2.0 - at_s) * SR)]
        y[round(at_s * SR) :][: len(sound)] += 0.1 * sound / np.sqrt(np.square(sound).mean()) * np.linspace(1, 0, len(sound)) ** 0.1
        found.append(int(path.name.split("__")[1]))
    return y.astype(np.float32), *found


def test_hears_two_recorded_notes_at_once(duo: Checkpoint, pair: tuple[np.ndarray, int, int]) -> None:
    y, sax, flute = pair
    ear = ear_of(duo, SR)
    assert isinstance(ear, MixtureEar)
    events = ear.feed(y)
    begun = [(event.voice, int(event.values[0])) for event in events if event.kind is Kind.LABEL_ON]
    assert begun == [(1, sax), (0, flute)]
    assert [event.kind for event in events].count(Kind.LABEL_OFF) == 2
    assert [event.kind for event in events].count(Kind.LABEL_SETTLED) == 2
    at_s = [event.time_s for event in events if event.kind is Kind.LABEL_ON]
    assert at_s == pytest.approx([0.5, 1.0], abs=0.08)
    assert MixtureEar(duo, SR).feed(np.zeros(SR, np.float32)) == []


def test_hears_the_same_in_blocks_of_any_size(duo: Checkpoint, pair: tuple[np.ndarray, int, int], rng: np.random.Generator) -> None:
    y, whole = pair[0][: round(1.3 * SR)], MixtureEar(duo, SR).feed(pair[0][: round(1.3 * SR)])
    ear, events, at = MixtureEar(duo, SR), [], 0
    while at < len(y):
        n = int(rng.integers(1, 3000))
        events += ear.feed(y[at : at + n])
        at += n
    assert events == whole


def test_each_message_names_its_source(duo: Checkpoint, pair: tuple[np.ndarray, int, int]) -> None:
    y, sax, flute = pair
    vocabulary = duo.config.vocabulary
    sent = [answers.heard(event, vocabulary) for event in MixtureEar(duo, SR).feed(y)]
    labels = [osc.parse(messages["label"])[0].arguments for messages in sent if "label" in messages]
    assert [(a[0], a[4], a[6]) for a in labels] == [(sax, "alto_sax", "alto_sax"), (flute, "flute", "flute")]
    every = [osc.parse(messages["label/settled"])[0].arguments for messages in sent if "label/settled" in messages]
    assert {str(name).partition("_")[0] for name in every[0][2::2]} == {"alto"}
    ends = [osc.parse(messages["label/off"])[0].arguments for messages in sent if "label/off" in messages]
    assert sorted(ends) == sorted([(sax, "alto_sax"), (flute, "flute")])


def test_a_table_and_a_midi_file_know_the_sources(duo: Checkpoint, pair: tuple[np.ndarray, int, int]) -> None:
    y, sax, flute = pair
    heard = Transcription(notes(MixtureEar(duo, SR).feed(y), len(y) / SR), duo.config.vocabulary, len(y) / SR)
    rows = [line.split(",") for line in table(heard).splitlines()]
    place = {name: i for i, name in enumerate(rows[0])}
    assert [(int(row[place["midi"]]), row[place["source"]]) for row in rows[1:]] == [(sax, "alto_sax"), (flute, "flute")]
    assert rows[1][place["flute_octave"]] == ""
    assert rows[2][place["flute_octave"]] == str(flute // 12 - 1)
    assert all(note.offset_s > note.onset_s + 0.3 for note in heard.notes)
    assert bytes([0xC0, 65]) in midi(heard)
    assert bytes([0xC1, 73]) in midi(heard)


def test_what_sounded_when_a_listening_died_ends_for_each_part(duo: Checkpoint, pair: tuple[np.ndarray, int, int]) -> None:
    links = Links(AudioRing(1, 1), AudioRing(2 * SR, 1))
    ear = MixtureEar(duo, SR)
    listener = Listener(links, ear, on=True)
    y, sax, flute = pair
    links.input.write(y[: round(1.4 * SR), None])
    listener.work()
    again = Listener(links, MixtureEar(duo, SR), on=True)
    links.from_listening.clear()
    assert again.take_up()
    ended = [links.from_listening.pop(), links.from_listening.pop()]
    assert {event[1:3] + event.values for event in ended if event} == {(Kind.LABEL_OFF, 1, sax), (Kind.LABEL_OFF, 0, flute)}


def test_a_served_mixture_listens_and_does_not_play_what_it_hears(serve: Callable[..., AbstractContextManager[Any]]) -> None:
    with serve(SHELF.parent, "--checkpoint", "duo", "--audio", "clock", "--transcribe") as served:
        served.send("listen/to", "voice")
        address, reason = served.answer("fail")
        assert (address, "a mixture has several" in str(reason)) == ("/xmodal/listen/to", True)


def test_what_plays_what_is_heard_ends_where_a_mixture_takes_over(serve: Callable[..., AbstractContextManager[Any]]) -> None:
    with serve(SHELF.parent, "--checkpoint", "solo5", "--audio", "clock", "--transcribe", "--voices", "2") as served:
        served.send("listen/to", "voice", "latents")
        assert served.answer("done") == ("/xmodal/listen/to",)
        served.send("model/load", "duo")
        assert served.answer("fail", 30.0)[0] == "/xmodal/listen/to"
        assert served.answer("model/loaded") == ("duo",)


def test_an_ear_of_parts_needs_parts(tone: Checkpoint) -> None:
    with pytest.raises(ParameterError, match=r"no parts .* choose another one"):
        MixtureEar(tone, SR)


def test_mixtures_are_judged_whichever_part_is_taken_for_which() -> None:
    clip = Clip("pair", np.zeros(3 * SR, np.float32), (TrueNote(1.0, 2.0, 60, "", "flute"), TrueNote(1.5, 2.0, 67, "", "alto_sax")))
    said = [NoteSaid(1.01, 2.0, 60, 1.05, "", "alto_sax"), NoteSaid(1.58, 2.0, 67, 1.62, "", "alto_sax"), NoteSaid(1.9, 1.95, 40, 1.9)]
    found = mixtures.measure(lambda y: Transcript([], said, 0.3), [clip])
    assert (found["note"], found["all_notes_of_a_mixture"], found["source"]) == (1.0, 1.0, 0.5)
    assert (found["onset_within_50ms"], found["extra_per_note"], found["latency_ms"]["p50"]) == (0.5, 0.5, 85.0)
    assert found["us_per_second"] == 100000


def test_mixtures_draw_a_note_for_each_part(duo: Checkpoint) -> None:
    y = (0.1 * np.sin(np.arange(2 * SR) / 24)).astype(np.float32)
    single = [Clip(name, y, (TrueNote(0.1, 2.0, midi, "", name),)) for name, midi in (("flute", 72), ("alto_sax", 60))]
    drawn = mixtures.mixed(single, duo.config.vocabulary, 3)
    assert [[note.midi for note in clip.notes] for clip in drawn] == [[72, 60]] * 3
    assert all(note.offset_s - note.onset_s == pytest.approx(1.2, abs=0.41) for clip in drawn for note in clip.notes)
    with pytest.raises(ParameterError, match="part alto_sax"):
        mixtures.mixed(single[:1], duo.config.vocabulary, 3)


def test_events_of_one_note_are_read_as_before() -> None:
    told = ((0.1, Kind.LABEL_ON, 60.0), (0.3, Kind.LABEL_OFF, 60.0), (0.5, Kind.LABEL_ON, 62.0))
    found = notes([Event(at_s, kind, values=(pitch, 0.9, 3.0)) for at_s, kind, pitch in told], 1.0)
    assert [(note.midi, note.onset_s, note.offset_s, note.source) for note in found] == [(60, 0.1, 0.3, -1), (62, 0.5, 1.0, -1)]
