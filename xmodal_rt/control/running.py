"""What the control knows of this run of the server, and of now."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xmodal_rt.errors import ParameterError
from xmodal_rt.model.anchors import Point
from xmodal_rt.model.checkpoint_config import CheckpointConfig

Values = tuple[float | str, ...]
TOLERANCE_S = 0.005
"""A bundle that its sender tagged "now" is not late."""


@dataclass(frozen=True)
class Moment:
    """Now, on the monotonic clock and since 1970: clocks disagree, so a time tag is converted once, on arrival."""

    time_s: float
    unix_s: float


@dataclass(frozen=True)
class Running:
    """What this run of the server is: sample rate in Hz and block in samples as they came out, start on the monotonic clock.

    `ahead_s` is how long finished sound may wait for the device; `anchors` the file that keeps the named
    points, `recordings` the folder for /record; `named` are the points of the control whose place this one takes,
    which are newer than that file; `begun` how often a control was begun, if the parent counts; `number` that of the model.
    """

    config: CheckpointConfig
    voices: int
    transcribe: bool
    sample_rate: int
    block: int
    started_s: float
    ahead_s: float = 0.0
    anchors: Path | None = None
    recordings: Path | None = None
    named: Mapping[str, Point] | None = None
    begun: int = 0
    number: int = 0

    def need_listening(self) -> None:
        """Raise ParameterError where nothing hears the input."""
        if not self.transcribe:
            raise ParameterError("nothing listens; start the server with --transcribe")


@dataclass
class Counts:
    """What came in so far."""

    messages: int = 0
    malformed: int = 0
    refused: int = 0
    late: int = 0
    strangers: int = 0
    """datagrams from senders that are not allowed"""
