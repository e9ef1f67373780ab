"""Everything that the processes share: made once by the parent, handed to each child when it starts."""

from dataclasses import dataclass, field
from enum import IntEnum
from multiprocessing.synchronize import Semaphore

import numpy as np

from xmodal_rt.clock import ClockStamps
from xmodal_rt.pages import Kept, Lines, Part, StopFlag
from xmodal_rt.ring import CONTEXT, AudioRing, EventRing, PacketRing, SharedArray

__all__ = ["Links", "Part", "Status", "StopFlag"]

_KEPT, _ANCHORS = 1 << 15, 1 << 20
"""bytes; all controllers of 16 MIDI channels fit, and as many anchors as there may be, of 256 coordinates, fit"""
_TAIL = 1 << 16
"""sample frames; a tenth of a second at the highest rates"""


class Status(IntEnum):
    """Places in the status page; each has one writer."""

    # Written by the synthesis.
    SYNTHESIS_READY = 0
    VOICES = 1
    LOAD_P50 = 2
    """share of a block's time that the synthesis works"""
    LOAD_P99 = 3
    LATE = 4
    """events that came after their time"""
    REFUSED = 5
    FAULTS = 6
    """frames that were not finite, and were silenced"""
    UNRECORDED = 7
    """events that found no room in the recording"""
    ECONOMY = 8
    """stage of what is saved because the machine has too little time, 0 to 3"""
    # Written by the audio process.
    AUDIO_READY = 10
    UNDERRUNS = 11
    FAILED = 12
    """exceptions caught in the audio callback"""
    PEAK = 13
    """highest absolute sample since the start"""
    OUTPUT_LEVEL = 14
    """highest absolute sample of the last blocks; it falls by half in a tenth of a second or so"""
    INPUT_LEVEL = 15
    """the same of the input"""
    # Written by the listening.
    LISTENING_READY = 20
    DROPPED = 21
    """input frames lost because the listening was too slow"""
    # Written by the control.
    CONTROL_READY = 30
    MESSAGES = 31
    """OSC messages that came"""
    MALFORMED = 32
    """packets that are not OSC 1.0"""
    UNHEEDED = 33
    """messages that the table refused"""
    # Written by the web process.
    WEB_READY = 35
    # Written by the MIDI process.
    MIDI_READY = 36
    # Written by the parent.
    BEGAN = 40
    """when the instrument began, monotonic seconds"""


@dataclass(frozen=True)
class Links:
    """Rings, queues, clock, pages and bells of one instrument.

    `bell` rings when the audio process has consumed a block of output, `input_bell` when it has
    delivered a block of input; `stop` is set when everybody should end. Each part counts its `beats`
    while it lives, writes why it ended to `words`, and leaves to its successor what is `kept`; the
    parent counts how often each was begun, and writes to `news` why one was begun anew.

    Models have numbers, from 0 for the first. A process with the next one writes its number to `prepared` when
    it is ready, and waits until `turns` says that it is the turn of that number.
    """

    output: AudioRing
    input: AudioRing
    to_synthesis: EventRing = field(default_factory=EventRing)
    from_synthesis: EventRing = field(default_factory=EventRing)
    to_score: EventRing = field(default_factory=EventRing)
    """what took effect in the synthesis, its sample in the place of its time"""
    to_listening: EventRing = field(default_factory=EventRing)
    from_listening: EventRing = field(default_factory=EventRing)
    from_parent: EventRing = field(default_factory=lambda: EventRing(64))
    passed: PacketRing = field(default_factory=PacketRing)
    """datagrams that the control passes on to the log"""
    to_parent: EventRing = field(default_factory=lambda: EventRing(64))
    passed_on: EventRing = field(default_factory=EventRing)
    """what waited for its time in a synthesis from which another takes over"""
    tail: AudioRing = field(default_factory=lambda: AudioRing(_TAIL, 1))
    """what is left of its sound then"""
    clock: ClockStamps = field(default_factory=ClockStamps)
    status: SharedArray = field(default_factory=lambda: SharedArray((64,), np.float64))
    bell: Semaphore = field(default_factory=lambda: CONTEXT.Semaphore(0))
    input_bell: Semaphore = field(default_factory=lambda: CONTEXT.Semaphore(0))
    stop: StopFlag = field(default_factory=StopFlag)
    beats: SharedArray = field(default_factory=lambda: SharedArray((len(Part),), np.int64))
    begun: SharedArray = field(default_factory=lambda: SharedArray((len(Part),), np.int64))
    words: Lines = field(default_factory=Lines)
    news: Lines = field(default_factory=Lines)
    verdict: Lines = field(default_factory=Lines)
    """in the synthesis' line the name of the model that was loaded last, or why it was not"""
    turns: SharedArray = field(default_factory=lambda: SharedArray((len(Part),), np.int64))
    prepared: SharedArray = field(default_factory=lambda: SharedArray((len(Part),), np.int64))
    kept: tuple[Kept, ...] = field(default_factory=lambda: tuple(Kept(_KEPT) for _ in Part))
    anchors: Kept = field(default_factory=lambda: Kept(_ANCHORS))
    """the named points, as the control leaves them"""
