"""The command `xmodal-rt transcribe`: which file becomes which output."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import torch

from xmodal_rt.errors import ParameterError
from xmodal_rt.files import claim, write_whole
from xmodal_rt.listening import piano_roll
from xmodal_rt.listening.transcription import Transcription, midi, read, table, transcribe
from xmodal_rt.model import checkpoint
from xmodal_rt.model.checkpoint_config import find
from xmodal_rt.pictures import need_matplotlib

_STANDARD_OUTPUT = "-"
_WITHOUT = "leave out the picture"
_SUFFIXES = {"csv": ".csv", "midi": ".mid", "png": ".png"}


def run(
    files: Sequence[Path], name: str, outputs: Mapping[str, Path], folder: Path | None, say: Callable[[str], None], force: bool = False,
) -> None:  # fmt: skip
    """Transcribe `files` with the checkpoint called `name`.

    `outputs` are paths for "csv", "midi" and "png" of a single file; `folder` takes all three of every
    file, where matplotlib is missing the first two. Without either, the table goes to standard output.
    What exists is replaced by `force` alone.

    Raises
    ------
    ParameterError
        If several files would be written to one, or a picture to standard output, or over what exists, or a file cannot be read.
    """
    _check(files, outputs, folder)
    wanted = {path: dict(outputs) or {"csv": Path(_STANDARD_OUTPUT)} for path in files}
    if folder is not None:
        suffixes = _suffixes(say)
        folder.mkdir(parents=True, exist_ok=True)
        wanted = {path: {kind: folder / (path.stem + suffix) for kind, suffix in suffixes.items()} | dict(outputs) for path in files}
    claim((to for each in wanted.values() for to in each.values() if str(to) != _STANDARD_OUTPUT), force)
    torch.set_num_threads(1)
    model = checkpoint.load(find(name))
    for path in files:
        heard = transcribe(model, *read(path, model))
        if str(wanted[path].get("csv")) == _STANDARD_OUTPUT:
            say(table(heard).rstrip("\n"))
        write_whole({to: _made(kind, heard, path.stem) for kind, to in wanted[path].items() if str(to) != _STANDARD_OUTPUT})


def _suffixes(say: Callable[[str], None]) -> dict[str, str]:
    """Return the endings of what a folder takes of each file."""
    try:
        need_matplotlib(_WITHOUT)
    except ParameterError as error:
        say(str(error))
        return {kind: suffix for kind, suffix in _SUFFIXES.items() if kind != "png"}
    return _SUFFIXES


def _check(files: Sequence[Path], outputs: Mapping[str, Path], folder: Path | None) -> None:
    if len(files) > 1 and outputs:
        raise ParameterError("several files do not fit into one output; give a folder with --output instead")
    if "png" in outputs:
        need_matplotlib(_WITHOUT)
    for kind, to in outputs.items():
        if kind != "csv" and str(to) == _STANDARD_OUTPUT:
            raise ParameterError(f"only the table goes to standard output; name a file after --{kind}")
    twice = [stem for stem, files_of in Counter(path.stem for path in files).items() if files_of > 1]
    if folder is not None and twice:
        raise ParameterError(f"several files are called {twice[0]} and would be written to one; give a folder for each of them")


def _made(kind: str, heard: Transcription, title: str) -> bytes:
    if kind == "csv":
        return table(heard).encode()
    return midi(heard) if kind == "midi" else piano_roll.draw(heard, title)
