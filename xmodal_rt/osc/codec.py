"""OSC 1.0: datagrams to messages, strictly checked, and messages to datagrams.

The only module that imports ``pythonosc``, which builds what is sent. What is received is parsed here:
python-osc loops for ever on a negative element size, pads truncated numbers with zeros, and shifts the
arguments behind a tag that it does not know. (M. Wright, The Open Sound Control 1.0 Specification, 2002.)
"""

import struct
from collections.abc import Sequence
from functools import lru_cache
from numbers import Integral, Real
from typing import NamedTuple

from pythonosc.osc_bundle_builder import OscBundleBuilder
from pythonosc.osc_message import OscMessage
from pythonosc.osc_message_builder import OscMessageBuilder

from xmodal_rt.errors import PacketError, ParameterError

IMMEDIATELY = 1
MAX_DATAGRAM = 65535
MAX_DEPTH = 16
MAX_ADDRESS = 255
MAX_MESSAGES = 512
"""in a packet: more would keep what comes behind it waiting for too long"""

Value = float | int | str | bool | bytes

_NTP_TO_UNIX_S = 2208988800
_BUNDLE = b"#bundle\0"
_NUMBERS = {"i": "i", "f": "f", "d": "d", "h": "q"}
_KNOWN = frozenset("ifdhsSbTF")
_INT, _TAG, _DOUBLE = struct.Struct(">i"), struct.Struct(">Q"), struct.Struct(">d")


class Message(NamedTuple):
    """One message; `time_tag` is the latest of the bundles around it, 1 without one.

    A message with a type tag that OSC 1.0 does not require has a `flaw` and no arguments: their
    lengths are unknown, so it must be discarded, and it alone.
    """

    time_tag: int
    address: str
    arguments: tuple[Value, ...] = ()
    flaw: str = ""


def parse(datagram: bytes) -> list[Message]:
    """Messages of one datagram, in order, nested bundles laid flat.

    Raises
    ------
    PacketError
        If anything in it is not OSC 1.0; then nothing of it is to be used.
    """
    if len(datagram) > MAX_DATAGRAM:
        raise PacketError(f"the packet has {len(datagram)} bytes; send at most {MAX_DATAGRAM}")
    messages: list[Message] = []
    _packet(datagram, IMMEDIATELY, 0, messages)
    return messages


def _packet(data: bytes, time_tag: int, depth: int, messages: list[Message]) -> None:
    if not data or len(data) % 4:
        raise PacketError(f"a packet of {len(data)} bytes is cut off; send a multiple of 4")
    if len(messages) >= MAX_MESSAGES:
        raise PacketError(f"a packet holds too many messages; send at most {MAX_MESSAGES}")
    if data[0] == 0x2F:  # a slash
        messages.append(_message(data, time_tag))
    elif data.startswith(_BUNDLE):
        _bundle(data, time_tag, depth, messages)
    else:
        raise PacketError("a packet begins neither with '/' nor with '#bundle'; send OSC 1.0")


def _bundle(data: bytes, time_tag: int, depth: int, messages: list[Message]) -> None:
    if depth >= MAX_DEPTH:
        raise PacketError(f"bundles are nested too deeply; nest at most {MAX_DEPTH}")
    if len(data) < 16:
        raise PacketError("a bundle has no time tag; send its 8 bytes")
    inner = max(time_tag, _TAG.unpack_from(data, 8)[0])  # a nested bundle is never earlier than its outer one
    position = 16
    while position < len(data):
        size = _INT.unpack_from(data, position)[0]
        position += 4
        if not 0 < size <= len(data) - position:
            raise PacketError(f"a bundle element of {size} bytes does not fit its packet; send its true size")
        _packet(data[position : position + size], inner, depth + 1, messages)
        position += size


def _message(data: bytes, time_tag: int) -> Message:
    end = _text_end(data, 0)
    address = _address(data[:end])
    if end == len(data):
        return Message(time_tag, address)  # old senders omit the type tags of a message without arguments
    tags_end = _text_end(data, end)
    tags = data[end:tags_end].rstrip(b"\0")
    layout, unknown = _layout(tags)
    if unknown:
        return Message(time_tag, address, (), unknown)
    if layout is None:
        return Message(time_tag, address, _mixed(tags, data, tags_end))
    if tags_end + layout.size != len(data):
        raise PacketError(f"{address} has {len(data) - tags_end} bytes of arguments, its type tags say {layout.size}; send these")
    return Message(time_tag, address, layout.unpack_from(data, tags_end))


@lru_cache(maxsize=1024)
def _address(raw: bytes) -> str:
    """Address or address pattern in `raw`, which ends in its zeros."""
    address = _decode(raw)
    if len(address) > MAX_ADDRESS or not (address.isascii() and address.isprintable()) or " " in address or "#" in address:
        raise PacketError(f"an address is not one of OSC 1.0; send at most {MAX_ADDRESS} printable ASCII characters without space or #")
    return address


