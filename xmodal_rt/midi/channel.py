"""What a MIDI channel has been told, and keeps for the notes to come."""

from dataclasses import dataclass, field

VOLUME, EXPRESSION, RESET = 7, 11, 121
DATA, FINE_DATA = 6, 38
PARAMETER_LOW, PARAMETER_HIGH = 100, 101
OTHER_PARAMETERS = (98, 99)
"""controllers that choose a parameter which is not registered: data that follows is not ours"""
MOST = 127
"""highest value of a controller"""
BEND_RANGE = 0
"""registered parameter: the range of pitch bend"""
_NO_PARAMETER = 127 << 7 | 127
_HIGHEST_BEND, _LOWEST_BEND = 8191, -8192


@dataclass
class Channel:
    """Program, bend as a share of its range in semitones, volumes from 0 to 1, and the newest value of each source of controls."""

    range: float = 2.0
    program: int | None = None
    bend: float = 0.0
    volume: float = 1.0
    expression: float = 1.0
    values: dict[str, float] = field(default_factory=dict)
    parameter: int = _NO_PARAMETER
    """number of the registered parameter that data is for"""

    @property
    def semitones(self) -> float:
        """How far its notes are bent."""
        return self.bend * self.range

    @property
    def gain(self) -> float:
        """Linear gain: the square of both, as General MIDI 2 has it."""
        return (self.volume * self.expression) ** 2

    def turn(self, pitch: int) -> None:
        """Take a pitch bend, -8192 to 8191."""
        self.bend = pitch / (_HIGHEST_BEND if pitch > 0 else -_LOWEST_BEND)

    def choose(self, control: int, value: int) -> None:
        """Take a controller that chooses a parameter."""
        if control == PARAMETER_HIGH:
            self.parameter = value << 7 | self.parameter & 127
        elif control == PARAMETER_LOW:
            self.parameter = self.parameter & ~127 | value
        else:
            self.parameter = _NO_PARAMETER

    def reset(self) -> None:
        """Forget what a gesture has left (RP-015): bend, expression and controls, not program and volume."""
        self.bend, self.expression, self.parameter = 0.0, 1.0, _NO_PARAMETER
        self.values.clear()
