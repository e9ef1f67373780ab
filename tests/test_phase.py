"""Phase reconstruction: truth made from sines, recorded notes against Griffin-Lim, and the manners of a voice."""

import heapq
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from xmodal_rt.bench import phase as bench_phase
from xmodal_rt.bench.phase import convergence, log_mel_error, recorded_notes, rise, spectra, step
from xmodal_rt.errors import ParameterError
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.phase.bank import PhaseBank, reconstruct
from xmodal_rt.phase.start import integrate, phasor
from xmodal_rt.phase.state import Float, make_grid

ANALYSIS = Analysis()
NOTES = Path(__file__).parent / "fixtures" / "notes"
HOP = 128
N_FFT = ANALYSIS.n_fft(44100)


def tone(sr: int, hz: float, harmonics: int = 1) -> Float:
    """Amplitude spectrum of a steady tone; partial h has amplitude 0.5 / h."""
    t = np.arange(ANALYSIS.n_fft(sr)) / sr
    y = sum(0.5 / h * np.cos(2 * np.pi * h * hz * t + h * h) for h in range(1, harmonics + 1))
    return ANALYSIS.amplitudes(np.asarray(y, np.float32)[None], sr)[0]


def play(bank: PhaseBank, S: Float, reset: int = -1, voice: int = 0, advance: int = HOP) -> Float:
    """Push the frames S [T, bins] one by one, with a flag at frame `reset`; what is consumed of each."""
    out = np.empty((len(S), bank.hop_length), np.float32)
    for t in range(len(S)):
        bank.push(S[t : t + 1], np.array([voice]), np.array([advance]), np.array([t == reset]), out[t : t + 1])
    return out[:, :advance].ravel()


def heard(y: Float, sr: int, hz: float) -> tuple[float, float]:
    """Distance in cents and amplitude of the partial of `y` near `hz`."""
    n = np.arange(len(y))
    half, w = len(y) // 2, np.hanning(len(y) // 2)
    down = y * np.exp(-2j * np.pi * hz / sr * n)
    a, b = (np.sum(part * w) / w.sum() for part in (down[:half], down[half : 2 * half]))
    return 1200 * np.log2(1 + np.angle(b / a) / (2 * np.pi * half / sr * hz)), 2 * float(np.abs(a))


@pytest.fixture(scope="module")
def notes() -> list[bench_phase.Note]:
    return recorded_notes(NOTES, 6, 1.2)


@pytest.mark.parametrize("sr", [44100, 48000, 96000])
@pytest.mark.parametrize("hz", [65.4, 440.0, 1234.5, 7902.1])
@pytest.mark.parametrize("iterations", [0, 4])
def test_a_steady_sine_keeps_its_frequency_and_level(sr: int, hz: float, iterations: int) -> None:
    frames = np.repeat(tone(sr, hz)[None], 200, axis=0)
    y = play(PhaseBank(ANALYSIS.n_fft(sr), HOP, 1, iterations), frames, reset=0)[40 * HOP :]
    cents, amplitude = heard(y, sr, hz)
    assert abs(cents) < 1
    assert 20 * np.log10(amplitude / 0.5) == pytest.approx(0, abs=0.5)


