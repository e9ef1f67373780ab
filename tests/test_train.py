import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from train import config, evaluate, export, fit
from train.ages import positions
from train.config import Experiment
from train.dataset import Dataset, draw
from train.evaluation.decoded import decode
from train.losses import frame_loss
from train.polish import polish
from train.prepare import fingerprint, prepare
from train.sources.soundfont import LEAD_S, score
from train.tuning import detune_cents, frame_cents, retune
from xmodal_rt.errors import CheckpointError, ConfigError, DeviceError
from xmodal_rt.model import checkpoint

SR = 44100
PITCHES = (57, 64, 69, 76)

TOML = """
name = "tiny"
balance = "instrument"
held_out = 0.25

[vocabulary]
pitch = ["octave", "pitch_class"]

[[vocabulary.labels]]
name = "octave"
classes = ["3", "4", "5"]

[[vocabulary.labels]]
name = "pitch_class"
classes = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]

[[vocabulary.labels]]
name = "articulation"
classes = ["plucked", "bowed"]

[[vocabulary.labels]]
name = "instrument"
classes = ["reed", "string"]

[[vocabulary.labels]]
name = "age"
classes = ["silence", "0ms", "20ms", "160ms", "release"]

[vocabulary.ages]
label = "age"
silence = "silence"
release = "release"
times_s = { 0ms = 0.0, 20ms = 0.02, 160ms = 0.16 }

[[sources]]
name = "notes"
path = "nowhere"
pattern = "{instrument}__{midi}__{articulation}__{take}"

[analysis]
linear_bins = 128
log_bands = 16

[grid]
dense_s = 0.03

[sizes]
latent = 4
signal_encoder = 32
signal_decoder = 32
symbol = 16

[schedule]
steps = 30
batch = 32
warmup = 5
save_every = 10
threads = 1
precision = "float32"
"""


def tone(midi: float, bowed: bool, brightness: float, length_s: float = 0.5) -> np.ndarray:
    t = np.arange(int(length_s * SR)) / SR
    f0 = 440.0 * 2 ** ((midi - 69) / 12)
    y = sum(brightness**h * np.sin(2 * np.pi * h * f0 * t) for h in range(1, 9))
    attack = np.minimum(t / 0.02, 1.0)
    return np.asarray(0.3 * y * attack * (np.minimum((length_s - t) / 0.05, 1.0) if bowed else np.exp(-8 * t)), np.float32)


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("notes")
    for instrument, brightness in (("reed", 0.5), ("string", 0.8)):
        for midi in PITCHES:
            for word in ("plucked", "bowed", "u"):
                for take in ("studio-1", "studio-2"):
                    y = tone(midi + 0.2, word != "plucked", brightness)
                    soundfile.write(folder / f"{instrument}__{midi:03d}__{word}__{take}.flac", np.pad(y, (882, 0)), SR)
    soundfile.write(folder / "gong__060__bowed__studio-1.flac", tone(60, True, 0.9), SR)
    return folder


@pytest.fixture(scope="module")
def experiment_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("config") / "tiny.toml"
    path.write_text(TOML)
    return path


@pytest.fixture(scope="module")
def experiment(experiment_path: Path, notes: Path) -> Experiment:
    return config.load(experiment_path, {"notes": notes})


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("prepared")


@pytest.fixture(scope="module")
def dataset(experiment: Experiment, cache: Path) -> Dataset:
    return Dataset(prepare(experiment, cache, quiet=True), experiment)


