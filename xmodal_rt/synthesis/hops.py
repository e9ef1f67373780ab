"""The next hop of each voice: its latent becomes a spectrum, and the spectrum gets phases."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.phase.bank import CROSSFADE, LIVE_ITERATIONS, STUDIO_ITERATIONS, PhaseBank
from xmodal_rt.settings import MAX_VOICES
from xmodal_rt.synthesis.spectra import Spectra
from xmodal_rt.synthesis.voices import Voices

ITERATIONS = ((4, LIVE_ITERATIONS), (10, 1), (MAX_VOICES, 0))
"""consistency iterations of the phase while at most so many voices sound: fewer as they rise, more again as they fall"""
_QUICKER = 4
"""how much shorter the cross-fade into a sound is where nothing was before"""

Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]
Give = Callable[[NDArray[np.float32], Indices, Indices], object]
Take = Callable[[Indices], tuple[NDArray[np.float32], Indices]]


class Hops:
    """Takes the voices of an instrument from hop to hop.

    On the stage a hop is read where the newest grain has its centre, so that nothing is late. In the studio
    every window is heard out: a hop is read where the newest grain begins, so the latents are looked up
    half a grain ahead, and a new sound is led in by the frames whose windows reach into its beginning.

    Parameters
    ----------
    state, spectra
        Where the voices are, and the spectra there.
    n_fft
        Samples of a grain.
    studio
        Whether it is the studio.
    """

    def __init__(self, state: Voices, spectra: Spectra, n_fft: int, studio: bool) -> None:
        self._state, self._spectra, self._studio = state, spectra, studio
        self._ahead = n_fft // 2 - state.hop_length if studio else 0
        self.bank = PhaseBank(n_fft, state.hop_length, state.count, read=0 if studio else None)
        self._z = np.zeros((state.count, state.releases.shape[1]), np.float32)
        self.coarse = False
        """whether consistency iterations are saved, but in the studio"""
        self._give: Give | None = None
        self._take: Take | None = None

    def read(self, due: Indices, at: Indices, active: int) -> Indices:
        """Give the voices `due` [n] their hops from the samples `at` [n] on, while `active` sound; return those without a finite frame."""
        state = self._state
        hops = np.empty((len(due), state.hop_length), np.float32)
        self.bank.iterations = STUDIO_ITERATIONS if self._studio else self._live_iterations(active)
        advance, reset = state.used[due], state.reset[due]
        if self._studio and reset.any():
            bad = self._begin(due, at, advance, reset, hops)
        else:
            bad = self._push(due, at + self._ahead, advance, reset, hops)
        state.begin_hops(due, at, hops)
        return bad

    def _live_iterations(self, active: int) -> int:
        return 0 if self.coarse else next(count for most, count in ITERATIONS if active <= most)

    def _push(self, voices: Indices, at: Indices, advance: Indices, reset: Flags, hops: NDArray[np.float32]) -> Indices:
        S, bad = self._read_spectra(voices, at) if self._take is None else self._take(voices)
        if self._give is None:
            self.bank.push(S, voices, advance, reset, hops)
        else:
            self._give(S, voices, bad)
            hops[:] = 0.0
        return bad

    def _read_spectra(self, voices: Indices, at: Indices) -> tuple[NDArray[np.float32], Indices]:
        z = self._z[: len(voices)]
        self._state.latents(voices, at, z)
        return self._spectra.read(voices, z, self._state.ratio[voices])

    def give_spectra(self, give: Give) -> None:
        """Hand over the spectra [n, bins], whose they are [n], and which voices lack a finite frame; sound nothing."""
        self._give = give

    def take_spectra(self, take: Take) -> None:
        """Let the spectra of voices [n], and which of them lack a finite frame, come from elsewhere."""
        self._take = take

    def _begin(self, due: Indices, at: Indices, advance: Indices, reset: Flags, hops: NDArray[np.float32]) -> Indices:
        """Lead in the voices that begin anew, and fade over to them from what they would have gone on with."""
        hop_length, fresh = self._state.hop_length, due[reset]
        before = [self.bank.rest(int(v), n + CROSSFADE)[n:] for v, n in zip(fresh, advance[reset].tolist(), strict=True)]
        unheard = np.empty((len(fresh), hop_length), np.float32)
        whole, never = np.full(len(due), hop_length), np.zeros(len(due), np.bool_)
        steps = -(-self._ahead // hop_length)
        for step in range(steps, 0, -1):
            first = step == steps
            moved = advance[reset] if first else whole[reset]
            self._push(fresh, at[reset] + self._ahead - step * hop_length, moved, reset[reset] & first, unheard)
        bad = self._push(due, at + self._ahead, np.where(reset, whole, advance), never, hops)
        for row, old in zip(np.flatnonzero(reset), before, strict=True):
            fade = np.arange(1, CROSSFADE + 1) / (CROSSFADE + 1)
            fade = fade if old.any() else np.minimum(1.0, _QUICKER * fade)
            hops[row, :CROSSFADE] = old + fade * (hops[row, :CROSSFADE] - old)
        return bad
