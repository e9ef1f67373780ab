"""Whether the instrument stands a flood of messages: `xmodal-rt bench flood`.

The same is measured with the flood and without it in one run, on one machine: what a machine does by itself
is then seen beside it. The flood moves some voices that are turned down, with nonsense between; another voice plays what is measured.
"""

import contextlib
import functools
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from xmodal_rt.audio.jack_probe import JackProbe
from xmodal_rt.audio.jack_server import JackServer
from xmodal_rt.bench import figures, processes
from xmodal_rt.bench import sounds as bench_sounds
from xmodal_rt.bench.flooding import SILENT, VOICES
from xmodal_rt.bench.latency import WARM_UP, measure
from xmodal_rt.bench.player import Player, instrument
from xmodal_rt.bench.sounds import Sounds
from xmodal_rt.errors import DeviceError, ParameterError
from xmodal_rt.model import checkpoint
from xmodal_rt.osc import codec as osc
from xmodal_rt.osc.codec import MAX_DATAGRAM

_PLAYED = 8
"""voice that plays what is measured"""
_VOICES = _PLAYED + 1
_PORT = "xmodal:output_1"
_BURSTS, _ANSWERS, _BLOWS = 10, 50, 20
_HOLD_S, _REST_S, _JITTER_S, _BURST_S = 0.1, 0.05, 0.05, 1.0
_LOW, _HIGH = 69, 94


def run(
    seconds: float = 60.0, messages_per_s: int = 20000, burst: int = 10000, played_under_per_s: int = 5000, notes: int = 200,
    sample_rate: int = 48000, block: int = 64, checkpoint_name: str = "solo5", ahead: int = 0, seed: int = 0,
) -> dict[str, object]:  # fmt: skip
    """Flood the instrument on a private JACK server without a sound card.

    Parameters
    ----------
    seconds : float
        How long the flood lasts, and the calm before it.
    messages_per_s : int
        Messages of the flood.
    burst : int
        Latents that are sent at once, of which the last one alone is another sound.
    played_under_per_s, notes : int
        Messages of the flood under which notes are played, and how many.
    sample_rate, block : int
        Rate in Hz and period in frames of the JACK server.
    checkpoint_name : str
        Name of the checkpoint to play.
    ahead : int
        Finished blocks that wait in the server's ring; 0: its default.
    seed : int
        Seed of the flood and of the pitches.

    Returns
    -------
    dict
        `calm` and `flood`: `underruns`, `xruns` that JACK counted, `stolen_ms` for which a virtual machine's host let
        its cores wait, `answer_ms` until /status is answered, `cpu` share of each process, and of the flood how many
        messages were `sent` and `lost`. `notes` and `notes_under_flood`: `minus6db_ms`, from the sending to half the
        level. `burst`: how many were lost, and `minus6db_ms` from the last message on. `blows`: `answer_ms` after a
        packet of 64 KB, of each kind.

    Raises
    ------
    DeviceError
        If JACK or the instrument does not start.
    ParameterError
        If one of the numbers is below 1.
    """
    if seconds <= 0 or min(messages_per_s, burst, played_under_per_s, notes) < 1:
        raise ParameterError("a flood needs time, messages and notes; use more than 0 of each")
    rng = np.random.default_rng(seed)
    folder = checkpoint.find(checkpoint_name)
    model = checkpoint.load(folder)
    size, sounds = model.config.latent_size, bench_sounds.choose(model)
    options = ["--checkpoint", checkpoint_name, "--ahead", str(ahead), "--voices", str(_VOICES)]
    with JackServer(f"xmodal-flood-{os.getpid()}", sample_rate, block), instrument(options) as player:
        for voice in VOICES:
            player.send(f"voice/{voice}/gain", SILENT)
            player.send(f"voice/{voice}/note", 50.0 + voice, 100.0)
        time.sleep(1.0)
        found = {
            "calm": _hold(player, seconds),
            "notes": played_notes(player, sounds, notes, rng),
            "burst": _bursts(player, sounds, burst),
            "blows": _blows(player),
        }
        with _flooded(player, played_under_per_s, size, seed):
            found["notes_under_flood"] = played_notes(player, sounds, notes, rng)
        with _flooded(player, messages_per_s, size, seed) as sent:
            held = _hold(player, seconds)
        found["flood"] = held | {"sent": sent[0]}
    return {
        **found,
        "seconds": seconds,
        "messages_per_s": messages_per_s,
        "played_under_per_s": played_under_per_s,
        "block": block,
        "sample_rate": sample_rate,
        "ahead": ahead,
        "checkpoint": checkpoint_name,
        **figures.on_jack(),
    }


@contextlib.contextmanager
def _flooded(player: Player, messages_per_s: int, latent_size: int, seed: int) -> Iterator[list[int]]:
    """Let another process send meanwhile; how many it sent is in the list once it is over."""
    words = [str(word) for word in (player.port, messages_per_s, latent_size, seed)]
    command = [sys.executable, "-m", "xmodal_rt.bench.flooding", *words]
    sent: list[int] = []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if process.stdout is None or process.stdout.readline() != "ready\n":
            raise DeviceError("the flood did not begin; see what it said above")
        try:
            yield sent
        finally:
            told, _ = process.communicate()
    sent.append(int(told))


