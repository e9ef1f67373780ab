import math
import struct
from collections import deque
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xmodal_rt.control.burst import newest
from xmodal_rt.control.control import MAX_TARGETS, Control
from xmodal_rt.control.desk import Moment, Running
from xmodal_rt.control.mirror import HOLD_S
from xmodal_rt.control.pending import CAPACITY, Pending
from xmodal_rt.control.replies import MAX_ANSWERS, MAX_COMPLAINTS, MAX_REASON, Replies
from xmodal_rt.doors import Doors
from xmodal_rt.errors import ParameterError
from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind, Refusal
from xmodal_rt.links import Status
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.model.vocabulary import PITCH_CLASSES, Label, Vocabulary
from xmodal_rt.osc import codec as osc
from xmodal_rt.osc.addresses import INCOMING, Entry, entry
from xmodal_rt.ring import EventRing

SENDER = ("127.0.0.1", 50000)
DEFAULT = ("127.0.0.1", 9001)
MONOTONIC_S, UNIX_S = 5000.0, 1_700_000_000.0
ON_TIME = Moment(MONOTONIC_S, UNIX_S)
VOCABULARY = Vocabulary(
    labels=(
        Label("octave", tuple(str(i) for i in range(1, 9))),
        Label("pitch_class", PITCH_CLASSES),
        Label("dynamics", ("pp", "p", "mp", "mf", "f", "ff")),
        Label("instrument", ("flute", "piano")),
    ),
    pitch=("octave", "pitch_class"),
    velocity="dynamics",
)
CONFIG = CheckpointConfig("tone", Analysis(), VOCABULARY, 3, (-4.0, -3.0, 0.0), (4.0, 3.0, 0.5))


@pytest.fixture
def control() -> Control:
    return made()


def made(transcribe: bool = True, recordings: Path | None = Path()) -> Control:
    running = Running(CONFIG, 8, transcribe, 48000, 128, MONOTONIC_S - 10, recordings=recordings)
    control = Control(running, DEFAULT[1], np.arange(64, dtype=np.float64), Doors(("192.0.2.0/24", "10.0.0.0/8", "10.0.0.9")))
    control.tick(ON_TIME)
    control.replies.take()
    return control


def later(seconds: float) -> Moment:
    return Moment(MONOTONIC_S + seconds, UNIX_S + seconds)


def send(control: Control, *datagrams: bytes, sender: tuple[str, int] = SENDER, now: Moment = ON_TIME) -> list[Event]:
    """Let the datagrams come at once; return what the synthesis gets."""
    control.receive([(datagram, sender) for datagram in datagrams], now)
    return pushed(control.desk.to_synthesis)


RING = EventRing(2048)


def pushed(pending: Pending) -> list[Event]:
    pending.push(RING)
    return list(iter(RING.pop, None))


def replies(control: Control) -> list[tuple[str, tuple[osc.Value, ...], tuple[str, int]]]:
    """What goes out, without the copies of answers to the default port."""
    sent = control.replies.take()
    first = [(datagram, to) for i, (datagram, to) in enumerate(sent) if to != DEFAULT or datagram not in [d for d, _ in sent[:i]]]
    return [(m.address, m.arguments, to) for datagram, to in first for m in osc.parse(datagram)]


def msg(address: str, *arguments: object) -> bytes:
    return osc.message(f"/xmodal/{address}", *arguments)


def tagged(seconds: float, *messages: bytes) -> bytes:
    return osc.bundle(UNIX_S + seconds, messages)


EXAMPLES: dict[str, tuple[tuple[object, ...], tuple[float, ...]]] = {
    "note": ((60, 100), (60, 100)),
    "symbol": (("octave", 4, "pitch_class", "c#", "dynamics", "mf", "instrument", 1), (0, 3, 1, 1, 2, 3, 3, 1)),
    "latent": ((4, -2.5, 0.5), (4, -2.5, 0.5)),
    "latent/N": ((0.25,), (2, 0.25)),
    "glide": ((1.5,), (1.5,)),
    "gain": ((2,), (2,)),
    "bend": ((-0.5,), (-0.5,)),
    "release": ((), ()),
    "panic": ((), ()),
    "sync": ((7,), (7, 1)),
    "path/join": ((5, 4, -2.5, 0.5), (5, 4, -2.5, 0.5)),
    "path/step": ((5, 0.25, 4, -2.5, 0.5), (5, 0.25, 4, -2.5, 0.5)),
    "path/leave": ((), ()),
}


