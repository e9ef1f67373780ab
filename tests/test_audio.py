"""The audio process through a real JACK server without a sound card, and on the silent clock."""

import contextlib
import os
import time
from collections.abc import Iterator

import numpy as np
import pytest

from xmodal_rt.audio import device as sound
from xmodal_rt.audio import process as audio
from xmodal_rt.audio.device import OutputDevice
from xmodal_rt.audio.feed import BlockFeed
from xmodal_rt.audio.jack_probe import JackProbe
from xmodal_rt.audio.jack_server import JackServer
from xmodal_rt.errors import DeviceError, ParameterError
from xmodal_rt.links import Links, Status
from xmodal_rt.ring import CONTEXT, AudioRing
from xmodal_rt.settings import ServeSettings

SERVER = f"xmodal-test-{os.getpid()}"
NOBODY = f"nobody-{os.getpid()}"


def _links(channels: int = 1) -> Links:
    return Links(AudioRing(96000, channels), AudioRing(96000, 1))


@contextlib.contextmanager
def _playing(links: Links, settings: ServeSettings, output: OutputDevice | None = None) -> Iterator[OutputDevice]:
    output = output or sound.describe(settings)
    process = CONTEXT.Process(target=audio.run, args=(links, settings, output))
    process.start()
    try:
        _until(lambda: links.status.view[Status.AUDIO_READY] == output.sample_rate or process.exitcode is not None)
        assert process.is_alive()
        yield output
    finally:
        links.stop.set()
        process.join(10)
    assert process.exitcode == 0
    assert links.status.view[Status.FAILED] == 0


def _until(condition: object, within_s: float = 20.0) -> None:
    assert callable(condition)
    deadline = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


# pyo's server ramps its own amplitude up by steps and ends some 1e-6 beside 1, so samples are told apart on a grid.
GRID = 2**15


def _noise(rng: np.random.Generator, frames: int) -> np.ndarray:
    """Every sample is different, none is zero, all stay below the guard [frames, 1]."""
    places = rng.permutation(int(0.85 * GRID))[:frames] + 1
    y: np.ndarray = (places * rng.choice([-1, 1], frames) / GRID).astype(np.float32)
    return y[:, None]


def _steps(y: np.ndarray) -> list[int]:
    """Return the sound without the silence around it, in steps of the grid."""
    assert len(y), "nothing was heard"
    return [int(step) for step in np.trim_zeros(np.rint(y * GRID))]


def _wait(probe: JackProbe, seconds: float = 0.2) -> None:
    """Let sound pass; pyo fades in for 50 ms after its start."""
    end = len(probe.recording) + seconds * probe.sample_rate
    _until(lambda: len(probe.recording) > end)


def _send(links: Links, probe: JackProbe, sent: np.ndarray) -> np.ndarray:
    """Play `sent` with a block of zeros on both sides, so that nothing is faded; returns what the probe heard."""
    _wait(probe)
    around = np.zeros((probe.block, sent.shape[1]), np.float32)
    start, end = len(probe.recording), links.clock.read()[0] + len(sent) + 2 * probe.block
    links.output.write(np.vstack([around, sent, around]))
    _until(lambda: links.clock.read()[0] == end)
    _wait(probe)
    return probe.recording[start:]


