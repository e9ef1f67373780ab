"""What a program and those that it started use: memory and processor time, as Linux counts them."""

import contextlib
import os
import re
from pathlib import Path

from xmodal_rt.errors import DeviceError

_PROC = Path("/proc")
_GONE = (FileNotFoundError, ProcessLookupError, PermissionError)


def family(process: int) -> dict[int, str]:
    """Return the numbers of a process and its descendants, with their names.

    Raises
    ------
    DeviceError
        If this system does not list its processes.
    """
    if not (_PROC / "self/stat").is_file():
        raise DeviceError("this system lists no processes under /proc; measure this on Linux")
    parents, names = {}, {}
    for listing in _PROC.glob("[0-9]*/stat"):
        with contextlib.suppress(*_GONE):
            names[int(listing.parent.name)], fields = _stat(listing)
            parents[int(listing.parent.name)] = int(fields[1])
    found = [process]
    for pid in found:  # which grows meanwhile
        found += [child for child, parent in parents.items() if parent == pid]
    return {pid: names[pid] for pid in found if pid in names}


def pss_mb(process: int) -> float:
    """Memory of a process and its descendants, MB: of pages that several share, each counts its part (proportional set size)."""
    found = 0
    for pid in family(process):
        with contextlib.suppress(*_GONE):
            told = re.search(r"^Pss:\s+(\d+) kB", (_PROC / str(pid) / "smaps_rollup").read_text(), re.MULTILINE)
            found += int(told.group(1)) if told else 0
    return found / 1024


def cpu_s(process: int) -> dict[str, float]:
    """Processor time that a process and its descendants have used, seconds, by their names."""
    found: dict[str, float] = {}
    for pid, name in family(process).items():
        with contextlib.suppress(*_GONE):
            _, fields = _stat(_PROC / str(pid) / "stat")
            found[name] = found.get(name, 0.0) + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return found


def _stat(listing: Path) -> tuple[str, list[str]]:
    """Name of a process, and what its stat file tells after it."""
    head, _, rest = listing.read_text().rpartition(")")
    return head.partition("(")[2], rest.split()
