"""The tables of an experiment that decide its data: sources, frames of a note, and which notes are of no use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median

from train.layouts import LAYOUTS
from train.tables import within
from xmodal_rt.errors import ConfigError


@dataclass(frozen=True)
class Program:
    """One instrument of a SoundFont: General MIDI program from 0, and the range in MIDI pitches."""

    program: int
    low: int
    high: int

    def __post_init__(self) -> None:
        within("program", self.program, 0, 127)
        within("low", self.low, 0, 127)
        within("high", self.high, self.low, 127)


@dataclass(frozen=True)
class Source:
    """One collection of notes: file names (`pattern`), a table (`manifest`), a published `kind`, or a SoundFont (`programs`).

    `pattern` names the fields of a file name; `columns` gives the column, or the JSON key, of each field. A field
    with the name of a label gives that label. Besides, ``file`` is the sound file, relative to the table; ``midi``
    or ``pitch_name`` (such as C#4) gives the pitch labels, ``velocity`` the velocity label, ``take`` or ``library``
    the library; ``onset_s`` and ``off_s`` are times in the file, where known. `only` keeps the rows whose column
    has one of the values. `words` translates a word into a class; the word `missing` leaves the label open.
    `weight` is relative to other sources of the same instrument.
    """

    name: str
    path: str
    pattern: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    libraries: tuple[str, ...] = ()
    missing: str = "u"
    programs: Mapping[str, Program] = field(default_factory=dict)
    hold_s: float = 2.9
    tail_s: float = 0.6
    weight: float = 1.0
    level_only: bool = False
    """neighbouring dynamics of it differ in level alone, so that in training one is made from the other by a gain"""
    licence: str = ""
    """what the model card says of the source"""
    kind: str = ""
    """a published collection: "tinysol", "orchideasol" or "nsynth"; its metadata is read as it was published"""
    manifest: str = ""
    """CSV or JSON file below `path`, one row or object per note"""
    columns: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if [bool(self.pattern), bool(self.programs), bool(self.manifest or self.kind)].count(True) != 1:
            ways = f"a pattern (file names), a manifest (a table), a kind ({', '.join(LAYOUTS)}) or programs (a SoundFont)"
            raise ConfigError(f"source {self.name!r} needs either {ways}; give one")
        if self.kind and self.kind not in LAYOUTS:
            raise ConfigError(f"source {self.name!r} is of kind {self.kind!r}; use one of {', '.join(LAYOUTS)}")
        if not (self.manifest or self.kind) and (self.columns or self.only):
            raise ConfigError(f"source {self.name!r} has columns but no table; name its manifest")
        within("weight", self.weight, 0.0, 1000.0)
        within("hold_s", self.hold_s, 0.1, 20.0)
        within("tail_s", self.tail_s, 0.1, 20.0)


@dataclass(frozen=True)
class Mixture:
    """Notes that sound together, as in section 4.3 of arXiv:2002.03862; without parts there is one at a time.

    `parts` names two or three parts, each with the classes of the `balance` label that its notes are drawn
    from. The labels of a checkpoint are then those of each part: ``flute_octave``, ``violin_octave``, …
    """

    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weights: str = "constant"
    """of the parts in each mixture: "constant" (all sound), "uniform" (amplitudes from `least` to 1), "bernoulli" (each sounds or not)"""
    least: float = 0.1
    present: float = 0.8
    """chance of each part to sound, where that is drawn"""

    def __post_init__(self) -> None:
        if self.parts and not 2 <= len(self.parts) <= 3:
            raise ConfigError(f"[mixture] has {len(self.parts)} parts; name two or three")
        for name, classes in self.parts.items():
            if not name.isidentifier() or not classes:
                raise ConfigError(f"part {name!r} of [mixture] needs a plain name and classes to be drawn from; write a = ['flute']")
        every = [word for classes in self.parts.values() for word in classes]
        twice = sorted({word for word in every if every.count(word) > 1})
        if twice:
            raise ConfigError(f"{twice[0]!r} is in several parts of [mixture], and nothing would tell them apart; keep it in one")
        if self.weights not in ("constant", "uniform", "bernoulli"):
            raise ConfigError(f"weights of [mixture] is {self.weights!r}; use constant, uniform or bernoulli")
        within("least", self.least, 0.001, 1.0)
        within("present", self.present, 0.05, 1.0)


@dataclass(frozen=True)
class Screen:
    """Which notes are left out because their sound is of no use, or is not what its labels say."""

    mute_db: float = -100.0
    """a note is silent when the RMS level of its loudest 50 ms stays below this"""
    shortest_s: float = 0.1
    clipped: float = 0.001
    """share of a note's samples that may lie on flat tops; 1 leaves clipped notes in"""
    pitch_semitones: float = 0.75
    """a note is mislabelled when a pitch tracker surely hears another pitch, octaves and partials aside; 0: no check"""

    def __post_init__(self) -> None:
        within("mute_db", self.mute_db, -200.0, 0.0)
        within("shortest_s", self.shortest_s, 0.01, 10.0)
        within("clipped", self.clipped, 0.0, 1.0)
        within("pitch_semitones", self.pitch_semitones, 0.0, 6.0)


@dataclass(frozen=True)
class FrameGrid:
    """Which moments of a note become frames, and what is done to the note before."""

    sr: int = 44100
    dense_hop_s: float = 0.005
    dense_s: float = 0.15
    hop_s: float = 0.025
    growth: float = 0.025
    """the hop grows to this share of the time since onset: old frames resemble each other"""
    onset_db: float = -18.0
    """the onset is where the level first comes this near to its maximum"""
    silence_db: float = -70.0
    """RMS level below which a frame counts as silence"""
    tuning_cents: float = 60.0
    """notes are moved in tune when they are off by less; 0 leaves them alone"""
    decaying: tuple[str, ...] = ()
    """classes of the `balance` label whose notes die away while they are held"""
    reference_db: float = -14.0
    """RMS level that every library is brought to, at 0 dB of `levels_db`"""
    levels_db: Mapping[str, float] = field(default_factory=dict)
    """level of each class of the velocity label; empty leaves all levels as recorded"""
    evenness: float = 0.8
    """how far notes of one library and class are brought to one level: 0 leaves them, 1 makes them equal"""

    def __post_init__(self) -> None:
        within("dense_hop_s", self.dense_hop_s, 0.0005, 1.0)
        within("hop_s", self.hop_s, 0.0005, 1.0)
        within("growth", self.growth, 0.0, 1.0)
        within("dense_s", self.dense_s, 0.0, 10.0)
        within("evenness", self.evenness, 0.0, 1.0)
        within("onset_db", self.onset_db, -80.0, -1.0)
        within("silence_db", self.silence_db, -120.0, -20.0)
        within("tuning_cents", self.tuning_cents, 0.0, 100.0)

    def level_db(self, dynamics: str = "") -> float:
        """RMS level of notes of a class of dynamics; of the middle of all where the class is not known or has none of its own."""
        middle = median(self.levels_db.values()) if self.levels_db else 0.0
        return self.reference_db + self.levels_db.get(dynamics, middle)
