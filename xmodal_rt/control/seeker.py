"""Finds the points that words mean: anchors, where a voice is, what was heard, labels."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from xmodal_rt.control.anchors import Anchors
from xmodal_rt.control.model_numbers import ModelNumbers
from xmodal_rt.control.pending import Pending
from xmodal_rt.control.questions import Asker, Question, Questions
from xmodal_rt.control.running import Moment, Running, Values
from xmodal_rt.errors import ParameterError
from xmodal_rt.events import Kind
from xmodal_rt.model import label_words
from xmodal_rt.model.anchors import Point

MAX_POINTS = 32
_SILENT = "nothing sounds that could be meant; play something first"
_DEAF = "nothing has been heard yet; play into the input first"
_NAMELESS = "the model has no point for these labels; send others of /info"

Then = Callable[[list[Point], Moment], None]
_Asked = tuple[Kind, str, tuple[float, ...]]


class Seeker:
    """Finds points, at once or when another process has told where they are."""

    def __init__(self, running: Running, anchors: Anchors, to_synthesis: Pending, to_listening: Pending) -> None:
        self._running, self._anchors = running, anchors
        self._model = ModelNumbers(running.config)
        self.questions = Questions(to_synthesis, to_listening, running.begun)

    def find(self, words: Sequence[str], voice: int, asker: Asker, now: Moment, then: Then) -> None:
        """Go on with the points of `words`, each an anchor, "now", "heard", "centre", or labels such as C4/mf/violin.

        Raises
        ------
        ParameterError
            If a word means nothing, or they are too many.
        """
        if len(words) > MAX_POINTS:
            raise ParameterError(f"{len(words)} points are too many; send at most {MAX_POINTS}")
        known = [self._known(word) for word in words]
        labels: dict[str, int] = {}
        asked = [None if point else self._question(word, labels) for word, point in zip(words, known, strict=True)]
        self._ask(known, asked, voice, asker, now, then)

    def find_labels(self, words: Values, asker: Asker, now: Moment, then: Then) -> None:
        """Go on with the point of labels: words such as C4 mf violin, or pairs of label and class; raises as `find` does."""
        if len(words) % 2 == 0 and words[0] in self._running.config.vocabulary.names:
            values = self._model.symbol(words)
        else:
            text = " ".join(word if isinstance(word, str) else f"{word:g}" for word in words)
            values = self._pairs(label_words.read(self._running.config.vocabulary, text))
        self._ask([None], [(Kind.LOOK_UP, _NAMELESS, values)], -1, asker, now, then)

    def _ask(
        self, known: list[Point | None], asked: Sequence[_Asked | None], voice: int, asker: Asker, now: Moment,
        then: Then,
    ) -> None:  # fmt: skip
        for place, question in enumerate(asked):
            if question is not None:
                kind, missing, values = question
                self.questions.ask(Question(kind, asker, missing, partial(self._put, known, place, then), voice, values), now)
        if not any(asked):
            then([point for point in known if point], now)

    def _put(self, known: list[Point | None], place: int, then: Then, point: Point, now: Moment) -> None:
        known[place] = self._model.clipped(point)
        found = [point for point in known if point]
        if len(found) == len(known):
            then(found, now)

    def _known(self, word: str) -> Point | None:
        if word == "centre":
            return self._running.config.centre
        return self._anchors.point(word) if word in self._anchors else None

    def _question(self, word: str, labels: dict[str, int]) -> _Asked:
        """Kind of the question for a word that is no anchor, what to say if there is no such point, and its values.

        Labels that it leaves open are as in `labels`, those of the words before, to which its own are added.
        """
        if word == "now":
            return Kind.WHERE, _SILENT, ()
        if word == "heard":
            self._running.need_listening()
            return Kind.LISTEN_WHERE, _DEAF, ()
        try:
            labels.update(label_words.read(self._running.config.vocabulary, word.replace("/", " ")))
        except ParameterError as error:
            raise ParameterError(f"{word[:32]!r} is no anchor, and as labels: {error}") from error
        return Kind.LOOK_UP, _NAMELESS, self._pairs(labels)

    def _pairs(self, labels: Mapping[str, int]) -> tuple[float, ...]:
        names = self._running.config.vocabulary.names
        return tuple(float(n) for name, index in labels.items() for n in (names.index(name), index))
