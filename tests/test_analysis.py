"""The frame: amplitudes in, amplitudes out, the same at every sample rate."""

import numpy as np
import pytest

from xmodal_rt.errors import ParameterError
from xmodal_rt.model.analysis import Analysis

RATES = [44100, 48000, 96000]


def sine(hz: float, sr: int) -> np.ndarray:
    return np.sin(2 * np.pi * hz * np.arange(sr) / sr).astype(np.float32)


@pytest.mark.parametrize("sr", RATES)
def test_a_sine_of_amplitude_one_reads_zero_nepers_on_its_bin(sr: int) -> None:
    frame = Analysis().frames(sine(18.75 * 40, sr), sr, np.array([sr // 2]))[0]
    assert frame[40] == pytest.approx(0.0, abs=1e-3)
    assert frame.argmax() == 40


def test_a_frame_is_the_same_at_every_rate() -> None:
    frames = [Analysis().frames(sine(440, sr), sr, np.array([sr // 2]))[0] for sr in RATES]
    loud = frames[0] > np.log(1e-3)
    for frame in frames[1:]:
        np.testing.assert_allclose(frame[loud], frames[0][loud], atol=0.02)


@pytest.mark.parametrize("sr", RATES)
def test_expand_undoes_compress_on_the_linear_bins(sr: int, rng: np.random.Generator) -> None:
    analysis = Analysis()
    frames = rng.uniform(-8, 0, (3, analysis.size)).astype(np.float32)
    again = analysis.compress(analysis.expand(frames, sr), sr)
    np.testing.assert_allclose(again[:, : analysis.linear_bins], frames[:, : analysis.linear_bins], atol=1e-4)


def test_silence_is_the_floor_and_the_floor_is_silence() -> None:
    analysis = Analysis()
    frame = analysis.frames(np.zeros(48000, np.float32), 48000, np.array([0, 24000]))
    np.testing.assert_allclose(frame, analysis.floor, atol=1e-5)
    assert np.all(analysis.expand(frame, 48000) == 0)


@pytest.mark.parametrize("semitones", [-0.5, 0.25, 0.5])
def test_expand_moves_a_partial_by_the_ratio(semitones: float) -> None:
    analysis, ratio = Analysis(), 2 ** (semitones / 12)
    frame = analysis.frames(sine(1500, 48000), 48000, np.array([24000]))
    S = analysis.expand(frame, 48000, np.array([ratio]))[0]
    k = int(S.argmax())
    a, b, c = np.log(S[k - 1 : k + 2])
    peak_hz = (k + 0.5 * (a - c) / (a - 2 * b + c)) * analysis.resolution_hz
    assert 1200 * np.log2(peak_hz / (1500 * ratio)) == pytest.approx(0, abs=3)


def test_nothing_lies_above_the_top() -> None:
    analysis = Analysis()
    S = analysis.expand(np.zeros((1, analysis.size), np.float32), 96000)[0]
    assert np.all(S[round(analysis.top_hz / analysis.resolution_hz) + 1 :] == 0)


def test_a_rate_that_does_not_fit_the_grid_is_refused_with_those_that_do() -> None:
    with pytest.raises(ParameterError, match=r"use one of .*48000"):
        Analysis().n_fft(32000)
    with pytest.raises(ParameterError, match=r"up to 20000 Hz; use one of \[44100, 48000"):
        Analysis().frames(np.zeros(4000, np.float32), 22050, np.array([2000]))
