"""The tables of an experiment that decide its networks and their loss: sizes, weights, and an adversary."""

import dataclasses
from dataclasses import dataclass

from train.tables import within


@dataclass(frozen=True)
class Layer:
    """A deeper latent layer: its coordinates, and widths and blocks of the networks between it and the layer before."""

    latent: int
    hidden: int = 256
    symbol: int = 128
    blocks: int = 1

    def __post_init__(self) -> None:
        for name in ("latent", "hidden", "symbol"):
            within(name, getattr(self, name), 1, 8192)
        within("blocks", self.blocks, 0, 16)


@dataclass(frozen=True)
class Sizes:
    """Layer widths and residual blocks of the four networks around `latent` coordinates."""

    latent: int = 32
    signal_encoder: int = 640
    signal_decoder: int = 512
    symbol: int = 256
    blocks: int = 1
    decoder_blocks: int = 1
    bands: int = 0
    """broad bands of the envelope that the signal encoder sees beside the frame"""
    decoder_rank: int = 0
    """values that the signal decoder's last layer is squeezed through, 0 for no squeeze: fewer weights to read for each frame"""
    deeper: tuple[Layer, ...] = ()
    """latent layers beyond the first, each nearer to what a whole note has in common"""

    @property
    def coordinates(self) -> int:
        """Latent coordinates of all layers, D: those of the first, then those of the deeper ones."""
        return self.latent + sum(layer.latent for layer in self.deeper)

    def __post_init__(self) -> None:
        for name in ("latent", "signal_encoder", "signal_decoder", "symbol"):
            within(name, getattr(self, name), 1, 8192)
        within("blocks", self.blocks, 0, 16)
        within("decoder_blocks", self.decoder_blocks, 0, 16)
        within("bands", self.bands, 0, 256)
        within("decoder_rank", self.decoder_rank, 0, 8192)


@dataclass(frozen=True)
class Weights:
    """Weights of the loss: those of the paper, then the transfer terms that stand beside them."""

    beta_signal: float = 1.0
    beta_symbol: float = 1.0
    signal_to_symbol: float = 10.0
    """of KL(q(z | signal) ‖ q(z | symbol))"""
    symbol_to_signal: float = 0.0
    """of KL(q(z | symbol) ‖ q(z | signal))"""
    means_apart: float = 0.0
    """of the squared distance between the means of both (L2): instead of the divergences, or beside them"""
    labels_from_signal: float = 20.0
    frames_from_symbol: float = 1.0
    rising: float = 0.0
    """of the penalty for symbols that do not grow louder and brighter with every class of the velocity label"""

    def __post_init__(self) -> None:
        for item in dataclasses.fields(self):
            within(item.name, getattr(self, item.name), 0.0, 1e6)


@dataclass(frozen=True)
class Adversary:
    """A critic that learns to tell decoded frames from recorded ones, while the decoder learns to deceive it."""

    weight: float = 0.0
    """of the deceit in the loss of the networks; 0 for no critic"""
    hidden: int = 500
    layers: int = 2
    lr: float = 1e-5

    def __post_init__(self) -> None:
        within("weight", self.weight, 0.0, 1e6)
        within("hidden", self.hidden, 1, 8192)
        within("layers", self.layers, 1, 8)
        within("lr", self.lr, 1e-8, 1.0)
