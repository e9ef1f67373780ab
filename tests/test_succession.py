"""Another model takes over while the first one plays: over OSC and a real JACK server."""

import contextlib
import dataclasses
import json
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
import torch

from tests.conftest import ANALYSIS, VOCABULARY, ToneModel
from tests.test_control import ON_TIME, SENDER, made
from xmodal_rt.audio.jack_probe import JackProbe
from xmodal_rt.audio.jack_server import JackServer
from xmodal_rt.control.control import Control
from xmodal_rt.control.memory import Memory, named
from xmodal_rt.control.process import Loop, bind
from xmodal_rt.control.running import Running
from xmodal_rt.errors import ParameterError
from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind, Refusal
from xmodal_rt.links import Links, Part
from xmodal_rt.model import checkpoint
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.model.vocabulary import Label
from xmodal_rt.osc import codec as osc
from xmodal_rt.pages import Kept
from xmodal_rt.ring import CONTEXT, AudioRing, EventRing
from xmodal_rt.settings import ServeSettings
from xmodal_rt.succession import Begins, Model, Succession
from xmodal_rt.supervision import Supervision, Watched
from xmodal_rt.synthesis.instrument import Instrument
from xmodal_rt.synthesis.renderer import Renderer
from xmodal_rt.synthesis.succession import await_turn, hand_over

Serve = Callable[..., contextlib.AbstractContextManager[Any]]
SR, BLOCK = 48000, 128
PATIENCE_S = 60.0
TIMES = 2


class WideModel(torch.nn.Module):
    """The tone model with a label and a coordinate more, at the front of its latents, which does nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.tone = ToneModel(ANALYSIS.resolution_hz, ANALYSIS.linear_bins, ANALYSIS.size, ANALYSIS.floor)

    @torch.jit.export
    def encode_symbol(self, labels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        mu, logvar = self.tone.encode_symbol(labels[:, :36])
        return torch.cat([mu[:, :1] * 0, mu], 1), torch.cat([logvar[:, :1], logvar], 1)

    @torch.jit.export
    def decode_signal(self, z: torch.Tensor) -> torch.Tensor:
        return self.tone.decode_signal(z[:, 1:])

    @torch.jit.export
    def encode_signal(self, frames: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        mu, logvar = self.tone.encode_signal(frames)
        return torch.cat([mu[:, :1] * 0, mu], 1), torch.cat([logvar[:, :1], logvar], 1)

    @torch.jit.export
    def decode_symbol(self, z: torch.Tensor) -> torch.Tensor:
        logits = self.tone.decode_symbol(z[:, 1:])
        return torch.cat([logits, logits[:, :2] * 0], 1)


def write_wide(folder: Path, tone: CheckpointConfig) -> None:
    vocabulary = dataclasses.replace(VOCABULARY, labels=(*VOCABULARY.labels, Label("mute", ("open", "muted"))))
    folder.mkdir()
    checkpoint.script(WideModel(), folder / "model.ts")
    (folder / "weights.safetensors").write_bytes(b"")
    hashes = {name: checkpoint.sha256(folder / name) for name in ("model.ts", "weights.safetensors")}
    ranges = {"latent_size": 4, "latent_low": (-1.0, *tone.latent_low), "latent_high": (1.0, *tone.latent_high)}
    config = dataclasses.replace(tone, name="wide", vocabulary=vocabulary, hashes=hashes, **ranges)
    (folder / "config.json").write_text(json.dumps(config.to_dict()))


@pytest.fixture(scope="module")
def models(tone_folder: Path, tone_config: CheckpointConfig, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with two models that play, and some that do not."""
    folder = tmp_path_factory.mktemp("models") / "checkpoints"
    folder.mkdir()
    write_wide(folder / "wide", tone_config)
    for name in ("tone", "damaged", "half"):
        shutil.copytree(tone_folder, folder / name)
    (folder / "damaged" / "model.ts").write_bytes(b"?" * 5000)
    (folder / "linked").symlink_to(tone_folder)
    (folder / "half" / "model.ts").unlink()
    (folder / "half" / "model.ts").symlink_to(tone_folder / "model.ts")
    return folder.parent


@pytest.fixture(scope="module")
def jack() -> Iterator[JackServer]:
    # A cycle waits for whoever is late, so that a busy test machine loses no sample.
    with JackServer(f"xmodal-heir-{os.getpid()}", SR, BLOCK, waits=True) as server:
        yield server


