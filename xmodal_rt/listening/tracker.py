"""From what each frame seems to be to notes that begin, are struck again, and end."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.events import ALL_VOICES, Event, Kind
from xmodal_rt.listening.cents import deviation
from xmodal_rt.listening.evidence import CONFUSED, Evidence
from xmodal_rt.listening.gate import Gate
from xmodal_rt.listening.newest import by_pitch, pitches
from xmodal_rt.listening.note_labels import NoteLabels
from xmodal_rt.listening.periodicity import NONE, Repetition
from xmodal_rt.listening.strokes import Strokes, StrokeSettings
from xmodal_rt.listening.tracker_settings import TrackerSettings
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.model.vocabulary import Vocabulary


class Steady(NamedTuple):
    """One moment as the model hears it: frame [F], log probabilities [L] of all classes, latent [D]."""

    frame: NDArray[np.float32]
    log_p: NDArray[np.float32]
    z: NDArray[np.float32]


@dataclass(frozen=True)
class Heard:
    """One analysed moment: log probabilities [P + 1] of the pitches and of none, and the probability of an attack, in the newest samples.

    `level_db` is the level of the last 27 ms, `attack_db` of the last 8, in dB of full scale. `steady`
    makes what is not needed of every moment.
    """

    pitch_log_p: NDArray[np.float32]
    young: float
    level_db: float
    attack_db: float
    steady: Callable[[], Steady]
    repetition: Repetition = NONE


class Tracker:
    """Monophonic note tracker with hysteresis; feed it one moment per hop."""

    def __init__(
        self,
        analysis: Analysis,
        vocabulary: Vocabulary,
        hop_s: float,
        settings: TrackerSettings | None = None,
        strokes: StrokeSettings | None = None,
    ) -> None:
        self.analysis, self.vocabulary, self.hop_s = analysis, vocabulary, hop_s
        self.settings = settings or TrackerSettings()
        self.gate = Gate(hop_s)
        self._evidence = Evidence(pitches(vocabulary), hop_s, self.settings.memory_s, self.settings.least)
        self._strokes = Strokes(hop_s, strokes)
        self._pitch: int | None = None
        self._ended: int | None = None
        self._goes_on = False
        """whether the sound of the note that ended still does, and is something else"""
        self._stroke_s: float | None = None
        self._candidate, self._candidate_s = -1, 0.0
        """pitch that the evidence is for while a note sounds, and since when"""
        self._peak_db = self._lowest_db = -120.0
        self._age = self._quiet = self._lost = self._loud = 0
        self._labels = NoteLabels(vocabulary)

    def step(self, heard: Heard, time_s: float) -> list[Event]:
        """Take the moment of time `time_s`; return the notes that ended or began with it."""
        self._age += 1
        calibrating = self.gate.calibrating
        self.gate.follow(heard.level_db, self._pitch is not None)
        if calibrating:
            return self._be_calibrated(time_s)
        self._evidence.add(self._pitch_log_p(heard), heard.repetition)
        self._strokes.follow(heard.young, heard.attack_db, heard.level_db)
        return self._await(heard, time_s) if self._pitch is None else self._continue(heard, time_s)

    @property
    def _late(self) -> bool:
        """Whether a sound has been there for long, and is no note yet."""
        return self._pitch is None and self._loud * self.hop_s > self.settings.late_s

    def _pitch_log_p(self, heard: Heard) -> NDArray[np.float32]:
        """Log probabilities [P + 1] of the pitches: the model's where the newest samples do not tell what has been sounding for long."""
        return by_pitch(heard.steady().log_p, self.vocabulary) if self._late else heard.pitch_log_p

    def stop(self, time_s: float) -> list[Event]:
        """End the note that sounds, if any, though it may go on; return the event that says so."""
        return self._end(time_s) if self._pitch is not None else []

    def _be_calibrated(self, time_s: float) -> list[Event]:
        """Hear nothing until the gate knows the room, then tell its level."""
        self._evidence.forget()
        ended = self.stop(time_s)
        found = [] if self.gate.calibrating else [Event(time_s, Kind.CALIBRATED, ALL_VOICES, (self.gate.floor_db,))]
        return [*ended, *found]

    def _await(self, heard: Heard, time_s: float) -> list[Event]:
        """Begin a note where nothing sounds, if one is heard."""
        s = self.settings
        self._peak_db -= s.fade_db_per_s * self.hop_s
        self._lowest_db = min(self._lowest_db, heard.level_db)
        risen = heard.level_db >= self._lowest_db + s.again_db
        above_db = max(heard.level_db, heard.attack_db) - self.gate.floor_db
        if above_db < s.gate_db or not (risen or self._goes_on):
            self._loud = 0
            return []
        self._loud += 1
        pitch, lead = self._evidence.best()
        if not self._is_enough(pitch, lead, above_db):
            return []
        returns = heard.level_db >= self._peak_db - s.return_db or self._strokes.begun_again(pitch)
        if pitch == self._ended and not (risen and returns):
            return []
        return self._begin(pitch, heard, time_s)

    def _is_enough(self, pitch: int, lead: float, above_db: float) -> bool:
        """Whether a note begins with this lead out of silence, where it is so far above the room."""
        s, evidence, age_s = self.settings, self._evidence, self._loud * self.hop_s
        patient = age_s > s.patient_s
        unclear = min(max((s.clear_db - above_db) / (s.clear_db - s.gate_db), 0.0), 1.0)
        needed = s.begin_lead + unclear * s.noise_lead + self._late * s.late_lead - patient * s.patient_lead
        needed += (1.0 - evidence.repeats(pitch)) * s.alone_lead + evidence.beside(pitch) * s.beside_lead
        sure = evidence.confidence(pitch) >= (s.patient_probability if patient else s.probability)
        return lead >= needed and sure and age_s * 440.0 * 2.0 ** ((pitch - 69) / 12) >= s.periods

    def _continue(self, heard: Heard, time_s: float) -> list[Event]:
        """Follow a sounding note, which may end, be replaced, or be struck again."""
        s = self.settings
        assert self._pitch is not None  # only called while a note sounds
        self._peak_db = max(self._peak_db - s.fade_db_per_s * self.hop_s, heard.level_db)
        quiet = heard.level_db < max(self.gate.floor_db + 0.5 * s.gate_db, self._peak_db - s.fall_db) or self._evidence.nothing > 0.5
        self._quiet = self._quiet + 1 if quiet else 0
        pitch, lead = self._evidence.best()
        if pitch != self._candidate:
            self._candidate, self._candidate_s = pitch, time_s
        self._lost = 0 if pitch == self._pitch else self._lost + 1
        lost = self._lost * self.hop_s >= s.lost_s
        if self._quiet * self.hop_s >= s.off_s or lost:
            return self._end(time_s, lost and not quiet)
        self._follow_stroke(self._pitch, time_s)
        enough = self._lead_to_replace(self._pitch, pitch)
        waited = self._stroke_s is not None and time_s - self._stroke_s >= s.stroke_wait_s
        if lead >= enough and not quiet and (pitch != self._pitch or waited):
            began_s = self._candidate_s if self._stroke_s is None else self._stroke_s
            return [*self._end(began_s), *self._begin(pitch, heard, began_s)]
        return self._settle(heard, time_s)

    def _lead_to_replace(self, sounding: int, pitch: int) -> float:
        """Lead with which `pitch` replaces the one that is sounding."""
        s = self.settings
        alone = (1.0 - self._evidence.repeats(pitch)) * s.alone_lead
        if self._stroke_s is not None:
            return s.begin_lead + alone
        interval = abs(pitch - sounding)
        return s.change_lead + alone + (interval == 1) * s.step_lead + (interval in CONFUSED) * s.partial_lead

    def _follow_stroke(self, pitch: int, time_s: float) -> None:
        """Remember when the sounding pitch was struck, as long as what is heard may come from that."""
        if self._stroke_s is not None and time_s - self._stroke_s > self.settings.stroke_s:
            self._stroke_s = None
        if self._stroke_s is None and self._strokes.struck(pitch):
            self._stroke_s = time_s

    def _begin(self, pitch: int, heard: Heard, time_s: float) -> list[Event]:
        self._pitch, self._age, self._quiet, self._lost, self._loud, self._stroke_s = pitch, 0, 0, 0, 0, None
        self._candidate, self._candidate_s = pitch, time_s
        self._strokes.begin()
        self._peak_db = heard.level_db
        self._labels = NoteLabels(self.vocabulary)
        self._labels.add(heard.steady().log_p, 0.0)
        return [self._tell(Kind.LABEL_ON, heard, time_s)]

    def _settle(self, heard: Heard, time_s: float) -> list[Event]:
        """Tell the labels once more when the note is old enough for them to be sure."""
        age_s = self._age * self.hop_s
        if age_s > self.settings.settle_s:
            return []
        self._labels.add(heard.steady().log_p, age_s)
        return [self._tell(Kind.LABEL_SETTLED, heard, time_s)] if age_s + self.hop_s > self.settings.settle_s else []

    def _tell(self, kind: Kind, heard: Heard, time_s: float) -> Event:
        assert self._pitch is not None  # only called while a note sounds
        cents = deviation(self.analysis, heard.steady().frame, self._pitch)
        confidence = self._evidence.confidence(self._pitch)
        return Event(time_s, kind, ALL_VOICES, (float(self._pitch), confidence, cents, *self._labels.values(self._pitch)))

    def _end(self, time_s: float, goes_on: bool = False) -> list[Event]:
        assert self._pitch is not None  # only called while a note sounds
        self._ended, self._pitch = self._pitch, None
        self._lowest_db, self._goes_on = self._peak_db, goes_on
        return [Event(time_s, Kind.LABEL_OFF, ALL_VOICES, (float(self._ended),))]
