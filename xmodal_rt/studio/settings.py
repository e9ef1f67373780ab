"""What `xmodal-rt render` is asked to do, checked at the door."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from xmodal_rt.errors import ParameterError
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.settings import MAX_VOICES, within

_ENGINE_RATE = 48000
_BOTH = 2
_LONG_S = 30.0
"""a second process needs some seconds until it is ready"""


@dataclass(frozen=True)
class RenderSettings:
    """Settings of one rendering; `sample_rate` 0 means that of the sound that comes in, else 48000 Hz."""

    checkpoint: str = "solo5"
    sample_rate: int = 0
    encoding: Literal["pcm24", "float"] = "pcm24"
    quality: Literal["live", "studio"] = "live"
    voices: int = 16
    block: int = 128
    """samples per block, as the audio device of a stage would ask for them"""
    hop_length: int = 128
    seed: int = 0
    cores: int = 0
    """processes that render; 0: two where the machine has cores for them, and the piece is so long that it pays"""
    figure: bool = True
    force: bool = False
    anchors: Path | None = None
    """file of named points"""

    def __post_init__(self) -> None:
        within("voices", self.voices, 1, MAX_VOICES)
        within("block", self.block, 1, 8192)
        within("cores", self.cores, 0, 2)
        within("seed", self.seed, 0, 2**32 - 1)
        if self.sample_rate:
            within("sample rate", self.sample_rate, 4000, 384000)

    def two_processes(self, seconds: float) -> bool:
        """Tell whether a piece of so many seconds is rendered by two processes."""
        return self.cores == _BOTH or (self.cores == 0 and seconds > _LONG_S and (os.cpu_count() or 1) >= _BOTH)

    def engine_rate(self, analysis: Analysis, given: int = 0) -> int:
        """Rate in Hz at which the instrument plays: the wanted one, else that of the sound `given`, else one that fits the grid."""
        wanted = self.sample_rate or given or _ENGINE_RATE
        try:
            analysis.n_fft(wanted)
        except ParameterError:
            return _ENGINE_RATE
        return wanted


def check_step(step_s: float) -> None:
    """Raise ParameterError unless a step is as long as those of /morph may be."""
    within("step", step_s, 0.01, 600)
