"""Looks whether this machine is fit for the stage, and says what to change."""

import os
import platform
import re
from collections.abc import Callable, Iterator
from importlib import metadata
from typing import NamedTuple

from xmodal_rt import child, journal, realtime
from xmodal_rt.audio import device as audio
from xmodal_rt.audio.process import PRIORITY
from xmodal_rt.control.process import bind
from xmodal_rt.errors import XmodalError
from xmodal_rt.model import checkpoint_config
from xmodal_rt.settings import ServeSettings

PACKAGE = "xmodal-rt"
_PART = re.compile(r"(>=|<)\s*([\d.]+)")


class Finding(NamedTuple):
    """One thing that was looked at: whether it is well, and what it is; where it is not, ends with what to change."""

    well: bool
    text: str

    def __str__(self) -> str:
        return f"{'ok' if self.well else '!!'}  {self.text}"


def examine(settings: ServeSettings) -> Iterator[Finding]:
    """Look at everything that an instrument with these settings needs."""
    for look in (_versions, _checkpoints, _sound, _port, _priority, _awake, _log):
        yield from look(settings)


def _versions(_: ServeSettings) -> Iterator[Finding]:
    wanted = metadata.metadata(PACKAGE)["Requires-Python"] or ""
    yield hold_against("Python", platform.python_version(), wanted, f"install Python {wanted}, and make the environment again")
    for line in metadata.requires(PACKAGE) or []:
        if "extra ==" in line:
            continue
        name = re.split(r"[^\w.-]", line)[0]
        bounds = line[len(name) :].strip()
        change = f"python -m pip install '{name}{bounds}'"
        try:
            yield hold_against(name, metadata.version(name), bounds, change)
        except metadata.PackageNotFoundError:
            yield Finding(False, f"{name} is missing; {change}")


def hold_against(name: str, found: str, bounds: str, change: str) -> Finding:
    """Hold a version against bounds such as >=2.5,<2.14."""
    here = _numbers(found)
    for sign, limit in _PART.findall(bounds):
        there = _numbers(limit)
        if (here < there) if sign == ">=" else (here >= there):
            return Finding(False, f"{name} {found} is not {bounds}; {change}")
    return Finding(True, f"{name} {found}")


def _numbers(version: str) -> tuple[int, ...]:
    found = re.match(r"\d+(\.\d+)*", version)
    return tuple(int(part) for part in found.group().split(".")) if found else ()


def _checkpoints(settings: ServeSettings) -> Iterator[Finding]:
    def look() -> str:
        folder = checkpoint_config.find(settings.checkpoint)
        config = checkpoint_config.read_config(folder)
        checkpoint_config.verify_files(folder, config)
        return f"checkpoint {config.name}: its files are those that its hashes name"

    yield _tried(look)


def _sound(settings: ServeSettings) -> Iterator[Finding]:
    def look() -> str:
        device = child.ask(audio.describe, settings)
        if device.backend == "clock" and settings.audio != "clock":
            raise XmodalError(f"{device.text}; start JACK, or plug a device in that `xmodal-rt devices` lists")
        return f"sound: {device.text}"

    yield _tried(look)


def _port(settings: ServeSettings) -> Iterator[Finding]:
    def look() -> str:
        bind(settings.host, settings.osc_port).close()
        return f"OSC: port {settings.osc_port} of {settings.host} is free"

    yield _tried(look)


def _log(settings: ServeSettings) -> Iterator[Finding]:
    path = journal.place(settings)
    there = next(folder for folder in path.parents if folder.exists())
    if os.access(path if path.exists() else there, os.W_OK):
        yield Finding(True, f"log: {path}")
    else:
        yield Finding(False, f"{path} cannot be written; name another file with --log, or start with --no-log")


def _tried(look: Callable[[], str]) -> Finding:
    try:
        return Finding(True, look())
    except XmodalError as error:
        return Finding(False, str(error))


def _priority(_: ServeSettings) -> Iterator[Finding]:
    if child.ask(realtime.prepare, PRIORITY):
        yield Finding(True, f"real-time priority {PRIORITY} is granted")
    else:
        change = "Debian: `sudo dpkg-reconfigure -p high jackd2`, `sudo adduser $USER audio`, log in again"
        yield Finding(False, f"no real-time priority: it crackles while the machine works on other things; {change}")


def _awake(settings: ServeSettings) -> Iterator[Finding]:
    if not settings.awake or child.ask(realtime.stay_awake):
        yield Finding(True, "the cores stay awake while it plays" if settings.awake else "the cores may sleep, as asked for")
    else:
        change = f"let the group audio write to {realtime.LATENCY_REQUEST}, as the README says, or start with --no-awake"
        yield Finding(False, f"the cores sleep between the blocks, which makes late answers; {change}")
