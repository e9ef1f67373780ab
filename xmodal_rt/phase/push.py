"""The compiled work of one push: take a frame in, let the newest frames agree on one sound, fade over to it."""

from typing import Any

import numpy as np
from numba import njit
from rocket_fft import c2r, r2c

from xmodal_rt.phase.start import QUIET, delay, integrate, locate, phasor, predict
from xmodal_rt.phase.state import FADED, KEPT, LEAST, Bank, Grid

LOUD = 1e4
"""Amplitudes from here on are errors, not sound."""
MOMENTUM = 0.6
"""Of the iterations; online, above 1 diverges."""
QUICKER = 4.0
"""How much shorter the cross-fade is where nothing sounded before a reset: there is no step to hide but the note's own."""


@njit(cache=True, fastmath=True, error_model="numpy")
def _move(row: Any, advance: Any) -> None:
    """Move `row` towards its past by `advance` samples, with zeros behind."""
    keep, later = row.shape[0] - advance, row[advance:]
    for n in range(keep):
        row[n] = later[n]
    row[keep:] = np.float32(0.0)


@njit(cache=True, fastmath=True, error_model="numpy")
def _add(grain: Any, weight: Any, start: Any, free: Any, row: Any) -> None:
    """Add `grain`, which starts at sample `start`, to `row` from sample `free` on."""
    first = max(free, start)
    here, there = grain[first - start :], row[first : start + grain.shape[0]]
    for n in range(here.shape[0]):
        there[n] += weight * here[n]


@njit(cache=True, fastmath=True, error_model="numpy")
def _weigh(v: Any, free: Any, bank: Bank, grid: Grid) -> Any:
    """Return one over the sum of squared windows that cover voice v, right from sample `free` on."""
    if bank.uneven[v] == 0:
        return grid.even
    grid.scale[free:] = bank.norm[v, free:]
    for k in range(KEPT):
        _add(grid.square, np.float32(1.0), bank.start[v, k], free, grid.scale)
    scale = grid.scale[free:]
    for n in range(scale.shape[0]):
        scale[n] = np.float32(1.0) / (scale[n] + np.float32(LEAST))
    return grid.scale


@njit(cache=True, fastmath=True, error_model="numpy")
def _make_grains(C: Any, grains: Any, grid: Grid) -> None:
    """Write the windowed `grains` [n, n_fft] of spectra C [n, bins]."""
    n_fft = grains.shape[1]
    c2r(C, grains, grid.axes, False, 1.0 / n_fft, 1)
    for k in range(grains.shape[0]):
        grain = grains[k]
        for n in range(n_fft):
            grain[n] *= grid.window[n]


@njit(cache=True, fastmath=True, error_model="numpy")
def _overlap(v: Any, free: Any, weights: Any, bank: Bank) -> None:
    """Make the sound of voice v from sample `free` on from its grains, with the `weights` [length]."""
    x = bank.x[v]
    x[free:] = bank.acc[v, free:]
    for k in range(KEPT):
        _add(bank.grains[v, k], np.float32(1.0), bank.start[v, k], free, x)
    ahead, scale = x[free:], weights[free:]
    for n in range(ahead.shape[0]):
        ahead[n] *= scale[n]


@njit(cache=True, fastmath=True, error_model="numpy")
def _agree(v: Any, iteration: Any, bank: Bank, grid: Grid) -> None:
    """Give the frames of voice v the phases that their common sound has (fast Griffin-Lim, Perraudin et al. 2013)."""
    n_fft = grid.window.shape[0]
    for k in range(KEPT):
        start = bank.start[v, k]
        segment, part = grid.segments[k], bank.x[v, start : start + n_fft]
        for n in range(n_fft):
            segment[n] = part[n] * grid.window[n]
    now, last = grid.spectra[iteration % 2], grid.spectra[1 - iteration % 2]
    r2c(grid.segments, now, grid.axes, True, 1.0, 1)
    momentum = np.float32(MOMENTUM) if iteration > 0 else np.float32(0.0)
    for k in range(KEPT):
        _project(now[k], last[k], momentum, bank.A[v, k], grid.C[k])
    bank.C[v] = grid.C[bank.head[v]]
    _make_grains(grid.C, bank.grains[v], grid)


@njit(cache=True, fastmath=True, error_model="numpy", inline="always")
def _project(now: Any, last: Any, momentum: Any, A: Any, C: Any) -> None:
    for m in range(A.shape[0]):
        re = now[m].real + momentum * (now[m].real - last[m].real)
        im = now[m].imag + momentum * (now[m].imag - last[m].imag)
        gain = A[m] / np.sqrt(re * re + im * im + np.float32(1e-20))
        C[m] = np.complex64(complex(re * gain, im * gain))


@njit(cache=True, error_model="numpy")
def silence(v: Any, bank: Bank, grid: Grid) -> None:
    """Let all frames of voice v be silent ones; what it would go on with stays in bank.x."""
    bank.A[v] = np.float32(0.0)
    bank.C[v] = np.float32(0.0)
    bank.grains[v] = np.float32(0.0)
    bank.partial[v] = np.float32(0.0)
    bank.acc[v] = np.float32(0.0)
    bank.norm[v] = grid.steady
    bank.uneven[v] = 0
    bank.head[v] = -1
    for k in range(KEPT):
        bank.start[v, k] = grid.span - (KEPT - 1 - k) * grid.hop


@njit(cache=True, error_model="numpy")
def _fall_silent(v: Any, bank: Bank, grid: Grid) -> None:
    """Fade voice v out over the cross-fade, and forget it."""
    x, end = bank.x[v], grid.edge + grid.fade.shape[0]
    for i in range(grid.fade.shape[0]):
        x[grid.edge + i] *= np.float32(1.0) - grid.fade[i]
    x[end:] = np.float32(0.0)
    silence(v, bank, grid)


