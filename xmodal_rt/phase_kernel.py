"""The compiled work of one push: place the frame, start its phases, make the newest frames agree, read out."""

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from rocket_fft import c2r, r2c

from xmodal_rt.phase_start import HANN_GAMMA, MAX_DELAY, frequencies, integrate, turn

LOUD = 1e4
"""Amplitudes from here on are errors, not sound."""
KEPT = 4
"""Frames that the iterations may still change; four fill the lanes of one batched transform."""
QUIET = 1e-8
"""Amplitudes below this are silence."""


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
    freq: Any
    """[V, bins] distances of the newest frame's bins to their partials, in bins"""
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
    later = row[advance:]
    for n in range(keep):
        row[n] = later[n]
    row[keep:] = np.float32(0.0)


@njit(cache=True, fastmath=True, error_model="numpy")
def add(grain: Any, start: Any, free: Any, row: Any) -> None:
    """Add `grain`, which starts at sample `start`, to `row` from sample `free` on."""
    first = max(free, start)
    here, there = grain[first - start :], row[first : start + grain.shape[0]]
    for n in range(here.shape[0]):
        there[n] += here[n]


@njit(cache=True, fastmath=True, error_model="numpy")
def retire(grain: Any, square: Any, start: Any, edge: Any, acc: Any, norm: Any) -> None:
    """Add a windowed grain that no longer changes to what stays."""
    add(grain, start, edge, acc)
    add(square, start, edge, norm)


@njit(cache=True, fastmath=True, error_model="numpy")
def predict(before: Any, A: Any, freq: Any, advance: Any, grid: Any) -> None:
    """Unit phasors from the frame before, `advance` samples ago, into grid.time."""
    step = advance / grid.window.shape[0]
    half = np.float32(0.5 * step)
    for m in range(A.shape[0]):
        turns = m * step
        c, s = turn(np.float32(turns - np.floor(turns)) + half * (freq[m] + grid.freq[m]))
        scale = np.float32(1.0) / A[m] if A[m] > np.float32(QUIET) else np.float32(0.0)
        u = before[m] * scale if scale > 0 else grid.seed[m]
        grid.time[m] = np.complex64(complex(u.real * c - u.imag * s, u.real * s + u.imag * c))


@njit(cache=True, fastmath=True, error_model="numpy")
def delays(before: Any, advance: Any, grid: Any) -> None:
    """Unit phasors from bin to bin, from the growth of the magnitudes since `before`, into grid.delay.

    The growth is a difference of logarithms, and those are as good as 2 (a - b) / (a + b) up to the
    largest delay that is believed.
    """
    rate = np.float32(HANN_GAMMA / (2.0 * np.pi) * grid.window.shape[0] / max(advance, grid.hop // 2))
    A = grid.A
    for m in range(A.shape[0] - 1):
        now, then = A[m] + A[m + 1], before[m] + before[m + 1]
        tau = np.float32(2.0) * rate * (now - then) / (now + then + np.float32(QUIET))
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
        grain = grains[k]
        for n in range(n_fft):
            grain[n] *= grid.window[n]
        add(grain, bank.start[v, k], free, x)
    ahead, scale = x[free:], grid.scale[free:]
    for n in range(ahead.shape[0]):
        ahead[n] *= scale[n]


@njit(cache=True, fastmath=True, error_model="numpy")
def weigh(v: Any, free: Any, bank: Any, grid: Any) -> None:
    """One over the sum of the squared windows that cover each sample, into grid.scale."""
    grid.scale[free:] = bank.norm[v, free:]
    for k in range(KEPT):
        add(grid.square, bank.start[v, k], free, grid.scale)
    scale = grid.scale[free:]
    for n in range(scale.shape[0]):
        scale[n] = np.float32(1.0) / (scale[n] + np.float32(1e-3))


@njit(cache=True, fastmath=True, error_model="numpy")
def agree(v: Any, turn_: Any, momentum: Any, bank: Any, grid: Any) -> None:
    """One Griffin-Lim step: the spectra of voice v take the phases that their common signal has."""
    n_fft = grid.window.shape[0]
    for k in range(KEPT):
        start = bank.start[v, k]
        segment, part = grid.segments[k], bank.x[v, start : start + n_fft]
        for n in range(n_fft):
            segment[n] = part[n] * grid.window[n]
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
    before = bank.A[v, head]
    A = bank.A[v, slot]
    weight = np.float32(0.5) * np.sum(grid.window)
    for m in range(A.shape[0]):
        grid.A[m] = S[m] * weight
    frequencies(grid.A, grid.freq)
    if fresh:
        grid.time[:] = grid.seed
        delays(grid.A, grid.hop, grid)
        integrate(grid.A, grid.A, grid.time, grid.delay, grid.trust, bank.C[v, slot])
    else:
        predict(bank.C[v, head], before, bank.freq[v], advance, grid)
        delays(before, advance, grid)
        integrate(grid.A, before, grid.time, grid.delay, grid.trust, bank.C[v, slot])
    A[:] = grid.A
    bank.start[v, slot] = grid.span
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
    bank.freq[v] = np.float32(0.0)
    for k in range(KEPT):
        bank.start[v, k] = grid.span - (KEPT - 1 - k) * grid.hop
    bank.head[v] = KEPT - 1


@njit(cache=True, error_model="numpy")
def loudest(S: Any) -> Any:
    """Largest amplitude of S [bins]; 0 where a value is no number or beyond any sound."""
    peak, wrong = np.float32(0.0), 0
    for m in range(S.shape[0]):
        wrong += 0 if S[m] < np.float32(LOUD) else 1
    for m in range(S.shape[0]):
        peak = S[m] if S[m] > peak else peak
    return peak if wrong == 0 else np.float32(0.0)


@njit(cache=True, error_model="numpy")
def push_one(v: Any, S: Any, advance: Any, reset: Any, iterations: Any, momentum: Any, bank: Any, grid: Any) -> None:
    """Take frame S in for voice v."""
    move(bank.x[v], advance)
    if loudest(S) < QUIET:
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
