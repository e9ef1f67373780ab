"""A SoundFont made here, of one sampled triangle wave, is played by the real FluidSynth and becomes notes."""

import dataclasses
import struct
from pathlib import Path

import numpy as np
import pytest
import torch

from train import config
from train.config import Experiment
from train.config_data import Program, Source
from train.dataset import Dataset
from train.prepare import prepare
from train.sources import find
from train.sources.soundfont import LEAD_S
from train.tables import plain
from train.tuning import detune_cents
from xmodal_rt.errors import ConfigError

SR = 44100

VOCABULARY = {
    "labels": [
        {"name": "octave", "classes": ["4", "5"]},
        {"name": "pitch_class", "classes": ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]},
        {"name": "dynamics", "classes": ["p", "f"]},
        {"name": "instrument", "classes": ["triangle"]},
    ],
    "pitch": ["octave", "pitch_class"],
    "velocity": "dynamics",
}


def chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def listed(name: bytes, *chunks: bytes) -> bytes:
    return chunk(b"LIST", name + b"".join(chunks))


def soundfont(top_key: int = 127) -> bytes:
    """One preset, one instrument, one looped sample of 261.6 Hz (MIDI 60), silent above `top_key`."""
    period = SR / (440 * 2 ** (-9 / 12))
    length = round(100 * period)
    wave = np.abs((np.arange(length) / period) % 1.0 * 4 - 2) - 1
    sample = (16000 * wave).astype("<i2").tobytes() + bytes(92)
    phdr = struct.pack("<20sHHHIII", b"triangle", 0, 0, 0, 0, 0, 0) + struct.pack("<20sHHHIII", b"EOP", 0, 0, 1, 0, 0, 0)
    bag = struct.pack("<HHHH", 0, 0, 1, 0)
    igen = struct.pack("<HBBHHHHHH", 43, 0, top_key, 54, 1, 53, 0, 0, 0)
    shdr = struct.pack("<20sIIIIIBbHH", b"wave", 0, length, 0, length - 1, SR, 60, 0, 0, 1) + struct.pack("<20s26x", b"EOS")
    pdta = listed(
        b"pdta", chunk(b"phdr", phdr), chunk(b"pbag", bag), chunk(b"pmod", bytes(10)), chunk(b"pgen", struct.pack("<HHHH", 41, 0, 0, 0)),
        chunk(b"inst", struct.pack("<20sH20sH", b"triangle", 0, b"EOI", 1)), chunk(b"ibag", struct.pack("<HHHH", 0, 0, 3, 0)),
        chunk(b"imod", bytes(10)), chunk(b"igen", igen), chunk(b"shdr", shdr),
    )  # fmt: skip
    info = listed(b"INFO", chunk(b"ifil", struct.pack("<HH", 2, 1)), chunk(b"isng", b"EMU8000\0"), chunk(b"INAM", b"tests\0"))
    body = b"sfbk" + info + listed(b"sdta", chunk(b"smpl", sample)) + pdta
    return chunk(b"RIFF", body)


@pytest.fixture(scope="module")
def experiment(tmp_path_factory: pytest.TempPathFactory) -> Experiment:
    path = tmp_path_factory.mktemp("soundfont") / "triangle.sf2"
    path.write_bytes(soundfont(top_key=72))
    source = Source("font", str(path), programs={"triangle": Program(0, 66, 74)}, hold_s=0.4, tail_s=0.2)
    table = {"name": "font", "balance": "instrument", "vocabulary": VOCABULARY, "sources": [plain(source)]}
    return config.from_dict(table)


def test_every_pitch_and_dynamics_is_rendered_in_tune(experiment: Experiment, tmp_path: Path) -> None:
    found = find(experiment, tmp_path).notes
    assert [(n.midi, n.labels["dynamics"]) for n in found] == [(midi, step) for midi in range(66, 75) for step in (0, 1)]
    for note in found:
        y = note.audio(SR)
        if note.midi is not None and note.midi <= 72:
            assert detune_cents(y[int(0.15 * SR) : int(0.45 * SR)], SR, note.midi) == pytest.approx(0, abs=3)


