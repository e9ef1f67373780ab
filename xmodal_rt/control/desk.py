"""What the control does itself: answers, switches, subscriptions."""

import math
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xmodal_rt import __version__
from xmodal_rt.control import answers
from xmodal_rt.control.burst import Sender
from xmodal_rt.control.mirror import Mirror
from xmodal_rt.control.pending import Pending
from xmodal_rt.control.points import PointDesk
from xmodal_rt.control.questions import Asker
from xmodal_rt.control.replies import Replies
from xmodal_rt.control.running import Counts, Moment, Running, Values
from xmodal_rt.errors import CheckpointError, ParameterError
from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.links import Status
from xmodal_rt.model import checkpoint_config
from xmodal_rt.osc.addresses import PREFIX, Target
from xmodal_rt.recordings import score_path

__all__ = ["Counts", "Desk", "Moment", "Running", "Values"]

_LONGEST_NAME = 32
"""characters of the name of a checkpoint, which an event must hold"""
_LATENTS_PER_S = 100.0
"""while they are played; /listen/rate may ask for fewer meanwhile"""
_SILENT = 1e-6
"""level that is shown where there is none"""


class Desk:
    """Carries out the messages that no other process needs to see first."""

    def __init__(
        self, running: Running, replies: Replies, counts: Counts, status: NDArray[np.float64], before: "Desk | None" = None
    ) -> None:
        self.to_synthesis: Pending = before.to_synthesis if before else Pending()
        self.to_listening: Pending = before.to_listening if before else Pending()
        self.loading: Asker | None = before.loading if before else None
        """who asked for another model, while it is being loaded"""
        self.to_parent: list[Event] = []
        self.stopping = self.dumping = False
        self.served = 0
        """messages that were carried out"""
        self._running, self._replies, self._counts, self._status = running, replies, counts, status
        self.points = PointDesk(running, replies, counts, self.to_synthesis, self.to_listening)
        self.mirror, self.sent = Mirror(running.config), frozenset(answers.HEARD)
        self.latents_per_s: Values = (0.0,)
        """that the performer asked for"""
        self._info, self._addresses = answers.info(running.config, running.voices), answers.addresses()

    def carry_out(self, target: Target, values: Values, time_s: float, sender: Sender, now: Moment) -> bool:
        """Do what the message asks for, or raise ParameterError; return whether that is all, and nobody else answers it."""
        address = target.entry.address
        points = address in self.points.actions
        if points:
            self.points.carry_out(target, values, time_s, Asker(sender, target.path), now)
        else:
            self._actions[address](self, values, sender, now)
        self.served += 1
        return not points and address != "model/load"

    def play(self, events: list[Event]) -> list[Event]:
        """Pass on what the mirror plays; return what there was room for, the rest counts as refused."""
        passed = []
        for event in events:
            try:
                self.to_synthesis.add(event, state=event.kind is Kind.LATENT)
                passed.append(event)
            except ParameterError:
                self._counts.refused += 1
        return passed

    def _clear(self, values: Values, sender: Sender, now: Moment) -> None:
        self.to_synthesis.add(Event(NOW, Kind.CLEAR), False)

    def _listen(self, values: Values, sender: Sender, now: Moment) -> None:
        self._tell_listening(Kind.LISTEN, values)
        if not values[0]:
            self.play(self.mirror.silence())

    def _listen_rate(self, values: Values, sender: Sender, now: Moment) -> None:
        self._tell_listening(Kind.LISTEN_RATE, values)
        self.latents_per_s = values

    def _listen_calibrate(self, values: Values, sender: Sender, now: Moment) -> None:
        self._tell_listening(Kind.LISTEN_CALIBRATE, values)

    def _listen_send(self, values: Values, sender: Sender, now: Moment) -> None:
        self.sent = answers.switched(self.sent, str(values[0]), bool(values[1]))

    def _listen_to(self, values: Values, sender: Sender, now: Moment) -> None:
        self._running.need_listening()
        target, content = map(str, values)
        played_latents = self.mirror.plays_latents
        self.play(self.mirror.choose(target, content))
        if self.mirror.plays_latents:
            self._tell_listening(Kind.LISTEN_RATE, (_LATENTS_PER_S,))
        elif played_latents:
            self.tell_rate()

    def tell_rate(self) -> None:
        """Let the listening tell latents as often as the performer asked for."""
        self._tell_listening(Kind.LISTEN_RATE, self.latents_per_s)

    def _tell_listening(self, kind: Kind, values: Values) -> None:
        self._running.need_listening()
        self.to_listening.add(Event(NOW, kind, values=(float(values[0]),)), True)

    def _notify(self, values: Values, sender: Sender, now: Moment) -> None:
        self._replies.notify(sender, int(values[0]))

    def _dump(self, values: Values, sender: Sender, now: Moment) -> None:
        self.dumping = bool(values[0])

    def _record(self, values: Values, sender: Sender, now: Moment) -> None:
        folder = self._recordings()
        name = str(values[0]) or time.strftime("session-%Y%m%d-%H%M%S", time.localtime(now.unix_s))
        path = score_path(folder, name)
        if path.exists():
            raise ParameterError(f"{path.name} exists already; send another name")
        self.to_synthesis.add(Event(NOW, Kind.RECORD, values=tuple(map(float, name.encode()))), False)

    def _end_record(self, values: Values, sender: Sender, now: Moment) -> None:
        self._recordings()  # without them it would end what --record keeps
        self.to_synthesis.add(Event(NOW, Kind.RECORD), False)

    def _recordings(self) -> Path:
        if self._running.recordings is None:
            raise ParameterError("there is no folder for recordings; start the server with --recordings FOLDER")
        return self._running.recordings

    def _load(self, values: Values, sender: Sender, now: Moment) -> None:
        if self.loading:
            raise ParameterError("another model is being loaded; send this when that is done")
        name = str(values[0])
        if len(name) > _LONGEST_NAME:
            raise ParameterError(f"the name has {len(name)} characters; give the checkpoint's folder one of at most {_LONGEST_NAME}")
        try:
            checkpoint_config.read_config(checkpoint_config.find_shelved(name))
        except (CheckpointError, OSError, ValueError) as error:
            raise ParameterError(str(error)) from error
        self.loading = Asker(sender, f"{PREFIX}model/load")
        self.to_parent.append(Event(NOW, Kind.LOAD, values=tuple(map(float, name.encode()))))

    def _quit(self, values: Values, sender: Sender, now: Moment) -> None:
        self.stopping = True

    def _report_status(self, values: Values, sender: Sender, now: Moment) -> None:
        page, counts, running = self._status, self._counts, self._running
        loads = (page[Status.VOICES], page[Status.LOAD_P50], page[Status.LOAD_P99])
        refused = page[Status.REFUSED] + counts.refused + counts.malformed + counts.strangers
        troubles = (page[Status.UNDERRUNS], page[Status.LATE] + counts.late, refused)
        facts = (running.sample_rate, running.block, now.time_s - running.started_s, running.config.name, page[Status.ECONOMY])
        self._replies.answer(sender, "status.reply", *loads, *troubles, *facts)

    def _report_level(self, values: Values, sender: Sender, now: Moment) -> None:
        levels = (20 * math.log10(max(_SILENT, float(self._status[place]))) for place in (Status.OUTPUT_LEVEL, Status.INPUT_LEVEL))
        self._replies.answer(sender, "level.reply", *levels)

    def _report_version(self, values: Values, sender: Sender, now: Moment) -> None:
        self._replies.answer(sender, "version.reply", "xmodal-rt", __version__)

    def _report_info(self, values: Values, sender: Sender, now: Moment) -> None:
        self._replies.send(sender, self._info)

    def _report_addresses(self, values: Values, sender: Sender, now: Moment) -> None:
        self._replies.send(sender, self._addresses)

    _actions: dict[str, Callable[["Desk", Values, Sender, Moment], None]] = {
        "clearSched": _clear, "listen": _listen, "listen/rate": _listen_rate, "listen/calibrate": _listen_calibrate,
        "listen/send": _listen_send, "listen/to": _listen_to, "notify": _notify, "dumpOSC": _dump, "quit": _quit,
        "record": _record, "record/stop": _end_record, "model/load": _load,
        "status": _report_status, "level": _report_level, "version": _report_version, "info": _report_info, "addresses": _report_addresses,
    }  # fmt: skip
