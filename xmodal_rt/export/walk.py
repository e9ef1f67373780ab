"""A note's way through latent space in torch operations: what `synthesis.walk` and `synthesis.voices` do."""

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from xmodal_rt.export.words import Words
from xmodal_rt.model.torchscript import exported
from xmodal_rt.synthesis.voices import RELEASE_60DB_S, RELEASE_MOVE_S

_SILENT = 1e-4


class Walk(nn.Module):
    """Latents of the notes that inlets ask for: pitch, velocity, then one class number for each label.

    Parameters
    ----------
    model
        The checkpoint's, compiled.
    words
        Its labels.
    latent_size
        D.
    hop_s
        Seconds from frame to frame.
    """

    if TYPE_CHECKING:  # TorchScript takes the type of a module from the module itself
        model: Any
    times_s: Tensor
    ages: Tensor
    pitches: Tensor
    dynamics: Tensor
    free: Tensor
    counts: Tensor
    first: Tensor
    z_cache: Tensor
    asked_cache: Tensor
    age_cache: Tensor
    gone_cache: Tensor
    level_cache: Tensor

    def __init__(self, model: nn.Module, words: Words, latent_size: int, hop_s: float) -> None:
        super().__init__()
        self.model = model
        self.hop_s, self.size = hop_s, latent_size
        self.lowest, self.highest = words.lowest, words.lowest + len(words.pitches) - 1
        self.inlets = 2 + len(words.names)
        self.instrument = 2 + words.instrument if words.instrument >= 0 else -1
        self.fall, self.move_s, self.silent = 0.001 ** (hop_s / RELEASE_60DB_S), RELEASE_MOVE_S, _SILENT
        counts = [len(rows) for rows in words.free]
        self.register_buffer("times_s", torch.tensor(words.times_s))
        for name in ("ages", "pitches", "dynamics"):
            self.register_buffer(name, torch.from_numpy(getattr(words, name)))
        self.register_buffer("free", torch.cat([torch.zeros(0, self.ages.size(1)), *map(torch.from_numpy, words.free)]))
        self.register_buffer("counts", torch.tensor(counts, dtype=torch.long))
        self.register_buffer("first", torch.tensor([sum(counts[:i]) for i in range(len(counts))], dtype=torch.long))
        for name in ("z", "asked", "age", "gone", "level"):
            self.register_buffer(f"{name}_cache", torch.zeros(0))
        self.fit(1)

    @exported
    def fit(self, batch: int) -> None:
        """Forget all notes, and be ready for a `batch` of them."""
        device = self.times_s.device
        self.z_cache = torch.zeros([batch, self.ages.size(0), self.size], device=device)
        self.asked_cache = torch.zeros([batch, self.inlets], device=device)
        self.age_cache, self.gone_cache = torch.zeros([batch, 1], device=device), torch.zeros([batch, 1], device=device)
        self.level_cache = torch.zeros([batch, 1], device=device)

    def forward(self, x: Tensor, instrument: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Latents [B, T, D], pitch ratios [B, T], levels [B, T] at the end of each hop and onsets [B, T] of x [B, inlets, T].

        An `instrument` from 0 on takes the place of its inlet.
        """
        if self.asked_cache.size(0) != x.size(0):
            self.fit(x.size(0))
        z: list[Tensor] = []
        ratios: list[Tensor] = []
        levels: list[Tensor] = []
        onsets: list[Tensor] = []
        for t in range(x.size(2)):
            asked, ratio = self.read(x[:, :, t], instrument)
            onsets.append(self.play(asked))
            z.append(self.latent())
            ratios.append(ratio)
            levels.append(self.level_cache)
        return torch.stack(z, 1), torch.stack(ratios, 1), torch.cat(levels, 1), torch.cat(onsets, 1)

    def read(self, x: Tensor, instrument: int) -> tuple[Tensor, Tensor]:
        """Read what the inlets x [B, inlets] ask for, as whole numbers, and the pitch ratio [B] that is left over."""
        x = torch.where(x.abs() < 1e6, x, torch.zeros_like(x))
        if instrument >= 0 and self.instrument >= 0:
            chosen = torch.full_like(x[:, :1], float(instrument))
            x = torch.cat([x[:, : self.instrument], chosen, x[:, self.instrument + 1 :]], 1)
        nearest = x[:, :1].round().clamp(self.lowest, self.highest)
        classes = torch.minimum(x[:, 2:].round().clamp(min=0.0), self.counts - 1.0)
        bend = (x[:, 0] - nearest[:, 0]).clamp(-0.5, 0.5)
        return torch.cat([nearest, x[:, 1:2].clamp(0.0, 127.0), classes], 1), torch.exp2(bend / 12.0)

    def play(self, asked: Tensor) -> Tensor:
        """Take what is `asked` for [B, inlets] one hop on; returns which notes [B, 1] begin."""
        before = self.asked_cache
        held, was_held = asked[:, 1:2] > 0, before[:, 1:2] > 0
        begins = held & (~was_held | (asked[:, :1] != before[:, :1]))
        changed = held & (begins | (asked != before).any(1, keepdim=True))
        if bool(changed.any()):
            self.z_cache = torch.where(changed.unsqueeze(2), self.encode(asked), self.z_cache)
        self.age_cache = torch.where(begins, torch.zeros_like(self.age_cache), self.age_cache + self.hop_s)
        self.gone_cache = torch.where(held, torch.zeros_like(self.gone_cache), self.gone_cache + self.hop_s)
        level = torch.where(held, torch.ones_like(self.level_cache), self.level_cache * self.fall)
        self.level_cache = torch.where(level > self.silent, level, torch.zeros_like(level))
        self.asked_cache = torch.where(held, asked, torch.cat([before[:, :1], asked[:, 1:2], before[:, 2:]], 1))
        return begins

    def encode(self, asked: Tensor) -> Tensor:
        """Means of q(z | symbol) [B, A + 1, D] along the ages, between the two nearest classes of dynamics."""
        rows = self.pitches[(asked[:, 0] - self.lowest).long()]
        if asked.size(1) > 2:
            rows = rows + self.free[asked[:, 2:].long() + self.first].sum(1)
        n = self.dynamics.size(0)
        place = (asked[:, 1] / 127.0 * n - 0.5).clamp(0.0, n - 1.0)
        low = place.long().clamp(max=max(n - 2, 0))
        weight = (place - low).unsqueeze(1).unsqueeze(2)
        softer = self.means(rows + self.dynamics[low])
        return softer + weight * (self.means(rows + self.dynamics[(low + 1).clamp(max=n - 1)]) - softer)

    def means(self, rows: Tensor) -> Tensor:
        """Means [B, A + 1, D] of the label vectors `rows` [B, L] at every age."""
        vectors = rows.unsqueeze(1) + self.ages
        mu, _ = self.model.encode_symbol(vectors.reshape(-1, vectors.size(2)))
        means: Tensor = mu.reshape(vectors.size(0), vectors.size(1), -1)
        return means

    def latent(self) -> Tensor:
        """Where the notes are now [B, D]; ages are spaced logarithmically, and the first step is linear."""
        last = self.times_s.size(0) - 1
        j = ((self.age_cache >= self.times_s).long().sum(1) - 1).clamp(0, last)
        k = (j + 1).clamp(max=last)
        age, begin, end = self.age_cache[:, 0], self.times_s[j], self.times_s[k]
        logs = torch.log(age.clamp(min=1e-9) / begin.clamp(min=1e-9)) / torch.log(end / begin.clamp(min=1e-9)).clamp(min=1e-9)
        w = torch.where(j == last, torch.zeros_like(age), torch.where(begin > 0, logs, age / end.clamp(min=1e-9))).unsqueeze(1)
        rows = torch.arange(j.size(0), device=j.device)
        z = (1.0 - w) * self.z_cache[rows, j] + w * self.z_cache[rows, k]
        return z + (self.gone_cache / self.move_s).clamp(max=1.0) * (self.z_cache[:, -1] - z)
