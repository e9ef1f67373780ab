"""The shipped Pure Data patches in real, headless Pd: they load, and what they send is in the table."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from xmodal_rt.osc import addresses
from xmodal_rt.osc import codec as osc

FOLDERS = (Path("patches/pd/xmodal_rt"), Path("tests/pd"))
NAMES = sorted(path.name for folder in FOLDERS for path in folder.glob("*.pd"))
PD = ["pd", "-nogui", "-noprefs", "-nomidi", "-rt", "-noaudio", "-sleepgrain", "0.5", "-stderr"]
COMPLAINTS = ("couldn't create", "error", "failed", "no such object")
TIMEOUT_S = 20


@contextmanager
def pd(patch: Path, *messages: str) -> Iterator["subprocess.Popen[str]"]:
    """Run Pd with `patch` open, and send it `messages` ("RECEIVER ATOM ...")."""
    sends = [word for message in messages for word in ("-send", message)]
    process = subprocess.Popen([*PD, "-open", str(patch), *sends], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def complaints(patch: Path, *messages: str) -> list[str]:
    """What Pd says against `patch` from its load until it quits."""
    with pd(patch, *messages, "pd quit") as process:
        said = process.communicate(timeout=TIMEOUT_S)[1]
    return [line for line in said.splitlines() if any(word in line for word in COMPLAINTS)]


class Server:
    """A socket in the server's place."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.settimeout(TIMEOUT_S)
        self.port = self.socket.getsockname()[1]
        self.sender = ("127.0.0.1", 0)

    def receive(self) -> osc.Message:
        """Next message; the strict parser has read it, and the table accepts it."""
        datagram, self.sender = self.socket.recvfrom(65535)
        (message,) = osc.parse(datagram)
        for target in addresses.targets(message.address, voices=16, coordinates=32):
            target.entry.accept(message.arguments)
        return message

    def until(self, address: str) -> osc.Message:
        """First message with this address; others may come before it, as a line asks for replies again and again."""
        deadline = time.monotonic() + TIMEOUT_S
        while time.monotonic() < deadline:
            message = self.receive()
            if message.address == address:
                return message
        raise AssertionError(f"Pd never sent {address}")

    def tell(self, address: str, *values: object) -> None:
        """Send a message of the table to whoever sent last."""
        self.socket.sendto(addresses.entry(address).build(*values), self.sender)


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.socket.close()


@pytest.fixture
def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def patches(tmp_path: Path, server: Server, free_port: int) -> Path:
    """Copies of all patches, whose ports are those of this test."""
    for folder in FOLDERS:
        for source in folder.glob("*.pd"):
            text = source.read_text().replace("9000", str(server.port)).replace("9001", str(free_port))
            (tmp_path / source.name).write_text(text)
    return tmp_path


@pytest.mark.parametrize("name", NAMES)
def test_every_patch_opens_without_complaint(patches: Path, name: str) -> None:
    assert complaints(patches / name) == []


def test_a_missing_object_is_a_complaint(tmp_path: Path) -> None:
    patch = tmp_path / "broken.pd"
    patch.write_text("#N canvas 0 0 100 100 12;\n#X obj 10 10 no-such-thing;\n")
    assert complaints(patch) != []


@pytest.mark.parametrize(
    ("message", "address", "arguments"),
    [
        ("note 60 100", "/xmodal/note", (60, 100)),
        ("note 60.5 0", "/xmodal/note", (60.5, 0)),
        ("latent/31 -0.5", "/xmodal/latent/31", (-0.5,)),
        ("latent 0.5 -1 2", "/xmodal/latent", (0.5, -1, 2)),
        ("list symbol instrument flute", "/xmodal/symbol", ("instrument", "flute")),
        ("list symbol octave 4 pitch_class C#", "/xmodal/symbol", ("octave", 4, "pitch_class", "C#")),
        ("gain 0.25", "/xmodal/gain", (0.25,)),
        ("glide 1.5", "/xmodal/glide", (1.5,)),
        ("panic", "/xmodal/panic", ()),
        ("voice/2/note 60 100", "/xmodal/voice/2/note", (60, 100)),
        ("sync 7", "/xmodal/sync", (7,)),
    ],
)
def test_the_send_path_makes_osc(patches: Path, server: Server, message: str, address: str, arguments: tuple[float | str, ...]) -> None:
    with pd(patches / "open.pd", f"out {message}"):
        received = server.receive()
    assert (received.address, received.arguments, received.flaw) == (address, arguments, "")


