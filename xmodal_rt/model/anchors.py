"""Anchors: points of a checkpoint's latent space that a performer has named, and the TOML file that keeps them."""

import json
import math
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from xmodal_rt.errors import ConfigError, ParameterError
from xmodal_rt.files import write_whole
from xmodal_rt.model.checkpoint_config import CheckpointConfig

Point = tuple[float, ...]

MAX_ANCHORS = 128
RESERVED = ("now", "heard", "centre")
"""words that stand for a point already: where a voice is, what was heard last, the middle of all ranges"""
_NAME = re.compile(r"[A-Za-z0-9_-]{1,32}")
_LEAST_SUM = 1e-3
_TITLE = "# Named points of a latent space, for `xmodal-rt serve --anchors` and `xmodal-rt render`."


def check_name(name: str) -> str:
    """Return `name` if an anchor may be called so, else raise ParameterError."""
    if not _NAME.fullmatch(name) or name in RESERVED:
        raise ParameterError(f"{name[:32]!r} is no name for an anchor; use 1 to 32 letters, digits, - and _, and not {', '.join(RESERVED)}")
    return name


def mix(points: Sequence[Point], weights: Sequence[float]) -> Point:
    """Mean of points [D] by their weights, which may be negative, but not cancel each other.

    >>> mix([(0.0, 1.0), (4.0, 3.0)], [3, 1])
    (1.0, 1.5)

    Raises
    ------
    ParameterError
        If there is no point, or the weights make no sum to divide by.
    """
    total = math.fsum(weights)
    if not abs(total) >= _LEAST_SUM:
        raise ParameterError(f"the weights sum to {total:g}; use weights that sum to more than 0")
    return tuple(math.fsum(w * z for w, z in zip(weights, along, strict=True)) / total for along in zip(*points, strict=True))


def read(path: Path, config: CheckpointConfig) -> dict[str, Point]:
    """Read the anchors of a checkpoint; there are none where there is no file yet.

    Raises
    ------
    ConfigError
        If the file is damaged, or belongs to another checkpoint.
    """
    try:
        data = tomllib.loads(path.read_text())
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path} cannot be read as TOML ({error}); mend it, or name another file") from error
    hashed = config.hashes.get("model.ts", "")
    if data.get("checkpoint", config.name) != config.name:
        raise ConfigError(f"{path} names points of another model ({data['checkpoint']}); use that checkpoint, or another file")
    if data.get("model", hashed) != hashed:
        raise ConfigError(f"{path} names points of another training of {config.name}; bring that checkpoint back, or name another file")
    return _points(path, data.get("anchors", {}), config.latent_size)


def _points(path: Path, listed: object, size: int) -> dict[str, Point]:
    if not isinstance(listed, dict) or len(listed) > MAX_ANCHORS:
        raise ConfigError(f"{path} has no table [anchors] of at most {MAX_ANCHORS} names; mend it, or name another file")
    try:
        return {check_name(name): _point(z, size) for name, z in listed.items()}
    except (ParameterError, TypeError, ValueError) as error:
        raise ConfigError(f"{path} is damaged ({error}); mend it, or name another file") from error


def _point(z: Sequence[float], size: int) -> Point:
    point = tuple(float(coordinate) for coordinate in z)
    if len(point) != size or not all(map(math.isfinite, point)):
        raise ParameterError(f"an anchor has {len(point)} coordinates, not {size} numbers; write all of them")
    return point


def line(name: str, point: Point) -> str:
    """Return the line of the file that keeps an anchor; no bit of a coordinate is lost."""
    return f"{name} = [{', '.join(map(repr, point))}]"


def write(path: Path, lines: Sequence[str], config: CheckpointConfig) -> None:
    """Replace the file by one with these `lines` at one stroke: whoever reads it finds the old one or the new one.

    A link stays, and the file that it points to is replaced.

    Raises
    ------
    ConfigError
        If the file cannot be written.
    """
    head = [_TITLE, f"checkpoint = {json.dumps(config.name)}", f'model = "{config.hashes.get("model.ts", "")}"', "", "[anchors]"]
    try:
        write_whole({_followed(path): "\n".join([*head, *lines, ""]).encode()})
    except ParameterError as error:
        raise ConfigError(str(error)) from error


def _followed(path: Path) -> Path:
    return Path(os.path.realpath(path))


def save(path: Path, points: Mapping[str, Point], config: CheckpointConfig) -> None:
    """Write all `points` at one stroke; raises as `write` does."""
    write(path, [line(name, point) for name, point in points.items()], config)


def file_of(path: Path, checkpoint: str, first: str) -> Path:
    """File for the anchors of `checkpoint`: that of the `first` one is `path`, those of others lie beside it."""
    return path if checkpoint == first else path.with_stem(f"{path.stem}-{checkpoint}")


def check_file(path: Path, config: CheckpointConfig) -> None:
    """Raise ConfigError if anchors cannot be read from the file, or written to it."""
    read(path, config)
    folder = _followed(path).parent
    if not os.access(folder, os.W_OK):
        raise ConfigError(f"{folder} is no folder to write to; name a file in one that is yours")
