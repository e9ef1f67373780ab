"""How frames vary in training: what the target follows, and what the input alone suffers."""

import math

import torch
from torch import Tensor

from train.axis import hz
from train.config import Augmentation
from train.dataset import NEPER_DB, shifted
from xmodal_rt.model.analysis import Analysis

CURVES = 5
RIPPLES = 24


class Augment:
    """Draws variations of frames [B, F]; all randomness from one generator."""

    def __init__(self, analysis: Analysis, settings: Augmentation) -> None:
        self.settings, self.analysis = settings, analysis
        self.curves, self.ripples = cosines(analysis, CURVES), cosines(analysis, RIPPLES)

    def to(self, device: torch.device) -> "Augment":
        """Move to a device."""
        self.curves, self.ripples = self.curves.to(device), self.ripples.to(device)
        return self

    def __call__(self, frames: Tensor, random: torch.Generator) -> tuple[Tensor, Tensor]:
        """Input and target, both [B, F], from frames [B, F]."""
        s = self.settings
        moved = self._colour(frames, s.gain_db, s.eq_db, 0.0, random)
        heard = self._colour(self._detune(self._ripple(moved, random), random), s.input_gain_db, s.input_eq_db, 1.0, random)
        return self._noise(heard, random), moved

    def _colour(self, frames: Tensor, gain_db: float, eq_db: float, tail: float, random: torch.Generator) -> Tensor:
        """Gain and a smooth curve; what lies at the floor stays there. `tail` 0 draws a Gaussian gain."""
        noise, spread = torch.randn((2, len(frames), 1), generator=random, device=frames.device)
        gain = gain_db * noise * torch.exp(tail * spread)
        weights = torch.randn((len(frames), CURVES), generator=random, device=frames.device) * eq_db
        return shifted(frames, (gain + weights @ self.curves) / NEPER_DB, self.analysis.floor)

    def _ripple(self, frames: Tensor, random: torch.Generator) -> Tensor:
        """Raise and lower single partials, not the level: what tells one recorded note from all others is not to be learnt by heart."""
        weights = torch.randn((len(frames), RIPPLES), generator=random, device=frames.device) * self.settings.input_ripple_db
        curve = weights @ self.ripples / NEPER_DB
        louder = torch.logsumexp(2.0 * (frames + curve), dim=1, keepdim=True) - torch.logsumexp(2.0 * frames, dim=1, keepdim=True)
        return shifted(frames, curve - 0.5 * louder, self.analysis.floor)

    def _detune(self, frames: Tensor, random: torch.Generator) -> Tensor:
        """Stretch the linear bins along the frequency axis, in log magnitude."""
        bins = self.analysis.linear_bins
        cents = torch.randn((len(frames), 1), generator=random, device=frames.device) * self.settings.detune_cents
        place = torch.arange(bins, device=frames.device) * 2.0 ** (-cents / 1200.0)
        place = place.clamp(max=bins - 1.001)
        low = place.long()
        linear = frames[:, :bins]
        moved = torch.lerp(linear.gather(1, low), linear.gather(1, low + 1), place - low)
        return torch.cat([moved, frames[:, bins:]], dim=1)

    def _noise(self, frames: Tensor, random: torch.Generator) -> Tensor:
        """Add a coloured noise floor whose bins fluctuate as those of a periodogram do."""
        low, high = self.settings.noise_db
        level = torch.rand((len(frames), 1), generator=random, device=frames.device) * (high - low) + low
        tilt = torch.randn((len(frames), CURVES), generator=random, device=frames.device) * 4.0 @ self.curves
        spread = torch.rand(frames.shape, generator=random, device=frames.device).clamp(min=1e-6)
        noise = (level + tilt) / NEPER_DB + 0.5 * torch.log(-torch.log(spread))
        return torch.logaddexp(2.0 * frames, 2.0 * noise) / 2.0


def cosines(analysis: Analysis, count: int) -> Tensor:
    """Cosines [count, F] over log frequency, of one to `count` half periods, that together have a variance of 1."""
    place = torch.log((hz(analysis) / analysis.resolution_hz).clamp(min=1.0))
    order = torch.arange(1, count + 1)[:, None]
    return torch.cos(torch.pi * order * place / place[-1]).mul(math.sqrt(2.0 / count))
