"""The session's log: what happened on stage, written by the parent, which has no deadline."""

import logging
import logging.handlers
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from xmodal_rt import __version__
from xmodal_rt.errors import ConfigError, PacketError
from xmodal_rt.links import Links, Status
from xmodal_rt.osc import codec as osc
from xmodal_rt.ring import Packet
from xmodal_rt.settings import ServeSettings

MOST_BYTES, FILES = 1_000_000, 5
"""of one file, and how many older ones are kept beside it"""
EVERY_S = 5.0
"""between two lines about the same count"""
_COUNTED = {
    Status.UNDERRUNS: "underruns",
    Status.LATE: "events that came late",
    Status.REFUSED: "events that the synthesis refused",
    Status.UNHEEDED: "messages that were refused",
    Status.MALFORMED: "packets that are no OSC",
    Status.FAULTS: "frames that were no numbers",
    Status.FAILED: "blocks that failed in the callback",
    Status.DROPPED: "input frames lost",
    Status.UNRECORDED: "events that were not recorded",
}

Say = Callable[[str], None]


class Journal:
    """Writes a log, tells the performer where it is, and repeats there what the performer is told.

    What the control received and sent comes through a ring that drops and counts what it has no room for.
    """

    def __init__(self, handler: logging.Handler, level: int, say: Say) -> None:
        # Not one of those that logging knows by name: processes that are forked must not write to it.
        self._log = logging.Logger("xmodal_rt.journal", level)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        self._log.addHandler(handler)
        self._handler, self._say = handler, say
        self._counts: dict[Status, float] = {}
        self._counted_s = -EVERY_S
        self._dropped = 0

    def say(self, text: str) -> None:
        """Tell the performer, and write it down."""
        self._say(text)
        self.write(text)

    def write(self, text: str, level: int = logging.INFO) -> None:
        """Write a line."""
        self._log.log(level, "%s", text)

    def work(self, links: Links, now_s: float) -> None:
        """Write what the processes have counted and passed on since the last call."""
        for _ in range(links.passed.readable):
            if (packet := links.passed.pop()) is not None:
                self.write(_shown(packet), logging.INFO if packet.remarkable else logging.DEBUG)
        if now_s - self._counted_s >= EVERY_S:
            self._counted_s = now_s
            self._write_counts(links)

    def _write_counts(self, links: Links) -> None:
        for place, what in _COUNTED.items():
            count = links.status.view[place]
            if more := count - self._counts.get(place, 0.0):
                self._counts[place] = count
                self.write(f"{what}: {more:.0f} more, {count:.0f} in all", logging.WARNING)
        if more := links.passed.dropped - self._dropped:
            self._dropped += more
            self.write(f"{more} packets came too quickly to be written down", logging.WARNING)

    def end(self, links: Links) -> None:
        """Write what is left."""
        self._counted_s = -EVERY_S
        self.work(links, time.monotonic())

    def close(self) -> None:
        """Close the file."""
        self._handler.close()


class _File(logging.handlers.RotatingFileHandler):
    """A disk that is full ends the log, not the music."""

    def __init__(self, path: Path, say: Say) -> None:
        super().__init__(path, maxBytes=MOST_BYTES, backupCount=FILES, encoding="utf-8")
        self._say = say

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802, RUF100  # logging's name
        """Say so once, and write no more."""
        self.setLevel(logging.CRITICAL + 1)
        self._say(f"the log ends here ({sys.exc_info()[1]}); make room on the disk, or name another file with --log")


def place(settings: ServeSettings) -> Path:
    """Path of the log: the one that was named, else one for each port in the user's folder for such files."""
    if settings.log:
        return Path(settings.log)
    name = f"serve-{settings.osc_port}.log"
    if sys.platform == "darwin":
        return Path.home() / "Library/Logs/xmodal-rt" / name
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state") / "xmodal-rt" / name


def open_at(settings: ServeSettings, say: Say) -> Journal:
    """Open the log that the settings ask for; one that cannot be opened at its own place is said, and left out.

    Raises
    ------
    ConfigError
        If a file that was named cannot be written.
    """
    handler: logging.Handler = logging.NullHandler()
    if settings.log is not None:
        path = place(settings)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handler = _File(path, say)
        except OSError as error:
            remark = f"{path} cannot be written ({error.strerror}); name another file with --log, or start with --no-log"
            if settings.log:
                raise ConfigError(remark) from error
            say(remark)
    journal = Journal(handler, logging.DEBUG if settings.log_osc else logging.INFO, say)
    journal.write(f"xmodal-rt {__version__}, Python {sys.version.split()[0]}, {sys.platform}, process {os.getpid()}: {settings}")
    return journal


def _shown(packet: Packet) -> str:
    """Packet as a line: which way it went, whose it is, and its messages."""
    way = "in " if packet.received else "out"
    try:
        messages = osc.parse(packet.data) if packet.size == len(packet.data) else []
    except PacketError as error:
        return f"{way} {packet.host}:{packet.port} no OSC: {error}"
    if not messages:
        return f"{way} {packet.host}:{packet.port} {packet.size} bytes, of which the first are {packet.data[:32]!r}"
    text = "; ".join(" ".join(map(str, (m.address, *m.arguments))) + m.flaw for m in messages)
    # A sender must not write lines of its own, nor move the cursor of who reads them.
    return f"{way} {packet.host}:{packet.port} {text if text.isprintable() else repr(text)}"
