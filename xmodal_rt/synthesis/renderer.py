"""Keeps the ring of finished sound filled: gives every event its sample, and measures the work."""

import math
import time
from collections import deque

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.allowance import Allowance
from xmodal_rt.clock import SampleClock
from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind, Refusal
from xmodal_rt.links import Links, Part, Status
from xmodal_rt.settings import FEW_VOICES
from xmodal_rt.synthesis.economy import Economy
from xmodal_rt.synthesis.instrument import Instrument
from xmodal_rt.synthesis.legacy import EVERY, Legacy
from xmodal_rt.synthesis.schedule import Schedule
from xmodal_rt.synthesis.tape import Tape

_LATE_S = 0.001
_CALM_S = 0.25
"""how long few voices must have sounded until less sound waits"""
_LOADS = 512
_READ_PER_S, _READ_AT_ONCE = 16_000, 64
"""messages that are read, and at once as many; what comes more quickly waits"""
_CHANGES_PER_S, _CHANGES_AT_ONCE = 20_000, 32
"""coordinates of voices that the sound has time to change, and at once as many of each voice; of what waits longer the newest counts"""
_DEAR = {Kind.NOTE: 12, Kind.SYMBOL: 8, Kind.LATENT: 3, Kind.JOIN: 3, Kind.STEP: 3}
"""what takes as long as so many coordinates, or may come as seldom"""
MAX_QUESTIONS = 256
"""that wait for their answer, one of which is given per block; the oldest goes"""


