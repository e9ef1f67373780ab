"""Residual stacks, and ladders of them for several latent layers.

After Zhao, Song & Ermon 2017, "Learning hierarchical features from deep generative models" (arXiv:1702.08396),
section 4: what a deeper coordinate tells goes through more layers than what the first ones tell, on both
sides, and all of them are independent in the prior. So the layers make one latent vector, [first, deeper,
...], and whatever plays or hears it need not know of layers.
"""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Block(nn.Module):
    """Residual block of two layers at one width."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.inner, self.outer = nn.Linear(width, width), nn.Linear(width, width)
        nn.init.zeros_(self.outer.weight)
        nn.init.zeros_(self.outer.bias)

    def forward(self, x: Tensor) -> Tensor:
        """Map [B, width] to [B, width]."""
        return F.silu(x + self.outer(F.silu(self.inner(x))))


def stack(inputs: int, width: int, blocks: int, outputs: int, rank: int = 0) -> nn.Sequential:
    """Layer, residual blocks, layer; the last one is a product of two with `rank` values between, if that is given."""
    last = [nn.Linear(width, rank), nn.Linear(rank, outputs)] if rank else [nn.Linear(width, outputs)]
    return nn.Sequential(*body(inputs, width, blocks), *last)


def body(inputs: int, width: int, blocks: int) -> nn.Sequential:
    """Layer and residual blocks, without a last layer."""
    return nn.Sequential(nn.Linear(inputs, width), nn.SiLU(), *(Block(width) for _ in range(blocks)))


class Rung(NamedTuple):
    """One latent layer: its coordinates, and the width and blocks of what leads to it."""

    latent: int
    width: int
    blocks: int


class LadderEncoder(nn.Module):
    """Inputs [B, I] to the means and log variances [B, 2 D] of all layers, each told by the width that leads to it."""

    def __init__(self, inputs: int, rungs: Sequence[Rung]) -> None:
        super().__init__()
        widths = [inputs, *(rung.width for rung in rungs)]
        self.ups = nn.ModuleList(body(width, rung.width, rung.blocks) for width, rung in zip(widths, rungs, strict=False))
        self.heads = nn.ModuleList(nn.Linear(rung.width, 2 * rung.latent) for rung in rungs)

    def forward(self, x: Tensor) -> Tensor:
        """Encode, the first layer first."""
        means: list[Tensor] = []
        logvars: list[Tensor] = []
        for up, head in zip(self.ups, self.heads):  # noqa: B905  # TorchScript knows no strict
            x = up(x)
            mu, logvar = head(x).chunk(2, dim=-1)
            means.append(mu)
            logvars.append(logvar)
        return torch.cat(means + logvars, dim=-1)


class LadderDecoder(nn.Module):
    """Latents [B, D] of all layers to outputs [B, O]: from the deepest up, each layer joins what the deeper ones made."""

    def __init__(self, rungs: Sequence[Rung], outputs: int, rank: int = 0) -> None:
        super().__init__()
        self.sizes = [rung.latent for rung in rungs]
        deepest_first = list(reversed(rungs))
        above = [0, *(rung.width for rung in deepest_first)]
        self.downs = nn.ModuleList(
            body(width + rung.latent, rung.width, rung.blocks) for width, rung in zip(above, deepest_first, strict=False)
        )
        width = rungs[0].width
        self.last = nn.Sequential(nn.Linear(width, rank), nn.Linear(rank, outputs)) if rank else nn.Sequential(nn.Linear(width, outputs))

    def forward(self, z: Tensor) -> Tensor:
        """Decode."""
        layers = torch.split(z, self.sizes, dim=-1)
        x = z[..., :0]
        i = len(layers)
        for down in self.downs:
            i -= 1
            x = down(torch.cat([x, layers[i]], dim=-1))
        decoded: Tensor = self.last(x)
        return decoded
