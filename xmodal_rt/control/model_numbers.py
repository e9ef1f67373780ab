"""What a message that the table accepted means for one model: names become numbers, ranges those of training."""

import numpy as np

from xmodal_rt.errors import ParameterError
from xmodal_rt.events import Kind
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.osc.addresses import PREFIX, Target

Numbers = tuple[float, ...]

_LEADS = {Kind.JOIN: 1, Kind.STEP: 2}
"""how many values come before the coordinates"""


class ModelNumbers:
    """Turns the arguments of messages into the values of events, for the model that `config` describes."""

    def __init__(self, config: CheckpointConfig) -> None:
        self.vocabulary, self.latent_size = config.vocabulary, config.latent_size
        ranges = list(zip(config.latent_low, config.latent_high, strict=True))
        margins = [max(0.5 * (high - low), 1.0) for low, high in ranges]
        self._reach = [(low - margin, high + margin) for (low, high), margin in zip(ranges, margins, strict=True)]
        self._bounds = np.array(self._reach, np.float64).T

    def numbers(self, target: Target, values: tuple[float | str, ...]) -> tuple[Numbers, bool]:
        """Return the values of the event, and whether a coordinate was clipped to what the decoder can be trusted with.

        Raises
        ------
        ParameterError
            If the model has no such label, class, pitch or number of coordinates.
        """
        kind = target.entry.kind
        if kind is Kind.SYMBOL:
            return self.symbol(values), False
        sent = tuple(float(value) for value in values)
        if kind is Kind.NOTE and sent[1] > 0:
            self.vocabulary.pitch_values(round(sent[0]))
        elif kind is Kind.LATENT:
            return self.latent(sent)
        elif kind in _LEADS:
            lead = _LEADS[kind]
            z, clipped = self.latent(sent[lead:])
            return (*sent[:lead], *z), clipped
        elif kind is Kind.COORDINATE:
            reached = self._clip(target.number, sent[0])
            return (float(target.number), reached), reached != sent[0]
        return sent, False

    def latent(self, sent: Numbers) -> tuple[Numbers, bool]:
        """Return all coordinates, brought to what the decoder can be trusted with, and whether any was; raises ParameterError."""
        if len(sent) != self.latent_size:
            raise ParameterError(f"{len(sent)} coordinates came; send all {self.latent_size}, or one to {PREFIX}latent/N")
        if all(low <= z <= high for z, (low, high) in zip(sent, self._reach, strict=True)):
            return sent, False
        return self.clipped(sent), True

    @property
    def reach(self) -> tuple[Numbers, Numbers]:
        """Lowest and highest values of all coordinates that the decoder can be trusted with."""
        low, high = zip(*self._reach, strict=True)
        return low, high

    def clipped(self, z: Numbers) -> Numbers:
        """Bring all coordinates to what the decoder can be trusted with."""
        low, high = self._bounds
        return tuple(np.minimum(np.fmax(z, low), high).tolist())  # a NaN becomes the low end

    def _clip(self, number: int, z: float) -> float:
        low, high = self._reach[number]
        return min(max(low, z), high)  # in this order, which makes a NaN the low end

    def symbol(self, values: tuple[float | str, ...]) -> Numbers:
        """Pairs of label and class, as their numbers; raises ParameterError where there is no such one."""
        pairs: list[float] = []
        for name, value in zip(values[::2], values[1::2], strict=True):
            label = self.vocabulary.label(str(name))
            pairs += [float(self.vocabulary.labels.index(label)), float(label.index(value))]
        return tuple(pairs)
