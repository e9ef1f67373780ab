"""The instrument without a stage: block after block as the synthesis process renders them, as fast as it goes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind
from xmodal_rt.synthesis.instrument import Instrument

TRACE_S = 0.01

_WAKING = (Kind.NOTE, Kind.SYMBOL, Kind.LATENT, Kind.COORDINATE, Kind.JOIN)

Timed = tuple[int, Event]
Watch = Callable[[Sequence[int]], Iterable[int]]
"""goes through the steps of a work, and may show how far it is"""


@dataclass(frozen=True)
class Trace:
    """Where the held voices were: at the times [N] in seconds the voices [N] at the latents z [N, D]."""

    times_s: NDArray[np.float64]
    voices: NDArray[np.int64]
    z: NDArray[np.float32]


def play(
    instrument: Instrument, events: Sequence[Timed], length: int, block: int, watch: Watch = iter
) -> tuple[NDArray[np.float32], Trace]:
    """Sound [length] of an instrument that has not played yet, and the ways of its voices.

    Parameters
    ----------
    instrument
        Plays; its rate counts the samples.
    events
        Each with the sample at which it takes effect, in order.
    length, block
        Samples in all, and per block; as on the stage every block is a whole one.
    watch
        Called with the starts of all blocks.
    """
    y = np.zeros(-(-length // block) * block, np.float32)
    every = max(1, round(TRACE_S * instrument.sr / block))
    seen: list[tuple[float, int, tuple[float, ...]]] = []
    used, done = _voices(instrument, events), 0
    for start in watch(range(0, len(y), block)):
        first = done
        while done < len(events) and events[done][0] < start + block:
            done += 1
        instrument.render(y[start : start + block], [(at - start, event) for at, event in events[first:done]])
        instrument.prepare()
        if start // block % every == 0:
            seen += [((start + block) / instrument.sr, voice, z) for voice, z in _held(instrument, used)]
    return y[:length], _trace(seen, instrument.checkpoint.config.latent_size)


def _voices(instrument: Instrument, events: Sequence[Timed]) -> Sequence[int]:
    """Return the voices that the events may wake."""
    named = sorted({event.voice for _, event in events if event.kind in _WAKING})
    return range(instrument.voices) if ALL_VOICES in named else named


def _held(instrument: Instrument, voices: Sequence[int]) -> list[tuple[int, tuple[float, ...]]]:
    found = [(voice, instrument.answer(Event(NOW, Kind.WHERE, voice, (0.0,))).values) for voice in voices]
    return [(voice, z) for voice, z in found if z]


def _trace(seen: list[tuple[float, int, tuple[float, ...]]], latent_size: int) -> Trace:
    times_s, voices = np.array([row[0] for row in seen], np.float64), np.array([row[1] for row in seen], np.int64)
    return Trace(times_s, voices, np.array([row[2] for row in seen], np.float32).reshape(-1, latent_size))
