import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xmodal_rt.errors import PacketError, ParameterError
from xmodal_rt.osc import codec as osc
from xmodal_rt.osc.codec import IMMEDIATELY, Message
from xmodal_rt.osc.patterns import matches

NOTE = osc.message("/xmodal/note", 60, 100)


def text(word: str | bytes) -> bytes:
    raw = word.encode() if isinstance(word, str) else word
    return raw + b"\0" * (4 - len(raw) % 4)


def raw_bundle(tag: int, *elements: bytes) -> bytes:
    return b"#bundle\0" + struct.pack(">Q", tag) + b"".join(struct.pack(">i", len(e)) + e for e in elements)


def nested(depth: int) -> bytes:
    data = NOTE
    for _ in range(depth):
        data = raw_bundle(IMMEDIATELY, data)
    return data


def test_a_message_round_trips() -> None:
    data = osc.message("/a/b", 1, 0.5, "Gis", np.float32(0.25), np.int64(-7))
    assert osc.parse(data) == [Message(IMMEDIATELY, "/a/b", (1, 0.5, "Gis", 0.25, -7))]


def test_only_i_f_and_s_are_sent() -> None:
    assert b",ifsi\0" in osc.message("/a", True, 1.5, "x", np.int16(3))
    assert b",f\0\0" in osc.message("/a", 2**40)


def test_what_is_no_number_and_no_string_cannot_be_sent() -> None:
    with pytest.raises(ParameterError, match="send numbers and strings"):
        osc.message("/a", b"blob")


def test_every_known_type_is_read_without_moving_its_neighbours() -> None:
    first = struct.pack(">i", 1) + text("ab") + struct.pack(">i", 3) + b"xyz\0"
    second = struct.pack(">dq", 0.5, -3) + text("sym") + struct.pack(">f", 2)
    data = text("/a") + text(",isbdhSTFf") + first + second
    assert osc.parse(data)[0].arguments == (1, "ab", b"xyz", 0.5, -3, "sym", True, False, 2.0)


def test_a_packet_of_too_many_messages_is_refused_whole() -> None:
    most, pair = osc.MAX_MESSAGES, raw_bundle(IMMEDIATELY, NOTE, NOTE)
    assert len(osc.parse(raw_bundle(IMMEDIATELY, *[NOTE] * most))) == most
    for elements in ([NOTE] * (most + 1), [pair] * (most // 2) + [NOTE]):
        with pytest.raises(PacketError, match="send at most 512"):
            osc.parse(raw_bundle(IMMEDIATELY, *elements))


@pytest.mark.parametrize("tag", list("cImrtN[]xZ"))
def test_an_unknown_type_tag_discards_its_message_and_no_other(tag: str) -> None:
    unknown = text("/a") + text(f",{tag}i") + struct.pack(">ii", 5, 6)
    first, second = osc.parse(raw_bundle(IMMEDIATELY, unknown, NOTE))
    assert first.arguments == ()
    assert first.flaw == f"type tag {tag!r} is not known; send i, f or s"
    assert second == Message(IMMEDIATELY, "/xmodal/note", (60, 100))


def test_a_bundle_lends_its_time_and_a_nested_one_is_never_earlier() -> None:
    late, early = 2**40, 2**39
    data = raw_bundle(late, NOTE, raw_bundle(early, NOTE), raw_bundle(IMMEDIATELY, NOTE), raw_bundle(late + 5, NOTE))
    assert [m.time_tag for m in osc.parse(data)] == [late, late, late, late + 5]


def test_a_bundle_that_we_built_is_read_back() -> None:
    first, second = osc.parse(osc.bundle(1_700_000_000.25, [NOTE, osc.message("/b")]))
    assert osc.unix_seconds(first.time_tag) == pytest.approx(1_700_000_000.25, abs=1e-6)
    assert (first.address, second.address) == ("/xmodal/note", "/b")


@given(st.floats(0, 2_000_000_000))
def test_time_tags_are_seconds(unix_s: float) -> None:
    assert osc.unix_seconds(osc.time_tag(unix_s)) == pytest.approx(unix_s, abs=1e-6)


def test_old_senders_may_omit_the_tags_of_no_arguments() -> None:
    assert osc.parse(text("/panic")) == [Message(IMMEDIATELY, "/panic")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "cut off"),
        (b"/a\0", "cut off"),
        (b"#bundle\0" + struct.pack(">Qi", 1, -4), "element of -4 bytes"),
        (b"#bundle\0" + struct.pack(">Qi", 1, 0) + NOTE, "element of 0 bytes"),
        (b"#bundle\0" + struct.pack(">Qi", 1, 400) + NOTE, "element of 400 bytes"),
        (b"#bundle\0" + struct.pack(">Qi", 1, -(2**31)), "element of -2147483648 bytes"),
        (b"#bundle\0" + bytes(4), "no time tag"),
        (nested(17), "nested too deeply"),
        (nested(380), "nested too deeply"),
        (nested(3000), "nested too deeply"),
        (text(b"/\xff\xfe") + text(","), "not UTF-8"),
        (text("/a") + text(",s") + text(b"\xc3\x28"), "not UTF-8"),
        (text("/a b") + text(","), "an address is not one"),
        (text("/a\x07") + text(","), "an address is not one"),
        (text("/" + "a" * 256) + text(","), "an address is not one"),
        (text("note") + text(",i") + bytes(4), "begins neither"),
        (text("/a") + text("i") + bytes(4), "no type tags"),
        (text("/a") + text(",f"), "send these"),
        (text("/a") + text(",ff") + bytes(4), "send these"),
        (text("/a") + text(",i") + bytes(8), "send these"),
        (text("/a") + text(",sd") + text("x") + bytes(4), "cut off"),
        (text("/a") + text(",s") + b"abcd", "not closed"),
        (text("/a") + text(",s"), "not closed"),
        (text("/a") + text(",sT") + text("x") + bytes(4), "follow the last argument"),
        (text("/a") + text(",b") + struct.pack(">i", -1), "blob of -1"),
        (text("/a") + text(",b") + struct.pack(">i", 2**31 - 1) + bytes(8), "does not fit"),
        (text("/a") + text(",b"), "does not fit"),
        (b"/a\0b", "not closed"),
        (bytes(65536 + 4), "65540 bytes"),
    ],
)
def test_what_is_not_osc_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(PacketError, match=reason):
        osc.parse(data)