ASKED: dict[str, tuple[object, ...]] = {
    "anchor/labels": ("soft", "C4", "mf", "piano"), "anchor/now": ("here",), "anchor/heard": ("room",),
    "anchor/latent": ("point", 1, 2, 0.5),
    "anchor/delete": ("kept",), "anchor/get": ("kept",), "morph": (1, 3, "kept", "kept"), "trajectory": ("circle",),
}  # fmt: skip
"""arguments of messages that are answered and cannot do without"""


def path_of(item: Entry) -> str:
    return item.address.replace("/N", "/2")


SOUNDING = [item for item in INCOMING if item.served_by == "synthesis" and item.address != "clearSched"]


@pytest.mark.parametrize("item", SOUNDING, ids=lambda item: item.address)
def test_each_message_becomes_its_event(control: Control, item: Entry) -> None:
    sent, values = EXAMPLES[item.address]
    assert send(control, msg(path_of(item), *sent)) == [Event(NOW, item.kind, ALL_VOICES, values)]  # type: ignore[arg-type]
    assert replies(control) == []


@pytest.mark.parametrize("item", [item for item in SOUNDING if item.per_voice], ids=lambda item: item.address)
def test_each_message_reaches_one_voice(control: Control, item: Entry) -> None:
    sent, values = EXAMPLES[item.address]
    assert send(control, msg(f"voice/5/{path_of(item)}", *sent)) == [Event(NOW, item.kind, 5, values)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sender", "port", "receivers"),
    [
        (SENDER, None, [SENDER, DEFAULT]),
        (SENDER, 9555, [("127.0.0.1", 9555)]),
        (SENDER, -1, [SENDER]),
        (("192.0.2.7", 50000), None, [("192.0.2.7", 50000)]),
    ],
)
def test_answers_go_to_the_sender_and_to_the_default_port_until_it_names_one(
    control: Control, sender: tuple[str, int], port: int | None, receivers: list[tuple[str, int]]
) -> None:
    if port is not None:
        send(control, msg("notify", port), sender=sender)
        control.replies.take()
    send(control, msg("version"), sender=sender)
    assert [to for _, to in control.replies.take()] == receivers


ANSWERED_HERE = [item for item in INCOMING if item.answer and item.address not in ("sync", "model/load")]


@pytest.mark.parametrize("item", ANSWERED_HERE, ids=lambda item: item.address)
def test_each_question_is_answered_to_the_sender(control: Control, item: Entry) -> None:
    control.desk.points.anchors.put("kept", (1.0, -2.0, 0.25), MONOTONIC_S)
    asked = send(control, msg(item.address, *ASKED.get(item.address, ()))) + pushed(control.desk.to_listening)
    for event in asked:
        if event.kind in (Kind.LOOK_UP, Kind.WHERE, Kind.LISTEN_WHERE):
            control.feedback(Event(NOW, Kind.POINT, int(event.values[0]), (4, -2.5, 0.5)), ON_TIME)
    answers = replies(control)
    assert answers[0][0] == entry(item.answer).path
    assert all(to == SENDER for _, _, to in answers)


def test_a_pattern_reaches_all_that_it_means(control: Control) -> None:
    assert [e.voice for e in send(control, msg("voice/[2-4]/gain", 0.5))] == [2, 3, 4]


def test_a_wildcard_never_quits(control: Control) -> None:
    send(control, msg("{quit,status}"), msg("q*"), msg("*"))
    assert not control.desk.stopping


def test_quit_answers_and_stops(control: Control) -> None:
    send(control, msg("quit"))
    assert control.desk.stopping
    assert replies(control) == [("/xmodal/done", ("/xmodal/quit",), SENDER)]


def test_a_stranger_is_neither_heard_nor_answered(control: Control) -> None:
    for host in ("198.51.100.7", "192.0.3.1"):
        assert send(control, msg("note", 60, 100), msg("status"), b"garbage", sender=(host, 1234)) == []
        assert replies(control) == []
    assert control.counts.strangers == 6
    assert control.counts.messages == 0


def test_an_address_that_is_allowed_by_itself_may_end_the_server(control: Control) -> None:
    send(control, msg("quit"), sender=("10.0.0.9", 1234))
    assert control.desk.stopping


def test_nobody_gets_more_answers_per_second_than_a_bound(control: Control) -> None:
    questions = [osc.message("/xmodal/version")] * (MAX_ANSWERS + 5)
    victim, other = ("192.0.2.7", 4000), ("192.0.2.8", 4000)
    send(control, *questions, sender=victim)
    assert len(control.replies.take()) == MAX_ANSWERS
    send(control, questions[0], sender=other)
    assert [to for _, to in control.replies.take()] == [other]
    control.tick(later(1.1))
    control.replies.take()
    send(control, questions[0], sender=victim)
    assert [to for _, to in control.replies.take()] == [victim]


