"""A critic of frames: it learns to tell decoded ones from recorded ones, and the decoder learns to deceive it.

After Goodfellow et al. 2014, "Generative adversarial nets" (arXiv:1406.2661), section 3, with the loss that
does not saturate; beside an autoencoder as in Larsen et al. 2016 (arXiv:1512.09300).
"""

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from train.config import Adversary


class Critic(nn.Module):
    """Dense layers from frames [B, F], relative to their `mean` and `scale` [F], to how much they seem recorded [B]."""

    mean: Tensor
    scale: Tensor

    def __init__(self, mean: Tensor, scale: Tensor, settings: Adversary) -> None:
        super().__init__()
        self.weight = settings.weight
        self.register_buffer("mean", mean, persistent=False)
        self.register_buffer("scale", scale, persistent=False)
        widths = [len(mean), *[settings.hidden] * settings.layers]
        hidden = [part for inputs, width in pairwise(widths) for part in (nn.Linear(inputs, width), nn.LeakyReLU(0.2))]
        self.layers = nn.Sequential(*hidden, nn.Linear(widths[-1], 1))

    def forward(self, frames: Tensor) -> Tensor:
        """Log odds [B] that the frames are recorded."""
        odds: Tensor = self.layers((frames - self.mean) / self.scale)
        return odds[:, 0].float()

    def mistaken(self, recorded: Tensor, decoded: Tensor) -> Tensor:
        """Loss [B] of the critic, by which it learns and the decoder does not."""
        return F.softplus(-self(recorded)) + F.softplus(self(decoded.detach()))

    def undeceived(self, decoded: Tensor) -> Tensor:
        """Loss [B] of the decoder, by which it learns and the critic does not."""
        still = {name: value.detach() for name, value in self.named_parameters()}
        return F.softplus(-torch.func.functional_call(self, still, (decoded,)))
