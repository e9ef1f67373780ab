"""An interrupted training goes on where it was, and only the same training does."""

import copy
import dataclasses
import shutil
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import torch

from train import config, fit, state
from train.config import Experiment
from train.dataset import Dataset
from train.prepare import prepare
from xmodal_rt.errors import ConfigError

SR = 44100
CPU = torch.device("cpu")
TABLE: dict[str, Any] = {
    "name": "short", "balance": "colour", "held_out": 0.3,
    "vocabulary": {"labels": [{"name": "colour", "classes": ["dull", "shrill"]}]},
    "analysis": {"linear_bins": 128, "log_bands": 16},
    "sizes": {"latent": 2, "signal_encoder": 8, "signal_decoder": 8, "symbol": 8},
    "schedule": {"steps": 12, "batch": 16, "warmup": 2, "save_every": 4, "threads": 1, "precision": "float32"},
}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="module")
def experiment(home: Path) -> Experiment:
    (home / "notes").mkdir()
    t = np.arange(SR // 4) / SR
    for colour, f0 in (("dull", 300), ("shrill", 900)):
        for take in range(4):
            soundfile.write(home / "notes" / f"{colour}__{take}.wav", 0.2 * np.sin(2 * np.pi * (f0 + 10 * take) * t), SR)
    return config.from_dict({**TABLE, "sources": [{"name": "notes", "path": str(home / "notes"), "pattern": "{colour}__{take}"}]})


@pytest.fixture(scope="module")
def dataset(experiment: Experiment, home: Path) -> Dataset:
    return Dataset(prepare(experiment, home / "prepared", quiet=True), experiment)


@pytest.fixture(scope="module")
def whole(experiment: Experiment, dataset: Dataset, home: Path) -> Path:
    """What a training of twelve steps leaves in its folder."""
    fit.fit(experiment, dataset, home / "whole", CPU, quiet=True)
    return home / "whole"


def read(folder: Path) -> dict[str, Any]:
    return dict(torch.load(folder / state.FILE, weights_only=True))


def test_resumed_training_gives_the_same_weights(experiment: Experiment, dataset: Dataset, whole: Path, tmp_path: Path) -> None:
    def interrupt(step: int, *_: object) -> float:
        if step == 10:
            raise KeyboardInterrupt
        return step / 12

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fit, "advance", interrupt)
        with pytest.raises(KeyboardInterrupt):
            fit.fit(experiment, dataset, tmp_path, CPU, quiet=True)
    assert read(tmp_path)["step"] == 8
    resumed = fit.fit(experiment, dataset, tmp_path, CPU, quiet=True)
    for name, value in read(whole)["model"].items():
        assert torch.equal(value, resumed.state_dict()[name]), name


def test_a_state_that_is_damaged_is_refused(experiment: Experiment, dataset: Dataset, tmp_path: Path) -> None:
    (tmp_path / state.FILE).write_bytes(b"no state")
    with pytest.raises(ConfigError, match=r"is damaged; delete .* or give another --output"):
        fit.fit(experiment, dataset, tmp_path, CPU, quiet=True)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"split": "frame"}, "split"),
        ({"seed": 2, "held_out": 0.2}, "held_out, seed"),
        ({"weights": config.Weights(beta_signal=0.5)}, "weights"),
        ({"sizes": config.Sizes(2, 8, 8, 16)}, "sizes"),
        ({"schedule": config.Schedule(lr=0.01, **{k: v for k, v in TABLE["schedule"].items() if k != "lr"})}, "schedule"),
    ],
)
def test_the_state_of_another_training_is_refused(
    experiment: Experiment, dataset: Dataset, whole: Path, changed: dict[str, Any], named: str
) -> None:
    other = dataclasses.replace(experiment, **changed)
    with pytest.raises(ConfigError, match=rf"another split or configuration \({named}\); delete {whole} or give another --output"):
        fit.fit(other, dataset, whole, CPU, quiet=True)


def test_the_state_of_other_sources_or_notes_is_refused(experiment: Experiment, dataset: Dataset, whole: Path) -> None:
    weighed = dataclasses.replace(experiment, sources=(dataclasses.replace(experiment.sources[0], weight=2.0),))
    with pytest.raises(ConfigError, match=r"\(sources\); delete"):
        fit.fit(weighed, dataset, whole, CPU, quiet=True)
    renamed = copy.copy(dataset)
    renamed.notes = [*dataset.notes[:-1], {**dataset.notes[-1], "name": "another"}]
    with pytest.raises(ConfigError, match=r"\(notes\); delete"):
        fit.fit(experiment, renamed, whole, CPU, quiet=True)


def test_a_training_may_be_made_longer_and_its_notes_moved(experiment: Experiment, dataset: Dataset, whole: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(whole, tmp_path / "longer")
    longer = dataclasses.replace(experiment, schedule=dataclasses.replace(experiment.schedule, steps=16, minutes=5.0))
    fit.fit(config.override(longer, {"notes": tmp_path}), dataset, folder, CPU, quiet=True)
    assert read(folder)["step"] == 16


def test_a_state_that_a_gpu_wrote_is_read_without_one(experiment: Experiment, dataset: Dataset, whole: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(whole / state.FILE) as ours, zipfile.ZipFile(tmp_path / state.FILE, "w") as theirs:
        for item in ours.namelist():
            data = ours.read(item)
            if item.endswith("data.pkl"):  # names the device of every tensor, as a pickled string with its length
                assert b"X\x03\x00\x00\x00cpu" in data
                data = data.replace(b"X\x03\x00\x00\x00cpu", b"X\x06\x00\x00\x00cuda:0")
            theirs.writestr(item, data)
    resumed = fit.fit(experiment, dataset, tmp_path, CPU, quiet=True)
    for name, value in read(whole)["model"].items():
        assert torch.equal(value, resumed.state_dict()[name]), name
