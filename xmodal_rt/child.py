"""How every process of the instrument begins and ends."""

import importlib
import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing.process import BaseProcess
from typing import Any

from xmodal_rt.errors import XmodalError
from xmodal_rt.ring import CONTEXT

REFUSED = 2
"""exit code of a process that met an error that somebody can mend"""
_DEAF = 3
"""exit code of a process whose parent is gone"""


def start(module: str, *args: Any) -> BaseProcess:
    """Start the `run(*args)` of a module in a process of its own; only that process imports the module."""
    process = CONTEXT.Process(target=_main, args=(module, *args), name=module)
    process.start()
    return process


def _main(module: str, *args: Any) -> None:
    # Ctrl-C reaches the whole group; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        importlib.import_module(module).run(*args)
    except XmodalError as error:
        sys.stderr.write(f"xmodal-rt: {error}\n")
        sys.exit(REFUSED)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(_DEAF)
