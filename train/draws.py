"""The random numbers of one step, the same for one process and for several that share its batch."""

import torch
from torch import Tensor


class Draws:
    """Draws from one generator; of several processes each gets its share of what one alone would draw.

    Rows stand for the frames of a batch, and process `rank` of `size` has every `size`-th of them.
    """

    def __init__(self, generator: torch.Generator, rank: int = 0, size: int = 1) -> None:
        self.generator, self.rank, self.size = generator, rank, size

    def normal(self, rows: int, columns: int) -> Tensor:
        """Draw standard normal numbers [rows, columns]."""
        whole = torch.randn((rows * self.size, columns), generator=self.generator, device=self.generator.device)
        return whole[self.rank :: self.size]
