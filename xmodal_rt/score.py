"""A session as a file: every event that took effect in the synthesis, with the sample at which it did.

The file is a binary OSC score, as scsynth's non-real-time mode reads: for each bundle its length (int32, big-endian)
and the bundle, whose time tag counts from 0. Its messages are those of the address table, with their numbers as
doubles. The first is `/xmodal/score` with pairs of names and values that say what played; those that follow it in its
bundle tell labels, glide and gains at the beginning, when nothing sounds. The last is `/xmodal/score/end`, at the time
at which it ends. Nothing in the synthesis is drawn at random, so there is no seed.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from xmodal_rt.control.model_numbers import ModelNumbers
from xmodal_rt.errors import CheckpointError, ConfigError, PacketError, ParameterError
from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind
from xmodal_rt.model.checkpoint_config import CheckpointConfig, find, read_config
from xmodal_rt.model.vocabulary import Vocabulary
from xmodal_rt.osc import codec as osc
from xmodal_rt.osc.addresses import INCOMING, PREFIX, targets
from xmodal_rt.settings import MAX_VOICES
from xmodal_rt.synthesis.economy import Stage

HEAD, END = PREFIX + "score", PREFIX + "score/end"
_OWN = {Kind.FADE: f"{HEAD}/fade", Kind.ECONOMY: f"{HEAD}/economy"}
"""what the synthesis does of its own accord, and nobody asks for by a message"""
_OWN_KINDS = {address: kind for kind, address in _OWN.items()}
_OWN_RANGES = {Kind.FADE: (0.001, 60.0), Kind.ECONOMY: (Stage.NOTHING, Stage.NOTES)}
_LENGTH = struct.Struct(">i")
_HIGHEST_RATE, _LONGEST_S = 384000, 24 * 3600
_ADDRESSES = {item.kind: item.address for item in INCOMING if item.kind is not None and item.served_by == "synthesis"}


@dataclass(frozen=True)
class Head:
    """What played: rates in Hz, lengths in samples; `start` is the synthesis' own count at the first sample of the score."""

    version: str
    checkpoint: str
    sha256: str
    """of the model"""
    device: str
    sample_rate: int
    block: int
    voices: int
    hop_length: int
    start: int

    def at(self, start: int) -> "Head":
        """Return the same with another start."""
        return replace(self, start=start)


@dataclass(frozen=True)
class End:
    """Length in samples, events that found no room on their way to the file, and blocks that the device had to do without."""

    samples: int
    lost: int
    underruns: int


@dataclass(frozen=True)
class Score:
    """A score as it was read: events with their samples, counted from its first one; no end where the recording was cut off."""

    head: Head
    config: CheckpointConfig
    state: tuple[Event, ...]
    events: tuple[tuple[int, Event], ...]
    end: End | None


def head_bundle(head: Head, state: Sequence[Event], vocabulary: Vocabulary) -> bytes:
    """Beginning of the file."""
    return _framed(0, head.sample_rate, [osc.exact(HEAD, *_pairs(head)), *(_message(event, vocabulary) for event in state)])


def end_bundle(end: End, sample_rate: int) -> bytes:
    """End of the file."""
    return _framed(end.samples, sample_rate, [osc.exact(END, *_pairs(end))])


def bundle(sample: int, events: Sequence[Event], head: Head, vocabulary: Vocabulary) -> bytes:
    """Part of the file with events that take effect at `sample`, counted from the first one of the score."""
    return _framed(sample, head.sample_rate, [_message(event, vocabulary) for event in events])


