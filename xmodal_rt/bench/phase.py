"""Quality, cost and delay of the phase reconstruction beside librosa's Griffin-Lim, on the same magnitudes in one run."""

import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.phase.bank import LIVE_ITERATIONS, PhaseBank, reconstruct
from xmodal_rt.phase.state import Float

ANALYSIS = Analysis()
HOP = 128
SEEDS = 3
LEVEL_WINDOW_S = 0.0025
_BEFORE = (np.float32(0.0), np.float32(0.1))
Note = tuple[str, Float, int]


def run(folder: Path | None = None, limit: int = 12, seconds: float = 1.5) -> dict[str, Any]:
    """Measure and return plain data for JSON; levels in dB, times in ms and µs.

    Parameters
    ----------
    folder
        Recorded notes, FLAC or WAV; by default tones that are made here.
    limit, seconds
        At most so many notes, spread over the folder, and so much of each.

    Raises
    ------
    ParameterError
        If the folder has no sound files.
    """
    notes = made_notes(seconds) if folder is None else recorded_notes(folder, limit, seconds)
    methods: dict[str, Callable[[Float, int, int], Float]] = {
        "full": lambda S, n_fft, seed: reconstruct(S, n_fft, HOP, studio=True),
        "live": lambda S, n_fft, seed: reconstruct(S, n_fft, HOP),
        "griffinlim_32": lambda S, n_fft, seed: _griffinlim(S, n_fft, seed, 32),
        "griffinlim_100": lambda S, n_fft, seed: _griffinlim(S, n_fft, seed, 100),
    }
    seeds = {"griffinlim_32": SEEDS, "griffinlim_100": SEEDS}
    results: dict[str, Any] = {name: _score(method, notes, seeds.get(name, 1)) for name, method in methods.items()}
    results["live_from_frames"] = _score(methods["live"], notes, 1, lambda S, sr: ANALYSIS.expand(ANALYSIS.compress(S, sr), sr))
    results["live"] |= {"iterations": LIVE_ITERATIONS, **_onsets(notes)}
    results["push_us"] = {f"{v} voices, {i} iterations": _cost(notes, v, i) for v, i in ((1, 2), (1, 1), (16, 1), (16, 0))}
    return results | {"hop_length": HOP, "notes": [name for name, _, _ in notes]}


def recorded_notes(folder: Path, limit: int, seconds: float) -> list[Note]:
    """Read the notes of a folder: name, samples with a fade-out of 50 ms where they are cut, sample rate."""
    import soundfile

    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".flac", ".wav"))
    if not paths:
        raise ParameterError(f"{folder} holds no FLAC or WAV files; name a folder of recorded notes")
    chosen = [paths[i] for i in np.unique(np.linspace(0, len(paths) - 1, limit).astype(int))]
    sounds = [(path.stem, *soundfile.read(path, dtype="float32", always_2d=True)) for path in chosen]
    return [(name, *_cut(y, sr, seconds)) for name, y, sr in sounds]


