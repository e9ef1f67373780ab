"""What a process does before it may miss no deadline."""

import contextlib
import gc
import os
from typing import IO

LATENCY_REQUEST = "/dev/cpu_dma_latency"
"""Linux' file for who wants the cores to answer soon"""
_NICE = 5
_held: list[IO[bytes]] = []
"""what the system grants as long as its file stays open"""


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


def stand_back() -> None:
    """Undo `prepare` in a process that was forked from one that called it, and leave the cores to those that play."""
    step_down()
    os.nice(_NICE)


def step_down() -> None:
    """Undo `prepare` in a process that was forked from one that called it: what comes first takes no time from the sound."""
    gc.enable()
    if hasattr(os, "sched_setscheduler"):
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def stay_awake() -> bool:
    """Ask the system to let no core sleep while this process lives; True when it granted it.

    A core that slept for a millisecond wakes late and with cold caches: work that comes once per block takes
    up to twice as long. On Linux this is power management's quality of service, which needs the right to
    write to its file.
    """
    with contextlib.suppress(OSError):
        file = open(LATENCY_REQUEST, "wb", buffering=0)  # noqa: SIM115  # must stay open
        _held.append(file)
        file.write(bytes(4))
        return True
    return False
