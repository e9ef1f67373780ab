"""The newest samples as the model knows sounds: through its own window, with all labels."""

import numpy as np
import torch
from numpy.typing import NDArray

from xmodal_rt.listening.tracker import Steady
from xmodal_rt.model.checkpoint import Checkpoint


class View:
    """What a checkpoint sees at sample rate `sr` in Hz."""

    def __init__(self, checkpoint: Checkpoint, sr: int) -> None:
        self._checkpoint, self._sr = checkpoint, sr
        self._analysis, vocabulary = checkpoint.config.analysis, checkpoint.config.vocabulary
        self.n_fft = self._analysis.n_fft(sr)
        """samples that it sees"""
        self._window = self._analysis.window(sr) * np.float32(2.0 / self._analysis.window(sr).sum())
        self._spans = [(label, vocabulary.span(label.name)) for label in vocabulary.labels]

    def see(self, y: NDArray[np.float32]) -> Steady:
        """See samples y [n_fft]."""
        S = np.abs(np.fft.rfft(y[None] * self._window)).astype(np.float32)
        frame = self._analysis.compress(S, self._sr)
        with torch.inference_mode():
            z, _ = self._checkpoint.encode_signal(torch.from_numpy(frame))
            logits = self._checkpoint.decode_symbol(z)[0]
            told = [logits[at] if label.binary else torch.log_softmax(logits[at], 0) for label, at in self._spans]
            log_p = torch.cat(told).numpy()
        return Steady(frame[0], log_p, z[0].numpy())
