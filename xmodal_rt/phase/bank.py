"""Streaming phase reconstruction: amplitude spectra in, sound out, for many voices on grids of their own.

Start phases come from causal phase-gradient integration (`phase.start`); then a few Griffin-Lim
iterations let the four newest frames agree, while samples that were consumed stay as they are
(`phase.push`). The next samples are read just before the newest grain's centre, with a short
cross-fade from what the state before would have sounded, so a long grain costs no latency.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.errors import ParameterError
from xmodal_rt.phase.push import push, silence
from xmodal_rt.phase.state import Float, make_bank, make_grid

CROSSFADE = 64
LIVE_ITERATIONS = 2
"""Half of what 4 cost, for 1.2 dB of spectral convergence, and a change that is not flagged is heard 0.2 ms sooner."""
STUDIO_ITERATIONS = 16


class PhaseBank:
    """Streaming phase reconstruction for V voices, each on a frame grid of its own.

    A voice is silent until its first frame. All voices share working memory, so one thread at a
    time may use a bank.

    Parameters
    ----------
    n_fft, hop_length
        Samples of a grain, and from frame to frame.
    voices
        V.
    iterations
        Consistency iterations per frame, 0 or more; may be changed between pushes.
    crossfade
        Samples over which a new frame takes over.
    read
        Where in the newest grain the next samples are read. The default lets them end at its centre;
        0 hears every window out, which is better and n_fft / 2 - hop_length samples later.

    Raises
    ------
    ParameterError
        If the samples that are read would not lie in the grain.
    """

    def __init__(
        self, n_fft: int, hop_length: int, voices: int,
        iterations: int = LIVE_ITERATIONS, crossfade: int = CROSSFADE, read: int | None = None,
    ) -> None:  # fmt: skip
        if n_fft % 2 or not 0 < hop_length <= n_fft // 4:
            raise ParameterError(f"n_fft must be even and at least 4 hops, got {n_fft} and {hop_length}; use a shorter hop_length")
        self.n_fft, self.hop_length, self.voices, self.iterations = n_fft, hop_length, voices, iterations
        self.read = n_fft // 2 - hop_length if read is None else read
        if not 0 <= self.read <= n_fft - hop_length or not 0 <= crossfade <= hop_length:
            raise ParameterError(f"read {self.read} or crossfade {crossfade} is too large; use crossfade <= hop_length, and a lower read")
        self._grid = make_grid(n_fft, hop_length, crossfade, self.read)
        self._bank = make_bank(n_fft, hop_length, voices)
        for voice in range(voices):
            self.clear(voice)

    def push(self, S: Float, voices: NDArray[np.int64], advance: NDArray[np.int64], reset: NDArray[np.bool_], out: Float) -> None:
        """Take one new frame for each of n voices, and write the next samples of each.

        Parameters
        ----------
        S
            Amplitude spectra, float32 [n, n_fft / 2 + 1]; a sine of amplitude 1 reads 1. A frame of
            zeros fades the voice out, and so does one with a value that is no number.
        voices
            Which voice each frame is for, distinct, int64 [n].
        advance
            Samples consumed since this voice's previous push, 0 to hop_length, int64 [n]. At 0 the
            frame takes the place of the previous one.
        reset
            Whether the frame replaces the voice's past, as at a note-on or a jump, bool [n]. One after
            silence always does.
        out
            Written: the hop_length samples that follow the consumed ones, float32 [n, hop_length].

        Raises
        ------
        ParameterError
            If an array has another shape, type or layout; if a voice does not exist or an advance is
            out of range (frames after it are not taken).
        """
        n = len(voices)
        _require(S, np.float32, n, self.n_fft // 2 + 1)
        _require(voices, np.int64, n)
        _require(advance, np.int64, n)
        _require(reset, np.bool_, n)
        _require(out, np.float32, n, self.hop_length)
        refused = push(S, voices, advance, reset, self.iterations, self._bank, self._grid, out)
        if refused >= 0:
            raise ParameterError(
                f"voice {voices[refused]}, advance {advance[refused]} are out of range; "
                f"use a voice below {self.voices} and an advance from 0 to {self.hop_length}"
            )

    def clear(self, voice: int) -> None:
        """Make `voice` silent at once, without a past."""
        self._bank.x[voice] = 0.0
        silence(voice, self._bank, self._grid)

    def copy(self, source: int, target: int) -> None:
        """Let voice `target` go on exactly as voice `source` would."""
        for state in self._bank:
            state[target] = state[source]

    def scale(self, voice: int, factor: float) -> None:
        """Let `voice` go on as if all its past had been louder by `factor`."""
        bank = self._bank
        for state in (bank.x, bank.acc, bank.A, bank.C, bank.grains):
            state[voice] *= np.float32(factor)

    def rest(self, voice: int, count: int) -> Float:
        """Return the next `count` samples that `voice` would sound without another frame."""
        start = self._grid.edge
        return np.array(self._bank.x[voice, start : start + count])


def _require(array: NDArray[Any], dtype: type, *shape: int) -> None:
    if array.shape != shape or array.dtype != dtype or not array.flags.c_contiguous:
        name = np.dtype(dtype).name
        raise ParameterError(f"push got {array.dtype} {list(array.shape)}; use a contiguous array of {name} {list(shape)}")


def reconstruct(
    S: Float, n_fft: int, hop_length: int, iterations: int | None = None, studio: bool = False, reset: NDArray[np.bool_] | None = None
) -> Float:
    """Sound of a whole spectrogram, (T - 1) hop_length samples; frame t is centred at sample t hop_length.

    Before the first frame is silence, as with a padded analysis.

    Parameters
    ----------
    S
        Amplitude spectra, float32 [T, n_fft / 2 + 1].
    n_fft, hop_length
        Samples of a grain, and from frame to frame.
    iterations
        Per frame; by default 2, in the studio 16.
    studio
        Hear every window out instead of reading near the grain's centre.
    reset
        Which frames replace their past, [T]; by default none.
    """
    count = iterations if iterations is not None else STUDIO_ITERATIONS if studio else LIVE_ITERATIONS
    bank = PhaseBank(n_fft, hop_length, 1, count, read=0 if studio else None)
    lead = _lead_in(S[0], n_fft, hop_length) if reset is None or not reset[0] else S[:0]
    frames = np.ascontiguousarray(np.concatenate([lead, S]), np.float32)
    flags = np.zeros(len(frames), np.bool_)
    flags[len(lead) :] = False if reset is None else reset
    out = np.empty((len(frames), hop_length), np.float32)
    voice, advance = np.zeros(1, np.int64), np.full(1, hop_length)
    for t in range(len(frames)):
        one = slice(t, t + 1)
        bank.push(frames[one], voice, advance, flags[one], out[one])
    ahead = n_fft // 2 - hop_length - bank.read
    y = np.concatenate([out.ravel(), bank.rest(0, ahead + hop_length)[hop_length:]]) if ahead else out.ravel()
    return y[ahead + (len(lead) + 1) * hop_length :]


def _lead_in(first: Float, n_fft: int, hop_length: int) -> Float:
    """Frames before the first one: if silence was before it, they saw the same sound with the end of their windows."""
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(n_fft) / n_fft)
    tail = np.cumsum(window[::-1])[::-1][n_fft // 2 :: hop_length]
    lead: Float = (tail[:0:-1, None] / tail[0] * first).astype(np.float32)
    return lead
