"""Wires the instrument: which processes there are, what they share, how they start and stop.

    parent ─ starts, watches, begins anew, stops             supervision.Supervision
    control     UDP in and out, the address table            control.process.run
    synthesis   voices, one batched decode per hop, phase    synthesis.process.run
    audio       pyo and its callback, nothing else           audio.process.run
    listening   input ring, ear, note tracker                listening.process.run   (with --transcribe)
    web         HTTP and WebSocket, a client of the control  web.process.run         (unless --no-web)
    midi        one MIDI input, a client of the control      midi.process.run        (with --midi)

Rings and queues (see `links.Links`): control → synthesis, synthesis → control, synthesis → audio
(sound), audio → listening (sound), control → listening, listening → control, parent ↔ control, and with --record synthesis → parent;
what the log tells of messages control → parent. A bell
wakes the synthesis for each block that the audio consumed, another the listening for each block of
input; a socket pair wakes the control when something was heard.
"""

import gc
import logging
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from xmodal_rt import child, realtime
from xmodal_rt.audio import device as audio
from xmodal_rt.audio.device import OutputDevice
from xmodal_rt.control import process as control_process
from xmodal_rt.errors import DeviceError, XmodalError
from xmodal_rt.journal import Journal, open_at
from xmodal_rt.links import Links, Part, Status
from xmodal_rt.midi import map_file
from xmodal_rt.model import anchors, checkpoint_config
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.recorder import Recorder, head_of
from xmodal_rt.ring import AudioRing
from xmodal_rt.score import Head
from xmodal_rt.settings import MAX_AHEAD, ServeSettings
from xmodal_rt.succession import Begins, Model, Succession
from xmodal_rt.supervision import EVERY_S, Supervision
from xmodal_rt.web import process as web_process

PRIORITY = 45
"""above the control: a flood of messages must not keep a dead process from being replaced"""
_READY_S = 60.0
_INPUT_S = 1.0
_FADE_S = 1.5


