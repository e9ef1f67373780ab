"""Tables of TOML into dataclasses and back: types checked by the annotations, unknown keys refused."""

import dataclasses
import typing
from collections.abc import Mapping
from typing import Any

from xmodal_rt.errors import ConfigError


def within(name: str, value: float, low: float, high: float) -> None:
    """Raise ConfigError unless `low` <= `value` <= `high`."""
    if not low <= value <= high:
        raise ConfigError(f"{name} is {value}; use {low} to {high}")


def plain(value: Any) -> Any:
    """Turn dataclasses, mappings and tuples into dictionaries and lists."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, tuple | list) else value


def build(cls: Any, table: Any, where: str, **given: Any) -> Any:
    """Fill the dataclass `cls` from a TOML table; `where` names the table in messages, `given` are values from elsewhere.

    Raises
    ------
    ConfigError
        If a key is unknown or missing, or a value is of another type or out of range.
    """
    if not isinstance(table, Mapping):
        raise ConfigError(f"{where} is {table!r}; make it a table")
    hints = typing.get_type_hints(cls)
    for key in table:
        if key not in hints or key in given:
            raise ConfigError(f"{where} has an unknown key {key!r}; use {', '.join(k for k in hints if k not in given)}")
    missing = [f.name for f in dataclasses.fields(cls) if _required(f) and f.name not in table and f.name not in given]
    if missing:
        raise ConfigError(f"{where} lacks {', '.join(missing)}; add it")
    return cls(**given, **{key: _value(hints[key], value, f"{where}: {key}") for key, value in table.items()})


def _required(item: Any) -> bool:
    return item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING


def _value(hint: Any, value: Any, where: str) -> Any:
    """Check one value against its annotation, descending into tables and arrays."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if dataclasses.is_dataclass(hint):
        return build(hint, value, where)
    if origin is tuple and isinstance(value, list):
        return tuple(_value(arguments[0], item, where) for item in value)
    if origin is Mapping and isinstance(value, Mapping):
        return {key: _value(arguments[1], item, f"{where}: {key}") for key, item in value.items()}
    if hint is float and type(value) is int:
        return float(value)
    if not isinstance(hint, type) or type(value) is not hint:
        raise ConfigError(f"{where} is {value!r}; make it {getattr(hint, '__name__', hint)}")
    return value
