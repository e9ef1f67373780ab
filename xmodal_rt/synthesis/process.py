"""The synthesis process: woken by the audio, renders the blocks that it consumed."""

import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from xmodal_rt import realtime
from xmodal_rt.audio.device import OutputDevice
from xmodal_rt.clock import SampleClock
from xmodal_rt.errors import DeviceError
from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind, Refusal
from xmodal_rt.links import Links, Part, Status
from xmodal_rt.model import checkpoint
from xmodal_rt.settings import FEW_VOICES, ServeSettings
from xmodal_rt.synthesis.instrument import Instrument
from xmodal_rt.synthesis.legacy import EVERY, Legacy
from xmodal_rt.synthesis.schedule import Schedule
from xmodal_rt.synthesis.tape import Tape

PRIORITY = 60
_LATE_S = 0.001
_PATIENCE_S, _PATIENT_BLOCKS = 0.2, 3
"""how long the audio may stay away before the sound goes on without it: the longer of the two"""
_FADE_S = 0.2
"""how long the sound goes on at the end: the audio fades it out"""
_CALM_S = 0.25
"""how long few voices must have sounded until less sound waits"""
_LOADS = 512
_READ_PER_S, _READ_AT_ONCE = 40_000, 64
"""messages that a block reads at most; what comes more quickly waits"""
_CHANGES_PER_S, _CHANGES_AT_ONCE = 15_000, 4
"""changes of one voice that the sound has time for, and at once as many of each voice; of what waits longer the newest counts"""
MAX_QUESTIONS = 256
"""that wait for their answer, one of which is given per block; the oldest goes"""


def choose_device(wish: str) -> str:
    """Return "cpu" or "cuda" for a wish of auto, cpu or cuda.

    Raises
    ------
    DeviceError
        If cuda is asked for and there is none.
    """
    if wish == "cuda" and not torch.cuda.is_available():
        raise DeviceError("there is no CUDA device that torch can use; start with --device cpu")
    return "cuda" if wish != "cpu" and torch.cuda.is_available() else "cpu"


class Renderer:
    """Keeps some blocks of finished sound in the ring, and gives every event its sample.

    `ahead` are the blocks while few voices sound, and while more do. More are ready as soon as more voices
    sound, and fewer once that has been over for some time.
    """

    def __init__(self, links: Links, instrument: Instrument, block: int, ahead: tuple[int, int]) -> None:
        self.links, self.instrument = links, instrument
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
        self._most_read = max(_READ_AT_ONCE, round(_READ_PER_S * self._block_s))
        self._changes = self._most_changes = float(_CHANGES_AT_ONCE * instrument.voices)
        """changes that there is time for"""
        self._calm = 0
        """samples since more than a few voices sounded"""
        self._out = np.zeros((block, 1), np.float32)
        self._status = links.status.view
        self._loads = np.zeros(_LOADS)
        self._blocks = 0

    def take_over(self) -> None:
        """Go on, with what a synthesis before this one left, where the sound that it delivered ends; so does what it recorded."""
        self.legacy.take_up(self.instrument, self.links.output.count_written)
        self.links.to_score.push(Event(float(self.instrument.frame), Kind.TAPE_END))

    def fill(self) -> None:
        """Render what the audio has consumed since the last call."""
        while self.links.output.readable < self._wanted():
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
            self.links.beats.view[Part.SYNTHESIS] += 1  # a long block must not look like a process that hangs
            self._render(until_s)
            self._unheard += len(self._out)
            self._look_ahead()

    def _render(self, until_s: float | None = None) -> None:
        self._take_events()
        self.clock.update(*self.links.clock.read())
        due = self._due(until_s)
        self.tape.take(self.instrument, due)
        self.legacy.note(due)
        self.instrument.render(self._out[:, 0], due)

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
        for _ in range(self._most_read):
            event = self.links.to_synthesis.pop()
            if event is None:
                return
            if event.kind is Kind.CLEAR:
                self.schedule.clear()
            elif event.kind in (Kind.LOOK_UP, Kind.WHERE):
                self._questions.append(event)
            elif event.kind is Kind.RECORD:
                self._record(event.values)
            elif not self.schedule.add(event):
                self._refuse(event, Refusal.SCHEDULE_FULL)

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
        self._changes = min(self._most_changes, self._changes + _CHANGES_PER_S * self._block_s)
        while self._changes > 0 and (event := self.schedule.due(before_s, late_s)) is not None:
            self._changes -= self._changed_by(event)
            offset = 0
            if event.time_s > NOW and until_s is None:
                offset = round(self.clock.frame(event.time_s)) - first
                if offset * self._block_s / n < -_LATE_S:
                    self._refuse(event, Refusal.LATE, -offset / self.instrument.sr)
            due.append((min(max(offset, 0), n - 1), event))
        return due

    def _changed_by(self, event: Event) -> int:
        """How many voices an event changes; a note one, which takes as long as two."""
        if event.kind is Kind.NOTE:
            return 2
        return self.instrument.active or 1 if event.voice == ALL_VOICES else 1

    def _refuse(self, event: Event, reason: Refusal, detail: float = 0.0) -> None:
        self._status[Status.LATE if reason is Refusal.LATE else Status.REFUSED] += 1
        self.links.from_synthesis.push(Event(event.time_s, Kind.REFUSED, ALL_VOICES, (float(reason), detail, float(event.kind))))

    def _note_load(self, work_s: float) -> None:
        self._loads[self._blocks % _LOADS] = work_s / self._block_s
        self._blocks += 1
        if self._blocks % _LOADS == 0:
            self._status[Status.LOAD_P50], self._status[Status.LOAD_P99] = np.percentile(self._loads, (50, 99))


