"""What is heard plays: the notes of the ear become notes or latents of the synthesiser, within limits that stop a loop.

A microphone that hears the loudspeaker closes a loop. It is limited, not prevented (headphones, or a
microphone close to the instrument, prevent it): a pitch is not begun again right after it began, no more
notes begin per second than hands play, and no note is held for ever.
"""

import math
from collections import deque

from xmodal_rt.control.model_numbers import ModelNumbers
from xmodal_rt.errors import ParameterError
from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.listening.notes import velocity
from xmodal_rt.model.checkpoint_config import CheckpointConfig

TARGETS = ("nothing", "voice")
CONTENTS = ("symbols", "latents")
ECHO_S = 0.12
"""a pitch that is heard again so soon after it was played is our own"""
MAX_NOTES_PER_S = 16
HOLD_S = 15.0
"""a note that is heard for longer is let go, and not begun again until the ear has heard its end"""


class Mirror:
    """Turns events of the listening into events of the synthesis, for the model that `config` describes."""

    def __init__(self, config: CheckpointConfig) -> None:
        self._vocabulary, self._model = config.vocabulary, ModelNumbers(config)
        self.target, self.content = TARGETS[0], CONTENTS[0]
        self._began: deque[float] = deque(maxlen=MAX_NOTES_PER_S)
        self._pitch: int | None = None
        self._since_s = -1e9
        self._sounding = False
        self._last_pitch: int | None = None

    @property
    def on(self) -> bool:
        """Whether anything is played."""
        return self.target == "voice"

    @property
    def plays_latents(self) -> bool:
        """Whether the latents that are heard are played."""
        return self.on and self.content == "latents"

    @property
    def held(self) -> tuple[int | None, bool]:
        """MIDI pitch of the note that is held, if it is one, and whether anything is."""
        return self._pitch, self._sounding

    @property
    def due_s(self) -> float:
        """When `expire` is needed next, on the monotonic clock; infinity while nothing is held."""
        return self._since_s + HOLD_S if self._sounding else math.inf

    def choose(self, target: str, content: str) -> list[Event]:
        """Set what plays and how; return what ends the sound of before.

        Raises
        ------
        ParameterError
            For other words than those of `TARGETS` and `CONTENTS`, or if the model hears several notes.
        """
        if target not in TARGETS or content not in CONTENTS:
            raise ParameterError(f"{target!r} {content!r} is not known; send {' or '.join(TARGETS)}, then {' or '.join(CONTENTS)}")
        if self._vocabulary.parts and target == "voice":
            raise ParameterError("what plays what is heard follows one note, and a mixture has several; serve another checkpoint")
        ended = self.silence()
        self.target, self.content = target, content
        return ended

    def play(self, event: Event, now_s: float) -> list[Event]:
        """Return what the synthesis should do about an event of the listening."""
        if not self.on:
            return []
        if event.kind is Kind.LABEL_ON:
            return self._begin(event, now_s)
        if event.kind is Kind.LABEL_OFF:
            return self.silence()
        if event.kind is Kind.HEARD and self.content == "latents" and self._sounding:
            return [Event(NOW, Kind.LATENT, values=self._model.clipped(event.values))]
        return []

    def expire(self, now_s: float) -> list[Event]:
        """Return what ends a note that has been held for too long."""
        return self.silence() if now_s >= self.due_s else []

    def let_go(self, pitch: int | None, sounding: bool) -> list[Event]:
        """Return what ends what another mirror `held`, whose place this one takes."""
        self._pitch, self._sounding = pitch, sounding
        return self.silence()

    def silence(self) -> list[Event]:
        """Return what ends the note that is held, if any."""
        pitch, self._pitch = self._pitch, None
        was, self._sounding = self._sounding, False
        if pitch is not None:
            return [Event(NOW, Kind.NOTE, values=(float(pitch), 0.0))]
        return [Event(NOW, Kind.RELEASE)] if was else []

    def _begin(self, event: Event, now_s: float) -> list[Event]:
        pitch = round(event.values[0])
        echo = pitch == self._last_pitch and now_s - self._since_s < ECHO_S
        crowded = len(self._began) == MAX_NOTES_PER_S and now_s - self._began[0] < 1.0
        if echo or crowded:
            return []
        ended = self.silence()
        self._began.append(now_s)
        self._since_s, self._sounding, self._last_pitch = now_s, True, pitch
        if self.content == "latents":
            return ended
        self._pitch = pitch
        loudness = float(velocity(self._vocabulary, event.values[3:]))
        return [*ended, Event(NOW, Kind.NOTE, values=(float(pitch), loudness))]
