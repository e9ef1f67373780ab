"""Keeps a session in a file: takes what the synthesis wrote down from its ring, and writes it as a score."""

import os
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from xmodal_rt import __version__, score
from xmodal_rt.errors import ConfigError, XmodalError
from xmodal_rt.events import Event, Kind
from xmodal_rt.links import Links, Status
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.recordings import score_path
from xmodal_rt.score import End, Head

_MOST_IN_BUNDLE = 32
"""events, so that a bundle is never longer than a datagram may be"""


class Recorder:
    """Writes scores of a running instrument; each goes on from a moment at which nothing sounds.

    Parameters
    ----------
    path
        File of the session; one that follows, since the synthesis was begun anew, is NAME-2 and so on. None: it is not kept.
    folder
        Where recordings with names of their own lie; None: there are none.
    links
        What the processes share.
    config, head
        What plays; of `head` all but where the score starts.
    say
        Takes a line of text for people.

    Raises
    ------
    ConfigError
        If the file exists already, or cannot be made.
    """

    def __init__(
        self, path: Path | None, folder: Path | None, links: Links, config: CheckpointConfig, head: Head, say: Callable[[str], None]
    ) -> None:  # fmt: skip
        self._path, self._folder, self._links, self._config, self._head, self._say = path, folder, links, config, head, say
        self._models = {0: (config, head)}
        self.parts = 0
        self._file: BinaryIO | None = None
        self._state: list[Event] = []
        self._awaited = 0
        """events that are still to tell the state with which the score begins"""
        self._last = 0
        self._lost = self._missed = 0.0
        self._first = _make(path) if path else None
        if folder and not os.access(folder, os.W_OK):
            raise ConfigError(f"{folder} is no folder to write to; name one that is yours")

    def know(self, number: int, config: CheckpointConfig, head: Head) -> None:
        """Learn of a model that may play later, by its number."""
        self._models[number] = config, head

    def work(self) -> None:
        """Write what has taken effect since the last call."""
        ring = self._links.to_score
        events = [event for event in (ring.pop() for _ in range(ring.readable)) if event is not None]
        for sample, group in groupby(events, lambda event: int(event.time_s)):
            self._take(sample, list(group))
        if events and self._file is not None:
            self._guarded(self._file.flush)

    def close(self) -> None:
        """Write what is left. Of nothing there is no file.

        The score ends where the synthesis says that it ended, or, if that was killed, where the audio did.
        """
        self.work()
        self._end(max(self._last, self._links.clock.read()[0] - self._head.start))
        if self._first is not None:
            self._first.close()
            Path(self._first.name).unlink()
            self._first = None

    def _take(self, sample: int, events: list[Event]) -> None:
        played: list[Event] = []
        for event in events:
            if event.kind is Kind.TAPE_BEGIN:
                self._begin(sample, int(event.values[0]), "".join(chr(int(c)) for c in event.values[1:]))
            elif event.kind is Kind.MODEL:
                self._config, self._head = self._models[int(event.values[0])]
            elif event.kind is Kind.TAPE_END:
                self._write(sample, played)
                # A synthesis that takes the place of another counts no sound that nobody took: maybe less than was written down.
                self._end(max(self._last, sample - self._head.start))
                played = []
            elif self._awaited:
                self._state.append(event)
                self._awaited -= 1
                if not self._awaited:
                    self._put(score.head_bundle(self._head, self._state, self._config.vocabulary))
            else:
                played.append(event)
        self._write(sample, played)

    def _begin(self, sample: int, awaited: int, name: str) -> None:
        self._end(self._last)
        status = self._links.status.view
        self._lost, self._missed = status[Status.UNRECORDED], status[Status.UNDERRUNS]
        self._head, self._state, self._awaited, self._last = self._head.at(sample), [], awaited, 0
        try:
            self._file = self._next(name)
        except XmodalError as error:
            self._say(f"what follows is not recorded: {error}")

    def _next(self, name: str) -> BinaryIO | None:
        """File for the score that begins."""
        if name:
            return _make(score_path(self._folder, name)) if self._folder else None
        self.parts += 1
        first, self._first = self._first, None
        return first or (_make(self._path.with_stem(f"{self._path.stem}-{self.parts}")) if self._path else None)

    def _write(self, sample: int, events: list[Event]) -> None:
        for first in range(0, len(events), _MOST_IN_BUNDLE):
            self._last = sample - self._head.start
            part = events[first : first + _MOST_IN_BUNDLE]
            self._put(score.bundle(self._last, part, self._head, self._config.vocabulary))

    def _put(self, data: bytes) -> None:
        if self._file is not None:
            file = self._file
            self._guarded(lambda: file.write(data))

    def _guarded(self, do: Callable[[], object]) -> None:
        """Write; a disk that is full ends the recording, not the music."""
        try:
            do()
        except OSError as error:
            self._say(f"the recording ends here ({error.strerror}); make room on the disk and start again")
            self._file = None

    def _end(self, samples: int) -> None:
        if self._file is None:
            return
        status = self._links.status.view
        lost, missed = int(status[Status.UNRECORDED] - self._lost), int(status[Status.UNDERRUNS] - self._missed)
        self._put(score.end_bundle(End(samples, lost, missed), self._head.sample_rate))
        if self._file is not None:
            name = self._file.name
            self._guarded(self._file.close)
            self._tell(name, samples, lost, missed)
        self._file = None

    def _tell(self, name: str, samples: int, lost: int, missed: int) -> None:
        remarks = [f"recorded {samples / self._head.sample_rate:.1f} s: xmodal-rt render replay {name}"]
        if lost:
            remarks.append(f"{lost} events came too quickly to be recorded, so that the replay differs")
        if missed:
            remarks.append(f"the device missed {missed} blocks, which the replay does not")
        self._say("; ".join(remarks))


def _make(path: Path) -> BinaryIO:
    try:
        return path.open("xb")
    except FileExistsError:
        raise ConfigError(f"{path} exists already; name another file for the recording") from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be written ({error.strerror}); name a file in a folder that is yours") from error


def head_of(name: str, config: CheckpointConfig, device: str, sample_rate: int, block: int, voices: int, hop_length: int) -> Head:
    """Beginning of the scores of one run; `name` is the one that finds the checkpoint again."""
    return Head(__version__, name, config.hashes.get("model.ts", ""), device, sample_rate, block, voices, hop_length, 0)
