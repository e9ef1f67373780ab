"""Lets another model play while the one before it sounds: processes with it get ready, and take over when all of them are."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

from xmodal_rt.errors import XmodalError
from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.links import Links, Part
from xmodal_rt.model.checkpoint_config import CheckpointConfig, find_shelved, read_config
from xmodal_rt.supervision import Heir, Supervision

_HEIRS = (Part.SYNTHESIS, Part.LISTENING)
WITHIN_S = 60.0
"""in which all processes with a new model must be ready"""
_MEMORY = "the memory is enough for two models"


@dataclass(frozen=True)
class Model:
    """A checkpoint, and which one of this run it is; the first has the number 0."""

    number: int
    folder: Path
    config: CheckpointConfig


Begins = Mapping[Part, Callable[[], BaseProcess]]


class Succession:
    """Carries out what the control asks of the parent: LOAD.

    Parameters
    ----------
    links, supervision
        What the processes share, and who watches them.
    begins
        Checks a model, and returns what begins the processes that depend on it.
    say
        Takes a line of text for people.
    """

    def __init__(self, links: Links, supervision: Supervision, begins: Callable[[Model], Begins], say: Callable[[str], None]) -> None:
        self._links, self._supervision, self._begins, self._say = links, supervision, begins, say
        self._count = 0
        self._model: Model | None = None
        """the one that is being loaded"""
        self._heirs: dict[Part, Heir] = {}
        self._others: dict[Part, Callable[[], BaseProcess]] = {}
        """what begins those that need no time to get ready"""
        self._promised = False
        """whether the control knows that the model is ready: there is no way back"""
        self._begun_s = 0.0

    def look(self, now_s: float) -> None:
        """See what is asked for, and how far it is."""
        while self._model is None and (event := self._links.to_parent.pop()) is not None:
            self._ask(bytes(map(int, event.values)).decode(), now_s)
        if self._model is None:
            return
        if not self._promised:
            self._await_heirs(self._model, now_s)
        elif self._links.turns.view[Part.SYNTHESIS] >= self._model.number:
            self._finish(self._model, now_s)

    def close(self) -> None:
        """End what still gets ready."""
        for heir in self._heirs.values():
            heir.process.kill()
            heir.process.join(1.0)
        self._heirs, self._model, self._promised = {}, None, False

    def _ask(self, name: str, now_s: float) -> None:
        try:
            folder = find_shelved(name)
            self._count += 1
            model = Model(self._count, folder, read_config(folder))
            self._begin_heirs(model)
        except XmodalError as error:
            self._give_up(name, str(error))
        except OSError as error:
            self._give_up(name, f"{error}; see whether its files can be read, and {_MEMORY}")
        else:
            self._model, self._begun_s = model, now_s

    def _begin_heirs(self, model: Model) -> None:
        begins = self._begins(model)
        self._others = {part: begin for part, begin in begins.items() if part not in _HEIRS}
        for part in {watched.part for watched in self._supervision.watched}.intersection(_HEIRS):
            self._heirs[part] = Heir(model.number, begins[part](), begins[part])

    def _await_heirs(self, model: Model, now_s: float) -> None:
        failed = [part for part, heir in self._heirs.items() if heir.process.exitcode is not None]
        if failed:
            how = f"its process ended with code {self._heirs[failed[0]].process.exitcode}; see whether {_MEMORY}"
            reason = self._links.words.read(failed[0]) or how
            self._links.words.write(failed[0], "")
            self._give_up(model.folder.name, reason)
        elif all(self._links.prepared.view[part] == model.number for part in self._heirs):
            self._promise(model)
        elif now_s - self._begun_s > WITHIN_S:
            self._give_up(model.folder.name, f"it was not ready after {WITHIN_S:g} s; try again when the machine has less to do")

    def _give_up(self, name: str, reason: str) -> None:
        """Tell the control, and people: a control that was begun anew meanwhile does not know who asked."""
        self.close()
        self._answer(reason)
        self._say(f"{name} was not loaded: {reason}")

    def _promise(self, model: Model) -> None:
        """Tell the control; should it die before it has understood, it begins anew with the new model."""
        self._promised = True
        self._supervision.of(Part.CONTROL).begin = self._others.pop(Part.CONTROL)
        self._supervision.of(Part.SYNTHESIS).heir = self._heirs[Part.SYNTHESIS]
        self._answer(model.folder.name, model.number)

    def _finish(self, model: Model, now_s: float) -> None:
        """Let go those that were before: the new ear hears from now on, and the clients of the control begin anew."""
        for watched in self._supervision.watched:
            heir = self._heirs.pop(watched.part, None)
            if heir is not None and watched.process is not heir.process:
                watched.heir = heir
                watched.succeed(now_s)
            elif watched.part in self._others:
                watched.kill()
                watched.begin = self._others[watched.part]
                watched.start(now_s)
        self.close()
        self._say(f"{model.folder.name} plays, {time.monotonic() - self._begun_s:.1f} s after it was asked for")

    def _answer(self, said: str, *number: float) -> None:
        self._links.verdict.write(Part.SYNTHESIS, said)
        self._links.from_parent.push(Event(NOW, Kind.LOADED, values=number))
