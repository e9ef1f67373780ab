"""What a MIDI keyboard asks of the instrument: notes, pedal, bend, programs, volume, zones and mapped controls."""

import json
from pathlib import Path
from textwrap import dedent

import mido
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xmodal_rt.control.model_numbers import ModelNumbers
from xmodal_rt.errors import ConfigError
from xmodal_rt.links import Links
from xmodal_rt.midi import map_file
from xmodal_rt.midi.keys import Key, Part
from xmodal_rt.midi.map_file import Setup
from xmodal_rt.midi.player import Player
from xmodal_rt.midi.voices import Hands
from xmodal_rt.midi.zones import LOWER, UPPER, Zones
from xmodal_rt.model import checkpoint_config
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.osc import codec as osc
from xmodal_rt.osc.addresses import targets
from xmodal_rt.pages import Part as Process
from xmodal_rt.ring import AudioRing

VOICES = 4
Said = tuple[object, ...]


class Keyboard:
    """A player whose datagrams are read again; time goes on by `now_s`."""

    def __init__(self, config: CheckpointConfig, setup: Setup | None = None) -> None:
        self.player, self.now_s = Player(config.vocabulary, VOICES, setup or Setup()), 0.0

    def play(self, *messages: mido.Message) -> list[Said]:
        return read([one for message in messages for one in self.player.take(message, self.now_s)])

    def control(self, *numbers: tuple[int, int], channel: int = 0) -> list[Said]:
        return self.play(*(mido.Message("control_change", control=c, value=v, channel=channel) for c, v in numbers))


def read(messages: list[bytes]) -> list[Said]:
    parsed = [osc.parse(one)[0] for one in messages]
    return [(one.address.removeprefix("/xmodal/"), *(round(a, 4) if isinstance(a, float) else a for a in one.arguments)) for one in parsed]


def on(midi: int, channel: int = 0, velocity: int = 100) -> mido.Message:
    return mido.Message("note_on", note=midi, velocity=velocity, channel=channel)


def off(midi: int, channel: int = 0) -> mido.Message:
    return mido.Message("note_off", note=midi, channel=channel)


def bend(pitch: int, channel: int = 0) -> mido.Message:
    return mido.Message("pitchwheel", pitch=pitch, channel=channel)


@pytest.fixture
def keyboard(tone_config: CheckpointConfig) -> Keyboard:
    return Keyboard(tone_config)


def mapped(config: CheckpointConfig, folder: Path, text: str) -> Keyboard:
    return Keyboard(config, written(config, folder, text))


def written(config: CheckpointConfig, folder: Path, text: str) -> Setup:
    (folder / "map.toml").write_text(text)
    return map_file.read(folder / "map.toml", config, VOICES)


def test_keys_take_voices_from_the_last_one_down_and_leave_them(keyboard: Keyboard) -> None:
    assert keyboard.play(on(60), on(64, velocity=20)) == [("voice/3/note", 60, 100), ("voice/2/note", 64, 20)]
    assert keyboard.play(off(60), on(64, velocity=0)) == [("voice/3/release",), ("voice/2/release",)]
    assert keyboard.play(off(60)) == []


def test_a_voice_that_is_idle_comes_before_one_that_falls_before_one_that_is_held() -> None:
    hands, keys = Hands(2), [Key(Part(0, 0), midi) for midi in range(4)]
    assert [hands.take(key, 0.0) for key in keys[:2]] == [1, 0]
    hands.leave(keys[1], 1.0)
    assert hands.take(keys[2], 1.1) == 0  # it falls, the other is held
    assert hands.take(keys[3], 1.2) == 1  # the oldest
    assert hands.leave(keys[0], 1.3) is None  # which has lost its voice


def test_the_pedal_holds_and_a_key_struck_again_keeps_its_voice(keyboard: Keyboard) -> None:
    assert keyboard.control((64, 127)) == []
    assert keyboard.play(on(60), off(60), on(60)) == [("voice/3/note", 60, 100)] * 2
    assert keyboard.control((64, 0)) == []
    assert keyboard.play(off(60)) == [("voice/3/release",)]
    keyboard.control((64, 127))
    keyboard.play(on(62), off(62))
    assert keyboard.control((64, 0)) == [("voice/2/release",)]


def test_all_notes_off_releases_and_all_sound_off_silences_a_channel_alone(keyboard: Keyboard) -> None:
    keyboard.play(on(60), on(64), on(67, channel=1))
    assert keyboard.control((123, 0)) == [("voice/3/release",), ("voice/2/release",)]
    assert keyboard.control((120, 0), channel=1) == [("voice/1/panic",)]


