"""Labels one after another: as notes, or as points between which the sound goes."""

from collections.abc import Mapping, Sequence

import numpy as np

from xmodal_rt.control.journeys import Course
from xmodal_rt.settings import within
from xmodal_rt.studio.allot import allot
from xmodal_rt.studio.files import Output
from xmodal_rt.studio.piece import Note, Piece, Span, events_of, length, runs
from xmodal_rt.studio.render import Studio
from xmodal_rt.studio.settings import check_step


def sequence(studio: Studio, words: Sequence[str], output: Output, step_s: float, gate: float) -> None:
    """Play labels one after another, each for the share `gate` of a step of `step_s` seconds.

    Raises
    ------
    ParameterError
        If a word names no label, or a step or its gate is too short or too long.
    """
    studio.claim([output])
    check_step(step_s)
    within("gate", gate, 0.01, 1)
    steps = studio.labels(words)
    notes = [Note(i * step_s, (i + gate) * step_s, labels) for i, labels in enumerate(steps)]
    sr = studio.rate()
    events = events_of(notes, *allot(notes, studio.settings.voices), studio.vocabulary, sr)
    piece = Piece(events, length(len(notes) * step_s, sr), "sequence", _rows(studio, steps, step_s))
    studio.render(piece, output, sr)


def morph(studio: Studio, words: Sequence[str], output: Output, step_s: float, order: int) -> None:
    """Go through latent space from labels or anchors to others, `step_s` seconds each; order 0 jumps, 1 goes straight, 3 curves.

    Raises
    ------
    ParameterError
        As `sequence`, or if there is no such order.
    """
    studio.claim([output])
    check_step(step_s)
    course = Course.through(np.stack(studio.points(words)), step_s, order)
    studio.lead(course, output, f"morph, order {order}: {' → '.join(words)}", stay_s=step_s)


def _rows(studio: Studio, steps: Sequence[Mapping[str, int]], step_s: float) -> list[Span]:
    """Make strips of the classes that are asked for."""
    asked = [label for label in studio.vocabulary.labels if label.name in steps[0]]
    return [span for label in asked for span in runs(label, [labels[label.name] for labels in steps], step_s)]
