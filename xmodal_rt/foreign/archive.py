"""Looks through a TorchScript file before anything loads it.

Loading one runs what is written in it: ``torch.from_file`` in a ``__setstate__`` alone reads and writes files. So
every word of the code in the archive that names an operator of torch must be on a list of harmless ones, wherever
in the code it stands; no C++ class may be named; and what is then loaded is a new archive of exactly the files that
were looked at, since two readers of one ZIP file need not agree on what is in it.
"""

import io
import re
import zipfile
import zlib
from functools import lru_cache
from pathlib import Path

import torch

from xmodal_rt.errors import CheckpointError
from xmodal_rt.foreign.operators import ALLOWED

MOST_BYTES = 2 << 30
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SPELT = re.compile(r"\\[xuUN0-7]")
"""characters that a string spells by their number"""
_CPP_CLASS = re.compile(rb"torch\s*[.\n]\s*classes")
_THREADS = frozenset({"fork", "awaitable"})


def read(path: Path) -> bytes:
    """Return the archive at `path`, written anew, with none but harmless operators.

    Raises
    ------
    CheckpointError
        If it is no such archive, or one that cannot be trusted.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
                raise CheckpointError(f"{path} unpacks to more than 2 GiB; use a smaller model")
            files = [(info.filename, archive.read(info)) for info in archive.infolist() if not info.is_dir()]
    except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise CheckpointError(f"{path} cannot be read as a TorchScript file ({error}); export the model again") from error
    _look_at(path, files)
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as clean:
        for name, data in files:
            clean.writestr(name, data)
    return copy.getvalue()


def _look_at(path: Path, files: list[tuple[str, bytes]]) -> None:
    files = [(name.lower(), data) for name, data in files]  # torch does not tell them apart
    names = {name for name, _ in files}
    if len(names) < len(files) or len({name.partition("/")[0] for name in names}) != 1:
        raise CheckpointError(f"{path} is not the archive that torch.jit.save writes; export the model again")
    code = [data for name, data in files if name.endswith(".py")]
    if not code:
        raise CheckpointError(f"{path} has no TorchScript in it; export the model with torch.jit.save")
    if any(_CPP_CLASS.search(data) for name, data in files if name.endswith((".py", ".pkl"))):
        raise CheckpointError(f"{path} uses classes of C++, which are not checked; export the model without quantisation")
    refused = sorted(set().union(*map(unknown, code)))
    if refused:
        raise CheckpointError(
            f"{path} uses {', '.join(refused[:6])}, not among the operators that a model of sound needs; "
            "ask who made it, or export it without"
        )


def unknown(code: bytes) -> set[str]:
    """Operators that TorchScript `code` names and that are not known to be harmless.

    Raises
    ------
    CheckpointError
        If the code is written so that this cannot be told.
    """
    try:
        text = code.decode("ascii")
    except UnicodeDecodeError:
        raise CheckpointError("the model's code is not plain ASCII; export it with torch.jit.save") from None
    if _SPELT.search(text):
        raise CheckpointError("the model's code spells names by their characters' numbers; export it with torch.jit.save")
    words = set(_WORD.findall(text))
    return {word for word in words if (word in _operators() or word in _THREADS) and word not in ALLOWED}


@lru_cache(maxsize=1)
def _operators() -> frozenset[str]:
    """Names of all operators that this torch would run."""
    return frozenset(schema.name.split("::")[-1] for schema in torch._C._jit_get_all_schemas())
