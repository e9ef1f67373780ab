"""The compiled work of one push: place the frame, start its phases, make the newest frames agree, read out."""

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from rocket_fft import c2r, r2c

from xmodal_rt.phase_start import HANN_GAMMA, MAX_DELAY, frequencies, integrate, logarithms, turn

KEPT = 4
"""Frames that the iterations may still change; four fill the lanes of one batched transform."""
QUIET = 1e-8
"""Amplitudes below this are silence."""
LOG_QUIET = np.log(QUIET)


class Bank(NamedTuple):
    """State of V voices; x, acc, norm [V, length] share one time axis, which moves with `advance`."""

    x: Any
    """the signal: what was consumed, then what the state would sound"""
    acc: Any
    """overlap-add of the windowed grains of frames that no longer change"""
    norm: Any
    """overlap-add of their squared windows"""
    A: Any
    """[V, KEPT, bins] magnitudes on the scale of the transform"""
    C: Any
    """[V, KEPT, bins] spectra"""
    grains: Any
    """[V, KEPT, n_fft] windowed grains"""
    start: Any
    """[V, KEPT] where the grains start on the time axis"""
    logs: Any
    """[V, bins] logarithms of the newest magnitudes"""
    freq: Any
    """[V, bins] their distances to their partials, in bins"""
    head: Any
    """[V] slot of the newest frame"""


class Grid(NamedTuple):
    """Constants of the frame grid, and the working memory of one push."""

    window: Any
    square: Any
    steady: Any
    """[length] overlap-add of the squared windows of all frames that came before the kept ones"""
    seed: Any
    """[bins] phasors of partials that have no past"""
    axes: Any
    hop: Any
    span: Any
    """where the newest grain starts on the time axis"""
    edge: Any
    """where the next sample is read; before it lies what was consumed"""
    fade: Any
    """[crossfade] weights of the new state"""
    spectra: Any
    """[2, KEPT, bins] transforms of the signal in this iteration and in the one before"""
    segments: Any
    """[KEPT, n_fft]"""
    A: Any
    logs: Any
    freq: Any
    time: Any
    delay: Any
    trust: Any
    scale: Any
    """[length] one over the sum of all squared windows"""
    old: Any
    """[crossfade] how the state before would have gone on"""


@njit(cache=True, fastmath=True, error_model="numpy")
def move(row: Any, advance: Any) -> None:
    """Move `row` towards its past by `advance` samples, with zeros behind."""
    keep = row.shape[0] - advance
    for n in range(keep):
        row[n] = row[n + advance]
    row[keep:] = np.float32(0.0)


@njit(cache=True, fastmath=True, error_model="numpy")
def retire(grain: Any, square: Any, start: Any, edge: Any, acc: Any, norm: Any) -> None:
    """Add a windowed grain that no longer changes to what stays."""
    for n in range(max(edge, start), start + grain.shape[0]):
        acc[n] += grain[n - start]
        norm[n] += square[n - start]


@njit(cache=True, fastmath=True, error_model="numpy")
def predict(before: Any, A: Any, freq: Any, advance: Any, grid: Any) -> None:
    """Unit phasors from the frame before, `advance` samples ago, into grid.time."""
    n_fft = np.float32(grid.window.shape[0])
    for m in range(A.shape[0]):
        whole = np.float32((m * advance) % grid.window.shape[0])
        c, s = turn((whole + np.float32(0.5 * advance) * (freq[m] + grid.freq[m])) / n_fft)
        scale = np.float32(1.0) / A[m] if A[m] > np.float32(QUIET) else np.float32(0.0)
        u = before[m] * scale if scale > 0 else grid.seed[m]
        grid.time[m] = np.complex64(complex(u.real * c - u.imag * s, u.real * s + u.imag * c))