def _hold(player: Player, seconds: float) -> dict[str, object]:
    """Count what is missed, and ask for the status now and then."""
    before = player.underruns(), figures.stolen_s(), processes.cpu_s(player.pid), _lost(player.port)
    answers_s: list[float] = []
    began = time.monotonic()
    with JackProbe("flood") as probe:
        probe.connect(_PORT, probe.input)
        while (left_s := began + seconds - time.monotonic()) > 0:
            answers_s.append(player.answer_s())
            time.sleep(min(left_s, seconds / _ANSWERS))
        xruns = probe.xruns
    passed_s = time.monotonic() - began
    used = {name: cpu_s - before[2].get(name, 0.0) for name, cpu_s in processes.cpu_s(player.pid).items()}
    return {
        "underruns": player.underruns() - before[0],
        "xruns": xruns,
        "stolen_ms": round(1e3 * (figures.stolen_s() - before[1])),
        "answer_ms": figures.tails(1e3 * np.array(answers_s)),
        "cpu": {name: round(cpu_s / passed_s, 3) for name, cpu_s in used.items()},
        "lost": _lost(player.port) - before[3],
    }


def played_notes(player: Player, sounds: Sounds, notes: int, rng: np.random.Generator, voice: int = _PLAYED) -> dict[str, object]:
    """Measure how soon notes of a voice are heard: `minus6db_ms` and `first_sample_ms` with their tails, and how many were `unheard`.

    With each note come its labels, whatever a flood has made of them.
    """
    labels = [osc.message(f"/xmodal/voice/{voice}/symbol", *sounds.quick)] if sounds.quick else []

    def play(pitch: float) -> float:
        sent_s = player.send_all([osc.tagged(osc.IMMEDIATELY, [*labels, osc.message(f"/xmodal/voice/{voice}/note", pitch, 110.0)])])
        time.sleep(_HOLD_S)
        player.send(f"voice/{voice}/panic")
        time.sleep(_REST_S + rng.uniform(0, _JITTER_S))
        return sent_s

    heard = measure(_PORT, [functools.partial(play, float(pitch)) for pitch in rng.integers(_LOW, _HIGH, notes + WARM_UP)])
    return {"minus6db_ms": figures.tails(heard.half_ms), "first_sample_ms": figures.tails(heard.first_ms), "unheard": heard.lost}


def _bursts(player: Player, sounds: Sounds, count: int) -> dict[str, object]:
    """Send so many latents at once that the last one must not wait for the others."""
    soft, loud = (osc.message(f"/xmodal/voice/{_PLAYED}/latent", *z) for z in (sounds.soft, sounds.loud))
    player.send(f"voice/{_PLAYED}/note", float(_LOW), 1.0)
    burst = [soft] * (count - 1) + [loud]

    def play() -> float:
        time.sleep(_REST_S)
        player.send_all([soft])
        time.sleep(_HOLD_S)
        sent_s = player.send_all(burst)
        time.sleep(_HOLD_S)
        return sent_s

    before = _lost(player.port)
    heard = measure(_PORT, [play] * (_BURSTS + WARM_UP), over=2.0, lasts_s=_BURST_S)
    player.send(f"voice/{_PLAYED}/panic")
    return {
        "messages": count,
        "lost": _lost(player.port) - before,
        "minus6db_ms": figures.tails(heard.half_ms),
        "first_sample_ms": figures.tails(heard.first_ms),
        "unheard": heard.lost,
    }


def _blows(player: Player) -> dict[str, object]:
    """Ask for the status behind packets that are as long as they may be."""
    packets = {
        "notes": _packed(osc.message("/xmodal/note", 60.0, 0.0)),
        "latents": _packed(osc.message("/xmodal/voice/1/latent/0", 0.0)),
        "patterns": _packed(osc.message("/xmodal/voice/*/gain", SILENT)),
        "nothing": _packed(osc.message("/xmodal/nothing", 0.0)),
        "questions": _packed(osc.message("/xmodal/addresses")),
        "zeros": bytes(65000),
    }
    with contextlib.closing(Player(player.port)) as enemy:
        answers_ms = {name: 1e3 * np.array([*_answers_s(player, enemy, packet)]) for name, packet in packets.items()}
    return {"answer_ms": {name: figures.tails(found) for name, found in answers_ms.items()}}


def _answers_s(player: Player, enemy: Player, packet: bytes) -> Iterator[float]:
    for _ in range(_BLOWS):
        enemy.send_all([packet])
        yield player.answer_s()
        time.sleep(_REST_S)


def _packed(message: bytes) -> bytes:
    """Bundle with as many of one message as a packet carries."""
    return osc.tagged(osc.IMMEDIATELY, [message] * ((MAX_DATAGRAM - 1000) // (len(message) + 4)))


def _lost(port: int) -> int:
    """Packets for a UDP port that the system dropped, since nobody had taken those before."""
    rows = [line.split() for line in Path("/proc/net/udp").read_text().splitlines()[1:]]
    return sum(int(row[-1]) for row in rows if int(row[1].rpartition(":")[2], 16) == port)