def test_the_wheel_bends_its_channel_by_a_range_that_can_be_set(keyboard: Keyboard) -> None:
    keyboard.play(on(60), on(64, channel=1))
    assert keyboard.play(bend(8191)) == [("voice/3/bend", 2.0)]
    assert keyboard.control((101, 0), (100, 0), (6, 7), (38, 50)) == [("voice/3/bend", 7.0), ("voice/3/bend", 7.5)]
    assert keyboard.play(bend(-8192)) == [("voice/3/bend", -7.5)]
    assert keyboard.play(on(62)) == [("voice/1/note", 62, 100), ("voice/1/bend", -7.5)]
    assert keyboard.control((99, 0), (98, 0), (6, 1)) == []  # another parameter's data
    assert keyboard.control((121, 0)) == [("voice/3/bend", 0.0), ("voice/1/bend", 0.0)]


def test_a_program_chooses_the_nearest_instrument_for_the_notes_to_come(keyboard: Keyboard) -> None:
    keyboard.play(on(60), mido.Message("program_change", program=2))
    assert keyboard.play(on(62), on(64, channel=1)) == [
        ("voice/2/symbol", "instrument", 1), ("voice/2/note", 62, 100), ("voice/1/note", 64, 100),
    ]  # fmt: skip


def test_the_volume_of_a_channel_is_that_of_its_voices_until_they_are_idle(keyboard: Keyboard) -> None:
    keyboard.play(on(60))
    assert keyboard.control((7, 64)) == [("voice/3/gain", round((64 / 127) ** 2, 4))]
    assert keyboard.control((11, 0)) == [("voice/3/gain", 0.0)]
    assert keyboard.play(on(64, channel=1)) == [("voice/2/note", 64, 100)]
    keyboard.play(off(60))
    assert keyboard.player.tidy(0.1) == []
    assert read(keyboard.player.tidy(1.0)) == [("voice/3/gain", 1.0)]
    assert keyboard.player.tidy(2.0) == []


def test_who_comes_next_gives_back_the_voices_of_a_player_that_died_with_their_gains(
    keyboard: Keyboard, tone_config: CheckpointConfig
) -> None:
    keyboard.control((7, 64))
    keyboard.play(on(60), on(62), off(62))
    assert keyboard.player.borrowed == [2, 3]  # one falls, but is not as loud as it was
    successor = Keyboard(tone_config)
    assert read(successor.player.take_up(keyboard.player.left, 0.0)) == [("voice/2/release",), ("voice/3/release",)]
    assert successor.player.tidy(0.1) == []
    assert successor.play(on(60, channel=1)) == [("voice/1/note", 60, 100)]
    assert read(successor.player.tidy(1.0)) == [("voice/2/gain", 1.0), ("voice/3/gain", 1.0)]
    assert successor.player.borrowed == [1]


def test_who_comes_next_knows_what_the_channels_were_told(tone_config: CheckpointConfig, tmp_path: Path) -> None:
    text = """
    [[control]]
    source = "cc 1"
    address = "latent/1"
    range = [-6.0, -1.0]
    """
    before, successor = (mapped(tone_config, tmp_path, dedent(text)) for _ in range(2))
    before.play(mido.Message("program_change", program=2), bend(8191))
    before.control((7, 64), (1, 127), (64, 127))
    before.control((101, 0), (100, 6), (6, 3), channel=15)
    before.play(bend(8191, channel=14))
    assert successor.player.take_up(before.player.left, 0.0) == []
    played = on(60), on(64, channel=14), off(60)
    assert successor.play(*played) == before.play(*played)
    assert successor.control((64, 0)) == before.control((64, 0)) == [("voice/3/release",)]
    assert successor.player.left == before.player.left


def test_all_that_channels_can_be_told_fits_the_page(keyboard: Keyboard) -> None:
    for channel in range(16):
        keyboard.play(bend(-8191, channel), mido.Message("program_change", program=127, channel=channel))
        keyboard.control(*((c, 127) for c in range(120)), channel=channel)
        keyboard.play(mido.Message("aftertouch", value=127, channel=channel))
    for midi in range(60, 60 + VOICES):
        keyboard.play(on(midi))
    page = Links(AudioRing(1, 1), AudioRing(1, 1)).kept[Process.MIDI]
    page.keep(keyboard.player.left)
    assert len(json.loads(page.read())["channels"][1][15]["values"]) > 100


