"""Ways through latent space as events that lead one voice along."""

import numpy as np
from numpy.typing import NDArray

from xmodal_rt.control.journeys import Course
from xmodal_rt.control.model_numbers import ModelNumbers
from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.studio.offline import Timed

_VOICE = 0
_PATH = 0.0
"""number of the only path"""


def along_course(course: Course, config: CheckpointConfig, sr: int, stay_s: float) -> list[Timed]:
    """Events that lead a voice along a course as the stage cuts it, and release it `stay_s` seconds after its end."""
    numbers, steps = ModelNumbers(config), course.steps or 0
    points = course.way(np.linspace(0.0, steps * course.step_s, steps + 1))
    z = [numbers.clipped(tuple(map(float, row))) for row in points]
    glide_s = 0.0 if course.jumps else course.step_s
    timed = [(0, Event(NOW, Kind.JOIN, _VOICE, (_PATH, *z[0])))]
    for step in range(steps):
        at = round((step + course.jumps) * course.step_s * sr)
        timed.append((at, Event(NOW, Kind.STEP, _VOICE, (_PATH, glide_s, *z[step + 1]))))
    return [*timed, (round((steps * course.step_s + stay_s) * sr), Event(NOW, Kind.RELEASE, _VOICE))]


def through_hops(z: NDArray[np.float32], config: CheckpointConfig, sr: int, hop_length: int) -> list[Timed]:
    """Events that bring a voice to the latents z [N, D], each at the hop of its number, and release it after the last one.

    A move is sent half a hop early, with a glide that ends at the hop: so it is never taken for a jump.
    """
    numbers, early = ModelNumbers(config), hop_length // 2
    points = [numbers.clipped(tuple(map(float, row))) for row in z]
    begin = [(0, Event(NOW, Kind.LATENT, _VOICE, points[0])), (0, Event(NOW, Kind.GLIDE, values=(early / sr,)))]
    moves = [(n * hop_length - early, Event(NOW, Kind.LATENT, _VOICE, points[n])) for n in range(1, len(z))]
    return [*begin, *moves, (len(z) * hop_length, Event(NOW, Kind.RELEASE, _VOICE))]
