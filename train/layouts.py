"""How published collections of notes lay out their metadata: columns, folders, words for what is unknown."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Layout:
    """A table of notes beside its sound files.

    `columns` gives the column of each field, the newest release's name first; `folders` are where the
    files may lie below the source's path; `missing` are the words for "not applicable".
    """

    manifest: str = "manifest.csv"
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    folders: tuple[str, ...] = (".",)
    suffix: str = ""
    missing: tuple[str, ...] = ()
    off_s: float | None = None
    """when every note is released, where the collection says so"""


_SOL = {
    "file": ("Path",),
    "midi": ("Pitch ID", "Pitch ID (if applicable)"),
    "dynamics": ("Dynamics",),
    "instrument": ("Instrument (in full)", "Instrument Name"),
    "family": ("Family", "Family (in full)"),
    "technique": ("Technique (in full)", "Technique Name"),
    "mute": ("Mute (in full)",),
}

LAYOUTS: Mapping[str, Layout] = {
    # zenodo.org/records/3685367; dynamics pp p mf f ff
    "tinysol": Layout("TinySOL_metadata.csv", _SOL, (".", "TinySOL", "TinySOL2020", "audio"), missing=("N",)),
    # zenodo.org/records/3686252; dynamics and pitch are N for sounds that have none
    "orchideasol": Layout("OrchideaSOL_metadata.csv", _SOL, (".", "OrchideaSOL2020", "OrchideaSOL", "audio"), missing=("N",)),
    # Engel et al. 2017, arXiv:1704.01279: one object per note, held for 3 s, released for 1 s, sampled at 16 kHz
    "nsynth": Layout(
        "examples.json",
        {
            "file": ("note_str",),
            "midi": ("pitch",),
            "velocity": ("velocity",),
            "library": ("instrument_str",),
            "instrument": ("instrument_family_str",),
            "production": ("instrument_source_str",),
        },
        ("audio", "."),
        ".wav",
        off_s=3.0,
    ),
}
"""published collections by the name of their `kind`"""