def test_drums_and_pitches_that_the_model_lacks_are_left_out(tone_config: CheckpointConfig, tmp_path: Path) -> None:
    assert Keyboard(tone_config).play(on(36, channel=9), on(120)) == []
    assert mapped(tone_config, tmp_path, "drums = true").play(on(36, channel=9)) == [("voice/3/note", 36, 100)]


def test_a_zone_is_configured_and_each_note_of_it_bends_alone(keyboard: Keyboard) -> None:
    keyboard.play(on(48))
    assert keyboard.control((101, 0), (100, 6), (6, 3)) == [("voice/3/release",)]
    keyboard.play(bend(4096, channel=1))
    said = keyboard.play(on(60, channel=1), on(60, channel=2))
    assert said == [("voice/2/note", 60, 100), ("voice/2/bend", round(48 * 4096 / 8191, 4)), ("voice/1/note", 60, 100)]
    assert keyboard.play(bend(-8192, channel=2)) == [("voice/1/bend", -48.0)]
    assert keyboard.play(bend(8191)) == [("voice/2/bend", round(48 * 4096 / 8191 + 2, 4)), ("voice/1/bend", -46.0)]
    assert keyboard.control((101, 0), (100, 0), (6, 24), channel=3)[-1] == ("voice/1/bend", -22.0)  # for all members
    assert keyboard.control((64, 127)) == []
    assert keyboard.play(off(60, channel=2)) == []
    assert keyboard.control((64, 0)) == [("voice/1/release",)]


def test_two_zones_share_the_channels() -> None:
    zones = Zones(lower=7, upper=7)
    assert [zones.manager(c) for c in (1, 7, 8, 14)] == [LOWER, LOWER, UPPER, UPPER]
    zones.configure(UPPER, 10)
    assert zones.reach(LOWER) == [0, 1, 2, 3, 4]
    assert zones.manager(5) == UPPER
    zones.configure(LOWER, 15)
    assert zones.reach(LOWER) == list(range(16))
    assert zones.reach(UPPER) == [UPPER]


PER_NOTE = """
[mpe]
lower = 15

[[control]]
source = "pressure"
address = "latent/1"

[[control]]
source = "cc 74"
address = "latent/2"
range = [0.0, 1.0]

[[control]]
source = "cc 2"
address = "gain"
range = [0.0, 1.0]
"""


def test_pressure_and_timbre_of_a_note_move_its_voice_and_come_before_it(tone_config: CheckpointConfig, tmp_path: Path) -> None:
    keyboard = mapped(tone_config, tmp_path, PER_NOTE)
    assert keyboard.control((74, 127), channel=2) == []
    assert keyboard.play(on(60, channel=1), on(64, channel=2))[-1] == ("voice/2/latent/2", 1.0)
    assert keyboard.play(mido.Message("aftertouch", value=127, channel=1)) == [("voice/3/latent/1", -1.0)]
    assert keyboard.play(mido.Message("polytouch", note=64, value=0, channel=2)) == [("voice/2/latent/1", -6.0)]
    assert keyboard.control((74, 0)) == [("voice/3/latent/2", 0.0), ("voice/2/latent/2", 0.0)]  # of the manager


def test_a_gain_of_each_note_goes_with_the_volume(tone_config: CheckpointConfig, tmp_path: Path) -> None:
    keyboard = mapped(tone_config, tmp_path, PER_NOTE)
    keyboard.play(on(60, channel=1))
    keyboard.control((7, 0), (7, 127))
    assert keyboard.control((2, 0), channel=1) == [("voice/3/gain", 0.0)]
    assert keyboard.control((2, 127), channel=1) == [("voice/3/gain", 1.0)]


REST = """
[[control]]
source = "cc 1"
address = "glide"
range = [0.0, 2.0]

[[control]]
source = "cc 20"
address = "morph 2 1 now C4/mf/piano"

[[control]]
source = "cc 21"
address = "symbol dynamics"
whole = true

[[control]]
source = "cc 22"
address = "gain"
whole = true
channel = 3
"""


