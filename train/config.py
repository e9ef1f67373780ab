"""The experiment as TOML: frozen dataclasses, ranges checked at the door, unknown keys refused."""

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from train.config_data import FrameGrid, Screen, Source
from train.splits import Split
from train.tables import build, plain, within
from xmodal_rt.errors import ConfigError, ParameterError
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.model.vocabulary import Vocabulary


@dataclass(frozen=True)
class Sizes:
    """Layer widths and residual blocks of the four networks around `latent` coordinates."""

    latent: int = 32
    signal_encoder: int = 640
    signal_decoder: int = 512
    symbol: int = 256
    blocks: int = 1
    decoder_blocks: int = 1
    bands: int = 0
    """broad bands of the envelope that the signal encoder sees beside the frame"""
    decoder_rank: int = 0
    """values that the signal decoder's last layer is squeezed through, 0 for no squeeze: fewer weights to read for each frame"""

    def __post_init__(self) -> None:
        for name in ("latent", "signal_encoder", "signal_decoder", "symbol"):
            within(name, getattr(self, name), 1, 8192)
        within("blocks", self.blocks, 0, 16)
        within("decoder_blocks", self.decoder_blocks, 0, 16)
        within("bands", self.bands, 0, 256)
        within("decoder_rank", self.decoder_rank, 0, 8192)


@dataclass(frozen=True)
class Weights:
    """Weights of the loss: those of the paper, then the transfer terms that stand beside them."""

    beta_signal: float = 1.0
    beta_symbol: float = 1.0
    signal_to_symbol: float = 10.0
    """of KL(q(z | signal) ‖ q(z | symbol))"""
    symbol_to_signal: float = 0.0
    """of KL(q(z | symbol) ‖ q(z | signal))"""
    labels_from_signal: float = 20.0
    frames_from_symbol: float = 1.0

    def __post_init__(self) -> None:
        for item in dataclasses.fields(self):
            within(item.name, getattr(self, item.name), 0.0, 1e6)


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
    threads: int = 2
    precision: str = "auto"
    """of the networks: "float32", "bfloat16", or "auto", which is the latter where the processor has it"""

    def __post_init__(self) -> None:
        if self.precision not in ("auto", "float32", "bfloat16"):
            raise ConfigError(f"precision is {self.precision!r}; use auto, float32 or bfloat16")
        for name in ("steps", "batch", "log_every", "save_every", "threads"):
            within(name, getattr(self, name), 1, 10**8)
        within("polish_steps", self.polish_steps, 0, 10**8)
        within("lr", self.lr, 1e-8, 1.0)
        within("minutes", self.minutes, 0.0, 10000.0)


@dataclass(frozen=True)
class Experiment:
    """One training: everything that decides what the checkpoint becomes."""

    name: str
    vocabulary: Vocabulary
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
    sizes: Sizes = field(default_factory=Sizes)
    weights: Weights = field(default_factory=Weights)
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
            self.vocabulary.label(self.balance)
            self.analysis.n_fft(self.grid.sr)
        except ParameterError as error:
            raise ConfigError(str(error)) from error


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
