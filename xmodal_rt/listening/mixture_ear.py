"""The ear of a mixture: samples in, the notes of every part out. No threads; the same code hears live and in files."""

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError
from xmodal_rt.events import ALL_VOICES, Event, Kind
from xmodal_rt.listening.cents import deviation
from xmodal_rt.listening.ear import ATTACK_S, HOP_S
from xmodal_rt.listening.gate import Gate
from xmodal_rt.listening.hops import Hops, level_db
from xmodal_rt.listening.newest import by_pitch, pitches
from xmodal_rt.listening.streams import Change, Streams, StreamSettings
from xmodal_rt.listening.tracker import Steady
from xmodal_rt.listening.view import View
from xmodal_rt.model.checkpoint import Checkpoint

Floats = NDArray[np.float32]
UNHEARD = -1.0
"""class of the labels of other parts"""


class MixtureEar:
    """Hears the parts of a mixture through the window of the model; the `voice` of its events is the number of the part.

    Parameters
    ----------
    checkpoint
        The model; each part of its vocabulary must have labels of pitch and age.
    sr
        Sample rate in Hz.
    """

    def __init__(self, checkpoint: Checkpoint, sr: int, settings: StreamSettings | None = None) -> None:
        self.vocabulary, self.analysis = checkpoint.config.vocabulary, checkpoint.config.analysis
        self.parts = self.vocabulary.parts
        if not self.parts or not all(part.pitch and part.age for part in self.parts):
            raise ParameterError(f"checkpoint {checkpoint.config.name} has no parts with pitch and age to hear; choose another one")
        self.checkpoint, self.sr, self.hop_length = checkpoint, sr, round(HOP_S * sr)
        self.settings, self.gate = settings or StreamSettings(), Gate(self.hop_length / sr)
        self.latent_every = 0
        """hops between two HEARD events; 0 for none"""
        self.z: Floats | None = None
        """latent [D] of the last sound that was no silence"""
        self._view = View(checkpoint, sr)
        self.n_fft = self._view.n_fft
        self._alone = [self.vocabulary.alone(part) for part in self.parts]
        self._streams = self._made()
        self._sums = [np.zeros(words.size) for words in self._alone]
        self._hops, self._count = Hops(self.hop_length, self.n_fft), 0

    def _made(self) -> Streams:
        shapes = {tuple(len(label.classes) for label in words.labels) for words in self._alone}
        every = [pitches(words) for words in self._alone]
        if any(not np.array_equal(every[0], other) for other in every):
            raise ParameterError(f"the parts of {self.checkpoint.config.name} name different pitches; choose another checkpoint")
        return Streams(len(self.parts), every[0], self.hop_length / self.sr, self.settings, len(shapes) == 1)

    @property
    def frame(self) -> int:
        """Samples that were heard."""
        return self._hops.frame

    def feed(self, y: Floats) -> list[Event]:
        """Take the next samples y [n]; return what was heard, timed in seconds of the signal."""
        return [event for newest in self._hops.feed(y) for event in self._hop(newest)]

    def stop(self) -> list[Event]:
        """End the notes that sound, if any, though they may go on; return the events that say so."""
        return [self._off(n, change) for n, stream in enumerate(self._streams.each) for change in stream.end()]

    def calibrate(self, seconds: float) -> None:
        """Take what comes in the next `seconds` for the sound of the room, and hear nothing until then."""
        self.gate.calibrate(max(1, round(seconds * self.sr / self.hop_length)))

    @property
    def _centre_s(self) -> float:
        return (self.frame - self.n_fft // 2) / self.sr

    def _hop(self, newest: Floats) -> list[Event]:
        loudness_db = level_db(newest[-(self.n_fft // 2) :])
        calibrating = self.gate.calibrating
        self.gate.follow(loudness_db, any(stream.pitch is not None for stream in self._streams.each))
        if calibrating:
            found = [] if self.gate.calibrating else [Event(self._centre_s, Kind.CALIBRATED, ALL_VOICES, (self.gate.floor_db,))]
            return [*self.stop(), *found]
        loudest_db = max(loudness_db, level_db(newest[-round(ATTACK_S * self.sr) :]))
        moment = self._view.see(newest) if loudest_db >= self.gate.floor_db + self.settings.gate_db else None
        if moment is not None:
            self.z = moment.z
        return [*self._step(moment), *self._latents(newest, moment)]

    def _latents(self, newest: Floats, moment: Steady | None) -> list[Event]:
        """Tell the latents, if it is time to."""
        self._count += 1
        if not self.latent_every or self._count % self.latent_every:
            return []
        z = (moment or self._view.see(newest)).z
        return [Event(self._centre_s, Kind.HEARD, ALL_VOICES, tuple(z.tolist()))]

    def _step(self, moment: Steady | None) -> list[Event]:
        """Follow the notes through a moment, None where it is silent."""
        if moment is None:
            return [self._off(n, change) for n, changed in enumerate(self._streams.rest()) for change in changed]
        every = [np.concatenate([moment.log_p[self.vocabulary.span(name)] for name in part.labels]) for part in self.parts]
        log_p = np.stack([by_pitch(told, words) for told, words in zip(every, self._alone, strict=True)])
        order, changes = self._streams.step(log_p)
        events = []
        for n, changed in enumerate(changes):
            told = every[order[n]]
            self._sums[n] = told.astype(np.float64) if any(change.begins for change in changed) else self._sums[n] + told
            events += [self._on(Kind.LABEL_ON, n, moment) if change.begins else self._off(n, change) for change in changed]
            events += [self._on(Kind.LABEL_SETTLED, n, moment)] if self._settles(n) else []
        return events

    def _settles(self, n: int) -> bool:
        stream = self._streams.each[n]
        return stream.pitch is not None and stream.age == round(self.settings.settle_s * self.sr / self.hop_length)

    def _on(self, kind: Kind, n: int, moment: Steady) -> Event:
        pitch, evidence = self._streams.each[n].pitch, self._streams.each[n].evidence
        assert pitch is not None  # only called while a note sounds
        cents = deviation(self.analysis, moment.frame, pitch)
        return Event(self._centre_s, kind, n, (float(pitch), evidence.confidence(pitch), cents, *self._classes(n, pitch)))

    def _classes(self, n: int, pitch: int) -> list[float]:
        """Classes of all labels: those of the part's note, and `UNHEARD` of the others."""
        part, words = self.parts[n], self._alone[n]
        values = {label.name: int(label.likeliest(self._sums[n][words.span(label.name)])) for label in words.labels}
        sounding = self._sums[n][words.span(part.presence)][:-1]  # that it is silent is no answer while its note sounds
        values |= {part.presence: int(np.argmax(sounding)), **words.pitch_values(pitch)}
        return [float(values.get(name, UNHEARD)) for name in self.vocabulary.names]

    def _off(self, n: int, change: Change) -> Event:
        return Event(self._centre_s - change.ago_s, Kind.LABEL_OFF, n, (float(change.pitch),))
