"""Symbol to sound to symbol: notes that the instrument plays, heard again by its own ear."""

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tqdm import tqdm

from train.dataset import Dataset
from train.evaluation import measures
from train.evaluation.decoded import Classes
from train.evaluation.played import SR, combined
from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind
from xmodal_rt.listening.ear import Ear
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.synthesis.instrument import Instrument

HELD_S = 0.5
SILENT_S = 0.1
BLOCK = 128
UNHEARD = -1000.0
"""class of the labels of a note that was not announced: wrong, and no neighbour of any"""


def play(checkpoint: Checkpoint, dataset: Dataset, count: int, quiet: bool = False) -> dict[str, Any]:
    """Play `count` of the label combinations of the notes, drawn at random, and hear each: success ratios.

    ``announced`` judges what the ear first says of a note, within its first hundredths of a second, and
    takes one that it does not announce for wrong; ``held`` judges the mean probability over all frames
    of the note.
    """
    vocabulary = dataset.vocabulary
    combinations = combined(dataset)
    rng = np.random.default_rng(dataset.experiment.seed)
    chosen = combinations[np.sort(rng.permutation(len(combinations))[:count])]
    announced, held, said = [], [], []
    for labels in tqdm(chosen, "round trip", disable=quiet):
        y = sound(checkpoint, labels)
        notes = listen(checkpoint, y)
        said.append(len(notes))
        announced.append(notes[0].values[3:] if notes else [UNHEARD] * len(vocabulary.names))
        held.append(overheard(checkpoint, y))
    spoken = {"unheard": float(np.mean(np.array(said) == 0)), "extra_per_note": float(np.mean(np.maximum(np.array(said) - 1, 0)))}
    return {
        "notes": len(chosen),
        "announced": ratios(dataset, chosen, np.array(announced, np.int64)) | spoken,
        "held": ratios(dataset, chosen, np.array(held, np.int64)),
    }


def sound(checkpoint: Checkpoint, labels: NDArray[np.int64]) -> NDArray[np.float32]:
    """Render the note with the class indices `labels` [labels]: [T], at the sample rate `SR`."""
    vocabulary = checkpoint.config.vocabulary
    aged = vocabulary.ages.label if vocabulary.ages else None
    pairs = [float(v) for i, c in enumerate(labels) if vocabulary.names[i] != aged for v in (i, c)]
    instrument = Instrument(checkpoint, SR, voices=1, hop_length=BLOCK)
    y = np.zeros(round((SILENT_S + HELD_S) * SR) // BLOCK * BLOCK, np.float32)
    begin = round(SILENT_S * SR) // BLOCK * BLOCK
    for at in range(0, len(y), BLOCK):
        events = [(0, Event(NOW, Kind.SYMBOL, ALL_VOICES, tuple(pairs)))] if at == begin else []
        instrument.render(y[at : at + BLOCK], events)
    return y


def listen(checkpoint: Checkpoint, y: NDArray[np.float32]) -> list[Event]:
    """Return the notes that the ear announces while it hears `y` [T]."""
    return [event for event in Ear(checkpoint, SR).feed(y) if event.kind == Kind.LABEL_ON]


def overheard(checkpoint: Checkpoint, y: NDArray[np.float32]) -> Classes:
    """Most probable class of every label [labels] over all frames of the note in `y` [T]."""
    config = checkpoint.config
    centres = np.arange(round(SILENT_S * SR), len(y), 4 * BLOCK)
    with torch.inference_mode():
        logits = checkpoint.decode_symbol(checkpoint.encode_signal(torch.from_numpy(config.analysis.frames(y, SR, centres)))[0])
    told = [(label, logits[:, config.vocabulary.span(label.name)]) for label in config.vocabulary.labels]
    sure = [(label, part if label.binary else torch.log_softmax(part, dim=1)) for label, part in told]
    return np.array([int(label.likeliest(part.mean(dim=0).numpy())) for label, part in sure])


def ratios(dataset: Dataset, played: Classes, heard: Classes) -> dict[str, Any]:
    """Success ratios of the labels `heard` against those `played`, both [C, labels]: of all, and of each instrument."""
    balance = dataset.vocabulary.names.index(dataset.experiment.balance)
    classes = dataset.vocabulary.label(dataset.experiment.balance).classes
    notes = np.arange(len(played), dtype=np.int32)
    apart = {name: notes[played[:, balance] == i] for i, name in enumerate(classes) if (played[:, balance] == i).any()}
    each = {name: measures.symbol(dataset.vocabulary, heard[at], played[at], at) for name, at in apart.items()}
    return {**measures.symbol(dataset.vocabulary, heard, played, notes), "per_instrument": each}
