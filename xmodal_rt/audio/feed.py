"""What the audio callback does with one block: the only code of the project that runs under the deadline."""

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.links import Links, Status

_FADE = 64  # sample frames of the fade that keeps a gap from clicking
_HALVED = 4800
"""sample frames in which a level that is shown falls by half"""


class BlockFeed:
    """Moves one block from the output ring to the sound card and one from the sound card to the input ring.

    Parameters
    ----------
    links : Links
        The rings, the clock, the status page and the bells.
    to_card : sequence of float32 [block]
        One view per channel of the output ring, played after each call.
    from_card : sequence of float32 [block]
        One view per input channel, filled before each call; empty without an input. The first as
        many as the input ring has channels are taken.
    """

    def __init__(self, links: Links, to_card: Sequence[NDArray[np.float32]], from_card: Sequence[NDArray[np.float32]] = ()) -> None:
        block = len(to_card[0])
        fade = min(block, _FADE)
        self._links, self._to_card = links, to_card
        self._from_card = from_card[: links.input.channels]
        self._status: NDArray[np.float64] = links.status.view
        self._block = np.zeros((block, links.output.channels), np.float32)
        self._heard = np.zeros((block, links.input.channels), np.float32)
        self._last = np.zeros(links.output.channels, np.float32)
        self._fall = np.zeros((block, 1), np.float32)
        self._fall[:fade, 0] = np.linspace(1.0, 0.0, fade + 1)[1:]
        self._rise = 1.0 - self._fall
        self._ebb = 0.5 ** (block / _HALVED)
        self._begun = self._gap = False
        self.frames = links.output.count_read
        """sample frames consumed from the output ring"""
        self.calls = 0

    def __call__(self) -> None:
        """Do one block; an exception is counted, and never leaves: pyo would print it and play the old block again."""
        try:
            self._play()
            self._listen()
        except Exception:
            self._status[Status.FAILED] += 1
            self._silence()
        self.calls += 1

    def _play(self) -> None:
        links, block = self._links, self._block
        if links.output.read_into(block):
            self._join(block)
            self.frames += len(block)
        else:
            self._bridge(block)
        links.clock.stamp(self.frames, time.monotonic())
        for channel, view in enumerate(self._to_card):
            view[:] = block[:, channel]
        links.bell.release()

    def _join(self, block: NDArray[np.float32]) -> None:
        if self._gap:
            block *= self._rise
        self._gap, self._begun = False, True
        peak = max(float(block.max()), -float(block.min()))
        if not peak < np.inf:  # nor is what is no number
            block.fill(0.0)
            self._status[Status.FAILED] += 1
            peak = 0.0
        self._last[:] = block[-1]
        self._show(Status.OUTPUT_LEVEL, peak)
        if peak > self._status[Status.PEAK]:
            self._status[Status.PEAK] = peak

    def _bridge(self, block: NDArray[np.float32]) -> None:
        """Let the last sample fall to zero, then stay there; silence before the first sound is no underrun."""
        np.multiply(self._fall, self._last, out=block)
        self._last[:] = 0.0
        self._gap = self._begun
        self._status[Status.UNDERRUNS] += self._begun
        self._show(Status.OUTPUT_LEVEL, 0.0)

    def _listen(self) -> None:
        if not self._from_card:
            return
        for channel, view in enumerate(self._from_card):
            self._heard[:, channel] = view
        self._show(Status.INPUT_LEVEL, max(float(self._heard.max()), -float(self._heard.min())))
        if not self._links.input.write(self._heard) and self._status[Status.LISTENING_READY]:
            self._status[Status.DROPPED] += len(self._heard)
        self._links.input_bell.release()

    def _show(self, place: Status, peak: float) -> None:
        self._status[place] = max(peak, self._ebb * self._status[place])

    def _silence(self) -> None:
        for view in self._to_card:
            view.fill(0.0)
