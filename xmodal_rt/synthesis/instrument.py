"""The instrument itself: events in, samples out. No threads, no clock but its own sample count."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xmodal_rt.errors import OverloadError, ParameterError
from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind, Refusal
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.settings import FEW_VOICES
from xmodal_rt.synthesis.decoder import Decoder
from xmodal_rt.synthesis.economy import Stage
from xmodal_rt.synthesis.hops import Hops
from xmodal_rt.synthesis.points import Points, named
from xmodal_rt.synthesis.spectra import Spectra
from xmodal_rt.synthesis.voices import PANIC_60DB_S, RELEASE_60DB_S, Voices, master
from xmodal_rt.synthesis.walk import Guide, Walk

HELD = -1.0
"""key of a voice that no MIDI note holds: one started by a symbol or by a latent"""
NO_PATH = -1.0
"""number of the path of a voice that walks none"""
_JUMP = 0.2
"""a move without a glide by more than this share of a coordinate's range replaces the past"""


@dataclass(frozen=True)
class _Playing:
    """Labels that a voice plays (none when a latent set it), and the velocity between two of their classes."""

    values: dict[str, int]
    velocity: float | None


_NO_LABELS = _Playing({}, None)


class Instrument:
    """Voices around one checkpoint.

    Parameters
    ----------
    checkpoint
        The model.
    sr
        Sample rate in Hz; must fit the checkpoint's analysis grid.
    voices
        Notes that may sound at once.
    hop_length
        Samples between two frames of a voice.
    report
        Called with every event that goes back to the performer (SYNCED, REFUSED).
    standby
        The same model on the CPU, for when the device of `checkpoint` fails.
    studio
        Find better phases: slower than the stage allows, and as if what is to come were known.
    """

    def __init__(
        self, checkpoint: Checkpoint, sr: int, voices: int = 16, hop_length: int = 128,
        report: Callable[[Event], object] = lambda _: None, standby: Checkpoint | None = None, studio: bool = False,
    ) -> None:  # fmt: skip
        config = checkpoint.config
        self.checkpoint, self.sr, self.voices, self.hop_length = checkpoint, sr, voices, hop_length
        self.analysis, self.vocabulary = config.analysis, config.vocabulary
        self.frame = 0
        self.glide_s = 0.0
        self.decoder = Decoder(checkpoint, standby, self._lose_device)
        self._report = report
        self.guide = Guide(standby or checkpoint)
        """finds where labels are"""
        self._state = Voices(voices, config.latent_size, self.guide.times_s, sr, hop_length)
        span = np.subtract(config.latent_high, config.latent_low).astype(np.float32)
        # A coordinate that the model hardly uses must not make a jump of every little move.
        self._range = np.maximum(span, 0.1 * span.max() + 1e-6)
        self._labels = self.vocabulary.initial
        self._economy = Stage.NOTHING
        self._points = Points(self.guide, self._state, self._labels)
        self._gain = self._gain_target = 1.0
        self._spectra, self.hops = self._sound(studio)
        self._bank = self.hops.bank
        self._filled = np.zeros(voices, np.int64)
        self._playing = [_NO_LABELS] * voices
        self._paths = [NO_PATH] * voices

    def _sound(self, studio: bool) -> tuple[Spectra, Hops]:
        """Return what gives the voices their spectra, and their hops."""
        spectra = Spectra(self.checkpoint.config, self.decoder, self._range, self.sr, self.voices)
        return spectra, Hops(self._state, spectra, self.analysis.n_fft(self.sr), studio)

    @property
    def faults(self) -> int:
        """Frames that were not finite, and were silenced."""
        return self._spectra.faults

    @property
    def active(self) -> int:
        """Voices that sound."""
        return int(self._state.active.sum())

    def render(self, out: NDArray[np.float32], events: Iterable[tuple[int, Event]] = ()) -> None:
        """Fill `out` [n] with the next samples; each event takes effect at its offset, in samples, in order."""
        out[:] = 0.0
        cursor = 0
        for offset, event in events:
            self._segment(out[cursor:offset])
            cursor = max(cursor, offset)
            self.apply(event)
        self._segment(out[cursor:])
        master(out, self._gain, self._gain_target)
        self._gain = self._gain_target

    def prepare(self) -> None:
        """Decode what the next block begins with; where there is time left, the block itself then takes less."""
        self._filled[:] = 0
        due = np.flatnonzero(self._state.active & self._state.due)
        if len(due):
            self._decode(due)

    def settle(self) -> list[Event]:
        """While nothing sounds, forget what can no longer be heard; return what `restore` needs for the state that is left."""
        self._gain = self._gain_target
        self._state.settle()
        return self.lasting()

    def lasting(self) -> list[Event]:
        """Return what `restore` needs for the state that is no note: labels, glide, gains, what is saved."""
        pairs = [float(n) for i, name in enumerate(self.vocabulary.names) if name in self._labels for n in (i, self._labels[name])]
        gains = [(ALL_VOICES, self._gain_target), *enumerate(self._state.gain_target.tolist())]
        return [
            Event(NOW, Kind.GLIDE, ALL_VOICES, (self.glide_s,)),
            *([Event(NOW, Kind.BEND, ALL_VOICES, (self._state.bend_all,))] if self._state.bend_all else []),
            *([Event(NOW, Kind.SYMBOL, ALL_VOICES, tuple(pairs))] if pairs else []),
            *(Event(NOW, Kind.GAIN, voice, (gain,)) for voice, gain in gains if gain != 1.0),
            *([Event(NOW, Kind.ECONOMY, ALL_VOICES, (float(self._economy),))] if self._economy else []),
        ]

    def restore(self, state: Iterable[Event], frame: int) -> None:
        """Come, while nothing sounds, to what `settle` of another instrument told, `frame` samples after its start."""
        for event in state:
            if event.kind is Kind.SYMBOL:
                self._labels.update(named(self.vocabulary, event.values))  # which starts no note
            else:
                self.apply(event)
        self.settle()
        self.frame = frame

    def _segment(self, out: NDArray[np.float32]) -> None:
        if len(out) == 0:
            return
        state = self._state
        self._filled[:] = 0
        while True:
            before = state.active.copy()
            state.mix(self._filled, out)
            for v in np.flatnonzero(before & ~state.active):
                self._bank.clear(int(v))
            due = np.flatnonzero(state.active & state.due & (self._filled < len(out)))
            if len(due) == 0:
                break
            self._decode(due)
        self.frame += len(out)

    def _decode(self, due: NDArray[np.int64]) -> None:
        """Give the voices that need it their next hop; each goes on at its own sample."""
        for v in self.hops.read(due, self.frame + self._filled[due], self.active):
            self._state.release(int(v), self.frame, PANIC_60DB_S)
            self._report(Event(NOW, Kind.REFUSED, int(v), (float(Refusal.NO_NUMBER), float(v))))

    def apply(self, event: Event) -> None:
        """Let one event take effect at the next sample."""
        try:
            self._actions[event.kind](self, event)
        except OverloadError:
            self._report(Event(event.time_s, Kind.REFUSED, event.voice, (float(Refusal.NO_TIME),)))
        except ParameterError:
            self._report(Event(event.time_s, Kind.REFUSED, event.voice, (float(Refusal.OUT_OF_RANGE), *event.values[:1])))

    def _note(self, event: Event) -> None:
        pitch, velocity = event.values
        held = self._state.holding(pitch)
        if velocity <= 0:
            for v in held:
                self._let_go(v)
            return
        values, ratio = self.guide.pitched(self._labels, pitch)
        v = self._choose(held[0] if held and event.voice == ALL_VOICES else event.voice)
        self._playing[v] = _Playing(values, velocity)
        self._start(v, self.guide.walk(values, velocity), pitch, ratio)

    def _start(self, voice: int, walk: Walk, key: float, ratio: float = 1.0) -> None:
        self._paths[voice] = NO_PATH
        if self._state.active[voice]:
            # What the voice played is faded over from the level to which it had fallen.
            self._bank.scale(voice, float(self._state.envelope[voice]))
        self._state.start(voice, walk, self.frame, key, ratio)
        self._spectra.begin(voice, walk.first, float(self._state.ratio[voice]))

    def _choose(self, voice: int) -> int:
        v = self._state.allocate() if voice == ALL_VOICES else voice
        if self._economy >= Stage.NOTES and not self._state.active[v]:
            raise OverloadError("the machine has no time for another voice; release some first")
        return v

    def _symbol(self, event: Event) -> None:
        """Set labels of the notes to come and of those that sound; a whole pitch starts a held note if there is none."""
        change = self.vocabulary.woken(self._labels, named(self.vocabulary, event.values))
        self._labels.update({name: c for name, c in change.items() if name in self._labels})
        voices = self._chosen(event.voice)
        for v in voices:
            self._change(v, change)
        whole = any(set(part.pitch or ()) <= set(change) for part in self.vocabulary.voiced)
        if whole and not any(self._state.key[v] == HELD for v in voices):
            v = self._choose(event.voice)
            self._playing[v] = _Playing({**self._labels, **change}, None)
            self._start(v, self.guide.walk(self._playing[v].values), HELD)

    def _change(self, voice: int, change: dict[str, int]) -> None:
        """Move a voice to other labels; one that was set by a latent has no labels to change, one that a key holds keeps its pitch."""
        playing = self._playing[voice]
        lead = self.vocabulary.lead(playing.values)
        if self._state.key[voice] != HELD:
            change = {name: c for name, c in change.items() if name not in (lead.pitch or ())}
        if playing.values and change:
            velocity = None if lead.velocity in change else playing.velocity
            self._playing[voice] = _Playing({**playing.values, **change}, velocity)
            self._move(voice, self.guide.walk(self._playing[voice].values, velocity), self.glide_s)

    def _latent(self, event: Event) -> None:
        self._put(event.voice, event.values, self.glide_s)

    def _put(self, voice: int, z: Sequence[float], glide_s: float) -> list[int]:
        """Move the voices that are meant to a latent, or start a held one there; return which they are."""
        walk = self._still(z)
        voices = self._chosen(voice)
        if not voices:
            voices = [self._choose(voice)]
            self._start(voices[0], walk, HELD)
        for v in voices:
            self._playing[v] = _NO_LABELS
            self._move(v, walk, glide_s)
        return voices

    def _still(self, z: ArrayLike) -> Walk:
        return Walk.still(np.array(z, np.float32), len(self.guide.times_s))

    def _join(self, event: Event) -> None:
        for v in self._put(event.voice, event.values[1:], 0.0):
            self._paths[v] = event.values[0]

    def _step(self, event: Event) -> None:
        """Take the voices that are on the path further; one that was moved otherwise has left it."""
        number, seconds = event.values[:2]
        walk = self._still(event.values[2:])
        walkers = [v for v in self._chosen(event.voice) if self._paths[v] == number]
        for v in walkers:
            self._move(v, walk, seconds)
            self._paths[v] = number
        if not walkers:
            self._report(Event(NOW, Kind.LEFT, event.voice, (number,)))

    def _leave(self, event: Event) -> None:
        for v in self._chosen(event.voice):
            if self._paths[v] != NO_PATH:
                self._move(v, self._still(self._state.latent(v, self.frame)), 0.0)

    def _coordinate(self, event: Event) -> None:
        index, value = int(event.values[0]), event.values[1]
        for v in self._chosen(event.voice) or [self._hold(event.voice)]:
            walk = Walk(self._state.walks[v].copy(), self._state.releases[v].copy())
            walk.z[:, index] = walk.release[index] = value
            self._move(v, walk, self.glide_s)

    def _hold(self, voice: int) -> int:
        """Start a held voice from which coordinates can move: the middle of the labels that are set, once its attack is over."""
        walk = self._still(self._points.settled({}))
        v = self._choose(voice)
        self._playing[v] = _NO_LABELS
        self._start(v, walk, HELD)
        return v

    def answer(self, question: Event) -> Event:
        """Answer a question of the control: LOOK_UP or WHERE."""
        return self._points.answer(question, self._chosen(question.voice), self.frame)

    def _move(self, voice: int, walk: Walk, glide_s: float) -> None:
        """Glide to another walk, and off any path; a long way without a glide is a jump, which replaces the past."""
        self._paths[voice] = NO_PATH
        way = self._state.move(voice, walk, self.frame, glide_s, self._range)
        self._spectra.move(voice)
        if glide_s == 0 and way > _JUMP:
            self._state.jump(voice, self.frame)
            self._spectra.replace(voice)
        elif self._state.used[voice] == 0 and self.active <= FEW_VOICES:
            # Prepared, but not heard yet: of few voices it is done again, of many it waits for the next hop.
            self._state.due[voice] = True

    def _chosen(self, voice: int) -> list[int]:
        if voice == ALL_VOICES:
            return self._state.sounding()
        return [voice] if self._state.active[voice] and self._state.released[voice] < 0 else []

    def _release(self, event: Event) -> None:
        for v in self._chosen(event.voice):
            self._let_go(v)

    def _let_go(self, voice: int) -> None:
        self._state.release(voice, self.frame, PANIC_60DB_S if self._economy >= Stage.RELEASES else RELEASE_60DB_S)

    def _economize(self, event: Event) -> None:
        self._economy = Stage(int(event.values[0]))
        self.hops.coarse = self._economy >= Stage.PHASES
        for v in np.flatnonzero(self._state.active & (self._state.released >= 0)) if self._economy >= Stage.RELEASES else ():
            self._let_go(int(v))

    def _panic(self, event: Event) -> None:
        self._fade(event._replace(values=(PANIC_60DB_S,)))

    def _fade(self, event: Event) -> None:
        for v in np.flatnonzero(self._state.active):
            if event.voice in (ALL_VOICES, v):
                self._state.release(int(v), self.frame, event.values[0])

    def _glide(self, event: Event) -> None:
        self.glide_s = event.values[0]

    def _set_gain(self, event: Event) -> None:
        if event.voice == ALL_VOICES:
            self._gain_target = event.values[0]
        else:
            self._state.gain_target[event.voice] = event.values[0]

    def _bend(self, event: Event) -> None:
        for v in self._state.bend(event.voice, event.values[0]):
            self._spectra.bend(v)

    def _lose_device(self) -> None:
        self._report(Event(NOW, Kind.REFUSED, ALL_VOICES, (float(Refusal.DEVICE_LOST),)))

    def _sync(self, event: Event) -> None:
        self._report(event._replace(kind=Kind.SYNCED))

    _actions: dict[Kind, Callable[["Instrument", Event], None]] = {
        Kind.NOTE: _note, Kind.SYMBOL: _symbol, Kind.LATENT: _latent, Kind.COORDINATE: _coordinate, Kind.GLIDE: _glide,
        Kind.GAIN: _set_gain, Kind.RELEASE: _release, Kind.PANIC: _panic, Kind.SYNC: _sync,
        Kind.BEND: _bend, Kind.JOIN: _join, Kind.STEP: _step, Kind.LEAVE: _leave, Kind.FADE: _fade,
        Kind.ECONOMY: _economize,
    }  # fmt: skip
