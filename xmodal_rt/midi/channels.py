"""The sixteen channels and their zones: how a note on each of them sounds, from what it and its manager have been told."""

import math
from collections.abc import Sequence
from typing import Any

from xmodal_rt.listening.midi_file import DRUMS
from xmodal_rt.midi import zones
from xmodal_rt.midi.channel import BEND_RANGE, DATA, MOST, Channel
from xmodal_rt.midi.controls import Control
from xmodal_rt.midi.map_file import Setup

COUNT = 16


class Channels:
    """All channels of an input, as a map sets them up."""

    def __init__(self, setup: Setup) -> None:
        self._zones = zones.Zones(setup.lower, setup.upper)
        self._states = [Channel(setup.bend) for _ in range(COUNT)]
        self._drums = setup.drums
        for manager in zones.MANAGERS:
            self._begin_zone(manager)

    def __getitem__(self, channel: int) -> Channel:
        return self._states[channel]

    def reach(self, channel: int) -> list[int]:
        """Channels that a message on `channel` is for: itself, and where it is a manager its members."""
        return self._zones.reach(channel)

    def plays(self, channel: int) -> bool:
        """Whether its notes are heard: those of the drums are not, unless they were asked for, or the channel belongs to a zone."""
        return channel != DRUMS or self._drums or self._zones.manager(channel) is not None

    def program(self, channel: int) -> int | None:
        """Program of a channel, else of its manager; None before there is one."""
        return next((state.program for state in self._speaking(channel).values() if state.program is not None), None)

    def semitones(self, channel: int) -> float:
        """How far its notes are bent."""
        return sum(state.semitones for state in self._speaking(channel).values())

    def gain(self, channel: int) -> float:
        """Linear gain of its notes."""
        return math.prod(state.gain for state in self._speaking(channel).values())

    def heard(self, control: Control, channel: int) -> float | None:
        """Newest value of a control's source on a channel, else on that of its manager; None before there is one."""
        meant = [state.values for c, state in self._speaking(channel).items() if control.meant(control.source, c)]
        return next((values[control.source] for values in meant if control.source in values), None)

    def _speaking(self, channel: int) -> dict[int, Channel]:
        """Who says how a note on `channel` sounds: itself, then its manager."""
        manager = self._zones.manager(channel)
        return {c: self._states[c] for c in (channel, manager) if c is not None}

    def configures(self, channel: int, control: int) -> bool:
        """Whether data that comes now says how many members a zone has."""
        return control == DATA and channel in zones.MANAGERS and self._states[channel].parameter == zones.RPN

    def configure(self, manager: int, count: int) -> None:
        """Give a zone so many members."""
        self._zones.configure(manager, count)
        self._begin_zone(manager)

    def set_range(self, channel: int, control: int, value: int) -> Sequence[int]:
        """Set the range of pitch bend, if data that comes now is for it; return the channels that it is for."""
        if self._states[channel].parameter != BEND_RANGE:
            return ()
        ranged = self._zones.ranged(channel)
        for state in (self._states[c] for c in ranged):
            state.range = value if control == DATA else int(state.range) + value / 100
        return ranged

    @property
    def told(self) -> list[Any]:
        """What all channels have been told, as JSON has it; values as the numbers that came, so that they are short."""
        states = [
            {**vars(state), "values": {source: round(MOST * value) for source, value in state.values.items()}} for state in self._states
        ]
        return [self._zones.counts, states]

    def take_up(self, told: list[Any]) -> None:
        """Come to what the channels of another player had been told."""
        (lower, upper), states = told
        self._zones = zones.Zones(lower, upper)
        self._states = [
            Channel(**{**state, "values": {source: value / MOST for source, value in state["values"].items()}}) for state in states
        ]

    def _begin_zone(self, manager: int) -> None:
        """Give a zone the ranges of pitch bend with which it begins."""
        members = self._zones.members(manager)
        for c in members:
            self._states[c].range = zones.MEMBER_BEND
        if members:
            self._states[manager].range = zones.MANAGER_BEND
