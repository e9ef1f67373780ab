"""Questions to the synthesis and the listening, whose answers are points of the latent space."""

from collections.abc import Callable
from dataclasses import dataclass

from xmodal_rt.control.burst import Sender
from xmodal_rt.control.pending import Pending
from xmodal_rt.control.running import Moment
from xmodal_rt.errors import ParameterError
from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind
from xmodal_rt.model.anchors import Point

MAX_OPEN = 64
_NUMBERS = 100_000
"""that each control has for its questions, so that none takes an answer to the one before for its own"""
PATIENCE_S = 5.0
"""after which nobody will answer a question: whoever should has ended"""


@dataclass(frozen=True)
class Asker:
    """Who sent the message that asks, and to which address."""

    sender: Sender
    path: str


@dataclass(frozen=True)
class Question:
    """What is asked for: `missing` says why there may be no such point, `then` goes on with it."""

    kind: Kind
    asker: Asker
    missing: str
    then: Callable[[Point, Moment], None]
    voice: int = ALL_VOICES
    values: tuple[float, ...] = ()

    def resume(self, point: Point, now: Moment) -> None:
        """Go on with the answer; raises ParameterError if it is none, or what follows is refused."""
        if not point:
            raise ParameterError(self.missing)
        self.then(point, now)


class Questions:
    """Numbers questions, so that each answer finds its own."""

    def __init__(self, to_synthesis: Pending, to_listening: Pending, begun: int) -> None:
        self._to_synthesis, self._to_listening = to_synthesis, to_listening
        self._open: dict[int, tuple[float, Question]] = {}
        self._count = begun * _NUMBERS

    def __len__(self) -> int:
        return len(self._open)

    def ask(self, question: Question, now: Moment) -> None:
        """Send a question on its way.

        Raises
        ------
        ParameterError
            If too many wait for their answers.
        """
        if len(self._open) >= MAX_OPEN:
            raise ParameterError(f"{MAX_OPEN} points are being looked for; send fewer at once")
        self._count += 1
        to = self._to_listening if question.kind is Kind.LISTEN_WHERE else self._to_synthesis
        to.add(Event(NOW, question.kind, question.voice, (float(self._count), *question.values)), False)
        self._open[self._count] = now.time_s, question

    def expire(self, now: Moment, patience_s: float = PATIENCE_S) -> list[Question]:
        """Forget the questions that have waited for too long, and return them."""
        expired = [n for n, (asked_s, _) in self._open.items() if now.time_s - asked_s >= patience_s]
        return [self._open.pop(n)[1] for n in expired]

    def take(self, number: int) -> Question | None:
        """Return the question with this number, once."""
        return self._open.pop(number, (0.0, None))[1]