@pytest.fixture(scope="module")
def trained(experiment_path: Path, notes: Path, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("checkpoints") / "tiny"
    return fit.run(experiment_path, {"notes": notes}, output, cache, device="cpu", quiet=True)


def test_prepared_notes_are_the_vocabularys_own(dataset: Dataset) -> None:
    assert len(dataset.notes) == 2 * len(PITCHES) * 3 * 2
    assert not any(n["name"].startswith("gong") for n in dataset.notes)
    missing = [n["name"] for n, index in zip(dataset.notes, dataset.label("articulation"), strict=True) if index < 0]
    assert len(missing) == len(dataset.notes) // 3
    assert all("__u__" in name for name in missing)


def test_notes_are_moved_in_tune(dataset: Dataset) -> None:
    assert np.median([n["cents"] for n in dataset.notes]) == pytest.approx(20, abs=2)
    held = dataset.rows(False)[(dataset.time_s > 0.1)[dataset.rows(False)] & ~dataset.silent[dataset.rows(False)]]
    midi = np.array([n["midi"] for n in dataset.notes])[dataset.note[held]]
    cents = frame_cents(np.asarray(dataset.frames[held], np.float32), midi, dataset.experiment.analysis.resolution_hz, 128)
    assert abs(np.nanmedian(cents)) < 8


def test_prepared_frames_are_found_again(dataset: Dataset, experiment: Experiment, cache: Path) -> None:
    folder = cache / fingerprint(experiment)
    before = (folder / "frames.f16").stat().st_mtime_ns
    assert prepare(experiment, cache, quiet=True) == folder
    assert (folder / "frames.f16").stat().st_mtime_ns == before
    other = dataclasses.replace(experiment, grid=dataclasses.replace(experiment.grid, hop_s=0.03))
    assert fingerprint(other) != fingerprint(experiment)


def test_draw_is_balanced_over_the_instruments(dataset: Dataset) -> None:
    rows = dataset.rows(False)
    rows = rows[(dataset.label("instrument")[dataset.note[rows]] == 0) | (rows % 7 == 0)]
    picked = draw(rows, dataset.shares(rows), 4000, np.random.default_rng(0))
    assert dataset.label("instrument")[dataset.note[picked]].mean() == pytest.approx(0.5, abs=0.05)


def test_batch_marks_age_silence_and_what_is_unknown(dataset: Dataset) -> None:
    rows = np.flatnonzero(dataset.note == next(i for i, n in enumerate(dataset.notes) if "__u__" in n["name"]))
    batch, vocabulary = dataset.batch(rows), dataset.vocabulary
    age, instrument = vocabulary.span("age"), vocabulary.span("instrument")
    before = torch.from_numpy(dataset.time_s[rows] < 0)
    assert (batch.heard[:, vocabulary.span("articulation")] == 0).all()
    assert (batch.heard[before][:, age][:, 0] == 1).all()
    assert (batch.heard[before][:, instrument] == 0).all()
    assert (batch.below[before][:, instrument].sum(dim=1) == 1).all()
    assert torch.allclose(batch.heard[:, age].sum(dim=1), torch.ones(len(rows)))


def test_ages_are_interpolated_in_log_time(experiment: Experiment) -> None:
    ages = experiment.vocabulary.ages
    assert ages is not None
    low, toward = positions(ages, experiment.vocabulary, np.array([0.0, 0.01, 0.02, 0.02 * 8**0.5, 0.16, 3.0]))
    np.testing.assert_allclose(low + toward, [1, 1.5, 2, 2.5, 3, 3], atol=1e-6)


def test_training_lowers_the_loss(experiment: Experiment, dataset: Dataset, trained: Path) -> None:
    model, _ = export.read(trained)
    blank = fit.build(experiment, dataset, dataset.rows(False))
    rows = dataset.rows(True)
    assert decode(model, dataset, rows).rebuilt.lsd_db.mean() < decode(blank, dataset, rows).rebuilt.lsd_db.mean()


def test_exported_checkpoint_equals_the_eager_model(trained: Path, dataset: Dataset) -> None:
    loaded, (eager, _) = checkpoint.load(trained), export.read(trained)
    batch = dataset.batch(dataset.rows(True)[:5])
    with torch.inference_mode():
        for ours, theirs in zip(loaded.encode_signal(batch.frames), eager.encode_signal(batch.frames), strict=True):
            torch.testing.assert_close(ours, theirs)
        for ours, theirs in zip(loaded.encode_symbol(batch.below), eager.encode_symbol(batch.below), strict=True):
            torch.testing.assert_close(ours, theirs)
        z = torch.randn(3, loaded.config.latent_size, generator=torch.Generator().manual_seed(0))
        torch.testing.assert_close(loaded.decode_signal(z), eager.decode_signal(z))
        torch.testing.assert_close(loaded.decode_symbol(z), eager.decode_symbol(z))
    assert loaded.config.vocabulary == dataset.vocabulary
    assert all(low < high for low, high in zip(loaded.config.latent_low, loaded.config.latent_high, strict=True))


def test_card_says_what_the_evaluation_found_and_no_path_of_this_machine(trained: Path, notes: Path) -> None:
    text = (trained / "README.md").read_text()
    metrics = json.loads((trained / "config.json").read_text())["metrics"]
    assert "| reed |" in text
    assert f"{100 * metrics['signal_to_symbol']['instrument']:.1f}" in text
    assert "--data notes=FOLDER" in text
    for file in ("README.md", "config.json"):
        assert str(notes) not in (trained / file).read_text()


def test_evaluation_has_the_keys_that_others_rely_on(trained: Path, notes: Path, cache: Path) -> None:
    metrics = evaluate.run(trained, notes, cache=cache, quiet=True)
    assert set(metrics) >= {"split", "reconstruction", "signal_to_symbol", "symbol_to_signal", "per_instrument"}
    assert set(metrics["reconstruction"]) >= {"log_likelihood", "isd", "lsd_db"}
    assert set(metrics["signal_to_symbol"]) >= {"octave", "pitch_class", "articulation", "instrument", "note"}
    assert set(metrics["symbol_to_signal"]) >= {"lsd_db", "in_tune"}
    recorded = json.loads((trained / "config.json").read_text())["metrics"]
    assert metrics["signal_to_symbol"] == pytest.approx(recorded["signal_to_symbol"])


def test_polishing_moves_the_signal_decoder_alone_and_nearer_to_the_frames(trained: Path, dataset: Dataset) -> None:
    model, experiment = export.read(trained)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    frames = dataset.batch(dataset.rows(held_out=False)).frames
    with torch.inference_mode():
        far = frame_loss(model, model(frames), frames)
    polished = polish(model, dataclasses.replace(experiment, schedule=dataclasses.replace(experiment.schedule, polish_steps=100)), dataset,
                      torch.device("cpu"), quiet=True)  # fmt: skip
    moved = {name.split(".")[0] for name, value in polished.state_dict().items() if not torch.equal(value, before[name])}
    assert moved == {"signal_decoder"}
    with torch.inference_mode():
        assert frame_loss(polished, polished(frames), frames) < far


def test_checkpoint_of_another_trainer_is_refused(trained: Path, tmp_path: Path) -> None:
    for path in trained.iterdir():
        tmp_path.joinpath(path.name).write_bytes(path.read_bytes())
    about = json.loads((tmp_path / "config.json").read_text())
    about["model"] = {}
    del about["seal"]
    (tmp_path / "config.json").write_text(json.dumps(about))
    with pytest.raises(CheckpointError, match="use a checkpoint that xmodal-rt train wrote"):
        export.read(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('balance = "instrument"', 'balance = "colour"', "there is no label 'colour'; use one of octave"),
        ("batch = 32", "batch = 0", "batch is 0; use 1 to"),
        ("batch = 32", 'batch = "many"', "batch is 'many'; make it int"),
        ("[schedule]", "[schedule]\nspeed = 9", "unknown key 'speed'; use steps"),
        ("held_out = 0.25", "held_out = 0.95", "held_out is 0.95; use 0.0 to 0.9"),
        ('name = "tiny"', "", "lacks name; add it"),
        ("[schedule]", "[schedule", "is not TOML"),
        ('pattern = "{instrument}__{midi}__{articulation}__{take}"', "", "needs either a pattern"),
        ("[analysis]", "[analysis]\nresolution_hz = 18.7", "does not fit a grid of 18.7 Hz up to 20000 Hz; use one of"),
        ('label = "age"', 'label = "era"', "there is no label 'era'"),
    ],
)
def test_bad_configuration_is_refused_with_what_to_change(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in TOML
    path = tmp_path / "bad.toml"
    path.write_text(TOML.replace(old, new, 1))
    with pytest.raises(ConfigError, match=message):
        config.load(path)


def test_missing_files_are_refused_with_what_to_change(experiment: Experiment, experiment_path: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="give the path of a TOML file"):
        config.load(tmp_path / "none.toml")
    with pytest.raises(ConfigError, match="there is no source 'sounds'; use one of notes"):
        config.load(experiment_path, {"sounds": tmp_path})
    with pytest.raises(ConfigError, match="is missing; name another with --data notes=PATH"):
        prepare(config.override(experiment, {"notes": tmp_path / "none"}), tmp_path, quiet=True)
    with pytest.raises(ConfigError, match="has no note of this vocabulary; check its pattern and words"):
        prepare(config.override(experiment, {"notes": tmp_path}), tmp_path, quiet=True)


def test_configuration_survives_as_plain_data(experiment: Experiment) -> None:
    assert config.from_dict(json.loads(json.dumps(config.to_dict(experiment)))) == experiment


def test_device_that_is_not_here_is_refused(experiment_path: Path, notes: Path, cache: Path, tmp_path: Path) -> None:
    with pytest.raises(DeviceError, match="use auto or cpu"):
        fit.run(experiment_path, {"notes": notes}, tmp_path / "tiny", cache, device="abacus", quiet=True)


@pytest.mark.parametrize("name", ["solo5", "orchestra"])
def test_shipped_checkpoint_is_what_its_card_says(name: str) -> None:
    folder = Path(config.__file__).parents[1] / "checkpoints" / name
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 25e6
    model, experiment = export.read(folder)
    loaded = checkpoint.load(folder)
    assert experiment == config.load(Path(config.__file__).parent / "configs" / f"{name}.toml")
    z = torch.zeros(1, loaded.config.latent_size)
    torch.testing.assert_close(loaded.decode_signal(z), model.decode_signal(z))
    found = loaded.config.metrics["per_source"]["notes"]
    assert found["note_majority"] >= 0.9
    assert f"{100 * found['note_majority']:.1f}" in (folder / "README.md").read_text()


@pytest.mark.parametrize("name", ["solo5", "frames", "orchestra"])
def test_shipped_configuration_is_valid(name: str) -> None:
    shipped = config.load(Path(config.__file__).parent / "configs" / f"{name}.toml")
    assert shipped.name == name
    assert shipped.vocabulary.names == ("octave", "pitch_class", "dynamics", "instrument", "age")


@pytest.mark.parametrize("midi", [28, 45, 60, 81, 96])
@pytest.mark.parametrize("cents", [-45.0, -12.0, 0.0, 30.0])
def test_detuning_is_found_and_undone(midi: int, cents: float) -> None:
    y = tone(midi + cents / 100, True, 0.7, 1.0)
    assert detune_cents(y, SR, midi) == pytest.approx(cents, abs=3)
    assert detune_cents(retune(y, SR, cents), SR, midi) == pytest.approx(0, abs=3)


def test_rendered_score_has_each_note_at_its_place_and_lasts_beyond_the_last() -> None:
    written = score(40, [(60, 100), (62, 20)], slot_s=1.0, hold_s=0.5)
    assert written[:14] == b"MThd\x00\x00\x00\x06\x00\x00\x00\x01\x03\xe8"
    lead, hold, rest = round(1000 * LEAD_S), 500, 500
    events = [(lead, b"\x90\x3c\x64"), (hold, b"\x80\x3c\x00"), (rest, b"\x90\x3e\x14"), (hold, b"\x80\x3e\x00")]
    events.append((2500 - 1000 - lead - hold, b"\xb0\x7b\x00"))
    body = b"".join((bytes([t]) if t < 128 else bytes([0x80 | t >> 7, t & 127])) + message for t, message in events)
    assert written[22:] == b"\x00\xff\x51\x03\x0f\x42\x40" + b"\x00\xc0\x28" + body + b"\x00\xff\x2f\x00"


def test_a_folder_with_other_files_is_not_replaced(experiment_path: Path, notes: Path, cache: Path, tmp_path: Path) -> None:
    kept = tmp_path / "poem.txt"
    kept.write_text("not a checkpoint")
    with pytest.raises(ConfigError, match=r"holds other files.*name a folder of its own with --output"):
        fit.run(experiment_path, data={"notes": notes}, output=tmp_path, cache=cache, quiet=True)
    assert kept.read_text() == "not a checkpoint"
