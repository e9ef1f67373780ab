"""A checkpoint folder: TorchScript model, its weights, its configuration and its card.

The only module that imports ``torch.jit``. Files: ``config.json`` (all that is not a weight, with the
hashes of the others), ``model.ts`` (what the stage runs), ``weights.safetensors`` (what it can be made
from again), ``README.md`` (the model card).
"""

import hashlib
import json
import warnings
from dataclasses import asdict, dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

import torch

from xmodal_rt.analysis import Analysis
from xmodal_rt.errors import CheckpointError
from xmodal_rt.vocabulary import Vocabulary

FORMAT = 1
DEFAULT = "solo5"


@dataclass(frozen=True)
class CheckpointConfig:
    """What ``config.json`` says."""

    name: str
    analysis: Analysis
    vocabulary: Vocabulary
    latent_size: int
    latent_low: tuple[float, ...]
    latent_high: tuple[float, ...]
    """The range, per coordinate, in which the training frames lie (1st and 99th percentile)."""
    model: dict[str, Any] = field(default_factory=dict)
    """What the architecture needs to be built again: layer sizes and the like."""
    metrics: dict[str, Any] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Plain data for config.json."""
        return {
            "format": FORMAT,
            "name": self.name,
            "analysis": asdict(self.analysis),
            "vocabulary": self.vocabulary.to_dict(),
            "latent": {"size": self.latent_size, "low": list(self.latent_low), "high": list(self.latent_high)},
            "model": self.model,
            "metrics": self.metrics,
            "sha256": self.hashes,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "CheckpointConfig":
        """Inverse of `to_dict`; raises CheckpointError for another format."""
        if data.get("format") != FORMAT:
            raise CheckpointError(f"checkpoint format is {data.get('format')}, this version reads {FORMAT}; train it again")
        latent = data["latent"]
        return cls(
            name=data["name"],
            analysis=Analysis(**data["analysis"]),
            vocabulary=Vocabulary.from_dict(data["vocabulary"]),
            latent_size=latent["size"],
            latent_low=tuple(latent["low"]),
            latent_high=tuple(latent["high"]),
            model=data["model"],
            metrics=data["metrics"],
            hashes=data["sha256"],
        )


class Checkpoint:
    """A loaded model: two encoders and two decoders around one latent space of D coordinates."""

    def __init__(self, config: CheckpointConfig, module: Any, device: str = "cpu") -> None:
        self.config, self.device = config, torch.device(device)
        self._module = module.to(self.device)

    def encode_signal(self, frames: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Frames [B, F] to the mean and log variance [B, D] of q(z | signal)."""
        mu, logvar = self._module.encode_signal(frames)
        return mu, logvar

    def decode_signal(self, z: torch.Tensor) -> torch.Tensor:
        """Latents [B, D] to frames [B, F], natural logarithm of amplitude."""
        frames: torch.Tensor = self._module.decode_signal(z)
        return frames

    def encode_symbol(self, labels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Label vectors [B, L] to the mean and log variance [B, D] of q(z | symbol)."""
        mu, logvar = self._module.encode_symbol(labels)
        return mu, logvar

    def decode_symbol(self, z: torch.Tensor) -> torch.Tensor:
        """Latents [B, D] to logits [B, L]; a softmax over each label's span gives its classes."""
        logits: torch.Tensor = self._module.decode_symbol(z)
        return logits


def script(module: torch.nn.Module, path: Path) -> None:
    """Compile `module` with TorchScript and save it to `path`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", (DeprecationWarning, FutureWarning))
        torch.jit.save(torch.jit.script(module.eval()), str(path))


def find(name: str, folder: Path | None = None) -> Path:
    """Folder of the checkpoint called `name`: in `folder`, ./checkpoints, or among those installed.

    Raises
    ------
    CheckpointError
        If there is none, or the name is not a plain name.
    """
    if not name or Path(name).name != name or name.startswith("."):
        raise CheckpointError(f"{name!r} is not a checkpoint name; give the name of a folder, without a path")
    shelves = [folder] if folder else [Path("checkpoints"), installed()]
    for shelf in shelves:
        if (shelf / name / "config.json").is_file():
            return shelf / name
    known = sorted({p.parent.name for shelf in shelves for p in shelf.glob("*/config.json")})
    raise CheckpointError(f"there is no checkpoint {name!r}; use one of: {', '.join(known) or 'none found, train one'}")


def installed() -> Path:
    """Folder of the checkpoints that came with the package, or with its checkout."""
    package = Path(str(resources.files("xmodal_rt")))
    inside = package / "checkpoints"
    return inside if inside.is_dir() else package.parent / "checkpoints"


def load(folder: Path, device: str = "cpu") -> Checkpoint:
    """Load the checkpoint in `folder` onto `device` ("cpu" or "cuda").

    Raises
    ------
    CheckpointError
        If a file is missing or damaged.
    """
    config = read_config(folder)
    for name in ("model.ts", "weights.safetensors"):
        verify(folder / name, config.hashes.get(name))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", (DeprecationWarning, FutureWarning))
            module = torch.jit.load(str(folder / "model.ts"), map_location=device)  # type: ignore[no-untyped-call]  # torch has no types here
    except RuntimeError as error:
        raise CheckpointError(f"{folder / 'model.ts'} is not a TorchScript model; export the checkpoint again") from error
    return Checkpoint(config, module.eval(), device)


def read_config(folder: Path) -> CheckpointConfig:
    """Read ``config.json`` alone: what the checkpoint is, without its weights."""
    path = folder / "config.json"
    try:
        return CheckpointConfig.from_dict(json.loads(path.read_text()))
    except FileNotFoundError as error:
        raise CheckpointError(f"{path} is missing; copy the checkpoint again") from error
    except (ValueError, KeyError, TypeError) as error:
        raise CheckpointError(f"{path} is damaged ({error}); copy the checkpoint again") from error


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def verify(path: Path, expected: str | None) -> None:
    """Raise CheckpointError unless the file has the hash that the configuration names."""
    if not path.is_file():
        raise CheckpointError(f"{path} is missing; copy the checkpoint again")
    if sha256(path) != expected:
        raise CheckpointError(f"{path} is damaged: its hash is not the one in config.json; copy the checkpoint again")
