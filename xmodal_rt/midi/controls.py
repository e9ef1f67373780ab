"""A control: what turns on a keyboard, and the message of the address table that it sends."""

from dataclasses import dataclass

from xmodal_rt.control.model_numbers import ModelNumbers
from xmodal_rt.errors import ParameterError
from xmodal_rt.events import ALL_VOICES, Kind
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.osc import codec as osc
from xmodal_rt.osc.addresses import PREFIX, Target, targets
from xmodal_rt.osc.arguments import Argument

PRESSURE = "pressure"
"""source beside the controllers: of a channel, or of a key"""
PRESSED = 64 / 127
"""value from which on a button is down"""
_BOUNDLESS = 1000
"""end of a range that is none for a knob"""


@dataclass(frozen=True)
class Control:
    """From a source (cc 0 to cc 127, pressure) of a channel, or of all, to a message whose last argument is `low` to `high`.

    With `each` it goes to the voices of its channel, those to come too; a `button` sends `words` alone when
    it goes down.
    """

    source: str
    channel: int | None
    target: Target
    words: tuple[float | str, ...]
    low: float = 0.0
    high: float = 1.0
    rounded: bool = False
    """the argument is a whole number"""
    each: bool = False
    button: bool = False

    def meant(self, source: str, channel: int) -> bool:
        """Whether it listens to this source on this channel."""
        return source == self.source and self.channel in (None, channel)

    @property
    def scales(self) -> bool:
        """Whether it is a gain of each voice, which the volume of the channel has a part in."""
        return self.each and self.target.entry.kind is Kind.GAIN

    def argument(self, value: float) -> float:
        """Return what a value from 0 to 1 means."""
        meant = self.low + value * (self.high - self.low)
        return round(meant) if self.rounded else meant

    def message(self, value: float = 0.0, voice: int = ALL_VOICES) -> bytes:
        """Message for a value from 0 to 1, to one voice or as it stands."""
        path = self.target._replace(voice=voice).path if self.each else self.target.path
        return osc.message(path, *self.words, *([] if self.button else [self.argument(value)]))


def make(
    source: str, channel: int | None, text: str, span: tuple[float, float] | None, whole: bool, config: CheckpointConfig, voices: int
) -> Control:
    """Control for an address and its first arguments, as in `latent/3` or `symbol instrument`.

    Without a `span` its last argument has the range of the table, or of the model. `whole`: it is for the
    instrument as a whole, not for each voice.

    Raises
    ------
    ParameterError
        If the table, or the model, refuses the message.
    """
    address, *rest = text.split()
    target = _only(targets(PREFIX + address, voices, config.latent_size), address)
    words = tuple(_word(_argument(target, i), word) for i, word in enumerate(rest))
    argument = _argument(target, len(words))
    button = argument is None or argument.type == "string"
    each = target.entry.per_voice and target.voice == ALL_VOICES and not whole and not button
    low, high = (0.0, 1.0) if argument is None or button else span or _range(argument, target, words, config)
    number = argument is not None and argument.type in ("int", "class")
    control = Control(source, channel, target, words, low, high, number, each, button)
    for end in (0.0, 1.0):
        _check(control, end, config)
    return control


def _only(found: tuple[Target, ...], address: str) -> Target:
    if len(found) > 1:
        raise ParameterError(f"{address} means {len(found)} addresses; write one")
    return found[0]


def _argument(target: Target, place: int) -> Argument | None:
    """Return the argument of an address at a place, if it has one."""
    fixed, rest = target.entry.arguments, target.entry.rest
    if place < len(fixed):
        return fixed[place]
    return rest[(place - len(fixed)) % len(rest)] if rest else None


def _word(argument: Argument | None, word: str) -> float | str:
    if argument is None or argument.type not in ("int", "float"):
        return word
    try:
        return int(word) if argument.type == "int" else float(word)
    except ValueError:
        raise ParameterError(f"{argument.name} is {word!r}; write a number") from None


def _range(argument: Argument, target: Target, words: tuple[float | str, ...], config: CheckpointConfig) -> tuple[float, float]:
    """Range of an argument: of a coordinate that of the training, of a label all of its classes."""
    if target.number >= 0:
        return config.latent_low[target.number], config.latent_high[target.number]
    if argument.type == "class" and words:
        return 0.0, config.vocabulary.label(str(words[-1])).values - 1.0
    if max(-argument.low, argument.high) >= _BOUNDLESS:
        raise ParameterError(f"{argument.name} has no range of its own; write range = [LOW, HIGH]")
    return argument.low, argument.high


def _check(control: Control, value: float, config: CheckpointConfig) -> None:
    """Refuse what the control of the instrument would refuse."""
    (message,) = osc.parse(control.message(value))
    values, remarks = control.target.entry.accept(message.arguments)
    if remarks:
        raise ParameterError(remarks[0])
    if control.target.entry.kind is not None:
        _, clipped = ModelNumbers(config).numbers(control.target, values)
        if clipped:
            raise ParameterError(f"{control.argument(value):g} is beyond what the model plays; use at most twice the range of /info.latent")
