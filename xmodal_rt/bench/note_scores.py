"""How right a transcript is, and how soon."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.bench import figures
from xmodal_rt.bench.clips import Clip, TrueNote
from xmodal_rt.bench.said import NoteSaid, Transcript
from xmodal_rt.errors import ParameterError

_BEFORE_S = 0.05
"""a note that was said so long before the true one may be meant for it"""


def require() -> None:
    """Raise ParameterError unless phrases can be judged."""
    try:
        import mir_eval  # noqa: F401  # only whether it is there
    except ModuleNotFoundError as error:
        raise ParameterError("the notes of phrases are judged by mir_eval; install the extra 'train'") from error


@dataclass(frozen=True)
class Judged:
    """One true note, and what was said of it."""

    note: TrueNote
    held: float
    """pitch that was said for the longest time while it sounded, NaN for none"""
    at_50ms: bool
    at_100ms: bool
    """whether the right pitch stood 50 and 100 ms after the onset"""
    latency_s: float
    """from the onset until the right pitch was first sent, NaN for never"""
    said: tuple[NoteSaid, ...]

    @property
    def right(self) -> bool:
        """Within 50 cents."""
        return abs(self.held - self.note.midi) <= 0.5

    @property
    def octave_error(self) -> bool:
        """Whole octaves off."""
        off = self.held - self.note.midi
        return bool(abs(off) > 6 and abs(off - 12 * np.round(off / 12)) <= 0.5)


def judge(clip: Clip, heard: Transcript) -> list[Judged]:
    """Hold a transcript against each note of the clip."""
    starts = [-np.inf, *(note.onset_s for note in clip.notes[1:]), np.inf]
    return [_judge(note, heard, starts[i], starts[i + 1]) for i, note in enumerate(clip.notes)]


def _judge(note: TrueNote, heard: Transcript, since_s: float, following_s: float) -> Judged:
    """Judge one note; what is said before the first one of a clip is said of it, wrongly."""
    sent = np.array([s.sent_s for s in heard.statements])
    pitch = np.array([s.pitch for s in heard.statements])
    fits = np.abs(pitch - note.midi) <= 0.5
    until = np.append(sent[1:], np.inf)
    spoken = np.minimum(until, note.offset_s) - np.maximum(sent, note.onset_s)
    # A recorded note begins a little before its measured onset, so what is sent just before may be right, and counts as at once.
    during = (sent >= note.onset_s - _BEFORE_S) & (sent < min(note.offset_s, following_s)) & (until > note.onset_s)
    first = np.flatnonzero(fits & during)
    stands = [bool((fits & during & (sent <= note.onset_s + wait) & (until > note.onset_s + wait)).any()) for wait in (0.05, 0.1)]
    said = tuple(s for s in heard.notes if since_s - _BEFORE_S <= s.onset_s < following_s - _BEFORE_S)
    latency_s = max(0.0, float(sent[first[0]] - note.onset_s)) if len(first) else float("nan")
    return Judged(note, _longest(pitch, np.where(during, spoken, 0.0)), stands[0], stands[1], latency_s, said)


def _longest(pitch: NDArray[np.float64], spoken: NDArray[np.float64]) -> float:
    """Mean of the pitches in the semitone that was said for the longest time."""
    there = ~np.isnan(pitch) & (spoken > 0)
    if not there.any():
        return float("nan")
    which = np.unique(np.round(pitch[there]), return_inverse=True)[1]
    most = which == np.bincount(which, spoken[there]).argmax()
    return float(np.average(pitch[there][most], weights=spoken[there][most]))


def isolated(judged: Sequence[Judged]) -> dict[str, Any]:
    """Figures of isolated notes."""
    low = [j for j in judged if j.note.midi < 40]
    quick = [j for j in judged if j.note.midi >= 57]
    counts = np.array([len(j.said) for j in judged])
    return {
        "notes": len(judged),
        "note": _share([j.right for j in judged]),
        "note_below_E2": _share([j.right for j in low]),
        "octave_errors": _share([j.octave_error for j in judged]),
        "acc_50ms": _share([j.at_50ms for j in judged]),
        "acc_100ms": _share([j.at_100ms for j in judged]),
        "acc_50ms_from_A3": _share([j.at_50ms for j in quick]),
        "latency_ms": _latency(judged),
        "latency_ms_from_A3": _latency(quick),
        "latency_ms_per_octave": {f"C{o}": _latency([j for j in judged if j.note.midi // 12 - 1 == o]) for o in _octaves(judged)},
        "first_right": _share([abs(j.said[0].pitch - j.note.midi) <= 0.5 for j in judged if j.said]),
        "once": _share(counts == 1),
        "missed": _share(counts == 0),
        "extra_per_note": round(float(np.maximum(counts - 1, 0).mean()), 4) if len(counts) else None,
    }


def labels(judged: Sequence[Judged], dynamics: Sequence[str]) -> dict[str, Any]:
    """Figures of what pitch trackers do not say, by the last note that was said of each true one."""
    found: dict[str, Any] = {}
    known = [(j.note, j.said[-1]) for j in judged if j.said]
    steps = [abs(dynamics.index(n.dynamics) - dynamics.index(s.dynamics)) for n, s in known if n.dynamics and s.dynamics]
    found["dynamics_within_1"] = _share(np.array(steps) <= 1)
    found["dynamics"] = _share(np.array(steps) == 0)
    found["instrument"] = _share([s.instrument == n.instrument for n, s in known if n.instrument and s.instrument])
    return found


def onset_f1(clip: Clip, heard: Transcript, window_s: float = 0.05) -> dict[str, float]:
    """Note precision, recall and F1 of mir_eval: onset within `window_s`, pitch within 50 cents, no offsets.

    The notes that are checked are the reference. `f1` counts every other note that was said as wrong;
    `f1_checked` leaves out those that begin while an unchecked note sounds, since they may be right.
    """
    sure = [n for n in clip.notes if n.checked]
    open_ = [n for n in clip.notes if not n.checked]
    every = list(heard.notes)
    kept = [s for s in every if not any(n.onset_s - window_s <= s.onset_s < n.offset_s for n in open_) or _fits(s, sure, window_s)]
    _, _, f1 = _mir_eval(sure, every, window_s)
    precision, recall, checked = _mir_eval(sure, kept, window_s)
    return {"f1": f1, "f1_checked": checked, "precision_checked": precision, "recall": recall, "reference": len(sure), "said": len(every)}


def _fits(said: NoteSaid, sure: Sequence[TrueNote], window_s: float) -> bool:
    return any(abs(said.onset_s - n.onset_s) <= window_s and abs(said.pitch - n.midi) <= 0.5 for n in sure)


def _mir_eval(reference: Sequence[TrueNote], said: Sequence[NoteSaid], window_s: float) -> tuple[float, float, float]:
    import mir_eval

    if not reference or not said:
        return 0.0, 0.0, 0.0
    true = np.array([[n.onset_s, n.offset_s] for n in reference])
    found = np.array([[max(0.0, s.onset_s), max(s.offset_s, s.onset_s + 0.001, 0.001)] for s in said])
    hz = [440.0 * 2.0 ** ((np.array(p, float) - 69) / 12) for p in ([n.midi for n in reference], [s.pitch for s in said])]
    scores = mir_eval.transcription.precision_recall_f1_overlap(true, hz[0], found, hz[1], window_s, 50.0, None)
    precision, recall, f1 = (round(float(x), 4) for x in scores[:3])
    return precision, recall, f1


def _octaves(judged: Sequence[Judged]) -> list[int]:
    return sorted({j.note.midi // 12 - 1 for j in judged})


def _latency(judged: Sequence[Judged]) -> dict[str, float | None]:
    """Tail over the notes whose right pitch was sent at all."""
    ms = [1e3 * j.latency_s for j in judged if not np.isnan(j.latency_s)]
    tails = figures.tails(ms, 1)
    return {name: tails[name] if ms else None for name in ("p50", "p95")} | {"notes": len(ms)}


def _share(right: Any) -> float | None:
    values = np.asarray(right, float)
    return round(float(values.mean()), 4) if values.size else None
