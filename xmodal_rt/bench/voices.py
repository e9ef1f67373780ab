"""How many voices fit into the time that there is: `xmodal-rt bench voices`.

The instrument renders without an audio device: at the pace that one would keep, so that every block finds
the caches as a woken process does, and back to back, as fast as it can. The latents of all voices glide all
the time: every hop of every voice is decoded, which a held note seldom needs.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from xmodal_rt import realtime
from xmodal_rt.bench import figures
from xmodal_rt.errors import ParameterError
from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind
from xmodal_rt.model.checkpoint_config import find
from xmodal_rt.ring import CONTEXT
from xmodal_rt.settings import MAX_VOICES
from xmodal_rt.synthesis.hops import ITERATIONS
from xmodal_rt.synthesis.instrument import Instrument
from xmodal_rt.synthesis.process import PRIORITY, build

SHARE = 0.7
"""of a hop that its work may take, at the 99.9th percentile"""
_STEPS = (1, 2, 4, 6, 8, 12, 16, 20, 24, 32, 40, 48, MAX_VOICES)
_GLIDE_S = 0.25
_WARM_UP_S = 1.0
_REST_EVERY = 700
"""blocks after which work that goes back to back waits for its pace: the system stops what never rests"""
_LOW, _HIGH = 45, 85


class _Setting(NamedTuple):
    folder: Path
    device: str
    sample_rate: int
    block: int
    hop_length: int
    seconds: float
    seed: int


def run(
    checkpoint: str = "solo5", sample_rate: int = 48000, block: int = 64, hop_length: int = 128, seconds: float = 10.0,
    most: int = MAX_VOICES, device: str = "cpu", seed: int = 0,
) -> dict[str, object]:  # fmt: skip
    """Measure the work of a hop for more and more voices, until it takes more than its share.

    Parameters
    ----------
    checkpoint : str
        Name of the model.
    sample_rate, block, hop_length : int
        Rate in Hz, samples per block and per hop.
    seconds : float
        How long each number of voices plays, after a warm-up.
    most : int
        Voices beyond which nothing is tried.
    device : str
        "cpu", "cuda", or "auto", which decodes each batch where that is quicker.
    seed : int
        Seed of the latents.

    Returns
    -------
    dict
        `max_voices` whose work, at the device's pace, takes at most 0.7 of a hop in 99.9 % of the hops;
        `hop_ms`; `work_ms_at_16` with its tail, if so many were tried; `work_share` of a hop and
        `back_to_back_share`, with their tails, for each number of voices that was tried.

    Raises
    ------
    ParameterError
        If `block` does not divide the hop, or `seconds` has fewer than a thousand hops.
    """
    if hop_length % block:
        raise ParameterError(f"a block of {block} samples does not divide the hop; use one that divides {hop_length}")
    if seconds * sample_rate / hop_length < 1000:
        raise ParameterError(f"{seconds} s are too few hops for their 99.9th percentile; use {1000 * hop_length / sample_rate:.1f} or more")
    setting = _Setting(find(checkpoint), device, sample_rate, block, hop_length, seconds, seed)
    hop_s = hop_length / sample_rate
    shares: dict[bool, dict[int, NDArray[np.float64]]] = {True: {}, False: {}}
    with ProcessPoolExecutor(1, CONTEXT, _prepare) as synthesis:
        for voices in (step for step in _STEPS if step <= most):
            for paced, found in shares.items():
                found[voices] = synthesis.submit(_work_s, setting, voices, paced).result() / hop_s
            if voices >= 16 and _tail(shares[True][voices]) > SHARE:
                break
    paced_shares, back_to_back = shares[True], shares[False]
    return {
        "max_voices": max((v for v, share in paced_shares.items() if _tail(share) <= SHARE), default=0),
        "hop_ms": round(1e3 * hop_s, 3),
        "work_ms_at_16": figures.tails(1e3 * hop_s * paced_shares[16]) if 16 in paced_shares else None,
        "work_share": {str(voices): figures.tails(share) for voices, share in paced_shares.items()},
        "back_to_back_share": {str(voices): figures.tails(share) for voices, share in back_to_back.items()},
        "iterations": {str(most): count for most, count in ITERATIONS},
        "block": block,
        "sample_rate": sample_rate,
        "device": device,
        "checkpoint": checkpoint,
        "machine": figures.machine(),
        "versions": figures.versions(("numpy", "numba", "torch")),
    }


def _tail(share: NDArray[np.float64]) -> float:
    return float(np.percentile(share, 99.9))


def _prepare() -> None:
    """Be as the synthesis process is."""
    torch.set_num_threads(1)
    realtime.prepare(PRIORITY)
    realtime.stay_awake()


def _work_s(setting: _Setting, voices: int, paced: bool) -> NDArray[np.float64]:
    """Seconds of work per hop, [hops], while `voices` voices glide."""
    sr, block = setting.sample_rate, setting.block
    instrument = build(setting.folder, setting.device, sr, voices, setting.hop_length, lambda _: None)
    count = round((_WARM_UP_S + setting.seconds) * sr / block)
    spent_s, out = np.zeros(count), np.zeros(block, np.float32)
    events = _gliding(instrument, voices, block, setting.seed)
    due_s = time.perf_counter()
    for i in range(count):
        due_s += block / sr
        if paced or i % _REST_EVERY == 0:
            time.sleep(max(0.0, due_s - time.perf_counter()))
        for event in next(events):
            instrument.apply(event)
        began = time.perf_counter()
        instrument.render(out)
        instrument.prepare()
        spent_s[i] = time.perf_counter() - began
    per_hop = setting.hop_length // block
    warm = spent_s[round(_WARM_UP_S * sr / block) :]
    return np.asarray(warm[: len(warm) // per_hop * per_hop].reshape(-1, per_hop).sum(axis=1))


def _gliding(instrument: Instrument, voices: int, block: int, seed: int) -> Iterator[list[Event]]:
    """Events of each block: notes one after the other, then each glides on to another latent as soon as it has arrived."""
    rng = np.random.default_rng(seed)
    config = instrument.checkpoint.config
    every = max(1, round(_GLIDE_S * instrument.sr / block / voices))
    yield [Event(NOW, Kind.GLIDE, ALL_VOICES, (1.5 * _GLIDE_S,))]
    for voice in range(voices):
        yield [Event(NOW, Kind.NOTE, voice, (float(rng.integers(_LOW, _HIGH)), 80.0))]
    turn = 0
    while True:
        moves = []
        if turn % every == 0:
            z = rng.uniform(config.latent_low, config.latent_high)
            moves = [Event(NOW, Kind.LATENT, turn // every % voices, tuple(float(x) for x in z))]
        yield moves
        turn += 1
