"""How near to its due sample a note with a time tag lands; a part of `xmodal-rt bench latency`.

All notes are the same sound out of silence, so that each is found at the same place of its attack. What is
measured is how much the way from the tag to that place varies; its median, the output's latency, is given apart.
"""

import time
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.audio.jack_probe import JackProbe
from xmodal_rt.bench.player import Player, urgent

_PITCH, _VELOCITY = 76.0, 100.0
_AUDIBLE = 1e-4
_AHEAD_S = (0.020, 0.060)
_HOLD_S, _REST_S = 0.06, 0.06
_SMOOTH = 375
"""blocks over which the arrivals' jitter is taken away: the recorder is woken early or late, the samples are not"""


def deviations(port: str, player: Player, notes: int, rng: np.random.Generator) -> tuple[NDArray[np.float64], float]:
    """Play `notes` notes that are tagged 20 to 60 ms ahead.

    Returns
    -------
    tuple
        Samples by which each landed beside its due sample [notes], and the constant way from the tag to the
        output in ms.
    """
    player.send("voice/*/panic")
    with JackProbe("tags", 2.0 + 1.5 * notes * (_AHEAD_S[1] + _HOLD_S + _REST_S)) as probe:
        probe.connect(port, probe.input)
        time.sleep(0.5)
        with urgent():
            due_s = list(_play(player, notes, rng))
        y, sr = probe.recording, probe.sample_rate
        starts_s = _smooth(probe.arrivals_s, probe.block / sr)
        landed = [_land(y, starts_s, probe.block, sr, at) for at in due_s]
    way = np.array([1e3 * at for at in landed if at is not None])
    return (way - np.median(way)) * sr / 1e3, float(np.median(way))


def _play(player: Player, notes: int, rng: np.random.Generator) -> Iterator[float]:
    """Play the notes; yields when each is due, on JACK's clock."""
    for _ in range(notes):
        ahead_s = rng.uniform(*_AHEAD_S)
        yield player.send_at(ahead_s, "voice/1/note", _PITCH, _VELOCITY)
        time.sleep(ahead_s + _HOLD_S)
        player.send("voice/1/panic")
        time.sleep(_REST_S)


def _smooth(arrivals_s: NDArray[np.float64], period_s: float) -> NDArray[np.float64]:
    """When each block began [blocks]: a running median over what its arrival differs from an even pace."""
    even_s = np.arange(len(arrivals_s)) * period_s
    late_s = np.pad(arrivals_s - even_s, _SMOOTH // 2, mode="edge")
    around_s = np.lib.stride_tricks.sliding_window_view(late_s, _SMOOTH // 2 * 2 + 1)
    return np.asarray(even_s + np.median(around_s, axis=1))


def _land(y: NDArray[np.float32], starts_s: NDArray[np.float64], block: int, sr: int, due_s: float) -> float | None:
    """Seconds from `due_s` to the first audible sample after it; None when there is none."""
    first = int(np.searchsorted(starts_s, due_s - 0.005)) * block
    found = np.flatnonzero(np.abs(y[first : first + round(0.05 * sr)]) > _AUDIBLE)
    if not len(found):
        return None
    place = first + int(found[0])
    return float(starts_s[place // block]) + place % block / sr - due_s
