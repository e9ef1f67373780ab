"""From what each frame seems to be to notes that begin and end."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.events import ALL_VOICES, Event, Kind
from xmodal_rt.listening.cents import deviation
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.model.vocabulary import Vocabulary


@dataclass(frozen=True)
class TrackerSettings:
    """Thresholds of the note tracker; levels in dB of full scale, times in frames (hops)."""

    gate_db: float = -62.0
    """quieter frames are silence"""
    fall_db: float = 26.0
    """a note has ended when it is this far below its loudest frame"""
    again_db: float = 10.0
    """a new note must rise so far above the quietest that was heard since the one before ended"""
    fade_db: float = 0.05
    """what a sounding note's loudest level is lowered by per frame"""
    rise_db: float = 6.0
    """a louder frame than the quietest of the last `rise_frames` by this much is a new attack"""
    rise_frames: int = 6
    on_frames: int = 2
    """frames that must agree, at least, before a note begins out of silence"""
    change_frames: int = 4
    """frames that must agree, at least, before a sounding note is replaced by another"""
    evidence: float = 5.0
    """what they must be worth together: a frame that gives its pitch the probability p is worth -log(1 - p)"""
    off_frames: int = 4
    confidence: float = 0.55
    """probability that a frame must give to its pitch"""
    dead_frames: int = 12
    """a note is not struck again within so many frames"""


@dataclass(frozen=True)
class Heard:
    """One analysed frame [F]: log probabilities [L] of all classes, level in dB, latent [D]."""

    frame: NDArray[np.float32]
    log_p: NDArray[np.float32]
    level_db: float
    z: NDArray[np.float32]


class Tracker:
    """Monophonic note tracker with hysteresis; feed it one frame per hop."""

    def __init__(self, analysis: Analysis, vocabulary: Vocabulary, settings: TrackerSettings | None = None) -> None:
        self.analysis, self.vocabulary = analysis, vocabulary
        self.settings = settings or TrackerSettings()
        self._pitch: int | None = None
        self._candidate: int | None = None
        self._agreed: list[tuple[Heard, float]] = []
        """frames that agree on the candidate, each with the probability that it gives it"""
        self._levels: list[float] = [-120.0] * (self.settings.rise_frames + 1)
        self._peak_db = self._floor_db = -120.0
        self._quiet = 0
        self._age = 0

    def step(self, heard: Heard, time_s: float) -> list[Event]:
        """Take the frame of time `time_s`; return the notes that ended or began with it."""
        self._levels = [*self._levels[1:], heard.level_db]
        self._age += 1
        pitch, confidence = self._pitch_of(heard)
        if heard.level_db < self._threshold() or confidence < self.settings.confidence:
            self._candidate, self._agreed = None, []
        elif pitch == self._candidate:
            self._agreed = [*self._agreed[-7:], (heard, confidence)]
        else:
            self._candidate, self._agreed = pitch, [(heard, confidence)]
        if self._pitch is None:
            self._floor_db = min(self._floor_db, heard.level_db)
            return self._begin(time_s) if self._sure(self.settings.on_frames) else []
        return self._continue(heard, time_s)

    def _sure(self, frames: int) -> bool:
        """Whether the frames that agree on the candidate are enough, in number and in worth."""
        worth = sum(-math.log(max(1.0 - confidence, 1e-3)) for _, confidence in self._agreed)
        return len(self._agreed) >= frames and worth >= self.settings.evidence

    def _threshold(self) -> float:
        """Level that a frame must have to count as sound."""
        s = self.settings
        return max(s.gate_db, self._floor_db + s.again_db if self._pitch is None else self._peak_db - s.fall_db)

    def _continue(self, heard: Heard, time_s: float) -> list[Event]:
        """Follow a sounding note: it may end, be replaced, or be struck again."""
        s = self.settings
        self._peak_db = max(self._peak_db - s.fade_db, heard.level_db)
        quiet = heard.level_db < self._threshold() or self._silent(heard)
        self._quiet = self._quiet + 1 if quiet else 0
        if self._quiet >= s.off_frames:
            return self._end(time_s)
        if self._candidate is None:
            return []
        if self._candidate != self._pitch:
            return [*self._end(time_s), *self._begin(time_s)] if self._sure(s.change_frames) else []
        struck = heard.level_db - min(self._levels) > s.rise_db and self._age > s.dead_frames
        return [*self._end(time_s), *self._begin(time_s)] if struck else []

    def _begin(self, time_s: float) -> list[Event]:
        assert self._candidate is not None  # only called with a candidate
        self._pitch, self._age, self._quiet = self._candidate, 0, 0
        newest = self._agreed[-1][0]
        self._peak_db = newest.level_db
        classes = self._classes([heard for heard, _ in self._agreed])
        confidence = float(np.mean([confidence for _, confidence in self._agreed]))
        cents = deviation(self.analysis, newest.frame, self._pitch)
        return [Event(time_s, Kind.LABEL_ON, ALL_VOICES, (float(self._pitch), confidence, cents, *classes))]

    def _end(self, time_s: float) -> list[Event]:
        assert self._pitch is not None  # only called while a note sounds
        ended, self._pitch = self._pitch, None
        self._floor_db = self._levels[-1]
        return [Event(time_s, Kind.LABEL_OFF, ALL_VOICES, (float(ended),))]

    def _pitch_of(self, heard: Heard) -> tuple[int, float]:
        """Most probable MIDI pitch of a frame, and its probability."""
        assert self.vocabulary.pitch is not None  # the ear refuses a vocabulary without pitch
        octave, pitch_class = (self.vocabulary.span(name) for name in self.vocabulary.pitch)
        o, c = int(heard.log_p[octave].argmax()), int(heard.log_p[pitch_class].argmax())
        confidence = float(np.exp(heard.log_p[octave][o] + heard.log_p[pitch_class][c]))
        names = self.vocabulary.pitch
        return self.vocabulary.midi({names[0]: o, names[1]: c}), confidence

    def _silent(self, heard: Heard) -> bool:
        ages = self.vocabulary.ages
        if ages is None:
            return False
        silence = self.vocabulary.span(ages.label).start + self.vocabulary.label(ages.label).index(ages.silence)
        return float(heard.log_p[silence]) > math.log(0.5)

    def _classes(self, frames: list[Heard]) -> list[float]:
        """Most probable class of every label over `frames`."""
        log_p = np.mean([heard.log_p for heard in frames], axis=0)
        return [float(log_p[self.vocabulary.span(name)].argmax()) for name in self.vocabulary.names]
