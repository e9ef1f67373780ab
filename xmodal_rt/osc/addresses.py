"""The table of all OSC addresses. Parsing, checking, replies and documentation derive from it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from xmodal_rt.errors import ParameterError
from xmodal_rt.events import ALL_VOICES, MAX_VALUES, Kind
from xmodal_rt.osc.arguments import Argument, accept_all
from xmodal_rt.osc.codec import Value, message
from xmodal_rt.osc.patterns import is_pattern, part_matches

PREFIX = "/xmodal/"


@dataclass(frozen=True)
class Entry:
    """One address, without the prefix; N in it stands for a number from 0 up.

    `rest` is a group of arguments that may follow several times. `kind` is the event that an incoming
    message becomes; without one the control process serves it alone. `answer` names the address that
    answers. Of a `state` only the newest value counts. `local`: only for senders on this machine. What is
    `planned` is taken up when it comes, and plays when its time tag says.
    """

    address: str
    doc: str
    arguments: tuple[Argument, ...] = ()
    rest: tuple[Argument, ...] = ()
    direction: Literal["in", "out"] = "in"
    served_by: Literal["synthesis", "control", "listening"] = "synthesis"
    kind: Kind | None = None
    answer: str = ""
    per_voice: bool = False
    state: bool = False
    local: bool = False
    planned: bool = False

    @property
    def path(self) -> str:
        """The whole address as it is sent."""
        return PREFIX + self.address

    def accept(self, values: Sequence[Value]) -> tuple[tuple[float | str, ...], tuple[str, ...]]:
        """Return the checked values, and remarks on those that were clipped; raises ParameterError for wrong ones."""
        if len(values) > MAX_VALUES:
            raise ParameterError(f"{len(values)} arguments are too many; send at most {MAX_VALUES}")
        return accept_all(self.arguments, self.rest, values)

    def build(self, *values: object) -> bytes:
        """Datagram of an outgoing message; numbers take the types that the table says."""
        given = [a for i, a in enumerate(self.arguments) if i < len(values) or a.default is None]
        types = [a.type for a in given]
        types += [a.type for a in self.rest] * ((len(values) - len(types)) // max(1, len(self.rest)))
        return message(self.path, *(_typed(kind, value) for kind, value in zip(types, values, strict=True)))


def _typed(kind: str, value: object) -> object:
    if kind == "int":
        return int(value)  # type: ignore[call-overload]  # the table says that it is a number
    return float(value) if kind == "float" else value  # type: ignore[arg-type]  # likewise


_PITCH = Argument("PITCH", "float", 0, 127, "MIDI")
_HEARD = Argument("PITCH", "int", 0, 127, "MIDI")
_Z = Argument("Z", "float", -1000, 1000)
_SOURCE = Argument("SOURCE", "string", default="")
_SWITCH = Argument("ON", "int", 0, 1, default=1)
_ADDRESS, _NAME, _REASON = Argument("ADDRESS", "string"), Argument("NAME", "string"), Argument("REASON", "string")
_ANY, _SECONDS = Argument("N", "int", -(2**31), 2**31 - 1), Argument("SECONDS", "float", unit="s")
_UPTIME = Argument("UPTIME", "float", unit="s")
_ANCHOR, _WORD = Argument("NAME", "string"), Argument("WORD", "class")
_ECONOMY = Argument("STAGE", "int", 0, 3)
_PATH = Argument("N", "int", 0, 2**31 - 1)
FIRST_OWN_PATH = 1000
"""number of the first path of the instrument itself"""


def _count(name: str) -> Argument:
    return Argument(name, "int", 0, 2**31 - 1)


TABLE: tuple[Entry, ...] = (
    Entry("note", "Play a note; velocity 0 releases it.", (_PITCH, Argument("VELOCITY", "float", 0, 127, "MIDI", clip=True)),
          kind=Kind.NOTE, per_voice=True),
    Entry("symbol", "Set labels of the notes to come and of those that sound; a whole pitch starts a held note.",
          rest=(Argument("LABEL", "string"), Argument("VALUE", "class")), kind=Kind.SYMBOL, per_voice=True, state=True),
    Entry("latent", "Move the sounding voices to these coordinates, all of them, clipped to twice the range of /info.latent; "
          "start a held voice when none sounds.",
          rest=(_Z,), kind=Kind.LATENT, per_voice=True, state=True),
    Entry("latent/N", "Move coordinate N of the sounding voices, clipped likewise; start a held voice when none sounds.", (_Z,),
          kind=Kind.COORDINATE, per_voice=True, state=True),
    Entry("path/join", "Put the sounding voices on path N, at these coordinates; start a held voice when none sounds. Whatever "
          "else moves a voice takes it off. Use numbers below 1000.", (_PATH,), (_Z,), kind=Kind.JOIN, per_voice=True),
    Entry("path/step", "Move the voices that are on path N to these coordinates, evenly, within SECONDS.",
          (_PATH, Argument("SECONDS", "float", 0, 60, "s")), (_Z,), kind=Kind.STEP, per_voice=True),
    Entry("path/leave", "Take the voices off their path: they stay where they are, and a /morph or /trajectory is over.",
          kind=Kind.LEAVE, per_voice=True),
    Entry("morph", "Walk through points, SECONDS from each to the next: anchors, labels such as C4/mf/violin, now, heard, centre. ORDER 0 "
          "jumps, 1 goes straight, 3 curves.", (Argument("SECONDS", "float", 0.01, 600, "s"), Argument("ORDER", "int", 0, 3)),
          (Argument("POINT", "string"),), served_by="control", answer="done", per_voice=True, planned=True),
    Entry("trajectory", "Walk along a line, circle or helix around a point as of /morph, a round in SECONDS; SIZE is its share of the "
          "range, SEED draws its direction; 0 ROUNDS: until it is left.",
          (Argument("SHAPE", "string"), Argument("SECONDS", "float", 0.1, 600, "s", 10.0), Argument("SIZE", "float", 0, 2, default=0.5),
           Argument("SEED", "int", 0, 2**31 - 1, default=0), Argument("ROUNDS", "int", 0, 10000, default=0),
           Argument("AROUND", "string", default="centre")), served_by="control", answer="done", per_voice=True, planned=True),
    Entry("anchor/labels", "Name the point that labels mean, C4 mf violin or LABEL VALUE …, once their attack is over.",
          (_ANCHOR,), (_WORD,), served_by="control", answer="done"),
    Entry("anchor/now", "Name the point where the newest voice that sounds is, or one voice.", (_ANCHOR,), served_by="control",
          answer="done", per_voice=True),
    Entry("anchor/heard", "Name the point that was heard last.", (_ANCHOR,), served_by="control", answer="done"),
    Entry("anchor/latent", "Name these coordinates.", (_ANCHOR,), (_Z,), served_by="control", answer="done"),
    Entry("anchor/mix", "Move the sounding voices to the mean of anchors by their weights; start a held voice when none sounds.",
          rest=(_ANCHOR, Argument("WEIGHT", "float", -100, 100)), served_by="control", per_voice=True, planned=True),
    Entry("anchor/delete", "Forget an anchor.", (_ANCHOR,), served_by="control", answer="done"),
    Entry("anchor/list", "Ask which anchors there are.", served_by="control", answer="anchor/list.reply"),
    Entry("anchor/get", "Ask for the coordinates of an anchor.", (_ANCHOR,), served_by="control", answer="anchor/point"),
    Entry("glide", "Time that later moves of labels and coordinates take.", (Argument("SECONDS", "float", 0, 60, "s", 0.0, True),),
          kind=Kind.GLIDE),
    Entry("gain", "Linear gain of the whole instrument, or of one voice.", (Argument("GAIN", "float", 0, 4, "linear", 1.0, True),),
          kind=Kind.GAIN, per_voice=True, state=True),
    Entry("bend", "Bend all notes, or until its next note that of one voice, this far from their pitch.",
          (Argument("SEMITONES", "float", -96, 96, default=0.0, clip=True),), kind=Kind.BEND, per_voice=True, state=True),
    Entry("release", "Release all notes, or that of one voice.", kind=Kind.RELEASE, per_voice=True),
    Entry("panic", "Silence everything at once, or one voice.", kind=Kind.PANIC, per_voice=True),
    Entry("sync", "Ask for /synced N when everything before has taken effect.", (_ANY,), kind=Kind.SYNC, answer="synced"),
    Entry("clearSched", "Forget all messages that wait for their time tag.", kind=Kind.CLEAR, answer="done"),
    Entry("listen", "Turn the transcription of the input on or off.", (_SWITCH,), served_by="listening", kind=Kind.LISTEN, answer="done"),
    Entry("listen/rate", "How often /heard/latent is sent while the input is transcribed; 0: never.",
          (Argument("PER_SECOND", "float", 0, 100, "1/s", 20.0, True),), served_by="listening", kind=Kind.LISTEN_RATE, answer="done"),
    Entry("listen/calibrate", "Take the next SECONDS for the sound of the room, which sets the silence gate; play nothing until "
          "/listen/calibrated comes.",
          (Argument("SECONDS", "float", 0.2, 30, "s", 2.0, True),), served_by="listening", kind=Kind.LISTEN_CALIBRATE, answer="done"),
    Entry("listen/send", "Send what is heard to ADDRESS (label, label/off and so on, or all of them), or do not.",
          (Argument("ADDRESS", "string", default="all"), _SWITCH), served_by="control", answer="done"),
    Entry("listen/to", "Let what is heard play: TARGET voice, or nothing; CONTENT symbols (notes), or latents (their timbre too).",
          (Argument("TARGET", "string", default="voice"), Argument("CONTENT", "string", default="symbols")),
          served_by="control", answer="done"),
    Entry("status", "Ask for /status.reply.", served_by="control", answer="status.reply"),
    Entry("level", "Ask for /level.reply.", served_by="control", answer="level.reply"),
    Entry("version", "Ask for /version.reply.", served_by="control", answer="version.reply"),
    Entry("info", "Ask what the model offers: /info.reply, then /info.label for each label and /info.latent for each coordinate.",
          served_by="control", answer="info.reply"),
    Entry("addresses", "Ask for /addresses.reply, one for each address of this table.", served_by="control", answer="addresses.reply"),
    Entry("notify", "Send replies to this sender, and all that is heard, to PORT of its host; -1: to the port it sends from; 0: no more.",
          (Argument("PORT", "int", -1, 65535, default=-1),), served_by="control", answer="done"),
    Entry("dumpOSC", "Log every incoming message, or stop.", (_SWITCH,), served_by="control", answer="done"),
    Entry("record", "Keep what is played in NAME.osc in the folder of --recordings, from the next message on that comes when nothing "
          "sounds; only from this machine, as /quit.",
          (Argument("NAME", "string", default=""),), served_by="control", answer="done", local=True),
    Entry("record/stop", "End the recording; only from this machine, as /quit.", served_by="control", answer="done", local=True),
    Entry("model/load", "Let another checkpoint play, by its name, as soon as it is loaded; notes that are held then fade; "
          "only from this machine, as /quit.", (_NAME,), served_by="control", answer="done", local=True),
    Entry("quit", "End the server; only from this machine, or from an address that --allow names by itself.",
          served_by="control", answer="done", local=True),
    Entry("label", "Heard: a note began; - where the model has no such label. Of a mixture SOURCE is the part that plays it, alto_sax.",
          (_HEARD, Argument("OCTAVE", "class"), Argument("PITCH_CLASS", "class"), Argument("DYNAMICS", "class"),
           Argument("INSTRUMENT", "class"), Argument("CONFIDENCE", "float", 0, 1), _SOURCE), direction="out", served_by="listening"),
    Entry("label/all", "Heard: every label of the note that /label announces.", (_HEARD, Argument("CENTS", "float", -100, 100, "cent")),
          (Argument("LABEL", "string"), Argument("VALUE", "class")), direction="out", served_by="listening"),
    Entry("label/settled", "Heard: every label of a note once more, 0.1 s after it began, when they are surer.",
          (_HEARD, Argument("CENTS", "float", -100, 100, "cent")), (Argument("LABEL", "string"), Argument("VALUE", "class")),
          direction="out", served_by="listening"),
    Entry("label/off", "Heard: the note ended, that of SOURCE in a mixture.", (_HEARD, _SOURCE), direction="out", served_by="listening"),
    Entry("heard/latent", "Heard: the latent coordinates of the input.", rest=(_Z,), direction="out", served_by="listening"),
    Entry("listen/calibrated", "The room has been heard: its level.", (Argument("LEVEL", "float", unit="dB"),),
          direction="out", served_by="listening"),
    Entry("listen/played", "A note that was heard is played, so long after the sound that it was heard in.",
          (_HEARD, Argument("SECONDS", "float", unit="s")), direction="out", served_by="control"),
    Entry("done", "ADDRESS was carried out.", (_ADDRESS,), direction="out", served_by="control"),
    Entry("fail", "ADDRESS was refused, or clipped, and why; the same at most once per second.", (_ADDRESS, _REASON),
          direction="out", served_by="control"),
    Entry("late", "A message came SECONDS after its time tag and was carried out at once.", (_ADDRESS, _SECONDS),
          direction="out", served_by="control"),
    Entry("synced", "Answers /sync.", (_ANY,), direction="out", served_by="control"),
    Entry("status.reply", "Load is the share of a block's time that the synthesis works.",
          (_count("VOICES"), Argument("LOAD_P50", "float"), Argument("LOAD_P99", "float"), _count("UNDERRUNS"), _count("LATE"),
           _count("REFUSED"), Argument("SAMPLE_RATE", "int", 0, 10**6, "Hz"), Argument("BLOCK", "int", 0, 8192, "samples"),
           _UPTIME, Argument("MODEL", "string"), _ECONOMY), direction="out", served_by="control"),
    Entry("level.reply", "Highest levels of the output and of the input a moment ago; -120: silence, or no input.",
          (Argument("OUTPUT", "float", unit="dBFS"), Argument("INPUT", "float", unit="dBFS")), direction="out", served_by="control"),
    Entry("version.reply", "Answers /version.", (_NAME, Argument("VERSION", "string")), direction="out", served_by="control"),
    Entry("info.reply", "The model's name and sizes.", (_NAME, _count("COORDINATES"), _count("VOICES"), _count("LABELS")),
          direction="out", served_by="control"),
    Entry("info.label", "A label and its classes, in the order of their numbers.", (_NAME,), (Argument("VALUE", "class"),),
          direction="out", served_by="control"),
    Entry("info.latent", "The range in which the model was trained.",
          (_count("N"), Argument("LOW", "float"), Argument("HIGH", "float")), direction="out", served_by="control"),
    Entry("anchor/list.reply", "How many anchors there are, and their names.", (_count("COUNT"),), (_ANCHOR,), direction="out",
          served_by="control"),
    Entry("anchor/point", "An anchor and its coordinates.", (_ANCHOR,), (_Z,), direction="out", served_by="control"),
    Entry("path/ended", "The path that ADDRESS asked for is over, or all its voices were moved otherwise.", (_ADDRESS,), direction="out",
          served_by="control"),
    Entry("addresses.reply", "An address, its arguments, and what it does.",
          (_ADDRESS, Argument("ARGUMENTS", "string"), Argument("DOC", "string")), direction="out", served_by="control"),
    Entry("economy", "The synthesis saves work, having too little time, or saves less again. STAGE 0: none; 1: coarser phases; 2: also, "
          "released notes end at once; 3: also, new notes are refused.", (_ECONOMY,), direction="out", served_by="control"),
    Entry("model/loaded", "Another checkpoint plays: ask it for its /info.", (_NAME,), direction="out", served_by="control"),
    Entry("restarted", "A part of the instrument had failed and is back: audio, synthesis, control, listening, web or midi; its notes "
          "are silent.",
          (Argument("PART", "string"), _REASON), direction="out", served_by="control"),
    Entry("alive", "Sent every second to all who listen.", (_UPTIME,), direction="out", served_by="control"),
)  # fmt: skip

INCOMING = tuple(listed for listed in TABLE if listed.direction == "in")
_BY_ADDRESS = {listed.address: listed for listed in TABLE}


def entry(address: str) -> Entry:
    """Return the entry of an address, written as in the table."""
    return _BY_ADDRESS[address]


class Target(NamedTuple):
    """What an address, or an address pattern, means: an entry, a voice, and the number that stands for N."""

    entry: Entry
    voice: int = ALL_VOICES
    number: int = -1

    @property
    def path(self) -> str:
        """The whole address, as it is sent to this target alone."""
        voice = "" if self.voice == ALL_VOICES else f"voice/{self.voice}/"
        return f"{PREFIX}{voice}{self.entry.address.replace('N', str(self.number))}"


@lru_cache(maxsize=4096)
def targets(path: str, voices: int, coordinates: int) -> tuple[Target, ...]:
    """Everything that the address, or address pattern, `path` means for so many voices and latent coordinates.

    Raises
    ------
    ParameterError
        If that is nothing.
    """
    found = _meant(path, voices, coordinates)
    if not found:
        raise ParameterError(
            f"there is no such address; use those of xmodal-rt addresses, voices 0 to {voices - 1}, coordinates 0 to {coordinates - 1}"
        )
    return found


@lru_cache(maxsize=4096)
def _meant(path: str, voices: int, coordinates: int) -> tuple[Target, ...]:
    parts = path.split("/")[1:] or [""]
    found: list[Target] = []
    if part_matches(parts[0], PREFIX.strip("/")):
        found += _served(parts[1:], ALL_VOICES, coordinates)
        if len(parts) > 2 and part_matches(parts[1], "voice"):
            for voice in _numbers(parts[2], voices):
                found += [target for target in _served(parts[3:], voice, coordinates) if target.entry.per_voice]
    return tuple(found)


def _served(parts: Sequence[str], voice: int, coordinates: int) -> Iterator[Target]:
    for served in _candidates(parts):
        names = served.address.split("/")
        if len(names) != len(parts):
            continue
        if served.local and any(map(is_pattern, parts)):
            continue  # nobody ends the server with a wildcard by accident
        if names[-1] != "N":
            if all(map(part_matches, parts, names)):
                yield Target(served, voice)
        elif all(map(part_matches, parts[:-1], names[:-1])):
            yield from (Target(served, voice, number) for number in _numbers(parts[-1], coordinates))


def _candidates(parts: Sequence[str]) -> Sequence[Entry]:
    """Entries that a path may mean: few where it is no pattern, so that a flood of wrong addresses costs little."""
    if any(map(is_pattern, parts)):
        return INCOMING
    listed = map(_BY_ADDRESS.get, ("/".join(parts), "/".join([*parts[:-1], "N"])))
    return [found for found in listed if found is not None and found.direction == "in"]


def _numbers(part: str, count: int) -> list[int]:
    """Numbers below `count` that a part of a path means."""
    if not is_pattern(part):
        return [int(part)] if part.isdecimal() and part.isascii() and len(part) < 6 and int(part) < count else []
    return [number for number in range(count) if part_matches(part, str(number))]
