"""What a checkpoint folder says about itself: ``config.json``, and whether the other files are the ones it names.

Needs neither torch nor the weights, so whoever only wants the labels or the latent size starts at once.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from xmodal_rt.errors import CheckpointError
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.model.vocabulary import Vocabulary

FORMAT = 1
DEFAULT = "solo5"
FILES = ("model.ts", "weights.safetensors")
EAR = "ear.safetensors"
"""may be missing: the network that hears the newest samples"""


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

    @property
    def centre(self) -> tuple[float, ...]:
        """The middle of all ranges [D]."""
        return tuple((low + high) / 2 for low, high in self._ranges())

    def extent(self, size: float) -> tuple[float, ...]:
        """How far [D] the share `size` of each range reaches from its middle."""
        return tuple(size * (high - low) / 2 for low, high in self._ranges())

    def _ranges(self) -> Iterator[tuple[float, float]]:
        return zip(self.latent_low, self.latent_high, strict=True)

    def to_dict(self) -> dict[str, Any]:
        """Plain data for config.json."""
        data = {
            "format": FORMAT,
            "name": self.name,
            "analysis": asdict(self.analysis),
            "vocabulary": self.vocabulary.to_dict(),
            "latent": {"size": self.latent_size, "low": list(self.latent_low), "high": list(self.latent_high)},
            "model": self.model,
            "metrics": self.metrics,
            "sha256": self.hashes,
        }
        return {**data, "seal": _seal(data)}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "CheckpointConfig":
        """Inverse of `to_dict`; raises CheckpointError for another format, or where a seal is broken."""
        if data.get("format") != FORMAT:
            raise CheckpointError(f"checkpoint format is {data.get('format')}, this version reads {FORMAT}; train it again")
        if data.get("seal") not in (None, _seal(data)):
            raise CheckpointError("config.json is damaged: its seal is broken; copy the checkpoint again")
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


def _seal(data: dict[str, Any]) -> str:
    """SHA-256 of everything else in config.json, however it is laid out: a flipped bit must not become another model."""
    rest = json.loads(json.dumps({key: value for key, value in data.items() if key != "seal"}))
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


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


def find_shelved(name: str) -> Path:
    """Folder of the checkpoint called `name`, as `find` does, but for those who may be strangers: no link leads out of it.

    Raises
    ------
    CheckpointError
        If there is none, or it is not what it seems.
    """
    folder = find(name)
    if any(path.is_symlink() for path in (folder, *folder.iterdir())):
        raise CheckpointError(f"checkpoint {name!r} is a link, or holds one; copy its files into a folder of that name")
    return folder


def installed() -> Path:
    """Folder of the checkpoints that came with the package, or with its checkout."""
    package = Path(str(resources.files("xmodal_rt")))
    inside = package / "checkpoints"
    return inside if inside.is_dir() else package.parent / "checkpoints"


def read_config(folder: Path) -> CheckpointConfig:
    """Read ``config.json`` alone: what the checkpoint is, without its weights."""
    path = folder / "config.json"
    try:
        return CheckpointConfig.from_dict(json.loads(path.read_text()))
    except FileNotFoundError as error:
        raise CheckpointError(f"{path} is missing; copy the checkpoint again") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
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


def verify_files(folder: Path, config: CheckpointConfig) -> None:
    """Raise CheckpointError unless the files in `folder` are those that `config` names."""
    for name in (*FILES, *(name for name in (EAR,) if name in config.hashes)):
        verify(folder / name, config.hashes.get(name))