@njit(cache=True, fastmath=True, error_model="numpy")
def _replace(v: Any, bank: Bank, grid: Grid) -> None:
    """Make the frame grid.A the newest of voice v, with the past that it would have if it had always sounded."""
    grid.time[:] = grid.seed
    delay(grid.A, grid.hop, grid)
    integrate(grid.A, grid.C[0], grid)
    bank.acc[v] = np.float32(0.0)
    bank.norm[v] = np.float32(0.0)
    bank.uneven[v] = grid.scale.shape[0]
    for k in range(KEPT):
        back = np.float32(-((KEPT - k) % KEPT) * grid.hop / grid.window.shape[0])
        bank.start[v, k] = grid.span - ((KEPT - k) % KEPT) * grid.hop
        bank.A[v, k] = grid.A
        for m in range(grid.A.shape[0] if k > 0 else 0):
            c, s = phasor(back * (np.float32(m) + grid.partial[m]))
            grid.C[k, m] = grid.C[0, m] * np.complex64(complex(c, s))
    bank.head[v] = 0
    bank.C[v] = grid.C[0]
    _make_grains(grid.C, bank.grains[v], grid)


@njit(cache=True, error_model="numpy")
def _weigh_past(v: Any, slot: Any, advance: Any, bank: Bank, grid: Grid) -> None:
    """Bring bank.norm of voice v up to date: the grain in `slot` no longer changes; on a regular grid all stays as it is."""
    if advance != grid.hop:
        bank.uneven[v] = grid.scale.shape[0]
    if bank.uneven[v] == 0:
        return
    _move(bank.norm[v], advance)
    _add(grid.square, np.float32(FADED), bank.start[v, slot], grid.edge, bank.norm[v])
    bank.uneven[v] = max(0, bank.uneven[v] - advance)
    if bank.uneven[v] == 0:
        bank.norm[v] = grid.steady


@njit(cache=True, error_model="numpy")
def _follow(v: Any, advance: Any, bank: Bank, grid: Grid) -> None:
    """Make the frame grid.A the newest of voice v, `advance` samples after the one before; at 0 it takes its place."""
    _move(bank.acc[v], advance)
    bank.start[v] -= advance
    before = bank.head[v] % KEPT
    slot = (before + 1) % KEPT if advance > 0 else before
    if advance > 0:
        _add(bank.grains[v, slot], np.float32(FADED), bank.start[v, slot], grid.edge, bank.acc[v])
        _weigh_past(v, slot, advance, bank, grid)
    predict(bank.C[v], bank.A[v, before], bank.partial[v], advance, grid)
    delay(bank.A[v, before], advance, grid)
    integrate(bank.A[v, before], bank.C[v], grid)
    bank.A[v, slot] = grid.A
    bank.start[v, slot] = grid.span
    bank.head[v] = slot
    _make_grains(bank.C[v : v + 1], bank.grains[v, slot : slot + 1], grid)


@njit(cache=True, error_model="numpy")
def _take(S: Any, grid: Grid) -> Any:
    """Write the amplitudes S [bins] into grid.A; False when they are silent, or no sound at all."""
    weight = np.float32(0.25 * grid.window.shape[0])
    peak, wrong = np.float32(0.0), 0
    for m in range(S.shape[0]):
        wrong += 0 if S[m] < np.float32(LOUD) else 1
        grid.A[m] = S[m] * weight if S[m] > np.float32(QUIET) else np.float32(0.0)
    for m in range(S.shape[0]):
        peak = grid.A[m] if grid.A[m] > peak else peak
    return wrong == 0 and peak > 0


@njit(cache=True, error_model="numpy")
def _push_one(v: Any, S: Any, advance: Any, reset: Any, iterations: Any, bank: Bank, grid: Grid) -> None:
    x, edge, fade = bank.x[v], grid.edge, grid.fade
    _move(x, advance)
    if not _take(S, grid):
        if bank.head[v] >= 0:
            _fall_silent(v, bank, grid)
        return
    grid.old[:] = x[edge : edge + fade.shape[0]]
    locate(grid.A, grid.partial)
    reset = reset or bank.head[v] < 0  # after silence there is no past to keep
    if reset:
        _replace(v, bank, grid)
    else:
        _follow(v, advance, bank, grid)
    bank.partial[v] = grid.partial
    free = 0 if reset else edge
    weights = _weigh(v, free, bank, grid)
    _overlap(v, free, weights, bank)
    for i in range(iterations):
        _agree(v, i, bank, grid)
        _overlap(v, free, weights, bank)
    quicker = np.float32(QUICKER if reset and not grid.old.any() else 1.0)
    for i in range(fade.shape[0]):
        x[edge + i] = grid.old[i] + min(np.float32(1.0), quicker * fade[i]) * (x[edge + i] - grid.old[i])


@njit(cache=True, error_model="numpy")
def push(S: Any, voices: Any, advance: Any, reset: Any, iterations: Any, bank: Bank, grid: Grid, out: Any) -> Any:
    """See `phase.bank.PhaseBank.push`; returns the first frame that it refuses for its voice or advance, or -1."""
    for i in range(S.shape[0]):
        v = voices[i]
        if not (0 <= v < bank.x.shape[0] and 0 <= advance[i] <= grid.hop):
            return i
        _push_one(v, S[i], advance[i], reset[i], iterations, bank, grid)
        out[i] = bank.x[v, grid.edge : grid.edge + grid.hop]
    return -1
