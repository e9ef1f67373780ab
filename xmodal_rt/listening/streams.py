"""Notes that sound at once, one for each part of a mixture: whose moment is whose, and when each begins and ends."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.listening.evidence import Evidence

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class StreamSettings:
    """Thresholds of the notes of a mixture: times in seconds, leads in nats of the evidence, levels in dB."""

    memory_s: float = 0.012
    """how long a moment counts in the evidence"""
    least: float = -5.0
    """a moment speaks against a pitch no louder than this, however sure it is"""
    begin_lead: float = 2.3
    """lead over all else, silence included, with which a note begins"""
    same_lead: float = 2.0
    """... and so much more where another part sounds at that pitch, and may be all that is heard"""
    change_lead: float = 2.3
    """lead with which another pitch replaces the one that sounds"""
    wait_s: float = 0.02
    """... when the sounding one was not heard for so long"""
    off_s: float = 0.03
    """a note has ended when the part was silent for so long"""
    lost_s: float = 0.12
    """... or when anything but its pitch was heard for so long"""
    swap_lead: float = 2.0
    """so much better than their own ones must other parts' moments continue the notes"""
    gate_db: float = 6.0
    """nothing sounds that is not so far above the room"""
    settle_s: float = 0.1
    """age at which all labels of a note are told again, from what was heard since it began"""


class Change(NamedTuple):
    """The note at MIDI `pitch` begins, or ends; `ago_s` before the moment that showed it."""

    begins: bool
    pitch: int
    ago_s: float = 0.0


class Stream:
    """One note after another, each of MIDI `pitches` [P], with hysteresis."""

    def __init__(self, pitches: NDArray[np.int64], hop_s: float, settings: StreamSettings) -> None:
        self.evidence = Evidence(pitches, hop_s, settings.memory_s, settings.least)
        self.pitch: int | None = None
        """that sounds"""
        self.age = 0
        """hops since it began"""
        self._settings, self._hop_s, self._lost = settings, hop_s, 0

    def step(self, log_p: Floats, others: Collection[int | None]) -> list[Change]:
        """Take the log probabilities [P + 1] of the pitches and of none in one moment, and the pitches that sound in other streams."""
        s = self._settings
        self.evidence.add(log_p)
        self.age += 1
        best, lead = self.evidence.best()
        heard = best if lead > 0 else None
        if self.pitch is None:
            return self._begin(best) if lead >= s.begin_lead + (best in others) * s.same_lead else []
        self._lost = 0 if heard == self.pitch else self._lost + 1
        replaced = heard is not None and lead >= s.change_lead and heard not in others
        patience_s = s.off_s if heard is None else s.wait_s if replaced else s.lost_s
        if not self._lost or self._lost * self._hop_s < patience_s:
            return []
        return [*self.end(self._lost * self._hop_s), *(self._begin(best) if replaced else [])]

    def end(self, ago_s: float = 0.0) -> list[Change]:
        """End the note that sounds, if any."""
        pitch, self.pitch = self.pitch, None
        return [] if pitch is None else [Change(False, pitch, ago_s)]

    def _begin(self, pitch: int) -> list[Change]:
        self.pitch, self.age, self._lost = pitch, 0, 0
        return [Change(True, pitch)]


class Streams:
    """A stream for each of several parts.

    A model may take one part for another. So each moment is dealt out in the order of the parts that continues
    the sounding notes best, where the parts are `alike` in their labels: the permutation of a moment is free
    (permutation invariant training: D. Yu et al., ICASSP 2017), and the pitch of the notes holds it in time.
    """

    def __init__(self, count: int, pitches: NDArray[np.int64], hop_s: float, settings: StreamSettings, alike: bool) -> None:
        self.each = [Stream(pitches, hop_s, settings) for _ in range(count)]
        self._settings, self._pitches = settings, pitches
        own = tuple(range(count))
        self._orders = list(permutations(own)) if alike else [own]  # the parts' own order is the first

    def step(self, log_p: Floats) -> tuple[Sequence[int], list[list[Change]]]:
        """Take log probabilities [S, P + 1] of one moment; return which part each stream took it from, and what changed in each."""
        order = self._order(np.maximum(log_p, self._settings.least))
        changes = []
        for n, stream in enumerate(self.each):
            others = [other.pitch for other in self.each if other is not stream]
            changes.append(stream.step(log_p[order[n]], others))
        return order, changes

    def rest(self) -> list[list[Change]]:
        """Take a moment of silence; return what changed in each stream: a note may end in it, and none begins."""
        log_p = np.full((len(self.each), len(self._pitches) + 1), self._settings.least, np.float32)
        log_p[:, -1] = 0.0
        return self.step(log_p)[1]

    def _order(self, log_p: Floats) -> Sequence[int]:
        places = [int(np.searchsorted(self._pitches, stream.pitch)) if stream.pitch is not None else -1 for stream in self.each]
        fits = [sum(float(log_p[part, place]) for part, place in zip(order, places, strict=True)) for order in self._orders]
        fits[0] += self._settings.swap_lead
        return self._orders[int(np.argmax(fits))]
