"""Notes that sound together, and how well the ear of a mixture tells them apart: `xmodal-rt bench transcribe --checkpoint duo`."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from xmodal_rt.bench import figures
from xmodal_rt.bench.clips import LEAD_S, ROOM_DB, SR, Clip, Floats, TrueNote, noise
from xmodal_rt.bench.note_scores import onset_f1
from xmodal_rt.bench.said import NoteSaid, Transcript
from xmodal_rt.errors import ParameterError
from xmodal_rt.model.vocabulary import Vocabulary

COUNT = 200
"""mixtures, if nobody asks for another number"""
LEVEL_DB, APART_DB = -23.0, 3.0
"""RMS level of a note, and how much it may be louder or softer"""
LATER_S = 0.8
"""one note begins at most so much later than the other; in half of the mixtures they begin together"""
LENGTHS_S = 0.8, 1.6
_FADE_S, _AFTER_S, _OVER_DB = 0.05, 0.6, 30.0
_NEAR_S = 0.1
"""from its onset a note may be so far away and still be meant"""


def mixed(notes: Sequence[Clip], vocabulary: Vocabulary, count: int = 0) -> list[Clip]:
    """Mix those of the notes that stand alone, one for each part of the vocabulary, drawn at random: `count` mixtures.

    Raises
    ------
    ParameterError
        If a part has no note.
    """
    rng, pools = np.random.default_rng(7), list[list[Clip]]()
    for part in vocabulary.parts:
        words = vocabulary.label(part.presence).classes
        pools.append([clip for clip in notes if not clip.phrase and clip.notes[0].instrument in words])
        if not pools[-1]:
            raise ParameterError(f"there is no note here that part {part.name} of the mixture plays; name another folder")
    return [_together([pool[rng.integers(len(pool))] for pool in pools], rng) for _ in range(count or COUNT)]


def _together(notes: Sequence[Clip], rng: np.random.Generator) -> Clip:
    starts_s = LEAD_S + rng.permutation([0.0, *rng.uniform(0.0, LATER_S, len(notes) - 1) * rng.integers(2)])
    y = noise(round((LEAD_S + LATER_S + LENGTHS_S[1] + _AFTER_S) * SR), ROOM_DB, rng, 0.0)
    true = []
    for note, start_s in zip(notes, starts_s, strict=True):
        sound = _cut(note, rng)
        at = round(start_s * SR)
        y[at : at + len(sound)] += sound
        true.append(replace(note.notes[0], onset_s=start_s, offset_s=start_s + _lasts_s(sound)))
    return Clip(" + ".join(note.name for note in notes), y, tuple(true), phrase=True)


def _cut(note: Clip, rng: np.random.Generator) -> Floats:
    """Return the note from its onset on, at the level of all, faded out."""
    begin = round(note.notes[0].onset_s * SR)
    sound = note.y[begin : begin + round(rng.uniform(*LENGTHS_S) * SR)].copy()
    fade = round(_FADE_S * SR)
    sound[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)
    level = np.sqrt(np.mean(np.square(sound[:SR])))
    return np.asarray(sound * (10 ** ((LEVEL_DB + rng.uniform(-APART_DB, APART_DB)) / 20) / level), np.float32)


def _lasts_s(sound: Floats) -> float:
    """Seconds until the sound stays 30 dB below its loudest moment; some recordings end in silence."""
    n = SR // 100
    power = np.square(sound[: len(sound) // n * n].reshape(-1, n)).mean(axis=1)
    return float(n * (np.flatnonzero(power > power.max() * 10 ** (-_OVER_DB / 10))[-1] + 1) / SR)


def measure(track: Callable[[Floats], Transcript], clips: Sequence[Clip]) -> dict[str, Any]:
    """Figures of mixtures; which part a note was said to be of counts in `source` alone."""
    pairs = [(clip, track(clip.y)) for clip in clips]
    found = [(note, _said(note, heard.notes), clip, heard) for clip, heard in pairs for note in clip.notes]
    meant = [(note, said) for note, said, _, _ in found if said is not None]
    held = [_held(note, heard.notes) for note, _, _, heard in found]
    scores = [onset_f1(clip, heard) for clip, heard in pairs]
    count, said = len(found), sum(len(heard.notes) for _, heard in pairs)
    return {
        "mixtures": len(clips), "notes": count,
        "note": _share(held),
        "all_notes_of_a_mixture": _share([all(_held(note, heard.notes) for note in clip.notes) for clip, heard in pairs]),
        "onset_within_50ms": _share([s is not None and abs(s.onset_s - note.onset_s) <= 0.05 for note, s, _, _ in found]),
        "f1": round(float(np.mean([score["f1"] for score in scores])), 4),
        "source": _share([s.instrument == note.instrument for note, s in meant]),
        "extra_per_note": round((said - len(meant)) / count, 4),
        "latency_ms": figures.tails([1e3 * max(0.0, s.sent_s - note.onset_s) for note, s in meant], 1),
        "us_per_second": round(1e6 * sum(heard.cpu_s for _, heard in pairs) / (sum(len(clip.y) for clip in clips) / SR)),
    }  # fmt: skip


def _said(note: TrueNote, said: Sequence[NoteSaid]) -> NoteSaid | None:
    """Return the first note of the right pitch that begins near the true one."""
    return next((s for s in said if round(s.pitch) == note.midi and abs(s.onset_s - note.onset_s) <= _NEAR_S), None)


def _held(note: TrueNote, said: Sequence[NoteSaid]) -> bool:
    """Whether the pitch was said for more than half of the note."""
    right = [s for s in said if round(s.pitch) == note.midi]
    spoken_s = sum(max(0.0, min(s.offset_s, note.offset_s) - max(s.onset_s, note.onset_s)) for s in right)
    return spoken_s > 0.5 * (note.offset_s - note.onset_s)


def _share(right: Sequence[bool]) -> float:
    return round(float(np.mean(right)), 4)
