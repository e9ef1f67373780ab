"""What nn~ opens: one module with the methods, buffers and attributes that it asks for.

nn~ 1.6 finds a method M by a buffer ``M_params``, [inlets, samples per inlet value, outlets, samples per outlet value],
and an attribute A by a buffer ``A_params`` (the types of its elements), ``get_A`` and ``set_A``. Setters run outside
of its inference mode and methods inside, so that no state is ever written in place.
"""

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from xmodal_rt.export.frames import Frames, Spectra
from xmodal_rt.export.phase import Phase
from xmodal_rt.export.tell import Tell
from xmodal_rt.export.walk import Walk
from xmodal_rt.export.words import Words
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.model.torchscript import exported

RATIO = 128
"""samples per frame"""
METHODS = ("decode", "encode", "play", "transcribe", "forward")
INT, FLOAT = 1, 2
"""nn~'s numbers of the types"""
ATTRIBUTES = {"gain": FLOAT, "gate": FLOAT, "instrument": INT, "reset": INT}
_GATE_DB = -60.0
_JUMP = 0.2
"""a coordinate that moves by more than this share of its range within a hop replaces the past"""


class NNInstrument(nn.Module):
    """A checkpoint behind nn~'s methods.

    Parameters
    ----------
    model
        The checkpoint's own module, compiled.
    config
        What the checkpoint says of itself.
    words
        Its labels.
    sr
        Sample rate in Hz at which it is to be played.
    low, high
        The least and the largest values [D] of coordinates that the decoder can be trusted with.
    """

    if TYPE_CHECKING:  # TorchScript takes the type of a module from the module itself
        model: Any
    low: Tensor
    high: Tensor
    still: Tensor
    z_cache: Tensor

    def __init__(
        self, model: nn.Module, config: CheckpointConfig, words: Words, sr: int, low: tuple[float, ...], high: tuple[float, ...]
    ) -> None:
        super().__init__()
        self.model = model
        self.hop, self.size = RATIO, config.latent_size
        self.heard, self.transferred = Frames(config.analysis, sr, RATIO), Frames(config.analysis, sr, RATIO)
        self.told = Frames(config.analysis, sr, RATIO)
        self.spectra = Spectra(config.analysis, sr)
        n_fft = config.analysis.n_fft(sr)
        self.decoded, self.played, self.changed = (Phase(n_fft, RATIO) for _ in range(3))
        self.walk = Walk(model, words, config.latent_size, RATIO / sr)
        labels = config.vocabulary.labels
        spans = [(span.start, span.stop) for span in (config.vocabulary.span(label.name) for label in labels)]
        self.tell = Tell(model, words, spans, [label.binary for label in labels])
        self.gain, self.gain_now, self.gate, self.instrument = 1.0, 1.0, _GATE_DB, -1
        self.register_buffer("sr", torch.tensor(sr))
        self.register_buffer("low", torch.tensor(low))
        self.register_buffer("high", torch.tensor(high))
        self.register_buffer("still", _JUMP * torch.tensor(config.latent_high).sub(torch.tensor(config.latent_low)))
        self.register_buffer("z_cache", torch.zeros(1, self.size))
        self._describe(words)

    def _describe(self, words: Words) -> None:
        """Say what nn~ shows: inlets, outlets, attributes."""
        coordinates = [f"latent {n}" for n in range(self.size)]
        labels = [f"{name} (0-{len(rows) - 1})" for name, rows in zip(words.names, words.free, strict=True)]
        notes = ["pitch (MIDI)", "velocity (0-127)", *labels]
        ends = {
            "decode": (coordinates, RATIO, ["audio"], 1),
            "encode": (["audio"], 1, coordinates, RATIO),
            "play": (notes, RATIO, ["audio"], 1),
            "transcribe": (["audio"], 1, [*notes, "confidence (0-1)"], RATIO),
            "forward": (["audio"], 1, ["audio"], 1),
        }
        for name, (inlets, in_ratio, outlets, out_ratio) in ends.items():
            self.register_buffer(f"{name}_params", torch.tensor([len(inlets), in_ratio, len(outlets), out_ratio]))
            setattr(self, f"{name}_input_labels", inlets)
            setattr(self, f"{name}_output_labels", outlets)
        for name, kind in ATTRIBUTES.items():
            self.register_buffer(f"{name}_params", torch.tensor([kind]))
        self.methods, self.attributes = list(METHODS), list(ATTRIBUTES)

    @exported
    def get_methods(self) -> list[str]:
        """Names of the methods."""
        return self.methods

    @exported
    def get_attributes(self) -> list[str]:
        """Names of the attributes."""
        return self.attributes

    @exported
    def decode(self, x: Tensor) -> Tensor:
        """Latents [B, D, T] to sound [B, 1, T hop]."""
        z = torch.minimum(torch.maximum(x.transpose(1, 2), self.low), self.high)
        before = self.z_cache if self.z_cache.size(0) == z.size(0) else z[:, 0]
        ways = (z - torch.cat([before.unsqueeze(1), z[:, :-1]], 1)).abs()
        self.z_cache = z[:, -1].clone()
        jumps = (ways > self.still.clamp(min=0.1 * float(self.still.max()))).any(2)
        return self.out(self.decoded(self.shown(z, torch.ones_like(ways[:, :, 0])), jumps))

    @exported
    def encode(self, x: Tensor) -> Tensor:
        """Sound [B, 1, T hop] to latents [B, D, T]."""
        return self.latents(self.heard(x[:, 0])).transpose(1, 2).contiguous()

    @exported
    def play(self, x: Tensor) -> Tensor:
        """Let notes [B, inlets, T] sound [B, 1, T hop]."""
        z, ratios, levels, onsets = self.walk(x, self.instrument)
        return self.out(self.played(self.shown(z, ratios) * levels.unsqueeze(2), onsets))

    @exported
    def transcribe(self, x: Tensor) -> Tensor:
        """Sound [B, 1, T hop] to notes, and how sure they are [B, outlets, T]: zeros where it is softer than the gate."""
        frames = self.told(x[:, 0])
        logits = self.model.decode_symbol(self.latents(frames).reshape(-1, self.size))
        notes = self.tell(logits).reshape(frames.size(0), frames.size(1), -1)
        level_db = 4.342944819032518 * torch.logsumexp(2.0 * frames, 2, keepdim=True)
        return torch.where(level_db > self.gate, notes, torch.zeros_like(notes)).transpose(1, 2).contiguous()

    def forward(self, x: Tensor) -> Tensor:
        """Sound [B, 1, N] as the model makes it again, as another instrument if one is set [B, 1, N]."""
        z = self.latents(self.transferred(x[:, 0]))
        if self.instrument >= 0:
            flat = z.reshape(-1, self.size)
            z = (flat + self.tell.way(self.model.decode_symbol(flat), self.instrument)).reshape(z.shape)
        z = torch.minimum(torch.maximum(z, self.low), self.high)
        unflagged = torch.zeros_like(z[:, :, 0])
        return self.out(self.changed(self.shown(z, unflagged + 1.0), unflagged > 0))

    def latents(self, frames: Tensor) -> Tensor:
        """Means of q(z | signal) [B, T, D] of frames [B, T, F]."""
        mu, _ = self.model.encode_signal(frames.reshape(-1, frames.size(2)))
        z: Tensor = mu.reshape(frames.size(0), frames.size(1), -1)
        return z

    def shown(self, z: Tensor, ratios: Tensor) -> Tensor:
        """Spectra [B, T, bins] of latents [B, T, D] on the pitch `ratios` [B, T]."""
        S: Tensor = self.spectra(self.model.decode_signal(z.reshape(-1, z.size(2))), ratios.reshape(-1))
        return S.reshape(z.size(0), z.size(1), -1)

    def out(self, y: Tensor) -> Tensor:
        """Sound [B, 1, N] with the gain, which moves evenly to where it is set."""
        ramp = torch.linspace(self.gain_now, self.gain, y.size(1), device=y.device)
        self.gain_now = self.gain
        return (y * ramp).unsqueeze(1)

    @exported
    def get_gain(self) -> list[float]:
        """Linear gain."""
        return [self.gain]

    @exported
    def set_gain(self, gain: float) -> int:
        """Set the linear gain, 0 to 4."""
        if not 0.0 <= gain <= 4.0:
            return -1
        self.gain = gain
        return 0

    @exported
    def get_gate(self) -> list[float]:
        """Level in dB below which nothing is transcribed."""
        return [self.gate]

    @exported
    def set_gate(self, gate: float) -> int:
        """Set the level in dB below which nothing is transcribed, -120 to 0."""
        if not -120.0 <= gate <= 0.0:
            return -1
        self.gate = gate
        return 0

    @exported
    def get_instrument(self) -> list[int]:
        """Class of the instrument that plays; -1: as the inlet says, or as it was heard."""
        return [self.instrument]

    @exported
    def set_instrument(self, instrument: int) -> int:
        """Let an instrument play, by its class; -1: as the inlet says, or as it was heard."""
        if not -1 <= instrument < self.tell.instruments:
            return -1
        self.instrument = instrument
        return 0

    @exported
    def get_reset(self) -> list[int]:
        """Return 0: it has been done."""
        return [0]

    @exported
    def set_reset(self, reset: int) -> int:
        """Forget, if 1, all that sounds and all that was heard."""
        if reset != 0:
            for phase in [self.decoded, self.played, self.changed]:
                phase.fit(1)
            for frames in [self.heard, self.told, self.transferred]:
                frames.fit(1)
            self.walk.fit(1)
        return 0
