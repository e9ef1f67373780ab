"""Files that are written whole or not at all, and never over others unasked."""

import contextlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from xmodal_rt.errors import ParameterError


def claim(paths: Iterable[Path], force: bool) -> None:
    """Refuse paths that exist, unless `force`, or that lie in no folder.

    Raises
    ------
    ParameterError
        If there is such a one.
    """
    for path in paths:
        if path.exists() and not force:
            raise ParameterError(f"{path} exists; name another file, or add --force to replace it")
        if not path.parent.is_dir():
            raise ParameterError(f"there is no folder {path.parent}; make it first, or name a file elsewhere")


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write all files, or none: each gets its name when all of them are there.

    Nothing is forced onto the disk, which may take long; after a power cut the old files are there.

    Raises
    ------
    ParameterError
        If one of them cannot be written.
    """
    parts = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    try:
        for path, data in files.items():
            parts[path].write_bytes(data)
        for path, part in parts.items():
            part.replace(path)
    except OSError as error:
        raise ParameterError(f"{path} cannot be written ({error.strerror}); name a file in a folder that is yours") from error
    finally:
        for part in parts.values():
            with contextlib.suppress(OSError):
                part.unlink()
