"""Which notes are of no use: unreadable, too short, silent, clipped, or sounding another pitch than their label's."""

from typing import NamedTuple

import numpy as np

from train.config_data import Screen
from train.sources.note import Note, Reason
from train.tracking import heard_semitones
from xmodal_rt.model.analysis import Array

LOWEST_HZ = 50.0
"""below this trackers fail too often to accuse a label"""
FLAT = 0.9999
"""of the peak: what lies above is at the top"""
KINK = 0.995
"""of the peak: beside a flat top of a clipped wave the samples lie below this, beside a round one above"""


class Fault(NamedTuple):
    """What is wrong with a note."""

    reason: Reason
    detail: str = ""


def read(note: Note) -> tuple[Array, int] | Fault:
    """Read the samples [T, C] of a note and their rate in Hz, or say why there are none."""
    if not note.path.is_file():
        return Fault(Reason.MISSING)
    try:
        y, rate = note.read()
    except (OSError, RuntimeError) as error:  # soundfile's own are RuntimeErrors
        return Fault(Reason.UNREADABLE, str(error))
    return (y, rate) if np.isfinite(y).all() else Fault(Reason.UNREADABLE, "some samples are no numbers")


def fault(y: Array, rate: int, note: Note, screen: Screen) -> Fault | None:
    """Say what is wrong with the sound `y` [T, C] of a note, if anything is."""
    length_s, onset_s = len(y) / rate, note.onset_s or 0.0
    if length_s - onset_s < screen.shortest_s:
        return Fault(Reason.SHORT, f"{length_s:.3f} s" + (f", with its onset at {onset_s:.3f} s" if onset_s else ""))
    level_db = loudness_db(y.mean(axis=1), rate)
    if level_db <= screen.mute_db or _is_dither(y):
        return Fault(Reason.SILENT, f"{level_db:.0f} dB")
    share = flat_share(y)
    if share > screen.clipped:
        return Fault(Reason.CLIPPED, f"{100 * share:.1f} % of the samples on flat tops")
    if screen.pitch_semitones and note.midi is not None and 440.0 * 2.0 ** ((note.midi - 69) / 12) >= LOWEST_HZ:
        off = heard_semitones(y.mean(axis=1), rate, note.midi, screen.pitch_semitones)
        if off is not None:
            return Fault(Reason.MISLABELLED, f"{note.midi} sounds {off:+.1f} semitones away")
    return None


def loudness_db(y: Array, sr: int) -> float:
    """RMS level in dB of the loudest 50 ms of `y` [T]."""
    n = sr // 20
    blocks = np.pad(y, (0, -len(y) % n)).reshape(-1, n)
    return float(10 * np.log10(np.square(blocks).mean(axis=1).max() + 1e-12))


def _is_dither(y: Array) -> bool:
    """Whether `y` moves by no more than a few of the steps of 16 bits, as a recording of nothing does."""
    steps = y * 32768.0
    return bool(np.abs(steps).max() <= 4.0 and (steps == np.round(steps)).all())


def flat_share(y: Array) -> float:
    """Share of the samples of `y` [T, C] that lie on flat tops of three samples or more with a kink on both sides.

    Measured against each channel's own peak, since a clipped recording may have been turned down.
    """
    return max(_flat_share(channel) for channel in np.abs(y.T))


def _flat_share(a: Array) -> float:
    peak = a.max()
    top = np.diff(np.concatenate([[False], a >= FLAT * peak, [False]]).astype(np.int8))
    first, after = np.flatnonzero(top == 1), np.flatnonzero(top == -1)
    around = np.pad(a, 1)
    clipped = (after - first >= 3) & (around[first] < KINK * peak) & (around[after + 1] < KINK * peak)
    return float((after - first)[clipped].sum() / len(a))