@pytest.fixture(scope="module")
def served(jack: JackServer, serve: Serve, models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    kept = tmp_path_factory.mktemp("kept")
    options = ("--audio", "jack", "--ahead", "8", "--transcribe", "--anchors", str(kept / "anchors.toml"))
    with serve(models, "--checkpoint", "tone", *options, "--record", str(kept / "session.osc")) as served:
        served.kept = kept
        yield served


@pytest.fixture
def links() -> Links:
    return Links(AudioRing(6 * BLOCK, 1), AudioRing(6 * BLOCK, 1))


def taken(renderer: Renderer, seconds: float) -> np.ndarray:
    """What the audio takes, block after block, until the renderer hands over."""
    heard = np.zeros((round(seconds * SR / BLOCK), BLOCK, 1), np.float32)
    for block in heard:
        renderer.fill()
        assert renderer.links.output.read_into(block)
    return heard.ravel()


def note(pitch: float, velocity: float, at_s: float = NOW) -> Event:
    return Event(at_s, Kind.NOTE, values=(pitch, velocity))


def events(ring: EventRing) -> list[Event]:
    return list(iter(ring.pop, None))


def test_what_sounds_fades_beneath_what_the_next_synthesis_begins(links: Links, tone: Checkpoint) -> None:
    first = Renderer(links, Instrument(tone, SR), BLOCK, (1, 4))
    links.to_synthesis.push_all([note(69, 100), Event(NOW, Kind.HAND_OVER, values=(0.0,))])
    before = taken(first, 0.3)
    links.to_synthesis.push_all([Event(NOW, Kind.HAND_OVER, values=(1.0,)), note(69, 100)])
    first.fill()
    assert first.heir == 1
    hand_over(first, 1)
    assert links.turns.view[Part.SYNTHESIS] == 1
    second = Renderer(links, Instrument(tone, SR), BLOCK, (1, 4), 1)
    second.begin(first=False)
    assert second.instrument.frame == links.output.count_written
    y = np.concatenate([before, taken(second, 0.3)])
    steps = np.abs(np.diff(y))
    assert steps[len(before) - BLOCK :].max() < 1.1 * steps[: len(before) - BLOCK].max()
    levels = np.sqrt(np.mean(np.square(y[len(before) :][: 100 * BLOCK].reshape(-1, 10 * BLOCK)), axis=1))
    assert levels.min() > 0.3 * np.sqrt(np.mean(np.square(before[-SR // 10 :])))
    assert links.tail.readable == 0
    assert second.instrument.active == 1


def test_the_next_synthesis_goes_on_with_what_it_understands(links: Links, tone: Checkpoint, models: Path) -> None:
    first = Renderer(links, Instrument(tone, SR), BLOCK, (1, 4))
    now_s = time.monotonic()
    of_a_model, of_any = Event(now_s + 60, Kind.LATENT, values=(0.0, -2.0, 0.5)), note(60, 90, now_s + 50)
    state = [Event(NOW, Kind.SYMBOL, values=(3.0, 1.0)), Event(NOW, Kind.GAIN, 2, (0.5,)), Event(NOW, Kind.GLIDE, values=(0.25,))]
    links.to_synthesis.push_all([*state, of_a_model, of_any])
    taken(first, 0.1)
    hand_over(first, 1)
    refused = [event.values[0] for event in events(links.from_synthesis) if event.kind is Kind.REFUSED]
    assert refused == [float(Refusal.OTHER_MODEL)]
    wide = checkpoint.load(models / "checkpoints" / "wide")
    second = Renderer(links, Instrument(wide, SR), BLOCK, (1, 4), 1)
    second.begin(first=False)
    assert events(links.from_synthesis) == [Event(NOW, Kind.MODEL, values=(1.0,))]
    assert second.schedule.empty() == [of_any]
    index = wide.config.vocabulary.names.index("instrument")
    lasting = {(event.kind, event.voice): event.values for event in second.instrument.lasting()}
    pairs = lasting[Kind.SYMBOL, ALL_VOICES]
    assert dict(zip(pairs[::2], pairs[1::2], strict=True))[index] == 1
    assert lasting[Kind.GAIN, 2] == (0.5,)
    assert lasting[Kind.GLIDE, ALL_VOICES] == (0.25,)


def test_a_recording_of_nothing_is_not_begun_by_the_fade(links: Links, tone: Checkpoint) -> None:
    first = Renderer(links, Instrument(tone, SR), BLOCK, (1, 4))
    first.tape.start()
    taken(first, 0.1)
    hand_over(first, 1)
    assert events(links.to_score) == []


def test_who_asks_is_told_when_it_plays_or_why_it_does_not(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(models)
    control = made()
    for address in ("192.0.2.7", SENDER[0]):
        control.receive([(osc.message("/xmodal/model/load", "wide"), (address, SENDER[1]))], ON_TIME)
    assert control.desk.to_parent == [Event(NOW, Kind.LOAD, values=tuple(map(float, b"wide")))]
    control.receive([(osc.message("/xmodal/model/load", "tone"), SENDER)], ON_TIME)
    control.not_loaded("it is too wide", ON_TIME)
    control.receive([(osc.message("/xmodal/model/load", "wide"), SENDER)], ON_TIME)
    control.plays(ON_TIME)
    told = [osc.parse(datagram)[0] for datagram, _ in control.replies.take()]
    assert [(message.address, *message.arguments) for message in dict.fromkeys(told)] == [
        ("/xmodal/fail", "/xmodal/model/load", "this is only for senders on the same machine; send it from there, or name "
         "this address with --allow"),
        ("/xmodal/fail", "/xmodal/model/load", "another model is being loaded; send this when that is done"),
        ("/xmodal/fail", "/xmodal/model/load", "it is too wide"),
        ("/xmodal/model/loaded", "tone"),
        ("/xmodal/done", "/xmodal/model/load"),
    ]  # fmt: skip


def test_a_checkpoint_is_found_by_its_whole_name_in_any_letters(
    links: Links, tone_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "flöte-и-скрипка"
    shutil.copytree(tone_folder, tmp_path / "checkpoints" / name)
    monkeypatch.chdir(tmp_path)
    control, asked = made(), list[str]()
    for word in (name + 20 * "x", name):
        control.receive([(osc.message("/xmodal/model/load", word), SENDER)], ON_TIME)
    told = [osc.parse(datagram)[0].arguments for datagram, _ in control.replies.take()]
    assert "the name has 35 characters; give the checkpoint's folder one of at most 32" in told[0]
    assert links.to_parent.push_all(control.desk.to_parent)

    def begins(model: Model) -> Begins:
        asked.append(model.folder.name)
        raise ParameterError("this is only asked for")

    Succession(links, Supervision(links, asked.append), begins, asked.append).look(0.0)
    assert asked == [name, f"{name} was not loaded: this is only asked for"]


def never() -> None:
    time.sleep(600.0)


def short_of_memory() -> Any:
    raise OSError(12, "Cannot allocate memory")


def test_where_a_second_model_finds_no_memory_the_first_plays_on(links: Links, models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(models)
    begun, said = list[Any](), list[str]()

    def begin() -> Any:
        begun.append(CONTEXT.Process(target=never, daemon=True))
        begun[-1].start()
        return begun[-1]

    supervision = Supervision(links, said.append)
    for part in (Part.SYNTHESIS, Part.LISTENING):
        supervision.watched.append(Watched(part, begin, links))
    begins = {Part.SYNTHESIS: begin, Part.LISTENING: short_of_memory}
    links.to_parent.push(Event(NOW, Kind.LOAD, values=tuple(map(float, b"wide"))))
    Succession(links, supervision, lambda _: begins, said.append).look(0.0)
    assert "Cannot allocate memory" in said[-1]
    assert links.verdict.read(Part.SYNTHESIS) in said[-1]
    assert events(links.from_parent) == [Event(NOW, Kind.LOADED)]
    assert not any(process.is_alive() for process in begun)


def test_each_model_has_anchors_of_its_own(tone_config: CheckpointConfig, models: Path) -> None:
    wide, page = checkpoint.read_config(models / "checkpoints" / "wide"), Kept(16384)
    before = Control(Running(tone_config, 8, False, SR, BLOCK, 0.0), 9001, np.zeros(64))
    memory = Memory(Kept(16384), page)
    before.receive([(osc.message("/xmodal/anchor/latent", "here", 0.5, -2.0, 0.5), SENDER)], ON_TIME)
    memory.leave(before)
    after = Control(Running(wide, 8, False, SR, BLOCK, 0.0, named=named(page, 1), number=1), 9001, np.zeros(64), before=before)
    assert after.desk.points.anchors.names == ()
    assert after.desk.to_synthesis is before.desk.to_synthesis
    memory.leave(after)
    assert (named(page, 0), named(page, 1)) == (None, {})


class Turns(NamedTuple):
    """A control of the first model, turn by turn, and the socket that it tells."""

    loop: Loop
    told: socket.socket


@pytest.fixture
def turns(links: Links, models: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Turns]:
    monkeypatch.chdir(models)
    with bind("127.0.0.1", 0) as sock, bind("127.0.0.1", 0) as told:
        settings = ServeSettings(checkpoint="tone", reply_port=told.getsockname()[1], transcribe=True)
        tone = checkpoint.read_config(models / "checkpoints" / "tone")
        control = Control(Running(tone, 8, True, SR, BLOCK, time.monotonic()), settings.reply_port, np.zeros(64))
        yield Turns(Loop(links, control, sock, None, settings), told)


def told(turns: Turns) -> list[tuple[object, ...]]:
    """What a turn tells, heartbeats apart."""
    turns.loop.turn()
    messages = []
    with contextlib.suppress(BlockingIOError):
        while True:
            messages += osc.parse(turns.told.recv(65536))
    return [(m.address.removeprefix("/xmodal/"), *m.arguments) for m in messages if m.address != "/xmodal/alive"]


def test_a_model_that_plays_at_once_is_told_by_its_own_name(turns: Turns, links: Links) -> None:
    links.verdict.write(Part.SYNTHESIS, "wide")
    links.from_parent.push(Event(NOW, Kind.LOADED, values=(1.0,)))
    links.from_synthesis.push(Event(NOW, Kind.MODEL, values=(1.0,)))
    assert told(turns) == [("model/loaded", "wide")]


def test_anchors_are_still_known_when_their_model_is_back(turns: Turns, links: Links) -> None:
    turns.loop.control.receive([(osc.message("/xmodal/anchor/latent", "here", 0.5, -2.0, 0.5), SENDER)], ON_TIME)
    for number, name in ((1.0, "wide"), (2.0, "tone")):
        links.verdict.write(Part.SYNTHESIS, name)
        links.from_parent.push(Event(NOW, Kind.LOADED, values=(number,)))
        turns.loop.turn()
        assert turns.loop.control.desk.points.anchors.names == (("here",) if name == "tone" else ())


@pytest.mark.parametrize("voice", [ALL_VOICES, 2])
def test_the_end_of_a_note_that_the_ear_before_heard_is_told(turns: Turns, links: Links, voice: int) -> None:
    links.verdict.write(Part.SYNTHESIS, "wide")
    links.from_parent.push(Event(NOW, Kind.LOADED, values=(1.0,)))
    told(turns)
    links.from_listening.push_all([Event(NOW, Kind.HEARD, values=(0.0, 0.0, 0.0)), Event(NOW, Kind.LABEL_OFF, voice, (69.0,))])
    assert told(turns) == [("label/off", 69)]


def test_a_synthesis_whose_turn_never_comes_ends(links: Links, tone: Checkpoint) -> None:
    links.stop.set()
    assert not await_turn(Renderer(links, Instrument(tone, SR), BLOCK, (1, 4), 1))
    assert links.prepared.view[Part.SYNTHESIS] == 1


def load(served: Any, name: str) -> tuple[object, ...]:
    """Ask for a model; return what is answered."""
    served.send("model/load", name)
    for message in served.heard(PATIENCE_S):
        if message.address in ("/xmodal/done", "/xmodal/fail") and message.arguments[0] == "/xmodal/model/load":
            return (message.address, *message.arguments)
    raise AssertionError(f"nothing was answered about {name}")


def info(served: Any) -> tuple[object, ...]:
    served.send("info")
    return served.answer("info.reply")


@contextlib.contextmanager
def performing(served: Any) -> Iterator[None]:
    """Begin and end notes on one voice, all the time."""
    stop = threading.Event()

    def perform() -> None:
        while not stop.wait(0.12):
            served.send("voice/0/note", 57, 100)

    performer = threading.Thread(target=perform)
    performer.start()
    yield
    stop.set()
    performer.join()


def test_models_change_while_it_plays_without_a_click(served: Any) -> None:
    with JackProbe("ear", record_s=120.0) as probe, performing(served):
        probe.connect("xmodal:output_1", probe.input)
        time.sleep(1.0)
        before = len(probe.recording)
        underruns = served.status()[3]
        for turn in range(TIMES):
            name, coordinates, labels = ("wide", 4, 6) if turn % 2 == 0 else ("tone", 3, 5)
            assert load(served, name) == ("/xmodal/done", "/xmodal/model/load")
            assert info(served) == (name, coordinates, 16, labels)
            time.sleep(0.5)
        assert served.status()[3] == underruns
        assert served.status()[9] == "tone"
        y = probe.recording
    steps = np.abs(np.diff(y))
    assert steps[before:].max() < 1.2 * steps[SR // 5 : before].max()


def test_what_cannot_be_loaded_is_answered_and_the_sound_goes_on(served: Any) -> None:
    playing = info(served)
    with JackProbe("ear", record_s=60.0) as probe, performing(served):
        probe.connect("xmodal:output_1", probe.input)
        for name, reason in [
            ("nothing", "use one of: "),
            ("../checkpoints/tone", "without a path"),
            ("/etc", "without a path"),
            ("..", "without a path"),
            ("linked", "is a link"),
            ("half", "is a link"),
            ("damaged", "copy the checkpoint again"),
        ]:
            address, failed, why = load(served, name)
            assert (address, failed) == ("/xmodal/fail", "/xmodal/model/load")
            assert reason in str(why)
        time.sleep(0.5)
        y = probe.recording[SR // 4 :]
    assert np.abs(y[: len(y) // 4800 * 4800]).reshape(-1, 4800).max(axis=1).min() > 0.01
    assert info(served) == playing
