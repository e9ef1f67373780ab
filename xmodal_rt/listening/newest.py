"""What the newest samples tell: their pitch, and whether they are those of an attack.

The model knows frames of 53 ms that lie within a note. A small network beside it, where the checkpoint
has one, was shown the first moments of notes, out of silence and out of other notes, so that it
knows how sure it may be of them. Without one, the model itself looks through a window with its weight
on the newest samples.
"""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from xmodal_rt.errors import CheckpointError
from xmodal_rt.listening.glimpse import SIZE, Glimpse, early_window
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.model.vocabulary import Vocabulary

Floats = NDArray[np.float32]

LAYERS = ("0", "2.inner", "2.outer", "3")
"""of the network: a layer, a residual block of two, a layer"""
EARLY_FALL_S = 0.014
ATTACK_S = 0.05
"""ages up to here are those of an attack"""


class Newest(NamedTuple):
    """Log probabilities [P + 1] of all pitches, and at last of none; probability of an attack; log probabilities of some other labels."""

    pitch_log_p: Floats
    young: float
    log_p: Mapping[str, Floats]


class Hearing(Protocol):
    """What hears the newest samples."""

    samples: int
    """that it looks at"""

    def hear(self, y: Floats) -> Newest:
        """Hear the end of y [T]."""


def hearing(checkpoint: Checkpoint, sr: int) -> Hearing:
    """Return the checkpoint's own network for the newest samples, or else its model."""
    return Quick(checkpoint.ear, checkpoint.config.vocabulary, sr) if checkpoint.ear else Early(checkpoint, sr)


class Quick:
    """Hears with `weights` as `train.hearing` writes them."""

    def __init__(self, weights: Mapping[str, Floats], vocabulary: Vocabulary, sr: int) -> None:
        self._glimpse = Glimpse(sr)
        self.samples = self._glimpse.samples
        try:
            self._layers = [(weights[f"{name}.weight"], weights[f"{name}.bias"]) for name in LAYERS]
        except KeyError as error:
            raise CheckpointError(f"the network for the newest samples lacks {error}; train it again for this checkpoint") from error
        self._spans = spans(vocabulary)
        sizes = self._layers[0][0].shape[1], len(self._layers[-1][1])
        if sizes != (SIZE, max(span.stop for span in self._spans.values())):
            raise CheckpointError(f"the network for the newest samples has {sizes} inputs and outputs; train it again for this checkpoint")
        self._age, self._attack = _attack(vocabulary)
        self._told = [name for name in self._spans if name not in ("", self._age)]

    def hear(self, y: Floats) -> Newest:
        """Hear the end of y [T]."""
        first, inner, outer, last = self._layers
        h = _silu(first[0] @ self._glimpse.inputs(y[None])[0] + first[1])
        h = _silu(h + outer[0] @ _silu(inner[0] @ h + inner[1]) + outer[1])
        logits = last[0] @ h + last[1]
        log_p = {name: _log_softmax(logits[span]) for name, span in self._spans.items()}
        return Newest(log_p[""], _young(log_p[self._age], self._attack), {name: log_p[name] for name in self._told})


class Early:
    """Hears with the model, through a window that ends steeply."""

    def __init__(self, checkpoint: Checkpoint, sr: int) -> None:
        self._checkpoint, self._analysis, self._sr = checkpoint, checkpoint.config.analysis, sr
        self._vocabulary = checkpoint.config.vocabulary
        self.samples = self._analysis.n_fft(sr)
        self._window = early_window(self.samples, round(EARLY_FALL_S * sr))
        age, self._attack = _attack(self._vocabulary)
        self._ages = self._vocabulary.span(age) if self._attack else slice(0)

    def hear(self, y: Floats) -> Newest:
        """Hear the end of y [T]."""
        S = np.abs(np.fft.rfft(y[None, -self.samples :] * self._window)).astype(np.float32)
        frame = torch.from_numpy(self._analysis.compress(S, self._sr))
        with torch.inference_mode():
            logits = self._checkpoint.decode_symbol(self._checkpoint.encode_signal(frame)[0])
        log_p = np.concatenate([_log_softmax(logits[0, self._vocabulary.span(name)].numpy()) for name in self._vocabulary.names])
        return Newest(by_pitch(log_p, self._vocabulary), _young(log_p[self._ages], self._attack), {})


def pitches(vocabulary: Vocabulary) -> NDArray[np.int64]:
    """MIDI pitches [P] that the vocabulary can name, in the order of `Newest`."""
    assert vocabulary.pitch is not None  # the ear refuses a vocabulary without pitch
    octaves = [int(name) for name in vocabulary.label(vocabulary.pitch[0]).classes]
    return ((np.array(octaves)[:, None] + 1) * 12 + np.arange(12)[None, :]).ravel()


def by_pitch(log_p: Floats, vocabulary: Vocabulary) -> Floats:
    """Log probabilities [P + 1] of the pitches, and at last of none, from those of all classes [L]."""
    assert vocabulary.pitch is not None  # the ear refuses a vocabulary without pitch
    octave, pitch_class = (log_p[vocabulary.span(name)] for name in vocabulary.pitch)
    ages = vocabulary.ages
    nothing = float(log_p[vocabulary.span(ages.label)][vocabulary.label(ages.label).index(ages.silence)]) if ages else -np.inf
    sounding = np.log(-np.expm1(min(nothing, -1e-6)))
    return np.append((octave[:, None] + pitch_class[None, :]).ravel() + sounding, nothing).astype(np.float32)


def spans(vocabulary: Vocabulary) -> dict[str, slice]:
    """Where the network's outputs stand: all pitches and none, called "", then the labels that are no part of the pitch."""
    found = {"": slice(0, len(pitches(vocabulary)) + 1)}
    for label in vocabulary.labels:
        if label.name not in (vocabulary.pitch or ()):
            start = max(span.stop for span in found.values())
            found[label.name] = slice(start, start + len(label.classes))
    return found


def _attack(vocabulary: Vocabulary) -> tuple[str, list[int]]:
    """Name of the label of the ages, and its classes that are ages of an attack."""
    ages = vocabulary.ages
    if ages is None:
        return "", []
    label = vocabulary.label(ages.label)
    return ages.label, [label.index(name) for name, time_s in ages.times_s.items() if time_s <= ATTACK_S]


def _young(log_p: Floats, attack: list[int]) -> float:
    """Probability of the ages `attack`, from log probabilities of all ages; even where none are told."""
    return float(np.exp(log_p[attack]).sum()) if attack else 0.5


def _silu(x: Floats) -> Floats:
    return np.asarray(x / (1.0 + np.exp(-x)), np.float32)


def _log_softmax(x: Floats) -> Floats:
    shifted = x - x.max()
    return np.asarray(shifted - np.log(np.exp(shifted).sum()), np.float32)
