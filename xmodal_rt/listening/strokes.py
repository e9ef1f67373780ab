"""Whether a sounding pitch is struck again: what the model hears as the sound's age, and jumps of the level."""

import math
from collections import deque
from dataclasses import dataclass

import numpy as np

_LOW = 57
"""below A3 a short level follows the single periods of the sound, so the longer one is taken"""


@dataclass(frozen=True)
class StrokeSettings:
    """Thresholds of a new stroke: probabilities of an attack's ages, rises of the level in dB, times in seconds."""

    young: float = 0.85
    rise_db: float = 2.5
    """a sound that is so surely young, and rises at all, is struck"""
    jump_db: float = 6.0
    jump_young: tuple[float, float] = (0.4, 0.85)
    """... and so is one that jumps, unless it is surely old; of a dying one, whose partials beat, it must be surely young,"""
    fallen_db: tuple[float, float] = (12.0, 20.0)
    """... and a note that is so far below its loudest moment is dying"""
    within_s: float = 0.02
    memory_s: float = 0.006
    dead_s: float = 0.07
    """a note is not struck again so soon"""


class Strokes:
    """Follows one sound, hop by hop."""

    def __init__(self, hop_s: float, settings: StrokeSettings | None = None) -> None:
        self.settings = s = settings or StrokeSettings()
        self._keep = math.exp(-hop_s / s.memory_s)
        self._dead = round(s.dead_s / hop_s)
        slots = round(s.within_s / hop_s) + 1
        self._short: deque[float] = deque([-120.0] * slots, slots)
        self._long: deque[float] = deque([-120.0] * slots, slots)
        self.young = 0.0
        """probability of an attack, low-passed"""
        self.begin()

    def begin(self) -> None:
        """Say that a note has just begun."""
        self._grown, self._hops, self._loudest_db = False, 0, -120.0

    def follow(self, young: float, attack_db: float, level_db: float) -> None:
        """Take the probability that a moment is one of an attack, and its level over 8 ms and over 27."""
        self.young = self._keep * self.young + (1.0 - self._keep) * young
        self._short.append(attack_db)
        self._long.append(level_db)
        self._loudest_db = max(self._loudest_db, level_db)
        self._hops += 1
        self._grown |= self.young < 0.5 * self.settings.young

    def rise_db(self, pitch: int) -> float:
        """How far the level is above its lowest in the last moments."""
        levels = self._long if pitch < _LOW else self._short
        return levels[-1] - min(levels)

    def begun_again(self, pitch: int) -> bool:
        """Whether a pitch that has ended begins anew: the partials of a dying note beat, and the room swells."""
        return self.young >= self.settings.young and self.rise_db(pitch) >= self.settings.jump_db

    def struck(self, pitch: int) -> bool:
        """Whether the note that has grown old is young again, and louder, or so much louder that it need not be surely young."""
        s = self.settings
        if self._hops < self._dead:
            return False
        rise_db = self.rise_db(pitch)
        renewed = self._grown and self.young >= s.young and rise_db >= s.rise_db
        jump_young = float(np.interp(self._loudest_db - self._long[-1], s.fallen_db, s.jump_young))
        return renewed or (self.young >= jump_young and rise_db >= s.jump_db)