def test_quit_is_refused_from_elsewhere(control: Control) -> None:
    send(control, msg("quit"), sender=("10.0.0.7", 1234))
    assert not control.desk.stopping
    ((address, arguments, to),) = replies(control)
    assert (address, to) == ("/xmodal/fail", ("10.0.0.7", 1234))
    assert "only for senders on the same machine" in str(arguments[1])


@pytest.mark.parametrize(
    ("datagram", "reason"),
    [
        (msg("note", 60), "VELOCITY is missing"),
        (msg("note", math.nan, 100), "PITCH is nan"),
        (msg("note", 127, 100), "octave has no class '9'"),
        (msg("latent", 1.0, 2.0), "2 coordinates came; send all 3"),
        (msg("latent", 1.0, math.inf, 2.0), "Z is inf"),
        (msg("latent/3", 1.0), "no such address"),
        (msg("voice/8/gain", 1.0), "no such address"),
        (msg("symbol", "octave", 11), "octave has no class '11'; use one of 1, 2"),
        (msg("symbol", "dynamics", 6), "use 0 to 5"),
        (msg("symbol", "dynamics", "loud"), "use one of pp, p"),
        (msg("symbol", "colour", 1), "there is no label 'colour'"),
        (msg("symbol", "octave", "9" * 5000), "octave has no class"),
        (b"/xmodal/gain\0\0\0\0,I\0\0", "type tag 'I' is not known"),
        (msg("symbol", "x" * 5000, 1), "there is no label 'xxx"),
        (osc.message("/other", 1), "no such address"),
    ],
)
def test_what_is_wrong_is_refused_with_the_reason_to_the_sender(control: Control, datagram: bytes, reason: str) -> None:
    assert send(control, datagram) == []
    ((address, arguments, to),) = replies(control)
    assert (address, arguments[0], to) == ("/xmodal/fail", osc.parse(datagram)[0].address, SENDER)
    assert reason in str(arguments[1])
    assert len(str(arguments[1])) <= MAX_REASON
    assert control.counts.refused == 1


def test_a_note_is_released_even_where_the_model_could_not_play_it(control: Control) -> None:
    assert send(control, msg("note", 127, 0)) == [Event(NOW, Kind.NOTE, ALL_VOICES, (127, 0))]


def test_a_bundle_loses_only_the_message_with_the_unknown_tag(control: Control) -> None:
    bad = b"/xmodal/gain\0\0\0\0,c\0\0\0\0\0\1"
    first, last = msg("gain", 1.0), msg("note", 60, 1)
    elements = b"".join(struct.pack(">i", len(e)) + e for e in (first, bad, last))
    assert [e.kind for e in send(control, b"#bundle\0" + struct.pack(">Q", 1) + elements)] == [Kind.GAIN, Kind.NOTE]
    assert control.counts.refused == 1


def test_what_is_clipped_is_done_and_told(control: Control) -> None:
    assert send(control, msg("gain", 9)) == [Event(NOW, Kind.GAIN, ALL_VOICES, (4,))]
    assert replies(control) == [("/xmodal/fail", ("/xmodal/gain", "GAIN is 9, clipped to 4; send 0 to 4"), SENDER)]


def test_coordinates_stay_near_what_the_model_was_trained_on(control: Control) -> None:
    (event,) = send(control, msg("latent", 900.0, -2.0, 0.5))
    assert event.values == (8, -2, 0.5)
    assert send(control, msg("latent/2", -900.0)) == [Event(NOW, Kind.COORDINATE, ALL_VOICES, (2, -1))]
    assert ["clipped" in str(arguments[1]) for _, arguments, _ in replies(control)] == [True, True]


def test_the_same_complaint_comes_once_per_second_and_every_refusal_is_counted(control: Control) -> None:
    for _ in range(100):
        send(control, msg("note", 60), b"/\xff\0\0")
    assert len(replies(control)) == 2
    assert (control.counts.refused, control.counts.malformed) == (100, 100)
    send(control, msg("note", 60), sender=("127.0.0.1", 50001))
    send(control, msg("note", 60), now=later(0.9))
    assert len(replies(control)) == 1
    send(control, msg("note", 60), now=later(1.1))
    assert len(replies(control)) == 1


def test_complaints_are_bounded_over_all_senders(control: Control) -> None:
    for n in range(2000):
        send(control, msg("note", -n - 1, 1))
    assert len(replies(control)) == MAX_COMPLAINTS
    send(control, msg("note", 60), now=later(1.5))
    assert len(replies(control)) == 1


# Time


