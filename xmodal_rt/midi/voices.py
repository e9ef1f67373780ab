"""Which voice plays which key, for those who must know the voice to bend it alone."""

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.midi.keys import Key
from xmodal_rt.synthesis.voices import TAIL_S

Times = NDArray[np.float64]


def choose(began_s: Times, ended_s: Times, now_s: float) -> int:
    """Return the voice of a note by the rule of the instrument.

    An idle voice plays, else the one that was released longest ago, else the one that has sounded longest.
    """
    idle, let_go = np.flatnonzero(ended_s + TAIL_S <= now_s), np.flatnonzero(ended_s <= now_s)
    if len(idle):
        return int(idle[0])
    return int(let_go[np.argmin(ended_s[let_go])]) if len(let_go) else int(np.argmin(began_s))


class Hands:
    """The voices of a keyboard, from the last one down: notes that leave the choice to the instrument get them from the first up."""

    def __init__(self, count: int) -> None:
        self._began_s, self._ended_s = np.full(count, -np.inf), np.full(count, -np.inf)
        self.playing: dict[Key, int] = {}
        """voices of the keys that sound"""

    def take(self, key: Key, now_s: float) -> int:
        """Return the voice that plays the key from now on: its own if it sounds; who loses it is silent."""
        last = len(self._began_s) - 1
        voice = self.playing[key] if key in self.playing else last - choose(self._began_s, self._ended_s, now_s)
        self.playing = {other: v for other, v in self.playing.items() if v != voice}
        self.playing[key] = voice
        self._began_s[last - voice], self._ended_s[last - voice] = now_s, np.inf
        return voice

    def leave(self, key: Key, now_s: float) -> int | None:
        """Return the voice that the key leaves to its fall; none if it has lost it."""
        voice = self.playing.pop(key, None)
        if voice is not None:
            self.fall(voice, now_s)
        return voice

    def fall(self, voice: int, now_s: float) -> None:
        """Take the voice for one that was released now."""
        self._ended_s[len(self._ended_s) - 1 - voice] = now_s

    def idle(self, voice: int, now_s: float) -> bool:
        """Whether nothing is heard of the voice any more."""
        return bool(self._ended_s[len(self._ended_s) - 1 - voice] + TAIL_S <= now_s)

    def on(self, channel: int) -> list[int]:
        """Voices that sound on a channel."""
        return [voice for key, voice in self.playing.items() if key.part.channel == channel]
