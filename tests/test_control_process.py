"""The control in a process of its own, over real UDP sockets, with liblo's sender."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from xmodal_rt.audio.device import OutputDevice
from xmodal_rt.control.process import bind, run
from xmodal_rt.errors import DeviceError
from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind
from xmodal_rt.links import Links, Part, Status
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.model.vocabulary import PITCH_CLASSES, Label, Vocabulary
from xmodal_rt.osc import codec as osc
from xmodal_rt.osc.addresses import FIRST_OWN_PATH
from xmodal_rt.ring import CONTEXT, AudioRing, EventRing
from xmodal_rt.settings import ServeSettings

VOCABULARY = Vocabulary((Label("octave", tuple("123456")), Label("pitch_class", PITCH_CLASSES)), pitch=("octave", "pitch_class"))
CONFIG = CheckpointConfig("tone", Analysis(), VOCABULARY, 2, (-4.0, -4.0), (4.0, 4.0))
DEVICE = OutputDevice("clock", 48000, 128, 0, "silent clock")
PATIENCE_S = 10.0
BEGUN = 3


def udp() -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", 0))
    sock.settimeout(PATIENCE_S)
    return sock


@dataclass
class Running:
    """A control process, its links, and sockets of a performer: one that sends, one at the reply port."""

    port: int
    links: Links
    doorbell: socket.socket
    sender: socket.socket
    listener: socket.socket
    seen: list[Event] = field(default_factory=list)

    def send(self, address: str, *arguments: object) -> None:
        self.sender.sendto(osc.message(f"/xmodal/{address}", *arguments), ("127.0.0.1", self.port))

    def answer(self) -> osc.Message:
        return osc.parse(self.sender.recv(65536))[0]

    def heard(self) -> osc.Message:
        """Next message at the reply port that is no heartbeat."""
        while (message := osc.parse(self.listener.recv(65536))[0]).address == "/xmodal/alive":
            pass
        return message

    def event(self) -> Event:
        """Next event that the synthesis gets."""
        return waited(self.links.to_synthesis)


def waited(ring: EventRing) -> Event:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if (event := ring.pop()) is not None:
            return event
        time.sleep(0.001)
    raise TimeoutError("no event came")


@pytest.fixture
def running() -> Iterator[Running]:
    sender, listener = udp(), udp()
    sock = bind("127.0.0.1", 0)
    ours, theirs = socket.socketpair()
    links = Links(AudioRing(1, 1), AudioRing(1, 1))
    links.status.view[[Status.SYNTHESIS_READY, Status.AUDIO_READY]] = 1
    links.begun.view[Part.CONTROL] = BEGUN
    settings = ServeSettings(voices=8, reply_port=listener.getsockname()[1], transcribe=True)
    process = CONTEXT.Process(target=run, args=(links, settings, CONFIG, sock, theirs, DEVICE))
    process.start()
    yield Running(sock.getsockname()[1], links, ours, sender, listener)
    links.stop.set()
    process.join(PATIENCE_S)
    assert process.exitcode == 0
    for open_socket in (sender, listener, sock, ours, theirs):
        open_socket.close()


def test_oscsend_plays_and_is_answered(running: Running) -> None:
    oscsend = shutil.which("oscsend")
    assert oscsend, "oscsend is missing; install liblo-tools"
    for line in ("note if 60 100", "symbol sisi octave 4 pitch_class 2", "latent ff 0.5 -1", "panic"):
        words = f"{oscsend} 127.0.0.1 {running.port} /xmodal/{line}".split()
        subprocess.run(words, check=True, timeout=PATIENCE_S)
    assert [running.event() for _ in range(4)] == [
        Event(NOW, Kind.NOTE, ALL_VOICES, (60, 100)),
        Event(NOW, Kind.SYMBOL, ALL_VOICES, (0, 3, 1, 2)),
        Event(NOW, Kind.LATENT, ALL_VOICES, (0.5, -1)),
        Event(NOW, Kind.PANIC, ALL_VOICES),
    ]
    running.send("version")
    assert running.answer().arguments[0] == "xmodal-rt"


def test_paths_have_other_numbers_than_those_of_the_controls_before(running: Running) -> None:
    running.send("trajectory", "circle", 1)
    numbers = {running.event().values[0] for _ in range(3)}
    assert numbers == {FIRST_OWN_PATH + BEGUN * 100_000}


def test_sync_goes_through_the_synthesis_and_back(running: Running) -> None:
    running.send("note", 60, 100)
    running.send("sync", 99)
    assert running.event().kind is Kind.NOTE
    running.links.from_synthesis.push(running.event()._replace(kind=Kind.SYNCED))
    assert running.answer() == osc.Message(osc.IMMEDIATELY, "/xmodal/synced", (99,))


def test_what_is_heard_arrives_when_the_doorbell_rings(running: Running) -> None:
    now_s = time.monotonic()
    running.links.from_listening.push(Event(now_s, Kind.LABEL_ON, values=(60, 0.5, 3, 3, 0)))
    running.doorbell.send(b"!")
    label = running.heard()
    assert (label.address, label.arguments) == ("/xmodal/label", (60, 4, "C", "-", "-", 0.5))
    assert osc.unix_seconds(label.time_tag) - time.time() == pytest.approx(now_s - time.monotonic(), abs=0.05)


def test_listening_is_told(running: Running) -> None:
    running.send("listen", 1)
    assert running.answer().address == "/xmodal/done"
    assert waited(running.links.to_listening) == Event(NOW, Kind.LISTEN, values=(1,))


def test_a_burst_of_ten_thousand_loses_nothing_and_ends_with_the_newest(running: Running) -> None:
    running.send("version")
    running.answer()
    datagrams = [osc.message("/xmodal/latent", n / 2500, 0.25) for n in range(10000)]
    for datagram in datagrams:
        running.sender.sendto(datagram, ("127.0.0.1", running.port))
    running.send("note", 60, 100)
    events = [running.event()]
    while events[-1].kind is not Kind.NOTE:
        events.append(running.event())
    latents = [event.values[0] for event in events[:-1]]
    assert latents[-1] == pytest.approx(9999 / 2500)
    assert latents == sorted(latents)


def test_garbage_changes_nothing_and_is_counted(running: Running) -> None:
    garbage = [b"", b"\xff" * 64, b"#bundle\0" + bytes(7) + b"\1\xff\xff\xff\xfc", b"/xmodal/note\0\0\0\0,ff\0", bytes(65000)]
    for datagram in garbage:
        running.sender.sendto(datagram, ("127.0.0.1", running.port))
    running.send("note", 60, 100)
    assert running.event().kind is Kind.NOTE
    deadline = time.monotonic() + PATIENCE_S
    while running.links.status.view[Status.MALFORMED] < len(garbage) and time.monotonic() < deadline:
        time.sleep(0.001)
    assert running.links.status.view[Status.MALFORMED] == len(garbage)


def test_the_heart_beats_at_the_reply_port(running: Running) -> None:
    beats = [osc.parse(running.listener.recv(100))[0] for _ in range(2)]
    assert [beat.address for beat in beats] == ["/xmodal/alive"] * 2


def test_quit_answers_and_stops_everybody(running: Running) -> None:
    running.send("quit")
    assert running.answer().arguments == ("/xmodal/quit",)
    assert running.links.stop.wait(PATIENCE_S)


def test_a_taken_port_says_what_to_change() -> None:
    with bind("127.0.0.1", 0) as sock, pytest.raises(DeviceError, match="choose another --osc-port"):
        bind("127.0.0.1", sock.getsockname()[1])


def test_the_control_starts_without_heavy_modules() -> None:
    program = "import sys, xmodal_rt.control.process; print([m for m in ('torch', 'numba', 'pyo', 'librosa') if m in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60).stdout
    assert printed.strip() == "[]"