def test_a_time_tag_is_converted_once_on_arrival(control: Control) -> None:
    (event,) = send(control, tagged(0.5, msg("note", 60, 100)))
    assert event.time_s == pytest.approx(MONOTONIC_S + 0.5, abs=1e-6)
    assert replies(control) == []


@pytest.mark.parametrize("tag", [0, 1, osc.time_tag(UNIX_S - 1e6), 5 << 32, osc.time_tag(UNIX_S - 0.1)])
def test_immediately_and_the_past_are_now(control: Control, tag: int) -> None:
    note = msg("note", 60, 100)
    datagram = b"#bundle\0" + struct.pack(">Qi", tag, len(note)) + note
    assert send(control, datagram) == [Event(NOW, Kind.NOTE, ALL_VOICES, (60, 100))]
    assert [address for address, _, _ in replies(control)] == ["/xmodal/late"] * (tag > 1)
    assert control.counts.late == (tag > 1)


def test_how_late_is_told(control: Control) -> None:
    send(control, tagged(-0.25, msg("gain", 1)))
    ((_, (address, seconds), _),) = replies(control)
    assert (address, seconds) == ("/xmodal/gain", pytest.approx(0.25, abs=1e-6))


@pytest.mark.parametrize("ahead_s", [61.0, 86400.0, 12 * 365 * 86400.0])
def test_beyond_the_horizon_a_message_is_refused(control: Control, ahead_s: float) -> None:
    datagram = b"#bundle\0" + struct.pack(">Qi", osc.time_tag(UNIX_S + ahead_s) & (2**64 - 1), len(msg("panic"))) + msg("panic")
    assert send(control, datagram) == []
    assert "too far ahead" in str(replies(control)[0][1][1])


def test_a_nested_bundle_is_not_earlier_than_its_outer_one(control: Control) -> None:
    inner = tagged(0.1, msg("note", 61, 1))
    outer = b"#bundle\0" + struct.pack(">Q", osc.time_tag(UNIX_S + 0.5)) + struct.pack(">i", len(inner)) + inner
    assert send(control, outer)[0].time_s == pytest.approx(MONOTONIC_S + 0.5, abs=1e-6)


def test_what_the_control_serves_waits_for_its_time_too(control: Control) -> None:
    send(control, tagged(0.5, msg("version")))
    control.tick(later(0.4))
    assert replies(control) == []
    assert control.due_s == pytest.approx(MONOTONIC_S + 0.5)
    control.tick(later(0.51))
    assert [address for address, _, _ in replies(control)] == ["/xmodal/version.reply"]


def test_clear_forgets_what_waits(control: Control) -> None:
    send(control, tagged(0.5, msg("version")))
    assert send(control, msg("clearSched")) == [Event(NOW, Kind.CLEAR)]
    assert replies(control) == [("/xmodal/done", ("/xmodal/clearSched",), SENDER)]
    control.tick(later(0.6))
    assert replies(control) == []


def test_waiting_messages_are_bounded(control: Control) -> None:
    send(control, *[tagged(5, msg("version"))] * 1100)
    assert control.counts.refused == 1100 - 1024


# Order and bursts


def test_of_a_burst_the_newest_state_counts_and_notes_keep_their_order(control: Control) -> None:
    burst = [datagram for n in range(500) for datagram in (msg("latent", 4.0, -2.0, n / 1000), msg("gain", n / 500))]
    notes = [msg("note", 40 + n % 40, 1) for n in range(300)]
    events = send(control, *burst, *notes, *burst)
    for latent, gain in (events[:2], events[-2:]):
        assert (latent.kind, latent.values) == (Kind.LATENT, (4, -2, pytest.approx(0.499)))
        assert (gain.kind, gain.values) == (Kind.GAIN, (pytest.approx(0.998),))
    assert [e.values[0] for e in events[2:-2]] == [40 + n % 40 for n in range(300)]


def test_a_wrong_newest_value_does_not_hide_the_one_before(control: Control) -> None:
    events = send(control, msg("gain", 0.25), msg("gain", 0.5), msg("gain", "loud"), msg("gain", math.nan))
    assert events == [Event(NOW, Kind.GAIN, ALL_VOICES, (0.5,))]
    assert control.counts.refused == 2


def test_labels_set_between_notes_stay_between_them(control: Control) -> None:
    datagrams = [msg("symbol", "instrument", 0), msg("note", 60, 1), msg("symbol", "instrument", 1), msg("note", 64, 1)]
    assert [e.kind for e in send(control, *datagrams)] == [Kind.SYMBOL, Kind.NOTE] * 2


def test_a_glide_between_two_moves_stays_between_them(control: Control) -> None:
    datagrams = [msg("latent/0", 1), msg("glide", 2), msg("latent/0", 3)]
    assert [e.kind for e in send(control, *datagrams)] == [Kind.COORDINATE, Kind.GLIDE, Kind.COORDINATE]


