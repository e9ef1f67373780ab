"""Whether the whole instrument holds out: many voices, many messages, for minutes: `xmodal-rt bench load`."""

import contextlib
import functools
import os
import threading
import time

import numpy as np
import torch

from xmodal_rt.audio.jack_probe import JackProbe
from xmodal_rt.audio.jack_server import JackServer
from xmodal_rt.bench import figures, processes
from xmodal_rt.bench.player import Player, instrument, meanwhile
from xmodal_rt.errors import ParameterError
from xmodal_rt.model.checkpoint import find, load
from xmodal_rt.settings import MAX_VOICES
from xmodal_rt.synthesis.walk import Guide

_LOW = 48
_TICK_S = 0.004
_WARM_UP_S = 5.0
_WANDER = 0.02
"""how far a message moves a voice's latent, as a share of its range"""


def run(
    minutes: float = 10.0, voices: int = 16, messages_per_s: int = 2000, sample_rate: int = 48000, block: int = 64,
    checkpoint: str = "solo5", ahead: int = 0, seed: int = 0,
) -> dict[str, object]:  # fmt: skip
    """Hold `voices` notes on a private JACK server without a sound card, and move their latents all the time.

    Parameters
    ----------
    minutes : float
        How long, after a warm-up.
    voices, messages_per_s : int
        Notes that sound, and OSC messages per second that move them.
    sample_rate, block : int
        Rate in Hz and period in frames of the JACK server.
    checkpoint : str
        Name of the checkpoint to play.
    ahead : int
        Finished blocks that wait in the server's ring; 0: its default.
    seed : int
        Seed of the moves.

    Returns
    -------
    dict
        `underruns` of the instrument and `xruns` that JACK counted, in all and for each minute; `stolen_ms`,
        for which a virtual machine's host let its cores wait; the `load` of the synthesis, as a share of a
        block; `memory_mb` of all the server's processes after each minute, what they share counted once, and by how
        much it `grew_mb` after the first.

    Raises
    ------
    DeviceError
        If JACK or the instrument does not start.
    ParameterError
        If there is no time or no voice.
    """
    if minutes <= 0 or not 1 <= voices <= MAX_VOICES or messages_per_s < 1:
        asked = f"{minutes} minutes, {voices} voices, {messages_per_s} messages"
        raise ParameterError(f"{asked}: use more than 0 of each, and at most {MAX_VOICES} voices")
    latents = scale(checkpoint, voices)
    options = ["--checkpoint", checkpoint, "--ahead", str(ahead), "--voices", str(voices)]
    with JackServer(f"xmodal-load-{os.getpid()}", sample_rate, block), JackProbe("probe") as probe, instrument(options) as player:
        probe.connect("xmodal:output_1", probe.input)
        for voice, z in enumerate(latents):
            player.send(f"voice/{voice}/latent", *z)
            time.sleep(0.05)
        found = _hold(player, probe, latents, minutes, messages_per_s, np.random.default_rng(seed))
    return {
        **found,
        "minutes": minutes,
        "voices": voices,
        "messages_per_s": messages_per_s,
        "block": block,
        "sample_rate": sample_rate,
        "ahead": ahead,
        "checkpoint": checkpoint,
        **figures.on_jack(),
    }


def scale(name: str, voices: int) -> list[list[float]]:
    """Where the voices stand: steady sounds of a scale."""
    torch.set_num_threads(1)
    guide = Guide(load(find(name)))
    vocabulary = guide.vocabulary
    middle = {label.name: len(label.classes) // 2 for label in vocabulary.labels}
    walks = [guide.walk(guide.pitched(middle, _LOW + 2 * voice % 36)[0], 60.0) for voice in range(voices)]
    return [[float(x) for x in walk.z[2 * len(walk.z) // 3]] for walk in walks]


def _hold(
    player: Player, probe: JackProbe, latents: list[list[float]], minutes: float, messages_per_s: int, rng: np.random.Generator
) -> dict[str, object]:
    with wandering(player, latents, messages_per_s, rng), contextlib.closing(Player(player.port)) as watch:
        time.sleep(_WARM_UP_S)
        stolen_s = figures.stolen_s()
        underruns, xruns, memory_mb = [watch.underruns()], [probe.xruns], []
        ends = [60.0 * (i + 1) for i in range(int(minutes))] or [60.0 * minutes]
        began = time.monotonic()
        for end in ends:
            time.sleep(max(0.0, began + end - time.monotonic()))
            underruns.append(watch.underruns())
            xruns.append(probe.xruns)
            memory_mb.append(processes.pss_mb(player.pid))
        sounding, *load = watch.status()[:3]
    return {
        "underruns": underruns[-1] - underruns[0],
        "underruns_per_minute": np.diff(underruns).tolist(),
        "xruns": xruns[-1] - xruns[0],
        "stolen_ms": round(1e3 * (figures.stolen_s() - stolen_s)),
        "xruns_per_minute": np.diff(xruns).tolist(),
        "voices_at_the_end": sounding,
        "load": dict(zip(("p50", "p99"), load, strict=True)),
        "memory_mb": [round(mb, 1) for mb in memory_mb],
        "grew_mb": round(max(memory_mb) - memory_mb[0], 1),
    }


def wandering(
    player: Player, latents: list[list[float]], messages_per_s: int, rng: np.random.Generator
) -> contextlib.AbstractContextManager[None]:
    """Move the latents of the voices a little, all the time; the player is another thread's meanwhile."""
    return meanwhile(functools.partial(_wander, player, latents, messages_per_s, rng))


def _wander(player: Player, latents: list[list[float]], messages_per_s: int, rng: np.random.Generator, stop: threading.Event) -> None:
    """Send small moves of one latent after the other, evenly in time."""
    centres = np.array(latents)
    reach = _WANDER * (centres.max(axis=0) - centres.min(axis=0) + 0.1)
    began, sent = time.monotonic(), 0
    while not stop.wait(_TICK_S):
        due = int((time.monotonic() - began) * messages_per_s)
        while sent < due:
            voice = sent % len(centres)
            player.send(f"voice/{voice}/latent", *(centres[voice] + reach * rng.uniform(-1, 1, len(reach))).tolist())
            sent += 1
