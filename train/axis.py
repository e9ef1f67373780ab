"""The frequency axis of a frame, for what a training does along it."""

import math

import torch
from torch import Tensor

from xmodal_rt.model.analysis import Analysis

LOWEST_HZ = 80.0
HIGHEST_HZ = 18000.0


def hz(analysis: Analysis) -> Tensor:
    """Frequencies [F] of the values of a frame."""
    k = torch.arange(analysis.size, dtype=torch.float32)
    band = analysis.linear_bins * torch.exp((k - _edge(analysis)) * _step(analysis))
    return analysis.resolution_hz * torch.where(k < analysis.linear_bins, k, band)


def places(frequencies: Tensor, analysis: Analysis) -> Tensor:
    """Where frequencies in Hz lie on the axis of a frame, short of its last value; the inverse of `hz`."""
    bins = frequencies / analysis.resolution_hz
    band = _edge(analysis) + torch.log(bins.clamp(min=1.0) / analysis.linear_bins) / _step(analysis)
    return torch.where(bins < _edge(analysis), bins, band).clamp(0.0, analysis.size - 1.001)


def stretched(frames: Tensor, ratio: Tensor, analysis: Analysis) -> Tensor:
    """Multiply all frequencies of frames [B, F] by `ratio` [B, 1], interpolating along the axis."""
    place = places(hz(analysis).to(frames.device) / ratio, analysis)
    low = place.long()
    return torch.lerp(frames.gather(1, low), frames.gather(1, low + 1), place - low)


def filterbank(analysis: Analysis, count: int) -> Tensor:
    """Weights [F, count] of overlapping triangles, even in log frequency, that sum powers of a frame into an envelope.

    A partial moves through the bins with its pitch, and the bins say little of one pitch that holds for
    another; an envelope of broad bands is nearly the same for neighbouring pitches, so what it tells of the
    dynamics is learnt from all of them.
    """
    edges = torch.linspace(math.log(LOWEST_HZ), math.log(HIGHEST_HZ), count + 2)
    place = torch.log(hz(analysis).clamp(min=1.0))[:, None]
    rise, fall = (place - edges[:-2]) / (edges[1:-1] - edges[:-2]), (edges[2:] - place) / (edges[2:] - edges[1:-1])
    return torch.minimum(rise, fall).clamp(min=0.0) * widths(analysis)[:, None]


def widths(analysis: Analysis) -> Tensor:
    """How many bins of a spectrum each value of a frame is made of: [F]."""
    bands = hz(analysis) * _step(analysis) / analysis.resolution_hz
    return torch.where(torch.arange(analysis.size) < analysis.linear_bins, 1.0, bands)


def _edge(analysis: Analysis) -> float:
    """Where the linear bins end and the bands begin."""
    return analysis.linear_bins - 0.5


def _step(analysis: Analysis) -> float:
    """Width of a band in log frequency."""
    return math.log(analysis.top_hz / analysis.resolution_hz / analysis.linear_bins) / analysis.log_bands