def test_packets_full_of_wildcards_and_questions_are_bounded(control: Control) -> None:
    events = send(control, *[tagged(1, *[msg("voice/*/latent/*", 0.5)] * 100)] * 20)
    assert len(events) == 24
    send(control, *[tagged(0, *[msg("addresses")] * 500)] * 2)
    assert len(replies(control)) <= MAX_TARGETS
    assert control.counts.refused >= 2000 - MAX_TARGETS // 23 + 1000 - MAX_TARGETS // 40
    assert len(send(control, msg("note", 60, 1))) == 1


def test_coordinates_of_different_voices_and_numbers_all_count(control: Control) -> None:
    paths = ["latent/0", "latent/1", "voice/1/latent/0", "voice/2/latent/0"]
    events = send(control, *[msg(path, value) for value in (1, 2, 3) for path in paths])
    assert [(e.voice, e.values) for e in events] == [(-1, (0, 3)), (-1, (1, 3)), (1, (0, 3)), (2, (0, 3))]


STATES = st.tuples(st.sampled_from("abc"), st.integers(0, 9))


@given(st.lists(st.one_of(STATES, st.integers(0, 9))))
def test_leaving_out_void_states_changes_nothing_that_is_heard(items: list[tuple[str, int] | int]) -> None:
    """What each note meets, and what is left at the end, is the same as without leaving anything out."""

    def meets(arrivals: list[tuple[bytes, tuple[str, int]]]) -> list[object]:
        state: dict[bytes, bytes] = {}
        heard: list[object] = []
        for datagram, _ in arrivals:
            if datagram[:1] in b"abc":
                if datagram[1:] != b"0":
                    state[datagram[:1]] = datagram
            else:
                heard.append((datagram, dict(state)))
        return [*heard, state]

    arrivals = [((f"{item[0]}{item[1]}" if isinstance(item, tuple) else str(item)).encode(), SENDER) for item in items]
    kept = newest(arrivals, lambda d: d[:1] if d[:1] in b"abc" else None, lambda d: d[1:] != b"0")
    assert meets(kept) == meets(arrivals)


def test_pending_events_wait_while_the_ring_is_full() -> None:
    pending, ring = Pending(), EventRing(3)
    sent = deque(Event(NOW, Kind.NOTE, values=(n, 1)) for n in range(10))
    for event in sent:
        pending.add(event, False)
    while sent:
        pending.push(ring)
        assert ring.readable == min(3, len(sent))
        for _ in range(ring.readable):
            assert ring.pop() == sent.popleft()
    assert len(pending) == 0


def test_pending_events_are_bounded() -> None:
    pending = Pending(2)
    for n in range(2):
        pending.add(Event(NOW, Kind.NOTE, values=(n, 1)), False)
    with pytest.raises(ParameterError, match="send fewer at once"):
        pending.add(Event(NOW, Kind.NOTE), False)


# Recordings


def test_recordings_are_named_begun_and_ended(control: Control) -> None:
    assert send(control, msg("record", "take-1")) == [Event(NOW, Kind.RECORD, values=tuple(map(float, b"take-1")))]
    (default,) = send(control, msg("record"))
    assert bytes(map(int, default.values)).startswith(b"session-2023111")
    assert send(control, msg("record/stop")) == [Event(NOW, Kind.RECORD)]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("../take", "no name"), ("/take", "no name"), ("a.b", "no name"), ("x" * 65, "1 to 64 letters"), ("there", "exists already")],
)
def test_a_recording_lies_in_its_folder_and_replaces_none(name: str, reason: str, tmp_path: Path) -> None:
    control = made(recordings=tmp_path)
    (tmp_path / "there.osc").touch()
    assert send(control, msg("record", name)) == []
    assert reason in str(replies(control)[0][1][1])


@pytest.mark.parametrize("message", [msg("record", "take-1"), msg("record/stop")])
def test_without_a_folder_no_recording_begins_or_ends(message: bytes) -> None:
    control = made(recordings=None)
    assert send(control, message) == []
    assert "--recordings FOLDER" in str(replies(control)[0][1][1])


@pytest.mark.parametrize("address", ["record", "record/stop"])
def test_nobody_records_from_elsewhere(control: Control, address: str) -> None:
    control.doors = Doors(("10.0.0.0/8",))
    assert send(control, msg(address), sender=("10.0.0.7", 1234)) == []
    assert "only for senders on the same machine" in str(replies(control)[0][1][1])


# Replies


