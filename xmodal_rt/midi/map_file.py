"""The MIDI map: a TOML file beside the performer's patches that says what the keyboard's controls move."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xmodal_rt.errors import ConfigError, ParameterError
from xmodal_rt.midi import channel
from xmodal_rt.midi.controls import PRESSURE, Control, make
from xmodal_rt.midi.keys import PEDAL, SOUND_OFF
from xmodal_rt.model.checkpoint_config import CheckpointConfig

_SOURCE = re.compile(r"cc (\d{1,3})")
_TAKEN = (
    channel.DATA, channel.FINE_DATA, channel.VOLUME, channel.EXPRESSION, PEDAL, *channel.OTHER_PARAMETERS, channel.PARAMETER_LOW,
    channel.PARAMETER_HIGH, *range(SOUND_OFF, 128),
)  # fmt: skip
"""controllers that mean something already"""
_KEYS = {"source", "channel", "address", "range", "whole"}


@dataclass(frozen=True)
class Setup:
    """What a map says: range of pitch bend in semitones, members of the MPE zones, whether the drums' channel plays, and controls."""

    bend: float = 2.0
    lower: int = 0
    upper: int = 0
    drums: bool = False
    controls: tuple[Control, ...] = ()


def read(path: Path | None, config: CheckpointConfig, voices: int) -> Setup:
    """Read a map for a model and so many voices; without a file nothing is mapped.

    Raises
    ------
    ConfigError
        If it is no TOML, or asks for what there is not.
    """
    if path is None:
        return Setup()
    try:
        data = tomllib.loads(path.read_text())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path} cannot be read as TOML ({error}); mend it, or name another --midi-map") from error
    try:
        return _setup(data, config, voices)
    except ParameterError as error:
        raise ConfigError(f"{path}: {error}") from error


def _setup(data: dict[str, Any], config: CheckpointConfig, voices: int) -> Setup:
    _known("the map", data, {"bend", "drums", "mpe", "control"})
    zones = _table(data.get("mpe", {}), "[mpe]")
    _known("[mpe]", zones, {"lower", "upper"})
    listed = data.get("control", [])
    if not isinstance(listed, list):
        raise ParameterError("control is no list of tables; write each under [[control]]")
    lower, upper = (int(_number(zones.get(name, 0), name, 0, 15)) for name in ("lower", "upper"))
    if lower and upper and lower + upper > 14:
        raise ParameterError(f"lower and upper are {lower} and {upper}; use at most 14 together, since each zone has a manager too")
    controls = tuple(_control(n, _table(item, f"control {n}"), config, voices) for n, item in enumerate(listed, 1))
    return Setup(_number(data.get("bend", 2.0), "bend", 0, 96), lower, upper, _switch(data, "drums"), controls)


def _control(n: int, item: dict[str, Any], config: CheckpointConfig, voices: int) -> Control:
    try:
        _known("it", item, _KEYS)
        on = item.get("channel")
        at = None if on is None else int(_number(on, "channel", 1, 16)) - 1
        address = item.get("address")
        if not isinstance(address, str) or not address.strip():
            raise ParameterError('it has no address; write one such as address = "latent/3"')
        return make(_source(item.get("source")), at, address, _range(item.get("range")), _switch(item, "whole"), config, voices)
    except ParameterError as error:
        raise ParameterError(f"control {n}: {error}") from error


def _source(text: object) -> str:
    found = _SOURCE.fullmatch(text) if isinstance(text, str) else None
    if text != PRESSURE and (found is None or int(found[1]) > 127):
        raise ParameterError(f"source is {text!r}; write cc 0 to cc 127, or pressure")
    if found and int(found[1]) in _TAKEN:
        raise ParameterError(f"source {text!r} has its meaning in MIDI; choose another controller")
    return str(text) if found is None else f"cc {int(found[1])}"


def _range(span: object) -> tuple[float, float] | None:
    if span is None:
        return None
    if not isinstance(span, list) or len(span) != 2:
        raise ParameterError(f"range is {span!r}; write range = [LOW, HIGH]")
    low, high = (_number(end, "range", -1e6, 1e6) for end in span)
    return low, high


def _number(value: object, name: str, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ParameterError(f"{name} is {value!r}; write a number from {low:g} to {high:g}")
    return float(value)


def _switch(item: dict[str, Any], name: str) -> bool:
    value = item.get(name, False)
    if not isinstance(value, bool):
        raise ParameterError(f"{name} is {value!r}; write true or false")
    return value


def _table(value: object, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ParameterError(f"{name} is no table; write its lines as NAME = VALUE below its head")
    return value


def _known(where: str, data: dict[str, Any], names: set[str]) -> None:
    if unknown := sorted(set(data) - names):
        raise ParameterError(f"{where} has {', '.join(unknown)}; use only {', '.join(sorted(names))}")
