"""Wires the instrument: which processes there are, what they share, how they start and stop.

    parent ─ starts, watches, stops
    control     UDP in and out, the address table            control_process.run
    synthesis   voices, one batched decode per hop, phase    synthesis.run
    audio       pyo and its callback, nothing else           audio.run
    listening   input ring, ear, note tracker                listening.run   (with --transcribe)

Rings and queues (see `links.Links`): control → synthesis, synthesis → control, synthesis → audio
(sound), audio → listening (sound), control → listening, listening → control. A bell wakes the
synthesis for each block that the audio consumed, another the listening for each block of input; a
socket pair wakes the control when something was heard.
"""

import socket
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess

from xmodal_rt import child
from xmodal_rt.audio import process as audio
from xmodal_rt.audio.process import OutputDevice
from xmodal_rt.control import process as control_process
from xmodal_rt.errors import DeviceError
from xmodal_rt.links import Links, Status
from xmodal_rt.model import checkpoint_config
from xmodal_rt.ring import AudioRing
from xmodal_rt.settings import ServeSettings

_READY_S = 60.0
_INPUT_S = 1.0
_FADE_S = 1.5


class Stage:
    """One running instrument, from `open` to `close`."""

    def __init__(self, settings: ServeSettings) -> None:
        self.settings = settings
        self.folder = checkpoint_config.find(settings.checkpoint)
        self.config = checkpoint_config.read_config(self.folder)
        checkpoint_config.verify_files(self.folder, self.config)
        self._socket = control_process.bind(settings.host, settings.osc_port)
        self.device: OutputDevice = audio.describe(settings)
        self.config.analysis.n_fft(self.device.sample_rate)
        block = self.device.block
        self.links = Links(
            output=AudioRing((max(settings.blocks_ahead(block)) + 2) * block, 1),
            input=AudioRing(max(int(_INPUT_S * self.device.sample_rate), 4 * block), 1),
        )
        # The parent keeps both ends: with the last sender gone, the control's end would always be ready to read.
        self._doorbell = socket.socketpair()
        self.processes: dict[str, BaseProcess] = {}

    def open(self) -> None:
        """Start every process and wait until all of them are ready.

        Raises
        ------
        DeviceError
            If one of them ends, or is not ready in time.
        """
        s, links, device = self.settings, self.links, self.device
        for end in self._doorbell:
            end.setblocking(False)
        self.processes["synthesis"] = child.start("xmodal_rt.synthesis.process", links, s, self.folder, device)
        self.processes["audio"] = child.start("xmodal_rt.audio.process", links, s, device)
        self.processes["control"] = child.start("xmodal_rt.control.process", links, s, self.config, self._socket, self._doorbell[1], device)
        ready = [Status.SYNTHESIS_READY, Status.AUDIO_READY, Status.CONTROL_READY]
        if s.transcribe:
            self.processes["listening"] = child.start("xmodal_rt.listening.process", links, s, self.folder, device, self._doorbell[0])
            ready.append(Status.LISTENING_READY)
        self._socket.close()
        self._await(ready)

    def _await(self, ready: list[Status]) -> None:
        status = self.links.status.view
        deadline = time.monotonic() + _READY_S
        while not all(status[flag] for flag in ready):
            self._check()
            if time.monotonic() > deadline:
                raise DeviceError(f"not ready after {_READY_S:.0f} s; stop what else runs on this machine and try again")
            time.sleep(0.02)

    def _check(self) -> None:
        for name, process in self.processes.items():
            if process.exitcode is not None and not self.links.stop.is_set():
                raise DeviceError(f"the {name} process ended with code {process.exitcode}; see its message above, then start again")

    def watch(self, tick: Callable[[], None] = lambda: None) -> None:
        """Wait until somebody stops the instrument; raise DeviceError when a part of it dies."""
        while not self.links.stop.wait(0.2):
            self._check()
            tick()

    def close(self) -> None:
        """Fade out and end every process; none is left behind."""
        self.links.stop.set()
        self.links.bell.release()
        self.links.input_bell.release()
        for process in self.processes.values():
            process.join(_FADE_S)
        for process in self.processes.values():
            if process.is_alive():
                process.kill()
                process.join()
        for end in self._doorbell:
            end.close()


def serve(settings: ServeSettings, say: Callable[[str], None]) -> None:
    """Run the instrument until /quit, Ctrl-C or SIGTERM; `say` gets what the performer should read."""
    began = time.monotonic()
    stage = Stage(settings)
    say(f"checkpoint {stage.config.name} · {stage.device.text}")
    try:
        stage.open()
        say(f"OSC in on {settings.host}:{settings.osc_port}, out on {settings.reply_port}")
        say(f"ready after {time.monotonic() - began:.1f} s; stop with Ctrl-C or /xmodal/quit")
        stage.watch()
    finally:
        stage.close()
