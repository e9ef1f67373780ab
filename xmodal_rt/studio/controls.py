"""The controls of a piece as a table: what an OSC client would have sent, and when."""

import csv
import io
from collections.abc import Mapping, Sequence

import numpy as np

from xmodal_rt.events import ALL_VOICES, Event, Kind
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.model.vocabulary import Vocabulary
from xmodal_rt.studio.offline import Timed
from xmodal_rt.studio.reading import Symbols, decode_symbols

Row = dict[str, str]
_LEADS = {Kind.LATENT: 0, Kind.JOIN: 1, Kind.STEP: 2}
"""how many values come before the coordinates"""


def table(events: Sequence[Timed], model: Checkpoint, sr: int) -> str:
    """CSV with a row per event.

    The columns: time_s, control (as the OSC address is called), voice (empty: all), pitch, velocity, value
    (of a glide, in seconds, or a gain); the class of each label, with a latent as the symbol decoder reads it, then with the
    probability of each; and z0, z1 and so on. What does not belong to a control is empty.
    """
    vocabulary = model.config.vocabulary
    coordinates = [f"z{i}" for i in range(model.config.latent_size)]
    columns = ["time_s", "control", "voice", "pitch", "velocity", "value", *vocabulary.names, *(f"{name}_p" for name in vocabulary.names)]
    out = io.StringIO()
    writer = csv.DictWriter(out, [*columns, *coordinates], restval="", lineterminator="\n")
    writer.writeheader()
    read = _symbols_of(events, model)
    for number, (at, event) in enumerate(events):
        voice = "" if event.voice == ALL_VOICES else str(event.voice)
        row = {"time_s": f"{at / sr:.6f}", "control": event.kind.name.lower(), "voice": voice}
        writer.writerow(row | _values(event, vocabulary, coordinates) | read.get(number, {}))
    return out.getvalue()


def _values(event: Event, vocabulary: Vocabulary, coordinates: Sequence[str]) -> Row:
    if event.kind is Kind.NOTE:
        return {"pitch": f"{event.values[0]:g}", "velocity": f"{event.values[1]:g}"}
    if event.kind in _LEADS:
        return dict(zip(coordinates, (f"{z:.5g}" for z in _point(event)), strict=True))
    if event.kind is Kind.SYMBOL:
        named = zip(event.values[::2], event.values[1::2], strict=True)
        return {vocabulary.labels[int(i)].name: vocabulary.labels[int(i)].word(int(c)) for i, c in named}
    return {"value": f"{event.values[0]:g}"} if event.values else {}


def _point(event: Event) -> tuple[float, ...]:
    return event.values[_LEADS[event.kind] :]


def _symbols_of(events: Sequence[Timed], model: Checkpoint) -> Mapping[int, Row]:
    """Labels at the latents among the events, by the number of the event."""
    which = [number for number, (_, event) in enumerate(events) if event.kind in _LEADS]
    if not which:
        return {}
    symbols = decode_symbols(model, np.array([_point(events[number][1]) for number in which], np.float32))
    return {number: _row(symbols, n, model.config.vocabulary) for n, number in enumerate(which)}


def _row(symbols: Symbols, n: int, vocabulary: Vocabulary) -> Row:
    row = {}
    for column, label in enumerate(vocabulary.labels):
        row[label.name] = label.word(symbols.classes[n, column])
        row[f"{label.name}_p"] = f"{symbols.probabilities[n, column]:.3f}"
    return row
