import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xmodal_rt.errors import ParameterError
from xmodal_rt.events import ALL_VOICES
from xmodal_rt.osc import codec as osc
from xmodal_rt.osc.address_page import render, signature
from xmodal_rt.osc.addresses import INCOMING, TABLE, Entry, entry, targets
from xmodal_rt.osc.arguments import Argument

VOICES, COORDINATES = 8, 32
NUMERIC = [item for item in INCOMING if any(a.type in ("int", "float") for a in (*item.arguments, *item.rest))]


def example(argument: Argument) -> float | str:
    if argument.type in ("string", "class"):
        return "octave"
    return 1 if argument.type == "int" else 0.5


def legal(item: Entry) -> list[float | str]:
    return [example(a) for a in (*item.arguments, *item.rest)]


@pytest.mark.parametrize("item", TABLE, ids=lambda item: item.address)
def test_each_entry_is_whole(item: Entry) -> None:
    assert item.doc.endswith(".")
    assert (item.kind is None) == (item.direction == "out" or item.served_by == "control")
    assert not item.answer or entry(item.answer).direction == "out"
    assert all(a.default is None or a.accept(a.default, []) == a.default for a in item.arguments)


def test_no_address_stands_twice() -> None:
    assert len({item.address for item in TABLE}) == len(TABLE)


@pytest.mark.parametrize("item", INCOMING, ids=lambda item: item.address)
def test_a_legal_message_for_each_entry_comes_through(item: Entry) -> None:
    path = item.path.replace("N", "3") if item.address.endswith("/N") else item.path
    (message,) = osc.parse(osc.message(path, *legal(item)))
    (target,) = targets(message.address, VOICES, COORDINATES)
    values, remarks = target.entry.accept(message.arguments)
    assert (target.entry, target.voice, list(values), remarks) == (item, ALL_VOICES, legal(item), ())


@pytest.mark.parametrize("item", INCOMING, ids=lambda item: item.address)
def test_one_voice_is_addressed_where_the_table_says(item: Entry) -> None:
    path = f"/xmodal/voice/5/{item.address}".replace("N", "3")
    if item.per_voice:
        (target,) = targets(path, VOICES, COORDINATES)
        assert (target.entry, target.voice) == (item, 5)
    else:
        with pytest.raises(ParameterError, match="no such address"):
            targets(path, VOICES, COORDINATES)


@pytest.mark.parametrize("item", [e for e in TABLE if e.direction == "out"], ids=lambda item: item.address)
def test_outgoing_messages_take_the_types_of_the_table(item: Entry) -> None:
    (message,) = osc.parse(item.build(*legal(item)))
    assert message.address == item.path
    assert list(message.arguments) == legal(item)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/xmodal/voice/*/gain", [("gain", v, -1) for v in range(VOICES)]),
        ("/xmodal/voice/[1-2]/{gain,note}", [("note", 1, -1), ("gain", 1, -1), ("note", 2, -1), ("gain", 2, -1)]),
        ("/xmodal/latent/3?", [("latent/N", ALL_VOICES, 30), ("latent/N", ALL_VOICES, 31)]),
        ("/*/gain", [("gain", ALL_VOICES, -1)]),
        ("/xmodal/voice/07/gain", [("gain", 7, -1)]),
    ],
)
def test_patterns_find_all_that_they_mean(path: str, found: list[tuple[str, int, int]]) -> None:
    assert [(t.entry.address, t.voice, t.number) for t in targets(path, VOICES, COORDINATES)] == found


@pytest.mark.parametrize(
    "path",
    ["", "gain", "#bundle", "/gain",
     "/xmodal", "/xmodal/", "/", "/xmodal/voice/8/gain", "/xmodal/latent/32", "/xmodal/latent/-1", "/xmodal/latent/N",
     "/xmodal/voice/*/quit", "/xmodal/label", "/xmodal/latent/²", "/xmodal/voice//gain", "/xmodal/" + "*?" * 100 + "Z"],
)  # fmt: skip
def test_other_addresses_are_refused(path: str) -> None:
    with pytest.raises(ParameterError, match="no such address"):
        targets(path, VOICES, COORDINATES)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, 1e30, -1e7])
