"""Where a note goes in latent space while it lives: along `age` while held, then to its release."""

import math
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError
from xmodal_rt.model.checkpoint import Checkpoint

Latents = NDArray[np.float32]
Frames = NDArray[np.float32]

_TABLE_ROWS = 200_000
"""combinations, times ages, that are encoded at the start"""
_CHUNK = 1_000_000
_REMEMBERED = 4096


@dataclass(frozen=True)
class Walk:
    """Latents z [A, D] at the ages of the vocabulary, the latent of the release [D], and where it is known the frame [F] of z[0]."""

    z: Latents
    release: Latents
    first: Frames | None = None

    @classmethod
    def still(cls, z: Latents, ages: int) -> "Walk":
        """Stay at the latent z [D] at every age."""
        return cls(np.tile(z, (ages, 1)), z)

    def mix(self, other: "Walk", weight: float) -> "Walk":
        """Mix `weight` (0-1) of another walk into this one."""
        first = None if self.first is None or other.first is None else (1 - weight) * self.first + weight * other.first
        return Walk((1 - weight) * self.z + weight * other.z, (1 - weight) * self.release + weight * other.release, first)


class Guide:
    """Finds the walk of a note: means of q(z | symbol) along age.

    A vocabulary of ordinary size is encoded whole at the start, and the frames with which its notes begin
    are decoded, so that a note-on only looks up; in a larger one, as that of a mixture is, each combination
    of labels is encoded when it is first played, and remembered.
    """

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._checkpoint = checkpoint
        self.vocabulary = checkpoint.config.vocabulary
        ages = self.vocabulary.ages
        self._ages = [*sorted(ages.times_s, key=lambda name: ages.times_s[name]), ages.release] if ages else ["", ""]
        self.times_s = np.array(sorted(ages.times_s.values()) if ages else [0.0])
        self._labels = [label for label in self.vocabulary.labels if label.name not in self.vocabulary.aging]
        self._names = {label.name for label in self._labels}
        self._walks: OrderedDict[tuple[tuple[str, int], ...], Walk] = OrderedDict()
        sizes = [label.values for label in self._labels]
        few = bool(sizes) and not self.vocabulary.parts and math.prod(sizes) * len(self._ages) <= _TABLE_ROWS
        self._table = self._encode_all(sizes) if few else None
        self._first = None if self._table is None else self._decode(self._table[..., 0, :])

    def walk(self, values: Mapping[str, int], velocity: float | None = None) -> Walk:
        """Walk of a label combination; a velocity (0-127) mixes the two nearest of its classes."""
        name = self.vocabulary.lead(values).velocity
        if velocity is None or name is None:
            return self._find(values)
        low, weight = self._velocity_class(name, velocity)
        walk = self._find({**values, name: low})
        return walk.mix(self._find({**values, name: low + 1}), weight) if weight > 0 else walk

    def settled(self, values: Mapping[str, int]) -> Latents:
        """Where a note of these labels is once its attack is over [D]; an age among them does not count."""
        z = self.walk({name: c for name, c in values.items() if name in self._names}).z
        settled: Latents = z[2 * len(z) // 3]
        return settled

    def _velocity_class(self, name: str, velocity: float) -> tuple[int, float]:
        """Lower class and weight of the next one: class i of n sits at velocity 127 (i + 1/2) / n."""
        n = len(self.vocabulary.label(name).classes)
        position = min(max(velocity / 127 * n - 0.5, 0.0), n - 1.0)
        low = min(int(position), max(n - 2, 0))
        return low, position - low

    def _find(self, values: Mapping[str, int]) -> Walk:
        if self._table is not None and self._first is not None and len(values) == len(self._labels):
            place = tuple(values[label.name] for label in self._labels)
            z = self._table[place]
            return Walk(z[:-1], z[-1], self._first[place].astype(np.float32))
        key = tuple(sorted(values.items()))
        if key not in self._walks:
            z = self._encode(self._rows(values))
            self._walks[key] = Walk(z[:-1], z[-1])
            if len(self._walks) > _REMEMBERED:
                self._walks.popitem(last=False)
        return self._walks[key]

    def _encode_all(self, sizes: list[int]) -> Latents:
        """Latents [classes of each label …, A + 1, D] of every combination."""
        rows = np.zeros((*sizes, len(self._ages), self.vocabulary.size), np.float32)
        for axis, label in enumerate(self._labels):
            n = sizes[axis]
            along = [n if i == axis else 1 for i in range(len(sizes))]
            rows[..., self.vocabulary.span(label.name)] = label.vectors().reshape(*along, 1, -1)
        rows += self._rows({})
        z = [self._encode(part) for part in np.array_split(rows.reshape(-1, self.vocabulary.size), 1 + rows.size // _CHUNK)]
        return np.concatenate(z).reshape(*sizes, len(self._ages), -1)

    def _rows(self, values: Mapping[str, int]) -> Latents:
        """Label vectors [A + 1, L] of a combination at every age, and in the release."""
        return np.stack([self.vocabulary.encode(self.vocabulary.aged(values, name)) for name in self._ages])

    def _encode(self, rows: Latents) -> Latents:
        with torch.inference_mode():
            mu, _ = self._checkpoint.encode_symbol(torch.from_numpy(rows).to(self._checkpoint.device))
        return np.asarray(mu.cpu().numpy(), np.float32)

    def _decode(self, z: Latents) -> NDArray[np.float16]:
        """Frames [..., F] of latents [..., D]; half precision is 0.03 dB here, and half the memory."""
        rows = z.reshape(-1, z.shape[-1])
        parts = np.array_split(rows, 1 + rows.shape[0] * self._checkpoint.config.analysis.size // _CHUNK)
        model = self._checkpoint
        with torch.inference_mode():
            frames = [model.decode_signal(torch.from_numpy(part).to(model.device)).half().cpu().numpy() for part in parts]
        return np.concatenate(frames).reshape(*z.shape[:-1], -1)

    def pitched(self, values: Mapping[str, int], pitch: float) -> tuple[dict[str, int], float]:
        """Labels with those of a MIDI pitch (may be fractional) for the part that leads, and the frequency ratio that is left over.

        Raises
        ------
        ParameterError
            If the vocabulary lacks this pitch.
        """
        if not 0 <= pitch <= 127:
            raise ParameterError(f"pitch {pitch} is no MIDI pitch; use 0 to 127")
        nearest = round(pitch)
        change = self.vocabulary.pitch_values(nearest, self.vocabulary.lead(values))
        return {**values, **self.vocabulary.woken(values, change)}, 2.0 ** ((pitch - nearest) / 12)