@pytest.mark.parametrize(("sr", "block"), [(48000, 64), (48000, 128), (44100, 64), (96000, 256), (48000, 2048)])
def test_the_ring_is_heard_from_jack_sample_for_sample(rng: np.random.Generator, sr: int, block: int) -> None:
    left, links = _noise(rng, min(200, 20480 // block) * block), _links(2)
    sent = np.hstack([left, -left])
    with JackServer(SERVER, sr, block, waits=True), _playing(links, ServeSettings(audio="jack")) as output:
        assert (output.sample_rate, output.block) == (sr, block)
        for channel in (0, 1):
            with JackProbe("probe", record_s=20.0) as probe:
                probe.connect(f"xmodal:output_{channel + 1}", probe.input)
                assert _steps(_send(links, probe, sent)) == _steps(sent[:, channel])


def test_one_channel_is_heard_from_both_speakers(rng: np.random.Generator) -> None:
    links, sent = _links(1), _noise(rng, 12800)
    with JackServer(SERVER, 48000, 128, waits=True), _playing(links, ServeSettings(audio="jack")), JackProbe("probe", 20.0) as probe:
        probe.connect("xmodal:output_2", probe.input)
        assert _steps(_send(links, probe, sent)) == _steps(sent[:, 0])


def test_portaudio_is_heard_sample_for_sample(rng: np.random.Generator) -> None:
    links, sent = _links(1), _noise(rng, 12800)
    # PortAudio's one device here is JACK, which keeps the test away from the machine's sound card.
    output = OutputDevice("portaudio", 48000, 128, 0, "PortAudio on JACK", name="system")
    settings = ServeSettings(audio="portaudio")
    with JackServer(SERVER, 48000, 128, waits=True), _playing(links, settings, output), JackProbe("probe", 20.0) as probe:
        probe.connect("PortAudio:out_0", probe.input)
        assert _steps(_send(links, probe, sent)) == _steps(sent[:, 0])


def test_an_underrun_fades_is_counted_and_is_recovered_from() -> None:
    links, frames = _links(), 40 * 256
    with JackServer(SERVER, 48000, 256, waits=True), _playing(links, ServeSettings(audio="jack")), JackProbe("probe", 20.0) as probe:
        probe.connect("xmodal:output_1", probe.input)
        _wait(probe)
        assert links.status.view[Status.UNDERRUNS] == 0
        for sounds in (1, 2):
            before = links.status.view[Status.UNDERRUNS]
            links.output.write(np.full((frames, 1), 0.5, np.float32))
            _until(lambda before=before: links.status.view[Status.UNDERRUNS] > before + 10)
            assert links.clock.read()[0] == sounds * frames
        heard = probe.recording
    heard = heard[np.argmax(heard > 0) :]
    assert np.count_nonzero(np.isclose(heard, 0.5, atol=1e-6)) == 2 * frames - 64 + 1
    assert heard[-1] == 0
    assert np.abs(np.diff(heard)).max() < 1.01 * 0.5 / 64


def test_a_sound_beyond_full_scale_stays_below_it() -> None:
    links = _links()
    loud = 3.0 * np.sin(2 * np.pi * 220 * np.arange(128 * 200) / 48000).astype(np.float32)
    with JackServer(SERVER, 48000, 128, waits=True), _playing(links, ServeSettings(audio="jack")), JackProbe("probe", 20.0) as probe:
        probe.connect("xmodal:output_1", probe.input)
        heard = np.trim_zeros(_send(links, probe, loud[:, None]))
    assert np.abs(heard).max() == pytest.approx(0.988, abs=1e-3)
    assert links.status.view[Status.PEAK] == pytest.approx(3.0, abs=1e-3)


def test_the_jack_input_reaches_the_input_ring(rng: np.random.Generator) -> None:
    links, sent = _links(), _noise(rng, 12800)[:, 0]
    with JackServer(SERVER, 48000, 64, waits=True), _playing(links, ServeSettings(audio="jack")), JackProbe("probe", 20.0, sent) as probe:
        probe.connect(probe.output, "xmodal:input_1")
        _wait(probe)
        links.input.clear()
        probe.start_playing()
        _until(lambda: probe.played)
        _wait(probe)
        heard = np.zeros((links.input.readable, 1), np.float32)
        assert links.input.read_into(heard)
        np.testing.assert_array_equal(np.trim_zeros(heard[:, 0]), sent)
        assert links.input_bell.acquire(timeout=1)


def test_a_full_input_ring_is_counted_only_while_somebody_listens() -> None:
    links = Links(AudioRing(960, 1), AudioRing(64, 1))
    with JackServer(SERVER, 48000, 64), _playing(links, ServeSettings(audio="jack")):
        _until(lambda: links.input.writable == 0)
        assert links.status.view[Status.DROPPED] == 0
        links.status.view[Status.LISTENING_READY] = 1
        _until(lambda: links.status.view[Status.DROPPED] > 0)
        assert links.status.view[Status.DROPPED] % 64 == 0


def test_transcribing_connects_the_microphone_and_a_named_port_is_found() -> None:
    with JackServer(SERVER, 48000, 128):
        assert sound.describe(ServeSettings(audio="jack")).source == ""
        assert sound.describe(ServeSettings(audio="jack", transcribe=True)).source == "system:capture_1"
        assert sound.describe(ServeSettings(audio="jack", input="capture_2")).source == "system:capture_2"
        assert sound.describe(ServeSettings()).sinks == ("system:playback_1", "system:playback_2")
        with JackProbe("cello") as probe:
            assert sound.describe(ServeSettings(input="cello")).source == probe.output


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (ServeSettings(audio="jack", sample_rate=44100), "JACK runs at 48000 Hz, not 44100; leave out --sample-rate"),
        (ServeSettings(audio="auto", block=256), "JACK's period is 128 frames, not 256; leave out --block"),
        (ServeSettings(audio="jack", input="tuba"), "'tuba' in its name; choose one of: system:capture_1"),
        (ServeSettings(audio="jack", output="tuba"), "'tuba' in its name; choose one of: system:playback_1"),
    ],
)
def test_what_jack_cannot_do_is_refused(settings: ServeSettings, message: str) -> None:
    with JackServer(SERVER, 48000, 128), pytest.raises(DeviceError, match=message):
        sound.describe(settings)