@pytest.mark.parametrize("item", NUMERIC, ids=lambda item: item.address)
def test_numbers_that_are_not_finite_or_huge_are_refused_everywhere(item: Entry, bad: float) -> None:
    if item.address == "sync" and bad == -1e7:
        return
    with pytest.raises(ParameterError, match="send"):
        item.accept([bad, *legal(item)[1:]])


@pytest.mark.parametrize(
    ("address", "sent", "taken", "remark"),
    [
        ("gain", (9,), (4.0,), "clipped to 4; send 0 to 4"),
        ("gain", (-0.5,), (0.0,), "clipped to 0"),
        ("gain", (), (1.0,), ""),
        ("gain", (True,), (1.0,), ""),
        ("note", (60, 200), (60.0, 127.0), "VELOCITY is 200, clipped"),
        ("note", (60.5, 1), (60.5, 1.0), ""),
        ("latent", (1, 2.0, 30), (1.0, 2.0, 30.0), ""),
        ("glide", (99,), (60.0,), "clipped to 60"),
        ("listen", (1.0,), (1.0,), ""),
    ],
)
def test_values_are_taken_or_clipped_as_the_table_says(address: str, sent: tuple[float], taken: tuple[float], remark: str) -> None:
    values, remarks = entry(address).accept(sent)
    assert values == taken
    assert remark in " ".join(remarks)
    assert bool(remarks) == bool(remark)


@pytest.mark.parametrize(
    ("address", "sent", "reason"),
    [
        ("note", (60,), "VELOCITY is missing; send PITCH VELOCITY"),
        ("note", (60, 100, 1), "3 arguments are too many"),
        ("note", (-1, 100), "PITCH is -1; send 0 to 127"),
        ("note", ("C4", 100), "PITCH is 'C4'; send a number"),
        ("note", (b"xx", 100), "a blob of 2 bytes"),
        ("panic", (1,), "send none"),
        ("listen", (2,), "send 0 to 1"),
        ("listen", (0.5,), "whole number"),
        ("symbol", ("octave",), "whole groups; send LABEL VALUE …"),
        ("symbol", (), "whole groups"),
        ("symbol", (4, "octave"), "LABEL is 4; send a name"),
        ("latent", (), "whole groups"),
        ("latent", (0.5, 2000.0), "Z is 2000; send -1000 to 1000"),
        ("latent", (0.5,) * 129, "at most 128"),
        ("sync", (3e9,), "send -2147483648 to 2147483647"),
    ],
)
def test_wrong_arguments_are_refused_with_what_to_send(address: str, sent: tuple[float], reason: str) -> None:
    with pytest.raises(ParameterError, match=reason):
        entry(address).accept(sent)


VALUES = st.one_of(st.floats(), st.integers(-(2**63), 2**63), st.text(max_size=5), st.booleans(), st.binary(max_size=3))


@given(st.sampled_from(INCOMING), st.lists(VALUES, max_size=6))
def test_whatever_is_accepted_lies_within_the_table(item: Entry, sent: list[osc.Value]) -> None:
    try:
        values, _ = item.accept(sent)
    except ParameterError:
        return
    arguments = [*item.arguments, *item.rest * len(sent)]
    for value, argument in zip(values, arguments, strict=False):
        assert isinstance(value, str) or argument.type == "class" or argument.low <= value <= argument.high


def test_json_says_all_that_the_table_says() -> None:
    listed = {item["address"]: item for item in json.loads(render("json"))}
    assert set(listed) == {item.path for item in TABLE}
    gain = listed["/xmodal/gain"]
    assert gain["arguments"] == [{"name": "GAIN", "type": "float", "range": [0, 4], "unit": "linear", "default": 1.0, "outside": "clip"}]
    assert gain["per_voice"]


@pytest.mark.parametrize("item", TABLE, ids=lambda item: item.address)
def test_the_pages_show_every_entry(item: Entry) -> None:
    star = "*" if item.per_voice else ""
    assert f"  {item.path}{star} {signature(item)}".rstrip() in render("text").splitlines()
    (row,) = [line for line in render("markdown").splitlines() if line.startswith(f"| `{item.path}{star}` |")]
    assert item.doc in row
