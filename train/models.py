"""The signal VAE and the symbol VAE around one latent space, as one module that TorchScript compiles.

After Chemla-Romeu-Santos et al. 2019 (arXiv:2002.03862), section 3: two encoders, two decoders, and
any encoder may feed any decoder.
"""

import math

import torch
from torch import Tensor, nn

from train.axis import filterbank
from train.config import Sizes
from train.layers import LadderDecoder, LadderEncoder, Rung, stack
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.model.torchscript import exported

RANGE = 7.0
"""nepers (61 dB) below a frame's level that its encoder still sees"""

ENVELOPE_GAIN = 3.0
"""of the broad bands at the encoder's input: they are few, and are to be learnt from before the many bins"""


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
        F = len(mean)
        self.floor = analysis.floor
        self.range = RANGE
        self.quietest = math.exp(-2.0 * RANGE)
        self.envelope_gain = ENVELOPE_GAIN
        self.register_buffer("mean", mean)
        self.register_buffer("scale", scale)
        self.register_buffer("bands", filterbank(analysis, sizes.bands), persistent=False)
        self.signal_encoder = _encoder(F + sizes.bands + 1, sizes.signal_encoder, sizes)
        self.signal_decoder = _decoder(sizes.signal_decoder, sizes.decoder_blocks, F, sizes, sizes.decoder_rank)
        self.symbol_encoder = _encoder(labels, sizes.symbol, sizes, symbol=True)
        self.symbol_decoder = _decoder(sizes.symbol, sizes.blocks, labels, sizes, symbol=True)
        self.log_sigma = nn.Parameter(torch.full((F,), -0.5))
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


def _encoder(inputs: int, width: int, sizes: Sizes, symbol: bool = False) -> nn.Module:
    """Build an encoder to all latent layers: a stack where there is one, else a ladder."""
    if not sizes.deeper:
        return stack(inputs, width, sizes.blocks, 2 * sizes.latent)
    return LadderEncoder(inputs, _rungs(width, sizes.blocks, sizes, symbol))


def _decoder(width: int, blocks: int, outputs: int, sizes: Sizes, rank: int = 0, symbol: bool = False) -> nn.Module:
    """Build a decoder from all latent layers."""
    if not sizes.deeper:
        return stack(sizes.latent, width, blocks, outputs, rank)
    return LadderDecoder(_rungs(width, blocks, sizes, symbol), outputs, rank)


def _rungs(width: int, blocks: int, sizes: Sizes, symbol: bool) -> list[Rung]:
    deeper = [Rung(layer.latent, layer.symbol if symbol else layer.hidden, layer.blocks) for layer in sizes.deeper]
    return [Rung(sizes.latent, width, blocks), *deeper]
