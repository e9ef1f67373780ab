"""WAV files as bytes: 24-bit integers or 32-bit floats, and nothing else, so that the same sound gives the same bytes.

libsndfile writes the time of day into files of floats.
"""

import struct

import numpy as np
from numpy.typing import NDArray

_INTEGERS, _FLOATS = 1, 3
_FULL_SCALE = 1 << 23


def encode(y: NDArray[np.float32], sr: int, encoding: str) -> bytes:
    """Bytes of a mono WAV file of y [n] at rate `sr` in Hz; `encoding` is "pcm24" or "float" (RIFF; IBM and Microsoft 1991)."""
    data = _integers(y) if encoding == "pcm24" else y.astype("<f4").tobytes()
    width = len(data) // max(1, len(y))
    kind = _INTEGERS if encoding == "pcm24" else _FLOATS
    chunks = _chunk(b"fmt ", struct.pack("<HHIIHH", kind, 1, sr, sr * width, width, 8 * width))
    if kind == _FLOATS:
        chunks += _chunk(b"fact", struct.pack("<I", len(y)))
    chunks += _chunk(b"data", data)
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def _integers(y: NDArray[np.float32]) -> bytes:
    steps = np.clip(np.rint(y.astype(np.float64) * _FULL_SCALE), -_FULL_SCALE, _FULL_SCALE - 1).astype("<i4")
    return steps.view(np.uint8).reshape(-1, 4)[:, :3].tobytes()


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
