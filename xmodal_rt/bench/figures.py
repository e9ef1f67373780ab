"""What stands beside every measured figure: its tail, the machine and the versions."""

import os
import platform
import re
import subprocess
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from xmodal_rt import __version__
from xmodal_rt.realtime import LATENCY_REQUEST

_PERCENTILES = {"p50": 50.0, "p95": 95.0, "p99": 99.0, "p99_9": 99.9}


def tails(values: ArrayLike, digits: int = 3) -> dict[str, float]:
    """Return p50, p95, p99, p99_9, max and sd of the values [n], rounded; NaN for each when there are none.

    >>> tails([1.0, 2.0, 3.0])["p50"]
    2.0
    """
    y = np.asarray(values, np.float64)
    if not y.size:
        y = np.array([np.nan])
    figures = {name: float(np.percentile(y, at)) for name, at in _PERCENTILES.items()}
    figures |= {"max": float(y.max()), "sd": float(y.std())}
    return {name: round(value, digits) for name, value in figures.items()}


def machine() -> dict[str, object]:
    """Return what the figures depend on: processor, its cores, the system, and whether the cores may be kept awake."""
    may_stay_awake = os.access(LATENCY_REQUEST, os.W_OK)
    return {"processor": _processor(), "cores": os.cpu_count(), "system": platform.platform(), "may_stay_awake": may_stay_awake}


def versions(packages: Iterable[str]) -> dict[str, str]:
    """Return the versions of Python, of xmodal-rt and of the named packages that are installed."""
    found = {"python": platform.python_version(), "xmodal-rt": __version__}
    for name in packages:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def program_version(*command: str) -> str:
    """Return the first version number that a program prints, or "" when it is not installed."""
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return ""
    number = re.search(r"\d+\.\d+(\.\d+)*", told.stdout + told.stderr)
    return number.group() if number else ""


def on_jack() -> dict[str, object]:
    """Return what stands beside the figures of an instrument that plays on JACK: `machine` and `versions`."""
    found = versions(("numpy", "numba", "pyo", "torch")) | {"jackd": program_version("jackd", "--version")}
    return {"machine": machine(), "versions": found}


def stolen_s() -> float:
    """Return how long, since the start, a virtual machine's host has let its cores wait: no program can work then."""
    listing = Path("/proc/stat")
    if not listing.is_file():
        return 0.0
    ticks = listing.read_text().split("\n", 1)[0].split()
    return int(ticks[8]) / os.sysconf("SC_CLK_TCK") if len(ticks) > 8 else 0.0


def _processor() -> str:
    listing = Path("/proc/cpuinfo")
    if listing.is_file() and (found := re.search(r"model name\s*:\s*(.+)", listing.read_text())):
        return found.group(1)
    return platform.processor() or platform.machine()
