"""The files of a rendering, by their names."""

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

    def paths(self, figure: bool) -> list[Path]:
        """All files, with the figure or without."""
        return [self.sound, self.table, *[self.figure] * figure]

    def numbered(self, count: int) -> list["Output"]:
        """Return so many outputs like this one: NAME-1.wav and so on, or NAME.wav alone."""
        names = [f"{self.sound.stem}-{i + 1}{self.sound.suffix}" for i in range(count)]
        return [self] if count == 1 else [Output.named(self.sound.with_name(name)) for name in names]
