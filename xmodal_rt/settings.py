"""What `xmodal-rt serve` is asked to do, checked at the door."""

from dataclasses import dataclass
from typing import Literal

from xmodal_rt import doors
from xmodal_rt.errors import ParameterError

MAX_VOICES = 64
MAX_AHEAD = 64
"""blocks"""
FEW_VOICES = 6
"""while no more of them sound, less finished sound needs to wait"""


@dataclass(frozen=True)
class ServeSettings:
    """Settings of one run of the instrument; `sample_rate` and `block` 0 mean the device's own."""

    checkpoint: str = "solo5"
    device: Literal["auto", "cpu", "cuda"] = "auto"
    audio: Literal["auto", "jack", "portaudio", "clock"] = "auto"
    sample_rate: int = 0
    block: int = 0
    ahead: int = 0
    """blocks of finished sound that wait in the ring; 0: half a hop's worth while few voices sound, else two hops'"""
    hop_length: int = 128
    voices: int = 16
    host: str = "127.0.0.1"
    osc_port: int = 9000
    reply_port: int = 9001
    allow: tuple[str, ...] = ()
    """addresses and networks that may send, beside this machine"""
    web: bool = True
    web_port: int = 9002
    """TCP port of the web server on this machine; 0: any that is free"""
    announce: bool = True
    """tell programs that look for OSC by zeroconf; what only this machine reaches, on its loopback alone"""
    panel: bool = False
    """offer the panel there"""
    budget: float = 0.85
    """mean load of the synthesis, as a share of a block's time, above which it saves work"""
    awake: bool = True
    """keep the processor's cores from sleeping, where the system allows it"""
    transcribe: bool = False
    input: str = ""
    output: str = ""
    record: str = ""
    """file that keeps the session; empty: none"""
    recordings: str = ""
    """folder in which /record keeps what is played; empty: nowhere"""
    anchors: str = ""
    """file of the named points; empty: they are forgotten at the end"""
    log: str | None = ""
    """file of the session's log; empty: its own place, None: there is none"""
    log_osc: bool = False
    """write every OSC message to the log, not only what is refused"""
    midi: str = ""
    """MIDI input that plays, by number or a part of its name; empty: none"""
    midi_map: str = ""
    """file that says what its controls move; empty: none"""

    def __post_init__(self) -> None:
        within("voices", self.voices, 1, MAX_VOICES)
        within("block", self.block, 0, 8192)
        within("ahead", self.ahead, 0, MAX_AHEAD)
        within("hop length", self.hop_length, 16, 1024)
        for port in (self.osc_port, self.reply_port):
            within("port", port, 1, 65535)
        within("web port", self.web_port, 0, 65535)
        within("budget", self.budget, 0.0001, 100)
        doors.check(self.host, self.allow)
        if self.midi_map and not self.midi:
            raise ParameterError("there is no MIDI input for the map; name one with --midi")
        if self.panel and not self.web:
            raise ParameterError("the panel is a page of the web server; leave out --panel or --no-web")
        if self.panel and self.foreign:
            raise ParameterError("a model without labels has no places on the panel's plane; leave out --panel")
        if self.record and self.recordings:
            raise ParameterError("the whole session is recorded, so that /record has nothing to do; leave out --record or --recordings")

    @property
    def control_address(self) -> tuple[str, int]:
        """Where the control receives what comes from this machine."""
        return "127.0.0.1" if self.host == "0.0.0.0" else self.host, self.osc_port

    @property
    def foreign(self) -> bool:
        """Whether the checkpoint is the file of a foreign model, and no name."""
        return self.checkpoint.endswith(".ts")

    def blocks_ahead(self, block: int) -> tuple[int, int]:
        """Blocks of finished sound that wait, of `block` samples each: while few voices sound, and while more do.

        A voice's work comes once per hop, and that of the voices with odd numbers half a hop later. What is
        rendered for many voices takes long enough that one moment without a core would be heard.
        """
        hop = self.hop_length
        return (self.ahead, self.ahead) if self.ahead else (-(-hop // (2 * block)), -(-2 * hop // block))


def within(name: str, value: float, low: float, high: float) -> None:
    """Raise ParameterError unless a setting is a number from `low` to `high`."""
    if not low <= value <= high:
        raise ParameterError(f"{name} is {value}; use {low} to {high}")