class Renderer:
    """Keeps some blocks of finished sound in the ring, and gives every event its sample.

    `ahead` are the blocks while few voices sound, and while more do. More are ready as soon as more voices
    sound, and fewer once that has been over for some time. `number` is that of the model, `budget` the
    mean load, as a share of a block's time, above which work is saved.
    """

    def __init__(
        self, links: Links, instrument: Instrument, block: int, ahead: tuple[int, int], number: int = 0, budget: float = math.inf
    ) -> None:
        self.links, self.instrument, self.block, self.number = links, instrument, block, number
        self.heir: int | None = None
        """number of the model whose synthesis is to take over"""
        self.clock = SampleClock(instrument.sr)
        self.schedule = Schedule()
        self.tape = Tape(links.to_score, links.status.view)
        self.legacy = Legacy(links.kept[Part.SYNTHESIS])
        self._unheard = 0
        """samples that nobody took"""
        self._questions: deque[Event] = deque(maxlen=MAX_QUESTIONS)
        self._block_s = block / instrument.sr
        self._calm_enough = round(_CALM_S * instrument.sr)
        self._ahead = ahead[0] * block, ahead[1] * block
        self._reading = Allowance(_READ_PER_S, _READ_AT_ONCE)
        self._changing = Allowance(_CHANGES_PER_S, _CHANGES_AT_ONCE * instrument.voices)
        self._calm = 0
        """samples since more than a few voices sounded"""
        self._out = np.zeros((block, 1), np.float32)
        self._tail = np.zeros((block, 1), np.float32)
        self._status = links.status.view
        self._loads = np.zeros(_LOADS)
        self._economy = Economy(budget, self._block_s)
        self._ordered: list[tuple[int, Event]] = []
        """what the next block begins with, of our own accord"""
        self._blocks = 0

    def begin(self, first: bool) -> None:
        """Say which model plays; unless it is the first synthesis, go on with what the one before left, where its sound ends.

        So does what that one recorded.
        """
        model = Event(NOW, Kind.MODEL, values=(float(self.number),))
        self.links.from_synthesis.push(model)
        if self._status[Status.ECONOMY]:
            self._tell_economy()
        if not first:
            self.legacy.take_up(self.instrument, self.links.output.count_written)
            self.links.to_score.push(Event(float(self.instrument.frame), Kind.TAPE_END))
        self.links.to_score.push(model)
        while (event := self.links.passed_on.pop()) is not None:
            self.schedule.add(event)

    def fill(self) -> None:
        """Render what the audio has consumed since the last call."""
        while self.heir is None and self.links.output.readable < self._wanted():
            began = time.perf_counter()
            self._render()
            self.links.output.write(self._out)
            self._look_ahead()
            self._note_load(time.perf_counter() - began)

    def pass_over(self, seconds: float) -> None:
        """Let the sound go on though nobody takes it: notes end in time, and messages do not pile up.

        The sample clock stands still meanwhile, so that what is due is told by the monotonic clock.
        """
        until_s = time.monotonic()
        for _ in range(round(seconds / self._block_s)):
            self._render(until_s)
            self._unheard += len(self._out)
            self._look_ahead()

    def _render(self, until_s: float | None = None) -> None:
        self.links.beats.view[Part.SYNTHESIS] += 1  # many blocks in a row must not look like a process that hangs
        self._take_events()
        self.clock.update(*self.links.clock.read())
        self._play(self._due(until_s))

    def _play(self, due: list[tuple[int, Event]]) -> None:
        due, self._ordered = self._ordered + due, []
        self.tape.take(self.instrument, due)
        self.legacy.note(due)
        self.instrument.render(self._out[:, 0], due)
        if self.links.tail.read_into(self._tail):
            self._out += self._tail

    def ahead_of_time(self, due: list[tuple[int, Event]]) -> NDArray[np.float32]:
        """Return the next block [n, 1], whoever wants it, with the events that are due in it."""
        self._play(due)
        self.instrument.prepare()
        return self._out.copy()

    def _look_ahead(self) -> None:
        """Do what can wait until the block is delivered."""
        self.instrument.prepare()
        if self._questions:
            self.links.from_synthesis.push(self.instrument.answer(self._questions.popleft()))
        if self._blocks % EVERY == 0:
            self.legacy.leave(self.instrument)
        self._status[Status.VOICES] = sounding = self.instrument.active
        self._status[Status.FAULTS] = self.instrument.faults
        self._calm = self._calm + len(self._out) if sounding <= FEW_VOICES else 0

    def _wanted(self) -> int:
        few, many = self._ahead
        return few if self._calm >= self._calm_enough else many

    def _take_events(self) -> None:
        self._reading.pass_time(self._block_s)
        while self._reading.left >= 1:
            event = self.links.to_synthesis.pop() if self.heir is None else None
            if event is None:
                return
            self._reading.spend()
            if event.kind is Kind.CLEAR:
                self.schedule.clear()
            elif event.kind in (Kind.LOOK_UP, Kind.WHERE):
                self._questions.append(event)
            elif event.kind is Kind.RECORD:
                self._record(event.values)
            elif event.kind is Kind.HAND_OVER:
                self.heir = int(event.values[0]) if event.values[0] > self.number else None
            elif not self.schedule.add(event):
                self.refuse(event, Refusal.SCHEDULE_FULL)

    def _record(self, name: tuple[float, ...]) -> None:
        """End the recording that runs, and begin another one if it has a name."""
        self.tape.stop(self.instrument.frame)
        if name:
            self.tape.start(name)

    def _due(self, until_s: float | None) -> list[tuple[int, Event]]:
        """Events of the block to come, each with its offset in samples; where nobody hears it, those until `until_s`, at its beginning."""
        first, n = self.instrument.frame - self._unheard, len(self._out)
        before_s = self.clock.time_s(first + n)
        if until_s is not None:
            before_s = max(before_s, until_s)
        late_s = self.clock.time_s(first)
        due: list[tuple[int, Event]] = []
        self._changing.pass_time(self._block_s)
        while self._changing.left > 0 and (event := self.schedule.due(before_s, late_s)) is not None:
            self._changing.spend(self._changed_by(event))
            offset = 0
            if event.time_s > NOW and until_s is None:
                offset = round(self.clock.frame(event.time_s)) - first
                if offset * self._block_s / n < -_LATE_S:
                    self.refuse(event, Refusal.LATE, -offset / self.instrument.sr)
            due.append((min(max(offset, 0), n - 1), event))
        return due

    def _changed_by(self, event: Event) -> int:
        """How long an event takes, in coordinates of one voice."""
        many = event.voice == ALL_VOICES and event.kind is not Kind.NOTE
        return _DEAR.get(event.kind, 1) * (self.instrument.active or 1 if many else 1)

    def refuse(self, event: Event, reason: Refusal, detail: float = 0.0) -> None:
        """Say why an event is not done, or not as it was meant."""
        self._status[Status.LATE if reason is Refusal.LATE else Status.REFUSED] += 1
        self.links.from_synthesis.push(Event(event.time_s, Kind.REFUSED, ALL_VOICES, (float(reason), detail, float(event.kind))))

    def _note_load(self, work_s: float) -> None:
        load = work_s / self._block_s
        if self._economy.weigh(load):
            self._ordered = [(0, self._tell_economy())]
        self._loads[self._blocks % _LOADS] = load
        self._blocks += 1
        if self._blocks % _LOADS == 0:
            self._status[Status.LOAD_P50], self._status[Status.LOAD_P99] = np.percentile(self._loads, (50, 99))

    def _tell_economy(self) -> Event:
        """Say what is saved from now on; return the event that lets the instrument save it."""
        event = Event(NOW, Kind.ECONOMY, ALL_VOICES, (float(self._economy.stage),))
        self._status[Status.ECONOMY] = self._economy.stage
        self.links.from_synthesis.push(event)
        return event
