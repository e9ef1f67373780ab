"""What a synthesis leaves to the one that takes its place: gains, glide and labels, but no note."""

import contextlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from xmodal_rt.errors import ParameterError
from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.model.vocabulary import Vocabulary
from xmodal_rt.pages import Kept

if TYPE_CHECKING:  # who only reads what was left needs no torch
    from xmodal_rt.synthesis.instrument import Instrument

EVERY = 32
"""blocks between two looks whether something has changed: a fader that moves is written down now and then"""
_LASTING = frozenset({Kind.GAIN, Kind.GLIDE, Kind.BEND, Kind.SYMBOL})


class Legacy:
    """Keeps the lasting state of an instrument on the page `kept`, which outlives the process."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._changed = False

    def note(self, due: Sequence[tuple[int, Event]]) -> None:
        """See the events of a block."""
        for _, event in due:
            self._changed |= event.kind in _LASTING

    def leave(self, instrument: "Instrument") -> None:
        """Write down the state, if it has changed; labels and classes by their names, since the next model may have others.

        What is saved is left out: the next model may need less time.
        """
        if self._changed:
            lasting = [event for event in instrument.lasting() if event.kind is not Kind.ECONOMY]
            self._kept.keep(json.dumps([(event.kind, event.voice, _left(event, instrument.vocabulary)) for event in lasting]).encode())
            self._changed = False

    def take_up(self, instrument: "Instrument", frame: int) -> None:
        """Bring a new instrument to the state that was left, as far as its model knows it, at its sample `frame`."""
        instrument.restore(left(self._kept, instrument.vocabulary), frame)


def left(kept: Kept, vocabulary: Vocabulary | None = None) -> list[Event]:
    """Return the lasting state that an instrument has left, as the events that bring it about: of labels those in `vocabulary`."""
    return [_taken_up(Kind(kind), voice, values, vocabulary) for kind, voice, values in json.loads(kept.read() or b"[]")]


def _left(event: Event, vocabulary: Vocabulary) -> list[Any]:
    if event.kind is not Kind.SYMBOL:
        return list(event.values)
    pairs = zip(event.values[::2], event.values[1::2], strict=True)
    return [(vocabulary.labels[int(i)].name, vocabulary.labels[int(i)].word(int(c))) for i, c in pairs]


def _taken_up(kind: Kind, voice: int, values: list[Any], vocabulary: Vocabulary | None) -> Event:
    if kind is Kind.SYMBOL:
        values = [n for name, word in values for n in _pair(name, word, vocabulary)]
    return Event(NOW, kind, voice, tuple(values))


def _pair(name: str, word: str, vocabulary: Vocabulary | None) -> tuple[float, ...]:
    """Numbers of a label that lasts and of its class; none where the vocabulary has no such ones."""
    with contextlib.suppress(ParameterError):
        if vocabulary and name in vocabulary.initial:
            label = vocabulary.label(name)
            return float(vocabulary.labels.index(label)), float(label.index(word))
    return ()
