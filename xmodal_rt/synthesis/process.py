"""The synthesis process: woken by the audio, renders the blocks that it consumed."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from xmodal_rt import realtime
from xmodal_rt.audio.device import OutputDevice
from xmodal_rt.errors import CheckpointError, DeviceError
from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.links import Links, Part, Status
from xmodal_rt.model import checkpoint
from xmodal_rt.settings import ServeSettings
from xmodal_rt.synthesis import succession
from xmodal_rt.synthesis.instrument import Instrument
from xmodal_rt.synthesis.renderer import Renderer

PRIORITY = 60
_PATIENCE_S, _PATIENT_BLOCKS = 0.2, 3
"""how long the audio may stay away before the sound goes on without it: the longer of the two"""
_FADE_S = 0.2
"""how long the sound goes on at the end: the audio fades it out"""


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
    """Load the model for a device of the wish auto, cpu or cuda, with a copy on the CPU beside one on a GPU, and warm both up.

    Raises
    ------
    CheckpointError
        If it cannot be loaded, or decodes to what is no number.
    """
    if folder.suffix == ".ts":
        return _build_foreign(folder, sr, voices, hop_length, report)
    device = choose_device(wish)
    standby = None if device == "cpu" else checkpoint.load(folder)
    instrument = Instrument(checkpoint.load(folder, device), sr, voices, hop_length, report, standby)
    warm_up(instrument)
    if instrument.faults:
        raise CheckpointError(f"the model in {folder} decodes to what is no number; train or export it again")
    if wish == "auto":
        instrument.decoder.prefer_quicker(voices)
    return instrument


def _build_foreign(path: Path, sr: int, voices: int, hop_length: int, report: Callable[[Event], object]) -> Instrument:
    from xmodal_rt.foreign.model import open_file
    from xmodal_rt.synthesis.foreign import ForeignInstrument

    instrument = ForeignInstrument(open_file(path), sr, voices, hop_length, report)
    warm_up(instrument)
    return instrument


def run(
    links: Links, settings: ServeSettings, folder: Path, device: OutputDevice, prepared: Instrument | None = None, number: int = 0
) -> None:
    """Be the synthesis process until `links.stop` is set, or another one takes over.

    The `prepared` instrument plays where there is no GPU, and where one was used before this process took the
    place of another: on the CPU the sound is back at once. With a model of a higher `number` than the one that plays
    it gets ready, and waits for its turn.
    """
    torch.set_num_threads(1)
    turns = links.turns.view
    heir, first = turns[Part.SYNTHESIS] < number, links.begun.view[Part.SYNTHESIS] <= 1
    if heir:
        realtime.step_down()

    def report(event: Event) -> None:
        if turns[Part.SYNTHESIS] >= number:  # until then another one writes to the ring
            links.from_synthesis.push(event)

    if prepared is None or (first and settings.device != "cpu" and torch.cuda.device_count()):
        prepared = build(folder, settings.device, device.sample_rate, settings.voices, settings.hop_length, report)
    else:
        warm_up(prepared)
    renderer = Renderer(links, prepared, device.block, settings.blocks_ahead(device.block), number, settings.budget)
    realtime.prepare(PRIORITY)
    if settings.awake:
        realtime.stay_awake()
    if heir and not succession.await_turn(renderer):
        return
    renderer.begin(first and not heir)
    while links.bell.acquire(block=False):
        pass
    if settings.record:
        renderer.tape.start()
    links.status.view[Status.SYNTHESIS_READY] = 1
    play(renderer, links, max(_PATIENCE_S, _PATIENT_BLOCKS * device.block / device.sample_rate))


def play(renderer: Renderer, links: Links, patience_s: float) -> None:
    """Render what the audio takes until `links.stop` is set, and fade, or until another synthesis takes over.

    While the audio is away for `patience_s`, let the sound go on unheard.
    """
    beats = links.beats.view
    while not links.stop.is_set():
        beats[Part.SYNTHESIS] += 1
        renderer.fill()
        if renderer.heir is not None:
            succession.hand_over(renderer, renderer.heir)
            realtime.step_down()  # to end takes time, which the other one needs
            return
        if not links.bell.acquire(timeout=patience_s):
            renderer.pass_over(patience_s)
    faded_s = time.monotonic() + _FADE_S
    while time.monotonic() < faded_s:
        renderer.fill()
        links.bell.acquire(timeout=_FADE_S)
    renderer.tape.stop(renderer.instrument.frame)
