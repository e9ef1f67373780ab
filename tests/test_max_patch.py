"""The shipped Max package as files: Max itself does not run here, so all that can be checked without it is checked."""

import gzip
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import py2max
import pytest

from patches.generator.examples import OBJECTS, examples, incoming
from patches.generator.max import SIZES, written
from tests.max_objects import INTERFACE, NAMES, ports
from xmodal_rt import __version__
from xmodal_rt.osc.addresses import TABLE, Entry, entry, targets
from xmodal_rt.osc.arguments import Argument
from xmodal_rt.settings import ServeSettings

PACKAGE = Path("patches/max/xmodal_rt")
FILES = sorted([*PACKAGE.rglob("*.maxpat"), *PACKAGE.rglob("*.maxhelp")])
OWN = {path.stem: path for path in (PACKAGE / "patchers").glob("*.maxpat")}


def patcher(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text())["patcher"]
    return content


def boxes(path: Path) -> list[dict[str, Any]]:
    return [item["box"] for item in patcher(path)["boxes"]]


def own_ports(name: str) -> tuple[int, int]:
    inside = [box["maxclass"] for box in boxes(OWN[name])]
    return inside.count("inlet"), inside.count("outlet")


def true_ports(box: dict[str, Any]) -> tuple[int, int] | None:
    """Inlets and outlets that the object really has, whatever the file says."""
    if box["maxclass"] == "bpatcher":
        return own_ports(box["name"].removesuffix(".maxpat"))
    if box["maxclass"] != "newobj":
        return INTERFACE.get(box["maxclass"])
    name = box["text"].split()[0]
    return own_ports(name) if name in OWN else ports(box["text"])


def texts(folder: Path, comments: bool = True) -> Iterator[str]:
    for path in FILES:
        if folder in path.parents:
            yield from (box.get("text", "") for box in boxes(path) if comments or box["maxclass"] != "comment")


