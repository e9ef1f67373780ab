"""Points of the latent space that a performer names, mixes and walks through: /anchor, /morph and /trajectory."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from xmodal_rt.control.anchors import Anchors
from xmodal_rt.control.journeys import Course, Journeys
from xmodal_rt.control.model_numbers import ModelNumbers
from xmodal_rt.control.pending import Pending
from xmodal_rt.control.questions import Asker
from xmodal_rt.control.replies import Replies
from xmodal_rt.control.running import TOLERANCE_S, Counts, Moment, Running, Values
from xmodal_rt.control.seeker import Seeker
from xmodal_rt.errors import ConfigError, ParameterError
from xmodal_rt.events import MAX_VALUES, NOW, Event, Kind
from xmodal_rt.model.anchors import Point, mix
from xmodal_rt.model.paths import TRAJECTORIES
from xmodal_rt.osc.addresses import PREFIX, Target


class PointDesk:
    """Carries out the messages about points, and answers them: some when another process has told what they need."""

    def __init__(self, running: Running, replies: Replies, counts: Counts, to_synthesis: Pending, to_listening: Pending) -> None:
        self._replies, self._counts, self._to_synthesis = replies, counts, to_synthesis
        self._model, self._size = ModelNumbers(running.config), running.config.latent_size
        self._reach = self._model.reach
        self._extent = running.config.extent
        self.anchors = Anchors(running.anchors, running.config, running.named)
        self._seeker = Seeker(running, self.anchors, to_synthesis, to_listening)
        self.questions = self._seeker.questions
        self._journeys = Journeys(running.ahead_s + 2 * running.block / running.sample_rate, to_synthesis, running.begun)
        self.due_s = self.anchors.due_s
        """when `tick` is needed next, on the monotonic clock; infinity while nothing moves"""

    def _plan(self) -> None:
        self.due_s = min(self.anchors.due_s, self._journeys.due_s)

    def tick(self, now: Moment) -> None:
        """Send the steps of paths that are due, and save what was named."""
        self._tell_ended(self._journeys.tick(now.time_s))
        if now.time_s >= self.anchors.due_s:
            try:
                self.anchors.save()
            except ConfigError as error:
                self._replies.complain(None, now.time_s, "fail", f"{PREFIX}anchor", str(error))
        self._plan()

    def left(self, number: float) -> None:
        """Let a path end that no voice walks any more."""
        self._tell_ended(self._journeys.left(number))
        self._plan()

    def leave(self) -> None:
        """End all paths."""
        self._tell_ended(self._journeys.end())

    def _tell_ended(self, askers: Sequence[Asker]) -> None:
        for asker in askers:
            self._replies.answer(asker.sender, "path/ended", asker.path)

    def carry_out(self, target: Target, values: Values, time_s: float, asker: Asker, now: Moment) -> None:
        """Do what the message asks for, or raise ParameterError."""
        self.actions[target.entry.address](self, target, values, time_s, asker, now)

    def _done(self, asker: Asker) -> None:
        """Answer what has changed something."""
        self._plan()
        self._replies.answer(asker.sender, "done", asker.path)

    def _name_labels(self, target: Target, values: Values, time_s: float, asker: Asker, now: Moment) -> None:
        self.anchors.check(str(values[0]))
        self._seeker.find_labels(values[1:], asker, now, partial(self._name, str(values[0]), asker))

    def _name_found(self, target: Target, values: Values, time_s: float, asker: Asker, now: Moment) -> None:
        """Name the point that the last word of the address stands for: now, or heard."""
        self.anchors.check(str(values[0]))
        word = target.entry.address.removeprefix("anchor/")
        self._seeker.find([word], target.voice, asker, now, partial(self._name, str(values[0]), asker))

    def _name_latent(self, target: Target, values: Values, time_s: float, asker: Asker, now: Moment) -> None:
        point, _ = self._model.latent(tuple(float(z) for z in values[1:]))
        self._name(str(values[0]), asker, [point], now)

    def _name(self, name: str, asker: Asker, found: Sequence[Point], now: Moment) -> None:
        self.anchors.put(name, found[0], now.time_s)
        self._done(asker)

    def _delete(self, target: Target, values: Values, time_s: float, asker: Asker, now: Moment) -> None:
        self.anchors.delete(str(values[0]), now.time_s)
        self._done(asker)

    def _list(self, target: Target, values: Values, time_s: float, asker: Asker, now: Moment) -> None:
        names = self.anchors.names
        self._replies.answer(asker.sender, "anchor/list.reply", len(names), *names)

    def _tell(self, target: Target, values: Values, time_s: float, asker: Asker, now: Moment) -> None:
        name = str(values[0])
        self._replies.answer(asker.sender, "anchor/point", name, *self.anchors.point(name))

    def _mix(self, target: Target, values: Values, time_s: float, asker: Asker, now: Moment) -> None:
        """Move voices to a mean of anchors; like /latent it is not answered."""
        points = [self.anchors.point(str(name)) for name in values[::2]]
        z = self._model.clipped(mix(points, [float(weight) for weight in values[1::2]]))
        self._to_synthesis.add(Event(time_s, Kind.LATENT, target.voice, z), True)

    def _morph(self, target: Target, values: Values, time_s: float, asker: Asker, now: Moment) -> None:
        self._need_room()
        seconds, order = float(values[0]), int(values[1])
        Course.through(np.zeros((1, 1), np.float32), seconds, order)  # refuses an order that there is not
        then = partial(self._begin_morph, target.voice, seconds, order, time_s, asker)
        self._seeker.find([str(word) for word in values[2:]], target.voice, asker, now, then)

    def _begin_morph(
        self, voice: int, seconds: float, order: int, time_s: float, asker: Asker, found: Sequence[Point], now: Moment
    ) -> None:
        self._begin(Course.through(np.array(found, np.float32), seconds, order), voice, time_s, asker, now)

    def _trajectory(self, target: Target, values: Values, time_s: float, asker: Asker, now: Moment) -> None:
        self._need_room()
        shape, seconds, size, seed, rounds, around = values
        if shape not in TRAJECTORIES:
            raise ParameterError(f"there is no shape {str(shape)[:32]!r}; use {', '.join(TRAJECTORIES)}")
        drawn = str(shape), float(seconds), float(size), int(seed), int(rounds)
        then = partial(self._begin_trajectory, target.voice, drawn, time_s, asker)
        self._seeker.find([str(around)], target.voice, asker, now, then)

    def _begin_trajectory(
        self, voice: int, drawn: tuple[str, float, float, int, int], time_s: float, asker: Asker, found: Sequence[Point], now: Moment
    ) -> None:
        shape, seconds, size, seed, rounds = drawn
        trajectory = TRAJECTORIES[shape](np.array(found[0], np.float32), np.array(self._extent(size), np.float32), seed)
        self._begin(Course.along(trajectory, seconds, rounds or None), voice, time_s, asker, now)

    def _begin(self, course: Course, voice: int, time_s: float, asker: Asker, now: Moment) -> None:
        """Send voices along a course that stays where the decoder can be trusted; while points are looked for its time may pass."""
        if time_s != NOW and now.time_s - time_s > TOLERANCE_S:
            self._counts.late += 1
            self._replies.complain(asker.sender, now.time_s, "late", asker.path, now.time_s - time_s)
        way = course.way
        course = replace(course, way=lambda times_s: np.clip(way(times_s), *self._reach))
        self._tell_ended(self._journeys.begin(course, voice, time_s if time_s > now.time_s else NOW, now.time_s, asker))
        self._done(asker)

    def _need_room(self) -> None:
        """Refuse a latent space so large that a step along a path does not fit an event."""
        if self._size + 2 > MAX_VALUES:
            raise ParameterError(f"paths have at most {MAX_VALUES - 2} coordinates, this model {self._size}; send /latent instead")

    actions: dict[str, Callable[["PointDesk", Target, Values, float, Asker, Moment], None]] = {
        "anchor/labels": _name_labels, "anchor/now": _name_found, "anchor/heard": _name_found, "anchor/latent": _name_latent,
        "anchor/delete": _delete, "anchor/list": _list, "anchor/get": _tell, "anchor/mix": _mix,
        "morph": _morph, "trajectory": _trajectory,
    }  # fmt: skip