def test_replies_go_to_the_port_that_was_named_on_the_senders_own_host(control: Control) -> None:
    send(control, msg("notify", 7000), msg("version"))
    other = ("127.0.0.1", 50001)
    send(control, msg("version"), sender=other)
    assert [to for _, _, to in replies(control)] == [("127.0.0.1", 7000), ("127.0.0.1", 7000), other]


def test_what_is_heard_goes_to_the_default_port_and_to_all_who_asked(control: Control) -> None:
    send(control, msg("notify", 7000))
    send(control, msg("notify"), sender=("127.0.0.1", 50001))
    send(control, msg("notify", 9001), sender=("127.0.0.1", 50002))
    replies(control)
    control.feedback(Event(MONOTONIC_S, Kind.LABEL_OFF, values=(60,)), ON_TIME)
    assert [(address, to[1]) for address, _, to in replies(control)] == [("/xmodal/label/off", port) for port in (9001, 7000, 50001)]
    send(control, msg("notify", 0))
    replies(control)
    control.feedback(Event(MONOTONIC_S, Kind.LABEL_OFF, values=(60,)), ON_TIME)
    assert [to[1] for _, _, to in replies(control)] == [9001, 50001]


def test_listeners_are_bounded_and_the_oldest_goes() -> None:
    told = Replies(DEFAULT)
    for port in range(100):
        told.notify(("127.0.0.1", 20000 + port), -1)
    told.announce(b"x")
    assert [to[1] for _, to in told.take()] == [9001, *range(20068, 20100)]


def test_synced_goes_to_who_asked(control: Control) -> None:
    (first,) = send(control, msg("sync", 12))
    (second,) = send(control, msg("sync", 12), sender=("127.0.0.1", 50001))
    control.feedback(second._replace(kind=Kind.SYNCED), ON_TIME)
    control.feedback(first._replace(kind=Kind.SYNCED), ON_TIME)
    control.feedback(first._replace(kind=Kind.SYNCED), ON_TIME)
    assert replies(control) == [("/xmodal/synced", (12,), ("127.0.0.1", 50001)), ("/xmodal/synced", (12,), SENDER)]


def test_what_the_synthesis_refused_is_told_to_all(control: Control) -> None:
    for refusal in Refusal:
        control.feedback(Event(0, Kind.REFUSED, values=(float(refusal), 0.5)), ON_TIME)
    told = replies(control)
    assert [(address, to) for address, _, to in told] == [(f"/xmodal/{a}", DEFAULT) for a in ("late", *["fail"] * (len(Refusal) - 1))]
    assert told[2][1][0] == "/xmodal/note"


def test_a_label_carries_names_and_the_time_at_which_it_was_heard(control: Control) -> None:
    control.feedback(Event(MONOTONIC_S - 0.03, Kind.LABEL_ON, values=(61, 0.75, -12.5, 3, 1, 3, 0)), ON_TIME)
    ((datagram, to),) = control.replies.take()
    label, whole = osc.parse(datagram)
    assert to == DEFAULT
    assert osc.unix_seconds(label.time_tag) == pytest.approx(UNIX_S - 0.03, abs=1e-6)
    assert label[1:3] == ("/xmodal/label", (61, 4, "C#", "mf", "flute", 0.75))
    pairs = ("octave", 4, "pitch_class", "C#", "dynamics", "mf", "instrument", "flute")
    assert whole[1:3] == ("/xmodal/label/all", (61, -12.5, *pairs))


def test_a_label_that_was_not_heard_is_a_dash(control: Control) -> None:
    control.feedback(Event(MONOTONIC_S, Kind.LABEL_ON, values=(61, 0.75, 0, 3, 1, -1, -1)), ON_TIME)
    assert replies(control)[0][1] == (61, 4, "C#", "-", "-", 0.75)


def test_latents_heard_are_announced(control: Control) -> None:
    control.feedback(Event(MONOTONIC_S, Kind.HEARD, values=(0.5, -1, 2)), ON_TIME)
    assert replies(control) == [("/xmodal/heard/latent", (0.5, -1.0, 2.0), DEFAULT)]


def test_the_status_page_is_read(control: Control) -> None:
    send(control, msg("note", 60))
    replies(control)
    send(control, msg("status"))
    ((_, arguments, _),) = replies(control)
    refused = int(Status.REFUSED) + 1
    expected = (Status.VOICES, Status.LOAD_P50, Status.LOAD_P99, Status.UNDERRUNS, Status.LATE, refused, 48000, 128, 10.0, "tone",
                Status.ECONOMY)  # fmt: skip
    assert arguments == expected


