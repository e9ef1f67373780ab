"""A player at a MIDI keyboard: messages in, datagrams of the address table out. No ports, no threads; time is a parameter."""

import json
import math
from collections.abc import Callable, Iterable
from typing import Any

from xmodal_rt.midi.channel import DATA, EXPRESSION, FINE_DATA, MOST, OTHER_PARAMETERS, PARAMETER_HIGH, PARAMETER_LOW, RESET, VOLUME
from xmodal_rt.midi.channels import COUNT, Channels
from xmodal_rt.midi.controls import PRESSED, PRESSURE, Control
from xmodal_rt.midi.general_midi import chosen, has
from xmodal_rt.midi.keys import DOWN, NOTES_OFF, PEDAL, SOUND_OFF, Key, Keys, Part
from xmodal_rt.midi.map_file import Setup
from xmodal_rt.midi.voices import Hands
from xmodal_rt.model.vocabulary import Vocabulary
from xmodal_rt.osc import codec as osc
from xmodal_rt.osc.addresses import PREFIX

Messages = list[bytes]


class Player:
    """Plays the voices of an instrument whose model has this vocabulary."""

    def __init__(self, vocabulary: Vocabulary, voices: int, setup: Setup) -> None:
        self._vocabulary, self._controls = vocabulary, setup.controls
        self._keys, self._hands, self._channels = Keys(), Hands(voices), Channels(setup)
        self._scales = [1.0] * voices
        """gain of each voice that a control has set"""
        self._gains = [1.0] * voices
        """gain of each voice that was sent"""

    @property
    def borrowed(self) -> list[int]:
        """Voices that the player must release, or whose gain it must give back, before it goes."""
        return sorted({*self._hands.playing.values(), *(v for v, gain in enumerate(self._gains) if gain != 1.0)})

    @property
    def left(self) -> bytes:
        """What another player needs to go on: what is borrowed, and what the channels were told."""
        state = {"borrowed": self.borrowed, "pedals": self._keys.pedals, "channels": self._channels.told}
        return json.dumps(state, separators=(",", ":")).encode()

    def take_up(self, kept: bytes, now_s: float) -> Messages:
        """Go on with what a player before this one has `left`, if any; return what lets its voices go, whose gains are not known."""
        if not kept:
            return []
        left = json.loads(kept)
        self._channels.take_up(left["channels"])
        for channel in left["pedals"]:
            self._keys.pedal(channel, down=True)
        said = []
        for voice in left["borrowed"]:
            self._gains[voice] = math.nan
            self._hands.fall(voice, now_s)
            said.append(_voice(voice, "release"))
        return said

    def take(self, message: Any, now_s: float) -> Messages:
        """Return what a message of MIDI, in the words of mido, asks for."""
        act = self._actions.get(message.type)
        return act(self, message, now_s) if act else []

    def leave(self, now_s: float) -> Messages:
        """Return what lets all notes go."""
        return self._end([key for channel in range(COUNT) for key in self._keys.silence(channel)], now_s)

    def tidy(self, now_s: float) -> Messages:
        """Return what gives voices that are idle again back as they were."""
        done = [v for v, gain in enumerate(self._gains) if gain != 1.0 and self._hands.idle(v, now_s)]
        for v in done:
            self._gains[v] = 1.0
        return [_voice(v, "gain", 1.0) for v in done]

    def _note_on(self, message: Any, now_s: float) -> Messages:
        if message.velocity == 0:
            return self._note_off(message, now_s)
        channel = message.channel
        if not (self._channels.plays(channel) and has(self._vocabulary, message.note)):
            return []
        key = _key(message)
        self._keys.press(key)  # which plays on in the same voice, if it sounds
        voice = self._hands.take(key, now_s)
        return [*self._instrument(channel, voice), _voice(voice, "note", message.note, message.velocity), *self._shape(channel, voice)]

    def _instrument(self, channel: int, voice: int) -> Messages:
        """Labels that the channel's program, or that of its manager, sets."""
        program = self._channels.program(channel)
        values = {} if program is None else chosen(program, self._vocabulary)
        return [_voice(voice, "symbol", name, index) for name, index in values.items()]

    def _shape(self, channel: int, voice: int) -> Messages:
        """Give a new note what the channel and its manager were told before it."""
        self._scales[voice] = 1.0
        said: Messages = []
        for control in [control for control in self._controls if control.each]:
            value = self._channels.heard(control, channel)
            said += [] if value is None else self._move(control, value, voice)
        semitones = self._channels.semitones(channel)
        return [*self._gain(channel, voice), *([_voice(voice, "bend", semitones)] if semitones else []), *said]

    def _gain(self, channel: int, voice: int) -> Messages:
        """Set the gain of a voice, if it is another one."""
        gain = self._scales[voice] * self._channels.gain(channel)
        if gain == self._gains[voice]:
            return []
        self._gains[voice] = gain
        return [_voice(voice, "gain", gain)]

    def _note_off(self, message: Any, now_s: float) -> Messages:
        return self._end(self._keys.lift(_key(message)), now_s)

    def _end(self, keys: Iterable[Key], now_s: float, address: str = "release") -> Messages:
        voices = [self._hands.leave(key, now_s) for key in keys]
        return [_voice(voice, address) for voice in voices if voice is not None]

    def _turn(self, message: Any, now_s: float) -> Messages:
        self._channels[message.channel].turn(message.pitch)
        return self._bend(self._channels.reach(message.channel))

    def _bend(self, channels: Iterable[int]) -> Messages:
        return [_voice(v, "bend", self._channels.semitones(c)) for c in channels for v in self._hands.on(c)]

    def _program(self, message: Any, now_s: float) -> Messages:
        self._channels[message.channel].program = message.program
        return []

    def _press(self, message: Any, now_s: float) -> Messages:
        return self._source(message.channel, PRESSURE, message.value / MOST)

    def _press_key(self, message: Any, now_s: float) -> Messages:
        """Pressure of one key alone."""
        voice, channel, value = self._hands.playing.get(_key(message)), message.channel, message.value / MOST
        if voice is None:
            return []
        meant = [control for control in self._controls if control.each and control.meant(PRESSURE, channel)]
        return [said for control in meant for said in self._moved(control, value, channel, voice)]

    def _source(self, channel: int, source: str, value: float) -> Messages:
        """Let a source move what it controls, on its channel and where that is a manager on those of its members."""
        before, reach = self._channels[channel].values.get(source, 0.0), self._channels.reach(channel)
        self._channels[channel].values[source] = value
        said: Messages = []
        for control in [c for c in self._controls if c.meant(source, channel)]:
            if control.each:
                said += [one for c in reach for v in self._hands.on(c) for one in self._moved(control, value, c, v)]
            elif not control.button or before < PRESSED <= value:
                said.append(control.message(value))
        return said

    def _moved(self, control: Control, value: float, channel: int, voice: int) -> Messages:
        said = self._move(control, value, voice)
        return self._gain(channel, voice) if control.scales else said

    def _move(self, control: Control, value: float, voice: int) -> Messages:
        """Let a control move one voice; a gain is kept, for the volume of the channel has a part in it."""
        if control.scales:
            self._scales[voice] = control.argument(value)
            return []
        return [control.message(value, voice)]

    def _control(self, message: Any, now_s: float) -> Messages:
        act = self._controllers.get(message.control)
        if act:
            return act(self, message.channel, message.control, message.value, now_s)
        return self._source(message.channel, f"cc {message.control}", message.value / MOST)

    def _pedal(self, channel: int, control: int, value: int, now_s: float) -> Messages:
        return self._end([key for c in self._channels.reach(channel) for key in self._keys.pedal(c, value >= DOWN)], now_s)

    def _silence(self, channel: int, control: int, value: int, now_s: float) -> Messages:
        keys = [key for c in self._channels.reach(channel) for key in self._keys.silence(c)]
        return self._end(keys, now_s, "panic" if control == SOUND_OFF else "release")

    def _volume(self, channel: int, control: int, value: int, now_s: float) -> Messages:
        state = self._channels[channel]
        if control == VOLUME:
            state.volume = value / MOST
        else:
            state.expression = value / MOST
        return [said for c in self._channels.reach(channel) for v in self._hands.on(c) for said in self._gain(c, v)]

    def _reset(self, channel: int, control: int, value: int, now_s: float) -> Messages:
        self._channels[channel].reset()
        ended = self._pedal(channel, PEDAL, 0, now_s)
        return [*ended, *self._bend(self._channels.reach(channel)), *self._volume(channel, EXPRESSION, MOST, now_s)]

    def _choose(self, channel: int, control: int, value: int, now_s: float) -> Messages:
        self._channels[channel].choose(control, value)
        return []

    def _data(self, channel: int, control: int, value: int, now_s: float) -> Messages:
        """Set the parameter that was chosen: a range of pitch bend, or an MPE zone."""
        if self._channels.configures(channel, control):
            ended = self.leave(now_s)
            self._channels.configure(channel, value)
            return ended
        return self._bend(self._channels.set_range(channel, control, value))

    _controllers: dict[int, Callable[["Player", int, int, int, float], Messages]] = {
        PEDAL: _pedal, SOUND_OFF: _silence, VOLUME: _volume, EXPRESSION: _volume, RESET: _reset, DATA: _data, FINE_DATA: _data,
        **dict.fromkeys((PARAMETER_LOW, PARAMETER_HIGH, *OTHER_PARAMETERS), _choose), **dict.fromkeys(NOTES_OFF, _silence),
    }  # fmt: skip
    _actions: dict[str, Callable[["Player", Any, float], Messages]] = {
        "note_on": _note_on, "note_off": _note_off, "pitchwheel": _turn, "program_change": _program, "aftertouch": _press,
        "polytouch": _press_key, "control_change": _control,
    }  # fmt: skip


def _key(message: Any) -> Key:
    return Key(Part(0, message.channel), message.note)


def _voice(voice: int, address: str, *arguments: object) -> bytes:
    return osc.message(f"{PREFIX}voice/{voice}/{address}", *arguments)
