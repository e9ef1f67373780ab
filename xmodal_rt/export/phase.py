"""Streaming phase reconstruction in torch operations: what `phase.push` does, for a batch of voices on one grid.

Buffers that end in ``_cache`` are what a voice remembers; zeros mean that it was silent. They are never written
to in place, since nn~ makes some of them in its inference mode and changes others outside of it.
"""

import torch
from torch import Tensor, nn

from xmodal_rt.export.start import Start
from xmodal_rt.model.torchscript import exported
from xmodal_rt.phase.bank import CROSSFADE, LIVE_ITERATIONS
from xmodal_rt.phase.push import LOUD, MOMENTUM, QUICKER
from xmodal_rt.phase.start import QUIET
from xmodal_rt.phase.state import FADED, KEPT, LEAST, make_grid


class Phase(nn.Module):
    """Amplitude spectra in, sound out; read just before the newest grain's centre, as `phase.bank.PhaseBank` does live.

    Parameters
    ----------
    n_fft, hop
        Samples of a grain, and from frame to frame.
    """

    window: Tensor
    square: Tensor
    fade: Tensor
    seed: Tensor
    back: Tensor
    x_cache: Tensor
    acc_cache: Tensor
    norm_cache: Tensor
    A_cache: Tensor
    C_cache: Tensor
    grains_cache: Tensor
    partial_cache: Tensor

    def __init__(self, n_fft: int, hop: int) -> None:
        super().__init__()
        grid = make_grid(n_fft, hop, CROSSFADE, n_fft // 2 - hop)
        self.n_fft, self.hop, self.edge, self.length = n_fft, hop, int(grid.edge), n_fft + (KEPT - 1) * hop
        self.faded, self.least, self.momentum, self.quicker = FADED, LEAST, MOMENTUM, QUICKER
        self.quiet, self.loud, self.iterations, self.kept = QUIET, LOUD, LIVE_ITERATIONS, KEPT
        self.start = Start(n_fft, hop)
        self.register_buffer("window", torch.from_numpy(grid.window))
        self.register_buffer("square", torch.from_numpy(grid.square))
        self.register_buffer("fade", torch.from_numpy(grid.fade))
        self.register_buffer("seed", torch.from_numpy(grid.seed))
        self.register_buffer("back", -hop / n_fft * torch.arange(KEPT - 1.0, 0.0, -1.0))
        for name in ("x", "acc", "norm", "A", "C", "grains", "partial"):
            self.register_buffer(f"{name}_cache", torch.zeros(0))
        self.fit(1)

    @exported
    def fit(self, batch: int) -> None:
        """Forget everything, and be ready for a `batch` of voices."""
        bins, like = self.n_fft // 2 + 1, self.window
        self.x_cache = torch.zeros([batch, self.length], device=like.device)
        self.acc_cache, self.norm_cache = torch.zeros_like(self.x_cache), torch.zeros_like(self.x_cache)
        self.A_cache = torch.zeros([batch, self.kept, bins], device=like.device)
        self.C_cache = torch.zeros([batch, bins], dtype=torch.complex64, device=like.device)
        self.grains_cache = torch.zeros([batch, self.kept, self.n_fft], device=like.device)
        self.partial_cache = torch.zeros([batch, bins], device=like.device)

    def forward(self, S: Tensor, reset: Tensor) -> Tensor:
        """Sound [B, T hop] of amplitude spectra S [B, T, bins]; where `reset` [B, T] holds, a frame replaces its past."""
        if self.x_cache.size(0) != S.size(0):
            self.fit(S.size(0))
        hops = [self.push(S[:, t], reset[:, t]) for t in range(S.size(1))]
        return torch.cat(hops, 1)

    def push(self, S: Tensor, reset: Tensor) -> Tensor:
        """Take one frame S [B, bins], and return the next samples [B, hop]."""
        A = self.take(S)
        sounds = A.amax(1) > 0
        reset = (reset | (self.A_cache[:, -1].amax(1) == 0)).unsqueeze(1)
        x = self.move(self.x_cache)
        old = x[:, self.edge : self.edge + self.fade.size(0)]
        past = self.past(reset)
        partial = self.locate(A)
        C, older = self.begin(A, partial, reset)
        kept = torch.where(reset.unsqueeze(2), A.unsqueeze(1).expand(-1, self.kept - 1, -1), self.A_cache[:, 1:])
        magnitudes = torch.cat([kept, A.unsqueeze(1)], 1)
        grains = torch.cat([older, self.grain(C).unsqueeze(1)], 1)
        x, grains, C = self.agree(x, past, magnitudes, grains, C, reset)
        x = self.cross(x, old, reset, sounds.unsqueeze(1))
        self.keep(x, past, magnitudes, grains, C, partial, sounds)
        return x[:, self.edge : self.edge + self.hop]

    def take(self, S: Tensor) -> Tensor:
        """Magnitudes [B, bins] on the scale of the transform, zeros for what is no sound at all."""
        sound = (self.loud > S).all(1, keepdim=True)
        return torch.where(sound & (self.quiet < S), S, torch.zeros_like(S)) * (0.25 * self.n_fft)

    def move(self, row: Tensor) -> Tensor:
        """Move rows [B, length] one hop towards their past."""
        return torch.cat([row[:, self.hop :], torch.zeros_like(row[:, : self.hop])], 1)

    def past(self, reset: Tensor) -> Tensor:
        """Overlap-add [2, B, length] of what no longer changes and of its squared windows, the oldest kept grain among it."""
        gone = torch.stack([self.grains_cache[:, 0], self.square.expand_as(self.grains_cache[:, 0])])
        before = torch.stack([self.acc_cache, self.norm_cache])
        ended = nn.functional.pad(self.faded * gone[:, :, self.hop :], [0, self.length - self.n_fft + self.hop])
        moved = torch.cat([before[:, :, self.hop :], torch.zeros_like(before[:, :, : self.hop])], 2) + ended
        return torch.where(reset, torch.zeros_like(moved), moved)

    def locate(self, A: Tensor) -> Tensor:
        """Distances [B, bins] of the bins to their partials, in bins: see `phase.start.locate`."""
        below, above, here = A[:, :-2], A[:, 2:], A[:, 1:-1]
        larger = torch.maximum(below, above)
        distance = ((2.0 * larger - here) / (larger + here + 1e-20)).clamp(min=0.0)
        return nn.functional.pad(torch.where(above >= below, distance, -distance), [1, 1])

    def begin(self, A: Tensor, partial: Tensor, reset: Tensor) -> tuple[Tensor, Tensor]:
        """Return the spectrum [B, bins] of the newest frame with start phases, and the grains [B, KEPT - 1, n_fft] before it."""
        then = self.A_cache[:, -1]
        predicted = self.start.predict(self.C_cache, then, 0.5 * (partial + self.partial_cache), self.seed)
        C = self.start(torch.where(reset, A, then), A, torch.where(reset, self.seed, predicted))
        older = self.grains_cache[:, 1:]
        if bool(reset.any()):
            # The past that the frame would have if it had always sounded.
            turns = self.back.unsqueeze(1) * (self.start.bins + partial).unsqueeze(1)
            turned = C.unsqueeze(1) * torch.polar(torch.ones_like(turns), turns * 6.283185307179586)
            older = torch.where(reset.unsqueeze(2), self.grain(turned), older)
        return C, older

    def grain(self, C: Tensor) -> Tensor:
        """Windowed grains [..., n_fft] of spectra C [..., bins]."""
        grain: Tensor = torch.fft.irfft(C, self.n_fft) * self.window
        return grain

    def agree(
        self, x: Tensor, past: Tensor, A: Tensor, grains: Tensor, C: Tensor, reset: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:  # fmt: skip
        """Let the kept frames agree on one sound (fast Griffin-Lim, Perraudin et al. 2013): sound, grains, newest spectrum."""
        weights = 1.0 / (past[1] + self.overlap(self.square.expand(1, self.kept, -1)) + self.least)
        frozen = torch.where(reset, torch.zeros_like(weights), torch.ones_like(weights))
        frozen = torch.cat([frozen[:, : self.edge], torch.zeros_like(frozen[:, self.edge :])], 1) > 0
        x = torch.where(frozen, x, (past[0] + self.overlap(grains)) * weights)
        last = torch.zeros_like(A, dtype=torch.complex64)
        for i in range(self.iterations):
            now = torch.fft.rfft(x.unfold(1, self.n_fft, self.hop) * self.window)
            ahead = now + self.momentum * (now - last) if i > 0 else now
            spectra = ahead * (A / (ahead.abs() + 1e-10))
            grains, C, last = self.grain(spectra), spectra[:, -1], now
            x = torch.where(frozen, x, (past[0] + self.overlap(grains)) * weights)
        return x, grains, C

    def overlap(self, grains: Tensor) -> Tensor:
        """Overlap-add [B, length] of grains [B, KEPT, n_fft]."""
        total = torch.zeros([grains.size(0), self.length], device=grains.device)
        for k in range(self.kept):
            total[:, k * self.hop : k * self.hop + self.n_fft] += grains[:, k]
        return total

    def cross(self, x: Tensor, old: Tensor, reset: Tensor, sounds: Tensor) -> Tensor:
        """Fade over from what the state before would have sounded, quicker where that was nothing, and to nothing where nothing sounds."""
        before, after = x[:, : self.edge], x[:, self.edge :] * sounds
        fresh = reset & (old == 0).all(1, keepdim=True)
        weight = torch.where(fresh, (self.quicker * self.fade).clamp(max=1.0), self.fade)
        n = self.fade.size(0)
        return torch.cat([before, old + weight * (after[:, :n] - old), after[:, n:]], 1)

    def keep(self, x: Tensor, past: Tensor, A: Tensor, grains: Tensor, C: Tensor, partial: Tensor, sounds: Tensor) -> None:
        """Remember the state of the voices that sound; the others are silent."""
        row, frames = sounds.unsqueeze(1), sounds.unsqueeze(1).unsqueeze(2)
        self.x_cache = x
        self.acc_cache, self.norm_cache = past[0] * row, past[1] * row
        self.A_cache, self.grains_cache = A * frames, grains * frames
        self.C_cache, self.partial_cache = C * row, partial * row
