"""The session's log: what is written, what is not, and that nothing waits for it."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xmodal_rt import journal
from xmodal_rt.control.passing import Passing
from xmodal_rt.errors import ConfigError
from xmodal_rt.links import Links, Status
from xmodal_rt.osc import codec as osc
from xmodal_rt.ring import AudioRing, Packet, PacketRing
from xmodal_rt.settings import ServeSettings

SENDER = ("127.0.0.1", 50000)
NOTE, FAIL = osc.message("/xmodal/note", 60, 100), osc.message("/xmodal/fail", "/xmodal/note", "no; send another")


def links() -> Links:
    return Links(AudioRing(64, 1), AudioRing(64, 1))


def test_what_is_said_and_counted_is_written(tmp_path: Path) -> None:
    said: list[str] = []
    shared = links()
    written = journal.open_at(ServeSettings(log=str(tmp_path / "a" / "b.log")), said.append)
    written.say("ready")
    shared.status.view[Status.UNDERRUNS] = 3
    written.work(shared, 100.0)
    shared.status.view[Status.UNDERRUNS] = 5
    written.work(shared, 100.1)  # too soon for another line
    written.end(shared)
    written.close()
    lines = (tmp_path / "a" / "b.log").read_text().splitlines()
    assert said == ["ready"]
    assert "xmodal-rt" in lines[0]
    assert "checkpoint='solo5'" in lines[0]
    assert [line.split(maxsplit=2)[2] for line in lines[1:]] == [
        "INFO ready", "WARNING underruns: 3 more, 3 in all", "WARNING underruns: 2 more, 5 in all"
    ]  # fmt: skip


@pytest.mark.parametrize("everything", [False, True])
def test_refusals_are_written_and_all_messages_where_that_was_asked_for(tmp_path: Path, everything: bool) -> None:
    shared = links()
    passing = Passing(shared.passed, everything)
    passing.came([(NOTE, SENDER), (b"garbage!", SENDER)])
    passing.went([(FAIL, SENDER), (FAIL, ("127.0.0.1", 9001)), (osc.message("/xmodal/alive", 1.0), SENDER)])
    written = journal.open_at(ServeSettings(log=str(tmp_path / "x.log"), log_osc=everything), lambda _: None)
    written.work(shared, 0.0)
    written.close()
    told = [line.split(maxsplit=2)[2] for line in (tmp_path / "x.log").read_text().splitlines()[1:]]
    refusal = "INFO out 127.0.0.1:50000 /xmodal/fail /xmodal/note no; send another"
    assert told[0 if not everything else 2] == refusal
    assert len(told) == (5 if everything else 1)
    if everything:
        assert told[0] == "DEBUG in  127.0.0.1:50000 /xmodal/note 60 100"
        assert told[1].startswith("DEBUG in  127.0.0.1:50000 no OSC: ")


def test_what_finds_no_room_is_dropped_and_counted(tmp_path: Path) -> None:
    ring = PacketRing(2)
    for _ in range(5):
        ring.push(Packet(NOTE, len(NOTE), *SENDER, received=True, remarkable=True))
    assert (ring.readable, ring.dropped) == (2, 3)
    assert ring.pop() == Packet(NOTE, len(NOTE), *SENDER, received=True, remarkable=True)
    shared = links()
    passing = Passing(shared.passed, True)
    passing.came([(NOTE, SENDER)] * (shared.passed.capacity + 7))
    written = journal.open_at(ServeSettings(log=str(tmp_path / "x.log"), log_osc=True), lambda _: None)
    written.work(shared, 0.0)
    written.close()
    assert "WARNING 7 packets came too quickly to be written down" in (tmp_path / "x.log").read_text()


def test_a_long_packet_is_cut_and_says_how_long_it_was() -> None:
    ring = PacketRing()
    long = osc.tagged(1, [NOTE] * 500)
    ring.push(Packet(long, len(long), *SENDER, received=True, remarkable=False))
    packet = ring.pop()
    assert packet is not None
    assert packet.data == long[: len(packet.data)]
    assert packet.size == len(long) > len(packet.data)
    assert f"{len(long)} bytes" in journal._shown(packet)


@pytest.mark.parametrize(("name", "shown"), [("flöte", "flöte"), ("a\nWARNING b\x1b[2J", r"'/xmodal/anchor/now a\nWARNING b\x1b[2J'")])
def test_a_sender_writes_no_lines_of_its_own(name: str, shown: str) -> None:
    sent = osc.message("/xmodal/anchor/now", name)
    line = journal._shown(Packet(sent, len(sent), *SENDER, received=True, remarkable=False))
    assert line.endswith(shown)
    assert line.isprintable()


def test_the_file_rotates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "MOST_BYTES", 2000)
    written = journal.open_at(ServeSettings(log=str(tmp_path / "x.log")), lambda _: None)
    for n in range(400):
        written.write(f"line {n} of many")
    written.close()
    files = sorted(tmp_path.iterdir())
    assert len(files) == 1 + journal.FILES
    assert all(file.stat().st_size <= 2000 for file in files)
    assert "line 399 of many" in (tmp_path / "x.log").read_text()


def test_a_full_disk_ends_the_log_and_is_said_once() -> None:
    if not Path("/dev/full").exists():
        pytest.fail("/dev/full is missing; run this on Linux")
    said: list[str] = []
    written = journal.open_at(ServeSettings(log="/dev/full"), said.append)
    for _ in range(3):
        written.write("more")
    assert len(said) == 1
    assert said[0].startswith("the log ends here (")
    with contextlib.suppress(OSError):  # what was not written is tried once more
        written.close()


def test_a_named_file_that_cannot_be_written_is_refused_and_the_own_place_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(ConfigError, match="name another file with --log"):
        journal.open_at(ServeSettings(log=str(tmp_path / "taken" / "x.log")), lambda _: None)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "taken"))
    said: list[str] = []
    journal.open_at(ServeSettings(), said.append).close()
    assert said[0].endswith("name another file with --log, or start with --no-log")


def test_a_session_is_written_from_its_start_to_its_end(
    serve: Callable[..., contextlib.AbstractContextManager[Any]], shelf: Path, tmp_path: Path
) -> None:
    path = tmp_path / "session.log"
    with serve(shelf, "--checkpoint", "tone", "--audio", "clock", "--log", str(path), "--log-osc") as served:
        served.send("gain", "loud")
        assert served.answer("fail")[0] == "/xmodal/gain"
        os.kill(served.pid_of("control"), 9)
        assert served.answer("restarted", 20.0)[0] == "control"
        served.send("quit")
        assert served.process.wait(20) == 0
    text = path.read_text()
    for part in (
        "checkpoint tone", "ready after", "DEBUG in  127.0.0.1", "/xmodal/gain loud", "INFO out 127.0.0.1", "/xmodal/fail /xmodal/gain",
        "control restarted: ended by signal 9", "messages that were refused: 1 more, 1 in all",
    ):  # fmt: skip
        assert part in text, part
