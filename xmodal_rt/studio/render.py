"""The studio itself: a model that plays pieces, and writes what it played."""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray

from xmodal_rt.control.journeys import Course
from xmodal_rt.files import claim, write_whole
from xmodal_rt.listening.transcription import resampled
from xmodal_rt.model import anchors, checkpoint, label_words
from xmodal_rt.model.checkpoint_config import find
from xmodal_rt.pictures import need_matplotlib
from xmodal_rt.studio import controls, figure, wav
from xmodal_rt.studio.ahead import Task, spectra_ahead
from xmodal_rt.studio.files import Output
from xmodal_rt.studio.offline import Trace, Watch, play
from xmodal_rt.studio.piece import Piece, length
from xmodal_rt.studio.plane import Places, places, principal
from xmodal_rt.studio.reading import decode_symbols, spans
from xmodal_rt.studio.settings import RenderSettings
from xmodal_rt.studio.way import along_course
from xmodal_rt.synthesis.points import MIDDLE_C
from xmodal_rt.synthesis.walk import Guide


class Studio:
    """A model, and how it is to be rendered.

    Parameters
    ----------
    settings
        What is asked for.
    watch
        Goes through the blocks of a rendering, and may show how far it is.
    say
        Takes a line of text for people.
    """

    def __init__(self, settings: RenderSettings, watch: Watch = iter, say: Callable[[str], object] = lambda _: None) -> None:
        torch.set_num_threads(1)
        if settings.figure:
            need_matplotlib("add --no-figure")
        self.settings, self._watch, self._say = settings, watch, say
        self._folder = find(settings.checkpoint)
        self.model = checkpoint.load(self._folder)
        self.config = self.model.config
        self.vocabulary = self.config.vocabulary

    @cached_property
    def guide(self) -> Guide:
        """Finds where labels are."""
        return Guide(self.model)

    @cached_property
    def places(self) -> Places:
        """Where the notes of all labels settle."""
        return places(self.guide)

    @cached_property
    def chart(self) -> figure.Chart:
        """The plane on which the places are spread most."""
        labels = self.places.labels
        by = "instrument" if "instrument" in labels else labels[-1]
        return figure.Chart(principal(self.places.z), self.places, by)

    def claim(self, outputs: Iterable[Output]) -> None:
        """Refuse outputs that exist, unless the settings force them; without a figure, none of its name stands in the way."""
        claim((path for output in outputs for path in output.paths(self.settings.figure)), self.settings.force)

    def rate(self, given: int = 0) -> int:
        """Rate in Hz at which the instrument plays, for a sound of the rate `given` or for none."""
        return self.settings.engine_rate(self.config.analysis, given)

    def labels(self, words: Sequence[str]) -> list[dict[str, int]]:
        """Whole labels of each of `words`; what one leaves open is as in the one before, and at first as the instrument begins."""
        middle = self.vocabulary.pitch_values(round(MIDDLE_C)) if self.vocabulary.pitch else {}
        found, now = [], {**self.vocabulary.initial, **middle}
        for each in words:
            now = {**now, **self.vocabulary.woken(now, label_words.read(self.vocabulary, each))}
            found.append(now)
        return found

    def points(self, words: Sequence[str]) -> list[NDArray[np.float32]]:
        """Where each of `words` is [D]: an anchor, the centre of all ranges, or what `labels` reads."""
        known = anchors.read(self.settings.anchors, self.config) if self.settings.anchors else {}
        known["centre"] = self.config.centre
        labels = iter(self.labels([word for word in words if word not in known]))
        return [np.array(known[word], np.float32) if word in known else self.guide.settled(next(labels)) for word in words]

    def lead(self, course: Course, output: Output, title: str, stay_s: float = 0.0, chart: figure.Chart | None = None) -> None:
        """Render one voice along a course; it stays at its end for `stay_s` seconds."""
        sr = self.rate()
        events = along_course(course, self.config, sr, stay_s)
        hops = np.arange(events[-1][0] // self.settings.hop_length + 1) * self.settings.hop_length / sr
        read = spans(self.vocabulary, decode_symbols(self.model, course.way(hops)), self.settings.hop_length / sr)
        self.render(Piece(events, length(events[-1][0] / sr, sr), title, read), output, sr, chart)

    def render(self, piece: Piece, output: Output, sr: int, chart: figure.Chart | None = None) -> None:
        """Play `piece` at rate `sr` in Hz, and write sound, controls and picture, all of them or none."""
        settings = self.settings
        y, trace = self._play(piece, sr)
        wanted = settings.sample_rate or sr
        written = {
            output.sound: wav.encode(resampled(y, sr, wanted), wanted, settings.encoding),
            output.table: controls.table(piece.events, self.model, sr).encode(),
        }
        if settings.figure:
            written[output.figure] = figure.draw(piece, y, sr, self.config.analysis, trace, chart or self.chart)
        write_whole(written)
        self._tell(piece, output, y, sr)

    def _play(self, piece: Piece, sr: int) -> tuple[NDArray[np.float32], Trace]:
        settings = self.settings
        task = Task(self._folder, sr, settings.voices, settings.hop_length, settings.quality == "studio", piece, settings.block)
        with contextlib.ExitStack() as stack:
            take = stack.enter_context(spectra_ahead(task, self.model)) if settings.two_processes(piece.length / sr) else None
            instrument = task.instrument(self.model)
            if take is not None:
                instrument.hops.take_spectra(take)
            return play(instrument, piece.events, piece.length, settings.block, self._watch)

    def _tell(self, piece: Piece, output: Output, y: NDArray[np.float32], sr: int) -> None:
        for remark in piece.remarks:
            self._say(remark)
        peak_db = 20 * np.log10(max(float(np.abs(y).max(initial=0.0)), 1e-9))
        self._say(f"{output.sound}: {len(y) / sr:.2f} s, peak {peak_db:.1f} dBFS")
