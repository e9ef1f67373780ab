"""The wheel carries the package and the trained models, and finds them from any folder."""

import email
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from xmodal_rt import __version__
from xmodal_rt.model.checkpoint import DEFAULT

ROOT = Path(__file__).parents[1]
PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what is built, so that no build folder is left in the checkout."""
    copy = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    for name in ("xmodal_rt", "checkpoints", "train", "tests"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([*PIP, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, source], check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_the_wheel_holds_the_package_and_the_checkpoints_only(names: list[str]) -> None:
    assert {name.split("/")[0] for name in names} == {"xmodal_rt", f"xmodal_rt-{__version__}.dist-info"}


def test_the_wheel_holds_every_module_and_page(names: list[str]) -> None:
    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "xmodal_rt").rglob("*.py")}
    pages = {str(path.relative_to(ROOT)) for path in (ROOT / "xmodal_rt/web/pages").iterdir()}
    assert modules | pages | {"xmodal_rt/py.typed"} <= set(names)


def test_the_wheel_holds_the_default_checkpoint(names: list[str]) -> None:
    files = {"config.json", "model.ts", "weights.safetensors", "README.md"}
    assert {f"xmodal_rt/checkpoints/{DEFAULT}/{name}" for name in files} <= set(names)


def test_the_metadata_says_what_the_project_file_says(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        metadata = email.message_from_bytes(archive.read(f"xmodal_rt-{__version__}.dist-info/METADATA"))
        scripts = archive.read(f"xmodal_rt-{__version__}.dist-info/entry_points.txt").decode()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert (metadata["Name"], metadata["Version"], metadata["License-Expression"]) == ("xmodal-rt", __version__, "MIT")
    assert len([need for need in metadata.get_all("Requires-Dist", []) if "extra" not in need]) == len(project["dependencies"])
    assert "xmodal-rt = xmodal_rt.cli:main" in scripts


def test_the_installed_package_finds_its_checkpoint_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    subprocess.run([*PIP, "install", "--no-deps", "--no-index", "--target", site, wheel], check=True)
    code = f"from xmodal_rt.model import checkpoint; print(checkpoint.find({DEFAULT!r})); checkpoint.load(checkpoint.find({DEFAULT!r}))"
    # -P and the folder keep the checkout out; PYTHONPATH stands before the editable installation of this environment.
    found = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(site)}, check=True, capture_output=True, text=True
    ).stdout.strip()
    assert Path(found) == site / "xmodal_rt" / "checkpoints" / DEFAULT


def test_the_source_distribution_builds_the_same_wheel(source: Path, names: list[str], tmp_path: Path) -> None:
    build = "import setuptools.build_meta as b, sys; print(b.build_sdist(sys.argv[1]))"
    subprocess.run([sys.executable, "-W", "ignore", "-c", build, tmp_path], cwd=source, check=True, capture_output=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    subprocess.run([*PIP, "wheel", "--no-deps", "--no-build-isolation", "-w", tmp_path, archive], check=True)
    (rebuilt,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(rebuilt) as wheel:
        assert sorted(wheel.namelist()) == sorted(names)
