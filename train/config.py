"""The experiment as TOML: frozen dataclasses, ranges checked at the door, unknown keys refused."""

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from train import parts
from train.config_data import FrameGrid, Mixture, Screen, Source
from train.config_networks import Adversary, Layer, Sizes, Weights
from train.splits import Split
from train.tables import build, plain, within
from xmodal_rt.errors import ConfigError, ParameterError
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.model.vocabulary import Vocabulary

__all__ = [
    "Adversary", "Augmentation", "Experiment", "Layer", "Schedule", "Sizes", "Weights", "from_dict", "load", "override", "to_dict",
]  # fmt: skip


@dataclass(frozen=True)
class Augmentation:
    """How frames vary in training; standard deviations unless said otherwise."""

    gain_db: float = 3.0
    """joint: the target varies too, so a latent direction carries the level"""
    eq_db: float = 1.5
    """joint, a smooth curve over log frequency"""
    input_gain_db: float = 1.0
    """of the input alone, with a heavy tail: mostly the level tells the dynamics, sometimes it misleads"""
    input_eq_db: float = 2.0
    """of the input alone: microphones and rooms that the sound is not to copy"""
    input_ripple_db: float = 0.0
    """of the input alone, a curve as fine as partials are apart"""
    noise_db: tuple[float, float] = (-110.0, -65.0)
    """range of the input's noise floor per bin"""
    detune_cents: float = 8.0
    """of the input alone, so that what is decoded stays in tune"""
    label_dropout: float = 0.1
    """chance of each label to be left open at the symbol encoder"""
    varied: float = 0.0
    """share of the frames that are heard alone, in a variation: at another pitch, or as it was delivered"""
    transpose: int = 0
    """semitones up or down by which varied frames move"""
    delivered: float = 1.0
    """share of the varied frames whose level is not that of their dynamics, but of one gain for their library's instrument"""
    nearby: float = 0.0
    """share of the other recordings that pass for a neighbouring class of dynamics, at its level"""
    tilt_db: float = 0.0
    """per octave and class of dynamics: how much brighter the symbols of a `level_only` source are to sound"""
    smoothing: float = 0.0
    """how much of a velocity class its neighbours are given: to be off by one is no great fault"""

    def __post_init__(self) -> None:
        for name in ("gain_db", "eq_db", "input_gain_db", "input_eq_db", "input_ripple_db", "detune_cents"):
            within(name, getattr(self, name), 0.0, 60.0)
        within("label_dropout", self.label_dropout, 0.0, 0.9)
        within("tilt_db", self.tilt_db, 0.0, 6.0)
        within("transpose", self.transpose, 0, 24)
        for name in ("varied", "delivered", "nearby"):
            within(name, getattr(self, name), 0.0, 1.0)
        within("smoothing", self.smoothing, 0.0, 0.5)


@dataclass(frozen=True)
class Schedule:
    """Length and pace of the training."""

    steps: int = 20000
    polish_steps: int = 0
    """steps that the signal decoder learns alone at the end"""
    minutes: float = 0.0
    """wall-clock bound, 0 for none; the learning rate follows whichever ends first"""
    batch: int = 256
    lr: float = 1e-3
    warmup: int = 300
    weight_decay: float = 1e-4
    log_every: int = 100
    save_every: int = 1000
    snapshot_every: int = 0
    """steps between two copies of the weights that stay, ``step-N.safetensors`` in the folder of the state; 0 for none"""
    validation: float = 0.0
    """share of the training's own frames or notes that is not trained on, and chooses the weights: 0 takes the last ones"""
    validate_every: int = 1000
    threads: int = 2
    precision: str = "auto"
    """of the networks: "float32", "bfloat16", or "auto", which is the latter where the processor has it"""

    def __post_init__(self) -> None:
        if self.precision not in ("auto", "float32", "bfloat16"):
            raise ConfigError(f"precision is {self.precision!r}; use auto, float32 or bfloat16")
        for name in ("steps", "batch", "log_every", "save_every", "validate_every", "threads"):
            within(name, getattr(self, name), 1, 10**8)
        for name in ("polish_steps", "snapshot_every"):
            within(name, getattr(self, name), 0, 10**8)
        within("validation", self.validation, 0.0, 0.9)
        within("lr", self.lr, 1e-8, 1.0)
        within("minutes", self.minutes, 0.0, 10000.0)


