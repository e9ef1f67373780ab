"""What a process does before it may miss no deadline."""

import contextlib
import gc
import os


def prepare(priority: int) -> bool:
    """Stop the garbage collector and ask for real-time scheduling; True when the system granted it.

    What lives now is frozen out of later collections; the collector stays off, since the hop path
    makes no cycles.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    if not hasattr(os, "sched_setscheduler"):
        return False
    with contextlib.suppress(PermissionError):
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(priority))
        return True
    return False
