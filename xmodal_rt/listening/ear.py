"""The ear: samples in, notes out. No threads; the same code hears live and in files."""

import numpy as np
import torch
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError
from xmodal_rt.events import ALL_VOICES, Event, Kind
from xmodal_rt.listening.tracker import Heard, Tracker, TrackerSettings
from xmodal_rt.model.checkpoint import Checkpoint


class Ear:
    """Analyses a signal frame by frame and tracks its notes.

    Parameters
    ----------
    checkpoint
        The model; its vocabulary must have pitch labels.
    sr
        Sample rate in Hz.
    hop_length
        Samples between two frames.
    """

    def __init__(self, checkpoint: Checkpoint, sr: int, hop_length: int = 256, settings: TrackerSettings | None = None) -> None:
        self.vocabulary = checkpoint.config.vocabulary
        if self.vocabulary.pitch is None:
            raise ParameterError(f"checkpoint {checkpoint.config.name} has no pitch labels to hear; choose another one")
        self.checkpoint, self.sr, self.hop_length = checkpoint, sr, hop_length
        self.analysis = checkpoint.config.analysis
        self.frame = 0
        self.latent_every = 0
        """hops between two HEARD events; 0 for none"""
        self._tracker = Tracker(self.analysis, self.vocabulary, settings)
        self._newest = np.zeros(self.analysis.n_fft(sr), np.float32)
        self._since_hop = 0
        self._hops = 0

    def feed(self, y: NDArray[np.float32]) -> list[Event]:
        """Take the next samples y [n]; return what was heard, timed in seconds of the signal."""
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

    def _hop(self) -> list[Event]:
        # The sound that a frame describes lies at the window's centre.
        time_s = (self.frame - len(self._newest) // 2) / self.sr
        heard = self.hear(self._newest)
        events = self._tracker.step(heard, time_s)
        self._hops += 1
        if self.latent_every and self._hops % self.latent_every == 0:
            events.append(Event(time_s, Kind.HEARD, ALL_VOICES, tuple(heard.z.tolist())))
        return events

    def hear(self, grain: NDArray[np.float32]) -> Heard:
        """Analyse one window of sound [n_fft]."""
        frame = self.analysis.compress(self.analysis.amplitudes(grain[None], self.sr), self.sr)
        with torch.inference_mode():
            z, _ = self.checkpoint.encode_signal(torch.from_numpy(frame))
            logits = self.checkpoint.decode_symbol(z)[0]
            spans = [self.vocabulary.span(name) for name in self.vocabulary.names]
            log_p = torch.cat([torch.log_softmax(logits[span], 0) for span in spans])
        # Half a window: quick enough to see a note struck again, long enough not to follow a low note's periods.
        level_db = 10.0 * float(np.log10(np.mean(np.square(grain[len(grain) // 2 :])) + 1e-12))
        return Heard(frame[0], log_p.numpy(), level_db, z[0].numpy())
