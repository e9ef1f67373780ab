"""A keyboard that plays: a second client on a real JACK server sends what the instrument hears."""

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xmodal_rt.audio.jack_probe import JackProbe
from xmodal_rt.audio.jack_server import JackServer
from xmodal_rt.errors import DeviceError
from xmodal_rt.midi import ports

rtmidi = pytest.importorskip("rtmidi", reason="there is no wheel of python-rtmidi for this Python; install it from its source")

Serve = Callable[..., contextlib.AbstractContextManager[Any]]
MAP = """
[mpe]
upper = 2

[[control]]
source = "cc 1"
address = "latent/1"
range = [-6.0, -1.0]
channel = 2
"""
SR = 48000


class Keyboard:
    """An output that others may read, as long as it is plugged in."""

    def __init__(self, name: str = "keys") -> None:
        self._port = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name=name)
        self._port.open_virtual_port("out")

    def play(self, *messages: tuple[int, ...]) -> None:
        for message in messages:
            self._port.send_message(message)

    def unplug(self) -> None:
        if not self._port.is_deleted:
            self._port.delete()


@pytest.fixture(scope="module")
def jack() -> Iterator[JackServer]:
    with JackServer(f"xmodal-midi-{os.getpid()}", SR, 128) as server:
        yield server


@pytest.fixture(scope="module")
def keyboard(jack: JackServer) -> Iterator[Keyboard]:
    keyboard = Keyboard()
    yield keyboard
    keyboard.unplug()


@pytest.fixture(scope="module")
def served(jack: JackServer, keyboard: Keyboard, serve: Serve, shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    mapped = tmp_path_factory.mktemp("map") / "map.toml"
    mapped.write_text(MAP)
    with serve(shelf, "--checkpoint", "tone", "--ahead", "8", "--audio", "jack", "--midi", "KEYS:", "--midi-map", str(mapped)) as served:
        yield served


@pytest.fixture
def heard(served: Any) -> Iterator[Callable[[float], np.ndarray]]:
    """Listen for so many seconds, from a moment after the call on."""
    with JackProbe("ear", record_s=20.0) as probe:
        probe.connect("xmodal:output_1", probe.input)

        def listen(seconds: float) -> np.ndarray:
            until = len(probe.recording) + int((seconds + 0.3) * SR)
            while len(probe.recording) < until:
                time.sleep(0.02)
            return probe.recording[until - int(seconds * SR) : until]

        yield listen
        served.send("panic")
        served.settle()


def partials_hz(y: np.ndarray, among: tuple[float, ...]) -> dict[float, float]:
    """Level in dB at each MIDI pitch of `among`, over the strongest of all frequencies."""
    S = np.abs(np.fft.rfft(y * np.hanning(len(y)), 8 * len(y)))
    places = {pitch: round(440 * 2 ** ((pitch - 69) / 12) * 8 * len(y) / SR) for pitch in among}
    return {pitch: float(20 * np.log10(S[k - 2 : k + 3].max() / S.max())) for pitch, k in places.items()}


def strongest(y: np.ndarray) -> float:
    """MIDI pitch of the strongest partial."""
    S = np.abs(np.fft.rfft(y * np.hanning(len(y)), 8 * len(y)))
    return float(69 + 12 * np.log2(S.argmax() * SR / (8 * len(y)) / 440))


def level_db(y: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(np.square(y)) + 1e-20))


def test_a_key_plays_in_tune_louder_with_its_velocity_and_ends(keyboard: Keyboard, heard: Any) -> None:
    levels = []
    for velocity in (30, 110):
        keyboard.play((0x90, 69, velocity))
        y = heard(0.3)
        assert strongest(y) == pytest.approx(69, abs=0.05)
        levels.append(level_db(y))
        keyboard.play((0x80, 69, 64))
        heard(0.5)
        assert level_db(heard(0.1)) < -150
    assert levels[1] > levels[0] + 6


def test_the_pedal_holds_and_the_wheel_bends(keyboard: Keyboard, heard: Any) -> None:
    keyboard.play((0xB0, 64, 127), (0x90, 60, 100), (0x80, 60, 0))
    heard(0.3)
    assert strongest(heard(0.3)) == pytest.approx(60, abs=0.05)
    keyboard.play((0xE0, 127, 127))
    assert strongest(heard(0.3)) == pytest.approx(62, abs=0.05)
    keyboard.play((0xB0, 101, 0), (0xB0, 100, 0), (0xB0, 6, 12))
    assert strongest(heard(0.3)) == pytest.approx(72, abs=0.05)
    keyboard.play((0xB0, 64, 0), (0xE0, 0, 64))
    heard(0.5)
    assert level_db(heard(0.1)) < -150


