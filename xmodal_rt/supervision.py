"""Keeps the processes of a running instrument alive: one that died or hangs is begun anew, until that helps no more."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.process import BaseProcess

from xmodal_rt.child import FORKS, LOST, REFUSED
from xmodal_rt.errors import DeviceError
from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.links import Links, Part, Status

EVERY_S = 0.05
"""between two looks"""
MOST_FAILURES, WITHIN_S = 5, 30.0
_LONGEST_LOOK_S = 2 * EVERY_S
_READY_S = 10.0 if FORKS else 60.0
"""in which a process that was begun anew must be ready"""
_AGAIN_S = 0.5
"""between two tries to find a device that is lost"""
_PATIENCE_S = {Part.AUDIO: 0.6, Part.SYNTHESIS: 0.6, Part.CONTROL: 2.0, Part.LISTENING: 2.0, Part.WEB: 5.0, Part.MIDI: 2.0}
"""without a beat a process hangs: soon where silence is heard, late where it leaves the cores to the others"""
_READY = {
    Part.AUDIO: Status.AUDIO_READY,
    Part.SYNTHESIS: Status.SYNTHESIS_READY,
    Part.CONTROL: Status.CONTROL_READY,
    Part.LISTENING: Status.LISTENING_READY,
    Part.WEB: Status.WEB_READY,
    Part.MIDI: Status.MIDI_READY,
}
_ADVICE = {
    Part.AUDIO: "start again with another --audio or --output",
    Part.SYNTHESIS: "start again with --device cpu, fewer --voices or another --checkpoint",
    Part.CONTROL: "start again with another --osc-port",
    Part.LISTENING: "start again without --transcribe, or with another --input",
    Part.WEB: "start again with another --web-port, or with --no-web",
    Part.MIDI: "start again with another --midi, or without",
}
_WITH_DEVICE = (Part.AUDIO, Part.LISTENING, Part.MIDI)
_DISPENSABLE = (Part.LISTENING, Part.WEB, Part.MIDI)


class Pulse:
    """For how long a count has stood still, as somebody sees it who looks often.

    A look that comes late counts for little: where nobody gets a processor, nobody hangs.
    """

    def __init__(self, now_s: float) -> None:
        self._count, self._looked_s = -1, now_s
        self.still_s = 0.0

    def look(self, count: int, now_s: float) -> None:
        """See the count at a time on the monotonic clock."""
        passed_s = min(now_s - self._looked_s, _LONGEST_LOOK_S)
        self.still_s = self.still_s + passed_s if count == self._count else 0.0
        self._count, self._looked_s = count, now_s


@dataclass(frozen=True)
class Heir:
    """A process that is ready to take the place of another one with the model `number`, and how to begin it anew."""

    number: int
    process: BaseProcess
    begin: Callable[[], BaseProcess]


@dataclass
class Watched:
    """A process, how to begin it, and what became of it lately.

    `reason` says why it was begun anew, until it is ready again; `again_s` is when to look anew for
    its lost device, `said` what was said of that. Its `heir` takes its place when it ends.
    """

    part: Part
    begin: Callable[[], BaseProcess]
    links: Links
    process: BaseProcess | None = None
    heir: Heir | None = None
    reason: str = ""
    said: str = ""
    again_s: float | None = None

    def __post_init__(self) -> None:
        self._failed_s: deque[float] = deque(maxlen=MOST_FAILURES + 1)
        self._begun_s = 0.0
        self._pulse = Pulse(0.0)

    @property
    def ready(self) -> bool:
        """Whether the process has got to work."""
        return bool(self.links.status.view[_READY[self.part]])

    def start(self, now_s: float) -> None:
        """Begin the process, for the first time or anew."""
        self.links.status.view[_READY[self.part]] = 0
        self.links.begun.view[self.part] += 1
        self.links.words.write(self.part, "")
        self._begun_s, self._pulse, self.again_s = now_s, Pulse(now_s), None
        self.process = self.begin()

    @property
    def relieved(self) -> bool:
        """Whether the process has handed over to its heir."""
        return self.heir is not None and self.links.turns.view[self.part] >= self.heir.number

    def succeed(self, now_s: float) -> None:
        """Let the heir take the place of the process, which ends."""
        if self.heir is not None:
            self.kill()
            if not self.relieved:  # else the heir works already, and has said so
                self.links.status.view[_READY[self.part]] = 0
            self.links.begun.view[self.part] += 1
            self._begun_s, self._pulse, self.again_s = now_s, Pulse(now_s), None
            self.process, self.begin = self.heir.process, self.heir.begin
            self.links.turns.view[self.part] = self.heir.number
            self.heir = None

    def ended(self) -> str:
        """Why the process has ended; nothing while it runs."""
        code = None if self.process is None else self.process.exitcode
        if code is None:
            return ""
        how = f"ended by signal {-code}" if code < 0 else f"ended with code {code}"
        return self.links.words.read(self.part) or how

    def trouble(self, now_s: float) -> str:
        """Why the process must be begun anew; nothing while it works."""
        if not self.ready:
            return self.ended() or (f"not ready after {_READY_S:g} s" if now_s - self._begun_s > _READY_S else "")
        patience_s = _PATIENCE_S[self.part]
        self._pulse.look(int(self.links.beats.view[self.part]), now_s)
        return self.ended() or (f"no sign of life for {patience_s:g} s" if self._pulse.still_s > patience_s else "")

    def lost(self) -> bool:
        """Whether the process ended because its device is gone, which is no failure of its own."""
        codes = (LOST, REFUSED) if self.part in _WITH_DEVICE else ()
        return self.process is not None and self.process.exitcode in codes

    def failed_too_often(self, now_s: float) -> bool:
        """Count a failure; True when there were too many lately."""
        self._failed_s.append(now_s)
        return len(self._failed_s) > MOST_FAILURES and now_s - self._failed_s[0] <= WITHIN_S

    def kill(self) -> None:
        """End the process, whatever it does."""
        if self.process is not None and self.process.is_alive():
            self.process.kill()
            self.process.join(1.0)


class Supervision:
    """All processes of one instrument; `say` gets what the performer should read."""

    def __init__(self, links: Links, say: Callable[[str], None]) -> None:
        self.links, self._say = links, say
        self.watched: list[Watched] = []

    def add(self, part: Part, begin: Callable[[], BaseProcess]) -> None:
        """Begin a process, and watch it from now on."""
        self.watched.append(Watched(part, begin, self.links))
        self.watched[-1].start(time.monotonic())

    def of(self, part: Part) -> Watched:
        """Return what is known of a process that is watched."""
        return next(watched for watched in self.watched if watched.part is part)

    def await_ready(self, within_s: float) -> None:
        """Wait until all processes are ready for the first time.

        Raises
        ------
        DeviceError
            If one of them ends, or is not ready in time.
        """
        deadline = time.monotonic() + within_s
        while not all(watched.ready for watched in self.watched):
            for watched in self.watched:
                if reason := watched.ended():
                    raise DeviceError(_first_failure(watched, reason))
            if time.monotonic() > deadline:
                raise DeviceError(f"not ready after {within_s:.0f} s; stop what else runs on this machine and try again")
            time.sleep(0.02)

    def look(self, now_s: float) -> None:
        """See after every process once.

        Raises
        ------
        DeviceError
            If one that cannot be done without fails again and again.
        """
        for watched in list(self.watched):
            if watched.relieved:
                watched.succeed(now_s)
            elif watched.again_s is not None:
                if now_s >= watched.again_s:
                    watched.start(now_s)
            elif reason := watched.trouble(now_s):
                self._replace(watched, reason, now_s)
            elif watched.reason and watched.ready:
                self._say(f"{watched.part.name.lower()} restarted: {watched.reason}")
                self._tell(watched, watched.reason, back=True)
                watched.reason = watched.said = ""

    def _replace(self, watched: Watched, reason: str, now_s: float) -> None:
        watched.kill()
        if watched.heir is not None:
            watched.reason = reason
            watched.succeed(now_s)
        elif watched.lost():
            self._await_device(watched, reason, now_s)
        elif watched.failed_too_often(now_s):
            self._give_up(watched, reason)
        else:
            watched.reason = reason
            watched.start(now_s)

    def _await_device(self, watched: Watched, reason: str, now_s: float) -> None:
        """Try again soon, for as long as it takes; the first time at once."""
        if watched.said != reason:
            self._say(f"{watched.part.name.lower()}: {reason}; trying again until it is back")
            self._tell(watched, reason, back=False)
        watched.again_s = now_s + _AGAIN_S if watched.reason else now_s
        watched.said, watched.reason = reason, watched.reason or reason

    def _give_up(self, watched: Watched, reason: str) -> None:
        """End the instrument, unless it can do without this part."""
        name = watched.part.name.lower()
        message = f"the {name} process failed {MOST_FAILURES + 1} times within {WITHIN_S:g} s, last: {reason}; {_ADVICE[watched.part]}"
        if watched.part not in _DISPENSABLE:
            raise DeviceError(message)
        self.watched.remove(watched)
        self.links.status.view[_READY[watched.part]] = 0
        self._say(message)
        self._tell(watched, message, back=False)

    def _tell(self, watched: Watched, reason: str, back: bool) -> None:
        """Let the control say it: /restarted when the part is back, /fail when it is not."""
        self.links.news.write(watched.part, reason)
        self.links.from_parent.push(Event(NOW, Kind.RESTARTED, values=(float(watched.part), float(back))))

    def end(self, within_s: float) -> None:
        """Wait for all processes to end by themselves, and end those that do not."""
        deadline = time.monotonic() + within_s
        for watched in self.watched:
            if watched.process is not None:
                watched.process.join(max(0.0, deadline - time.monotonic()))
            watched.kill()


def _first_failure(watched: Watched, reason: str) -> str:
    name, code = watched.part.name.lower(), watched.process.exitcode if watched.process is not None else None
    return reason if code in (LOST, REFUSED) else f"the {name} process {reason}; see what it said above, then start again"
