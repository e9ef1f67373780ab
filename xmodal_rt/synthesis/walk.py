"""Where a note goes in latent space while it lives: along `age` while held, then to its release."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError
from xmodal_rt.model.checkpoint import Checkpoint

_CACHED_WALKS = 4096


@dataclass(frozen=True)
class Walk:
    """Latents z [A, D] at the ages of the vocabulary, and the latent of the release [D]."""

    z: NDArray[np.float32]
    release: NDArray[np.float32]

    @classmethod
    def still(cls, z: NDArray[np.float32], ages: int) -> "Walk":
        """Stay at the latent z [D] at every age."""
        return cls(np.tile(z, (ages, 1)), z)

    def mix(self, other: "Walk", weight: float) -> "Walk":
        """Mix `weight` (0-1) of another walk into this one."""
        return Walk((1 - weight) * self.z + weight * other.z, (1 - weight) * self.release + weight * other.release)


class Guide:
    """Finds the walk of a note: means of q(z | symbol) along age, remembered per label combination."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._checkpoint = checkpoint
        self.vocabulary = checkpoint.config.vocabulary
        ages = self.vocabulary.ages
        self.times_s = np.array(sorted(ages.times_s.values()) if ages else [0.0])
        self._walks: OrderedDict[tuple[tuple[str, int], ...], Walk] = OrderedDict()

    def walk(self, values: Mapping[str, int], velocity: float | None = None) -> Walk:
        """Walk of a label combination; a velocity (0-127) mixes the two nearest of its classes."""
        name = self.vocabulary.velocity
        if velocity is None or name is None:
            return self._remembered(values)
        low, weight = self._velocity_class(name, velocity)
        walk = self._remembered({**values, name: low})
        return walk.mix(self._remembered({**values, name: low + 1}), weight) if weight > 0 else walk

    def _velocity_class(self, name: str, velocity: float) -> tuple[int, float]:
        """Lower class and weight of the next one: class i of n sits at velocity 127 (i + 1/2) / n."""
        n = len(self.vocabulary.label(name).classes)
        position = min(max(velocity / 127 * n - 0.5, 0.0), n - 1.0)
        low = min(int(position), max(n - 2, 0))
        return low, position - low

    def _remembered(self, values: Mapping[str, int]) -> Walk:
        key = tuple(sorted(values.items()))
        walk = self._walks.get(key)
        if walk is None:
            walk = self._walks[key] = self._encode(values)
            if len(self._walks) > _CACHED_WALKS:
                self._walks.popitem(last=False)
        return walk

    def _encode(self, values: Mapping[str, int]) -> Walk:
        ages = self.vocabulary.ages
        if ages is None:
            rows = [self.vocabulary.encode(values)] * 2
        else:
            label = self.vocabulary.label(ages.label)
            names = [*sorted(ages.times_s, key=lambda name: ages.times_s[name]), ages.release]
            rows = [self.vocabulary.encode({**values, ages.label: label.index(name)}) for name in names]
        with torch.inference_mode():
            mu, _ = self._checkpoint.encode_symbol(torch.from_numpy(np.stack(rows)).to(self._checkpoint.device))
        z = mu.cpu().numpy()
        return Walk(z[:-1], z[-1])

    def pitched(self, values: Mapping[str, int], pitch: float) -> tuple[dict[str, int], float]:
        """Labels with those of a MIDI pitch (may be fractional), and the frequency ratio that is left over.

        Raises
        ------
        ParameterError
            If the vocabulary lacks this pitch.
        """
        if not 0 <= pitch <= 127:
            raise ParameterError(f"pitch {pitch} is no MIDI pitch; use 0 to 127")
        nearest = round(pitch)
        return {**values, **self.vocabulary.pitch_values(nearest)}, 2.0 ** ((pitch - nearest) / 12)
