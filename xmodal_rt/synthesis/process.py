"""The synthesis process: woken by the audio, renders the blocks that it consumed."""

import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from xmodal_rt import realtime
from xmodal_rt.audio.process import OutputDevice
from xmodal_rt.clock import SampleClock
from xmodal_rt.errors import DeviceError
from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind, Refusal
from xmodal_rt.links import Links, Status
from xmodal_rt.model import checkpoint
from xmodal_rt.settings import FEW_VOICES, ServeSettings
from xmodal_rt.synthesis.instrument import Instrument
from xmodal_rt.synthesis.schedule import Schedule
from xmodal_rt.synthesis.tape import Tape

PRIORITY = 60
_LATE_S = 0.001
_PATIENCE_S = 0.2
"""how long the audio may stay away before the synthesis looks whether it should end"""
_CALM_S = 0.25
"""how long few voices must have sounded until less sound waits"""
_LOADS = 512
MAX_QUESTIONS = 256
"""that wait for their answer, one of which is given per block; the oldest goes"""


def choose_device(wish: str) -> str:
    """"cpu" or "cuda" for a wish of auto, cpu or cuda.

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
        self._questions: deque[Event] = deque(maxlen=MAX_QUESTIONS)
        self._block_s = block / instrument.sr
        self._calm_enough = round(_CALM_S * instrument.sr)
        self._ahead = ahead[0] * block, ahead[1] * block
        self._calm = 0
        """samples since more than a few voices sounded"""
        self._out = np.zeros((block, 1), np.float32)
        self._status = links.status.view
        self._loads = np.zeros(_LOADS)
        self._blocks = 0

    def fill(self) -> None:
        """Render what the audio has consumed since the last call."""
        while self.links.output.readable < self._wanted():
            began = time.perf_counter()
            self._take_events()
            self.clock.update(*self.links.clock.read())
            due = self._due()
            self.tape.take(self.instrument, due)
            self.instrument.render(self._out[:, 0], due)
            self.links.output.write(self._out)
            self.instrument.prepare()
            if self._questions:
                self.links.from_synthesis.push(self.instrument.answer(self._questions.popleft()))
            self._calm = self._calm + len(self._out) if self.instrument.active <= FEW_VOICES else 0
            self._note_load(time.perf_counter() - began)

    def _wanted(self) -> int:
        few, many = self._ahead
        return few if self._calm >= self._calm_enough else many

    def _take_events(self) -> None:
        while (event := self.links.to_synthesis.pop()) is not None:
            if event.kind is Kind.CLEAR:
                self.schedule.clear()
            elif event.kind in (Kind.LOOK_UP, Kind.WHERE):
                self._questions.append(event)
            elif not self.schedule.add(event):
                self._refuse(event, Refusal.SCHEDULE_FULL)

    def _due(self) -> list[tuple[int, Event]]:
        """Events of the block to come, each with its offset in samples."""
        first, n = self.instrument.frame, len(self._out)
        due: list[tuple[int, Event]] = []
        while (event := self.schedule.due(self.clock.time_s(first + n))) is not None:
            offset = 0
            if event.time_s > NOW:
                offset = round(self.clock.frame(event.time_s)) - first
                if offset * self._block_s / n < -_LATE_S:
                    self._refuse(event, Refusal.LATE, -offset / self.instrument.sr)
            due.append((min(max(offset, 0), n - 1), event))
        return due

    def _refuse(self, event: Event, reason: Refusal, detail: float = 0.0) -> None:
        self._status[Status.LATE if reason is Refusal.LATE else Status.REFUSED] += 1
        self.links.from_synthesis.push(Event(event.time_s, Kind.REFUSED, ALL_VOICES, (float(reason), detail, float(event.kind))))

    def _note_load(self, work_s: float) -> None:
        self._loads[self._blocks % _LOADS] = work_s / self._block_s
        self._blocks += 1
        self._status[Status.VOICES] = self.instrument.active
        self._status[Status.FAULTS] = self.instrument.faults
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


def build(folder: Path, wish: str, sr: int, voices: int, hop_length: int, report: Callable[[Event], object]) -> Instrument:
    """Load the model for a device of the wish auto, cpu or cuda, with a copy on the CPU beside one on a GPU, and warm both up."""
    device = choose_device(wish)
    standby = None if device == "cpu" else checkpoint.load(folder)
    instrument = Instrument(checkpoint.load(folder, device), sr, voices, hop_length, report, standby)
    warm_up(instrument)
    if wish == "auto":
        instrument.decoder.prefer_quicker(voices)
    return instrument


def run(links: Links, settings: ServeSettings, folder: Path, device: OutputDevice) -> None:
    """Be the synthesis process until `links.stop` is set."""
    torch.set_num_threads(1)
    report = links.from_synthesis.push
    instrument = build(folder, settings.device, device.sample_rate, settings.voices, settings.hop_length, report)
    renderer = Renderer(links, instrument, device.block, settings.blocks_ahead(device.block))
    realtime.prepare(PRIORITY)
    if settings.awake:
        realtime.stay_awake()
    if settings.record:
        renderer.tape.start()
    links.status.view[Status.SYNTHESIS_READY] = 1
    while not links.stop.is_set():
        renderer.fill()
        links.bell.acquire(timeout=_PATIENCE_S)
