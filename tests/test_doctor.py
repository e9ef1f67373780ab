"""The doctor finds what is wrong, and says what to change."""

import os
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from xmodal_rt.audio.jack_server import JackServer
from xmodal_rt.cli import main
from xmodal_rt.doctor import examine, hold_against
from xmodal_rt.realtime import LATENCY_REQUEST
from xmodal_rt.settings import ServeSettings

SERVER = f"xmodal-doctor-{os.getpid()}"


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def findings(**options: object) -> dict[str, bool]:
    found = examine(ServeSettings(**{"checkpoint": "tone", "osc_port": free_port(), **options}))  # type: ignore[arg-type]
    return {finding.text: finding.well for finding in found}


def only(found: dict[str, bool], start: str) -> tuple[str, bool]:
    ((text, well),) = ((text, well) for text, well in found.items() if text.startswith(start))
    return text, well


@pytest.mark.usefixtures("in_folder_of_tone")
def test_what_is_well_is_said_to_be() -> None:
    with JackServer(SERVER, 48000, 128):
        found = findings()
    assert only(found, "sound: JACK, 48000 Hz, 128 frames")[1]
    assert only(found, "checkpoint tone")[1]
    assert only(found, "OSC: port")[1]
    assert only(found, "log: ")[1]
    assert only(found, "torch ")[1]
    assert only(found, "Python ")[1]


@pytest.mark.usefixtures("in_folder_of_tone")
def test_what_is_wrong_is_said_with_what_to_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JACK_DEFAULT_SERVER", f"nobody-{os.getpid()}")
    model = Path("checkpoints/tone/model.ts")
    model.write_bytes(model.read_bytes()[:-1])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        found = findings(audio="jack", osc_port=port)
    wrong = [text for text, well in found.items() if not well]
    assert any(text.endswith("copy the checkpoint again") for text in wrong)
    assert any("no JACK server answers; start one" in text for text in wrong)
    assert f"cannot receive OSC on 127.0.0.1:{port} (Address already in use); choose another --osc-port" in wrong


@pytest.mark.usefixtures("in_folder_of_tone")
def test_whether_the_cores_stay_awake_is_what_the_system_grants() -> None:
    found = findings(audio="clock")
    assert found.get("the cores stay awake while it plays", False) == os.access(LATENCY_REQUEST, os.W_OK)
    assert only(findings(audio="clock", awake=False), "the cores may sleep")[1]


@pytest.mark.parametrize(
    ("found", "bounds", "well"),
    [("2.13.0+cpu", ">=2.5,<2.14", True), ("2.14.0", "<2.14,>=2.5", False), ("2.4.1", ">=2.5", False), ("3.0", "", True)],
)
def test_a_version_is_held_against_its_bounds(found: str, bounds: str, well: bool) -> None:
    finding = hold_against("torch", found, bounds, "install another")
    assert finding.well is well
    assert str(finding) == (f"ok  torch {found}" if well else f"!!  torch {found} is not {bounds}; install another")


@pytest.mark.usefixtures("in_folder_of_tone")
def test_the_command_ends_with_1_where_something_is_wrong() -> None:
    run = CliRunner().invoke(main, ["doctor", "--checkpoint", "nothing", "--audio", "clock", "--osc-port", str(free_port())])
    assert run.exit_code == 1
    assert "!!  there is no checkpoint 'nothing'; use one of: " in run.output
