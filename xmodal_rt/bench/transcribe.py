"""How well and how soon the ear hears, beside the trackers that are installed: `xmodal-rt bench transcribe`.

All trackers get the same clips. A label counts from the moment at which it is sent: the end of the
audio block that completed it, plus the time that was worked on that block; look-ahead cannot hide. What
lies before the block (the converters, the driver's buffer) is not in the figures.
"""

import time
from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from xmodal_rt.bench import clips as bench_clips
from xmodal_rt.bench import figures, mixtures, note_scores, peers
from xmodal_rt.bench.clips import SR, Clip, Floats
from xmodal_rt.bench.said import NoteSaid, Statement, Transcript
from xmodal_rt.errors import ParameterError
from xmodal_rt.events import Event, Kind
from xmodal_rt.listening.ears import ear_of
from xmodal_rt.listening.notes import notes
from xmodal_rt.model import checkpoint
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.model.checkpoint_config import find

BLOCK = 128
SNR_DB = 10.0
QUIET = {"silence": None, "pink_noise_at_-40_dbfs": -40.0}
_PACKAGES = ("numpy", "torch", "librosa", "mir_eval")
Tracker = Callable[[Floats], Transcript | None]


def run(
    folder: Path | None,
    name: str = "solo5",
    soundfont: Path | None = None,
    limit: int = 0,
    minutes: float = 5.0,
    with_peers: bool = True,
    only: Collection[str] | None = None,
) -> dict[str, Any]:
    """Measure ours and its peers on a folder of isolated notes or phrases, or on a SoundFont's notes, and in silence and noise.

    Parameters
    ----------
    folder, soundfont
        Where the sounds come from; at least one.
    name
        The checkpoint that hears.
    limit
        Measure at most so many isolated notes, spread over all; 0: every one.
    minutes
        Length of the silence and of the noise.
    with_peers
        Measure the installed trackers too.
    only
        Names of the isolated notes that the checkpoint was not trained on; None measures all, heard in training or not.

    Raises
    ------
    ParameterError
        If there is nothing to measure, or nothing to measure it with.
    """
    note_scores.require()
    model = checkpoint.load(find(name))
    parts = model.config.vocabulary.parts
    clips = gather(model, folder, soundfont, 0 if parts else limit, only)
    held_out = "only notes that the training held out" if only is not None else "every note, whether it was heard in training or not"
    about = {
        "checkpoint": name,
        "isolated_notes": held_out if folder else "none",
        "soundfont": soundfont.name if soundfont else "none",
        "block": BLOCK,
        "sample_rate": SR,
        "snr_db": SNR_DB,
        "machine": figures.machine(),
        "versions": figures.versions(_PACKAGES) | {"aubio": figures.program_version("aubionotes", "-v")},
    }
    if parts:
        return {"ours": mixtures.measure(partial(listen, model), mixtures.mixed(clips, model.config.vocabulary, limit)), "about": about}
    trackers: dict[str, Tracker] = {"ours": lambda y: listen(model, y)}
    trackers |= peers.installed() if with_peers else {}
    return {each: measure(track, clips, model, minutes) for each, track in trackers.items()} | {"about": about}


def gather(model: Checkpoint, folder: Path | None, soundfont: Path | None, limit: int, only: Collection[str] | None) -> list[Clip]:
    """Return the clips to measure; see `run`."""
    vocabulary, clips = model.config.vocabulary, list[Clip]()
    if folder is not None:
        clips += bench_clips.folder(folder, vocabulary, 0 if only is not None else limit)
    if only is not None:
        # The limit comes last: it counts those that are kept, and the gain of a group is that of all its notes.
        phrases, single = [c for c in clips if c.phrase], [c for c in clips if not c.phrase and c.name in only]
        clips = phrases + bench_clips.spread(single, limit)
    if soundfont is not None:
        clips += bench_clips.soundfont(soundfont, vocabulary, limit)
    if not clips:
        raise ParameterError("there are no notes to measure; name a folder of notes, or --soundfont FILE")
    return clips


