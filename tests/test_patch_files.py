"""The patches of both hosts as files: generated ones are up to date, and ports and ranges are those of the table."""

import json
import re
from pathlib import Path

import pytest

from patches.generator.__main__ import files
from patches.generator.examples import OBJECTS, examples, incoming, outgoing
from xmodal_rt.osc.addresses import PREFIX, TABLE, Entry, entry, targets
from xmodal_rt.osc.arguments import Argument
from xmodal_rt.settings import ServeSettings

PD = Path("patches/pd/xmodal_rt")


@pytest.mark.parametrize("path", sorted(files()), ids=lambda path: path.name)
def test_a_generated_file_is_up_to_date(path: Path) -> None:
    assert path.read_text() == files()[path], "run `python -m patches.generator`"


@pytest.mark.parametrize("item", TABLE, ids=lambda item: item.address)
def test_every_address_has_its_object(item: Entry) -> None:
    shown = [o for o in OBJECTS if item in (*incoming(o), *outgoing(o))]
    assert any(not o.one_voice for o in shown)
    assert any(o.one_voice for o in shown) == item.per_voice


@pytest.mark.parametrize("item", TABLE, ids=lambda item: item.address)
def test_every_address_occurs_in_a_help_of_pd(item: Entry) -> None:
    text = "\n".join(path.read_text() for path in PD.glob("*-help.pd")).replace("\n#X", "\n #X")
    if item.direction == "in":
        first = examples(item)[0].split()[0]
        assert re.search(rf"#X msg \d+ \d+ (?:list )?{re.escape(first)}[ ;,]", text)
    else:
        assert re.search(rf"#X text \d+ \d+ {re.escape(item.address.replace('/', ' '))}[ ,;]", text)


def test_the_ports_in_the_patches_are_those_of_the_instrument() -> None:
    lines = [line for path in PD.glob("*.pd") for line in path.read_text().splitlines() if not re.search(r"[hv]sl|connect", line)]
    ports = {int(port) for line in lines for port in re.findall(r"(?<![\w.#])9\d{3}(?!\d)", line)}
    assert ports == {ServeSettings.osc_port, ServeSettings.reply_port, 9100}  # 9100 stands for another one in an example


CONTROLS = {
    ("xmodal.synth", "gain"): entry("gain").arguments[0],
    ("xmodal.synth", "glide"): entry("glide").arguments[0],
    ("xmodal.voice", "gain"): entry("gain").arguments[0],
    ("xmodal.voice", "pitch"): entry("note").arguments[0],
    ("xmodal.voice", "velocity"): entry("note").arguments[1],
    ("xmodal.morph", "step"): entry("morph").arguments[0],
    ("xmodal.morph", "period"): entry("trajectory").arguments[1],
    ("xmodal.morph", "size"): entry("trajectory").arguments[2],
}


@pytest.mark.parametrize(("control", "argument"), CONTROLS.items(), ids=[" ".join(key) for key in CONTROLS])
def test_a_slider_of_pd_has_the_range_of_the_table(control: tuple[str, str], argument: Argument) -> None:
    text = (PD / f"{control[0]}.pd").read_text()
    slider = rf"(?:hsl \d+ \d+|floatatom \d+ \d+ \d+) (\S+) (\S+) 0 (?:0 |- \S+ )\\\$0-{control[1]} "
    found = [(float(low), float(high)) for low, high in re.findall(slider, text)]
    assert (argument.low, argument.high) in found
    assert {pair for pair in found if pair != (0, 0)} == {(argument.low, argument.high)}


def test_the_session_of_open_stage_control_uses_addresses_and_ranges_of_the_table() -> None:
    session = json.loads(Path("patches/open-stage-control/xmodal.json").read_text())
    widgets = session["content"]["widgets"]
    assert (session["type"], len({widget["id"] for widget in widgets})) == ("session", len(widgets))
    for widget in widgets:
        assert widget["target"] == f"127.0.0.1:{ServeSettings.osc_port}"
        if widget["type"] == "text":
            assert entry(widget["address"].removeprefix(PREFIX)).direction == "out"
            continue
        (target,) = targets(widget["address"], voices=16, coordinates=32)
        if "range" in widget:
            argument = (*target.entry.arguments, *target.entry.rest)[0]
            assert argument.low <= widget["range"]["min"] < widget["range"]["max"] <= argument.high
