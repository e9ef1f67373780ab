"""Two processes for one piece: a child finds the spectra ahead of the phases, so that a second core works too.

Both play the same piece, step by step; the child sounds nothing, and its parent decodes nothing. The samples are those
of one process alone.
"""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from xmodal_rt.child import CONTEXT, FORKS
from xmodal_rt.errors import DeviceError
from xmodal_rt.model import checkpoint
from xmodal_rt.ring import AudioRing
from xmodal_rt.studio.offline import play
from xmodal_rt.studio.piece import Piece
from xmodal_rt.synthesis.hops import Indices, Take
from xmodal_rt.synthesis.instrument import Instrument

_ROWS = 2048
"""spectra that may wait: 10 MB"""
_LOOK_EVERY_S = 1e-4


@dataclass(frozen=True)
class Task:
    """What is played: the model's folder, the instrument's settings, and the piece in blocks."""

    folder: Path
    sr: int
    voices: int
    hop_length: int
    studio: bool
    piece: Piece
    block: int

    def instrument(self, model: checkpoint.Checkpoint) -> Instrument:
        """Return an instrument that is ready to play the piece."""
        instrument = Instrument(model, self.sr, self.voices, self.hop_length, studio=self.studio)
        instrument.restore(self.piece.state, self.piece.start)
        return instrument


@contextlib.contextmanager
def spectra_ahead(task: Task, model: checkpoint.Checkpoint) -> Iterator[Take]:
    """Start the child, for a task with this model; yields what takes its spectra [n, bins], for `Hops.take_spectra`.

    A row of the ring is a spectrum, and whether it stands for a frame that is not finite.
    """
    bins = model.config.analysis.n_fft(task.sr) // 2 + 1
    ring = AudioRing(_ROWS, bins + 1)
    child = CONTEXT.Process(target=_find, args=(task, ring, model if FORKS else None), daemon=True)
    rows = np.empty((task.voices, bins + 1), np.float32)

    def take(voices: Indices) -> tuple[NDArray[np.float32], Indices]:
        taken = rows[: len(voices)]
        while not ring.read_into(taken):
            if not child.is_alive() and ring.readable < len(voices):
                raise DeviceError("the process that finds the spectra ended before the piece; render with --cores 1, and see what it says")
            time.sleep(_LOOK_EVERY_S)
        return np.ascontiguousarray(taken[:, :bins]), voices[taken[:, bins] > 0]

    child.start()
    try:
        yield take
    finally:
        child.terminate()
        child.join()


def _find(task: Task, ring: AudioRing, model: checkpoint.Checkpoint | None) -> None:
    """Be the child, which loads the model where it could not be forked with it."""
    torch.set_num_threads(1)
    instrument = task.instrument(model or checkpoint.load(task.folder))

    def give(S: NDArray[np.float32], voices: Indices, bad: Indices) -> None:
        rows = np.concatenate([S, np.isin(voices, bad)[:, None]], axis=1, dtype=np.float32)
        while not ring.write(rows):
            time.sleep(_LOOK_EVERY_S)

    instrument.hops.give_spectra(give)
    play(instrument, task.piece.events, task.piece.length, task.block)