def _framed(sample: int, sr: int, messages: Sequence[bytes]) -> bytes:
    data = osc.tagged(((sample << 32) + sr // 2) // sr, messages)
    return _LENGTH.pack(len(data)) + data


def _pairs(described: Head | End) -> list[float | str]:
    return [part for name, value in asdict(described).items() for part in (name, value)]


def _message(event: Event, vocabulary: Vocabulary) -> bytes:
    """Write an event as the message that asks for it."""
    if event.kind in _OWN:
        return osc.exact(_OWN[event.kind], *event.values)
    address, values = _ADDRESSES[event.kind], list[float | str](event.values)
    if event.kind is Kind.SYMBOL:
        labels = [(vocabulary.labels[int(i)], int(c)) for i, c in zip(event.values[::2], event.values[1::2], strict=True)]
        values = [part for label, c in labels for part in (label.name, label.word(c))]
    elif event.kind is Kind.COORDINATE:
        address, values = address.replace("N", str(int(event.values[0]))), values[1:]
    elif event.kind is Kind.SYNC:
        values = values[:1]
    voice = "" if event.voice == ALL_VOICES else f"voice/{event.voice}/"
    return osc.exact(f"{PREFIX}{voice}{address}", *values)


def read(path: Path, folder: Path | None = None) -> Score:
    """Read a score, for the checkpoint in `folder`, or where checkpoints are found, that it was played with.

    Raises
    ------
    ConfigError
        If the file is no score.
    CheckpointError
        If the checkpoint is missing, or is not the one that was played.
    """
    try:
        first, *bundles = _bundles(path.read_bytes())
        messages = [message for bundled in bundles for message in bundled]
        head, end = _described(Head, HEAD, first.pop(0)), None
        if messages and messages[-1].address == END:
            end = _described(End, END, messages.pop())
        _check(head, end)
    except (OSError, PacketError, TypeError, ValueError, LookupError) as error:
        raise ConfigError(f"{path} is no score ({error}); give a file that `xmodal-rt serve --record` wrote") from error
    config = read_config(find(head.checkpoint, folder))
    if config.hashes.get("model.ts") != head.sha256:
        raise CheckpointError(f"{path} was played with another {head.checkpoint} than the one that is here; bring back that checkpoint")
    try:
        state = tuple(event for _, event in _events(first, head, config))
        return Score(head, config, state, tuple(_events(messages, head, config)), end)
    except (ParameterError, ValueError) as error:
        raise ConfigError(f"{path} holds what the instrument refuses ({error}); record it again") from error


def _bundles(data: bytes) -> Iterator[list[osc.Message]]:
    """Messages of each bundle, in order; a last one that is cut off is left out."""
    position = 0
    while position + _LENGTH.size <= len(data):
        (size,) = _LENGTH.unpack_from(data, position)
        position += _LENGTH.size
        if not 0 < size <= len(data) - position:
            break
        yield osc.parse(data[position : position + size])
        position += size


def _described(kind: type[Any], address: str, message: osc.Message) -> Any:
    """Read pairs of names and values; unknown ones are left to later versions."""
    if message.address != address:
        raise ValueError(f"it begins with {message.address}")
    said = dict(zip(message.arguments[::2], message.arguments[1::2], strict=True))
    return kind(**{field.name: (str if field.type is str else int)(said[field.name]) for field in fields(kind)})


def _check(head: Head, end: End | None) -> None:
    """Raise ValueError for measures that no session has: a file that asks for them would take all memory."""
    measures = {
        "sample rate": (head.sample_rate, 1, _HIGHEST_RATE), "block": (head.block, 1, 8192), "voices": (head.voices, 1, MAX_VOICES),
        "hop length": (head.hop_length, 16, 1024), "length": (end.samples if end else 0, 0, _LONGEST_S * head.sample_rate),
    }  # fmt: skip
    for name, (value, low, high) in measures.items():
        if not low <= value <= high:
            raise ValueError(f"its {name} is {value}")


def _events(messages: Sequence[osc.Message], head: Head, config: CheckpointConfig) -> Iterator[tuple[int, Event]]:
    numbers = ModelNumbers(config)
    for message in messages:
        sample = (message.time_tag * head.sample_rate + (1 << 31)) >> 32
        if message.address in _OWN_KINDS:
            yield sample, _own(message)
            continue
        (target,) = targets(message.address, head.voices, config.latent_size)
        values, _ = target.entry.accept(message.arguments)
        if target.entry.kind is None:
            raise ParameterError(f"{message.address} is not played; leave it out")
        numbers_of, _ = numbers.numbers(target, values)
        yield sample, Event(NOW, target.entry.kind, target.voice, numbers_of)


def _own(message: osc.Message) -> Event:
    kind, (value,) = _OWN_KINDS[message.address], message.arguments
    low, high = _OWN_RANGES[kind]
    if not isinstance(value, float) or not low <= value <= high:
        raise ParameterError(f"{message.address} is {value!r}; use {low:g} to {high:g}")
    return Event(NOW, kind, values=(value,))
