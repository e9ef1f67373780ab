"""Standard MIDI Files, format 0: notes in, bytes out (MIDI Manufacturers Association, RP-001)."""

import struct
from collections.abc import Iterable
from typing import NamedTuple

TICKS_PER_S = 1000
_TEMPO = b"\x00\xff\x51\x03" + (1_000_000).to_bytes(3, "big")  # a quarter note is a second, so a tick is a millisecond
_SILENCE = b"\xb0\x7b\x00"  # all notes off, on channel 0
_END = b"\x00\xff\x2f\x00"


class Played(NamedTuple):
    """One note of a file: begin and end in seconds, MIDI pitch, velocity 1 to 127, channel 0 to 15."""

    onset_s: float
    offset_s: float
    midi: int
    velocity: int
    channel: int = 0


def write(notes: Iterable[Played], programs: Iterable[int] = (), end_s: float = 0.0) -> bytes:
    """Bytes of a file that plays `notes`; channel n has the n-th of the General MIDI `programs`.

    With `end_s` it lasts until then, since a synthesiser may stop at the last event and cut what still sounds.
    """
    events: list[tuple[int, int, bytes]] = []
    for note in notes:
        pitch, velocity = min(max(note.midi, 0), 127), min(max(note.velocity, 1), 127)
        # At one tick a note ends before another begins, else the new one would be cut.
        events.append((round(note.onset_s * TICKS_PER_S), 1, bytes([0x90 | note.channel, pitch, velocity])))
        events.append(
            (max(round(note.offset_s * TICKS_PER_S), round(note.onset_s * TICKS_PER_S) + 1), 0, bytes([0x80 | note.channel, pitch, 0]))
        )
    track = _TEMPO + b"".join(bytes([0, 0xC0 | channel, program]) for channel, program in enumerate(programs))
    now = 0
    for tick, _, event in sorted(events):
        track += _variable(tick - now) + event
        now = tick
    if end_s:
        track += _variable(max(0, round(end_s * TICKS_PER_S) - now)) + _SILENCE
    track += _END
    return b"MThd" + struct.pack(">IHHH", 6, 0, 1, TICKS_PER_S) + b"MTrk" + struct.pack(">I", len(track)) + track


def _variable(value: int) -> bytes:
    """Variable-length quantity: seven bits per byte, the high bit on all but the last."""
    groups = [value & 0x7F]
    while value := value >> 7:
        groups.append((value & 0x7F) | 0x80)
    return bytes(reversed(groups))