def _cut(y: Float, sr: int, seconds: float) -> tuple[Float, int]:
    mono = y.mean(axis=1)[: int(seconds * sr)]
    length = min(len(mono), sr // 20)
    mono[len(mono) - length :] *= np.linspace(1, 0, length, dtype=np.float32)
    return mono, sr


def made_notes(seconds: float, sr: int = 48000) -> list[Note]:
    """Make six tones with an attack, a decay that is quicker for higher partials, vibrato and breath."""
    rng, t = np.random.default_rng(1), np.arange(int(seconds * sr)) / sr
    notes = []
    for midi in (40, 52, 60, 67, 74, 81):
        turns = 440 * 2 ** ((midi - 69) / 12) * (t + 2e-5 * np.sin(2 * np.pi * 5 * t))
        partials = range(1, 1 + int(9000 / (440 * 2 ** ((midi - 69) / 12))))
        y = sum(np.exp(-h * t) / h * np.sin(2 * np.pi * h * turns + rng.uniform(0, 6)) for h in partials)
        y = (0.2 * y + 2e-4 * rng.standard_normal(len(t))) * np.minimum(1, t / 0.02)
        notes.append((f"made {midi}", *_cut(np.asarray(y, np.float32)[:, None], sr, seconds)))
    return notes


def spectra(y: Float, sr: int) -> Float:
    """Amplitude spectra [T, bins] every HOP samples; beyond the ends of `y` is silence."""
    n_fft = ANALYSIS.n_fft(sr)
    padded = np.pad(y, (n_fft // 2, n_fft))
    grains = np.lib.stride_tricks.sliding_window_view(padded, n_fft)[: len(y) + 1 : HOP]
    return ANALYSIS.amplitudes(grains, sr)


def convergence(S: Float, y: Float, sr: int) -> float:
    """Spectral convergence in dB of the sound `y` against the amplitude spectra S."""
    R = spectra(y, sr)
    n = min(len(R), len(S))
    return float(20 * np.log10(np.linalg.norm(R[:n] - S[:n]) / np.linalg.norm(S[:n])))


def log_mel_error(S: Float, y: Float, sr: int) -> float:
    """Difference in dB between the log-mel spectra of the sound `y` and of S: RMS over 80 bands, mean over frames above -60 dB."""
    R = spectra(y, sr)
    n = min(len(R), len(S))
    a, b = (10 * np.log10(np.maximum(np.square(X[:n]) @ _mel(sr), 1e-9)) for X in (S, R))
    loud = a.max(axis=1) > -60
    return float(np.sqrt(np.square(a - b)[loud].mean(axis=1)).mean())


@lru_cache
def _mel(sr: int) -> NDArray[Any]:
    import librosa

    mel: NDArray[Any] = librosa.filters.mel(sr=sr, n_fft=ANALYSIS.n_fft(sr), n_mels=80).T
    return mel


def _griffinlim(S: Float, n_fft: int, seed: int, iterations: int) -> Float:
    import librosa

    T = np.ascontiguousarray(S.T) * np.float32(n_fft / 4)
    return np.asarray(librosa.griffinlim(T, n_iter=iterations, hop_length=HOP, n_fft=n_fft, window="hann", random_state=seed), np.float32)


def _score(
    method: Callable[[Float, int, int], Float], notes: list[Note], seeds: int, through: Callable[[Float, int], Float] | None = None
) -> dict[str, float]:
    sc, lsd, us = [], [], []
    for _, y, sr in notes:
        S = spectra(y, sr)
        given = through(S, sr) if through else S
        for seed in range(seeds):
            begun = time.perf_counter()
            sound = method(given, ANALYSIS.n_fft(sr), seed)
            us.append((time.perf_counter() - begun) / len(S) * 1e6)
            sc.append(convergence(S, sound, sr))
            lsd.append(log_mel_error(S, sound, sr))
    return {"sc_db": float(np.mean(sc)), "sc_worst_db": max(sc), "lsd_db": float(np.mean(lsd)), "us_per_frame": float(np.median(us))}


def step(S: Float, n_fft: int, flagged: bool, iterations: int = LIVE_ITERATIONS, before: Float | None = None, frames: int = 60) -> Float:
    """Sound of `frames` steady frames S [bins] from the moment they are available, after silence or after `before` [bins]."""
    bank = PhaseBank(n_fft, HOP, 1, iterations)
    out, voice, advance = np.empty((frames, HOP), np.float32), np.zeros(1, np.int64), np.full(1, HOP)
    for _ in range(frames):
        bank.push((np.zeros_like(S) if before is None else before)[None], voice, advance, np.zeros(1, np.bool_), out[:1])
    for t in range(frames):
        bank.push(S[None], voice, advance, np.array([flagged and t == 0]), out[t : t + 1])
    return out.ravel()


def rise(y: Float, sr: int) -> tuple[float, float]:
    """Time in ms until the level of `y` (RMS over 2.5 ms) is at -6 dB of its level at the end, and its overshoot in dB."""
    length = int(LEVEL_WINDOW_S * sr)
    level = np.sqrt(np.convolve(np.square(y), np.full(length, 1 / length), "same"))
    steady = level[len(level) // 2 : -length]
    first = int(np.argmax(level >= 0.5 * np.sqrt(np.mean(np.square(steady)))))
    return first / sr * 1e3, float(20 * np.log10(level[:-length].max() / steady.max()))


def _onsets(notes: list[Note]) -> dict[str, float]:
    """Measure steps to the loudest frame of each note, from silence and from a tenth of it."""
    rises: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    for _, y, sr in notes:
        S = spectra(y, sr)
        loudest = S[np.argmax(np.square(S).sum(axis=1))]
        for flagged, found in rises.items():
            found += [rise(step(loudest, ANALYSIS.n_fft(sr), flagged, before=share * loudest), sr) for share in _BEFORE]
    flagged_ms, unflagged_ms = ([ms for ms, _ in rises[flag]] for flag in (True, False))
    return {
        "onset_ms": float(np.median(flagged_ms)),
        "onset_max_ms": max(flagged_ms),
        "onset_unflagged_ms": float(np.median(unflagged_ms)),
        "onset_unflagged_max_ms": max(unflagged_ms),
        "overshoot_db": max(db for found in rises.values() for _, db in found),
    }


def _cost(notes: list[Note], voices: int, iterations: int) -> dict[str, float]:
    _, y, sr = notes[0]
    S, n_fft = spectra(y, sr), ANALYSIS.n_fft(sr)
    bank = PhaseBank(n_fft, HOP, voices, iterations)
    every, out = np.arange(voices), np.empty((voices, HOP), np.float32)
    us = []
    for t in range(len(S) - voices):
        begun = time.perf_counter()
        bank.push(S[t : t + voices], every, np.full(voices, HOP), np.zeros(voices, np.bool_), out)
        us.append((time.perf_counter() - begun) * 1e6)
    tails = np.percentile(us[20:], [50, 95, 99, 99.9, 100])
    return dict(zip(("p50", "p95", "p99", "p99_9", "max"), map(float, tails), strict=True))
