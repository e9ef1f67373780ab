"""The synthesis process' loop, fed as the audio process feeds it."""

import time

import numpy as np
import pytest

from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.links import Links, Part, Status
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.ring import AudioRing
from xmodal_rt.settings import FEW_VOICES
from xmodal_rt.synthesis.instrument import Instrument
from xmodal_rt.synthesis.legacy import left
from xmodal_rt.synthesis.renderer import Renderer

SR, BLOCK = 48000, 64
AHEAD = 1, 3


@pytest.fixture
def links() -> Links:
    return Links(AudioRing(8 * BLOCK, 1), AudioRing(8 * BLOCK, 1))


@pytest.fixture
def renderer(links: Links, tone: Checkpoint) -> Renderer:
    return Renderer(links, Instrument(tone, SR), BLOCK, AHEAD)


def play(renderer: Renderer, seconds: float, *events: Event) -> list[int]:
    """Let the audio consume block after block; returns how many blocks waited after each."""
    renderer.links.to_synthesis.push_all(events)
    waiting, block = [], np.zeros((BLOCK, 1), np.float32)
    for _ in range(round(seconds * SR / BLOCK)):
        renderer.fill()
        waiting.append(renderer.links.output.readable // BLOCK)
        renderer.links.output.read_into(block)
    return waiting


def test_little_sound_waits_while_few_voices_sound_and_more_as_soon_as_many_do(renderer: Renderer) -> None:
    chord = [Event(NOW, Kind.NOTE, voice, (40.0 + 2 * voice, 80.0)) for voice in range(FEW_VOICES + 1)]
    assert play(renderer, 0.5)[-1] == AHEAD[0]
    assert play(renderer, 0.1, *chord)[2:] == [AHEAD[1]] * (75 - 2)
    released = play(renderer, 2.0, Event(NOW, Kind.PANIC))
    assert released[0] == AHEAD[1]
    assert released[-1] == AHEAD[0]


@pytest.mark.parametrize("lasting", [
    Event(NOW, Kind.GLIDE, values=(0.5,)), Event(NOW, Kind.BEND, values=(-2.0,)), Event(NOW, Kind.GAIN, 3, (0.25,)),
])  # fmt: skip
def test_each_lasting_state_alone_is_left_to_who_comes_next(renderer: Renderer, links: Links, lasting: Event) -> None:
    play(renderer, 0.1, lasting)
    assert lasting in left(links.kept[Part.SYNTHESIS])


def test_how_much_waits_changes_no_sample(renderer: Renderer, tone: Checkpoint) -> None:
    chord = [Event(NOW, Kind.NOTE, voice, (40.0 + 2 * voice, 80.0)) for voice in range(FEW_VOICES + 1)]
    renderer.links.to_synthesis.push_all(chord)
    heard = np.zeros((100, BLOCK, 1), np.float32)
    for block in heard:
        renderer.fill()
        assert renderer.links.output.read_into(block)
    expected = np.zeros(100 * BLOCK, np.float32)
    Instrument(tone, SR).render(expected, [(0, event) for event in chord])
    np.testing.assert_allclose(heard.ravel(), expected, atol=1e-6)


def test_while_nobody_takes_the_sound_what_is_due_is_played_and_what_is_not_waits(renderer: Renderer) -> None:
    now_s = time.monotonic()
    renderer.links.clock.stamp(0, now_s - 60.0)  # when the device went away
    missed = [Event(now_s - 59.0 + i, Kind.NOTE, i, (60.0, 80.0)) for i in range(3)]
    renderer.links.to_synthesis.push_all([*missed, Event(now_s + 3600.0, Kind.PANIC)])
    renderer.pass_over(0.1)
    assert renderer.instrument.active == len(missed)
    assert len(renderer.schedule) == 1
    assert renderer.links.status.view[Status.LATE] == 0


def test_a_synthesis_that_plays_unheard_shows_that_it_lives_at_every_block(renderer: Renderer) -> None:
    renderer.pass_over(10 * BLOCK / SR)
    assert renderer.links.beats.view[Part.SYNTHESIS] == 10


def test_a_flood_of_latents_costs_one_change_per_block_and_ends_with_the_newest(renderer: Renderer) -> None:
    play(renderer, 0.1, Event(NOW, Kind.NOTE, 0, (60.0, 80.0)))
    changed: list[Event] = []
    renderer.instrument.apply = changed.append  # type: ignore[method-assign]  # counts what takes effect
    play(renderer, 30 * BLOCK / SR, *(Event(NOW, Kind.LATENT, 0, (n / 500, -2.0, 0.5)) for n in range(500)))
    assert len(changed) <= 30
    assert changed[-1].values[0] == 499 / 500


def test_a_flood_of_notes_is_spread_over_blocks_and_keeps_its_order(renderer: Renderer) -> None:
    changed: list[list[Event]] = []
    renderer.instrument.apply = lambda event: changed[-1].append(event)  # type: ignore[method-assign]  # counts what takes effect
    notes = [Event(NOW, Kind.NOTE, values=(float(40 + n % 40), 80.0)) for n in range(300)]
    renderer.links.to_synthesis.push_all(notes)
    block = np.zeros((BLOCK, 1), np.float32)
    while sum(map(len, changed)) < len(notes):
        changed.append([])
        renderer.fill()
        renderer.links.output.read_into(block)
    assert [event for taken in changed for event in taken] == notes
    assert len(changed[0]) <= AHEAD[1] * 2 * renderer.instrument.voices
    assert max(map(len, changed[5:])) < 30