def test_levels_are_told_in_decibels_below_full_scale() -> None:
    page = np.zeros(64)
    page[Status.OUTPUT_LEVEL] = 0.5
    control = Control(Running(CONFIG, 8, False, 48000, 128, MONOTONIC_S), 9001, page)
    send(control, msg("level"))
    ((_, (output, heard), _),) = replies(control)
    assert output == pytest.approx(-6.02, abs=0.01)
    assert heard == pytest.approx(-120)


def test_info_says_what_the_model_offers(control: Control) -> None:
    send(control, msg("info"))
    told = [(address, arguments) for address, arguments, _ in replies(control)]
    assert told[0] == ("/xmodal/info.reply", ("tone", 3, 8, 4))
    assert ("/xmodal/info.label", ("instrument", "flute", "piano")) in told
    assert ("/xmodal/info.label", ("octave", *range(1, 9))) in told
    assert ("/xmodal/info.latent", (0, -4.0, 4.0)) in told


def test_the_heart_beats_once_a_second(control: Control) -> None:
    for tenth in range(50):
        control.tick(later(tenth / 10))
    beats = [arguments[0] for address, arguments, _ in replies(control) if address == "/xmodal/alive"]
    assert beats == pytest.approx([11, 12, 13, 14], abs=0.15)


# Listening


def test_listening_is_switched(control: Control) -> None:
    send(control, msg("listen", 0), msg("listen/rate", 500))
    assert pushed(control.desk.to_listening) == [Event(NOW, Kind.LISTEN, values=(0,)), Event(NOW, Kind.LISTEN_RATE, values=(100,))]


def test_without_a_listener_that_is_refused() -> None:
    control = made(transcribe=False)
    send(control, msg("listen", 1))
    ((address, arguments, _),) = replies(control)
    assert address == "/xmodal/fail"
    assert "--transcribe" in str(arguments[1])


def test_incoming_messages_are_logged_on_demand(control: Control, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "xmodal_rt.osc.codec.in")
    send(control, msg("dumpOSC", 1))
    send(control, msg("gain", 0.5))
    send(control, msg("dumpOSC", 0))
    send(control, msg("gain", 0.25))
    assert [record.args[2] for record in caplog.records if record.args] == ["/xmodal/gain", "/xmodal/dumpOSC"]


# Fuzz


WORDS = st.one_of(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6), st.sampled_from(VOCABULARY.names))
ARGUMENTS = st.lists(st.one_of(st.floats(), st.integers(-(2**31), 2**31 - 1), WORDS), max_size=5)
PATHS = st.one_of(
    st.sampled_from([path_of(item) for item in INCOMING if item.address != "quit"]),
    st.sampled_from(["voice/*/latent", "{gain,glide}", "latent/[0-9]", "*", "voice/[!3]/*", "*/*/*", "voice/99/gain", "*?" * 40]),
)
LEGAL = st.builds(lambda path, arguments: safe(path, arguments), PATHS, ARGUMENTS)


def safe(path: str, arguments: list[object]) -> bytes:
    return msg(path, *[0.0 if isinstance(a, float) and abs(a) > 3e38 and math.isfinite(a) else a for a in arguments])


def damage(datagram: bytes, places: list[tuple[int, int]], cut: int) -> bytes:
    changed = bytearray(datagram)
    for place, value in places:
        changed[place % len(changed)] = value
    return bytes(changed[: len(changed) - cut])


DAMAGED = st.builds(damage, LEGAL, st.lists(st.tuples(st.integers(0, 500), st.integers(0, 255)), max_size=4), st.integers(0, 5))
BUNDLED = st.builds(lambda s, items: tagged(s, *items), st.floats(-100, 100), st.lists(LEGAL, max_size=4))


@settings(max_examples=500, deadline=None)
@given(st.lists(st.one_of(DAMAGED, LEGAL, BUNDLED, st.binary(max_size=64)), max_size=8))
def test_nothing_that_comes_does_harm(datagrams: list[bytes]) -> None:
    control = made()
    for event in send(control, *datagrams):
        assert all(math.isfinite(value) for value in event.values)
        assert event.time_s == NOW or MONOTONIC_S < event.time_s <= MONOTONIC_S + 60
        assert -1 <= event.voice < 8
    control.tick(later(100))
    replies(control)
    send(control, msg("status"), now=later(200), sender=("127.0.0.1", 60000))
    assert replies(control)[-1][0] == "/xmodal/status.reply"


def test_what_is_heard_is_sent_where_it_is_wanted(control: Control) -> None:
    send(control, msg("listen/send", "label/all", 0), msg("listen/send", "heard/latent", 0))
    replies(control)
    control.feedback(Event(MONOTONIC_S, Kind.LABEL_ON, values=(61, 0.75, 0, 3, 1, 3, 0)), ON_TIME)
    control.feedback(Event(MONOTONIC_S, Kind.HEARD, values=(0.5, -1, 2)), ON_TIME)
    assert [address for address, _, _ in replies(control)] == ["/xmodal/label"]
    send(control, msg("listen/send", "moon"))
    ((address, arguments, _),) = replies(control)
    assert address == "/xmodal/fail"
    assert "use all, label" in str(arguments[1])


