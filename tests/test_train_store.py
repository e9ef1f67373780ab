"""Frames go to the disk note by note and are drawn from a map, so that memory does not grow with the corpus."""

import mmap
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from train import config, store
from train.ages import Moments
from train.config import Experiment
from train.dataset import Dataset, draw
from train.prepare import prepare
from train.sources.note import Reason, Skipped

SR = 44100
PITCHES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")


def corpus(folder: Path, notes: int) -> Experiment:
    folder.mkdir()
    t = np.arange(SR) / SR
    for i in range(notes):
        soundfile.write(folder / f"{60 + i % 12}__{i}.wav", 0.3 * np.sin(2 * np.pi * 440 * 2 ** ((i % 12 - 9) / 12) * t), SR)
    labels = [{"name": "octave", "classes": ["4"]}, {"name": "pitch_class", "classes": PITCHES}]
    source = {"name": "notes", "path": str(folder), "pattern": "{midi}__{take}"}
    vocabulary = {"labels": labels, "pitch": ["octave", "pitch_class"]}
    return config.from_dict({"name": "large", "balance": "octave", "vocabulary": vocabulary, "sources": [source]})


def peak_bytes(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_what_is_written_note_by_note_is_read_back(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    parts = [rng.normal(size=(n, 6)).astype(np.float32) for n in (3, 1, 4)]
    with store.Writer(tmp_path) as writer:
        for i, part in enumerate(parts):
            n = len(part)
            when = Moments(np.arange(n), np.arange(n, dtype=np.float32), np.full(n, i, np.int8), np.zeros(n, np.float32), np.arange(n) > 1)
            writer.append(i, part, when)
        writer.finish(np.array([[0, 300]], np.int16), [{"name": "a"}])
    index = np.load(tmp_path / "index.npz")
    np.testing.assert_array_equal(store.frames(tmp_path / "frames.f16", 6), np.concatenate(parts).astype(np.float16))
    np.testing.assert_array_equal(index["note"], [0, 0, 0, 1, 2, 2, 2, 2])
    np.testing.assert_array_equal(index["time_s"], [0, 1, 2, 0, 0, 1, 2, 3])
    np.testing.assert_array_equal(index["silent"], [0, 0, 1, 0, 0, 0, 1, 1])
    np.testing.assert_array_equal(index["age"], index["note"])
    assert index["labels"].tolist() == [[0, 300]]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["frames.f16", "index.npz", "notes.json"]


def test_the_list_of_what_was_left_out_is_read_back(tmp_path: Path) -> None:
    skipped = [Skipped("a", "x, y.wav", Reason.SILENT, "-120 dB"), Skipped("a", 'ü "z".wav', Reason.MISSING)]
    store.write_skipped(tmp_path, skipped)
    assert store.read_skipped(tmp_path) == skipped


def test_preparing_more_notes_takes_no_more_memory(tmp_path: Path) -> None:
    small, large = corpus(tmp_path / "small", 3), corpus(tmp_path / "large", 27)
    prepare(corpus(tmp_path / "first", 2), tmp_path, quiet=True)  # what is made once, such as the grid, is there
    least = peak_bytes(lambda: prepare(small, tmp_path, quiet=True))
    most = peak_bytes(lambda: prepare(large, tmp_path, quiet=True))
    frames = (prepare(large, tmp_path) / "frames.f16").stat().st_size
    assert frames > 1_500_000
    assert most - least < 0.1 * frames


def test_a_dataset_holds_a_small_share_of_its_frames_and_draws_the_rest_from_a_map(tmp_path: Path) -> None:
    asked = corpus(tmp_path / "notes", 27)
    folder = prepare(asked, tmp_path, quiet=True)
    size = (folder / "frames.f16").stat().st_size
    held: list[Dataset] = []
    assert peak_bytes(lambda: held.append(Dataset(folder, asked))) < 0.1 * size
    dataset = held[0]
    rows = dataset.rows(held_out=False)
    chosen = draw(rows, dataset.shares(rows), 32, np.random.default_rng(0))
    assert peak_bytes(lambda: dataset.batch(chosen)) < 0.3 * size
    whole = np.fromfile(folder / "frames.f16", np.float16).reshape(-1, asked.analysis.size)
    np.testing.assert_array_equal(dataset.batch(chosen).frames.numpy(), whole[np.sort(chosen)].astype(np.float32))
    base: object = dataset.frames
    while isinstance(base, np.ndarray) and base.base is not None:
        base = base.base
    assert isinstance(base.obj if isinstance(base, memoryview) else base, mmap.mmap)
    with pytest.raises(ValueError, match="read-only"):
        dataset.frames[0, 0] = 1
