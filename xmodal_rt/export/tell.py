"""What the symbol decoder says, as the outlets of `transcribe`; and the way in latent space from one instrument to another."""

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from xmodal_rt.export.words import Words


class Tell(nn.Module):
    """Reads the logits of the symbol decoder, frame by frame.

    Parameters
    ----------
    model
        The checkpoint's, compiled.
    words
        Its labels.
    spans
        Where the classes of each of its labels lie in a label vector.
    binary
        Whether any of the classes may hold, for each of its labels.
    """

    if TYPE_CHECKING:  # TorchScript takes the type of a module from the module itself
        model: Any
    targets: Tensor

    def __init__(self, model: nn.Module, words: Words, spans: list[tuple[int, int]], binary: list[bool]) -> None:
        super().__init__()
        self.model = model
        self.spans, self.binary = spans, binary
        self.octave, self.pitch_class, self.velocity = words.octave, words.pitch_class, words.velocity
        self.lowest = words.lowest
        self.words = list(words.spans)
        self.flags = [binary[spans.index(span)] for span in words.spans]
        at = words.instrument
        self.instrument = words.spans[at] if at >= 0 else (0, 0)
        self.instruments = len(words.free[at]) if at >= 0 else 0
        rows = words.free[at][:, slice(*self.instrument)] if at >= 0 else words.ages[:0, :0]
        self.register_buffer("targets", torch.from_numpy(rows.copy()))

    def forward(self, logits: Tensor) -> Tensor:
        """Pitch, velocity, a class number for each label, and confidence [N, outlets] of logits [N, L]."""
        octave, sure = self.pick(logits, self.octave)
        pitch_class, too = self.pick(logits, self.pitch_class)
        found = [self.lowest + 12.0 * octave + pitch_class, self.loudness(logits)]
        for i in range(len(self.words)):
            found.append(self.bits(logits, self.words[i]) if self.flags[i] else self.pick(logits, self.words[i])[0])
        return torch.stack(found + [sure * too], 1)  # noqa: RUF005  # TorchScript unpacks no list of unknown length

    def pick(self, logits: Tensor, span: tuple[int, int]) -> tuple[Tensor, Tensor]:
        """Likeliest class [N] of a label, and its probability [N]."""
        p, index = torch.softmax(logits[:, span[0] : span[1]], 1).max(1)
        return index.float(), p

    def bits(self, logits: Tensor, span: tuple[int, int]) -> Tensor:
        """Value [N] of a binary label."""
        holds = (logits[:, span[0] : span[1]] > 0).float()
        return (holds * torch.exp2(torch.arange(float(span[1] - span[0]), device=logits.device))).sum(1)

    def loudness(self, logits: Tensor) -> Tensor:
        """Velocity [N]: class i of n sits at 127 (i + 1/2) / n; 100 where no label tells."""
        n = self.velocity[1] - self.velocity[0]
        if n == 0:
            return torch.full_like(logits[:, 0], 100.0)
        places = 127.0 * (torch.arange(float(n), device=logits.device) + 0.5) / n
        return torch.softmax(logits[:, self.velocity[0] : self.velocity[1]], 1) @ places

    def way(self, logits: Tensor, instrument: int) -> Tensor:
        """Way [N, D] from the point that all labels which are heard name to that of the same labels with another instrument."""
        parts: list[Tensor] = []
        for i in range(len(self.spans)):
            own = logits[:, self.spans[i][0] : self.spans[i][1]]
            parts.append(torch.tanh(0.5 * own) if self.binary[i] else torch.softmax(own, 1))
        heard = torch.cat(parts, 1)
        first, end = self.instrument
        target = self.targets[instrument].expand(heard.size(0), -1)
        asked = torch.cat([heard[:, :first], target, heard[:, end:]], 1)
        here, _ = self.model.encode_symbol(heard)
        there, _ = self.model.encode_symbol(asked)
        way: Tensor = there - here
        return way
