"""Data that a training never saw, described apart from its configuration."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from train import config
from train.config import Experiment
from xmodal_rt.errors import ConfigError


def described(experiment: Experiment, path: Path) -> Experiment:
    """Read the sources of the TOML file at `path`: its ``[[sources]]``, written as those of a training.

    Raises
    ------
    ConfigError
        If the file is not TOML, has no sources, or one of them has the name of a source that was trained on.
    """
    try:
        table = tomllib.loads(path.read_text())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not TOML ({error}); give a folder of notes or a file with [[sources]]") from error
    sources = table.get("sources")
    if not isinstance(sources, list) or not sources:
        raise ConfigError(f"{path} has no [[sources]]; add one for each folder or SoundFont")
    return with_sources(experiment, sources)


def folder(experiment: Experiment, path: Path, pattern: str) -> Experiment:
    """Read the notes of the folder `path`, whose file names have the `pattern`, with the words of the trained sources."""
    words = {word: name for source in experiment.sources for word, name in source.words.items()}
    return with_sources(experiment, [{"name": path.name, "path": str(path), "pattern": pattern, "words": words}])


def with_sources(experiment: Experiment, sources: list[Mapping[str, Any]]) -> Experiment:
    """Return the experiment over other sources: all of them held out, and left out of tune where they are."""
    trained = {source.name for source in experiment.sources}
    for source in sources:
        if source.get("name") in trained:
            message = f"source {source['name']!r} has the name of one that the checkpoint was trained on"
            raise ConfigError(f"{message}; rename it, or evaluate what was held out of it with --source {source['name']}")
    read = config.from_dict({**config.to_dict(experiment), "sources": [dict(source) for source in sources], "split": "all"})
    return replace(read, grid=replace(read.grid, tuning_cents=0.0))
