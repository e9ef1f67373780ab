"""A picture of the notes that were heard: time, pitch, and how sure the ear was."""

import io

from xmodal_rt.listening.notes import player, players
from xmodal_rt.listening.transcription import Transcription

_HEIGHT = 0.8


def draw(heard: Transcription, title: str = "") -> bytes:
    """Draw a piano roll, a PNG, each note as opaque as its confidence, each instrument in a colour of its own."""
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    figure = Figure(figsize=(min(40.0, 3 + 0.8 * heard.seconds), 4.5), dpi=110, layout="constrained")
    axes = figure.subplots()
    names = players(heard.vocabulary)
    seen: dict[int, Rectangle] = {}
    for note in heard.notes:
        which = player(heard.vocabulary, note)
        box = Rectangle((note.onset_s, note.midi - _HEIGHT / 2), note.offset_s - note.onset_s, _HEIGHT)
        box.set(facecolor=f"C{which % 10}", alpha=0.2 + 0.8 * note.confidence)
        axes.add_patch(box)
        seen.setdefault(which, box)
    pitches = [note.midi for note in heard.notes] or [60]
    axes.set(xlim=(0, heard.seconds), ylim=(min(pitches) - 2, max(pitches) + 2), xlabel="seconds", ylabel="MIDI pitch", title=title)
    if names != ("",) and seen:
        axes.legend([seen[i] for i in sorted(seen)], [names[i] for i in sorted(seen)], loc="upper right")
    axes.grid(alpha=0.3)
    png = io.BytesIO()
    figure.savefig(png, format="png")
    return png.getvalue()
