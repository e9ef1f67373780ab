"""Messages that the address table allows, drawn at random: what a performer could send, in no order that one would choose."""

from collections.abc import Sequence

import numpy as np

from xmodal_rt.events import Kind
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.osc.addresses import INCOMING, Entry
from xmodal_rt.osc.arguments import Argument

_LEFT_OUT = frozenset({"dumpOSC", "notify", "listen", "listen/send", "listen/calibrate"})
"""what would change who hears what"""
_NAMES = ("a", "b", "c", "d")


class Legal:
    """Draws messages for `voices` voices of a model; the same for the same seed.

    An address whose words are not known here is left out, and so is what only this machine may ask for.
    """

    def __init__(self, config: CheckpointConfig, voices: int, seed: int) -> None:
        self._config, self._voices, self._rng = config, voices, np.random.default_rng(seed)
        points = [*_NAMES, "now", "centre"]
        self._words: dict[str, Sequence[str]] = {
            "NAME": _NAMES, "POINT": points, "AROUND": points, "SHAPE": ("line", "circle", "helix"),
            "TARGET": ("voice", "nothing"), "CONTENT": ("symbols", "latents"),
        }  # fmt: skip
        self.entries = [listed for listed in INCOMING if not listed.local and listed.address not in _LEFT_OUT and self._knows(listed)]

    def draw(self) -> tuple[str, list[float | str]]:
        """Return an address, without the prefix, and its arguments."""
        listed = self.entries[self._rng.integers(len(self.entries))]
        # Whatever sounds, sounds in one of the voices: a note without one might take another.
        voice = f"voice/{self._rng.integers(self._voices)}/" if listed.per_voice and listed.kind in (Kind.NOTE, Kind.SYMBOL) else ""
        if listed.per_voice and not voice and self._rng.random() < 0.7:
            voice = f"voice/{self._rng.integers(self._voices)}/"
        address = (
            listed.address.replace("N", str(self._rng.integers(self._config.latent_size))) if "/N" in listed.address else listed.address
        )
        return voice + address, [*map(self._value, listed.arguments), *self._rest(listed)]

    def _knows(self, listed: Entry) -> bool:
        if listed.kind is Kind.SYMBOL or listed.address == "anchor/labels":
            return True
        return all(a.type in ("int", "float") or a.name in self._words for a in (*listed.arguments, *listed.rest))

    def _value(self, argument: Argument) -> float | str:
        if argument.type in ("string", "class"):
            words = self._words[argument.name]
            return words[int(self._rng.integers(len(words)))]
        low, high = max(argument.low, -4.0), min(argument.high, 127.0 if argument.unit == "MIDI" else 4.0)
        return int(self._rng.integers(int(low), int(high) + 1)) if argument.type == "int" else float(self._rng.uniform(low, high))

    def _rest(self, listed: Entry) -> list[float | str]:
        if listed.kind is Kind.SYMBOL or listed.address == "anchor/labels":
            label = self._config.vocabulary.labels[self._rng.integers(len(self._config.vocabulary.labels))]
            return [label.name, int(self._rng.integers(len(label.classes)))]
        if [a.name for a in listed.rest] == ["Z"]:
            spans = zip(self._config.latent_low, self._config.latent_high, strict=True)
            return [float(self._rng.uniform(low, high)) for low, high in spans]
        return [self._value(argument) for _ in range(3) for argument in listed.rest]
