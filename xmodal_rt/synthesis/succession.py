"""How one synthesis takes over from another, with another model: what still sounds fades beneath what the new one begins.

They never write to a ring at the same time. The old one fades its voices and renders that ahead of time: what finds no room
in the ring of finished sound becomes the tail, which the new one adds to its own sound.
"""

import time
from collections import deque

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind, Refusal
from xmodal_rt.links import Part
from xmodal_rt.synthesis.renderer import Renderer

FALL_60DB_S = 0.06
_LOOK_EVERY_S = 0.0005
_OF_A_MODEL = frozenset({Kind.SYMBOL, Kind.LATENT, Kind.COORDINATE, Kind.JOIN, Kind.STEP})
"""kinds of events whose numbers mean something else to another model"""


def await_turn(renderer: Renderer) -> bool:
    """Say that the instrument is ready, and wait until it is its turn, False if that never comes; the sample clock finds its pace."""
    links = renderer.links
    links.prepared.view[Part.SYNTHESIS] = renderer.number
    while links.turns.view[Part.SYNTHESIS] < renderer.number:
        if links.stop.is_set():
            return False
        renderer.clock.update(*links.clock.read())
        time.sleep(_LOOK_EVERY_S)
    return True


def hand_over(renderer: Renderer, number: int) -> None:
    """Fade, fill the ring, and leave what the synthesis of the model `number` needs; from then on it is its turn."""
    links = renderer.links
    _pass_on(renderer)
    tail = _fade(renderer)
    renderer.tape.stop(renderer.instrument.frame)
    renderer.legacy.leave(renderer.instrument)
    for block in tail:
        links.tail.write(block)
    links.turns.view[Part.SYNTHESIS] = number


def _pass_on(renderer: Renderer) -> None:
    """Let wait on what waits for its time, unless it is meant for this model alone."""
    for event in renderer.schedule.empty():
        if event.kind in _OF_A_MODEL:
            renderer.refuse(event, Refusal.OTHER_MODEL)
        else:
            renderer.links.passed_on.push(event)


def _fade(renderer: Renderer) -> deque[NDArray[np.float32]]:
    """Render until nothing sounds and the ring is full; return the blocks [n, 1] that found no room there."""
    links, instrument = renderer.links, renderer.instrument
    rendered: deque[NDArray[np.float32]] = deque()
    due = [(0, Event(NOW, Kind.FADE, ALL_VOICES, (FALL_60DB_S,)))] if instrument.active else []  # what begins no recording
    while instrument.active or links.output.writable >= renderer.block:
        links.beats.view[Part.SYNTHESIS] += 1
        rendered.append(renderer.ahead_of_time(due))
        due = []
        while rendered and links.output.write(rendered[0]):
            rendered.popleft()
    return rendered
