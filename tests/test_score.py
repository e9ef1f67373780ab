"""A session as a file: what is written, what is read again, and that it sounds the same."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xmodal_rt import score
from xmodal_rt.errors import CheckpointError, ConfigError
from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind
from xmodal_rt.links import Links, Status
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.model.checkpoint_config import CheckpointConfig, read_config
from xmodal_rt.osc import codec as osc
from xmodal_rt.recorder import Recorder, head_of
from xmodal_rt.ring import AudioRing
from xmodal_rt.synthesis.instrument import Instrument
from xmodal_rt.synthesis.process import play
from xmodal_rt.synthesis.renderer import Renderer

SR, BLOCK, VOICES = 48000, 64, 8
FOLDER = "recordings"
AHEAD = 1, 3
Z = (0.3, -2.1, 1 / 3)


class Session:
    """A synthesis whose blocks are taken one by one, and whose events are recorded."""

    def __init__(self, tone: Checkpoint, path: Path) -> None:
        self.links = Links(AudioRing(8 * BLOCK, 1), AudioRing(8 * BLOCK, 1))
        self.config = tone.config
        self.renderer = Renderer(self.links, Instrument(tone, SR, VOICES), BLOCK, AHEAD)
        self.said: list[str] = []
        (path.parent / FOLDER).mkdir()
        head = head_of(self.config.name, self.config, "cpu", SR, BLOCK, VOICES, 128)
        self.recorder = Recorder(path, path.parent / FOLDER, self.links, self.config, head, self.said.append)
        self.heard: list[np.ndarray] = []

    def play(self, seconds: float, *events: Event) -> None:
        self.links.to_synthesis.push_all(events)
        for _ in range(round(seconds * SR / BLOCK)):
            self.renderer.fill()
            block = np.zeros((BLOCK, 1), np.float32)
            assert self.links.output.read_into(block)
            self.heard.append(block[:, 0])
            self.links.clock.stamp(BLOCK * len(self.heard), len(self.heard) * BLOCK / SR)
            self.recorder.work()

    @property
    def y(self) -> np.ndarray:
        return np.concatenate(self.heard)


def note(pitch: float, velocity: float, voice: int = ALL_VOICES, at_s: float = NOW) -> Event:
    return Event(at_s, Kind.NOTE, voice, (pitch, velocity))


@pytest.fixture
def session(tone: Checkpoint, tmp_path: Path) -> Iterator[Session]:
    session = Session(tone, tmp_path / "session.osc")
    yield session
    session.recorder.close()


def replayed(read: score.Score, tone: Checkpoint) -> np.ndarray:
    """What the score sounds like on a new instrument, in the blocks of the stage."""
    head, end = read.head, read.end
    assert end is not None
    instrument = Instrument(tone, head.sample_rate, head.voices, head.hop_length)
    instrument.restore(read.state, head.start)
    y = np.zeros(-(-end.samples // head.block) * head.block, np.float32)
    for start in range(0, len(y), head.block):
        due = [(at - start, event) for at, event in read.events if start <= at < start + head.block]
        instrument.render(y[start : start + head.block], due)
        instrument.prepare()
    return y[: end.samples]


def perform(session: Session) -> None:
    """Notes, chords, labels, glides, latents, gains and paths, some of them timed between the blocks."""
    session.play(0.1, Event(NOW, Kind.SYMBOL, values=(3.0, 1.0)), note(60, 90))
    now_s = 0.1
    session.play(
        0.1, note(64, 70, at_s=now_s + 0.0213), note(67, 50, at_s=now_s + 0.0307), Event(now_s + 0.05, Kind.SYNC, values=(3.0, 1.0))
    )
    session.play(
        0.1,
        Event(NOW, Kind.GLIDE, values=(0.05,)),
        Event(0.2501, Kind.LATENT, 1, Z),
        Event(0.27, Kind.COORDINATE, ALL_VOICES, (0.0, 0.7)),
    )
    session.play(0.1, Event(NOW, Kind.GAIN, 1, (0.3,)), Event(NOW, Kind.GAIN, values=(0.8,)), note(60, 0))
    session.play(
        0.2,
        Event(NOW, Kind.JOIN, 5, (1000.0, *Z)),
        *[Event(0.42 + 0.01 * k, Kind.STEP, 5, (1000.0, 0.01, 0.3 + 0.02 * k, -2.0, 0.5)) for k in range(9)],
    )
    session.play(0.1, Event(NOW, Kind.LEAVE), *[note(50 + 3 * k, 100) for k in range(10)])
    session.play(0.2, Event(NOW, Kind.RELEASE, 5), Event(NOW, Kind.PANIC))


def test_a_replay_is_the_session_bit_for_bit(session: Session, tone: Checkpoint, tone_folder: Path, tmp_path: Path) -> None:
    session.renderer.tape.start()
    perform(session)
    session.recorder.close()
    read = score.read(tmp_path / "session.osc", tone_folder.parent)
    assert read.end == score.End(len(session.y), 0, 0)
    assert np.abs(session.y).max() > 0.1
    np.testing.assert_array_equal(replayed(read, tone), session.y)
    assert "render replay" in session.said[0]


def test_a_recording_that_begins_later_begins_when_nothing_sounds(
    session: Session, tone: Checkpoint, tone_folder: Path, tmp_path: Path
) -> None:
    perform(session)
    session.play(0.05, note(72, 100))
    session.renderer.tape.start()
    session.play(0.1)
    assert session.recorder.parts == 0
    session.play(1.0, note(72, 0))
    began = session.renderer.instrument.frame
    session.play(0.3, note(60, 90), note(65, 60))
    session.renderer.tape.stop(session.renderer.instrument.frame)
    session.play(0.1)
    session.recorder.close()
    read = score.read(tmp_path / "session.osc", tone_folder.parent)
    assert read.head.start == began
    assert {event.kind for event in read.state} == {Kind.GLIDE, Kind.SYMBOL, Kind.GAIN}
    expected = session.y[read.head.start :][: read.end.samples if read.end else 0]
    assert np.abs(expected).max() > 0.05
    np.testing.assert_array_equal(replayed(read, tone), expected)


def test_a_synthesis_that_begins_anew_goes_on_in_another_file(session: Session, tone_folder: Path, tmp_path: Path) -> None:
    session.renderer.tape.start()
    session.play(0.1, note(60, 90))
    for sample in (4096.0, 8192.0):
        session.links.to_score.push_all([
            Event(sample, Kind.TAPE_BEGIN, values=(1.0,)), Event(sample, Kind.GLIDE, values=(0.0,)), Event(sample + 10, Kind.PANIC),
        ])  # fmt: skip
    session.recorder.close()
    names = ["session-2.osc", "session-3.osc", "session.osc"]
    assert sorted(path.name for path in tmp_path.glob("*.osc")) == names
    for name in names[:2]:
        read = score.read(tmp_path / name, tone_folder.parent)
        assert [(at, event.kind) for at, event in read.events] == [(10, Kind.PANIC)]


def recording(name: str) -> Event:
    return Event(NOW, Kind.RECORD, values=tuple(map(float, name.encode())))


def test_recordings_begin_and_end_while_it_plays(session: Session, tone: Checkpoint, tone_folder: Path, tmp_path: Path) -> None:
    session.play(0.1, note(60, 90))
    session.play(0.5, recording("first"), note(60, 0))
    began = session.renderer.instrument.frame
    session.play(0.3, note(64, 90))
    session.play(0.6, recording("second"), note(64, 0))
    ended = session.renderer.instrument.frame
    session.play(0.2, note(67, 90))
    session.play(0.1, recording(""), note(67, 0))
    reads = [score.read(tmp_path / FOLDER / name, tone_folder.parent) for name in ("first.osc", "second.osc")]
    assert [read.head.start for read in reads] == [began, ended]
    for read in reads:
        assert read.end is not None
        y = session.y[read.head.start :][: read.end.samples]
        assert 0.15 < len(y) / SR < 0.35
        assert np.abs(y).max() > 0.05
        np.testing.assert_array_equal(replayed(read, tone), y)


def test_a_recording_keeps_what_sounded_unheard_to_its_end(session: Session, tone_folder: Path, tmp_path: Path) -> None:
    session.renderer.tape.start()
    session.play(0.1, note(60, 90))
    session.renderer.pass_over(1.0)
    session.links.stop.set()
    play(session.renderer, session.links, 1.0)
    session.recorder.close()
    read = score.read(tmp_path / "session.osc", tone_folder.parent)
    assert read.end is not None
    assert read.end.samples == session.renderer.instrument.frame > 1.1 * SR


@pytest.mark.parametrize("unheard_s", [0.0, 1.0])
def test_a_recording_ends_with_the_synthesis_that_made_it(
    unheard_s: float, session: Session, tone: Checkpoint, tone_folder: Path, tmp_path: Path
) -> None:
    session.play(0.3, recording("first"), note(60, 90))
    session.renderer.pass_over(unheard_s)
    session.play(0.1, note(64, 90))
    session.renderer = Renderer(session.links, Instrument(tone, SR, VOICES), BLOCK, AHEAD)  # which takes its place
    session.renderer.begin(first=False)
    session.play(0.5, note(67, 90))
    read = score.read(tmp_path / FOLDER / "first.osc", tone_folder.parent)
    assert [event.values[0] for _, event in read.events] == [60, 64]
    assert read.end is not None
    assert read.events[-1][0] <= read.end.samples == pytest.approx((0.4 if unheard_s == 0 else 0.3 + unheard_s) * SR, abs=AHEAD[1] * BLOCK)
    assert "recorded" in session.said[-1]


def test_a_recording_lies_in_its_folder_or_nowhere(session: Session, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    for name in ("../first", "/first", "first.osc", "a" * 65):
        session.play(0.01, recording(name), note(60, 1))
        session.play(0.6, note(60, 0))
        assert "is no name for a recording" in session.said[-1]
    assert sorted(tmp_path.rglob("*")) == before


def test_events_that_find_no_room_are_counted_and_told(session: Session, tone_folder: Path, tmp_path: Path) -> None:
    session.renderer.tape.start()
    session.play(0.01, Event(NOW, Kind.GLIDE, values=(0.1,)))
    capacity = session.links.to_score.capacity
    session.renderer.tape.take(session.renderer.instrument, [(0, Event(NOW, Kind.GAIN, 1, (0.5,)))] * (capacity + 5))
    assert session.links.status.view[Status.UNRECORDED] == 5
    session.recorder.close()
    read = score.read(tmp_path / "session.osc", tone_folder.parent)
    assert read.end is not None
    assert (read.end.lost, len(read.events)) == (5, 1 + capacity)
    assert "came too quickly" in session.said[-1]


def test_blocks_that_the_device_missed_are_told(session: Session, tmp_path: Path) -> None:
    session.renderer.tape.start()
    session.play(0.01, note(60, 1))
    session.links.status.view[Status.UNDERRUNS] = 3
    session.recorder.close()
    assert "missed 3 blocks" in session.said[-1]


def test_nothing_is_recorded_over(session: Session, tmp_path: Path) -> None:
    head = head_of(session.config.name, session.config, "cpu", SR, BLOCK, VOICES, 128)
    with pytest.raises(ConfigError, match="exists already; name another file"):
        Recorder(tmp_path / "session.osc", None, session.links, session.config, head, print)
    with pytest.raises(ConfigError, match="in a folder that is yours"):
        Recorder(tmp_path / "gone" / "session.osc", None, session.links, session.config, head, print)


def test_a_score_that_is_cut_off_is_read_as_far_as_it_goes(session: Session, tone_folder: Path, tmp_path: Path) -> None:
    session.renderer.tape.start()
    perform(session)
    session.recorder.close()
    whole, data = score.read(tmp_path / "session.osc", tone_folder.parent), (tmp_path / "session.osc").read_bytes()
    for left in (len(data) - 1, len(data) // 2, len(data) // 2 + 1):
        (tmp_path / "cut.osc").write_bytes(data[:left])
        cut = score.read(tmp_path / "cut.osc", tone_folder.parent)
        assert cut.end is None
        assert cut.events == whole.events[: len(cut.events)]
        assert len(cut.events) > 0


def test_the_file_is_a_score_of_length_and_bundle_with_time_from_nought(session: Session, tmp_path: Path) -> None:
    session.renderer.tape.start()
    session.play(0.5, note(60, 90), note(62, 90, at_s=0.25))
    session.recorder.close()
    data, addresses, times_s = (tmp_path / "session.osc").read_bytes(), [], []
    while data:
        size = int.from_bytes(data[:4], "big")
        assert data[4:12] == b"#bundle\0"
        times_s.append(int.from_bytes(data[12:20], "big") / 2**32)
        addresses.append([message.address for message in osc.parse(data[4 : 4 + size])])
        data = data[4 + size :]
    assert addresses[0][0] == "/xmodal/score"
    assert addresses[1:] == [["/xmodal/note"], ["/xmodal/note"], ["/xmodal/score/end"]]
    assert times_s == pytest.approx([0, 0, 0.25, 0.5], abs=0.01)


@pytest.mark.parametrize("data", [b"", b"\0\0\0\4abcd", b"RIFF" * 100, b"\0\0\0\x10#bundle\0" + bytes(8)])
def test_other_files_are_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "other.osc").write_bytes(data)
    with pytest.raises(ConfigError, match="serve --record"):
        score.read(tmp_path / "other.osc")


@pytest.mark.parametrize(("measure", "value"), [("voices", 10**9), ("block", 0), ("sample_rate", -1), ("hop_length", 1)])
def test_measures_that_no_session_has_are_refused(measure: str, value: int, tone_folder: Path, tmp_path: Path) -> None:
    config = read_config(tone_folder)
    head = dataclasses.replace(head_of(config.name, config, "cpu", SR, BLOCK, VOICES, 128), **{measure: value})
    (tmp_path / "other.osc").write_bytes(score.head_bundle(head, [], config.vocabulary))
    with pytest.raises(ConfigError, match=f"its {measure.replace('_', ' ')} is {value}"):
        score.read(tmp_path / "other.osc", tone_folder.parent)


def test_a_length_of_years_is_refused(tone_folder: Path, tmp_path: Path) -> None:
    config = read_config(tone_folder)
    head = head_of(config.name, config, "cpu", SR, BLOCK, VOICES, 128)
    end = score.end_bundle(score.End(10**13, 0, 0), SR)
    (tmp_path / "other.osc").write_bytes(score.head_bundle(head, [], config.vocabulary) + end)
    with pytest.raises(ConfigError, match="its length is 10000000000000"):
        score.read(tmp_path / "other.osc", tone_folder.parent)


def test_a_score_of_another_model_is_refused(tone_config: CheckpointConfig, tone_folder: Path, tmp_path: Path) -> None:
    other = head_of("tone", dataclasses.replace(tone_config, hashes={"model.ts": "other"}), "cpu", SR, BLOCK, VOICES, 128)
    (tmp_path / "other.osc").write_bytes(score.head_bundle(other, [], tone_config.vocabulary))
    with pytest.raises(CheckpointError, match="bring back that checkpoint"):
        score.read(tmp_path / "other.osc", tone_folder.parent)


VALUES = st.floats(-2, 2, allow_nan=False)
PLAYED = st.one_of(
    st.builds(lambda v, p, x: Event(NOW, Kind.NOTE, v, (p, x)), st.integers(-1, 7), st.floats(12, 119), st.floats(0, 127)),
    st.builds(lambda v, z: Event(NOW, Kind.LATENT, v, z), st.integers(-1, 7), st.tuples(VALUES, st.floats(-6, -1), st.floats(0.2, 0.9))),
    st.builds(lambda v, n, z: Event(NOW, Kind.COORDINATE, v, (float(n), z)), st.integers(-1, 7), st.integers(0, 2), st.floats(-0.5, 0)),
    st.builds(lambda v, n, s, z: Event(NOW, Kind.STEP, v, (float(n), s, z, -2.0, 0.5)), st.integers(-1, 7), st.integers(0, 2**31 - 1),
              st.floats(0, 60), VALUES),
    st.builds(lambda v, i, d: Event(NOW, Kind.SYMBOL, v, (3.0, float(i), 2.0, float(d))), st.integers(-1, 7), st.integers(0, 1),
              st.integers(0, 5)),
    st.builds(lambda v, g: Event(NOW, Kind.GAIN, v, (g,)), st.integers(-1, 7), st.floats(0, 4)),
    st.builds(lambda s: Event(NOW, Kind.GLIDE, ALL_VOICES, (s,)), st.floats(0, 60)),
    st.builds(lambda n: Event(NOW, Kind.SYNC, ALL_VOICES, (float(n),)), st.integers(-(2**31), 2**31 - 1)),
    st.builds(lambda v, kind: Event(NOW, kind, v), st.integers(-1, 7), st.sampled_from([Kind.RELEASE, Kind.PANIC, Kind.LEAVE])),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2**34), PLAYED), max_size=5), st.sampled_from([44100, 48000, 96000]))
def test_every_event_comes_back_to_the_last_bit_at_its_sample(
    tone_folder: Path, tmp_path_factory: pytest.TempPathFactory, played: list[tuple[int, Event]], sr: int
) -> None:
    config = read_config(tone_folder)
    head = head_of(config.name, config, "cpu", sr, BLOCK, VOICES, 128)
    parts = [score.bundle(at, [event], head, config.vocabulary) for at, event in played]
    path = tmp_path_factory.mktemp("scores") / "score.osc"
    path.write_bytes(b"".join([score.head_bundle(head, [], config.vocabulary), *parts]))
    assert score.read(path, tone_folder.parent).events == tuple(played)
