"""The command itself, and what its commands share: the types of their arguments, options, and how they answer.

The only module that imports click; the others take its words from here.
"""

import json
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from click import Choice, argument, echo, option

from xmodal_rt import __version__
from xmodal_rt.errors import XmodalError

__all__ = [
    "AHEAD", "CHECKPOINT", "EXISTING", "FILE", "FOLDER", "FOLDER_OUT", "FORCE", "JSON", "OUT", "Choice", "argument", "echo",
    "from_checkout", "main", "named_paths", "option", "watch", "write_json",
]  # fmt: skip

FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)
FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
EXISTING = click.Path(path_type=Path, exists=True)
OUT = click.Path(path_type=Path, dir_okay=False, allow_dash=True)
FOLDER_OUT = click.Path(path_type=Path, file_okay=False)
CHECKPOINT = option("--checkpoint", default="solo5", help="Name of the trained model.")
FORCE = option("--force", is_flag=True, help="Replace files that exist.")
AHEAD = option("--ahead", type=int, default=0, help="Finished blocks that wait for the device; 0: as many as the voices need.")
JSON = option("--json", "json_to", default="-", help="File for the figures; - is standard output.")


class _Group(click.Group):
    """Turns every error of ours into one line and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except XmodalError as error:
            echo(f"xmodal-rt: {error}", err=True)
            ctx.exit(2)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.version_option(__version__)
def main() -> None:
    """Play labels, latent coordinates and sound from Max, Pure Data or any OSC client."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that what a command started ends with it


def named_paths(items: Iterable[str]) -> dict[str, Path]:
    """Paths by their names, from NAME=PATH as --data takes it."""
    found = {}
    for item in items:
        name, equals, path = item.partition("=")
        if not equals:
            raise click.BadParameter(f"{item!r} names no path; write NAME=PATH", param_hint="--data")
        found[name] = Path(path)
    return found


def from_checkout(module: str) -> Callable[..., Any]:
    """`run` of a module of the training, which is not installed.

    Raises
    ------
    XmodalError
        If it is not here.
    """
    import importlib

    sys.path.insert(0, str(Path.cwd()))
    try:
        run: Callable[..., Any] = importlib.import_module(module).run
    except ModuleNotFoundError as error:
        raise XmodalError(f"{module} is not here ({error}); run this from a checkout with the extra 'train' installed") from error
    return run


def write_json(figures: dict[str, Any], to: str) -> None:
    """Write figures to a file, or to standard output where it is called -."""
    text = json.dumps(figures, indent=2)
    if to == "-":
        echo(text)
    else:
        Path(to).write_text(text + "\n")


def watch(steps: Sequence[int]) -> Iterator[int]:
    """Go through the steps of a long work, and show on a terminal how far it is."""
    with click.progressbar(steps, label="rendering", file=sys.stderr, update_min_steps=max(1, len(steps) // 200)) as shown:
        yield from shown
