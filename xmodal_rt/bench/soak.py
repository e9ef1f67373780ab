"""Whether the instrument lasts a concert: everything that the table allows, and music to hear, for an hour: `xmodal-rt bench soak`."""

import contextlib
import functools
import os
import threading
import time

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.audio.jack_probe import JackProbe
from xmodal_rt.audio.jack_server import JackServer
from xmodal_rt.bench import figures, processes
from xmodal_rt.bench import sounds as bench_sounds
from xmodal_rt.bench.flood import played_notes
from xmodal_rt.bench.idle_jack import IdleJack
from xmodal_rt.bench.legal import Legal
from xmodal_rt.bench.player import Player, instrument, meanwhile
from xmodal_rt.bench.sounds import Sounds
from xmodal_rt.errors import ParameterError
from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.model import checkpoint
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.settings import MAX_VOICES
from xmodal_rt.synthesis.instrument import Instrument

_TICK_S = 0.004
_NOTE_S, _MUSIC_NOTES = 0.4, 48
_LOW, _HIGH = 57, 82
_CALM = ("path/leave", "panic", "gain", "glide", "bend")
"""what brings the instrument back to where its latency can be measured"""


def run(
    minutes: float = 60.0, voices: int = 8, messages_per_s: int = 200, notes: int = 100, sample_rate: int = 48000, block: int = 64,
    checkpoint_name: str = "solo5", ahead: int = 0, seed: int = 0,
) -> dict[str, object]:  # fmt: skip
    """Play at random on a private JACK server, with the transcription on, beside another server on which nothing happens.

    Parameters
    ----------
    minutes : float
        How long, without the notes before and after.
    voices, messages_per_s : int
        Voices, and random messages per second.
    notes : int
        Notes whose latency is measured, before and after.
    sample_rate, block : int
        Rate in Hz and period in frames of both JACK servers.
    checkpoint_name : str
        Name of the checkpoint to play, and to hear with.
    ahead : int
        Finished blocks that wait in the server's ring; 0: its default.
    seed : int
        Seed of the messages and of the music.

    Returns
    -------
    dict
        For each minute `underruns` of the instrument, `xruns` of its JACK server and `idle_xruns` of the other, which
        are the machine's own, and `memory_mb` of all processes, what they share counted once; by how much that
        `grew_mb` after the first minute; `stolen_ms`, for which a virtual machine's host let its cores wait;
        `first_notes` and `last_notes`: `minus6db_ms` from the sending to half the level.

    Raises
    ------
    DeviceError
        If JACK or the instrument does not start, or the instrument no longer answers.
    ParameterError
        If one of the numbers is too small or too large.
    """
    if minutes <= 0 or messages_per_s < 1 or notes < 1 or not 1 <= voices < MAX_VOICES:
        raise ParameterError(f"use more than 0 minutes, messages and notes, and at most {MAX_VOICES - 1} voices")
    folder = checkpoint.find(checkpoint_name)
    model, name = checkpoint.load(folder), f"xmodal-soak-{os.getpid()}"
    legal, rng, stolen_s = Legal(model.config, voices, seed), np.random.default_rng(seed), figures.stolen_s()
    sounds = bench_sounds.choose(model)
    # One voice more, on which the latency is measured.
    options = ["--checkpoint", checkpoint_name, "--ahead", str(ahead), "--voices", str(voices + 1), "--transcribe"]
    with contextlib.ExitStack() as stack:
        idle = stack.enter_context(IdleJack(f"{name}-idle", sample_rate, block))
        stack.enter_context(JackServer(name, sample_rate, block))
        player = stack.enter_context(instrument(options))
        probe = stack.enter_context(JackProbe("soak", play=_music(model, sample_rate, rng)))
        probe.connect("xmodal:output_1", probe.input)
        probe.connect(probe.output, "xmodal:input_1")
        first = _measured(player, sounds, voices, notes, rng)
        found = _hold(player, (idle, probe), legal, messages_per_s, minutes)
        last = _measured(player, sounds, voices, notes, rng)
    return {
        **found,
        "first_notes": first,
        "last_notes": last,
        "stolen_ms": round(1e3 * (figures.stolen_s() - stolen_s)),
        "minutes": minutes,
        "voices": voices,
        "messages_per_s": messages_per_s,
        "block": block,
        "sample_rate": sample_rate,
        "ahead": ahead,
        "seed": seed,
        "checkpoint": checkpoint_name,
        **figures.on_jack(),
    }


def _music(model: Checkpoint, sr: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Return notes for the ear, as this model plays them [samples]."""
    plays = Instrument(model, sr, 2)
    y = np.zeros(round(_MUSIC_NOTES * _NOTE_S * sr), np.float32)
    for part in np.array_split(y, _MUSIC_NOTES):
        pitch = float(rng.integers(_LOW, _HIGH))
        half = len(part) * 2 // 3
        plays.render(part[:half], [(0, Event(NOW, Kind.NOTE, 0, (pitch, 90.0)))])
        plays.render(part[half:], [(0, Event(NOW, Kind.RELEASE))])
    return y


def _measured(player: Player, sounds: Sounds, voice: int, notes: int, rng: np.random.Generator) -> dict[str, object]:
    """Silence everything, and measure how soon notes of one voice are heard."""
    for address in _CALM:
        player.send(address)
    for n in range(voice + 1):
        player.send(f"voice/{n}/gain")
    time.sleep(1.0)
    player.send("panic")
    return played_notes(player, sounds, notes, rng, voice)


def _hold(player: Player, probes: tuple[IdleJack, JackProbe], legal: Legal, messages_per_s: int, minutes: float) -> dict[str, object]:
    play = functools.partial(_play, player, probes[1], legal, messages_per_s)
    with meanwhile(play), contextlib.closing(Player(player.port)) as watch:
        counts, memory_mb = [_counts(watch, probes)], []
        began = time.monotonic()
        for end in [60.0 * (i + 1) for i in range(int(minutes))] or [60.0 * minutes]:
            time.sleep(max(0.0, began + end - time.monotonic()))
            counts.append(_counts(watch, probes))
            memory_mb.append(round(processes.pss_mb(player.pid), 1))
    names = ("underruns", "idle_xruns", "xruns")
    per_minute = dict(zip(names, np.diff(counts, axis=0).T.tolist(), strict=True))
    return {**per_minute, "memory_mb": memory_mb, "grew_mb": round(max(memory_mb) - memory_mb[0], 1)}


def _counts(watch: Player, probes: tuple[IdleJack, JackProbe]) -> tuple[int, int, int]:
    return watch.underruns(), probes[0].xruns, probes[1].xruns


def _play(player: Player, music: JackProbe, legal: Legal, messages_per_s: int, stop: threading.Event) -> None:
    """Send random messages, evenly in time, and play the music again and again."""
    music.start_playing()
    began, sent = time.monotonic(), 0
    while not stop.wait(_TICK_S):
        if music.played:
            music.start_playing()
        for _ in range(sent, due := int((time.monotonic() - began) * messages_per_s)):
            address, values = legal.draw()
            player.send(address, *values)
        sent = due
