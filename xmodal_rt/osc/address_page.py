"""The table of addresses as a page: for the terminal, for the README, for programs."""

import json
from collections.abc import Sequence
from typing import Any

from xmodal_rt.errors import ParameterError
from xmodal_rt.osc.addresses import PREFIX, TABLE, Entry
from xmodal_rt.osc.arguments import Argument

_HEADS = {
    "in": "Messages that the instrument takes",
    "out": "Messages that the instrument sends",
}


def render(format: str = "text") -> str:
    """Return the whole table as "text", "markdown" or "json".

    Raises
    ------
    ParameterError
        If the format is none of these.
    """
    if format == "json":
        return json.dumps([_as_dict(entry) for entry in TABLE], indent=2, ensure_ascii=False)
    writers = {"text": _text, "markdown": _markdown}
    if format not in writers:
        raise ParameterError(f"there is no format {format!r}; use text, markdown or json")
    pages = [writers[format](head, [e for e in TABLE if e.direction == direction]) for direction, head in _HEADS.items()]
    return "\n\n".join([*pages, f"Those with a star exist for one voice too: {PREFIX}voice/N/…"])


def signature(entry: Entry) -> str:
    """Return the names of the arguments, those that may be left out in brackets."""
    names = [argument.name if argument.default is None else f"[{argument.name}]" for argument in entry.arguments]
    return " ".join([*names, *(argument.name for argument in entry.rest), *(["…"] if entry.rest else [])])


def ranges(entry: Entry) -> str:
    """Return range, unit and default of the arguments that have any."""
    return "; ".join(text for text in map(_range, (*entry.arguments, *entry.rest)) if text)


def _range(argument: Argument) -> str:
    parts = [argument.range, argument.unit]
    if isinstance(argument.default, float | int):
        parts.append(f"(default {argument.default:g})")
    words = " ".join(part for part in parts if part)
    return f"{argument.name} {words}" if words else ""


def _rows(entries: Sequence[Entry]) -> list[tuple[str, str, str, str, str]]:
    return [
        (e.path + ("*" if e.per_voice else ""), signature(e), ranges(e), PREFIX + e.answer if e.answer else "", e.doc)
        for e in entries
    ]  # fmt: skip


def _markdown(head: str, entries: Sequence[Entry]) -> str:
    lines = [f"### {head}", "", "| Address | Arguments | Range, unit, default | Answer | |", "|---|---|---|---|---|"]
    for path, names, limits, answer, doc in _rows(entries):
        lines.append(f"| `{path}` | {f'`{names}`' if names else ''} | {limits} | {f'`{answer}`' if answer else ''} | {doc} |")
    return "\n".join(lines)


def _text(head: str, entries: Sequence[Entry]) -> str:
    lines = [head, ""]
    for path, names, limits, answer, doc in _rows(entries):
        notes = [doc, limits and f"{limits}.", answer and f"Answered by {answer}."]
        lines += [f"  {path} {names}".rstrip(), *(f"      {note}" for note in notes if note)]
    return "\n".join(lines)


def _as_dict(entry: Entry) -> dict[str, Any]:
    return {
        "address": entry.path,
        "direction": entry.direction,
        "served_by": entry.served_by,
        "per_voice": entry.per_voice,
        "arguments": [_argument(argument) for argument in entry.arguments],
        "rest": [_argument(argument) for argument in entry.rest],
        "answer": PREFIX + entry.answer if entry.answer else None,
        "doc": entry.doc,
    }


def _argument(argument: Argument) -> dict[str, Any]:
    return {
        "name": argument.name,
        "type": argument.type,
        "range": [argument.low, argument.high] if argument.range else None,
        "unit": argument.unit or None,
        "default": argument.default,
        "outside": ("clip" if argument.clip else "refuse") if argument.range else None,
    }
