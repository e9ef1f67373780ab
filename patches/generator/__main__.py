"""Write all that is generated: `python -m patches.generator`, run from the checkout."""

from pathlib import Path

from patches.generator import max as max_patches
from patches.generator import max_package, pd, pd_library, stage_control
from patches.generator.examples import OBJECTS

PATCHES = Path(__file__).parents[1]


def files() -> dict[Path, str]:
    """Every generated file and its text."""
    library, package = PATCHES / "pd/xmodal_rt", PATCHES / "max/xmodal_rt"
    made = {
        library / "xmodal_rt-meta.pd": pd_library.meta(),
        library / "xmodal_rt-objects.txt": pd_library.objects(),
        PATCHES / "open-stage-control/xmodal.json": stage_control.session(),
        package / "package-info.json": max_package.package_info(),
        package / "extras/xmodal Overview.maxpat": max_patches.overview(),
    }
    for shown in OBJECTS:
        made[library / f"{shown.name}-help.pd"] = pd.help_patch(shown)
        made[package / "help" / f"{shown.name}.maxhelp"] = max_patches.help_patcher(shown)
        made[package / "docs" / f"{shown.name}.maxref.xml"] = max_package.reference(shown)
    return made


def main() -> None:
    """Write the files."""
    for path, text in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


if __name__ == "__main__":
    main()