def test_messages_keep_their_order_and_their_own_arguments(patches: Path, server: Server) -> None:
    with pd(patches / "open.pd", "out note 60 100", "out panic", "out gain 1", "out note 61 0"):
        received = [server.receive() for _ in range(4)]
    assert [(m.address, m.arguments) for m in received] == [
        ("/xmodal/note", (60, 100)), ("/xmodal/panic", ()), ("/xmodal/gain", (1,)), ("/xmodal/note", (61, 0)),
    ]  # fmt: skip


def test_the_scale_plays_every_note_in_turn(patches: Path, server: Server) -> None:
    with pd(patches / "scale.pd", f"xmodal-server localhost {server.port}", "xmodal-scale violin 60 72 60 40 90") as process:
        first = server.receive()
        notes = [server.receive().arguments for _ in range(26)]
        assert process.wait(timeout=TIMEOUT_S) == 0
    assert (first.address, first.arguments) == ("/xmodal/symbol", ("instrument", "violin"))
    assert notes == [(pitch, velocity) for pitch in range(60, 73) for velocity in (90, 0)]


def test_a_slider_sends_its_own_coordinate(patches: Path, server: Server) -> None:
    with pd(patches / "open.pd", "x-range 2 5 6", "x-range 3 2 3", "x-random bang"):
        received = server.receive()
    assert received.address == "/xmodal/latent/3"
    assert 2 <= float(received.arguments[0]) <= 3


@pytest.mark.parametrize("classes", [("oboe", "bassoon", "horn"), tuple(f"player-{i}" for i in range(16))])
def test_a_chooser_offers_the_classes_that_it_is_told(patches: Path, server: Server, classes: tuple[str, ...]) -> None:
    told = f"x-classes instrument {' '.join(classes)}"
    with pd(patches / "open.pd", "x-classes dynamics pp ff", told, f"pick {len(classes) - 1}"):
        received = server.receive()
    assert (received.address, received.arguments) == ("/xmodal/symbol", ("instrument", classes[-1]))


def test_the_computer_keyboard_plays(patches: Path, server: Server) -> None:
    with pd(patches / "xmodal.play.pd", "#key 97", "#key 120", "#key 119", "#keyup 97"):
        notes = [server.until("/xmodal/note").arguments for _ in range(3)]
    velocity = notes[0][1]
    assert notes == [(60, velocity), (73, velocity), (60, 0)]
    assert 64 <= float(velocity) <= 84


def test_a_key_that_repeats_while_it_is_held_plays_once(patches: Path, server: Server) -> None:
    repeats = ["#keyup 97", "#key 97"] * 5
    with pd(patches / "xmodal.play.pd", "#key 97", *repeats, "#key 115"):
        notes = [server.until("/xmodal/note").arguments[0] for _ in range(2)]
    assert notes == [60, 62]


def test_space_is_panic_and_forgets_the_held_keys(patches: Path, server: Server) -> None:
    with pd(patches / "xmodal.play.pd", "#key 97", "#key 32"):
        note, panic = server.until("/xmodal/note"), server.until("/xmodal/panic")
        assert (note.arguments[0], panic.arguments) == (60, ())


def test_a_midi_keyboard_plays(patches: Path, server: Server) -> None:
    with pd(patches / "xmodal.play.pd", "#notein 64 99 1", "#notein 64 0 1"):
        notes = [server.until("/xmodal/note").arguments for _ in range(2)]
    assert notes == [(64, 99), (64, 0)]


def test_the_player_finds_the_server_and_asks_what_it_offers(patches: Path, server: Server) -> None:
    asked: set[str] = set()
    with pd(patches / "xmodal.play.pd"):
        while not {"/xmodal/info", "/xmodal/status"} <= asked:
            message = server.receive()
            asked.add(message.address)
            if message.address == "/xmodal/notify":
                assert message.arguments == (-1,)
                server.tell("alive", 1.0)


def legal(entry: addresses.Entry) -> list[float | str]:
    kinds = {"int": 1, "float": 0.5, "string": "one", "class": "C#"}
    return [kinds[a.type] for a in (*entry.arguments, *entry.rest)]


def test_all_that_the_instrument_says_arrives_in_pd(patches: Path, server: Server) -> None:
    said = [entry for entry in addresses.TABLE if entry.direction == "out"]
    with pd(patches / "line.pd") as process:
        server.until("/xmodal/notify")
        for entry in said:
            server.tell(entry.address, *legal(entry))
        assert process.stderr is not None
        heard = [process.stderr.readline().strip() for _ in said]
    assert heard == [" ".join(["heard:", *entry.address.split("/"), *(f"{v}" for v in legal(entry))]) for entry in said]