def warm_up(instrument: Instrument) -> None:
    """Run every batch size, so that nothing is compiled or first allocated while somebody listens."""
    out = np.zeros(instrument.hop_length, np.float32)
    z = (0.0,) * instrument.checkpoint.config.latent_size
    for voice in range(instrument.voices):
        for _ in range(3):
            instrument.render(out, [(0, Event(NOW, Kind.LATENT, voice, z))])
    instrument.render(out, [(0, Event(NOW, Kind.PANIC))])
    while instrument.active:
        instrument.render(out)
    instrument.frame = 0


def prepare(links: Links, settings: ServeSettings, folder: Path, device: OutputDevice) -> Instrument:
    """Build the instrument that the processes forked from this one play: on the CPU, since what holds a GPU must not be forked.

    Raises
    ------
    DeviceError
        If a GPU is asked for and there is none.
    """
    torch.set_num_threads(1)
    if settings.device == "cuda" and not torch.cuda.device_count():
        choose_device(settings.device)
    return build(folder, "cpu", device.sample_rate, settings.voices, settings.hop_length, links.from_synthesis.push)


def build(folder: Path, wish: str, sr: int, voices: int, hop_length: int, report: Callable[[Event], object]) -> Instrument:
    """Load the model for a device of the wish auto, cpu or cuda, with a copy on the CPU beside one on a GPU, and warm both up."""
    if folder.suffix == ".ts":
        return _build_foreign(folder, sr, voices, hop_length, report)
    device = choose_device(wish)
    standby = None if device == "cpu" else checkpoint.load(folder)
    instrument = Instrument(checkpoint.load(folder, device), sr, voices, hop_length, report, standby)
    warm_up(instrument)
    if wish == "auto":
        instrument.decoder.prefer_quicker(voices)
    return instrument


def _build_foreign(path: Path, sr: int, voices: int, hop_length: int, report: Callable[[Event], object]) -> Instrument:
    from xmodal_rt.foreign.model import open_file
    from xmodal_rt.synthesis.foreign import ForeignInstrument

    instrument = ForeignInstrument(open_file(path), sr, voices, hop_length, report)
    warm_up(instrument)
    return instrument


def run(links: Links, settings: ServeSettings, folder: Path, device: OutputDevice, prepared: Instrument | None = None) -> None:
    """Be the synthesis process until `links.stop` is set.

    The `prepared` instrument plays where there is no GPU, and where one was used before this process took the
    place of another: on the CPU the sound is back at once.
    """
    torch.set_num_threads(1)
    first = links.begun.view[Part.SYNTHESIS] <= 1
    if prepared is None or (first and settings.device != "cpu" and torch.cuda.device_count()):
        prepared = build(folder, settings.device, device.sample_rate, settings.voices, settings.hop_length, links.from_synthesis.push)
    else:
        warm_up(prepared)
    renderer = Renderer(links, prepared, device.block, settings.blocks_ahead(device.block))
    if not first:
        renderer.take_over()
    while links.bell.acquire(block=False):
        pass
    realtime.prepare(PRIORITY)
    if settings.awake:
        realtime.stay_awake()
    if settings.record:
        renderer.tape.start()
    links.status.view[Status.SYNTHESIS_READY] = 1
    play(renderer, links, max(_PATIENCE_S, _PATIENT_BLOCKS * device.block / device.sample_rate))


def play(renderer: Renderer, links: Links, patience_s: float) -> None:
    """Render what the audio takes until `links.stop` is set, and fade; while it is away for `patience_s`, let the sound go on unheard."""
    beats = links.beats.view
    while not links.stop.is_set():
        beats[Part.SYNTHESIS] += 1
        renderer.fill()
        if not links.bell.acquire(timeout=patience_s):
            renderer.pass_over(patience_s)
    faded_s = time.monotonic() + _FADE_S
    while time.monotonic() < faded_s:
        renderer.fill()
        links.bell.acquire(timeout=_FADE_S)
    renderer.tape.stop(renderer.instrument.frame)
