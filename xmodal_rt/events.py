"""What crosses between the processes besides sound: small records of one fixed size."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

MAX_VALUES = 128
ALL_VOICES = -1
NOW = 0.0


class Kind(IntEnum):
    """What an event asks for, or reports."""

    # To the synthesis.
    NOTE = 1
    """values: MIDI pitch (may be fractional), velocity 0-127 (0 releases)"""
    SYMBOL = 2
    """values: pairs of label index and class index"""
    LATENT = 3
    """values: all coordinates"""
    COORDINATE = 4
    """values: index of the coordinate, its value"""
    GLIDE = 5
    """values: seconds"""
    GAIN = 6
    """values: linear amplitude"""
    RELEASE = 7
    """no values"""
    PANIC = 8
    """no values"""
    SYNC = 9
    """values: the number to send back, the requester's number"""
    CLEAR = 10
    """no values: forget what is scheduled"""
    JOIN = 11
    """values: the number of a path, all coordinates of its beginning"""
    STEP = 12
    """values: the number of a path, seconds in which its voices are to be there, all coordinates"""
    LEAVE = 13
    """no values: leave the path"""
    LOOK_UP = 14
    """values: the number of a question, pairs of label index and class index; answered by POINT"""
    WHERE = 15
    """values: the number of a question; answered by POINT"""
    RECORD = 16
    """values: the characters of the name of a recording, none to end it"""
    BEND = 17
    """values: semitones"""
    HAND_OVER = 18
    """values: the number of the model whose synthesis takes over; what comes after it is meant for that one"""
    FADE = 19
    """values: seconds in which all that sounds falls by 60 dB; of the synthesis' own accord"""
    ECONOMY = 24
    """values: the stage, 0 to 3, of what is saved (see `synthesis.economy`); of the synthesis' own accord, which tells it, too"""
    # To the listening.
    LISTEN = 20
    """values: 1 on, 0 off"""
    LISTEN_RATE = 21
    """values: latent messages per second, 0 for none"""
    LISTEN_CALIBRATE = 22
    """values: seconds of room to come"""
    LISTEN_WHERE = 23
    """values: the number of a question; answered by POINT"""
    # From the synthesis.
    SYNCED = 40
    """values: as SYNC"""
    REFUSED = 41
    """values: a Refusal, then what it concerns"""
    POINT = 42
    """voice: the number of a question; values: all coordinates, none where nothing sounds or was heard"""
    LEFT = 43
    """values: the number of a path that no voice walks any more"""
    MODEL = 44
    """values: the number of the model that the sender, synthesis or listening, plays or hears with from now on"""
    TAPE_BEGIN = 50
    """time_s: the sample from which on what takes effect is written down; values: how many of the next events tell the state,
    then the characters of its name, none for that of the whole session"""
    TAPE_END = 51
    """time_s: the sample from which on it is not"""
    # From the listening.
    LABEL_ON = 60
    """values: MIDI pitch, confidence 0-1, cents, then one class index per label (-1: not heard)"""
    LABEL_OFF = 61
    """values: MIDI pitch"""
    LABEL_SETTLED = 63
    """values: as LABEL_ON, of a note that has sounded for a while"""
    CALIBRATED = 64
    """values: level of the room, dB of full scale"""
    HEARD = 62
    """values: all coordinates of the latest frame"""
    # To the parent.
    LOAD = 70
    """values: the characters of the name of a checkpoint"""
    # From the parent.
    RESTARTED = 80
    """values: the number of the part; 1 when it is back, 0 when it is not"""
    LOADED = 81
    """values: the number of the model that is ready to play, none when it cannot; `Links.verdict` has its name, or why"""


class Refusal(IntEnum):
    """Why the synthesis did not do what an event asked for."""

    LATE = 1
    """value: how many seconds late it was; it was done at once"""
    SCHEDULE_FULL = 2
    OUT_OF_RANGE = 3
    """value: the MIDI pitch that the vocabulary lacks"""
    DEVICE_LOST = 4
    """the GPU failed; the CPU goes on"""
    NO_NUMBER = 5
    """value: the voice whose frame was no number; it was silenced"""
    NO_TIME = 7
    """the machine has no time for another voice"""
    OTHER_MODEL = 6
    """it waited for its time, and was meant for the model before this one"""


class Event(NamedTuple):
    """One event; `time_s` is on the monotonic clock, NOW means at once; `voice` may be ALL_VOICES."""

    time_s: float
    kind: Kind
    voice: int = ALL_VOICES
    values: tuple[float, ...] = ()


RECORD = np.dtype(
    [("time_s", np.float64), ("kind", np.int32), ("voice", np.int32), ("count", np.int64), ("values", np.float64, (MAX_VALUES,))]
)
