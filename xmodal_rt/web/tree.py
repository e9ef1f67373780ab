"""The table of addresses as a tree for one model, as OSCQuery shows it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import IntFlag

from xmodal_rt.events import ALL_VOICES, Kind
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.osc.addresses import TABLE, Entry, Target
from xmodal_rt.osc.arguments import Argument

Values = tuple[float | str, ...]
_COORDINATE = "Z"


class Access(IntFlag):
    """What can be done with a value."""

    NONE = 0
    READ = 1
    WRITE = 2


@dataclass
class Node:
    """An address, with the addresses under it by their last parts; without an `entry` it is a container only.

    To OSC 1.0 methods are leaves: one such as /latent, which has /latent/0 under it, counts as a container here.
    It has its type and takes messages all the same.
    """

    path: str
    entry: Entry | None = None
    arguments: tuple[Argument, ...] = ()
    known: bool = False
    """whether the instrument tells its value at any time"""
    contents: dict[str, "Node"] = field(default_factory=dict)

    @property
    def access(self) -> Access:
        """Whether a value can be asked for, and set."""
        if self.entry is None or self.contents or not self.arguments:
            return Access.NONE
        if self.entry.direction == "out":
            return Access.READ
        return Access.READ | Access.WRITE if self.known else Access.WRITE

    @property
    def rest_values(self) -> Values:
        """What stands for the values as long as none is known: the defaults, or what is nearest to nothing."""
        return tuple(map(_nearest_nothing, self.arguments))

    def arguments_of(self, values: Values) -> tuple[Argument, ...]:
        """One argument per value, where groups of them came another number of times than once, or the last were left out."""
        if self.entry is None or not self.entry.rest:
            return self.arguments[: len(values)]
        fixed, group = self.entry.arguments, self.entry.rest
        return self.arguments if len(values) == len(self.arguments) else fixed + group * ((len(values) - len(fixed)) // len(group))

    def typed(self, values: Values) -> Values:
        """Return values as they are shown and sent: the number of a class, and others that are whole, as such."""
        whole = [argument.type in ("int", "class") for argument in self.arguments_of(values)]
        return tuple(int(value) if is_int and not isinstance(value, str) else value for is_int, value in zip(whole, values, strict=True))


def build(config: CheckpointConfig, voices: int) -> dict[str, Node]:
    """Every address of an instrument with so many voices, and every container on the way, by their paths."""
    nodes = {"/": Node("/")}
    for target in _targets(voices, config.latent_size):
        node = _place(nodes, target.path)
        node.entry, node.arguments, node.known = target.entry, _arguments(target, config), _known(target)
    return nodes


def _targets(voices: int, coordinates: int) -> Iterator[Target]:
    for entry in TABLE:
        numbers = range(coordinates) if entry.address.endswith("/N") else (-1,)
        for voice in (ALL_VOICES, *range(voices)) if entry.per_voice else (ALL_VOICES,):
            yield from (Target(entry, voice, number) for number in numbers)


def _place(nodes: dict[str, Node], path: str) -> Node:
    """Return the node at `path`, which is made if it is missing, with all above it."""
    if path not in nodes:
        above, _, name = path.rpartition("/")
        nodes[path] = _place(nodes, above or "/").contents[name] = Node(path)
    return nodes[path]


def _arguments(target: Target, config: CheckpointConfig) -> tuple[Argument, ...]:
    """Arguments as this model takes them: all coordinates, each in its own range."""
    fixed, group = target.entry.arguments, target.entry.rest
    if [argument.name for argument in group] == [_COORDINATE]:
        return fixed + tuple(_coordinate(group[0], n, config) for n in range(config.latent_size))
    return (_coordinate(fixed[0], target.number, config),) if target.number >= 0 else fixed + group


def _coordinate(argument: Argument, n: int, config: CheckpointConfig) -> Argument:
    return replace(argument, low=config.latent_low[n], high=config.latent_high[n])


def _known(target: Target) -> bool:
    kind, whole = target.entry.kind, target.voice == ALL_VOICES
    return kind is Kind.GAIN or (kind in (Kind.GLIDE, Kind.BEND) and whole) or target.entry.address in ("dumpOSC", "listen/to")


def _nearest_nothing(argument: Argument) -> float | str:
    if argument.default is not None:
        return argument.default
    if argument.type in ("string", "class"):
        return ""
    return min(max(0.0, argument.low), argument.high)
