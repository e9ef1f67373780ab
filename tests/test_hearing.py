"""The training of the network for the newest samples: scenes whose notes are known, a short fit, and the checkpoint that gets it."""

import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from train.config import Experiment, from_dict
from train.hearing import learn, stage
from train.hearing.pool import SR, Pool
from train.hearing.scenes import ENDS, RATE, UNSURE, Scenes
from xmodal_rt.errors import CheckpointError
from xmodal_rt.listening.newest import Quick, hearing, pitches, spans
from xmodal_rt.model import checkpoint
from xmodal_rt.model.checkpoint import CheckpointConfig
from xmodal_rt.model.checkpoint_config import EAR

NOTES = (57, 60, 64, 69, 72, 76)
BEFORE, AFTER = SR // 5, SR


@pytest.fixture
def experiment(tone_config: CheckpointConfig) -> Experiment:
    source = {"name": "notes", "path": "nowhere", "pattern": "{instrument}__{midi}"}
    return from_dict({"name": "tone", "balance": "instrument", "vocabulary": tone_config.vocabulary.to_dict(), "sources": [source]})


@pytest.fixture
def pool() -> Pool:
    """Tones of three partials, flutes with a rise of 10 ms."""
    n, length = len(NOTES), BEFORE + AFTER
    t = np.arange(AFTER) / SR
    hz = 440 * 2 ** ((np.array(NOTES) - 69) / 12)
    tones = [np.minimum(1, t / 0.01) * sum(np.sin(2 * np.pi * f * h * t) / h for h in (1, 2, 3)) for f in hz]
    sound = np.concatenate([np.concatenate([np.zeros(BEFORE), tone * 12000]) for tone in tones]).astype(np.int16)
    start = np.arange(n) * length
    labels = np.array([[midi // 12 - 1, midi % 12, 3, 0, -1] for midi in NOTES])
    return Pool(
        sound, start, start + BEFORE, start + length, np.full(n, 1e-5, np.float32), np.ones(n), np.array(NOTES), labels,
        np.zeros(n, np.bool_), np.zeros(n, np.int64), np.arange(1, n + 1) / n,
    )  # fmt: skip


def test_what_is_heard_sounds_at_the_end_of_its_window(pool: Pool, experiment: Experiment) -> None:
    moments = Scenes(pool, experiment).draw(200, np.random.default_rng(1))
    assert moments.y.shape[0] == 200 * ENDS
    every, none = pitches(experiment.vocabulary), len(pitches(experiment.vocabulary))
    sure = (moments.pitch != UNSURE) & (moments.pitch != none)
    assert 0.5 < sure.mean() < 0.95
    old = np.flatnonzero(sure & (moments.age >= 3))  # 40 ms and more: the window holds enough of the note
    n = round(0.04 * RATE)
    hz = 440 * 2 ** ((every[moments.pitch[old]] - 69) / 12)
    spectra = np.abs(np.fft.rfft(moments.y[old, -n:] * np.hanning(n), 8 * n, axis=1))
    heard = spectra[:, : 8 * n * 1500 // RATE].argmax(axis=1) * RATE / (8 * n)
    assert np.mean(np.abs(12 * np.log2(np.maximum(heard, 1) / hz)) < 1) > 0.8  # others hide in the noise or under the note before


def test_labels_are_those_of_the_note_that_sounds(pool: Pool, experiment: Experiment) -> None:
    moments = Scenes(pool, experiment).draw(200, np.random.default_rng(2))
    silence = moments.pitch == len(pitches(experiment.vocabulary))
    assert silence.any()
    assert (moments.age[silence] == 0).all()
    assert (moments.labels[silence] == -1).all()
    assert set(np.unique(moments.labels[~silence, 3])) <= {-1, 0}


def test_a_fit_learns(pool: Pool, experiment: Experiment) -> None:
    torch.set_num_threads(1)
    network = learn.fit(pool, experiment, steps=60, quiet=True)
    moments = Scenes(pool, experiment).draw(60, np.random.default_rng(3))
    from xmodal_rt.listening.glimpse import Glimpse

    with torch.inference_mode():
        logits = network(torch.from_numpy(Glimpse(RATE).inputs(moments.y)))
        found = float(learn.losses(logits, moments, experiment)[""])
    assert found < 0.7 * np.log(len(pitches(experiment.vocabulary)))


def test_a_checkpoint_gets_its_network_and_keeps_all_else(pool: Pool, experiment: Experiment, tone_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tone"
    shutil.copytree(tone_folder, folder)
    before = checkpoint.read_config(folder)
    stage.give(folder, learn.fit(pool, experiment, steps=2, quiet=True))
    after = checkpoint.load(folder)
    assert {**after.config.hashes, EAR: ""} == {**before.hashes, EAR: ""}
    assert isinstance(hearing(after, 48000), Quick)
    assert after.ear["3.bias"].shape == (max(span.stop for span in spans(experiment.vocabulary).values()),)
    other = tmp_path / "other"
    shutil.copytree(tone_folder, other)
    stage.carry(folder, other)
    assert checkpoint.load(other).ear.keys() == after.ear.keys()
    (folder / EAR).write_bytes(b"x")
    with pytest.raises(CheckpointError, match="copy the checkpoint again"):
        checkpoint.load(folder)
