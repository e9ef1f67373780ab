"""What streaming phase reconstruction remembers: the state of the voices, and the grid they share."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

Float = NDArray[np.float32]

LEAST = 1e-3
"""Added to the sum of squared windows, so that the far end of a grain is not blown up."""
KEPT = 4
"""Frames that the iterations may still change; four fill the lanes of one batched transform."""
FADED = 0.5
"""Weight of frames that no longer change, against the kept ones. Less lets a change be heard sooner
(at 1 0.7 ms later, at 0.15 0.7 ms sooner), more holds the pitch of spectra that no sound has: lobes
without side lobes drift by 1.3 cents at 110 Hz with 1, 1.6 with 0.5, 2.0 with 0.15."""


class Bank(NamedTuple):
    """State of V voices; x, acc and norm share one time axis [length], which moves with `advance`."""

    x: Any
    """[V, length] the sound: what was consumed, then what the state would go on with"""
    acc: Any
    """[V, length] overlap-add of the windowed grains of frames that no longer change"""
    norm: Any
    """[V, length] overlap-add of their squared windows"""
    uneven: Any
    """[V] samples until all grains that still count lie on a regular grid; from then on norm is steady"""
    A: Any
    """[V, KEPT, bins] magnitudes on the scale of the transform"""
    C: Any
    """[V, bins] spectrum of the newest frame"""
    grains: Any
    """[V, KEPT, n_fft] windowed grains"""
    start: Any
    """[V, KEPT] where the grains start on the time axis"""
    partial: Any
    """[V, bins] distances of the newest frame's bins to their partials, in bins"""
    head: Any
    """[V] slot of the newest frame; -1 while all frames are silent"""


class Grid(NamedTuple):
    """Constants of the frame grid, then the working memory of one push."""

    hop: Any
    span: Any
    """where the newest grain starts on the time axis"""
    edge: Any
    """where the next sample is read on the time axis; before it lies what was consumed"""
    window: Any
    """[n_fft] Hann"""
    square: Any
    """[n_fft] its square"""
    steady: Any
    """[length] norm after an endless regular past"""
    even: Any
    """[length] as scale, while all grains lie on a regular grid"""
    fade: Any
    """[crossfade] weights of the new state"""
    seed: Any
    """[bins] phasors of partials that have no past"""
    axes: Any
    """of the batched transforms"""
    A: Any
    """[bins] as Bank.A, of the frame that comes in"""
    partial: Any
    """[bins] as Bank.partial, of the frame that comes in"""
    time: Any
    """[bins] phasors that the frame before predicts"""
    delay: Any
    """[bins] phasors from each bin to the next"""
    trust: Any
    """[2, bins] bottlenecks of the paths from below and from above"""
    spectra: Any
    """[2, KEPT, bins] transforms of the sound in this iteration and in the one before"""
    segments: Any
    """[KEPT, n_fft] windowed parts of the sound"""
    C: Any
    """[KEPT, bins] spectra of the kept frames"""
    scale: Any
    """[length] one over the sum of all squared windows"""
    old: Any
    """[crossfade] how the state before would have gone on"""


def make_bank(n_fft: int, hop: int, voices: int) -> Bank:
    """State of `voices` voices, not yet silent: see `phase.push.silence`."""
    length, bins = n_fft + (KEPT - 1) * hop, n_fft // 2 + 1

    def zeros(*shape: int, dtype: DTypeLike = np.float32) -> NDArray[Any]:
        return np.zeros((voices, *shape), dtype)

    return Bank(
        x=zeros(length),
        acc=zeros(length),
        norm=zeros(length),
        uneven=zeros(dtype=np.int64),
        A=zeros(KEPT, bins),
        C=zeros(bins, dtype=np.complex64),
        grains=zeros(KEPT, n_fft),
        start=zeros(KEPT, dtype=np.int64),
        partial=zeros(bins),
        head=zeros(dtype=np.int64),
    )


def make_grid(n_fft: int, hop: int, crossfade: int, read: int) -> Grid:
    """Grid whose next samples are read from sample `read` of the newest grain on."""
    bins, span = n_fft // 2 + 1, (KEPT - 1) * hop
    window = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(n_fft) / n_fft)).astype(np.float32)
    turns = np.random.default_rng(0).random(bins)

    def zeros(*shape: int, dtype: DTypeLike = np.float32) -> NDArray[Any]:
        return np.zeros(shape, dtype)

    square = window * window
    steady = _steady(square, hop, span)
    return Grid(
        hop=hop,
        span=span,
        edge=span + read,
        window=window,
        square=square,
        steady=steady,
        even=1 / (steady + _overlapped(square, range(0, span + 1, hop), span) + np.float32(LEAST)),
        fade=((np.arange(crossfade) + 1) / (crossfade + 1)).astype(np.float32),
        seed=np.exp(2j * np.pi * turns).astype(np.complex64),
        axes=np.array([1]),
        A=zeros(bins),
        partial=zeros(bins),
        time=zeros(bins, dtype=np.complex64),
        delay=zeros(bins, dtype=np.complex64),
        trust=zeros(2, bins),
        spectra=zeros(2, KEPT, bins, dtype=np.complex64),
        segments=zeros(KEPT, n_fft),
        C=zeros(KEPT, bins, dtype=np.complex64),
        scale=zeros(span + n_fft),
        old=zeros(crossfade),
    )


def _steady(square: Float, hop: int, span: int) -> Float:
    return np.float32(FADED) * _overlapped(square, range(-hop, -len(square), -hop), span)


def _overlapped(square: Float, starts: Iterable[int], span: int) -> Float:
    """Sum of `square` [n_fft] from each of the `starts` on, [span + n_fft]."""
    total = np.zeros(span + len(square), np.float32)
    for start in starts:
        total[max(0, start) : start + len(square)] += square[max(0, -start) :]
    return total
