"""The ear: samples in, notes out. No threads; the same code hears live and in files."""

import functools

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError
from xmodal_rt.events import ALL_VOICES, Event, Kind
from xmodal_rt.listening.gate import Gate
from xmodal_rt.listening.hops import Hops, level_db
from xmodal_rt.listening.newest import Newest, hearing
from xmodal_rt.listening.periodicity import NONE, Periodicity
from xmodal_rt.listening.tracker import Heard, Steady, Tracker
from xmodal_rt.listening.tracker_settings import TrackerSettings
from xmodal_rt.listening.view import View
from xmodal_rt.model.checkpoint import Checkpoint

HOP_S = 1 / 187.5
"""256 samples at 48 kHz"""
ATTACK_S = 0.008
"""the shorter of the two times over which a level is taken; the longer one is half the model's window"""
MODEL_ALONE = TrackerSettings(
    memory_s=0.006, least=-5.0, begin_lead=3.2, alone_lead=1.4, beside_lead=0.0, probability=0.5, patient_lead=0.0,
    change_lead=3.0, step_lead=0.0, partial_lead=0.0,
)  # fmt: skip
"""where the model hears the newest samples: it does not know how unsure it has to be of them"""


class Ear:
    """Analyses a signal and tracks its notes.

    What the newest samples tell begins and ends notes; the model, through a window of its own, tells their
    labels and latents, which lie further back.

    Parameters
    ----------
    checkpoint
        The model; its vocabulary must have pitch labels.
    sr
        Sample rate in Hz.
    hop_length
        Samples between two moments; 0 stands for `HOP_S`.
    """

    def __init__(self, checkpoint: Checkpoint, sr: int, hop_length: int = 0, settings: TrackerSettings | None = None) -> None:
        self.vocabulary = checkpoint.config.vocabulary
        if self.vocabulary.parts:
            raise ParameterError(f"checkpoint {checkpoint.config.name} plays mixtures, and this ear tracks one note; choose another one")
        if self.vocabulary.pitch is None:
            raise ParameterError(f"checkpoint {checkpoint.config.name} has no pitch labels to hear; choose another one")
        self.checkpoint, self.sr, self.hop_length = checkpoint, sr, hop_length or round(HOP_S * sr)
        self.analysis = checkpoint.config.analysis
        self.latent_every = 0
        """hops between two HEARD events; 0 for none"""
        self._sound: Heard | None = None
        """the last one that was no silence"""
        settings = settings or (TrackerSettings() if checkpoint.ear else MODEL_ALONE)
        self.tracker = Tracker(self.analysis, self.vocabulary, self.hop_length / sr, settings)
        self._view = View(checkpoint, sr)
        self._hearing, self._periodicity = hearing(checkpoint, sr), Periodicity(sr)
        self.n_fft = self._view.n_fft
        self._hops = Hops(self.hop_length, max(self.n_fft, self._periodicity.samples, self._hearing.samples))
        self._count = 0

    def feed(self, y: NDArray[np.float32]) -> list[Event]:
        """Take the next samples y [n]; return what was heard, timed in seconds of the signal."""
        return [event for newest in self._hops.feed(y) for event in self._hop(newest)]

    def stop(self) -> list[Event]:
        """End the note that sounds, if any, though it may go on; return the event that says so."""
        return self.tracker.stop(self._centre_s)

    def calibrate(self, seconds: float) -> None:
        """Take what comes in the next `seconds` for the sound of the room, and hear nothing until then."""
        self.gate.calibrate(max(1, round(seconds * self.sr / self.hop_length)))

    @property
    def frame(self) -> int:
        """Samples that were heard."""
        return self._hops.frame

    @property
    def gate(self) -> Gate:
        """What knows the level of the room."""
        return self.tracker.gate

    @property
    def z(self) -> NDArray[np.float32] | None:
        """Latent of the last sound that was no silence [D]."""
        return None if self._sound is None else self._sound.steady().z

    @property
    def _centre_s(self) -> float:
        """When the sound that the newest frame describes was: at the window's centre."""
        return (self.frame - self.n_fft // 2) / self.sr

    def _hop(self, newest: NDArray[np.float32]) -> list[Event]:
        time_s = self._centre_s
        heard = self.hear(newest)
        if heard.level_db > self.gate.floor_db:
            self._sound = heard
        events = self.tracker.step(heard, time_s)
        self._count += 1
        if self.latent_every and self._count % self.latent_every == 0:
            events.append(Event(time_s, Kind.HEARD, ALL_VOICES, tuple(heard.steady().z.tolist())))
        return events

    def hear(self, y: NDArray[np.float32]) -> Heard:
        """Analyse the newest samples y [n], as many as the windows and the longest repetition need."""
        newest = self._hearing.hear(y)
        half, attack = y[-(self.n_fft // 2) :], y[-round(ATTACK_S * self.sr) :]
        loudness_db = level_db(half)
        # Where nothing sounds there is nothing to find, and time to save.
        repetition = self._periodicity.find(y) if loudness_db > self.gate.floor_db else NONE
        steady = functools.cache(functools.partial(self._hear_steadily, y[-self.n_fft :].copy(), newest))
        return Heard(newest.pitch_log_p, newest.young, loudness_db, level_db(attack), steady, repetition)

    def _hear_steadily(self, y: NDArray[np.float32], newest: Newest) -> Steady:
        """Hear y [n_fft] with the model, and mix in what the newest samples tell of the labels."""
        steady = self._view.see(y)
        for name, heard in newest.log_p.items():
            span = self.vocabulary.span(name)
            steady.log_p[span] = 0.5 * (steady.log_p[span] + heard)
        return steady