def test_labels_that_have_settled_are_told_and_the_room_too(control: Control) -> None:
    control.feedback(Event(MONOTONIC_S, Kind.LABEL_SETTLED, values=(61, 0.75, 4, 3, 1, 3, 0)), ON_TIME)
    control.feedback(Event(MONOTONIC_S, Kind.CALIBRATED, values=(-61.5,)), ON_TIME)
    (settled, room) = replies(control)
    assert settled[:2] == ("/xmodal/label/settled", (61, 4.0, "octave", 4, "pitch_class", "C#", "dynamics", "mf", "instrument", "flute"))
    assert room[:2] == ("/xmodal/listen/calibrated", (-61.5,))


def test_what_is_heard_plays_and_its_delay_is_told(control: Control) -> None:
    send(control, msg("listen/to", "voice"))
    replies(control)
    control.feedback(Event(MONOTONIC_S - 0.03, Kind.LABEL_ON, values=(61, 0.75, 0, 3, 1, 3, 0)), ON_TIME)
    ((address, arguments, _), *_) = replies(control)
    assert address == "/xmodal/listen/played"
    assert arguments == (61, pytest.approx(0.03, abs=1e-4))
    assert [(e.kind, e.values[0]) for e in pushed(control.desk.to_synthesis)] == [(Kind.NOTE, 61.0)]


HEARD_NOTE = Event(MONOTONIC_S, Kind.LABEL_ON, values=(61, 0.75, 0, 3, 1, 3, 0))


def test_a_note_that_nobody_ends_is_let_go_in_time(control: Control) -> None:
    send(control, msg("listen/to", "voice"))
    control.feedback(HEARD_NOTE, ON_TIME)
    control.tick(later(HOLD_S - 0.5))
    assert [e.values[1] > 0 for e in pushed(control.desk.to_synthesis)] == [True]
    assert control.due_s == MONOTONIC_S + HOLD_S
    control.tick(later(HOLD_S))
    assert pushed(control.desk.to_synthesis) == [Event(NOW, Kind.NOTE, values=(61, 0))]
    assert control.due_s > MONOTONIC_S + HOLD_S


def test_what_is_played_ends_when_listening_does(control: Control) -> None:
    send(control, msg("listen/to", "voice"))
    control.feedback(HEARD_NOTE, ON_TIME)
    assert [e.values[1] for e in send(control, msg("listen", 0))][1:] == [0]


def test_what_is_heard_while_too_much_waits_is_told_and_refused(control: Control) -> None:
    send(control, msg("listen/to", "voice"))
    replies(control)
    for n in range(CAPACITY):
        control.desk.to_synthesis.add(Event(NOW, Kind.NOTE, values=(n % 128, 1)), False)
    control.feedback(HEARD_NOTE, ON_TIME)
    assert [address for address, _, _ in replies(control)] == ["/xmodal/label", "/xmodal/label/all"]
    assert control.counts.refused == 1


def test_of_the_latents_that_are_played_the_newest_counts(control: Control) -> None:
    send(control, msg("listen/to", "voice", "latents"))
    control.feedback(HEARD_NOTE, ON_TIME)
    for z in (1.0, 2.0, 900.0):
        control.feedback(Event(MONOTONIC_S, Kind.HEARD, values=(z, -1, 0.5)), ON_TIME)
    assert pushed(control.desk.to_synthesis) == [Event(NOW, Kind.LATENT, values=(8, -1, 0.5))]


@pytest.mark.parametrize(("asked", "restored"), [((), 0), ((msg("listen/rate", 25),), 25)])
def test_latents_come_as_asked_for_again_when_they_are_not_played(control: Control, asked: tuple[bytes, ...], restored: int) -> None:
    send(control, *asked)
    rates = []
    for words in (("voice", "symbols"), ("voice", "latents"), ("nothing", "latents")):
        send(control, msg("listen/to", *words))
        rates.append([e.values for e in pushed(control.desk.to_listening) if e.kind is Kind.LISTEN_RATE])
    assert rates == [[(restored,)] * len(asked), [(100,)], [(restored,)]]


def test_calibration_is_passed_on(control: Control) -> None:
    send(control, msg("listen/calibrate", 3))
    assert pushed(control.desk.to_listening) == [Event(NOW, Kind.LISTEN_CALIBRATE, values=(3,))]