@lru_cache(maxsize=256)
def _layout(tags: bytes) -> tuple[struct.Struct | None, str]:
    """Layout of the arguments when all are numbers, else None; and why the message must be discarded, if it must."""
    text = tags.decode("latin-1")
    if not text.startswith(","):
        raise PacketError("a message has no type tags; send ',' and one tag per argument")
    unknown = [tag for tag in text[1:] if tag not in _KNOWN]
    if unknown:
        return None, f"type tag {unknown[0]!r} is not known; send i, f or s"
    if all(tag in _NUMBERS for tag in text[1:]):
        return struct.Struct(">" + "".join(_NUMBERS[tag] for tag in text[1:])), ""
    return None, ""


def _mixed(tags: bytes, data: bytes, position: int) -> tuple[Value, ...]:
    """Read arguments of any known type that begin at `position` and must end with `data`."""
    values: list[Value] = []
    for tag in tags[1:].decode("ascii"):
        value, position = _argument(tag, data, position)
        values.append(value)
    if position != len(data):
        raise PacketError(f"{len(data) - position} bytes follow the last argument; send one type tag per argument")
    return tuple(values)


def _argument(tag: str, data: bytes, position: int) -> tuple[Value, int]:
    """Read one argument; return it and where the next begins."""
    if tag in "TF":
        return tag == "T", position
    if tag in "sS":
        end = _text_end(data, position)
        return _decode(data[position:end]), end
    if tag == "b":
        return _blob(data, position)
    layout = struct.Struct(">" + _NUMBERS[tag])
    if position + layout.size > len(data):
        raise PacketError(f"an argument of type {tag!r} is cut off; send {layout.size} bytes")
    return layout.unpack_from(data, position)[0], position + layout.size


def _blob(data: bytes, position: int) -> tuple[bytes, int]:
    size = _INT.unpack_from(data, position)[0] if position + 4 <= len(data) else -1
    start = position + 4
    end = start + (size + 3 & ~3)
    if size < 0 or end > len(data) or any(data[start + size : end]):
        raise PacketError(f"a blob of {size} bytes does not fit its packet; send its true size")
    return data[start : start + size], end


def _text_end(data: bytes, start: int) -> int:
    """Where the string that begins at `start` ends, with the 1 to 4 zeros that close it."""
    stop = data.find(b"\0", start)
    end = stop + 4 & ~3
    if stop < 0 or end > len(data) or any(data[stop:end]):
        raise PacketError("a string is not closed; end it with 1 to 4 zero bytes, up to a multiple of 4")
    return end


def _decode(raw: bytes) -> str:
    try:
        return raw.rstrip(b"\0").decode()
    except UnicodeDecodeError:
        raise PacketError("a string is not UTF-8; send UTF-8 or ASCII") from None


def message(address: str, *arguments: object) -> bytes:
    """Datagram of one message; numbers and strings, numpy's too, as i, f or s: Pd reads no other types.

    Raises
    ------
    ParameterError
        If an argument is neither a number nor a string.
    """
    builder = OscMessageBuilder(address)
    for argument in arguments:
        if isinstance(argument, str):
            builder.add_arg(argument, "s")
        elif isinstance(argument, Integral) and -(2**31) <= int(argument) < 2**31:
            builder.add_arg(int(argument), "i")
        elif isinstance(argument, Real):
            builder.add_arg(float(argument), "f")
        else:
            raise ParameterError(f"{address} cannot send {argument!r}; send numbers and strings")
    return builder.build().dgram


def bundle(unix_s: float, messages: Sequence[bytes]) -> bytes:
    """Datagram of a bundle for the time `unix_s` with `messages` that `message` made."""
    builder = OscBundleBuilder(unix_s)  # type: ignore[arg-type]  # python-osc says int and means seconds with a fraction
    for item in messages:
        builder.add_content(OscMessage(item))
    return builder.build().dgram


def unix_seconds(time_tag: int) -> float:
    """Seconds since 1970 of a time tag."""
    return (time_tag >> 32) - _NTP_TO_UNIX_S + (time_tag & 0xFFFFFFFF) / 2**32


def time_tag(unix_s: float) -> int:
    """Time tag of seconds since 1970; the inverse of `unix_seconds`."""
    whole = int(unix_s // 1)
    return (whole + _NTP_TO_UNIX_S << 32) + int((unix_s - whole) * 2**32)


def exact(address: str, *arguments: float | str) -> bytes:
    """Datagram of one message whose numbers are doubles, so that no bit of them is lost: for files, since Pd cannot read it."""
    tags = "," + "".join("s" if isinstance(argument, str) else "d" for argument in arguments)
    values = [_padded(argument) if isinstance(argument, str) else _DOUBLE.pack(argument) for argument in arguments]
    return b"".join([_padded(address), _padded(tags), *values])


def tagged(time_tag: int, messages: Sequence[bytes]) -> bytes:
    """Datagram of a bundle with `time_tag` as it stands, and `messages` that `message` or `exact` made."""
    return b"".join([_BUNDLE, _TAG.pack(time_tag), *(_INT.pack(len(item)) + item for item in messages)])


def _padded(text: str) -> bytes:
    raw = text.encode()
    return raw + bytes(4 - len(raw) % 4)