def test_the_bend_of_an_mpe_note_moves_it_alone(keyboard: Keyboard, heard: Any) -> None:
    keyboard.play((0x9D, 60, 100), (0x9E, 65, 100))
    before = partials_hz(heard(0.4), (60, 65, 66))
    assert before[60] > -12
    assert before[65] > -12
    assert before[66] < -30
    keyboard.play((0xEE, 85, 65))  # 213 steps of 8191, of 48 semitones
    after = partials_hz(heard(0.4), (60, 65, 65 + 48 * 213 / 8191))
    assert after[60] > -12
    assert after[65 + 48 * 213 / 8191] > -12
    assert after[65] < -30
    keyboard.play((0xBF, 123, 0))


def test_a_mapped_controller_moves_its_channel_alone_and_notes_to_come(keyboard: Keyboard, heard: Any) -> None:
    keyboard.play((0x91, 60, 100))
    before = level_db(heard(0.3))
    keyboard.play((0xB1, 1, 0))
    after = level_db(heard(0.3))
    assert after < before - 20
    keyboard.play((0x81, 60, 0), (0x91, 72, 100))
    heard(0.5)
    assert level_db(heard(0.2)) < before - 20
    keyboard.play((0x90, 72, 100))
    assert level_db(heard(0.3)) > before - 6
    keyboard.play((0x81, 72, 0), (0x80, 72, 0))


def test_an_input_is_found_by_a_part_of_its_name_or_its_number_and_listed(keyboard: Keyboard) -> None:
    assert ports.find("EYS:o").name == ports.find("0").name == "keys:out"
    assert "--midi 0  keys:out" in ports.listing()
    with pytest.raises(DeviceError, match="choose one of: keys:out"):
        ports.find("organ")


def test_notes_of_a_process_that_dies_are_released_by_the_next_one(served: Any, keyboard: Keyboard, heard: Any) -> None:
    keyboard.play((0x90, 60, 100))
    assert level_db(heard(0.2)) > -60
    os.kill(served.pid_of("midi"), signal.SIGKILL)
    assert served.answer("restarted", 20)[0] == "midi"
    heard(0.5)
    assert level_db(heard(0.1)) < -150
    keyboard.play((0x90, 64, 100))
    assert strongest(heard(0.3)) == pytest.approx(64, abs=0.05)
    keyboard.play((0x80, 64, 0))


def test_program_and_pedal_stay_when_another_model_takes_over(served: Any, keyboard: Keyboard, heard: Any) -> None:
    keyboard.play((0xC0, 0), (0xB0, 64, 127))  # the piano is the brighter one of the two instruments
    heard(0.2)
    served.send("model/load", "tone")
    assert served.answer("done", 60.0) == ("/xmodal/model/load",)
    heard(1.0)
    keyboard.play((0x90, 48, 100), (0x80, 48, 0))
    heard(0.3)
    assert partials_hz(heard(0.3), (48, 84))[84] > -25
    keyboard.play((0xB0, 64, 0))
    heard(0.5)
    assert level_db(heard(0.1)) < -150


def test_unplugging_releases_and_plugging_in_plays_again(served: Any, jack: JackServer, keyboard: Keyboard, heard: Any) -> None:
    keyboard.play((0xB0, 7, 40), (0x90, 60, 100))
    soft_db = level_db(heard(0.2))
    assert soft_db > -80
    keyboard.unplug()
    heard(1.0)
    assert level_db(heard(0.1)) < -150
    served.send("voice/15/note", 67, 100)  # another plays the voice that the key had
    heard(1.0)
    assert level_db(heard(0.1)) > soft_db + 10
    served.send("voice/15/release")
    again = Keyboard()
    try:
        part, reason = served.answer("restarted", 20)
        assert (part, "gone" in str(reason)) == ("midi", True)
        again.play((0x90, 64, 100))
        assert strongest(heard(0.3)) == pytest.approx(64, abs=0.05)
    finally:
        again.unplug()
