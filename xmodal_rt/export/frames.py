"""Between samples and frames in torch operations: what `model.analysis` does."""

import torch
from torch import Tensor, nn

from xmodal_rt.model.analysis import Analysis, grid_of
from xmodal_rt.model.torchscript import exported

ABSURD = 1000.0
"""no sample is so large, 60 dB above full scale"""


class Frames(nn.Module):
    """The newest samples of a sound as frames [B, F].

    Parameters
    ----------
    analysis
        The transform of the checkpoint.
    sr
        Sample rate in Hz.
    hop
        Samples from frame to frame.
    """

    window: Tensor
    bands: Tensor
    past_cache: Tensor

    def __init__(self, analysis: Analysis, sr: int, hop: int) -> None:
        super().__init__()
        self.n_fft, self.hop, self.linear = analysis.n_fft(sr), hop, analysis.linear_bins
        self.absurd, self.least = ABSURD, float(torch.tensor(2.0 * analysis.floor).exp())
        window = torch.from_numpy(analysis.window(sr))
        self.register_buffer("window", window * (2.0 / window.sum()))
        self.register_buffer("bands", _bands(analysis, sr))
        self.register_buffer("past_cache", torch.zeros(1, self.n_fft))

    @exported
    def fit(self, batch: int) -> None:
        """Forget what was heard, and be ready for a `batch` of sounds."""
        self.past_cache = torch.zeros([batch, self.n_fft], device=self.window.device)

    def forward(self, x: Tensor) -> Tensor:
        """Frames [B, T, F] of the next samples x [B, T hop], each of the window that ends with its hop."""
        if self.past_cache.size(0) != x.size(0):
            self.fit(x.size(0))
        # Samples that are no numbers, or absurd ones, are taken for silence.
        heard = torch.cat([self.past_cache, torch.where(x.abs() < self.absurd, x, torch.zeros_like(x))], 1)
        self.past_cache = heard[:, -self.n_fft :].clone()
        grains = heard[:, self.hop :].unfold(1, self.n_fft, self.hop)
        power = torch.fft.rfft(grains * self.window).abs().square()
        joined = torch.cat([power[..., : self.linear], power @ self.bands], 2)
        return 0.5 * torch.log(joined.clamp(min=self.least))


def _bands(analysis: Analysis, sr: int) -> Tensor:
    """Weights [bins, bands] of the bins in the bands above the linear bins."""
    edges = grid_of(analysis, sr).edges
    weights = torch.zeros(analysis.n_fft(sr) // 2 + 1, analysis.log_bands)
    for band, (first, end) in enumerate(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)):
        weights[first:end, band] = 1.0 / (end - first)
    weights[edges[-1] :, -1] = weights[edges[-2], -1]  # as in `Analysis.compress`, with which the model was trained
    return weights


class Spectra(nn.Module):
    """Frames as amplitude spectra, on another pitch where that is asked for.

    Parameters
    ----------
    analysis
        The transform of the checkpoint.
    sr
        Sample rate in Hz.
    """

    position: Tensor
    bins: Tensor

    def __init__(self, analysis: Analysis, sr: int) -> None:
        super().__init__()
        position = torch.from_numpy(grid_of(analysis, sr).position).float()
        self.size, self.floor = analysis.size, analysis.floor + 0.1
        self.register_buffer("position", position)
        self.register_buffer("bins", torch.arange(float(len(position))))

    def forward(self, frames: Tensor, ratio: Tensor) -> Tensor:
        """Amplitude spectra [N, bins] of frames [N, F], moved along the frequency axis by the `ratio` [N]."""
        values = torch.where(frames > self.floor, frames.exp(), torch.zeros_like(frames))
        above = self.bins / ratio.unsqueeze(1)
        lower = above.floor()
        i = lower.long().clamp(max=self.bins.size(0) - 2)
        p, following = self.position[i], self.position[i + 1]
        there = (p >= 0) & (lower < self.bins.size(0) - 1)
        p = (p + (above - lower) * (following - p).clamp(min=0.0)).clamp(min=0.0)
        return torch.where(there, self.cubic(values, p), torch.zeros_like(p))

    def cubic(self, values: Tensor, p: Tensor) -> Tensor:
        """Catmull-Rom interpolation of `values` [N, F] at the positions p [N, bins]."""
        i = p.long()
        x, last = p - i, self.size - 1
        a, b = values.gather(1, (i - 1).clamp(min=0)), values.gather(1, i)
        c, d = values.gather(1, (i + 1).clamp(max=last)), values.gather(1, (i + 2).clamp(max=last))
        curve = b + 0.5 * x * (c - a + x * (2.0 * a - 5.0 * b + 4.0 * c - d + x * (3.0 * (b - c) + d - a)))
        return curve.clamp(min=0.0)
