"""The state of a training, written while it runs, so that an interruption costs minutes: what it has learnt, and whose it is."""

import hashlib
import json
import pickle
from pathlib import Path
from typing import Any, NamedTuple

import torch

from train.config import Experiment, to_dict
from train.critic import Critic
from train.dataset import Dataset
from train.models import CrossModalVAE
from xmodal_rt.errors import ConfigError

FILE = "state.pt"
FREE = {
    "sources": ("path", "licence"),
    "schedule": ("steps", "minutes", "polish_steps", "log_every", "save_every", "snapshot_every", "validate_every", "threads"),
}
"""what may change between two parts of one training: where its data lies, how long it lasts, how often it is looked at"""


class Learning(NamedTuple):
    """What a training changes."""

    model: CrossModalVAE
    optimizer: torch.optim.Optimizer
    critic: Critic | None = None

    def parts(self) -> dict[str, Any]:
        """Those that are there, by their names in the file."""
        return {name: part for name, part in self._asdict().items() if part is not None}


def decided(experiment: Experiment, dataset: Dataset) -> dict[str, Any]:
    """Plain data that is the same for two parts of one training: its configuration, and a hash of the notes and their frames."""
    table = {key: value for key, value in to_dict(experiment).items() if key not in ("name", "limits")}
    table["schedule"] = _without(table["schedule"], FREE["schedule"])
    table["sources"] = [_without(source, FREE["sources"]) for source in table["sources"]]
    notes = [[note["source"], note["library"], note["name"], note["key"]] for note in dataset.notes]
    table["notes"] = hashlib.sha256(json.dumps([len(dataset.note), notes]).encode()).hexdigest()
    return table


def save(learning: Learning, step: int, spent_s: float, folder: Path, decided: dict[str, Any]) -> None:
    """Write the state to resume from; an interruption leaves the one before."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = {name: part.state_dict() for name, part in learning.parts().items()}
    state = {**parts, "step": step, "spent_s": spent_s, "decided": decided}
    torch.save(state, folder / f"{FILE}.part")
    (folder / f"{FILE}.part").rename(folder / FILE)


def restore(learning: Learning, folder: Path, decided: dict[str, Any], device: torch.device) -> tuple[int, float]:
    """Load the state that `save` wrote on any device, if there is one: the next step, and the seconds spent so far.

    Raises
    ------
    ConfigError
        If the state is damaged, or if it belongs to a training that is not `decided` alike.
    """
    path = folder / FILE
    if not path.is_file():
        return 0, 0.0
    try:
        state = torch.load(path, map_location=device, weights_only=True)
        others = sorted(key for key in decided | state["decided"] if decided.get(key) != state["decided"].get(key))
        if others:
            message = f"{path} belongs to another split or configuration ({', '.join(others)})"
            raise ConfigError(f"{message}; delete {folder} or give another --output")
        for name, part in learning.parts().items():
            part.load_state_dict(state[name])
    except (RuntimeError, KeyError, ValueError, pickle.UnpicklingError) as error:
        raise ConfigError(f"{path} belongs to another model or is damaged; delete {folder} or give another --output") from error
    return int(state["step"]), float(state["spent_s"])


def _without(table: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key not in names}
