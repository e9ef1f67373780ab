"""Write all that is generated: `python -m patches.generator`, run from the checkout."""

from pathlib import Path

from patches.generator import pd, pd_library
from patches.generator.examples import OBJECTS

PATCHES = Path(__file__).parents[1]


def files() -> dict[Path, str]:
    """Every generated file and its text."""
    library = PATCHES / "pd/xmodal_rt"
    made = {library / f"{shown.name}-help.pd": pd.help_patch(shown) for shown in OBJECTS}
    return made | {library / "xmodal_rt-meta.pd": pd_library.meta(), library / "xmodal_rt-objects.txt": pd_library.objects()}


def main() -> None:
    """Write the files."""
    for path, text in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


if __name__ == "__main__":
    main()
