"""The state of all voices as arrays, and the compiled loops that walk and mix them."""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from xmodal_rt.events import ALL_VOICES
from xmodal_rt.synthesis.walk import Walk

RELEASE_MOVE_S = 0.08
"""how long a released voice takes to reach the latent of the release"""
RELEASE_60DB_S = 0.30
TAIL_S = 0.45
"""how long a released note is heard: it falls by 60 dB in 0.3 s, and ends at -80"""
PANIC_60DB_S = 0.02
_JUMPS_S = 0.01
"""how soon a voice may jump again at once; what comes sooner waits for its next hop, or a flood of jumps would take all the time"""
_SILENT = 1e-4
_KNEE, _CEILING = 0.7, 0.98
"""the sum of the voices bends above the knee, and never reaches the ceiling"""


class Voices:
    """V voices: where each is on its walk, how loud it is, and how much of its current hop is used."""

    def __init__(self, count: int, latent_size: int, times_s: NDArray[np.float64], sr: int, hop_length: int) -> None:
        self.count, self.sr, self.hop_length = count, sr, hop_length
        self.times_s = times_s
        self.walks = np.zeros((count, len(times_s), latent_size), np.float32)
        self.releases = np.zeros((count, latent_size), np.float32)
        self.glide_from = np.zeros((count, latent_size), np.float32)
        self.glide_start = np.zeros(count, np.int64)
        self.glide_length = np.zeros(count, np.int64)
        self.started = np.zeros(count, np.int64)
        self.released = np.full(count, -1, np.int64)
        self.key = np.full(count, -1.0)
        self.ratio = np.ones(count)
        # The ratio of the note itself, and how far it and all notes are bent, in semitones.
        self.tuning, self.bends, self.bend_all = np.ones(count), np.zeros(count), 0.0
        self.active = np.zeros(count, np.bool_)
        self.envelope = np.zeros(count, np.float32)
        self.decay = np.ones(count, np.float32)
        self.gain = np.ones(count, np.float32)
        self.gain_target = np.ones(count, np.float32)
        # The hop that each voice is playing, how much of it is to be heard and is used, and whether it must be replaced now.
        self.hops = np.zeros((count, hop_length), np.float32)
        self.length = np.full(count, hop_length)
        self.used = np.zeros(count, np.int64)
        self.due = np.zeros(count, np.bool_)
        self.reset = np.zeros(count, np.bool_)
        self.jumped = np.full(count, -sr)

    def start(self, voice: int, walk: Walk, at: int, key: float, ratio: float = 1.0) -> None:
        """Begin a note at sample `at`; what the voice played before is cross-faded away."""
        self.started[voice], self.released[voice] = at, -1
        self.key[voice], self.tuning[voice] = key, ratio
        self.bend(voice, 0.0)
        self.glide_from[voice], self.glide_length[voice] = 0.0, 0  # a NaN would stay, times nought
        self.walks[voice], self.releases[voice] = walk.z, walk.release
        self.envelope[voice], self.decay[voice] = 1.0, 1.0
        self.active[voice] = self.due[voice] = self.reset[voice] = True

    def begin_hops(self, voices: NDArray[np.int64], at: NDArray[np.int64], hops: NDArray[np.float32]) -> None:
        """Let `voices` [n] play `hops` [n, hop_length] from the samples `at` [n] on.

        A note's first hop is cut short where the voice's own grid begins; the grids of every second voice
        lie half a hop off, so that the work of a chord is spread over two halves of a hop.
        """
        self.hops[voices] = hops
        self.length[voices] = self.hop_length - (at + voices % 2 * (self.hop_length // 2)) % self.hop_length
        self.used[voices] = 0
        self.due[voices] = self.reset[voices] = False

    def move(self, voice: int, walk: Walk, at: int, glide_s: float, span: NDArray[np.float32]) -> float:
        """Go over to another walk within `glide_s` seconds, without a new attack.

        Returns the longest way of a coordinate to the walk's end, as a share of its `span` [D].
        """
        return float(_move(
            self.times_s, self.walks, self.releases, self.started, self.released, self.glide_from, self.glide_start,
            self.glide_length, float(self.sr), voice, at, walk.z, walk.release, round(glide_s * self.sr), span,
        ))  # fmt: skip

    def jump(self, voice: int, at: int) -> None:
        """Ask for a frame that replaces the past: at once, but with the next hop where the voice jumped a moment before sample `at`."""
        self.reset[voice] = True
        if at - self.jumped[voice] >= _JUMPS_S * self.sr:
            self.due[voice], self.jumped[voice] = True, at

    def bend(self, voice: int, semitones: float) -> list[int]:
        """Bend all notes, those to come too, or that of one voice until its next one; return the voices that are meant."""
        if voice == ALL_VOICES:
            self.bend_all = semitones
        else:
            self.bends[voice] = semitones
        self.ratio[:] = self.tuning * 2.0 ** ((self.bend_all + self.bends) / 12)
        return list(range(self.count)) if voice == ALL_VOICES else [voice]

    def release(self, voice: int, at: int, fall_60db_s: float = RELEASE_60DB_S) -> None:
        """Let the note go: it falls by 60 dB in `fall_60db_s` seconds, and its voice is free after that."""
        if self.released[voice] < 0:
            self.released[voice] = at
        self.decay[voice] = 0.001 ** (1.0 / (fall_60db_s * self.sr))

    def settle(self) -> None:
        """While nothing sounds, let gains arrive, and forget how much was used of hops that nobody hears any more."""
        self.gain[:] = self.gain_target
        self.used[:] = 0

    def allocate(self) -> int:
        """Return an idle voice, else the oldest released one, else the oldest."""
        idle = np.flatnonzero(~self.active)
        if len(idle):
            return int(idle[0])
        let_go = np.flatnonzero(self.released >= 0)
        if len(let_go):
            return int(let_go[np.argmin(self.released[let_go])])
        return int(np.argmin(self.started))

    def holding(self, key: float) -> list[int]:
        """Voices that hold the key."""
        return [int(v) for v in np.flatnonzero(self.active & (self.released < 0) & (self.key == key))]

    def sounding(self) -> list[int]:
        """Voices that are held."""
        return [int(v) for v in np.flatnonzero(self.active & (self.released < 0))]

    def latents(self, voices: NDArray[np.int64], at: NDArray[np.int64], out: NDArray[np.float32]) -> None:
        """Write the latents [n, D] of `voices` [n] at the samples `at` [n] into `out`."""
        _latents(
            self.times_s, self.walks, self.releases, self.started, self.released, self.glide_from, self.glide_start,
            self.glide_length, float(self.sr), voices, at, out,
        )  # fmt: skip

    def latent(self, voice: int, at: int) -> NDArray[np.float32]:
        """Where `voice` is at sample `at` [D]."""
        z = np.empty((1, self.releases.shape[1]), np.float32)
        self.latents(np.array([voice]), np.array([at]), z)
        latent: NDArray[np.float32] = z[0]
        return latent

    def mix(self, filled: NDArray[np.int64], out: NDArray[np.float32]) -> None:
        """Add what is left of every voice's hop to `out` [m]; `filled` [V] says how far each has come."""
        _mix(self.active, self.due, self.hops, self.length, self.used, self.envelope, self.decay, self.gain, self.gain_target, filled, out)


@njit(cache=True)
def _latents(
    times: Any, walks: Any, releases: Any, started: Any, released: Any, glide_from: Any, glide_start: Any, glide_length: Any,
    sr: Any, voices: Any, at: Any, out: Any,
) -> None:  # fmt: skip
    last = times.shape[0] - 1
    for n in range(voices.shape[0]):
        v = voices[n]
        age = max(0.0, (at[n] - started[v]) / sr)
        j = 0
        while j < last and age >= times[j + 1]:
            j += 1
        w = 0.0
        if j < last:
            # Ages are spaced logarithmically; the first step starts at zero and is linear.
            w = np.log(age / times[j]) / np.log(times[j + 1] / times[j]) if times[j] > 0.0 else age / times[j + 1]
        k = min(j + 1, last)
        let_go = 0.0 if released[v] < 0 else min(1.0, max(0.0, (at[n] - released[v]) / (RELEASE_MOVE_S * sr)))
        gone = 1.0 if glide_length[v] == 0 else min(1.0, max(0.0, (at[n] - glide_start[v]) / glide_length[v]))
        for d in range(out.shape[1]):
            z = (1.0 - w) * walks[v, j, d] + w * walks[v, k, d]
            z += let_go * (releases[v, d] - z)
            out[n, d] = glide_from[v, d] + gone * (z - glide_from[v, d])


@njit(cache=True)
def _move(
    times: Any, walks: Any, releases: Any, started: Any, released: Any, glide_from: Any, glide_start: Any, glide_length: Any,
    sr: Any, voice: Any, at: Any, z: Any, release: Any, length: Any, span: Any,
) -> Any:  # fmt: skip
    now = np.empty((1, release.shape[0]), np.float32)
    where = np.array([voice]), np.array([at])
    _latents(times, walks, releases, started, released, glide_from, glide_start, glide_length, sr, where[0], where[1], now)
    glide_start[voice], glide_length[voice] = at, length
    glide_from[voice], walks[voice], releases[voice] = now[0], z, release
    way = 0.0
    for d in range(release.shape[0]):
        way = max(way, abs(z[-1, d] - now[0, d]) / span[d])
    return way


@njit(cache=True)
def _mix(
    active: Any, due: Any, hops: Any, length: Any, used: Any, envelope: Any, decay: Any, gain: Any, gain_target: Any, filled: Any, out: Any
) -> None:
    for v in range(active.shape[0]):
        if not active[v] or due[v]:
            continue
        n = min(length[v] - used[v], out.shape[0] - filled[v])
        e, c, g = envelope[v], decay[v], gain[v]
        for i in range(n):
            e *= c
            g += np.float32(0.005) * (gain_target[v] - g)
            out[filled[v] + i] += e * g * hops[v, used[v] + i]
        envelope[v], gain[v] = e, g
        used[v] += n
        filled[v] += n
        due[v] = used[v] == length[v]
        if e < _SILENT:
            active[v] = False


@njit(cache=True)
def master(out: Any, gain: Any, target: Any) -> None:
    """Scale `out` [n] by a gain that moves evenly to `target`; bend what is loud so that it stays below full scale."""
    for i in range(out.shape[0]):
        y = out[i] * (gain + (target - gain) * (i + 1) / out.shape[0])
        over = abs(y) - _KNEE
        if over > 0.0:
            y = np.sign(y) * (_KNEE + (_CEILING - _KNEE) * np.tanh(over / (_CEILING - _KNEE)))
        out[i] = y
