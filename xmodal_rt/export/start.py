"""Start phases of a frame in torch operations: what `phase.start` does with loops over bins, without loops.

Its paths are sweeps along the bins, up[m] = max(b[m], min(up[m-1], a[m-1])). Each step of a sweep limits a value
to a range, and limiting twice is limiting once, so that all steps are taken in log2(bins) rounds (Hillis & Steele
1986, "Data parallel algorithms").
"""

import math

import torch
from torch import Tensor, nn

from xmodal_rt.phase.start import HANN_GAMMA, MAX_DELAY, QUIET


class Start(nn.Module):
    """Phases that follow from the frame before: causal phase-gradient integration (Průša & Søndergaard 2016).

    Parameters
    ----------
    n_fft, hop
        Samples of a grain, and from frame to frame.
    """

    bins: Tensor

    def __init__(self, n_fft: int, hop: int) -> None:
        super().__init__()
        self.step = hop / n_fft
        self.rate = HANN_GAMMA / math.pi * n_fft / hop
        self.quiet, self.most = QUIET, MAX_DELAY
        self.register_buffer("bins", torch.arange(n_fft // 2 + 1), persistent=False)

    def forward(self, then: Tensor, A: Tensor, predicted: Tensor) -> Tensor:
        """Spectra [B, bins] of the magnitudes A [B, bins], after the magnitudes `then` and with the phasors that these predict."""
        below, above = self.sweep(then, A)
        up = (below > then) & (below >= above)
        down = (above > then) & (above > below)
        # The bin in the same frame from which the phase comes is the next one towards the path's origin that has a past.
        own = self.bins.expand_as(up)
        origin = torch.where(up | down, torch.full_like(own, -1), own)
        last = torch.cummax(origin, 1)[0]
        after = torch.cummin(torch.where(up | down, torch.full_like(own, own.size(1)), own).flip([1]), 1)[0].flip([1])
        root = torch.where(up, last, torch.where(down, after, own))
        turns = self.turns(then, A)
        angle = (turns - turns.gather(1, root)) * (-2.0 * math.pi)
        return A * predicted.gather(1, root) * torch.polar(torch.ones_like(angle), angle)

    def predict(self, C: Tensor, then: Tensor, partials: Tensor, fallback: Tensor) -> Tensor:
        """Phasors [B, bins] one hop after the spectra C of magnitudes `then`, for bins whose `partials` lie so far from them."""
        heard = then > self.quiet
        unit = torch.where(heard, C / torch.where(heard, then, torch.ones_like(then)), fallback)
        angle = (self.bins * self.step).remainder(1.0) + self.step * partials
        return unit * torch.polar(torch.ones_like(angle), angle * (2.0 * math.pi))

    def turns(self, then: Tensor, A: Tensor) -> Tensor:
        """Phases [B, bins] in turns, up to a sign and a constant, that follow from the growth since the frame before."""
        before, now = then[:, :-1] + then[:, 1:], A[:, :-1] + A[:, 1:]
        tau = self.rate * (now - before) / (now + before + self.quiet)
        delays = torch.cat([torch.zeros_like(A[:, :1]), tau.clamp(-self.most, self.most)], 1)
        return delays.cumsum(1) + 0.5 * self.bins.remainder(2)

    def sweep(self, then: Tensor, A: Tensor) -> tuple[Tensor, Tensor]:
        """Bottlenecks [B, bins] of the paths from below and from above."""
        batch = A.size(0)
        low = torch.cat([then, then.flip([1])])
        high = torch.cat([A, A.flip([1])])
        ends = torch.stack([low, torch.maximum(low, torch.cat([low[:, :1], high[:, :-1]], 1))])
        ends[1, :, 0] = ends[0, :, 0]
        reach = 1
        while reach < A.size(1):
            limited = torch.maximum(torch.minimum(ends[:, :, :-reach], ends[1:, :, reach:]), ends[:1, :, reach:])
            ends = torch.cat([ends[:, :, :reach], limited], 2)
            reach *= 2
        return ends[0, :batch], ends[0, batch:].flip([1])
