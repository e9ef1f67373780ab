"""Hostile and broken packets: nothing crashes, hangs, or sounds that was not asked for."""

import contextlib
import math
import socket
import struct
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xmodal_rt.control.control import Control
from xmodal_rt.control.desk import Moment, Running
from xmodal_rt.control.replies import MAX_ANSWERS
from xmodal_rt.links import Links
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.osc import codec as osc
from xmodal_rt.osc.addresses import INCOMING
from xmodal_rt.ring import AudioRing
from xmodal_rt.synthesis.instrument import Instrument
from xmodal_rt.synthesis.renderer import Renderer

SENDER = ("127.0.0.1", 50000)
BLOCK, SR = 128, 48000
PACKETS, BATCH = 6000, 40
WORDS = (b"#bundle\0", b"/xmodal/note\0\0\0\0,ff\0", b"/xmodal/*\0\0\0,", b"/" + b"*" * 40, b"/{,}{,}", b"[!-", b",ifsbTFNI[", b"\xff\xff")
NUMBERS = (math.nan, math.inf, -math.inf, 3e38, -3e38, 1e-45, 0.0, 2147483647, -2147483648, 60, 127, 0.5)
TAGS = (0, 1, 2, 2**32, 2**63, 2**64 - 1, (2208988800 + 1_700_000_000) << 32, (6311433600 % 2**32) << 32)


def text(word: bytes) -> bytes:
    return word + b"\0" * (4 - len(word) % 4)


def bundle(tag: int, *elements: bytes) -> bytes:
    return b"#bundle\0" + struct.pack(">Q", tag) + b"".join(struct.pack(">i", len(e)) + e for e in elements)


def valid(rng: np.random.Generator) -> bytes:
    """Any message of the table but /quit, with numbers of any size, now and then a pattern, or in a bundle."""
    entries = [listed for listed in INCOMING if not listed.local]
    listed = entries[rng.integers(len(entries))]
    path = listed.path.replace("/N", f"/{rng.integers(-1, 5)}")
    if rng.random() < 0.2:
        path = f"/xmodal/voice/{['*', '?', '[0-3]', '{1,2}', '3', '999999'][rng.integers(6)]}/{listed.address}"
    count = int(rng.integers(0, 2 + len(listed.arguments) + 2 * len(listed.rest)))
    words = ["octave", "pitch_class", "instrument", "flute", "voice", "symbols", "C#", "", "é", "../x"]
    values = [words[rng.integers(len(words))] if rng.random() < 0.3 else NUMBERS[rng.integers(len(NUMBERS))] for _ in range(count)]
    datagram = osc.message(path, *values)
    return bundle(TAGS[rng.integers(len(TAGS))], datagram, datagram) if rng.random() < 0.2 else datagram


def harmed(datagram: bytes, rng: np.random.Generator) -> bytes:
    """Cut, turn, repeat or insert something."""
    data = bytearray(datagram)
    for _ in range(rng.integers(1, 4)):
        place = int(rng.integers(len(data) + 1))
        match rng.integers(6):
            case 0:
                data = data[:place]
            case 1:
                data[place:place] = WORDS[rng.integers(len(WORDS))]
            case 2:
                data[place : place + 4] = struct.pack(">f", NUMBERS[rng.integers(len(NUMBERS))])
            case 3:
                data[place : place + 4] = struct.pack(">i", int(rng.choice([-4, 0, 3, 2**31 - 1, -(2**31)])))
            case 4:
                data += data[place : place + 200]
            case _:
                data[place : place + 1] = bytes([rng.integers(256)])
    return bytes(data[:65000])


def nested(depth: int) -> bytes:
    data = osc.message("/xmodal/note", 60, 100)
    for _ in range(depth):
        data = bundle(1, data)
    return data


