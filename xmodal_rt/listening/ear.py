"""The ear: samples in, notes out. No threads; the same code hears live and in files."""

import numpy as np
import torch
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError
from xmodal_rt.events import ALL_VOICES, Event, Kind
from xmodal_rt.listening.periodicity import NONE, Periodicity
from xmodal_rt.listening.tracker import Heard, Tracker, TrackerSettings
from xmodal_rt.model.checkpoint import Checkpoint

HOP_S = 1 / 187.5
"""256 samples at 48 kHz"""
EARLY_FALL_S = 0.014
_ATTACK_S = 0.008
_ABSURD = 1000.0
"""no sample is so large, 60 dB above full scale"""


class Ear:
    """Analyses a signal and tracks its notes.

    Each moment is seen through two windows over the same samples: a steady one, the model's own, that
    tells dynamics, instrument and latent; and an early one with its weight on the newest samples, that
    tells pitch and age some 8 ms sooner.

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
            raise ParameterError(f"checkpoint {checkpoint.config.name} plays mixtures, and the ear tracks one note; choose another one")
        if self.vocabulary.pitch is None:
            raise ParameterError(f"checkpoint {checkpoint.config.name} has no pitch labels to hear; choose another one")
        self.checkpoint, self.sr, self.hop_length = checkpoint, sr, hop_length or round(HOP_S * sr)
        self.analysis = checkpoint.config.analysis
        self.frame = 0
        self.latent_every = 0
        """hops between two HEARD events; 0 for none"""
        self.z: NDArray[np.float32] | None = None
        """latent of the last sound that was no silence [D]"""
        self.tracker = Tracker(self.analysis, self.vocabulary, self.hop_length / sr, settings)
        self._windows = np.stack([self.analysis.window(sr), early_window(self.analysis.n_fft(sr), round(EARLY_FALL_S * sr))])
        self._windows *= 2.0 / self._windows.sum(axis=1, keepdims=True)
        self._periodicity = Periodicity(sr)
        self._spans = [(label, self.vocabulary.span(label.name)) for label in self.vocabulary.labels]
        self.n_fft = self.analysis.n_fft(sr)
        self._newest = np.zeros(max(self.n_fft, self._periodicity.samples), np.float32)
        self._since_hop = 0
        self._hops = 0

    def feed(self, y: NDArray[np.float32]) -> list[Event]:
        """Take the next samples y [n]; return what was heard, timed in seconds of the signal.

        Samples that are no numbers, or absurd ones, are taken for silence: one would stay in the evidence for ever.
        """
        y = np.where(np.abs(y) < _ABSURD, y, np.float32(0.0))
        events: list[Event] = []
        while len(y):
            n = min(len(y), self.hop_length - self._since_hop)
            self._newest[:-n] = self._newest[n:]
            self._newest[-n:] = y[:n]
            self._since_hop += n
            self.frame += n
            y = y[n:]
            if self._since_hop == self.hop_length:
                self._since_hop = 0
                events += self._hop()
        return events

    def stop(self) -> list[Event]:
        """End the note that sounds, if any, though it may go on; return the event that says so."""
        return self.tracker.stop(self._centre_s)

    def calibrate(self, seconds: float) -> None:
        """Take what comes in the next `seconds` for the sound of the room, and hear nothing until then."""
        self.tracker.gate.calibrate(max(1, round(seconds * self.sr / self.hop_length)))

    @property
    def _centre_s(self) -> float:
        """When the sound that the newest frame describes was: at the window's centre."""
        return (self.frame - self.n_fft // 2) / self.sr

    def _hop(self) -> list[Event]:
        time_s = self._centre_s
        heard = self.hear(self._newest)
        if heard.level_db > self.tracker.gate.floor_db:
            self.z = heard.z
        events = self.tracker.step(heard, time_s)
        self._hops += 1
        if self.latent_every and self._hops % self.latent_every == 0:
            events.append(Event(time_s, Kind.HEARD, ALL_VOICES, tuple(heard.z.tolist())))
        return events

    def hear(self, y: NDArray[np.float32]) -> Heard:
        """Analyse the newest samples y [n], as many as the window and the longest repetition need."""
        grain = y[-self.n_fft :]
        frames = self.analysis.compress(np.abs(np.fft.rfft(grain * self._windows)).astype(np.float32), self.sr)
        with torch.inference_mode():
            z, _ = self.checkpoint.encode_signal(torch.from_numpy(frames))
            logits = self.checkpoint.decode_symbol(z)
            told = [logits[:, at] if label.binary else torch.log_softmax(logits[:, at], 1) for label, at in self._spans]
            log_p = torch.cat(told, 1).numpy()
        level_db = _level_db(grain[len(grain) // 2 :])
        # Where nothing sounds there is nothing to find, and time to save.
        repetition = self._periodicity.find(y) if level_db > self.tracker.gate.floor_db else NONE
        attack = grain[-round(_ATTACK_S * self.sr) :]
        return Heard(frames[0], log_p[0], log_p[1], level_db, _level_db(attack), z[0].numpy(), repetition)


def early_window(n: int, fall: int) -> NDArray[np.float32]:
    """Half a Hann window that rises over n - fall samples, and half a one that falls over the last `fall`: [n]."""
    rise = 0.5 - 0.5 * np.cos(np.pi * np.arange(n - fall) / (n - fall))
    return np.concatenate([rise, 0.5 + 0.5 * np.cos(np.pi * np.arange(fall) / fall)]).astype(np.float32)


def _level_db(y: NDArray[np.float32]) -> float:
    return 10.0 * float(np.log10(np.mean(np.square(y)) + 1e-12))