def test_without_a_jack_server_jack_is_refused_and_auto_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JACK_DEFAULT_SERVER", NOBODY)
    with pytest.raises(DeviceError, match="no JACK server answers; start one"):
        sound.describe(ServeSettings(audio="jack"))
    assert sound.describe(ServeSettings()).backend in ("portaudio", "clock")
    with pytest.raises(DeviceError, match="no JACK server answers"), JackProbe("probe"):
        pass


def test_an_unknown_portaudio_device_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JACK_DEFAULT_SERVER", NOBODY)
    for name in ("a tuba with strings", "987"):
        with pytest.raises(DeviceError, match="choose one that `xmodal-rt devices` lists"):
            sound.describe(ServeSettings(audio="portaudio", output=name))
        ring, bell = AudioRing(960, 1), CONTEXT.Semaphore(0)
        with pytest.raises(DeviceError, match="no input device"), sound.open_input(name, 48000, 128, ring, bell):
            pass


def test_devices_lists_jack_and_its_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JACK_DEFAULT_SERVER", NOBODY)
    assert "no JACK server answers" in sound.devices()
    with JackServer(SERVER, 44100, 256):
        listed = sound.devices()
    assert "JACK: 44100 Hz, 256 frames" in listed
    assert "--input  system:capture_1" in listed


@pytest.mark.parametrize(("sr", "block"), [(48000, 128), (44100, 65), (96000, 1)])
def test_the_silent_clock_consumes_every_block(sr: int, block: int) -> None:
    links = _links()
    settings = ServeSettings(audio="clock", sample_rate=sr, block=block)
    with _playing(links, settings) as output:
        assert output.text == f"no sound device: a silent clock, {sr} Hz, {block} frames"
        links.output.write(np.zeros((40 * block, 1), np.float32))
        _until(lambda: links.output.readable == 0)
        frames, time_s = links.clock.read()
        assert frames == 40 * block
        assert abs(time.monotonic() - time_s) < 60
        assert all(links.bell.acquire(timeout=1) for _ in range(40))


def test_what_fails_in_the_callback_is_counted_and_silenced() -> None:
    links, card = _links(), np.ones(64, np.float32)
    feed = BlockFeed(links, [card], [np.zeros(63, np.float32)])
    feed()
    assert links.status.view[Status.FAILED] == 1
    assert not card.any()


def test_what_is_no_number_is_not_played() -> None:
    links, card = _links(), np.ones(64, np.float32)
    feed = BlockFeed(links, [card])
    for absurd in (np.nan, np.inf, -np.inf):
        block = np.full((64, 1), 0.5, np.float32)
        block[7] = absurd
        links.output.write(block)
        feed()
        assert not card.any()
    assert links.status.view[Status.FAILED] == 3
    assert links.status.view[Status.PEAK] == 0


def test_a_feed_that_takes_the_place_of_another_goes_on_counting() -> None:
    links, card = _links(), np.ones(64, np.float32)
    links.output.write(np.zeros((128, 1), np.float32))
    BlockFeed(links, [card])()
    BlockFeed(links, [card])()
    assert links.clock.read()[0] == 128


def test_silence_before_the_first_sound_is_no_underrun() -> None:
    links, card = _links(), np.ones(64, np.float32)
    feed = BlockFeed(links, [card])
    feed()
    assert links.status.view[Status.UNDERRUNS] == 0
    assert not card.any()
    links.output.write(np.full((64, 1), 0.25, np.float32))
    feed()
    assert (card == 0.25).all()
    feed()
    assert links.status.view[Status.UNDERRUNS] == 1
    assert links.status.view[Status.PEAK] == 0.25


def test_levels_rise_at_once_and_fall_by_half_in_a_tenth_of_a_second() -> None:
    links, card = _links(), np.ones(64, np.float32)
    feed = BlockFeed(links, [card], [np.full(64, -0.25, np.float32)])
    links.output.write(np.full((64, 1), 0.5, np.float32))
    feed()
    assert links.status.view[Status.OUTPUT_LEVEL] == 0.5
    assert links.status.view[Status.INPUT_LEVEL] == 0.25
    for _ in range(75):  # 4800 samples
        feed()
    assert links.status.view[Status.OUTPUT_LEVEL] == pytest.approx(0.25)
    assert links.status.view[Status.INPUT_LEVEL] == 0.25


def test_a_negative_recording_is_refused() -> None:
    with pytest.raises(ParameterError, match="use 0 or more"):
        JackProbe("probe", record_s=-1.0)
