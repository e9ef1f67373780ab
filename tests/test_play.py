"""The shipped model, played by real Pd and listening to recordings that it was not trained on, over real JACK."""

import contextlib
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import soxr

from xmodal_rt.audio.jack_probe import JackProbe
from xmodal_rt.audio.jack_server import JackServer

Serve = Callable[..., contextlib.AbstractContextManager[Any]]
SR, BLOCK = 48000, 128
SCALES = {"flute": 62, "piano": 55, "alto_sax": 55, "trumpet": 58, "violin": 60}
"""first note of a chromatic octave that lies well in each instrument"""
STEP_MS, LENGTH_MS = 400, 340
PD = ["pd", "-nogui", "-noprefs", "-nomidi", "-rt", "-noaudio", "-sleepgrain", "0.5", "-open", "tests/pd/scale.pd"]
HELD_OUT = sorted(Path("tests/fixtures/held_out").glob("*.flac"))


@pytest.fixture(scope="module")
def jack() -> Iterator[JackServer]:
    # A cycle waits for whoever is late, so that a busy test machine loses no sample.
    with JackServer(f"xmodal-play-{os.getpid()}", SR, BLOCK, waits=True) as server:
        yield server


@pytest.fixture(scope="module")
def served(jack: JackServer, serve: Serve) -> Iterator[Any]:
    with serve(Path(), "--audio", "jack", "--transcribe", "--ahead", "8") as served:
        yield served


def pitches(y: np.ndarray, folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Times in seconds and MIDI pitches that aubio, which knows nothing of our model, hears."""
    soundfile.write(folder / "heard.wav", y, SR)
    command = ["aubiopitch", "-i", str(folder / "heard.wav"), "-p", "yinfft", "-B", "2048", "-H", "256", "-u", "midi"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return np.array([line.split() for line in said.splitlines()], float).T


def scale(served: Any, instrument: str) -> np.ndarray:
    """Sound of a chromatic octave that Pd plays, from its first sample on."""
    with JackProbe("recorder", record_s=12.0) as probe:
        probe.connect("xmodal:output_1", probe.input)
        notes = f"{SCALES[instrument]} {SCALES[instrument] + 12} {STEP_MS} {LENGTH_MS} 95"
        sends = ["-send", f"xmodal-server 127.0.0.1 {served.port}", "-send", f"xmodal-scale {instrument} {notes}"]
        subprocess.run([*PD, *sends], check=True, timeout=60, stderr=subprocess.DEVNULL)
        y = probe.recording
    return y[np.flatnonzero(np.abs(y) > 1e-4)[0] :]


def test_pd_plays_chromatic_scales_in_tune(served: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    right = {}
    for instrument, first in SCALES.items():
        y = scale(served, instrument)
        assert np.isfinite(y).all()
        assert np.abs(y).max() <= 1.0
        times_s, heard = pitches(y, tmp_path)
        off = []
        for i in range(13):
            start_s = i * STEP_MS / 1000
            held = y[round((start_s + 0.05) * SR) : round((start_s + 0.3) * SR)]
            blocks = held[: len(held) // BLOCK * BLOCK].reshape(-1, BLOCK)
            assert np.abs(blocks).max(axis=1).min() > 1e-5, f"silence inside note {first + i} of the {instrument}"
            off.append(np.median(heard[(times_s > start_s + 0.1) & (times_s < start_s + 0.3)]) - (first + i))
        right[instrument] = int((np.abs(off) < 0.5).sum())
    with capsys.disabled():
        print(f"\nnotes within 50 cents, of 13: {right}")  # noqa: T201  # the figure is asked for
    assert sum(right.values()) >= 0.95 * 13 * len(SCALES)


def test_recorded_notes_that_training_never_saw_come_back_as_labels(served: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(HELD_OUT) >= 30
    gap = np.zeros(round(0.35 * SR), np.float32)
    sounds = [np.concatenate([loaded(path), gap]) for path in HELD_OUT]
    ends_s = np.cumsum([len(sound) / SR for sound in sounds])
    with JackProbe("player", play=np.concatenate(sounds)) as probe:
        probe.connect(probe.output, "xmodal:input_1")
        served.send("listen", 1)
        probe.start_playing()
        began_s = probe.now_s()
        longest = [(0.0, -1)] * len(HELD_OUT)
        on: tuple[float, int] | None = None
        for message in served.heard(ends_s[-1] + 1.0):
            now_s = probe.now_s() - began_s
            if message.address == "/xmodal/label":
                on = (now_s, int(message.arguments[0]))
            elif message.address == "/xmodal/label/off" and on:
                note = int(np.searchsorted(ends_s, on[0]))
                longest[note] = max(longest[note], (now_s - on[0], on[1]))
    names = [path.name.split("__") for path in HELD_OUT]
    right = [pitch == int(name[1]) for (_, pitch), name in zip(longest, names, strict=True)]
    missed = [f"{name[0]} {name[1]} heard as {pitch}" for (_, pitch), name, ok in zip(longest, names, right, strict=True) if not ok]
    with capsys.disabled():
        print(f"\nheld-out notes heard right: {sum(right)} of {len(right)}; not: {missed}")  # noqa: T201  # the figure is asked for
    assert np.mean(right) >= 0.9


def loaded(path: Path) -> np.ndarray:
    y, sr = soundfile.read(path, dtype="float32")
    return np.asarray(soxr.resample(y, sr, SR), np.float32)
