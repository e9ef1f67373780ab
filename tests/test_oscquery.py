"""The tree of addresses of a running instrument, for OSCQuery clients: one that nobody here wrote, and over plain HTTP."""

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pythonoscquery.osc_query_browser import OSCQueryBrowser
from pythonoscquery.osc_query_client import OSCQueryClient
from pythonoscquery.shared.osc_access import OSCAccess
from websockets.sync.client import ClientConnection
from zeroconf import ServiceInfo

from tests.web_client import PATIENCE_S, Answer, answer, client, command, heard, send
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.osc.addresses import TABLE, entry
from xmodal_rt.osc.codec import parse
from xmodal_rt.web import tree
from xmodal_rt.web.announce import OSC, QUERY, Place, places
from xmodal_rt.web.board import Board
from xmodal_rt.web.describe import describe

Serve = Callable[..., contextlib.AbstractContextManager[Any]]
VOICES, COORDINATES = 16, 3
WEB = ("127.0.0.1", 9002)


@pytest.fixture(scope="module")
def served(serve: Serve, shelf: Path) -> Iterator[Any]:
    options = ("--checkpoint", "tone", "--audio", "clock", "--transcribe", "--web", "--web-port", "0")
    with serve(shelf, *options) as served:
        yield served


def node(served: Any, target: str) -> dict[str, Any]:
    found = Answer(served.web_port, f"/xmodal/{target}")
    assert (found.status, found.headers["Content-Type"]) == (200, "application/json")
    described: dict[str, Any] = json.loads(found.body)
    return described


def test_python_oscquery_reads_the_whole_tree(served: Any) -> None:
    here = ServiceInfo("_oscjson._tcp.local.", "x._oscjson._tcp.local.", port=served.web_port, addresses=[b"\x7f\0\0\x01"])
    reader = OSCQueryClient(here)
    info, root = reader.get_host_info(), reader.query_node()
    assert info is not None
    assert root is not None
    assert (info.name, info.osc_ip, info.osc_port, info.osc_transport) == ("xmodal-rt tone", "127.0.0.1", served.port, "UDP")
    paths = {found.full_path for found in root}
    listed = {item.path.replace("/N", "/0") for item in TABLE}
    assert listed <= paths
    assert {f"/xmodal/voice/{VOICES - 1}/gain", f"/xmodal/latent/{COORDINATES - 1}"} <= paths
    assert not {f"/xmodal/voice/{VOICES}/gain", f"/xmodal/latent/{COORDINATES}", "/xmodal/voice/0/glide"} & paths
    gain, status, note = (root.find_subnode(f"/xmodal/{name}") for name in ("gain", "status.reply", "note"))
    assert (gain.access, gain.type, gain.value) == (OSCAccess.READWRITE_VALUE, [float], [1.0])
    assert (status.access, status.value[6:8], status.value[-2:]) == (OSCAccess.READONLY_VALUE, [48000, 128], ["tone", 0])
    assert note.access == OSCAccess.WRITEONLY_VALUE


def test_a_node_says_what_it_takes(served: Any) -> None:
    assert node(served, "gain") == {
        "FULL_PATH": "/xmodal/gain", "ACCESS": 3, "DESCRIPTION": "Linear gain of the whole instrument, or of one voice.", "TYPE": "f",
        "VALUE": [1.0], "RANGE": [{"MIN": 0, "MAX": 4}], "UNIT": ["gain.linear"], "CLIPMODE": ["both"],
    }  # fmt: skip
    note = node(served, "note")
    assert (note["TYPE"], note["UNIT"], note["CLIPMODE"]) == ("ff", ["time.midinote", None], ["none", "both"])
    assert node(served, "latent?TYPE") == {"TYPE": "fff"}
    assert node(served, "latent/1?RANGE") == {"RANGE": [{"MIN": -6.0, "MAX": -1.0}]}
    panic = node(served, "panic")
    assert (panic["ACCESS"], "TYPE" in panic, "VALUE" in panic) == (0, False, False)


@pytest.mark.parametrize(("target", "status"), [
    ("/xmodal/nothing", 404), ("/xmodal/voice/16/gain", 404), ("/xmodal/latent/N", 404), ("/xmodal/voice/*/gain", 404),
    ("/xmodal//gain", 404),
    ("/xmodal/gain?NOTHING", 400), ("/xmodal/gain?VALUE&RANGE", 400), ("/xmodal/gain?value", 400), ("/?HOST_INFO=1", 400),
    ("/xmodal/note?VALUE", 204), ("/xmodal/panic?TYPE", 204), ("/xmodal/gain?CONTENTS", 204), ("/xmodal/voice?VALUE", 204),
    ("/xmodal/listen/calibrated?VALUE", 204), ("/xmodal/gain?VALUE", 200), ("/xmodal/gain?HOST_INFO", 200), ("/xmodal/", 200),
])  # fmt: skip
def test_what_is_asked_wrongly_is_answered_with_the_status_that_says_so(served: Any, target: str, status: int) -> None:
    assert Answer(served.web_port, target).status == status


def news(of: ClientConnection, count: int) -> dict[str, tuple[Any, ...]]:
    """Arguments of the next messages, by their addresses."""
    return {message.address.removeprefix("/xmodal/"): message.arguments for message in (heard(of) for _ in range(count))}


