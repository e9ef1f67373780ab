"""Which points of the latent space the control asks for: what labels name, and where voices are."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError
from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.model.vocabulary import Vocabulary
from xmodal_rt.synthesis.voices import Voices
from xmodal_rt.synthesis.walk import Guide

MIDDLE_C = 60.0


def named(vocabulary: Vocabulary, pairs: Sequence[float]) -> dict[str, int]:
    """Labels and their class indices, from pairs of label index and class index."""
    labels = [vocabulary.labels[int(i)].name for i in pairs[::2]]
    return dict(zip(labels, map(int, pairs[1::2]), strict=True))


class Points:
    """Finds points for an instrument: by its `guide`, among its `voices`, with the `labels` that are set for notes to come."""

    def __init__(self, guide: Guide, voices: Voices, labels: Mapping[str, int]) -> None:
        self._guide, self._voices, self._labels = guide, voices, labels

    def settled(self, values: Mapping[str, int]) -> NDArray[np.float32]:
        """Where a note of these labels is once its attack is over [D]; what they leave open is as it is set, or middle C."""
        vocabulary = self._guide.vocabulary
        whole = {**self._labels, **vocabulary.woken(self._labels, values)}
        lead = vocabulary.lead(whole)
        if not (set(lead.pitch or ()) <= set(whole) and vocabulary.sounds(lead, whole)):
            whole = {**self._guide.pitched(whole, MIDDLE_C)[0], **values}
        return self._guide.settled(whole)

    def answer(self, question: Event, voices: Sequence[int], at: int) -> Event:
        """Tell the point that is asked for: that of labels, or where the newest of `voices` is at sample `at`."""
        try:
            z = self._labelled(question.values[1:]) if question.kind is Kind.LOOK_UP else self._where(voices, at)
        except ParameterError:
            z = None
        return Event(NOW, Kind.POINT, int(question.values[0]), () if z is None else tuple(map(float, z)))

    def _labelled(self, pairs: Sequence[float]) -> NDArray[np.float32] | None:
        return self.settled(named(self._guide.vocabulary, pairs))

    def _where(self, voices: Sequence[int], at: int) -> NDArray[np.float32] | None:
        newest = max(voices, key=lambda v: int(self._voices.started[v]), default=None)
        return None if newest is None else self._voices.latent(newest, at)