def test_the_package_has_its_five_objects_and_their_helps_and_pages() -> None:
    names = {shown.name for shown in OBJECTS}
    assert names | {"xmodal.link"} == set(OWN)
    assert names == {path.stem for path in (PACKAGE / "help").glob("*.maxhelp")}
    assert {f"{name}.maxref" for name in names} == {path.stem for path in (PACKAGE / "docs").glob("*.xml")}
    assert (PACKAGE / "extras" / json.loads((PACKAGE / "package-info.json").read_text())["homepatcher"]).exists()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_object_is_built_in_or_in_the_package_and_has_the_ports_that_the_file_says(path: Path) -> None:
    for box in boxes(path):
        assert true_ports(box) == (box["numinlets"], box["numoutlets"]), box.get("text", box["maxclass"])
        assert len(box.get("outlettype", [])) == box["numoutlets"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_cord_ends_at_a_box_and_a_port(path: Path) -> None:
    found = {box["id"]: box for box in boxes(path)}
    assert len(found) == len(boxes(path))
    for line in patcher(path)["lines"]:
        (source, outlet), (target, inlet) = line["patchline"]["source"], line["patchline"]["destination"]
        assert outlet < found[source]["numoutlets"]
        assert inlet < found[target]["numinlets"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_py2max_loads_and_saves_the_file_unchanged(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    py2max.Patcher.from_file(path, save_to=copy).save()
    assert json.loads(copy.read_text()) == json.loads(path.read_text())
    assert patcher(path)["fileversion"] == 1


def test_the_reference_pages_of_max_know_every_object() -> None:
    packed = resources.files("py2max.maxref").joinpath("data/bundle.json.gz").read_bytes()
    known = json.loads(gzip.decompress(packed))["objects"]
    used = {box["maxclass"] for path in FILES for box in boxes(path)} - {"newobj"}
    assert used | {name for name in NAMES if not name.startswith(("==", "*", "-"))} <= set(known) | {"inlet", "outlet", "bpatcher"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_two_controls_lie_on_each_other(path: Path) -> None:
    for key in ("patching_rect", "presentation_rect"):
        placed = [box for box in boxes(path) if key in box and box["maxclass"] not in ("panel", "comment")]
        for k, one in enumerate(placed):
            for other in placed[k + 1 :]:
                assert not _overlap(one[key], other[key]), (one.get("text", one["maxclass"]), other.get("text", other["maxclass"]))


def _overlap(one: list[float], other: list[float]) -> bool:
    return all(one[a] + one[a + 2] > other[a] + 1 and other[a] + other[a + 2] > one[a] + 1 for a in (0, 1))


@pytest.mark.parametrize("name", SIZES)
def test_a_panel_presents_itself_in_the_size_that_the_helps_give_it(name: str) -> None:
    (field,) = [box["presentation_rect"] for box in boxes(OWN[name]) if box["maxclass"] == "panel"]
    assert field == [0, 0, *SIZES[name]]
    assert patcher(OWN[name])["openinpresentation"] == 1
    shown = [box["presentation_rect"] for box in boxes(OWN[name]) if box.get("presentation")]
    assert all(x + width <= SIZES[name][0] and y + height <= SIZES[name][1] for x, y, width, height in shown)


@pytest.mark.parametrize("item", TABLE, ids=lambda item: item.address)
def test_every_address_occurs_in_a_help(item: Entry) -> None:
    helped = list(texts(PACKAGE / "help"))
    if item.direction == "in":
        assert all(f"/xmodal/{message}" in helped for message in examples(item))
        assert not item.per_voice or all(f"/{message}" in helped for message in examples(item))
    else:
        assert any(re.match(rf"{item.path}( |$)", text.replace("\n", " ")) for text in helped)


def test_what_the_panels_send_and_hear_is_in_the_table() -> None:
    heard = {item.path for item in TABLE if item.direction == "out"}
    for text in texts(PACKAGE / "patchers", comments=False):
        for address in re.findall(r"/xmodal/[\w./]+", text.replace("/xmodal/voice/%ld%s", "")):
            assert address in heard or targets(address, voices=16, coordinates=32)


def test_the_pages_explain_every_message() -> None:
    for shown in OBJECTS:
        page = ET.parse(PACKAGE / "docs" / f"{shown.name}.maxref.xml").getroot()
        named = {method.get("name") for method in page.iter("method")}
        assert named == {written(shown, examples(item)[0]).split()[0] for item in incoming(shown)}


def test_ports_and_version_are_those_of_the_instrument() -> None:
    used = {int(port) for path in FILES for box in boxes(path) for port in re.findall(r"\b9\d{3}\b", box.get("text", ""))}
    assert used == {ServeSettings.osc_port, ServeSettings.reply_port}
    assert json.loads((PACKAGE / "package-info.json").read_text())["version"] == __version__


CONTROLS = {
    ("xmodal.synth", "prepend /xmodal/gain", 0): entry("gain").arguments[0],
    ("xmodal.synth", "prepend /xmodal/glide", 0): entry("glide").arguments[0],
    ("xmodal.voice", "prepend /gain", 0): entry("gain").arguments[0],
    ("xmodal.voice", "int 60", 1): entry("note").arguments[0],
    ("xmodal.voice", "pack 60 90", 1): entry("note").arguments[1],
    ("xmodal.morph", "prepend set", 0): entry("morph").arguments[0],
    ("xmodal.morph", "pack circle 10. 0.5", 1): entry("trajectory").arguments[1],
    ("xmodal.morph", "pack circle 10. 0.5", 2): entry("trajectory").arguments[2],
}
"""what a number box feeds: the file, the text of the object and the inlet"""


@pytest.mark.parametrize(("fed", "argument"), CONTROLS.items(), ids=[" ".join(map(str, key)) for key in CONTROLS])
def test_a_number_box_has_the_range_of_the_table(fed: tuple[str, str, int], argument: Argument) -> None:
    name, text, inlet = fed
    found = {box["id"]: box for box in boxes(OWN[name])}
    cords = [line["patchline"] for line in patcher(OWN[name])["lines"]]
    targets_of = {box["id"] for box in found.values() if box.get("text") == text}
    feeding = [found[cord["source"][0]] for cord in cords if cord["destination"][0] in targets_of and cord["destination"][1] == inlet]
    assert {(box["minimum"], box["maximum"]) for box in feeding if "minimum" in box} == {(argument.low, argument.high)}
