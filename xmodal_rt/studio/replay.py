"""A recorded session once more: what the stage played, block for block."""

from collections.abc import Sequence
from typing import Any

from xmodal_rt import __version__
from xmodal_rt.events import Kind
from xmodal_rt.score import Score
from xmodal_rt.studio.files import Output
from xmodal_rt.studio.offline import Timed
from xmodal_rt.studio.piece import Piece, Span
from xmodal_rt.studio.render import Studio

_AFTER_S = 1.0
"""what is played after the last event of a recording that was cut off"""
_MARK = 0.01
"""width of a control in the picture, as a share of the whole"""
_ENDS = (Kind.RELEASE, Kind.PANIC, Kind.FADE)


def played_with(score: Score) -> dict[str, Any]:
    """Return the settings of a studio that plays as the stage did."""
    head = score.head
    return {"checkpoint": head.checkpoint, "voices": head.voices, "block": head.block, "hop_length": head.hop_length}


def replay(studio: Studio, score: Score, name: str, output: Output) -> None:
    """Render a score that is called `name`; the settings of the studio are those that it was `played_with`."""
    studio.claim([output])
    head, last = score.head, score.events[-1][0] if score.events else 0
    samples = score.end.samples if score.end else last + round(_AFTER_S * head.sample_rate)
    spans = _notes(score.events, samples, head.sample_rate) or _controls(score.events, samples, head.sample_rate)
    title = f"{name}: {samples / head.sample_rate:.1f} s of {head.checkpoint}"
    piece = Piece(score.events, samples, title, spans, _remarks(score), score.state, head.start)
    studio.render(piece, output, head.sample_rate)


def _remarks(score: Score) -> list[str]:
    """Say where the replay may differ from what was heard."""
    remarks = []
    if score.end is None:
        remarks.append("the recording is cut off: it ends with the last event that was kept")
    elif score.end.lost:
        remarks.append(f"{score.end.lost} events are missing in the recording, so this is not quite what was heard")
    elif score.end.underruns:
        remarks.append(f"the device missed {score.end.underruns} blocks on the stage, which are not missing here")
    if any(event.kind is Kind.ECONOMY for _, event in score.events):
        remarks.append("the stage had too little time and saved work, as is done here")
    if score.head.device == "cuda":
        remarks.append("it was played on a GPU, whose rounding is not that of the CPU that plays here")
    if score.head.version != __version__:
        remarks.append(f"it was recorded with xmodal-rt {score.head.version}, and this is {__version__}")
    return remarks


def _notes(events: Sequence[Timed], samples: int, sr: int) -> list[Span]:
    """Find the notes that MIDI pitches name, from their begin to their end."""
    spans: list[Span] = []
    held: dict[float, int] = {}

    def end(pitches: Sequence[float], at: int) -> None:
        spans.extend(Span("notes", held.pop(pitch) / sr, at / sr, f"{pitch:g}", pitch) for pitch in pitches if pitch in held)

    for at, event in events:
        if event.kind is Kind.NOTE:
            end(event.values[:1], at)
            if event.values[1] > 0:
                held[event.values[0]] = at
        elif event.kind in _ENDS:
            end(list(held), at)
    end(list(held), samples)
    return spans


def _controls(events: Sequence[Timed], samples: int, sr: int) -> list[Span]:
    """Mark each control where it took effect."""
    width_s = _MARK * samples / sr
    return [Span(event.kind.name.lower(), at / sr, at / sr + width_s) for at, event in events]
