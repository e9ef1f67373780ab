"""How long from an OSC message to the sound: `xmodal-rt bench latency`.

A JACK client in machine code stamps the moment before each datagram is sent and the arrival of each
block with the same clock. The gaps between the messages are random, since a sender that keeps step with
the audio's period would hide the period. A quiet voice sounds all the time, so that nothing is idle.
"""

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.audio.jack_probe import JackProbe
from xmodal_rt.audio.jack_server import JackServer
from xmodal_rt.bench import figures, onsets, time_tags
from xmodal_rt.bench import sounds as bench_sounds
from xmodal_rt.bench.player import Player, instrument, pure_data, urgent
from xmodal_rt.bench.sounds import Sounds
from xmodal_rt.errors import ParameterError
from xmodal_rt.model import checkpoint
from xmodal_rt.model.checkpoint_config import find

WARM_UP = 10
_HOLD_S, _REST_S, _JITTER_S = 0.15, 0.06, 0.05
_LOW, _HIGH = 69, 94
"""pitches of the notes: short periods, so that the wait for a wave's crest adds little"""

Gesture = Callable[[], float]


@dataclass(frozen=True)
class Heard:
    """Milliseconds from the sending to the first sample and to half the level, and what was not heard or missed."""

    first_ms: list[float]
    half_ms: list[float]
    lost: int
    xruns: int


def run(
    sample_rate: int = 48000,
    block: int = 64,
    notes: int = 200,
    name: str = "solo5",
    ahead: int = 0,
    seed: int = 0,
    peer: bool = True,
) -> dict[str, object]:
    """Measure the whole chain on a private JACK server without a sound card.

    Parameters
    ----------
    sample_rate, block : int
        Rate in Hz and period in frames of the JACK server.
    notes : int
        Notes, and moves of the latent, to measure, after a warm-up.
    name : str
        Name of the checkpoint to play.
    ahead : int
        Finished blocks that wait in the server's ring; 0: its default.
    seed : int
        Seed of the gaps and of the pitches.
    peer : bool
        Measure Pure Data's `-callback` on the same JACK server as well, if it is installed.

    Returns
    -------
    dict
        `first_sample_ms` and `minus6db_ms` of notes, `latent_minus6db_ms` of a jump by /latent from a soft
        sound to a loud one, each with its tail; `time_tag_samples` by which notes with a time tag land beside
        their due sample; `late_blocks`, deadlines that JACK or the instrument missed; `stolen_ms`, for which
        a virtual machine's host let its cores wait.
        The notes are those of `sound`, which begin most suddenly of all that the model has learned; its
        first frame lies `rise_db` below its level.

    Raises
    ------
    DeviceError
        If JACK or the instrument does not start.
    ParameterError
        If `notes` is below 1.
    """
    if notes < 1:
        raise ParameterError(f"notes is {notes}; use 1 or more")
    rng = np.random.default_rng(seed)
    pitches = [int(pitch) for pitch in rng.integers(_LOW, _HIGH, notes + WARM_UP)]
    sounds = bench_sounds.choose(checkpoint.load(find(name)))
    stolen_s = figures.stolen_s()
    with JackServer(f"xmodal-bench-{os.getpid()}", sample_rate, block):
        with instrument(["--checkpoint", name, "--ahead", str(ahead), "--voices", "8"]) as player:
            found = _play(player, sounds, pitches, rng)
        beside = _peer(sample_rate, pitches, rng) if peer and shutil.which("pd") else {}
    return {
        **found,
        "block": block,
        "sample_rate": sample_rate,
        "ahead": ahead,
        "notes": notes,
        "checkpoint": name,
        "sound": " ".join(sounds.quick),
        "rise_db": round(sounds.rise_db, 1),
        "stolen_ms": round(1e3 * (figures.stolen_s() - stolen_s)),
        **beside,
        **figures.on_jack(),
    }


def _play(player: Player, sounds: Sounds, pitches: list[int], rng: np.random.Generator) -> dict[str, object]:
    if sounds.quick:
        player.send("symbol", *sounds.quick)
    played = measure("xmodal:output_1", [_note(player, pitch, rng) for pitch in pitches])
    moved = measure("xmodal:output_1", [_move(player, sounds, rng)] * len(pitches), over=2.0)
    aside, way_ms = time_tags.deviations("xmodal:output_1", player, len(pitches), rng)
    underruns, xruns = player.underruns(), played.xruns + moved.xruns
    return {
        "first_sample_ms": figures.tails(played.first_ms),
        "minus6db_ms": figures.tails(played.half_ms),
        "latent_minus6db_ms": figures.tails(moved.half_ms),
        "time_tag_samples": figures.tails(np.abs(aside)),
        "time_tag_way_ms": round(way_ms, 3),
        "late_blocks": xruns + underruns,
        "xruns": xruns,
        "underruns": underruns,
        "lost": played.lost + moved.lost,
    }


def _peer(sample_rate: int, pitches: list[int], rng: np.random.Generator) -> dict[str, object]:
    with pure_data(sample_rate) as player:
        heard = measure("pure_data:output_1", [_note(player, pitch, rng) for pitch in pitches])
    found = {"first_sample_ms": figures.tails(heard.first_ms), "xruns": heard.xruns, "lost": heard.lost}
    return {"pd_callback": found | {"version": figures.program_version("pd", "-version")}}


def _note(player: Player, pitch: int, rng: np.random.Generator) -> Gesture:
    def play() -> float:
        sent_s = player.send("note", float(pitch), 100.0)
        time.sleep(_HOLD_S)
        player.send("note", float(pitch), 0.0)
        player.send("voice/[1-7]/panic")
        time.sleep(_REST_S + rng.uniform(0, _JITTER_S))
        return sent_s

    return play


def _move(player: Player, sounds: Sounds, rng: np.random.Generator) -> Gesture:
    def play() -> float:
        player.send("voice/1/latent", *sounds.soft)
        time.sleep(_REST_S + rng.uniform(0, _JITTER_S))
        sent_s = player.send("voice/1/latent", *sounds.loud)
        time.sleep(_HOLD_S)
        return sent_s

    return play


def measure(port: str, gestures: list[Gesture], over: float = 4.0, lasts_s: float = _HOLD_S + _REST_S + _JITTER_S) -> Heard:
    """Make the gestures, each of which may last so long, and find them in the recording; the first ones warm up and do not count.

    A sound counts when it exceeds what was there before by the factor `over`.
    """
    with JackProbe("probe", 3.0 + 1.5 * len(gestures) * lasts_s) as probe:
        probe.connect(port, probe.input)
        time.sleep(1.0)
        with urgent():
            sent_s = [gesture() for gesture in gestures]
        y, arrivals_s, xruns = probe.recording, probe.arrivals_s, probe.xruns
        places = [_find(y, probe, arrivals_s, at, over) for at in sent_s]
        found = [(at, place) for at, place in zip(sent_s, places, strict=True) if place][WARM_UP:]
        first_ms = [1e3 * (probe.time_of(place[0]) - at) for at, place in found]
        half_ms = [1e3 * (probe.time_of(place[1]) - at) for at, place in found]
    return Heard(first_ms, half_ms, places.count(None), xruns)


def _find(y: NDArray[np.float32], probe: JackProbe, arrivals_s: NDArray[np.float64], sent_s: float, over: float) -> tuple[int, int] | None:
    sr = probe.sample_rate
    start = int(np.searchsorted(arrivals_s, sent_s)) * probe.block
    first = onsets.first_sample(y, start, round(0.02 * sr), round(_HOLD_S * sr), over)
    return None if first is None else (first, onsets.half_level(y, first, sr))
