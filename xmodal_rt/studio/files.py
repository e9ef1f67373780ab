"""Files that are written whole or not at all, and never over others unasked."""

import contextlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from xmodal_rt.errors import ParameterError


@dataclass(frozen=True)
class Output:
    """Where a rendering goes: the sound, and beside it the table of its controls and the figure."""

    sound: Path
    table: Path
    figure: Path

    @classmethod
    def named(cls, sound: Path) -> "Output":
        """Output of the WAV file `sound`.

        Raises
        ------
        ParameterError
            If its name is not that of a WAV file.
        """
        if sound.suffix.lower() != ".wav":
            raise ParameterError(f"{sound} is not the name of a WAV file; let it end in .wav")
        return cls(sound, sound.with_suffix(".csv"), sound.with_suffix(".png"))

    def numbered(self, count: int) -> list["Output"]:
        """Return so many outputs like this one: NAME-1.wav and so on, or NAME.wav alone."""
        names = [f"{self.sound.stem}-{i + 1}{self.sound.suffix}" for i in range(count)]
        return [self] if count == 1 else [Output.named(self.sound.with_name(name)) for name in names]


def claim(outputs: Iterable[Output], force: bool, figure: bool = True) -> None:
    """Refuse outputs that exist, unless `force`, or that lie in no folder; without a `figure`, none of its name stands in the way.

    Raises
    ------
    ParameterError
        If there is such a one.
    """
    for path in (path for output in outputs for path in (output.sound, output.table, *[output.figure] * figure)):
        if path.exists() and not force:
            raise ParameterError(f"{path} exists; name another file, or add --force to replace it")
        if not path.parent.is_dir():
            raise ParameterError(f"there is no folder {path.parent}; make it first, or name a file elsewhere")


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write all files, or none: each gets its name when all of them are on the disk.

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
        raise ParameterError(f"{error.filename} cannot be written ({error.strerror}); name a file elsewhere") from error
    finally:
        for part in parts.values():
            with contextlib.suppress(OSError):
                part.unlink()
