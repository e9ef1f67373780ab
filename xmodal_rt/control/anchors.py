"""The anchors of the run: named while it plays, and written to their file soon after, at most twice a second."""

import contextlib
import math
from collections.abc import Mapping
from pathlib import Path

from xmodal_rt.errors import ConfigError, ParameterError
from xmodal_rt.events import NOW
from xmodal_rt.model import anchors
from xmodal_rt.model.anchors import MAX_ANCHORS, Point
from xmodal_rt.model.checkpoint_config import CheckpointConfig

SAVE_AFTER_S = 0.5


class Anchors:
    """Names and points, in the order in which they were named first; `path` is their file, None: they are not kept.

    `left` are those of a control whose place this one takes: they count, and what the file lacks of them is due.
    """

    def __init__(self, path: Path | None, config: CheckpointConfig, left: Mapping[str, Point] | None = None) -> None:
        self._path, self._config = path, config
        self._points = self._read() if left is None else dict(left)
        self._lines = {name: anchors.line(name, point) for name, point in self._points.items()}
        self.due_s = math.inf if left is None or self._saved() else NOW
        """when `save` is needed, on the monotonic clock"""
        self.changes = 0

    def _read(self) -> dict[str, Point]:
        return anchors.read(self._path, self._config) if self._path else {}

    def _saved(self) -> bool:
        """Whether the file needs no writing; one that cannot be read does."""
        with contextlib.suppress(ConfigError):
            return self._path is None or self._read() == self._points
        return False

    @property
    def points(self) -> dict[str, Point]:
        """All anchors, by their names."""
        return dict(self._points)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all anchors."""
        return tuple(self._points)

    def __contains__(self, name: str) -> bool:
        return name in self._points

    def point(self, name: str) -> Point:
        """Return the point of an anchor, or raise ParameterError."""
        if name not in self._points:
            raise ParameterError(f"there is no anchor {name[:32]!r}; use one of {', '.join(self._points) or 'none so far: name one'}")
        return self._points[name]

    def check(self, name: str) -> None:
        """Raise ParameterError unless an anchor can be called `name`."""
        anchors.check_name(name)
        if name not in self._points and len(self._points) >= MAX_ANCHORS:
            raise ParameterError(f"there are {MAX_ANCHORS} anchors already; delete one first")

    def put(self, name: str, point: Point, now_s: float) -> None:
        """Name a point; raises as `check` does."""
        self.check(name)
        self._points[name], self._lines[name] = point, anchors.line(name, point)
        self._changed(now_s)

    def delete(self, name: str, now_s: float) -> None:
        """Forget an anchor; raises ParameterError if there is none."""
        self.point(name)
        del self._points[name], self._lines[name]
        self._changed(now_s)

    def _changed(self, now_s: float) -> None:
        self.changes += 1
        if self._path:
            self.due_s = min(self.due_s, now_s + SAVE_AFTER_S)

    def save(self) -> None:
        """Write the file if anything has changed; raises ConfigError if that fails, and does not try again until the next change."""
        due_s, self.due_s = self.due_s, math.inf
        if self._path and due_s < math.inf:
            anchors.write(self._path, list(self._lines.values()), self._config)