@njit(cache=True, fastmath=True, error_model="numpy")
def delays(logs: Any, advance: Any, grid: Any) -> None:
    """Unit phasors from bin to bin, from the growth of the magnitudes over `advance` samples, into grid.delay."""
    bins = logs.shape[0]
    rate = np.float32(HANN_GAMMA / (4.0 * np.pi) * grid.window.shape[0] / max(advance, grid.hop // 2))
    for m in range(bins - 1):
        tau = rate * (grid.logs[m] - logs[m] + grid.logs[m + 1] - logs[m + 1])
        tau = min(max(tau, np.float32(-MAX_DELAY)), np.float32(MAX_DELAY))
        c, s = turn(np.float32(-0.5) - tau)
        grid.delay[m] = np.complex64(complex(c, s))


@njit(cache=True, fastmath=True, error_model="numpy")
def overlap(v: Any, free: Any, bank: Any, grid: Any) -> None:
    """Grains from the spectra of voice v, and the signal from the grains, from sample `free` on."""
    grains = bank.grains[v]
    n_fft = grains.shape[1]
    c2r(bank.C[v], grains, grid.axes, False, 1.0 / n_fft, 1)
    x = bank.x[v]
    x[free:] = bank.acc[v, free:]
    for k in range(KEPT):
        start = bank.start[v, k]
        for n in range(n_fft):
            grains[k, n] *= grid.window[n]
        for n in range(max(free, start), start + n_fft):
            x[n] += grains[k, n - start]
    for n in range(free, x.shape[0]):
        x[n] *= grid.scale[n]


@njit(cache=True, fastmath=True, error_model="numpy")
def weigh(v: Any, free: Any, bank: Any, grid: Any) -> None:
    """One over the sum of the squared windows that cover each sample, into grid.scale."""
    scale = grid.scale
    scale[free:] = bank.norm[v, free:]
    for k in range(KEPT):
        start = bank.start[v, k]
        for n in range(max(free, start), start + grid.square.shape[0]):
            scale[n] += grid.square[n - start]
    for n in range(free, scale.shape[0]):
        scale[n] = np.float32(1.0) / (scale[n] + np.float32(1e-3))


@njit(cache=True, fastmath=True, error_model="numpy")
def agree(v: Any, turn_: Any, momentum: Any, bank: Any, grid: Any) -> None:
    """One Griffin-Lim step: the spectra of voice v take the phases that their common signal has."""
    n_fft = grid.window.shape[0]
    for k in range(KEPT):
        start = bank.start[v, k]
        for n in range(n_fft):
            grid.segments[k, n] = bank.x[v, start + n] * grid.window[n]
    now, last = grid.spectra[turn_ % 2], grid.spectra[1 - turn_ % 2]
    r2c(grid.segments, now, grid.axes, True, 1.0, 1)
    alpha = np.float32(momentum if turn_ > 0 else 0.0)
    C, A = bank.C[v], bank.A[v]
    for k in range(KEPT):
        for m in range(A.shape[1]):
            re = now[k, m].real + alpha * (now[k, m].real - last[k, m].real)
            im = now[k, m].imag + alpha * (now[k, m].imag - last[k, m].imag)
            g = A[k, m] / np.sqrt(re * re + im * im + np.float32(1e-20))
            C[k, m] = np.complex64(complex(re * g, im * g))


@njit(cache=True, fastmath=True, error_model="numpy")
def begin(v: Any, bank: Any, grid: Any) -> None:
    """Give voice v the past that its newest frame would have if it had always sounded."""
    n_fft = grid.window.shape[0]
    bank.acc[v] = np.float32(0.0)
    bank.norm[v] = np.float32(0.0)
    for k in range(1, KEPT):
        bank.start[v, k] = grid.span - (KEPT - k) * grid.hop
        bank.A[v, k] = bank.A[v, 0]
        for m in range(grid.freq.shape[0]):
            c, s = turn(np.float32(-(KEPT - k) * grid.hop) * (np.float32(m) + grid.freq[m]) / np.float32(n_fft))
            bank.C[v, k, m] = bank.C[v, 0, m] * np.complex64(complex(c, s))


@njit(cache=True, error_model="numpy")
def place(v: Any, S: Any, advance: Any, fresh: Any, bank: Any, grid: Any) -> None:
    """Take the frame S in as the newest of voice v, with its start phases."""
    head = bank.head[v]
    slot = 0 if fresh else (head + 1) % KEPT if advance > 0 else head
    if not fresh and slot != head:
        retire(bank.grains[v, slot], grid.square, bank.start[v, slot], grid.edge, bank.acc[v], bank.norm[v])
    before = bank.A[v, head].copy() if not fresh else bank.A[v, 0]
    A = bank.A[v, slot]
    weight = np.float32(0.5) * np.sum(grid.window)
    for m in range(A.shape[0]):
        grid.A[m] = S[m] * weight
    logarithms(grid.A, grid.logs)
    frequencies(grid.A, grid.freq)
    if fresh:
        grid.time[:] = grid.seed
        delays(grid.logs, grid.hop, grid)
        integrate(grid.A, grid.A, grid.time, grid.delay, grid.trust, bank.C[v, slot])
    else:
        predict(bank.C[v, head], before, bank.freq[v], advance, grid)
        delays(bank.logs[v], advance, grid)
        integrate(grid.A, before, grid.time, grid.delay, grid.trust, bank.C[v, slot])
    A[:] = grid.A
    bank.start[v, slot] = grid.span
    bank.logs[v] = grid.logs
    bank.freq[v] = grid.freq
    bank.head[v] = slot
    if fresh:
        begin(v, bank, grid)


@njit(cache=True, error_model="numpy")
def fall_silent(v: Any, bank: Any, grid: Any) -> None:
    """Fade voice v out over the cross-fade, and put silence in the place of its past."""
    end = grid.edge + grid.fade.shape[0]
    x = bank.x[v]
    for i in range(grid.fade.shape[0]):
        x[grid.edge + i] *= np.float32(1.0) - grid.fade[i]
    x[: grid.edge] = np.float32(0.0)
    x[end:] = np.float32(0.0)
    silence(v, bank, grid)


@njit(cache=True, error_model="numpy")
def silence(v: Any, bank: Any, grid: Any) -> None:
    """Let all frames of voice v be silent ones; what it still sounds stays."""
    bank.A[v] = np.float32(0.0)
    bank.C[v] = np.float32(0.0)
    bank.grains[v] = np.float32(0.0)
    bank.acc[v] = np.float32(0.0)
    bank.norm[v] = grid.steady
    bank.logs[v] = np.float32(LOG_QUIET)
    bank.freq[v] = np.float32(0.0)
    for k in range(KEPT):
        bank.start[v, k] = grid.span - (KEPT - 1 - k) * grid.hop
    bank.head[v] = KEPT - 1


@njit(cache=True, error_model="numpy")
def push_one(v: Any, S: Any, advance: Any, reset: Any, iterations: Any, momentum: Any, bank: Any, grid: Any) -> None:
    """Take frame S in for voice v."""
    move(bank.x[v], advance)
    if np.max(S) < QUIET:
        fall_silent(v, bank, grid)
        return
    fresh = reset
    if not fresh:
        move(bank.acc[v], advance)
        move(bank.norm[v], advance)
        bank.start[v] -= advance
    edge, fade = grid.edge, grid.fade
    grid.old[:] = bank.x[v, edge : edge + fade.shape[0]]
    place(v, S, advance, fresh, bank, grid)
    free = 0 if fresh else edge
    weigh(v, free, bank, grid)
    overlap(v, free, bank, grid)
    for i in range(iterations):
        agree(v, i, momentum, bank, grid)
        overlap(v, free, bank, grid)
    x = bank.x[v]
    for i in range(fade.shape[0]):
        x[edge + i] = grid.old[i] + fade[i] * (x[edge + i] - grid.old[i])


@njit(cache=True, error_model="numpy")
def push(S: Any, voices: Any, advance: Any, reset: Any, iterations: Any, momentum: Any, bank: Any, grid: Any, out: Any) -> None:
    """Take frames S [n, bins] in for the voices [n], and write the next samples of each into out [n, hop]."""
    for i in range(S.shape[0]):
        push_one(voices[i], S[i], advance[i], reset[i], iterations, momentum, bank, grid)
        out[i] = bank.x[voices[i], grid.edge : grid.edge + grid.hop]