KNOWN = (
    b"", b"\0", bytes(65000), b"#bundle\0" + struct.pack(">Qi", 1, -4), nested(17), nested(380), nested(1500),
    bundle(1, *[b"/xmodal/voice/*/*\0\0\0,\0\0\0"] * 2000), bundle(1, *[osc.message("/xmodal/addresses")] * 1000),
    text(b"/xmodal/note") + text(b",ff") + struct.pack(">f", math.nan), text(b"/xmodal/note") + text(b",cc") + bytes(8),
    text(b"/xmodal/" + b"*?" * 120) + text(b","), text(b"/xmodal/latent") + text(b"," + b"f" * 4000) + bytes(16000),
    bundle(1, *[osc.message("/xmodal/trajectory", "circle")] * 500), bundle(1, *[osc.message(f"/xmodal/{n}") for n in range(500)]),
    text(b"/xmodal/\xc3\x28") + text(b","), text(b"/xmodal/gain") + text(b",b") + struct.pack(">i", -1),
)  # fmt: skip
"""packets that made other servers hang, crash or mistake one value for another"""


def hostile(count: int, rng: np.random.Generator) -> Iterator[bytes]:
    """`count` packets, the known ones first."""
    yield from KNOWN
    for _ in range(count - len(KNOWN)):
        yield harmed(valid(rng), rng) if rng.random() < 0.7 else valid(rng)


def test_no_packet_crashes_the_control_or_spoils_a_sample(tone: Checkpoint, rng: np.random.Generator) -> None:
    links = Links(AudioRing(64 * BLOCK, 1), AudioRing(BLOCK, 1))
    renderer = Renderer(links, Instrument(tone, SR), BLOCK, (4, 4))
    control = Control(Running(tone.config, 16, False, SR, BLOCK, 0.0), 9001, links.status.view)
    out, loudest, packets = np.zeros((BLOCK, 1), np.float32), 0.0, list(hostile(PACKETS, rng))
    for first in range(0, PACKETS, BATCH):
        now = Moment(time.monotonic(), 1_700_000_000.0 + first)
        control.receive([(packet, SENDER) for packet in packets[first : first + BATCH]], now)
        control.tick(now)
        control.desk.to_synthesis.push(links.to_synthesis)
        renderer.fill()
        while (event := links.from_synthesis.pop()) is not None:
            control.feedback(event, now)
        while links.output.read_into(out):
            assert np.isfinite(out).all()
            loudest = max(loudest, float(np.abs(out).max()))
        answered = control.replies.take()
        assert sum(len(datagram) for datagram, _ in answered) < 2_000_000
        assert {host for _, (host, _) in answered} <= {"127.0.0.1"}
    assert 0.01 < loudest <= 10 ** (-0.1 / 20)
    counts = control.counts
    assert counts.malformed > PACKETS // 10
    assert counts.refused > PACKETS // 10
    assert not control.desk.stopping


def answers(served: Any) -> bool:
    """Whether the server answers; asked again, since what it answers to others may have filled the socket of this client."""
    for _ in range(5):
        list(served.heard(0.01))
        served.send("sync", 4711)
        with contextlib.suppress(AssertionError):
            return bool(served.answer("synced", 2.0) == (4711,))
    return False


def test_the_running_server_answers_between_hostile_packets(
    serve: Callable[..., contextlib.AbstractContextManager[Any]], shelf: Path, rng: np.random.Generator
) -> None:
    with serve(shelf, "--checkpoint", "tone", "--audio", "clock") as served, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as enemy:
        for number, packet in enumerate(hostile(800, rng)):
            enemy.sendto(packet, ("127.0.0.1", served.port))
            if number % 50 == 0:
                assert answers(served)
        list(served.heard(0.1))
        *_, refused, sr, _, _, model, _ = served.status()
        assert (sr, model) == (SR, "tone")
        assert refused > 150
        served.send("panic")
        assert answers(served)


@pytest.mark.parametrize("packet", KNOWN)
def test_what_harmed_other_servers_is_dealt_with_at_once(tone: Checkpoint, packet: bytes) -> None:
    links = Links(AudioRing(BLOCK, 1), AudioRing(BLOCK, 1))
    control = Control(Running(tone.config, 16, False, SR, BLOCK, 0.0), 9001, links.status.view)
    control.receive([(packet, SENDER)], Moment(0.0, 1_700_000_000.0))
    assert control.counts.malformed + control.counts.refused + control.counts.messages > 0
    assert len(control.replies.take()) <= 2 * MAX_ANSWERS
