"""What the panel's plane shows: a place for each class of a label, and where its notes are in latent space at every pitch and dynamics.

Between the places the page mixes these latents, so that each label sounds exactly at its place.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError
from xmodal_rt.model import checkpoint
from xmodal_rt.model.vocabulary import Vocabulary
from xmodal_rt.studio.plane import principal
from xmodal_rt.synthesis.instrument import Instrument
from xmodal_rt.synthesis.walk import Guide, Latents
from xmodal_rt.web.page_files import FOLDER, Page, Pages

MIDI = range(128)
_APART = np.array([0.7, 0.3])
"""how far places lie apart at least, in the plane from -1 to 1: so far that their names can be read"""
_ROUNDS = 300


@dataclass(frozen=True)
class Kind:
    """A sound with a place of its own: its name, its labels, and the message /symbol that chooses it (empty: none does)."""

    name: str
    values: Mapping[str, int]
    symbols: tuple[str, ...] = ()


def prepare(folder: Path, voices: int, instrument: Instrument | None = None) -> Pages:
    """Pages of the plane by their routes, for the model in `folder`: that of the `instrument`, where there is one."""
    model = checkpoint.load(folder) if instrument is None else instrument.checkpoint
    guide = Guide(model) if instrument is None else instrument.guide
    vocabulary = guide.vocabulary
    found = kinds(vocabulary)
    latents = settled(guide, found)
    told = {
        "name": model.config.name,
        "coordinates": latents.shape[-1],
        "voices": voices,
        "pitches": pitches(vocabulary),
        "dynamics": _dynamics(vocabulary),
        "places": [
            {"name": kind.name, "x": round(float(x), 4), "y": round(float(y), 4), "symbols": kind.symbols or None}
            for kind, (x, y) in zip(found, lay_out(latents.mean(axis=(0, 1))), strict=True)
        ],
    }
    return {
        f"{FOLDER}panel.json": Page("application/json", json.dumps(told).encode()),
        f"{FOLDER}places.f32": Page("application/octet-stream", latents.astype("<f4").tobytes()),
    }


def kinds(vocabulary: Vocabulary) -> list[Kind]:
    """Find what has a place: each class of the label that tells sounds apart best, or each part of a mixture and all of them."""
    if vocabulary.parts:
        return _parts(vocabulary)
    label = vocabulary.label(_telling(vocabulary))
    words = [label.word(i) for i in range(label.values)]
    return [Kind(word, {label.name: i}, (label.name, word) if vocabulary.pitch else ()) for i, word in enumerate(words)]


def _telling(vocabulary: Vocabulary) -> str:
    """Name of the label that tells sounds apart: the instrument, else the last that is neither pitch, dynamics nor time."""
    roles = {*(vocabulary.pitch or ()), vocabulary.velocity, *vocabulary.aging}
    others = [name for name in vocabulary.names if name not in roles]
    return "instrument" if "instrument" in others else (others or [*vocabulary.names])[-1]


def _parts(vocabulary: Vocabulary) -> list[Kind]:
    silent = {part.presence: vocabulary.label(part.presence).values - 1 for part in vocabulary.parts}
    found = []
    for part in vocabulary.parts:
        values = {**silent, part.presence: 0}
        pairs = [(name, vocabulary.label(name).word(i)) for name, i in values.items()]
        found.append(Kind(part.name, values, tuple(word for pair in pairs for word in pair)))
    return [*found, Kind(" + ".join(part.name for part in vocabulary.parts), dict.fromkeys(silent, 0))]


def pitches(vocabulary: Vocabulary) -> list[int]:
    """MIDI pitches that the vocabulary has."""
    return [midi for midi in MIDI if _pitch(vocabulary, midi) is not None]


def _pitch(vocabulary: Vocabulary, midi: int) -> dict[str, int] | None:
    """Class indices of a MIDI pitch for all parts; None where one of them lacks it."""
    found: dict[str, int] = {}
    try:
        for part in vocabulary.voiced:
            found |= vocabulary.pitch_values(midi, part)
    except ParameterError:
        return None
    return found


def _dynamics(vocabulary: Vocabulary) -> list[str]:
    name = vocabulary.voiced[0].velocity
    return [vocabulary.label(name).word(i) for i in range(vocabulary.label(name).values)] if name else []


def settled(guide: Guide, found: Sequence[Kind]) -> Latents:
    """Latents [pitches, dynamics, kinds, D] of notes once their attack is over; where there is no pitch or dynamics, of one each."""
    vocabulary = guide.vocabulary
    pitched = [_pitch(vocabulary, midi) or {} for midi in pitches(vocabulary)] or [{}]
    names = [part.velocity for part in vocabulary.voiced if part.velocity]
    loud = [dict.fromkeys(names, i) for i in range(len(_dynamics(vocabulary)))] or [{}]
    initial = vocabulary.initial
    rows = [[[guide.settled({**initial, **pitch, **force, **kind.values}) for kind in found] for force in loud] for pitch in pitched]
    return np.array(rows, np.float32)


def lay_out(means: Latents) -> NDArray[np.float64]:
    """Places [K, 2] from -1 to 1 for the mean latents [K, D]: as in the plane of their largest spread, pushed apart where they touch."""
    try:
        flat = principal(means).project(means).astype(np.float64)
    except ParameterError:  # two, or one
        angles = np.pi * (1 - 2 * np.arange(len(means)) / len(means))
        flat = np.stack([np.cos(angles), np.sin(angles)], axis=1).round(9) * (len(means) > 1)
    low, high = flat.min(axis=0), flat.max(axis=0)
    spread = np.where(high > low, high - low, 2.0)
    return push_apart(2 * (flat - low) / spread - np.where(high > low, 1.0, 0.0))


def push_apart(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Move places [K, 2] until no two of them touch, or not much more can be done."""
    for _ in range(_ROUNDS):
        way = (places[:, None] - places[None]) / _APART
        distance = np.hypot(way[..., 0], way[..., 1]) + 9 * np.eye(len(places))
        if distance.min(initial=9) >= 1:
            break
        lack = np.clip(1 - distance, 0, None) / np.maximum(distance, 1e-3)
        places = np.clip(places + 0.3 * _APART * (lack[..., None] * way).sum(axis=1), -1, 1)
    return places
