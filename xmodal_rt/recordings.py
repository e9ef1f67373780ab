"""Where the recordings lie that /record begins: the control and the parent, which writes them, agree on it."""

import re
from pathlib import Path

from xmodal_rt.errors import ParameterError

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


def score_path(folder: Path, name: str) -> Path:
    """Path of the recording called `name`, which lies in `folder` and nowhere else.

    Raises
    ------
    ParameterError
        If the name could mean anything but a file there.
    """
    if not _NAME.fullmatch(name):
        raise ParameterError(f"{name[:32]!r} is no name for a recording; use 1 to 64 letters, digits, - and _")
    return folder / f"{name}.osc"
