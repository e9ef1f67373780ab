"""The control: datagrams in, events and replies out. No sockets, no threads; time is a parameter."""

import contextlib
import heapq
import logging
import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import count

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.control import answers, burst
from xmodal_rt.control.burst import Arrival, Sender
from xmodal_rt.control.desk import Counts, Desk, Moment, Running, Values
from xmodal_rt.control.model_numbers import ModelNumbers
from xmodal_rt.control.replies import Replies
from xmodal_rt.control.running import TOLERANCE_S
from xmodal_rt.doors import Doors
from xmodal_rt.errors import ConfigError, PacketError, ParameterError
from xmodal_rt.events import NOW, Event, Kind, Refusal
from xmodal_rt.links import Part
from xmodal_rt.osc import codec as osc
from xmodal_rt.osc.addresses import PREFIX, TABLE, Entry, Target, entry, targets
from xmodal_rt.osc.codec import Message
from xmodal_rt.osc.patterns import is_pattern

HORIZON_S = 60.0
"""A time tag further ahead is a mistake."""
MAX_WAITING = 1024
MAX_TARGETS = 2048
"""What patterns may reach at once, so that a packet full of wildcards does not keep the others waiting."""
_LONG = {"info": 40, "addresses": len(TABLE), "trajectory": 30, "morph": 30, "anchor/labels": 16, "anchor/latent": 16, "anchor/mix": 16}
"""messages that cost as much as so many others"""
_HEARTBEAT_S = 1.0
_REFUSALS = {
    Refusal.SCHEDULE_FULL: ("", "too many messages wait for their time tag; send them later"),
    Refusal.OUT_OF_RANGE: ("note", "the model cannot play this; send a pitch that /info lists"),
    Refusal.DEVICE_LOST: ("", "the GPU failed and the CPU plays on; restart with --device cpu, or free the GPU's memory"),
    Refusal.NO_TIME: ("note", "the machine has no time for another voice; release some first, or start with fewer --voices"),
    Refusal.OTHER_MODEL: ("", "what waited for its time was meant for the model before this one; send it again, for this one"),
    Refusal.NO_NUMBER: ("", "the model gave what is no number, and the voice was silenced; send other labels or coordinates"),
}

log = logging.getLogger("xmodal_rt.osc.codec.in")