def test_values_are_those_of_now_whoever_set_them(served: Any) -> None:
    with client(served.web_port) as listener:
        for name in ("voice/2/gain", "glide", "dumpOSC", "listen"):
            command(listener, "LISTEN", f"/xmodal/{name}")
        assert news(listener, 4) == {"voice/2/gain": (1.0,), "glide": (0.0,), "dumpOSC": (0,), "listen": (1,)}
        served.send("voice/2/gain", 0.5)
        served.send("glide", 2)
        assert news(listener, 2) == {"voice/2/gain": (0.5,), "glide": (2.0,)}
        assert node(served, "voice/2/gain?VALUE") == {"VALUE": [0.5]}
        served.send("voice/2/gain", 1)
        served.send("dumpOSC", 1)
        served.send("listen", 0)
        assert news(listener, 3) == {"voice/2/gain": (1.0,), "dumpOSC": (1,), "listen": (0,)}
        assert node(served, "dumpOSC?VALUE") == {"VALUE": [1]}
    served.send("anchor/latent", "here", 0.5, -2.0, 0.5)
    served.settle()
    assert node(served, "anchor/list.reply?VALUE") == {"VALUE": [1, "here"]}
    assert node(served, "anchor/list.reply")["TYPE"] == "is"


def test_who_listens_hears_what_others_send_and_not_what_it_sends_itself(served: Any) -> None:
    with client(served.web_port) as one, client(served.web_port) as other:
        for listener in (one, other):
            command(listener, "LISTEN", "/xmodal/latent/0")
        send(one, "latent/0", 0.25)
        send(one, "latent/0", "no number")
        send(one, "sync", 21)
        assert answer(other, "latent/0") == (0.25,)
        assert [heard(one).address for _ in range(2)] == ["/xmodal/fail", "/xmodal/synced"]
        command(other, "IGNORE", "/xmodal/latent/0")
        send(other, "sync", 22)
        assert answer(other, "synced") == (22,)
        send(one, "latent/0", 0.5)
        send(other, "sync", 23)
        assert heard(other).address == "/xmodal/synced"
        assert node(served, "latent/0")["VALUE"] == [0.5]
        send(one, "panic")


@pytest.mark.parametrize("text", [
    "", "no JSON", "null", "[]", '{"COMMAND": "LISTEN"}', '{"COMMAND": "LISTEN", "DATA": ["/xmodal/gain"]}', "[" * 60000, "9" * 60000,
    '{"COMMAND": "LISTEN", "DATA": "/xmodal/nothing"}', '{"COMMAND": "IGNORE", "DATA": "/xmodal/gain"}', '{"COMMAND": "PLAY", "DATA": 1}',
], ids=lambda text: text[:20])  # fmt: skip
def test_a_command_that_is_none_changes_nothing(served: Any, text: str) -> None:
    with client(served.web_port) as careless:
        careless.send(text)
        send(careless, "sync", 31)
        assert heard(careless).arguments == (31,)


@pytest.mark.parametrize("source", [(), ("alto_sax",)])
def test_a_note_that_was_heard_is_shown_and_told_with_its_source_or_without(tone_config: CheckpointConfig, source: tuple[str, ...]) -> None:
    nodes = tree.build(tone_config, VOICES)
    board, told = Board(nodes), list[bytes]()
    sent = [entry("label").build(69, 4, "A", "mf", "flute", 0.5, *source), entry("label/off").build(69, *source)]
    for address, packet in zip(("label", "label/off"), sent, strict=True):
        board.listen(f"/xmodal/{address}", told.append)
        board.told(parse(packet)[0])
    assert told == sent
    shown = describe(nodes["/"], board)["CONTENTS"]["xmodal"]["CONTENTS"]["label"]
    assert shown["TYPE"] == "iisssf" + "s" * len(source)
    assert shown["CONTENTS"]["off"]["VALUE"] == [69, *source]


def test_a_browser_of_services_finds_the_instrument(served: Any) -> None:
    browser = OSCQueryBrowser()
    try:
        ports = {"oscjson": served.web_port, "osc": served.port}
        deadline = time.monotonic() + PATIENCE_S
        found: dict[str, list[ServiceInfo]] = {}
        while not all(found.get(kind) for kind in ports):
            assert time.monotonic() < deadline, "nobody announces it"
            time.sleep(0.1)
            seen = {"oscjson": browser.get_discovered_oscquery(), "osc": browser.get_discovered_osc()}
            found = {kind: [one for one in seen[kind] if one and one.port == port] for kind, port in ports.items()}
        assert found["oscjson"][0].parsed_addresses() == found["osc"][0].parsed_addresses() == ["127.0.0.1"]
        info = OSCQueryClient(found["oscjson"][0]).get_host_info()
        assert info is not None
        assert (info.name, info.osc_port) == ("xmodal-rt tone", served.port)
    finally:
        browser.zc.close()


def test_only_what_others_reach_is_announced_to_them() -> None:
    here = Place((WEB[0],), {QUERY: 9002, OSC: 9000})
    assert places("127.0.0.1", 9000, WEB) == places("localhost", 9000, WEB) == [here]
    assert places("192.0.2.9", 9000, WEB) == [Place((WEB[0],), {QUERY: 9002}), Place(["192.0.2.9"], {OSC: 9000})]
    assert places("0.0.0.0", 9000, WEB)[0] == here
    assert not [address for place in places("0.0.0.0", 9000, WEB)[1:] for address in place.addresses if address.startswith("127.")]
