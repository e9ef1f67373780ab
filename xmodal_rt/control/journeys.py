"""Voices on their way along paths: each path is walked here, and its steps go to the synthesis a moment ahead, with their times."""

import contextlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.control.pending import Pending
from xmodal_rt.control.questions import Asker
from xmodal_rt.errors import ParameterError
from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.model.paths import Trajectory, interpolate
from xmodal_rt.osc.addresses import FIRST_OWN_PATH

AHEAD_S = 0.03
"""how far ahead of what is needed steps are sent"""
_SLACK_S = 0.01
"""how near to what is needed the last step that was sent may come"""
_SHORTEST_S, _LONGEST_S = 0.01, 0.04
MAX_JOURNEYS = 256
"""that are walked, or wait for their time"""
_NUMBERS = 100_000
"""that each control has for its paths, so that voices on a path of the one before do not follow a new path"""
_STEPS = 128
"""of a part, so that the turns of a quick helix are round as well"""

Way = Callable[[NDArray[np.float64]], NDArray[np.float32]]
"""latents [N, D] at times [N] in seconds from the beginning of a path"""


@dataclass(frozen=True)
class Course:
    """A way, and how it is cut: `steps` of `step_s` seconds, without end where that is None, in straight pieces or in jumps."""

    way: Way
    step_s: float
    steps: int | None
    jumps: bool = False

    @classmethod
    def _cut(cls, way: Way, part_s: float, parts: int | None) -> "Course":
        """Cut a way of `parts` parts, of `part_s` seconds each, into pieces so short that nobody hears that they are straight."""
        pieces = math.ceil(part_s / min(max(part_s / _STEPS, _SHORTEST_S), _LONGEST_S))
        return cls(way, part_s / pieces, None if parts is None else parts * pieces)

    @classmethod
    def through(cls, points: NDArray[np.float32], step_s: float, order: int) -> "Course":
        """Walk through points [K, D], `step_s` seconds from each to the next; order 0 jumps; raises as `interpolate` does."""
        way, parts = partial(interpolate, points, step_s, order), len(points) - 1
        way(np.zeros(1))  # refuses what cannot be walked
        return cls(way, step_s, parts, jumps=True) if order == 0 else cls._cut(way, step_s, parts)

    @classmethod
    def along(cls, trajectory: Trajectory, round_s: float, rounds: int | None) -> "Course":
        """Follow a trajectory for some rounds of `round_s` seconds each, or without end."""
        return cls._cut(lambda times_s: trajectory.at(times_s / round_s), round_s, rounds)


@dataclass
class _Journey:
    course: Course
    number: int
    voice: int
    joins_s: float
    start_s: float
    asker: Asker
    next: int = 0

    def tag_s(self, step: int) -> float:
        """When a step takes effect: a piece begins where the one before has ended, a jump happens there."""
        return self.start_s + (step + self.course.jumps) * self.course.step_s

    @property
    def sent(self) -> bool:
        return self.course.steps is not None and self.next >= self.course.steps

    @property
    def end_s(self) -> float:
        return math.inf if self.course.steps is None else self.start_s + self.course.steps * self.course.step_s


class Journeys:
    """Walks paths, known by their numbers; `lead_s` is how long before its time a step must be on its way.

    A voice is on the path that it joined last. One that joins another later, as a time tag may say, stays
    until then: after that the steps of the old path find no walker, and the synthesis says so.
    """

    def __init__(self, lead_s: float, to_synthesis: Pending, begun: int) -> None:
        self._lead_s = lead_s
        self._to_synthesis = to_synthesis
        self._journeys: dict[int, _Journey] = {}
        self._count = FIRST_OWN_PATH + begun * _NUMBERS

    def begin(self, course: Course, voice: int, time_s: float, now_s: float, asker: Asker) -> list[Asker]:
        """Let `voice` join `course`, at `time_s` or NOW; return who asked for the path that this ends at once, if anybody.

        Raises
        ------
        ParameterError
            If there is no room for more events, or for more paths.
        """
        replaced = self._replaced(voice, now_s) if time_s == NOW else []
        if len(self._journeys) - len(replaced) >= MAX_JOURNEYS:
            raise ParameterError(f"{MAX_JOURNEYS} paths are walked, or wait for their time; send others when those have ended")
        z = course.way(np.zeros(1))[0].tolist()
        self._to_synthesis.add(Event(time_s, Kind.JOIN, voice, (float(self._count), *z)), False)
        start_s = max(time_s, now_s + self._lead_s + _SLACK_S)
        self._journeys[self._count] = _Journey(course, self._count, voice, max(time_s, now_s), start_s, asker)
        self._count += 1
        return self._forget(replaced)

    def _replaced(self, voice: int, now_s: float) -> list[_Journey]:
        """Paths that the voice leaves when it joins another now: those whose time is still to come are joined after that one."""
        return [journey for journey in self._journeys.values() if journey.voice == voice and journey.joins_s <= now_s]

    def end(self) -> list[Asker]:
        """Forget all paths; return who asked for them."""
        return self._forget(list(self._journeys.values()))

    def left(self, number: float) -> list[Asker]:
        """Forget the path with this number, which no voice walks any more; return who asked for it, if anybody."""
        return self._forget([journey for journey in self._journeys.values() if journey.number == number])

    def tick(self, now_s: float) -> list[Asker]:
        """Send the steps that are due; return who asked for the paths that have ended."""
        for journey in self._journeys.values():
            self._walk(journey, now_s)
        return self._forget([journey for journey in self._journeys.values() if journey.sent and now_s >= journey.end_s])

    @property
    def due_s(self) -> float:
        """When `tick` is needed next, on the monotonic clock; infinity while nothing moves."""
        return min(map(self._due_s, self._journeys.values())) if self._journeys else math.inf

    def _due_s(self, journey: _Journey) -> float:
        return journey.end_s if journey.sent else journey.tag_s(journey.next) - self._lead_s - _SLACK_S

    def _forget(self, ended: list[_Journey]) -> list[Asker]:
        for journey in ended:
            del self._journeys[journey.number]
        return [journey.asker for journey in ended]

    def _walk(self, journey: _Journey, now_s: float) -> None:
        """Send what is due; steps whose time has passed are left out, but for the one that the path ends with."""
        course = journey.course
        first = max(journey.next, math.ceil((now_s + self._lead_s - journey.start_s) / course.step_s - course.jumps))
        end = math.floor((now_s + self._lead_s + AHEAD_S - journey.start_s) / course.step_s - course.jumps) + 1
        if course.steps is not None:
            first, end = min(first, course.steps - 1), min(end, course.steps)
        if journey.next >= end:
            return
        at_s = course.step_s * np.arange(first + 1, end + 1, dtype=np.float64)
        for step, z in enumerate(course.way(at_s).tolist(), first):
            self._send(journey, step, z, now_s)
        journey.next = end

    def _send(self, journey: _Journey, step: int, z: list[float], now_s: float) -> None:
        tag_s = journey.tag_s(step)
        seconds = 0.0 if journey.course.jumps else journey.course.step_s
        event = Event(tag_s if tag_s > now_s else NOW, Kind.STEP, journey.voice, (float(journey.number), seconds, *z))
        with contextlib.suppress(ParameterError):  # where so much waits that there is no room, a later step takes its place
            self._to_synthesis.add(event, False)