def test_a_packet_of_64_kilobytes_is_read() -> None:
    data = osc.message("/xmodal/latent", *[0.5] * 13000)
    assert len(data) > 65000
    assert len(osc.parse(data)[0].arguments) == 13000


def flipped(data: bytes, places: list[tuple[int, int]]) -> bytes:
    changed = bytearray(data)
    for place, value in places:
        changed[place % len(changed)] = value
    return bytes(changed)


VALID = st.sampled_from([
    NOTE,
    osc.message("/xmodal/symbol", "octave", 4, "pitch_class", "C#"),
    text("/a") + text(",bsdh") + struct.pack(">i", 5) + b"12345\0\0\0" + text("x") + struct.pack(">dq", 1, 2),
    raw_bundle(2**40, NOTE, raw_bundle(1, NOTE, NOTE)),
])  # fmt: skip
MUTATED = st.builds(flipped, VALID, st.lists(st.tuples(st.integers(0, 200), st.integers(0, 255)), max_size=6))
HOSTILE = st.one_of(st.binary(max_size=300), MUTATED, st.builds(lambda d, n: d[:n], MUTATED, st.integers(0, 100)))


@settings(max_examples=2000, deadline=None)
@given(HOSTILE)
def test_no_datagram_raises_anything_but_a_packet_error(data: bytes) -> None:
    try:
        messages = osc.parse(data)
    except PacketError:
        return
    assert all(m.address.startswith("/") and m.time_tag >= IMMEDIATELY for m in messages)
    assert 4 * sum(len(m.arguments) for m in messages if not any(isinstance(a, bool) for a in m.arguments)) <= len(data)


@pytest.mark.parametrize(
    ("pattern", "address", "expected"),
    [
        ("/voice/*/gain", "/voice/12/gain", True),
        ("/voice/*", "/voice/1/gain", False),
        ("/*", "/gain", True),
        ("/voice/[0-2]/gain", "/voice/2/gain", True),
        ("/voice/[!0-2]/gain", "/voice/2/gain", False),
        ("/voice/{1,12}/gain", "/voice/12/gain", True),
        ("/{gain,glide}", "/glide", True),
        ("/g?in", "/gain", True),
        ("/g?in", "/gin", False),
        ("/g*n", "/gain", True),
        ("/g*n*", "/gains", True),
        ("/[a-]x", "/-x", True),
        ("/gain[", "/gain[", False),
        ("/{gain", "/gain", False),
        ("/gain", "/gains", False),
        ("//gain", "/gain", False),
        ("/" + "*" * 40 + "Z", "/" + "a" * 40, False),
        ("/" + "*a" * 40 + "Z", "/" + "a" * 80, False),
        ("/" + "{a,aa,*}" * 30 + "Z", "/" + "a" * 80, False),
        ("/" + "{,}" * 80 + "gain", "/gain", True),
    ],
)
def test_patterns_stay_within_a_part_and_never_backtrack(pattern: str, address: str, expected: bool) -> None:
    assert matches(pattern, address) is expected


def by_trial(tokens: list[str], name: str) -> bool:
    """Oracle for the wildcards ``*`` and ``?``: try everything."""
    if not tokens:
        return not name
    if tokens[0] == "*":
        return any(by_trial(tokens[1:], name[i:]) for i in range(len(name) + 1))
    return bool(name) and tokens[0] in ("?", name[0]) and by_trial(tokens[1:], name[1:])


@given(st.text("ab*?", max_size=7), st.text("ab", max_size=7))
def test_wildcards_agree_with_trying_everything(pattern: str, name: str) -> None:
    assert matches("/" + pattern, "/" + name) is by_trial(list(pattern), name)


@given(st.text("/abc*?[]{},!-", max_size=60))
def test_any_pattern_gives_an_answer(pattern: str) -> None:
    assert matches(pattern, "/abc/abc") in (True, False)
