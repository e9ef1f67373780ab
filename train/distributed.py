"""Several processes, started by torchrun, train one model as one process would, on shares of its batches."""

import dataclasses
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel

from xmodal_rt.errors import ConfigError

T = TypeVar("T")

PATIENCE = timedelta(days=2)
"""how long the others wait while the first prepares a large corpus; where a process ends, torchrun ends the others at once"""


@dataclass(frozen=True)
class Team:
    """The processes that train together; one alone is a team of one and never waits."""

    rank: int = 0
    size: int = 1

    @property
    def first(self) -> bool:
        """Whether this process is the one that prepares, logs, saves and exports."""
        return self.rank == 0

    @contextmanager
    def in_turn(self) -> Iterator[None]:
        """Let the first process go before the others: they find made what it makes."""
        if not self.first:
            dist.barrier()
        yield
        if self.first and self.size > 1:
            dist.barrier()

    def share(self, value: T) -> T:
        """Every `size`-th row, from `rank` on, of a tensor [B, …] or of all in a tuple or dataclass.

        Raises
        ------
        ConfigError
            If the rows do not divide, since then the mean of the shares would not be theirs.
        """
        if self.size == 1:
            return value
        shared: Any
        if isinstance(value, Tensor):
            if len(value) % self.size:
                message = f"{self.size} processes cannot share a batch of {len(value)}"
                raise ConfigError(f"{message}; set [schedule] batch to a multiple of {self.size}")
            shared = value[self.rank :: self.size]
        elif isinstance(value, tuple):
            shared = tuple(self.share(item) for item in value)
        else:
            parts: Any = value
            shared = dataclasses.replace(parts, **{item.name: self.share(getattr(parts, item.name)) for item in dataclasses.fields(parts)})
        result: T = shared
        return result

    def together(self, module: nn.Module) -> nn.Module:
        """Average the gradients of what the module returns over the processes, during backward."""
        if self.size == 1:
            return module
        return DistributedDataParallel(module)

    def agree(self, value: float) -> float:
        """Value of the first process, for what differs between them, such as clocks."""
        if self.size == 1:
            return value
        said = torch.tensor([value], dtype=torch.float64, device=_device())
        dist.broadcast(said, 0)
        return float(said.item())

    def mean(self, terms: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Mean of each term over the processes."""
        if self.size == 1:
            return dict(terms)
        values = torch.stack([value.detach().float() for value in terms.values()])
        dist.all_reduce(values)
        return dict(zip(terms, values / self.size, strict=True))


ALONE = Team()


@contextmanager
def team(device: torch.device) -> Iterator[Team]:
    """Meet the other processes that torchrun started, if it did: by NCCL on CUDA, by gloo on the CPU."""
    if "TORCHELASTIC_RUN_ID" not in os.environ:
        yield ALONE
        return
    if device.type == "cuda":
        torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    dist.init_process_group("nccl" if device.type == "cuda" else "gloo", timeout=PATIENCE)
    try:
        yield Team(dist.get_rank(), dist.get_world_size())
    finally:
        dist.destroy_process_group()


def _device() -> torch.device:
    """Device on which the processes exchange numbers."""
    return torch.device("cuda" if dist.get_backend() == "nccl" else "cpu")