class Control:
    """Reads what senders ask for, checks it against the table, answers, and passes it on.

    What goes to the other processes waits in `desk.to_synthesis` and `desk.to_listening`, what goes to
    senders in `replies`. `status` is the status page, which this only reads; replies to nobody in
    particular go to `reply_port` on this machine. `before` is the control of another model that this one follows on:
    it goes on with what that one counted, has to send, and lets wait.
    """

    def __init__(
        self, running: Running, reply_port: int, status: NDArray[np.float64], doors: Doors | None = None, before: "Control | None" = None
    ) -> None:
        self.running, self.doors = running, doors or Doors()
        self.counts: Counts = before.counts if before else Counts()
        self.replies: Replies = before.replies if before else Replies(("127.0.0.1", reply_port))
        self.desk: Desk = Desk(running, self.replies, self.counts, status, before.desk if before else None)
        self._sizes = (running.voices, running.config.latent_size)
        self._model = ModelNumbers(running.config)
        self._alive_s: float = before._alive_s if before else running.started_s
        self._budget = MAX_TARGETS
        self._waiting: list[tuple[float, int, Target, Values, Sender]] = before._waiting if before else []
        self._order: Iterator[int] = before._order if before else count()

    def receive(self, arrivals: list[Arrival], now: Moment) -> None:
        """Take datagrams, oldest first."""
        self._budget = MAX_TARGETS
        arrivals = self._admitted(arrivals)
        for datagram, sender in burst.newest(arrivals, self._state, self._sound) if len(arrivals) > 1 else arrivals:
            try:
                messages = osc.parse(datagram)
            except PacketError as error:
                self.counts.malformed += 1
                self.replies.complain(sender, now.time_s, "fail", "packet", str(error))
                continue
            for message in messages:
                self._take(message, sender, now)

    def _admitted(self, arrivals: list[Arrival]) -> list[Arrival]:
        """Leave out what comes from strangers: they are counted, and not answered."""
        admitted = [arrival for arrival in arrivals if self.doors.admits(arrival[1][0])]
        self.counts.strangers += len(arrivals) - len(admitted)
        return admitted

    def restarted(self, part: Part, back: bool, reason: str, now: Moment) -> None:
        """Tell all that a part of the instrument is back, or that it is not, and forget what it can no longer answer."""
        name = part.name.lower()
        if back:
            self.replies.announce(entry("restarted").build(name, reason))
        else:
            self.replies.complain(None, now.time_s, "fail", PREFIX + name, reason)
        if part is Part.SYNTHESIS:
            self.replies.forget_askers()
        elif part is Part.LISTENING:
            self.desk.play(self.desk.mirror.silence())

    def plays(self, now: Moment) -> None:
        """Tell all that another model plays, and him who asked for it."""
        self.replies.announce(entry("model/loaded").build(self.running.config.name))
        if self.desk.loading:
            self.replies.answer(self.desk.loading.sender, "done", self.desk.loading.path)
        self.desk.loading = None

    def not_loaded(self, reason: str, now: Moment) -> None:
        """Tell him who asked why another model does not play."""
        if self.desk.loading:
            self._refuse(self.desk.loading.sender, now, self.desk.loading.path, ParameterError(reason))
        self.desk.loading = None

    def give_way(self, now: Moment) -> None:
        """End what only this model can do, and save what was named, before the control of another one follows on."""
        self.desk.points.leave()
        for question in self.desk.points.questions.expire(now, patience_s=0.0):
            self._refuse(question.asker.sender, now, question.asker.path, ParameterError("another model plays now; send it again"))
        self.close()

    def close(self) -> None:
        """Save what was named; whoever ends has nobody to complain to."""
        with contextlib.suppress(ConfigError):
            self.desk.points.anchors.save()

    def feedback(self, event: Event, now: Moment) -> None:
        """Take an event that comes back from the synthesis or the listening."""
        if event.kind is Kind.SYNCED:
            asker = self.replies.asker(int(event.values[1]))
            if asker is not None:
                self.replies.answer(asker, "synced", event.values[0])
        elif event.kind is Kind.REFUSED:
            self._pass_refusal(event, now)
        elif event.kind is Kind.ECONOMY:
            self.replies.announce(entry("economy").build(event.values[0]))
        elif event.kind is Kind.POINT:
            self._resume(event, now)
        elif event.kind is Kind.LEFT:
            self.desk.points.left(event.values[0])
        else:
            self._pass_heard(event, now)

    def _resume(self, event: Event, now: Moment) -> None:
        """Go on with a message that waited for a point."""
        question = self.desk.points.questions.take(event.voice)
        if question is not None:
            try:
                question.resume(event.values, now)
            except ParameterError as error:
                self._refuse(question.asker.sender, now, question.asker.path, error)

    def _pass_heard(self, event: Event, now: Moment) -> None:
        """Tell all who listen what was heard, with the time of the sound, and let it play where that was asked for."""
        for played in self.desk.play(self.desk.mirror.play(event, now.time_s)):
            if played.kind is Kind.NOTE and played.values[1] > 0:
                self.replies.announce(entry("listen/played").build(round(played.values[0]), now.time_s - event.time_s))
        messages = answers.heard(event, self.running.config.vocabulary)
        if told := [message for address, message in messages.items() if address in self.desk.sent]:
            self.replies.announce(osc.bundle(now.unix_s + event.time_s - now.time_s, told))

    def tick(self, now: Moment) -> None:
        """Do what is due, and send the heartbeat."""
        while self._waiting and self._waiting[0][0] <= now.time_s:
            _, _, target, values, sender = heapq.heappop(self._waiting)
            self._carry_out(target, values, NOW, sender, now)
        if now.time_s >= self.desk.points.due_s:
            self.desk.points.tick(now)
        self.desk.play(self.desk.mirror.expire(now.time_s))
        for question in self.desk.points.questions.expire(now):
            self._refuse(question.asker.sender, now, question.asker.path, ParameterError("nothing answered; send it again"))
        if now.time_s >= self._alive_s:
            self._alive_s = max(self._alive_s, now.time_s) + _HEARTBEAT_S
            self.replies.announce(entry("alive").build(now.time_s - self.running.started_s))
            self.replies.renew()

    @property
    def due_s(self) -> float:
        """When `tick` is needed next, on the monotonic clock."""
        waiting_s = self._waiting[0][0] if self._waiting else math.inf
        return min(self._alive_s, waiting_s, self.desk.mirror.due_s, self.desk.points.due_s)

    def _state(self, datagram: bytes) -> bytes | None:
        """Address of a datagram that does nothing but set a state, of which the newest counts."""
        path = datagram.partition(b"\0")[0]
        return path if _sets_state(path, *self._sizes) else None

    def _sound(self, datagram: bytes) -> bool:
        try:
            (message,) = osc.parse(datagram)
            for target in self._targets(message):
                self._model.numbers(target, target.entry.accept(message.arguments)[0])
        except (PacketError, ParameterError):
            return False
        return True

    def _take(self, message: Message, sender: Sender, now: Moment) -> None:
        self.counts.messages += 1
        if self.desk.dumping:
            log.info("%s:%d %s %s %s", *sender, message.address, [*message.arguments], message.flaw)
        try:
            time_s = self._when(message, sender, now)
            found = self._targets(message)
            self._spend(found)
        except ParameterError as error:
            self._refuse(sender, now, message.address, error)
            return
        checked = _Checked(message.arguments)
        for target in found:
            try:
                self._serve(target, checked, message.address, time_s, sender, now)
            except ParameterError as error:
                self._refuse(sender, now, message.address, error)

    def _targets(self, message: Message) -> tuple[Target, ...]:
        if message.flaw:
            raise ParameterError(message.flaw)
        return targets(message.address, *self._sizes)

    def _spend(self, found: tuple[Target, ...]) -> None:
        """Refuse what a few bytes would make long."""
        cost = len(found) - 1
        if cost <= self._budget:
            cost += sum(_LONG.get(target.entry.address, 0) for target in found)
        if cost > self._budget:
            raise ParameterError("too much at once; send narrower patterns, fewer questions")
        self._budget -= cost

    def _refuse(self, sender: Sender, now: Moment, path: str, error: ParameterError) -> None:
        self.counts.refused += 1
        self.replies.complain(sender, now.time_s, "fail", path, str(error))

    def _when(self, message: Message, sender: Sender, now: Moment) -> float:
        """When the message takes effect, on the monotonic clock."""
        if message.time_tag == osc.IMMEDIATELY:
            return NOW
        ahead_s = osc.unix_seconds(message.time_tag) - now.unix_s
        if ahead_s > HORIZON_S:
            raise ParameterError(f"its time tag is too far ahead; send it at most {HORIZON_S:g} s before its time")
        if ahead_s < -TOLERANCE_S:
            self.counts.late += 1
            self.replies.complain(sender, now.time_s, "late", message.address, -ahead_s)
        return now.time_s + ahead_s if ahead_s > 0 else NOW

    def _serve(self, target: Target, checked: "_Checked", path: str, time_s: float, sender: Sender, now: Moment) -> None:
        served = target.entry
        values, remarks = checked.accept(served)
        for remark in remarks:
            self.replies.complain(sender, now.time_s, "fail", path, remark)
        if served.local and not self.doors.trusts(sender[0]):
            raise ParameterError("this is only for senders on the same machine; send it from there, or name this address with --allow")
        if served.kind is not None and served.answer != "done":
            numbers, clipped = self._model.numbers(target, values)
            if clipped:
                self.replies.complain(sender, now.time_s, "fail", path, "clipped; send what /info.latent says, or twice that")
            if served.kind is Kind.SYNC:
                numbers = (*numbers, float(self.replies.remember(sender)))
            self.desk.to_synthesis.add(Event(time_s, served.kind, target.voice, numbers), served.state)
        elif time_s == NOW or served.planned:
            self._carry_out(target, values, time_s, sender, now)
        else:
            self._keep(target, values, sender, time_s)

    def _keep(self, target: Target, values: Values, sender: Sender, time_s: float) -> None:
        """Let a message that this process serves wait for its time."""
        if len(self._waiting) >= MAX_WAITING:
            raise ParameterError(f"{MAX_WAITING} messages wait for their time tag; send them later")
        heapq.heappush(self._waiting, (time_s, next(self._order), target, values, sender))

    def _carry_out(self, target: Target, values: Values, time_s: float, sender: Sender, now: Moment) -> None:
        if target.entry.kind is Kind.CLEAR:
            self._waiting.clear()
        try:
            told = self.desk.carry_out(target, values, time_s, sender, now)
        except ParameterError as error:
            self._refuse(sender, now, target.path, error)
            return
        if told and target.entry.answer == "done":
            self.replies.answer(sender, "done", target.path)

    def _pass_refusal(self, event: Event, now: Moment) -> None:
        """Tell all what the synthesis did not do; it does not know who asked."""
        refusal = Refusal(int(event.values[0]))
        if refusal is Refusal.LATE:
            self.replies.complain(None, now.time_s, "late", PREFIX, event.values[1])
        else:
            address, reason = _REFUSALS[refusal]
            self.replies.complain(None, now.time_s, "fail", PREFIX + address, reason)


class _Checked:
    """Arguments of one message, checked once for all that a pattern reaches."""

    def __init__(self, arguments: tuple[osc.Value, ...]) -> None:
        self._arguments = arguments
        self._entry: Entry | None = None
        self._accepted: tuple[Values, tuple[str, ...]] = ((), ())

    def accept(self, served: Entry) -> tuple[Values, tuple[str, ...]]:
        """Return what `Entry.accept` does."""
        if self._entry is not served:
            self._accepted, self._entry = served.accept(self._arguments), served
        return self._accepted


@lru_cache(maxsize=1024)
def _sets_state(path: bytes, voices: int, coordinates: int) -> bool:
    """Whether a message to this address replaces a value, whole, whatever its arguments are."""
    address = path.decode("latin-1")
    if is_pattern(address):
        return False
    try:
        kinds = {target.entry.kind for target in targets(address, voices, coordinates)}
    except ParameterError:
        return False
    return kinds <= {Kind.LATENT, Kind.COORDINATE, Kind.GAIN, Kind.BEND}