def test_other_addresses_are_sent_once_and_those_that_need_no_number_by_buttons(tone_config: CheckpointConfig, tmp_path: Path) -> None:
    keyboard = mapped(tone_config, tmp_path, REST)
    assert keyboard.control((1, 127)) == [("glide", 2.0)]
    morph = ("morph", 2.0, 1, "now", "C4/mf/piano")
    assert keyboard.control((20, 10), (20, 100), (20, 127), (20, 0), (20, 64)) == [morph, morph]
    assert keyboard.control((21, 0), (21, 127)) == [("symbol", "dynamics", 0), ("symbol", "dynamics", 5)]
    assert keyboard.control((22, 127)) == []
    assert keyboard.control((22, 127), channel=2) == [("gain", 4.0)]


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("bend = ", "cannot be read as TOML .*; mend it"),
        ("pitch = 2", "the map has pitch; use only bend, control, drums, mpe"),
        ("bend = 200", "write a number from 0 to 96"),
        ("drums = 1", "write true or false"),
        ("mpe = 3", "write its lines as NAME = VALUE"),
        ("[mpe]\nlower = 8\nupper = 7", "use at most 14 together"),
        ("[control]\nsource = 'cc 1'", r"write each under \[\[control\]\]"),
        ("[[control]]\nsource = 'cc 1'", "control 1: it has no address; write one"),
        ("[[control]]\nsource = 'cc 200'\naddress = 'gain'", "write cc 0 to cc 127, or pressure"),
        ("[[control]]\nsource = 'cc 64'\naddress = 'gain'", "choose another controller"),
        ("[[control]]\nsource = 'cc 1'\naddress = 'loudness'", "use those of xmodal-rt addresses"),
        ("[[control]]\nsource = 'cc 1'\naddress = 'latent/*'", "means 3 addresses; write one"),
        ("[[control]]\nsource = 'cc 1'\naddress = 'latent/9'", "coordinates 0 to 2"),
        ("[[control]]\nsource = 'cc 1'\naddress = 'latent'\nrange = [0, 1]", "send all 3"),
        ("[[control]]\nsource = 'cc 1'\naddress = 'latent/0'\nrange = [0, 99]", "use at most twice the range of /info.latent"),
        ("[[control]]\nsource = 'cc 1'\naddress = 'gain'\nrange = [0, 9]", "send 0 to 4"),
        ("[[control]]\nsource = 'cc 1'\naddress = 'gain'\nrange = 3", r"write range = \[LOW, HIGH\]"),
        ("[[control]]\nsource = 'cc 1'\naddress = 'gain'\nchannel = 0", "write a number from 1 to 16"),
        ("[[control]]\nsource = 'cc 1'\naddress = 'sync'", r"has no range of its own; write range = \[LOW, HIGH\]"),
        ("[[control]]\nsource = 'cc 1'\naddress = 'symbol colour'", "use one of octave, pitch_class"),
        ("[[control]]\nsource = 'cc 1'\naddress = 'morph soft 1 now'", "SECONDS is 'soft'; write a number"),
    ],
)  # fmt: skip
def test_a_bad_map_is_refused_with_what_to_change(tone_config: CheckpointConfig, tmp_path: Path, text: str, advice: str) -> None:
    with pytest.raises(ConfigError, match=advice):
        written(tone_config, tmp_path, text)


def test_the_map_of_the_readme_is_one(tmp_path: Path) -> None:
    shown = Path("README.md").read_text().partition("    bend = 12")
    text = shown[1] + shown[2].partition("\n\n")[0]
    setup = written(checkpoint_config.read_config(checkpoint_config.find("solo5")), tmp_path, dedent(text))
    assert (setup.bend, setup.lower, [control.source for control in setup.controls]) == (12.0, 15, ["cc 1", "cc 20"])


def test_a_map_that_is_not_there_is_refused(tone_config: CheckpointConfig, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="name another --midi-map"):
        map_file.read(tmp_path / "none.toml", tone_config, VOICES)


_BYTE = st.integers(0, 127)
_MESSAGES = st.lists(st.tuples(st.integers(0x80, 0xEF), _BYTE, _BYTE), max_size=40)


@settings(max_examples=60, deadline=None)
@given(played=_MESSAGES)
def test_whatever_is_played_the_instrument_takes_it_and_nothing_hangs(
    played: list[tuple[int, int, int]], tone_config: CheckpointConfig, tmp_path_factory: pytest.TempPathFactory
) -> None:
    keyboard = mapped(tone_config, tmp_path_factory.mktemp("map"), PER_NOTE)
    numbers = ModelNumbers(tone_config)
    for status, first, second in played:
        data = [status, first] if status & 0xF0 in (0xC0, 0xD0) else [status, first, second]
        for one in keyboard.player.take(mido.Message.from_bytes(data), 0.0):
            (message,) = osc.parse(one)
            (target,) = targets(message.address, VOICES, 3)
            numbers.numbers(target, target.entry.accept(message.arguments)[0])
    borrowed = keyboard.player.borrowed
    released = [said[0] for said in read(keyboard.player.leave(1.0))]
    assert len(released) == len({*released} & {f"voice/{v}/release" for v in borrowed})
    keyboard.player.tidy(2.0)
    assert keyboard.player.borrowed == []
