"""How every process of the instrument begins and ends."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

from xmodal_rt.errors import XmodalError
from xmodal_rt.ring import CONTEXT

REFUSED = 2
"""exit code of a process that met an error that somebody can mend"""
_DEAF = 3
"""exit code of a process whose parent is gone"""


def start(name: str, target: Callable[..., None], *args: Any) -> multiprocessing.process.BaseProcess:
    """Start `target(*args)` in a process of its own."""
    process = CONTEXT.Process(target=_main, args=(target, *args), name=f"xmodal-{name}")
    process.start()
    return process


def _main(target: Callable[..., None], *args: Any) -> None:
    # Ctrl-C reaches the whole group; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        target(*args)
    except XmodalError as error:
        sys.stderr.write(f"xmodal-rt: {error}\n")
        sys.exit(REFUSED)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(_DEAF)
