"""The signal VAE and the symbol VAE around one latent space, as one module that TorchScript compiles.

After Chemla-Romeu-Santos et al. 2019 (arXiv:2002.03862), section 3: two encoders, two decoders, and
any encoder may feed any decoder.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from train.axis import filterbank
from train.config import Sizes
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.model.checkpoint import exported

RANGE = 7.0
"""nepers (61 dB) below a frame's level that its encoder still sees"""

ENVELOPE_GAIN = 3.0
"""of the broad bands at the encoder's input: they are few, and are to be learnt from before the many bins"""


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
    return nn.Sequential(nn.Linear(inputs, width), nn.SiLU(), *(Block(width) for _ in range(blocks)), *last)


class CrossModalVAE(nn.Module):
    """Both VAEs. F values per frame, L per label vector, D latent coordinates.

    `mean` and `scale` [F] are the training frames' own; the decoder works relative to them. The
    encoder sees each frame relative to its level, and the level apart, so that a change of gain moves
    one input and not all of them; beside the values it sees their envelope in broad bands.
    """

    mean: Tensor
    scale: Tensor
    bands: Tensor

    def __init__(self, mean: Tensor, scale: Tensor, labels: int, analysis: Analysis, sizes: Sizes) -> None:
        super().__init__()
        F_, D = len(mean), sizes.latent
        self.floor = analysis.floor
        self.range = RANGE
        self.quietest = math.exp(-2.0 * RANGE)
        self.envelope_gain = ENVELOPE_GAIN
        self.register_buffer("mean", mean)
        self.register_buffer("scale", scale)
        self.register_buffer("bands", filterbank(analysis, sizes.bands), persistent=False)
        self.signal_encoder = stack(F_ + sizes.bands + 1, sizes.signal_encoder, sizes.blocks, 2 * D)
        self.signal_decoder = stack(D, sizes.signal_decoder, sizes.decoder_blocks, F_, sizes.decoder_rank)
        self.symbol_encoder = stack(labels, sizes.symbol, sizes.blocks, 2 * D)
        self.symbol_decoder = stack(D, sizes.symbol, sizes.blocks, labels)
        self.log_sigma = nn.Parameter(torch.full((F_,), -0.5))
        """deviation of the decoder's Gaussian, per value of the frame; of use to the loss alone"""

    def forward(self, frames: Tensor) -> Tensor:
        """Reconstruct frames [B, F] through the means of q(z | signal)."""
        return self.decode_signal(self.encode_signal(frames)[0])

    @exported
    def encode_signal(self, frames: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log variance [B, D] of q(z | signal) from frames [B, F], natural log of amplitude."""
        level = 0.5 * torch.logsumexp(2.0 * frames, dim=-1, keepdim=True)
        relative = torch.clamp(frames - level, min=-self.range) * (2.0 / self.range) + 1.0
        envelope = 0.5 * torch.log(torch.exp(2.0 * (frames - level)) @ self.bands + self.quietest)
        inputs = [relative, 0.5 * level + 1.0, self.envelope_gain * (envelope * (2.0 / self.range) + 1.0)]
        mu, logvar = self.signal_encoder(torch.cat(inputs, dim=-1)).chunk(2, dim=-1)
        return mu, torch.clamp(logvar, -8.0, 4.0)

    @exported
    def decode_signal(self, z: Tensor) -> Tensor:
        """Frames [B, F] from latents [B, D]."""
        return torch.clamp(self.signal_decoder(z) * self.scale + self.mean, min=self.floor)

    @exported
    def encode_symbol(self, labels: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log variance [B, D] of q(z | symbol) from label vectors [B, L]."""
        mu, logvar = self.symbol_encoder(labels).chunk(2, dim=-1)
        return mu, torch.clamp(logvar, -8.0, 4.0)

    @exported
    def decode_symbol(self, z: Tensor) -> Tensor:
        """Logits [B, L] from latents [B, D]."""
        logits: Tensor = self.symbol_decoder(z)
        return logits
