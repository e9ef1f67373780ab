"""One of Python's pitch trackers on sound files, in a process of its own: `python -m xmodal_rt.bench.pitch_worker NAME`.

For each line of standard input, the path of a file, it prints a line of JSON: the CPU seconds that it took, and
for each frame when it could be sent, its MIDI pitch (NaN for none) and the moment that it describes, in seconds.
"""

import json
import sys
import time
from typing import Any

import numpy as np
import soundfile

from xmodal_rt.bench.clips import Floats

_HOP_S = 0.01
_REACH_S = 0.03
"""how far the networks of PESTO and SwiftF0 look ahead of a frame, at least"""


def _pyin(y: Floats, sr: int) -> Any:
    import librosa

    points, hop = 2048, 512
    hz, _, _ = librosa.pyin(y, fmin=27.5, fmax=4200.0, sr=sr, frame_length=points, hop_length=hop, center=True)
    sound_s = np.arange(len(hz)) * hop / sr
    # Its path through time is found after the end of the sound; this is what it would be if it needed no future at all.
    return np.stack([sound_s + points / 2 / sr, librosa.hz_to_midi(hz), sound_s])


def _pesto(y: Floats, sr: int) -> Any:
    import pesto  # type: ignore[import-not-found]  # measured only where somebody installed it
    import torch

    times_ms, hz, confidence, _ = pesto.predict(torch.from_numpy(y), sr, step_size=1e3 * _HOP_S)
    pitch = np.where(np.asarray(confidence) > 0.5, 69 + 12 * np.log2(np.maximum(np.asarray(hz), 1.0) / 440), np.nan)
    return np.stack([np.asarray(times_ms) / 1e3 + _REACH_S, pitch, np.asarray(times_ms) / 1e3])


def _swift_f0(y: Floats, sr: int) -> Any:
    from swift_f0 import SwiftF0  # type: ignore[import-not-found]  # likewise

    found = SwiftF0(fmin=46.875, fmax=2093.75).detect_from_array(y, sr)
    pitch = np.where(found.voicing, 69 + 12 * np.log2(np.maximum(found.pitch_hz, 1.0) / 440), np.nan)
    return np.stack([found.timestamps + _REACH_S, pitch, found.timestamps])


_TRACKERS = {"pyin": _pyin, "pesto": _pesto, "swift_f0": _swift_f0}


def main(name: str) -> None:
    """Answer until standard input ends."""
    track = _TRACKERS[name]
    track(np.zeros(12000, np.float32), 48000)  # what is compiled or loaded first does not count
    for line in sys.stdin:
        y, sr = soundfile.read(line.rstrip("\n"), dtype="float32")
        began = time.process_time()
        frames = track(y, sr)
        sys.stdout.write(json.dumps([time.process_time() - began, frames.T.tolist()]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
