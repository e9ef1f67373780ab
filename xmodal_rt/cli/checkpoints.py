"""Checkpoints: trained, measured, described."""

import json
from pathlib import Path
from typing import Any

from xmodal_rt.cli.options import (
    EXISTING,
    FILE,
    FOLDER,
    FOLDER_OUT,
    JSON,
    argument,
    echo,
    from_checkout,
    main,
    named_paths,
    option,
    write_json,
)


@main.command()
@argument("config", type=FILE)
@option("--data", multiple=True, metavar="NAME=PATH", help="Where a source of the configuration lies on this machine.")
@option("-o", "--output", type=FOLDER_OUT, default=None, help="Folder of the checkpoint.")
@option("--split", default="", help="What the evaluation keeps for itself: frame, note or library:NAME; else as configured.")
def train(config: Path, data: tuple[str, ...], output: Path | None, split: str) -> None:
    """Train a checkpoint; run from a checkout."""
    run = from_checkout("train.fit")
    run(config, data=named_paths(data), output=output, split=split)


@main.command("train-ear")
@argument("checkpoint")
@option("--data", multiple=True, metavar="NAME=PATH", help="Where a source of the checkpoint lies on this machine.")
def train_ear(checkpoint: str, data: tuple[str, ...]) -> None:
    """Train the network that hears the newest samples for a CHECKPOINT, and nothing else of it; run from a checkout."""
    from xmodal_rt.model.checkpoint_config import find

    run = from_checkout("train.hearing.stage")
    echo(run(find(checkpoint), named_paths(data)))


@main.command()
@argument("checkpoint")
@argument("asked", metavar="[DATA]", type=EXISTING, required=False)
@option("--source", default="notes", help="Source of the checkpoint's configuration for which the folder DATA stands.")
@option("--pattern", default="", help="File names of the folder DATA, if it is none of the checkpoint's sources: '{instrument}__{midi}'.")
@option("--data", multiple=True, metavar="NAME=PATH", help="Where a source of the checkpoint lies on this machine.")
@option("--round-trip", type=int, default=200, help="Notes to play with the instrument and to hear again.")
@option("--baselines", is_flag=False, flag_value=2000, default=0, help="Train simpler networks on the same frames, for so many steps.")
@option("--figures", type=FOLDER_OUT, default=None, help="Folder for pictures.")
@option("--recordings", type=FOLDER, default=None, help="Whole recordings, each beside its score: NAME.csv or NAME.mid.")
@option("--keep", is_flag=True, help="Record the figures in the checkpoint and its card.")
@JSON
def evaluate(checkpoint: str, asked: Path | None, data: tuple[str, ...], json_to: str, **options: Any) -> None:
    """Measure a checkpoint on what its training held out; run from a checkout.

    DATA is the folder of one of its sources, or data that its training never saw: a TOML file with
    [[sources]], such as train/unseen/timgm6mb.toml, or a folder and a --pattern. Without DATA all of
    its sources are measured.
    """
    from xmodal_rt.model.checkpoint_config import find

    run = from_checkout("train.evaluate")
    write_json(run(find(checkpoint), asked, named_paths(data), **options), json_to)


@main.command()
@argument("checkpoint", default="solo5")
def info(checkpoint: str) -> None:
    """Print what a checkpoint is: its labels, latent ranges and metrics."""
    from xmodal_rt.model.checkpoint_config import find, read_config

    echo(json.dumps(read_config(find(checkpoint)).to_dict(), indent=2))
