"""How much of a flood is dealt with, so that it takes no time from what it comes between."""


class Allowance:
    """Something that may be done `per_s` times a second in the long run, and `at_once` times after a rest."""

    def __init__(self, per_s: float, at_once: float) -> None:
        self._per_s, self._at_once = per_s, at_once
        self.left = at_once

    def pass_time(self, seconds: float) -> None:
        """Let grow what is left."""
        self.left = min(self._at_once, self.left + self._per_s * seconds)

    def spend(self, cost: float = 1.0) -> None:
        """Take `cost` from what is left, which may leave less than nothing."""
        self.left -= cost