@dataclass(frozen=True)
class Experiment:
    """One training: everything that decides what the checkpoint becomes."""

    name: str
    vocabulary: Vocabulary
    """labels of a note"""
    balance: str
    """label whose classes are drawn equally often and evaluated apart: the instrument"""
    sources: tuple[Source, ...]
    emphasis: Mapping[str, float] = field(default_factory=dict)
    """how much oftener than 1 some classes of `balance` are drawn"""
    seed: int = 1
    held_out: float = 0.15
    """share of the frames or notes kept for the evaluation"""
    split: str = "note"
    """what is kept: "frame", "note", or "library:NAME" for all notes of one library"""
    analysis: Analysis = field(default_factory=Analysis)
    grid: FrameGrid = field(default_factory=FrameGrid)
    screen: Screen = field(default_factory=Screen)
    mixture: Mixture = field(default_factory=Mixture)
    sizes: Sizes = field(default_factory=Sizes)
    weights: Weights = field(default_factory=Weights)
    adversary: Adversary = field(default_factory=Adversary)
    augmentation: Augmentation = field(default_factory=Augmentation)
    schedule: Schedule = field(default_factory=Schedule)
    limits: tuple[str, ...] = ()
    """what the model card says that the model cannot do"""

    def __post_init__(self) -> None:
        within("held_out", self.held_out, 0.0, 0.9)
        Split.parse(self.split)
        if not self.sources:
            raise ConfigError("there is no [[sources]] table; name at least one folder of notes or SoundFont")
        try:
            if self.vocabulary.label(self.balance).binary:
                raise ConfigError(f"balance is {self.balance!r}, a binary label; name one of which one class holds at a time")
            _ = self.words
            self.analysis.n_fft(self.grid.sr)
        except ParameterError as error:
            raise ConfigError(str(error)) from error

    @cached_property
    def words(self) -> Vocabulary:
        """Vocabulary of the checkpoint: that of a note, or of a mixture the labels of all its parts."""
        return parts.vocabulary(self.vocabulary, self.balance, self.mixture)


def load(path: Path, data: Mapping[str, Path] | None = None, split: str = "") -> Experiment:
    """Read an experiment; `data` replaces the path of the sources that it names, `split` its split.

    Raises
    ------
    ConfigError
        If the file is missing, is not TOML, has an unknown key or a value out of range.
    """
    try:
        table = tomllib.loads(path.read_text())
    except FileNotFoundError as error:
        raise ConfigError(f"{path} is missing; give the path of a TOML file, such as train/configs/solo5.toml") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not TOML ({error}); correct that line") from error
    return override(from_dict({**table, "split": split} if split else table), data or {})


def from_dict(table: Mapping[str, Any]) -> Experiment:
    """Build an experiment from plain data, as TOML or JSON gives it."""
    try:
        vocabulary = Vocabulary.from_dict(table["vocabulary"])
    except (KeyError, TypeError) as error:
        raise ConfigError(f"[vocabulary] does not hold together ({error}); give labels, each with name and classes") from error
    except ParameterError as error:
        raise ConfigError(str(error)) from error
    rest = {key: value for key, value in table.items() if key != "vocabulary"}
    experiment: Experiment = build(Experiment, rest, "the top level", vocabulary=vocabulary)
    return experiment


def override(experiment: Experiment, data: Mapping[str, Path]) -> Experiment:
    """Return the experiment with other paths for the sources named in `data`."""
    names = [source.name for source in experiment.sources]
    for name in data:
        if name not in names:
            raise ConfigError(f"there is no source {name!r}; use one of {', '.join(names)}")
    sources = tuple(dataclasses.replace(s, path=str(data[s.name])) if s.name in data else s for s in experiment.sources)
    return dataclasses.replace(experiment, sources=sources)


def to_dict(experiment: Experiment) -> dict[str, Any]:
    """Plain data that `from_dict` reads back."""
    rest = {item.name: plain(getattr(experiment, item.name)) for item in dataclasses.fields(experiment) if item.name != "vocabulary"}
    return {**rest, "vocabulary": experiment.vocabulary.to_dict()}
