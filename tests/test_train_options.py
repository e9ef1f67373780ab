"""What a training may do beside its defaults: match by L2, have a critic, several latent layers, binary labels, choose its best moment."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import torch
from safetensors.torch import load_file
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from train import config, evaluate, export, fit, polish, state
from train.config import Adversary, Experiment, Layer, Schedule, Sizes, Weights
from train.copies import BEST, Copies
from train.critic import Critic
from train.dataset import Dataset
from train.drawing import supply
from train.losses import Posterior, cross_entropy
from train.models import CrossModalVAE
from train.prepare import prepare
from xmodal_rt.control import answers
from xmodal_rt.errors import ConfigError, ParameterError
from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind
from xmodal_rt.model import checkpoint
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.model.label import Label
from xmodal_rt.model.vocabulary import Vocabulary
from xmodal_rt.synthesis.instrument import Instrument
from xmodal_rt.synthesis.walk import Guide

SR = 44100
CPU = torch.device("cpu")
EXTRAS = {"none": (), "hiss": ("hiss",), "hum": ("hum",), "hiss+hum": ("hiss", "hum")}
TABLE: dict[str, Any] = {
    "name": "options", "balance": "colour", "held_out": 0.2,
    "vocabulary": {
        "labels": [{"name": "colour", "classes": ["dull", "shrill"]}, {"name": "extra", "classes": ["hiss", "hum"], "binary": True}],
    },
    "analysis": {"linear_bins": 128, "log_bands": 16},
    "sizes": {"latent": 4, "signal_encoder": 32, "signal_decoder": 32, "symbol": 16},
    "augmentation": {"gain_db": 0.0, "eq_db": 0.0, "input_gain_db": 0.0, "input_eq_db": 0.0, "noise_db": [-100.0, -90.0]},
    "schedule": {
        "steps": 60, "batch": 32, "lr": 0.003, "warmup": 2, "log_every": 1, "save_every": 30, "threads": 1, "precision": "float32",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("options")
    (home / "notes").mkdir()
    rng, t = np.random.default_rng(1), np.arange(SR // 4) / SR
    for colour, f0 in (("dull", 300), ("shrill", 900)):
        for word, extras in EXTRAS.items():
            for take in range(4):
                y = 0.2 * np.sin(2 * np.pi * (f0 + 10 * take) * t)
                y += 0.02 * rng.standard_normal(len(t)) if "hiss" in extras else 0.0
                y += 0.1 * np.sin(2 * np.pi * 100 * t) if "hum" in extras else 0.0
                soundfile.write(home / "notes" / f"{colour}__{word}__{take}.wav", y.astype(np.float32), SR)
    return home


def made(home: Path, **changed: Any) -> Experiment:
    source = {"name": "notes", "path": str(home / "notes"), "pattern": "{colour}__{extra}__{take}"}
    return dataclasses.replace(config.from_dict({**TABLE, "sources": [source]}), **changed)


@pytest.fixture(scope="module")
def dataset(home: Path) -> Dataset:
    experiment = made(home)
    return Dataset(prepare(experiment, home / "prepared", quiet=True), experiment)


def trained(home: Path, dataset: Dataset, folder: Path, **changed: Any) -> CrossModalVAE:
    experiment = made(home, **changed)
    return fit.fit(experiment, with_experiment(dataset, experiment), folder, CPU, quiet=True)


def with_experiment(dataset: Dataset, experiment: Experiment) -> Dataset:
    other = Dataset.__new__(Dataset)
    other.__dict__ |= dataset.__dict__ | {"experiment": experiment}
    return other


def logged(folder: Path, name: str) -> list[float]:
    return [event.value for event in EventAccumulator(str(folder)).Reload().Scalars(name)]


def schedule(**changed: Any) -> Schedule:
    return Schedule(**(TABLE["schedule"] | changed))


def apart(model: CrossModalVAE, dataset: Dataset) -> float:
    """Distance between the means of both posteriors over the training frames."""
    batch = dataset.batch(dataset.rows(held_out=False))
    with torch.inference_mode():
        return float((model.encode_signal(batch.frames)[0] - model.encode_symbol(batch.below)[0]).square().sum(dim=1).mean())


@pytest.mark.parametrize("matched", [{"signal_to_symbol": 10.0}, {"symbol_to_signal": 10.0}, {"means_apart": 10.0}])
def test_matching_brings_the_posteriors_together(home: Path, dataset: Dataset, tmp_path: Path, matched: dict[str, float]) -> None:
    none = {"signal_to_symbol": 0.0, "symbol_to_signal": 0.0}
    loose = trained(home, dataset, tmp_path / "loose", weights=Weights(**none))
    tight = trained(home, dataset, tmp_path / "tight", weights=Weights(**(none | matched)))
    assert apart(tight, dataset) < 0.3 * apart(loose, dataset)


def test_squared_distance_of_the_means_minds_no_deviation() -> None:
    one, other = (Posterior(torch.full((3, 2), mu), torch.full((3, 2), logvar)) for mu, logvar in ((1.0, 0.0), (3.0, -4.0)))
    assert float(one.apart(other)) == pytest.approx(8.0)


def test_critic_learns_and_the_decoder_learns_from_it(home: Path, dataset: Dataset, tmp_path: Path) -> None:
    trained(home, dataset, tmp_path, adversary=Adversary(weight=1.0, hidden=32, lr=0.003))
    told = logged(tmp_path, "train/critic")
    assert told[0] == pytest.approx(2 * np.log(2), abs=0.3)  # it knows nothing yet
    assert np.mean(told[-10:]) < 0.8 * told[0]
    assert len(logged(tmp_path, "train/undeceived")) == 60
    critic = torch.load(tmp_path / state.FILE, weights_only=True)["critic"]
    assert critic["layers.0.weight"].shape == (32, 144)
    assert critic["layers.4.weight"].shape == (1, 32)


def test_critic_and_decoder_each_learn_by_their_own_loss_alone() -> None:
    critic = Critic(torch.zeros(5), torch.ones(5), Adversary(weight=1.0, hidden=8))
    recorded, decoded = torch.randn(4, 5), torch.randn(4, 5, requires_grad=True)
    critic.mistaken(recorded, decoded).sum().backward()
    assert decoded.grad is None
    gradients = [parameter.grad.clone() for parameter in critic.parameters() if parameter.grad is not None]
    critic.undeceived(decoded).sum().backward()
    assert decoded.grad is not None
    assert all(torch.equal(old, p.grad) for old, p in zip(gradients, critic.parameters(), strict=True) if p.grad is not None)


def test_training_with_a_critic_goes_on_where_it_was(home: Path, dataset: Dataset, tmp_path: Path) -> None:
    adversary = Adversary(weight=1.0, hidden=16, lr=0.001)
    trained(home, dataset, tmp_path / "whole", adversary=adversary, schedule=schedule(steps=40, warmup=0, lr=1e-3, save_every=40))
    half = schedule(steps=40, warmup=0, lr=1e-3, save_every=20)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fit, "advance", lambda step, *_: 1.0 if step == 20 else step / 40)
        trained(home, dataset, tmp_path / "parts", adversary=adversary, schedule=half)
    trained(home, dataset, tmp_path / "parts", adversary=adversary, schedule=half)
    whole, parts = (torch.load(tmp_path / name / state.FILE, weights_only=True) for name in ("whole", "parts"))
    for part in ("model", "critic"):
        for name, value in whole[part].items():
            torch.testing.assert_close(parts[part][name], value, msg=name)


DEEP = Sizes(3, 32, 32, 16, deeper=(Layer(2, 24, 12), Layer(1, 16, 8, blocks=0)))


@pytest.fixture(scope="module")
def layered(home: Path, dataset: Dataset) -> Path:
    experiment = made(home, sizes=DEEP)
    model = fit.fit(experiment, with_experiment(dataset, experiment), home / "layered.training", CPU, quiet=True)
    (home / "checkpoints").mkdir()
    return export.write(model, dataset, {}, home / "checkpoints" / "layered", experiment)


def test_layers_make_one_latent_vector_and_one_model(layered: Path, dataset: Dataset) -> None:
    loaded, (model, experiment) = checkpoint.load(layered), export.read(layered)
    assert experiment.sizes == DEEP
    assert loaded.config.latent_size == len(loaded.config.latent_low) == 6
    batch = dataset.batch(dataset.rows(held_out=True)[:7])
    for ours, theirs in ((loaded.encode_signal, model.encode_signal), (loaded.encode_symbol, model.encode_symbol)):
        vectors = batch.frames if "signal" in ours.__name__ else batch.below
        for one, other in zip(ours(vectors), theirs(vectors), strict=True):
            assert one.shape == (7, 6)
            torch.testing.assert_close(one, other)
    z = torch.randn(2, 6, generator=torch.Generator().manual_seed(1))
    torch.testing.assert_close(loaded.decode_signal(z), model.decode_signal(z))
    torch.testing.assert_close(loaded.decode_symbol(z), model.decode_symbol(z))
    instrument, out = Instrument(loaded, 48000, 1), np.zeros(4096, np.float32)
    instrument.render(out, [(0, Event(NOW, Kind.LATENT, ALL_VOICES, (0.1,) * 6))])
    assert np.abs(out).max() > 0


def test_deeper_coordinates_go_through_more_layers() -> None:
    model = CrossModalVAE(torch.zeros(144), torch.ones(144), 4, Analysis(linear_bins=128, log_bands=16), DEEP)
    decoder, encoder = model.signal_decoder, model.signal_encoder
    assert [down[0].in_features for down in decoder.downs] == [1, 16 + 2, 24 + 3]
    assert [up[0].in_features for up in encoder.ups] == [145, 32, 24]
    assert [head.out_features for head in encoder.heads] == [6, 4, 2]
    z = torch.randn(5, 6)
    first = model.decode_signal(z)
    for i in range(6):
        moved = z.clone()
        moved[:, i] += 1.0
        assert (model.decode_signal(moved) - first).abs().max() > 1e-4


def test_layered_training_lowers_the_loss(home: Path, layered: Path) -> None:
    losses = logged(home / "layered.training", "train/loss")
    assert np.mean(losses[-5:]) < 0.7 * np.mean(losses[:5])


EXTRA = Label("extra", ("hiss", "hum"), binary=True)


def test_values_of_a_binary_label_are_sets_of_classes() -> None:
    assert [EXTRA.index(word) for word in EXTRAS] == [0, 1, 2, 3]
    assert [EXTRA.word(value) for value in range(EXTRA.values)] == list(EXTRAS)
    assert EXTRA.index("HUM+hiss") == EXTRA.index(3) == 3
    np.testing.assert_array_equal(EXTRA.vectors(), [[-1, -1], [1, -1], [-1, 1], [1, 1]])
    np.testing.assert_array_equal(EXTRA.likeliest(EXTRA.vectors()), np.arange(4))
    for bad in ("buzz", "hiss+buzz", 4):
        with pytest.raises(ParameterError, match="extra has no class"):
            EXTRA.index(bad)
    with pytest.raises(ParameterError, match="use at most 12, or two labels"):
        Label("many", tuple("abcdefghijklm"), binary=True)


def test_a_binary_label_is_told_by_the_names_of_all_that_hold() -> None:
    words = Vocabulary((*(Label(name, ("4", "5")) for name in ("octave", "pitch_class")), EXTRA), pitch=("octave", "pitch_class"))
    assert Vocabulary.from_dict(json.loads(json.dumps(words.to_dict()))) == words
    told = answers.heard(Event(NOW, Kind.LABEL_ON, ALL_VOICES, (60.0, 0.9, 0.0, 0.0, 0.0, 3.0)), words)
    assert b"hiss+hum" in told["label/all"]


def test_roles_are_for_labels_of_one_class_at_a_time(home: Path) -> None:
    with pytest.raises(ParameterError, match="is binary; let one class of it hold at a time"):
        Vocabulary((EXTRA,), velocity="extra")
    with pytest.raises(ConfigError, match="balance is 'extra', a binary label"):
        made(home, balance="extra")


def test_cross_entropy_of_bernoulli_and_categorical_labels() -> None:
    logits, unknown = torch.tensor([[0.3, -1.2]]), torch.zeros(1, 2)
    each = torch.nn.functional.binary_cross_entropy_with_logits(logits, torch.tensor([[1.0, 0.0]]), reduction="none")
    torch.testing.assert_close(cross_entropy(EXTRA, logits, torch.tensor([[1.0, -1.0]])), each.sum(dim=1))
    plain = Label("plain", ("a", "b"))
    torch.testing.assert_close(cross_entropy(plain, logits, torch.tensor([[0.0, 1.0]])), -logits.log_softmax(dim=1)[:, 1])
    assert float(cross_entropy(EXTRA, logits, unknown)) == float(cross_entropy(plain, logits, unknown)) == 0.0


def test_binary_labels_are_learnt_told_and_played(home: Path, dataset: Dataset, tmp_path: Path) -> None:
    experiment = made(home, schedule=schedule(steps=500))
    model = fit.fit(experiment, with_experiment(dataset, experiment), tmp_path / "training", CPU, quiet=True)
    metrics = evaluate.measure(model, dataset, dataset.rows(held_out=False))  # what is held out are other combinations
    assert metrics["signal_to_symbol"]["extra"] > 0.9
    folder = export.write(model, dataset, metrics, tmp_path / "binary", experiment)
    assert json.loads((folder / "config.json").read_text())["vocabulary"]["labels"][1]["binary"] is True
    loaded = checkpoint.load(folder)
    guide = Guide(loaded)
    played = torch.from_numpy(np.stack([guide.walk({"colour": 1, "extra": value}).z[0] for value in range(4)]))
    np.testing.assert_array_equal(EXTRA.likeliest(loaded.decode_symbol(played)[:, 2:].numpy()), np.arange(4))


def test_best_moment_is_chosen_on_frames_that_are_neither_trained_on_nor_evaluated(home: Path, dataset: Dataset, tmp_path: Path) -> None:
    chosen = schedule(steps=60, validation=0.3, validate_every=7, snapshot_every=20)
    mine = with_experiment(dataset, made(home, schedule=chosen))
    rows, choosing = mine.divide()
    assert len(choosing)
    assert set(dataset.note[rows]).isdisjoint(dataset.note[choosing])
    assert set(np.concatenate([rows, choosing])) == set(dataset.rows(held_out=False))
    model = trained(home, dataset, tmp_path, schedule=chosen)
    losses = logged(tmp_path, "validation/loss")
    assert len(losses) == 60 // 7 + 1
    copies = Copies(mine.experiment, mine, choosing, tmp_path, CPU)
    assert copies.loss(model) == pytest.approx(min(losses), rel=1e-5)
    assert sorted(path.name for path in tmp_path.glob("step-*")) == [f"step-{n:07d}.safetensors" for n in (20, 40, 60)]
    for name, value in load_file(tmp_path / BEST).items():
        assert torch.equal(value, model.state_dict()[name])


def test_polishing_reads_no_frames_that_choose_the_weights(home: Path, dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, read = with_experiment(dataset, made(home, schedule=schedule(validation=0.3, polish_steps=1))), list[np.ndarray]()

    def told(dataset: Dataset, rows: np.ndarray) -> object:
        read.append(rows)
        return supply(dataset, rows)

    monkeypatch.setattr(polish, "supply", told)
    polish.polish(fit.build(mine.experiment, mine, mine.rows(held_out=False)), mine.experiment, mine, CPU, quiet=True)
    np.testing.assert_array_equal(read[0], mine.divide()[0])


def test_a_moment_that_was_better_than_the_last_is_taken(home: Path, dataset: Dataset, tmp_path: Path) -> None:
    chosen = schedule(steps=40, validation=0.3, validate_every=10)

    def worse_and_worse(self: Copies, model: CrossModalVAE) -> float:
        self.asked = getattr(self, "asked", 0) + 1  # type: ignore[attr-defined]  # counts for the test
        return float(self.asked)  # type: ignore[attr-defined]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Copies, "loss", worse_and_worse)
        model = trained(home, dataset, tmp_path / "chosen", schedule=dataclasses.replace(chosen, snapshot_every=10))
    for name, value in load_file(tmp_path / "chosen" / "step-0000010.safetensors").items():
        assert torch.equal(value, model.state_dict()[name])


def test_a_new_training_forgets_the_copies_of_another(home: Path, dataset: Dataset, tmp_path: Path) -> None:
    for name in (BEST, "step-0000007.safetensors"):
        (tmp_path / name).write_bytes(b"of another training")
    trained(home, dataset, tmp_path, schedule=schedule(steps=10, validation=0.3, validate_every=5))
    assert not (tmp_path / "step-0000007.safetensors").exists()
    assert load_file(tmp_path / BEST)


def test_nothing_left_to_train_on_is_refused(home: Path, dataset: Dataset, tmp_path: Path) -> None:
    other = with_experiment(dataset, made(home))
    other.held_out = np.ones_like(dataset.held_out)
    with pytest.raises(ConfigError, match="leaves nothing to train on; hold out less"):
        fit.fit(other.experiment, other, tmp_path, CPU, quiet=True)