@pytest.mark.parametrize(
    ("patch", "control", "sent"),
    [
        ("xmodal.synth", "gain 0.5", ("/xmodal/gain", (0.5,))),
        ("xmodal.synth", "glide 2", ("/xmodal/glide", (2,))),
        ("xmodal.synth", "release bang", ("/xmodal/release", ())),
        ("xmodal.voice", "play 1", ("/xmodal/voice/0/note", (60, 90))),
        ("xmodal.voice", "gain 0.5", ("/xmodal/voice/0/gain", (0.5,))),
        ("xmodal.voice", "panic bang", ("/xmodal/voice/0/panic", ())),
        ("xmodal.transcribe", "listen 1", ("/xmodal/listen", (1,))),
        ("xmodal.transcribe", "calibrate bang", ("/xmodal/listen/calibrate", ())),
        ("xmodal.transcribe", "plays 2", ("/xmodal/listen/to", ("voice", "latents"))),
        ("xmodal.morph", "leave bang", ("/xmodal/path/leave", ())),
        ("xmodal.morph", "round bang", ("/xmodal/trajectory", ("circle", 10, 0.5))),
        ("xmodal.status", "dump 1", ("/xmodal/dumpOSC", (1,))),
        ("xmodal.status", "clear bang", ("/xmodal/clearSched", ())),
    ],
)
def test_a_control_of_a_panel_sends_its_message(
    patches: Path, server: Server, patch: str, control: str, sent: tuple[str, tuple[float | str, ...]]
) -> None:
    # Names of controls begin with the number of their patch; a patch that is opened alone gets one of the first.
    with pd(patches / f"{patch}.pd", *(f"{number}-{control}" for number in range(1000, 1012))):
        received = server.until(sent[0])
    assert received.arguments == sent[1]


def test_the_anchors_that_the_instrument_knows_are_walked_and_mixed(patches: Path, server: Server, free_port: int) -> None:
    with pd(patches / "anchors.pd", f"talk {free_port}"):
        server.until("/xmodal/notify")
        server.tell("alive", 1.0)
        server.until("/xmodal/anchor/list")
        server.tell("anchor/list.reply", 3, "four", "other", "two")
        server.tell("done", "/xmodal/anchor/now")
        server.until("/xmodal/anchor/list")  # so what was told before has arrived
        for control in ("step 4", "walk bang", "mix bang"):
            for number in range(1000, 1012):
                server.socket.sendto(f"{number}-{control};\n".encode(), ("127.0.0.1", free_port))
        assert server.until("/xmodal/morph").arguments == (4, 1, "now", "two", "four")
        assert server.until("/xmodal/anchor/mix").arguments == ("two", 0, "four", 0)  # in the order of the rows


def test_what_is_heard_leaves_the_panel_as_pitches(patches: Path, server: Server) -> None:
    with pd(patches / "heard.pd") as process:
        server.until("/xmodal/notify")
        server.tell("label", 61, "4", "C#", "mf", "alto_sax", 0.5)
        server.tell("label/settled", 61, 3.0, "octave", "4", "dynamics", "f", "instrument", "flute")
        server.tell("heard/latent", 0.5, -1.0)
        server.tell("label/off", 61)
        assert process.stderr is not None
        assert [process.stderr.readline().strip() for _ in range(3)] == ["pitch: 61 1", "latent: 0.5 -1", "pitch: 61 0"]


def test_a_message_to_a_voice_gets_its_number(patches: Path, server: Server) -> None:
    with pd(patches / "line.pd", "voice list symbol instrument flute", "number 5", "voice panic", "voice latent/3 0.5"):
        received = [(m.address, m.arguments) for m in (server.receive() for _ in range(6)) if m.address != "/xmodal/notify"][:3]
    assert received == [
        ("/xmodal/voice/2/symbol", ("instrument", "flute")), ("/xmodal/voice/5/panic", ()), ("/xmodal/voice/5/latent/3", (0.5,)),
    ]  # fmt: skip


def test_what_is_heard_arrives_in_pd(patches: Path, server: Server, free_port: int) -> None:
    with pd(patches / "open.pd", "out panic") as process:
        assert server.receive().address == "/xmodal/panic"  # so the port is open by now
        for datagram in (
            addresses.entry("label").build(61, "4", "C#", "mf", "alto_sax", 0.5),
            addresses.entry("label/off").build(61),
            addresses.entry("fail").build("/xmodal/note", "use 0 to 127"),
        ):
            server.socket.sendto(datagram, ("127.0.0.1", free_port))
        assert process.stderr is not None
        heard = [process.stderr.readline().strip() for _ in range(3)]
    assert heard == ["heard: label 61 4 C# mf alto_sax 0.5", "heard: label off 61", "heard: fail /xmodal/note use\\ 0\\ to\\ 127"]
