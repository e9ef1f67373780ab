"""The silence gate: how loud the room is when nobody plays."""

from collections import deque

import numpy as np

LOWEST_DB = -72.0
"""the room is never taken to be quieter, so that a converter's own noise is no sound"""
_MEMORY_S = 1.0
_SLICE_S = 0.02
_QUANTILE = 0.3


class Gate:
    """Follows the level of the room, or keeps what a calibration found.

    The room is a low quantile of the levels of the last second in which no note sounded (minimum
    statistics: R. Martin, Noise power spectral density estimation, IEEE Trans. SAP 9, 2001); a note that
    begins hardly moves it, and a room that grows louder is known within the second.
    """

    def __init__(self, hop_s: float) -> None:
        self.floor_db = LOWEST_DB
        self._per_slice = max(1, round(_SLICE_S / hop_s))
        self._slice: list[float] = []
        self._recent: deque[float] = deque(maxlen=round(_MEMORY_S / _SLICE_S))
        self._calibrating = 0
        self._calibration: list[float] = []
        self._fixed = False

    def calibrate(self, hops: int) -> None:
        """Take the next `hops` levels for those of the room, and keep to them."""
        self._calibrating, self._calibration = hops, []

    def keep(self, floor_db: float) -> None:
        """Take a level for that of the room, as a calibration that is over found it."""
        self.floor_db, self._fixed = floor_db, True

    @property
    def calibrating(self) -> bool:
        """Whether a calibration is under way; nothing should be heard then."""
        return self._calibrating > 0

    def follow(self, level_db: float, sounding: bool) -> None:
        """Take the level of one hop; while a note is `sounding` nothing is learnt of the room."""
        if self._calibrating:
            self._learn(level_db)
        elif not self._fixed and not sounding:
            self._slice.append(level_db)
            if len(self._slice) >= self._per_slice:
                self._recent.append(float(np.mean(self._slice)))
                self._slice = []
                self.floor_db = max(LOWEST_DB, float(np.quantile(self._recent, _QUANTILE))) if len(self._recent) > 5 else self.floor_db

    def _learn(self, level_db: float) -> None:
        self._calibration.append(level_db)
        self._calibrating -= 1
        if not self._calibrating:
            self.floor_db, self._fixed = max(LOWEST_DB, float(np.median(self._calibration))), True