@pytest.mark.parametrize("advance", [1, 37, 64, 127])
def test_a_sine_goes_on_over_grids_that_start_early(advance: int) -> None:
    frames = np.repeat(tone(44100, 660.0)[None], 9000 // advance, axis=0)
    y = play(PhaseBank(N_FFT, HOP, 1), frames, reset=0, advance=advance)[3000:]
    cents, amplitude = heard(y, 44100, 660.0)
    assert abs(cents) < 1
    assert 20 * np.log10(amplitude / 0.5) == pytest.approx(0, abs=0.5)
    bend = 0.5 * (2 * np.pi * 660 / 44100) ** 2
    assert np.abs(np.diff(y, 2)).max() < 1.5 * bend


@pytest.mark.parametrize("advance", [0, 1, 50, 64, 128])
@pytest.mark.parametrize("reset", [False, True])
def test_a_new_frame_takes_over_without_a_step(advance: int, reset: bool) -> None:
    bank = PhaseBank(N_FFT, HOP, 1)
    before = play(bank, np.repeat(tone(44100, 220.0, 8)[None], 40, axis=0))[-HOP:]
    rest = np.concatenate([before, bank.rest(0, 2 * HOP)[HOP:]])[advance:]
    out = np.empty((1, HOP), np.float32)
    bank.push(tone(44100, 311.0, 8)[None], np.array([0]), np.array([advance]), np.array([reset]), out)
    assert abs(out[0, 0] - rest[0]) < 2 / 65
    assert np.abs(out[0] - rest[:HOP]).max() > 0.1


def test_later_frames_change_no_earlier_sample(notes: list[bench_phase.Note]) -> None:
    _, y, sr = notes[0]
    S = spectra(y, sr)[:120]
    changed = S.copy()
    changed[80:] *= np.linspace(3, 0.1, S.shape[1], dtype=np.float32)
    a, b = (play(PhaseBank(N_FFT, HOP, 1), frames) for frames in (S, changed))
    np.testing.assert_array_equal(a[: 80 * HOP], b[: 80 * HOP])
    assert np.abs(a - b)[80 * HOP : 81 * HOP].max() > 0


def test_silence_stays_silence() -> None:
    bank = PhaseBank(N_FFT, HOP, 1)
    zeros = np.zeros((5, N_FFT // 2 + 1), np.float32)
    assert not play(bank, zeros).any()
    assert np.abs(play(bank, zeros + tone(44100, 440.0))).max() > 0.1
    fading = play(bank, zeros)
    assert np.abs(fading[:8]).max() > 0.1
    assert not fading[64:].any()


def test_a_frame_that_is_no_sound_fades_out_and_is_forgotten() -> None:
    bank, fresh = PhaseBank(N_FFT, HOP, 1), PhaseBank(N_FFT, HOP, 1)
    S = np.repeat(tone(44100, 440.0)[None], 30, axis=0)
    play(bank, S)
    wrong = S[:30].copy()
    wrong[:, 100] = np.nan
    assert not play(bank, wrong)[64:].any()
    np.testing.assert_array_equal(play(bank, S), play(fresh, S))


def test_nothing_turns_denormal_while_a_note_fades_away() -> None:
    bank = PhaseBank(N_FFT, HOP, 1)
    S = tone(44100, 440.0, 5) * 10 ** (-np.arange(120)[:, None] / 5).astype(np.float32)
    y = np.concatenate([play(bank, S), play(bank, 0 * S)])
    tiny = np.finfo(np.float32).tiny
    assert not ((np.abs(y) > 0) & (np.abs(y) < tiny)).any()
    assert not y[-HOP:].any()
    for state in (bank._bank.x, bank._bank.acc, bank._bank.C.view(np.float32)):
        assert not ((np.abs(state) > 0) & (np.abs(state) < tiny)).any()


def test_voices_do_not_depend_on_each_other(rng: np.random.Generator, notes: list[bench_phase.Note]) -> None:
    S = np.stack([spectra(y, sr)[40:80] for _, y, sr in notes[:3]])
    alone = [play(PhaseBank(N_FFT, HOP, 1), frames, reset=5) for frames in S]
    bank, due = PhaseBank(N_FFT, HOP, 3), [0, 0, 0]
    together: list[list[Float]] = [[], [], []]
    while min(due) < 40:
        chosen = np.array([v for v in rng.permutation(3) if due[v] < 40 and rng.random() < 0.7], np.int64)
        out = np.empty((len(chosen), HOP), np.float32)
        frames = np.array([S[v, due[v]] for v in chosen], np.float32).reshape(-1, S.shape[2])
        bank.push(frames, chosen, np.full(len(chosen), HOP), np.array([due[v] == 5 for v in chosen], np.bool_), out)
        for v, block in zip(chosen, out, strict=True):
            together[v].append(block)
            due[v] += 1
    for v in range(3):
        np.testing.assert_array_equal(np.concatenate(together[v]), alone[v])


def test_a_copy_goes_on_as_the_original(notes: list[bench_phase.Note]) -> None:
    _, y, sr = notes[1]
    S, bank = spectra(y, sr)[40:80], PhaseBank(N_FFT, HOP, 2)
    play(bank, S[:20])
    bank.copy(0, 1)
    np.testing.assert_array_equal(play(bank, S[20:], voice=1), play(bank, S[20:], voice=0))


def test_a_cleared_voice_is_a_new_voice() -> None:
    S = np.repeat(tone(44100, 300.0, 5)[None], 30, axis=0)
    bank = PhaseBank(N_FFT, HOP, 1)
    play(bank, S)
    bank.clear(0)
    assert not bank.rest(0, HOP).any()
    np.testing.assert_array_equal(play(bank, S), play(PhaseBank(N_FFT, HOP, 1), S))


@pytest.mark.parametrize("hz", [220.0, 440.0, 1000.0])
def test_a_flagged_note_is_there_at_once_and_an_unflagged_one_soon(hz: float) -> None:
    S = tone(44100, hz, 6)
    soft = (S / 10).astype(np.float32)
    flagged_ms, flagged_db = rise(step(S, N_FFT, True, before=soft), 44100)
    later_ms, later_db = rise(step(S, N_FFT, False, before=soft), 44100)
    assert rise(step(S, N_FFT, False), 44100)[0] <= 3  # silence has no past to keep
    assert flagged_ms <= 3
    assert flagged_ms < later_ms <= 8
    assert max(flagged_db, later_db) <= 3


def test_a_flagged_change_leaves_nothing_of_the_sound_before() -> None:
    y = step(tone(44100, 880.0), N_FFT, True, before=tone(44100, 400.0))[132:]
    turns = np.exp(-2j * np.pi * 400 / 44100 * np.arange(1323)) * np.hanning(1323)
    assert np.abs(np.sum(y[:1323] * turns)) / np.hanning(1323).sum() < 0.01 * 0.25


def test_recorded_notes_come_back_better_than_from_griffin_lim(notes: list[bench_phase.Note]) -> None:
    live, framed, studio, errors = [], [], [], []
    for name, y, sr in notes:
        S = spectra(y, sr)
        through = ANALYSIS.expand(ANALYSIS.compress(S, sr), sr)
        ours = reconstruct(S, N_FFT, HOP)
        live.append(convergence(S, ours, sr))
        framed.append(convergence(S, reconstruct(through, N_FFT, HOP), sr))
        studio.append(convergence(S, reconstruct(S, N_FFT, HOP, studio=True), sr))
        peer = bench_phase._griffinlim(S, N_FFT, 0, 32)
        assert live[-1] < convergence(S, peer, sr) - 6, name
        errors.append((log_mel_error(S, ours, sr), log_mel_error(S, peer, sr)))
    assert np.mean(live) < -44
    assert np.mean(framed) < -41
    assert np.mean(studio) < -46
    assert np.mean([a for a, _ in errors]) < np.mean([b for _, b in errors])


@pytest.mark.parametrize("studio", [False, True])
def test_a_whole_spectrogram_comes_back_in_its_place(studio: bool) -> None:
    y = np.zeros(HOP * 200, np.float32)
    y[9000:18000] = 0.5 * np.hanning(9000) * np.sin(np.arange(9000) * 0.1)
    ours = reconstruct(spectra(y, 44100), N_FFT, HOP, studio=studio)
    assert len(ours) == len(y)
    level, truth = (np.sqrt(np.convolve(x * x, np.ones(256) / 256, "same")) for x in (ours, y))
    assert np.abs(level - truth).max() < 0.03


def test_resets_of_a_whole_spectrogram_are_those_of_a_voice() -> None:
    S = np.concatenate([np.repeat(tone(44100, hz, 4)[None], 30, axis=0) for hz in (300.0, 500.0)])
    flags = np.isin(np.arange(60), [0, 30])
    bank = PhaseBank(N_FFT, HOP, 1)
    y = np.concatenate([play(bank, S[:30], reset=0), play(bank, S[30:], reset=0)])
    np.testing.assert_array_equal(reconstruct(S, N_FFT, HOP, reset=flags), y[HOP:])


def heap_integration(A: Float, before: Float, time: NDArray[np.complex64], delay: NDArray[np.complex64]) -> NDArray[np.complex128]:
    """Real-time phase-gradient heap integration of one frame, as published."""
    u, done = np.zeros(len(A), complex), np.zeros(len(A), bool)
    heap = [(-float(before[m]), 0, m) for m in range(len(A))]
    heapq.heapify(heap)
    while not done.all():
        _, now, m = heapq.heappop(heap)
        reached = [(m, complex(time[m]))] if not now else []
        if now:
            reached = [(m + 1, u[m] * delay[m])] if m + 1 < len(A) else []
            reached += [(m - 1, u[m] * np.conj(delay[m - 1]))] if m > 0 else []
        for k, phase in reached:
            if not done[k]:
                u[k], done[k] = phase, True
                heapq.heappush(heap, (-float(A[k]), 1, k))
    return u * A


@pytest.mark.parametrize("seed", range(5))
def test_two_sweeps_find_the_phases_that_the_heap_finds(seed: int) -> None:
    rng = np.random.default_rng(seed)
    grid = make_grid(512, 32, 16, 100)
    before = rng.exponential(1, 257).astype(np.float32)
    grid.A[:] = rng.exponential(1, 257) * rng.choice([0.01, 1.0], 257)
    grid.time[:] = np.exp(2j * np.pi * rng.random(257))
    grid.delay[:] = np.exp(2j * np.pi * rng.random(257))
    C = np.empty(257, np.complex64)
    integrate(before, C, grid)
    np.testing.assert_allclose(C, heap_integration(grid.A, before, grid.time, grid.delay), atol=2e-4)


def test_phasors_are_cosine_and_sine() -> None:
    for x in np.linspace(-3, 3, 301, dtype=np.float32):
        assert phasor(x) == pytest.approx((np.cos(2 * np.pi * x), np.sin(2 * np.pi * x)), abs=2e-6)


@pytest.mark.parametrize(("voice", "advance"), [(2, HOP), (-1, HOP), (0, HOP + 1), (0, -1)])
def test_a_push_out_of_range_says_what_to_use(voice: int, advance: int) -> None:
    S, out = tone(44100, 440.0)[None], np.empty((1, HOP), np.float32)
    with pytest.raises(ParameterError, match="use a voice below 2 and an advance from 0 to 128"):
        PhaseBank(N_FFT, HOP, 2).push(S, np.array([voice]), np.array([advance]), np.array([False]), out)


@pytest.mark.parametrize(
    ("S", "out"),
    [
        (np.ones((1, 1177)), np.empty((1, HOP), np.float32)),
        (np.ones((1, 1025), np.float32), np.empty((1, HOP), np.float32)),
        (np.ones((1177, 2), np.float32).T[:1], np.empty((1, HOP), np.float32)),
        (np.ones((1, 1177), np.float32), np.empty((2, HOP), np.float32)),
    ],
)
def test_arrays_that_do_not_fit_are_refused(S: Float, out: Float) -> None:
    with pytest.raises(ParameterError, match=r"use a contiguous array of float32 \[1, (1177|128)\]"):
        PhaseBank(N_FFT, HOP, 1).push(S, np.array([0]), np.array([HOP]), np.array([False]), out)


def test_a_grid_that_cannot_work_is_refused() -> None:
    with pytest.raises(ParameterError, match="use a shorter hop_length"):
        PhaseBank(512, 256, 1)
    with pytest.raises(ParameterError, match="use crossfade <= hop_length"):
        PhaseBank(2560, 32, 1)


def test_the_bench_prints_what_it_measured() -> None:
    result = bench_phase.run(NOTES, limit=1, seconds=0.4)
    assert result["notes"] == ["AltoSax__065__f__mtg"]
    for method in ("full", "live", "griffinlim_32", "griffinlim_100"):
        assert {"sc_db", "lsd_db", "us_per_frame"} <= result[method].keys()
    assert result["full"]["sc_db"] < result["live"]["sc_db"] < result["griffinlim_100"]["sc_db"] < result["griffinlim_32"]["sc_db"]
    assert result["live"]["onset_ms"] <= 3
    assert {"p50", "p99"} <= result["push_us"]["1 voices, 2 iterations"].keys()


def test_the_bench_needs_sounds(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="name a folder of recorded notes"):
        bench_phase.run(tmp_path)


def test_notes_can_be_made_without_recordings() -> None:
    for name, y, sr in bench_phase.made_notes(0.3):
        assert convergence(spectra(y, sr), reconstruct(spectra(y, sr), ANALYSIS.n_fft(sr), HOP), sr) < -25, name
