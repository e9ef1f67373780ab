"""What the synthesis saves when the machine has too little time for it, in a declared order, and when it stops saving."""

from enum import IntEnum

_WINDOW_S = 0.1
"""over which the load is averaged"""
_WORSE_S, _BETTER_S = 0.1, 1.0
"""how long a stage lasts before the next one, and the load must be low before the one before"""


class Stage(IntEnum):
    """What is saved; each stage saves what those before it save, too."""

    NOTHING = 0
    PHASES = 1
    """no consistency iterations"""
    RELEASES = 2
    """released voices end at once"""
    NOTES = 3
    """no voice begins"""


_ENOUGH = {Stage.PHASES: 0.5, Stage.RELEASES: 0.75, Stage.NOTES: 0.85}
"""share of the budget below which the load must be to leave a stage: what it saves comes back then"""


class Economy:
    """Finds the stage from the load of block after block.

    Parameters
    ----------
    budget
        Mean load, as a share of a block's time, above which more is saved.
    block_s
        Length of a block.
    """

    def __init__(self, budget: float, block_s: float) -> None:
        self.stage = Stage.NOTHING
        self._budget, self._block_s = budget, block_s
        self._share = min(1.0, block_s / _WINDOW_S)
        self._mean = self._since_s = self._calm_s = 0.0

    def weigh(self, load: float) -> bool:
        """Take the load of a block; True when the stage has changed."""
        self._mean += self._share * (load - self._mean)
        self._since_s += self._block_s
        calm = self._mean < _ENOUGH.get(self.stage, 0.0) * self._budget
        self._calm_s = self._calm_s + self._block_s if calm else 0.0
        if self._mean > self._budget and self._since_s >= _WORSE_S and self.stage < Stage.NOTES:
            return self._change(1)
        return self._calm_s >= _BETTER_S and self._change(-1)

    def _change(self, by: int) -> bool:
        self.stage = Stage(self.stage + by)
        self._since_s = self._calm_s = 0.0
        return True