class Stage:
    """One running instrument, from `open` to `close`; `journal` says meanwhile what the performer should read."""

    def __init__(self, settings: ServeSettings, journal: Journal) -> None:
        say = journal.say
        self.settings, self.journal = settings, journal
        self.folder, self.config = _found(settings)
        if settings.anchors:
            anchors.check_file(Path(settings.anchors), self.config)
        self._midi = map_file.read(Path(settings.midi_map) if settings.midi_map else None, self.config, settings.voices)
        self._socket = control_process.bind(settings.host, settings.osc_port)
        self._web = self._bind_web(say) if settings.web else None
        self.device: OutputDevice = child.ask(audio.describe, settings)
        if settings.foreign:
            self.settings = settings = self._ahead_of(self.device)
        else:
            self.config.analysis.n_fft(self.device.sample_rate)
        block = self.device.block
        self.links = Links(
            output=AudioRing((max(settings.blocks_ahead(block)) + 2) * block, 1),
            input=AudioRing(max(int(_INPUT_S * self.device.sample_rate), 4 * block), 1),
            bell=child.CONTEXT.Semaphore(0),
            input_bell=child.CONTEXT.Semaphore(0),
        )
        self.links.status.view[Status.BEGAN] = time.monotonic()
        # The parent keeps both ends, and the socket: for a control that begins anew, and since with the last
        # sender gone the control's end would always be ready to read.
        self._doorbell = socket.socketpair()
        self.supervision = Supervision(self.links, say)
        self._succession = Succession(self.links, self.supervision, self._successors, say)
        self.recorder = self._record(say) if settings.record or settings.recordings else None

    def _ahead_of(self, device: OutputDevice) -> ServeSettings:
        """Let a block of a foreign model more wait than is heard, unless the settings say how much."""
        from xmodal_rt.foreign.model import open_file

        blocks = min(open_file(self.folder).blocks(device.sample_rate, device.block), MAX_AHEAD)
        return replace(self.settings, ahead=self.settings.ahead or blocks)

    def _bind_web(self, say: Callable[[str], None]) -> socket.socket | None:
        """Open the socket of the web process; the instrument plays without it as well."""
        try:
            return web_process.bind(self.settings.web_port)
        except DeviceError as error:
            say(str(error))
            return None

    @property
    def web_port(self) -> int | None:
        """TCP port of the web process; None without it."""
        return self._web.getsockname()[1] if self._web else None

    def _record(self, say: Callable[[str], None]) -> Recorder:
        path, folder = (Path(name) if name else None for name in (self.settings.record, self.settings.recordings))
        return Recorder(path, folder, self.links, self.config, self._head(self.folder, self.config), say)

    def _head(self, folder: Path, config: CheckpointConfig) -> Head:
        s, device = self.settings, self.device
        return head_of(folder.name, config, s.device, device.sample_rate, device.block, s.voices, s.hop_length)

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
        child.prepare("xmodal_rt.audio.process")
        self._add(Part.AUDIO, links, s, device)
        self._add(Part.CONTROL, links, s, self.config, self._socket, self._doorbell[1], device)
        instrument = child.prepare("xmodal_rt.synthesis.process", links, s, self.folder, device)
        ear = child.prepare("xmodal_rt.listening.process", self.folder, device) if s.transcribe else None
        if self._web:
            places = child.prepare("xmodal_rt.web.places", self.folder, s.voices, instrument) if s.panel else None
            self._add(Part.WEB, links, s, self.config, self._web, self.folder, places)
        gc.freeze()  # what is here already, no process that is forked needs to look through
        self._add(Part.SYNTHESIS, links, s, self.folder, device, instrument)
        if s.transcribe:
            self._add(Part.LISTENING, links, s, self.folder, device, self._doorbell[0], ear)
        if s.midi:
            self._add(Part.MIDI, links, s, self.config.vocabulary, self._midi)
        self.supervision.await_ready(_READY_S)
        realtime.prepare(PRIORITY)

    def _add(self, part: Part, *args: Any) -> None:
        self.supervision.add(part, self._begin(part, *args))

    def _begin(self, part: Part, *args: Any) -> Callable[[], BaseProcess]:
        return partial(child.start, part, self.links.words, f"xmodal_rt.{part.name.lower()}.process", *args)

    def _successors(self, model: Model) -> Begins:
        """Return what begins the processes of another model, if it can play here: of what the parent has prepared they use nothing."""
        s, links, device = self.settings, self.links, self.device
        model.config.analysis.n_fft(device.sample_rate)
        if s.anchors:
            anchors.check_file(anchors.file_of(Path(s.anchors), model.folder.name, s.checkpoint), model.config)
        if self.recorder is not None:
            self.recorder.know(model.number, model.config, self._head(model.folder, model.config))
        midi = map_file.read(Path(s.midi_map) if s.midi_map else None, model.config, s.voices)
        return {
            Part.CONTROL: self._begin(
                Part.CONTROL, links, s, model.config, self._socket, self._doorbell[1], device, model.number, model.folder.name
            ),
            Part.WEB: self._begin(Part.WEB, links, s, model.config, self._web, model.folder),
            Part.MIDI: self._begin(Part.MIDI, links, s, model.config.vocabulary, midi),
            Part.SYNTHESIS: self._begin(Part.SYNTHESIS, links, s, model.folder, device, None, model.number),
            Part.LISTENING: self._begin(Part.LISTENING, links, s, model.folder, device, self._doorbell[0], None, model.number),
        }

    def watch(self) -> None:
        """Wait until somebody stops the instrument; begin anew what dies meanwhile.

        Raises
        ------
        DeviceError
            If that does not help.
        """
        while not self.links.stop.wait(EVERY_S):
            self.supervision.look(time.monotonic())
            self._succession.look(time.monotonic())
            if self.recorder is not None:
                self.recorder.work()
            self.journal.work(self.links, time.monotonic())

    def close(self) -> None:
        """Fade out and end every process; none is left behind."""
        self.links.stop.set()
        self.links.bell.release()
        self.links.input_bell.release()
        self._succession.close()
        self.supervision.end(_FADE_S)
        if self.recorder is not None:
            self.recorder.close()
        self.journal.end(self.links)
        for end in (*self._doorbell, self._socket, self._web):
            if end:
                end.close()


def _found(settings: ServeSettings) -> tuple[Path, CheckpointConfig]:
    """Return the folder of the checkpoint, or the file of a foreign model, and what it says of itself."""
    if settings.foreign:
        from xmodal_rt.foreign.model import check, open_file  # which takes torch

        check(settings)
        path = Path(settings.checkpoint)
        return path, open_file(path).config
    folder = checkpoint_config.find(settings.checkpoint)
    config = checkpoint_config.read_config(folder)
    checkpoint_config.verify_files(folder, config)
    return folder, config


def serve(settings: ServeSettings, say: Callable[[str], None]) -> None:
    """Run the instrument until /quit, Ctrl-C or SIGTERM; `say` gets what the performer should read."""
    journal = open_at(settings, say)
    try:
        _serve(Stage(settings, journal), settings, journal.say)
    except XmodalError as error:
        journal.write(str(error), logging.ERROR)
        raise
    finally:
        journal.close()


def _serve(stage: Stage, settings: ServeSettings, say: Callable[[str], None]) -> None:
    began = stage.links.status.view[Status.BEGAN]
    say(f"checkpoint {stage.config.name} · {stage.device.text}")
    try:
        stage.open()
        say(f"OSC in on {settings.host}:{settings.osc_port}, out on {settings.reply_port}")
        if stage.web_port:
            here = f"http://{web_process.HOST}:{stage.web_port}/"
            say(f"OSCQuery and WebSocket on {here}")
            if settings.panel:
                say(f"panel on {here}panel/")
        if settings.midi:
            say(f"MIDI in from {settings.midi}")
        say(f"ready after {time.monotonic() - began:.1f} s; stop with Ctrl-C or /xmodal/quit")
        stage.watch()
    finally:
        stage.close()
