"""The sample clock against streams whose truth is known."""

import math

import numpy as np
import pytest

from xmodal_rt.clock import ClockStamps, SampleClock
from xmodal_rt.ring import CONTEXT


def _run(clock: SampleClock, rng: np.random.Generator, rate_hz: float, block: int, seconds: float, jitter_s: float) -> float:
    """Feed stamps of a device that really runs at `rate_hz`; returns the true time of the last frame."""
    frames = np.arange(block, int(seconds * rate_hz), block)
    for frame in frames:
        clock.update(int(frame), 100.0 + frame / rate_hz + rng.exponential(jitter_s))
    return float(100.0 + frames[-1] / rate_hz)


@pytest.mark.parametrize("block", [32, 64, 65, 128, 2048])
@pytest.mark.parametrize("sr", [44100, 48000, 96000])
def test_jitter_is_filtered_out(sr: int, block: int) -> None:
    clock = SampleClock(sr)
    end_s = _run(clock, np.random.default_rng(1), sr, block, 20.0, jitter_s=0.2e-3)
    # Lateness has a mean of its own, 0.2 ms, that no loop can know.
    assert clock.frame(end_s + 0.2e-3) == pytest.approx((end_s - 100.0) * sr, abs=0.2e-3 * sr)


def test_a_clock_that_is_fast_is_followed() -> None:
    clock = SampleClock(48000)
    rate_hz = 48000 * 1.001
    end_s = _run(clock, np.random.default_rng(2), rate_hz, 64, 20.0, jitter_s=0.0)
    assert clock.frame(end_s) == pytest.approx((end_s - 100.0) * rate_hz, abs=0.5)
    assert clock.frame(end_s + 1.0) - clock.frame(end_s) == pytest.approx(rate_hz, rel=1e-5)


def test_lost_blocks_are_followed_at_once_and_a_late_stamp_is_not() -> None:
    clock = SampleClock(48000)
    rng = np.random.default_rng(4)
    end_s = _run(clock, rng, 48000, 64, 5.0, jitter_s=20e-6)
    frame = round((end_s - 100.0) * 48000)
    clock.update(frame + 64, end_s + 64 / 48000 + 0.009)
    assert clock.frame(end_s) == pytest.approx(frame, abs=3)
    lost_s = 3 * 64 / 48000
    for i in range(2, 12):
        clock.update(frame + 64 * i, end_s + 64 * i / 48000 + lost_s + rng.exponential(20e-6))
    assert clock.frame(end_s + lost_s) == pytest.approx(frame, abs=3)


def test_frame_and_time_are_inverse() -> None:
    clock = SampleClock(44100)
    _run(clock, np.random.default_rng(3), 44100, 128, 1.0, 0.1e-3)
    for frame in (0.0, 12345.5, 1e7):
        assert clock.frame(clock.time_s(frame)) == pytest.approx(frame, abs=1e-3)


def test_a_long_stop_starts_the_loop_anew() -> None:
    clock = SampleClock(48000)
    clock.update(64, 10.0)
    clock.update(128, 10.0 + 64 / 48000)
    clock.update(192, 15.0)
    assert clock.time_s(192) == 15.0
    assert clock.time_s(192 + 48000) == pytest.approx(16.0)


def test_a_count_that_goes_back_starts_the_loop_anew() -> None:
    clock = SampleClock(48000)
    clock.update(48000, 10.0)
    clock.update(64, 10.01)
    assert clock.frame(10.01) == 64


def test_the_same_stamp_twice_changes_nothing() -> None:
    clock = SampleClock(48000)
    clock.update(64, 10.0)
    clock.update(64, 10.001)
    assert clock.time_s(64) == 10.0


def _stamp(stamps: ClockStamps, count: int) -> None:
    for i in range(1, count + 1):
        stamps.stamp(i, i / 3)


def test_a_stamp_is_never_seen_half_written() -> None:
    stamps = ClockStamps()
    assert stamps.read() == (0, 0.0)
    writer = CONTEXT.Process(target=_stamp, args=(stamps, 100_000))
    writer.start()
    seen = 0
    while seen < 100_000:
        frames, time_s = stamps.read()
        assert math.isclose(time_s, frames / 3)
        assert frames >= seen
        seen = frames
        assert writer.is_alive() or writer.exitcode == 0
    writer.join()