def listen(model: Checkpoint, y: Floats, block: int = BLOCK) -> Transcript:
    """Feed our ear block by block, as the audio does."""
    ear, said = ear_of(model, SR), list[tuple[float, Event]]()
    began_s = time.thread_time()
    for start in range(0, len(y), block):
        before_s = time.thread_time()
        events = ear.feed(y[start : start + block])
        sent_s = min(start + block, len(y)) / SR + time.thread_time() - before_s
        said += [(sent_s, event) for event in events]
    cpu_s = time.thread_time() - began_s
    return Transcript(_statements(said), _notes(said, model, len(y) / SR), cpu_s)


def _statements(said: Sequence[tuple[float, Event]]) -> list[Statement]:
    told = [(sent_s, event) for sent_s, event in said if event.kind in (Kind.LABEL_ON, Kind.LABEL_OFF)]
    return [Statement(s, e.values[0] if e.kind is Kind.LABEL_ON else float("nan"), e.time_s) for s, e in told]


def _notes(said: Sequence[tuple[float, Event]], model: Checkpoint, end_s: float) -> list[NoteSaid]:
    vocabulary = model.config.vocabulary
    sent = [sent_s for sent_s, event in said if event.kind is Kind.LABEL_ON]
    found = []
    for sent_s, note in zip(sent, notes([event for _, event in said], end_s), strict=True):
        part, named = vocabulary.part(note.source), zip(vocabulary.labels, note.classes, strict=True)
        names = {label.name: label.word(i) for label, i in named if i >= 0}
        told = names.get(part.velocity or "", ""), names.get(part.presence or "instrument", "")
        found.append(NoteSaid(note.onset_s, note.offset_s, note.midi, sent_s, *told))
    return found


def measure(track: Tracker, clips: Sequence[Clip], model: Checkpoint, minutes: float) -> dict[str, Any]:
    """All figures of one tracker."""
    single = [clip for clip in clips if not clip.phrase]
    figures_: dict[str, Any] = {}
    torch.set_num_threads(1)
    if single:
        figures_ |= _isolated(track, single, model)
        under_noise = [bench_clips.noisy(clip, SNR_DB, seed) for seed, clip in enumerate(single)]
        figures_["in_pink_noise"] = _isolated(track, under_noise, model)
    figures_["phrases"] = {clip.name: _phrase(track, clip) for clip in clips if clip.phrase}
    figures_["false_notes_per_minute"] = {name: _false(track, level_db, minutes) for name, level_db in QUIET.items()} if minutes else {}
    return figures_


def _isolated(track: Tracker, clips: Sequence[Clip], model: Checkpoint) -> dict[str, Any]:
    pairs = [(clip, track(clip.y)) for clip in clips]
    heard = [(clip, transcript) for clip, transcript in pairs if transcript is not None]
    judged = [judged for clip, transcript in heard for judged in note_scores.judge(clip, transcript)]
    if not judged:
        return {"failed": len(clips)}
    velocity = model.config.vocabulary.velocity
    classes = model.config.vocabulary.label(velocity).classes if velocity else ()
    seconds = sum(len(clip.y) for clip, _ in heard) / SR
    cpu_us = round(1e6 * sum(transcript.cpu_s for _, transcript in heard) / seconds)
    found = (
        note_scores.isolated(judged) | note_scores.labels(judged, classes) | {"us_per_second": cpu_us, "failed": len(clips) - len(heard)}
    )
    return {key: value for key, value in found.items() if value is not None}


def _phrase(track: Tracker, clip: Clip) -> dict[str, Any]:
    heard = track(clip.y)
    return {"failed": 1} if heard is None else dict(note_scores.onset_f1(clip, heard))


def _false(track: Tracker, level_db: float | None, minutes: float) -> float | None:
    n = int(60 * minutes * SR)
    heard = track(np.zeros(n, np.float32) if level_db is None else bench_clips.noise(n, level_db, np.random.default_rng(40)))
    return None if heard is None else round(len(heard.notes) / minutes, 2)