def test_rendered_notes_begin_and_end_where_they_say(experiment: Experiment, tmp_path: Path) -> None:
    note = next(n for n in find(experiment, tmp_path).notes if n.midi == 69 and n.labels["dynamics"] == 1)
    y = note.audio(SR)
    assert note.onset_s == LEAD_S
    assert np.abs(y[: int(note.onset_s * SR) - 64]).max() < 1e-4
    assert np.abs(y[int((note.onset_s + 0.01) * SR) :][: SR // 10]).max() > 0.01
    assert note.off_s is not None
    assert np.abs(y[int((note.off_s + 0.15) * SR) :]).max() < 1e-3


def test_louder_dynamics_sound_louder(experiment: Experiment, tmp_path: Path) -> None:
    level = {n.labels["dynamics"]: np.abs(n.audio(SR)).max() for n in find(experiment, tmp_path).notes if n.midi == 69}
    assert level[1] > 2 * level[0]


def test_mute_notes_are_left_out(experiment: Experiment, tmp_path: Path) -> None:
    dataset = Dataset(prepare(experiment, tmp_path, quiet=True), experiment)
    assert {n["midi"] for n in dataset.notes} == set(range(66, 73))


def test_levels_of_the_dynamics_are_those_of_the_configuration(experiment: Experiment, tmp_path: Path) -> None:
    grid = dataclasses.replace(experiment.grid, levels_db={"p": -12.0, "f": 0.0}, evenness=1.0, reference_db=-20.0)
    levelled = dataclasses.replace(experiment, grid=grid)
    dataset = Dataset(prepare(levelled, tmp_path, quiet=True), levelled)
    loud = {step: max(_level(dataset, i) for i in np.flatnonzero(dataset.label("dynamics") == step)) for step in (0, 1)}
    assert loud[1] == pytest.approx(-20.0, abs=1.5)
    assert loud[0] == pytest.approx(-32.0, abs=1.5)


def _level(dataset: Dataset, note: int) -> float:
    """RMS level in dB of the loudest frame: half the squared amplitudes, over the bandwidth of the Hann window."""
    frames = np.asarray(dataset.frames[dataset.note == note], np.float64)
    return float(10 * np.log10((np.exp(2 * frames[:, :512]).sum(axis=1) / 2 / 1.5).max()))


def test_a_file_that_is_no_soundfont_is_refused(experiment: Experiment, tmp_path: Path) -> None:
    path = tmp_path / "broken.sf2"
    path.write_bytes(b"not a SoundFont")
    with pytest.raises(ConfigError, match="is not a SoundFont; check the file"):
        find(config.override(experiment, {"font": path}), tmp_path)
    with pytest.raises(ConfigError, match="install fluid-soundfont-gm, or name another with --data font=PATH"):
        find(config.override(experiment, {"font": tmp_path / "none.sf2"}), tmp_path)


def test_a_missing_fluidsynth_says_how_to_install_it(experiment: Experiment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigError, match="the command fluidsynth is missing; install it"):
        find(experiment, tmp_path)


def test_exchanged_dynamics_stand_at_their_own_level(experiment: Experiment, tmp_path: Path) -> None:
    source = dataclasses.replace(experiment.sources[0], level_only=True)
    grid = dataclasses.replace(experiment.grid, levels_db={"p": -12.0, "f": 0.0}, evenness=1.0)
    levelled = dataclasses.replace(experiment, grid=grid, sources=(source,))
    dataset = Dataset(prepare(levelled, tmp_path, quiet=True), levelled)
    rows = np.flatnonzero(dataset.label("dynamics")[dataset.note] == 0)
    plain_batch, exchanged = dataset.batch(rows), dataset.batch(rows, np.random.default_rng(0))
    span = dataset.vocabulary.span("dynamics")
    louder = exchanged.heard[:, span][:, 1] == 1
    assert (plain_batch.heard[:, span][:, 1] == 0).all()
    assert 0.4 < louder.float().mean() < 0.6  # each class alike
    change = (exchanged.frames - plain_batch.frames)[plain_batch.frames > -8] * 8.686
    moved = louder[:, None].expand_as(plain_batch.frames)[plain_batch.frames > -8]
    np.testing.assert_allclose(change[moved].numpy(), 12.0, atol=0.01)
    np.testing.assert_allclose(change[~moved].numpy(), 0.0, atol=1e-6)
    assert torch.equal(dataset.batch(rows).frames, plain_batch.frames)
