"""The measures against answers that are known, and the whole evaluation on a model trained here in a second."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch
from click.testing import CliRunner
from matplotlib import image

from train import config, evaluate, export, fit
from train.dataset import MISSING, Dataset
from train.evaluation import baselines, envelopes, measures, played, round_trip
from train.evaluation.decoded import Distances, distances
from train.evaluation.report import Evaluation, without_gaps
from train.prepare import prepare
from xmodal_rt.cli import main
from xmodal_rt.errors import ConfigError
from xmodal_rt.model import checkpoint
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.model.vocabulary import PITCH_CLASSES, Ages, Label, Vocabulary

SR = 44100
VOCABULARY = Vocabulary(
    labels=(
        Label("octave", ("3", "4", "5")),
        Label("pitch_class", PITCH_CLASSES),
        Label("dynamics", ("p", "mf", "f")),
        Label("instrument", ("reed", "string")),
        Label("age", ("silence", "0ms", "40ms", "320ms", "640ms", "release")),
    ),
    pitch=("octave", "pitch_class"),
    velocity="dynamics",
    ages=Ages("age", "silence", "release", {"0ms": 0.0, "40ms": 0.04, "320ms": 0.32, "640ms": 0.64}),
)
PATTERN = "{instrument}__{midi}__{dynamics}__{take}"
LEVELS = {"p": 0.05, "mf": 0.12, "f": 0.3}


def write_notes(folder: Path, takes: tuple[str, ...], words: dict[str, str] | None = None) -> Path:
    folder.mkdir()
    t = np.arange(int(0.7 * SR)) / SR
    for instrument, brightness in (("reed", 0.4), ("string", 0.8)):
        for midi in (57, 64, 69, 76):
            for dynamics, level in LEVELS.items():
                f0 = 440 * 2 ** ((midi - 69) / 12)
                y = sum(brightness**h * np.sin(2 * np.pi * h * f0 * t) for h in range(1, 7))
                y = level * y * np.minimum(t / 0.02, 1) * np.exp(-3 * t)
                for take in takes:
                    name = f"{(words or {}).get(instrument, instrument)}__{midi:03d}__{dynamics}__{take}.wav"
                    soundfile.write(folder / name, np.pad(y, (882, 0)).astype(np.float32), SR)
    return folder


@pytest.fixture(scope="module")
def table() -> dict[str, object]:
    return {
        "name": "tiny", "balance": "instrument", "vocabulary": VOCABULARY.to_dict(), "held_out": 0.3,
        "sources": [{"name": "notes", "path": "nowhere", "pattern": PATTERN, "words": {"Oboe": "reed"}}],
        "analysis": {"linear_bins": 128, "log_bands": 16}, "grid": {"dense_s": 0.03, "levels_db": {"p": -12.0, "mf": -6.0, "f": 0.0}},
        "sizes": {"latent": 4, "signal_encoder": 32, "signal_decoder": 32, "symbol": 16},
        "schedule": {"steps": 40, "batch": 32, "warmup": 5, "threads": 1, "precision": "float32"},
    }  # fmt: skip


@pytest.fixture(scope="module")
def trained(table: dict[str, object], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkpoint `tiny` that never heard the library `hall`, in a folder `checkpoints` beside its notes and prepared frames."""
    home = tmp_path_factory.mktemp("home")
    notes = write_notes(home / "notes", ("studio-1", "hall-1"))
    path = home / "tiny.json"
    path.write_text(json.dumps(table))
    experiment = config.override(config.from_dict({**table, "split": "library:hall"}), {"notes": notes})
    dataset = Dataset(prepare(experiment, home / "prepared", quiet=True), experiment)
    model = fit.fit(experiment, dataset, home / "training", torch.device("cpu"), quiet=True)
    metrics = evaluate.measure(model, dataset, dataset.rows(held_out=True))
    (home / "checkpoints").mkdir()
    return export.write(model, dataset, metrics, home / "checkpoints" / "tiny", experiment)


def test_checkpoint_is_evaluated_on_its_own_split(trained: Path) -> None:
    home = trained.parents[1]
    found = evaluate.run(trained, home / "notes", cache=home / "prepared", quiet=True)
    assert found["split"]["kind"] == "library"
    assert found["split"]["library"] == "hall"
    assert found["split"]["held_out_notes"] == found["split"]["notes"] / 2
    assert set(found["per_library"]) == {"hall"}
    assert set(found["per_instrument"]) == {"reed", "string"}
    assert set(found["per_octave"]) == {"3", "4", "5"}
    assert {"held", "release"} <= set(found["per_age"])
    assert found["split"]["left_out_notes"] == 0
    recorded = json.loads((trained / "config.json").read_text())["metrics"]
    assert found["signal_to_symbol"] == pytest.approx(recorded["signal_to_symbol"])
    assert "Split by library" in (trained / "README.md").read_text()
    assert "--split library:hall" in (trained / "README.md").read_text()


def test_every_figure_is_there_for_all_and_for_each_instrument(trained: Path) -> None:
    home = trained.parents[1]
    found = evaluate.run(trained, home / "notes", round_trip=3, cache=home / "prepared", quiet=True)
    spectral = {"log_likelihood", "isd", "isd_magnitude", "isd_normalised_logs", "lsd_db"}
    labels = {"octave", "pitch_class", "dynamics", "dynamics_within_1", "instrument", "note", "note_majority", "octave_errors"}
    assert set(found["reconstruction"]) == spectral
    assert set(found["signal_to_symbol"]) >= labels | {"log_likelihood", "dynamics_one_gain", "dynamics_within_1_one_gain"}
    assert set(found["symbol_to_symbol"]) >= labels
    assert set(found["symbol_to_signal"]) >= spectral | {"in_tune", "still", "flicker_db", "louder_with_dynamics", "brighter_with_dynamics"}
    assert set(found["per_instrument"]["reed"]) >= spectral | labels | {"transfer_lsd_db", "in_tune"}
    assert found["round_trip"]["notes"] == 3
    for label in VOCABULARY.labels:
        assert np.shape(found["confusion"][label.name]["counts"]) == (len(label.classes),) * 2
    json.loads(json.dumps(found), parse_constant=pytest.fail)


def test_data_that_no_training_saw_is_held_out_whole(trained: Path, tmp_path: Path) -> None:
    cellar = write_notes(tmp_path / "cellar", ("cellar-1",), {"reed": "Oboe"})
    by_pattern = evaluate.run(trained, cellar, pattern=PATTERN, cache=tmp_path, quiet=True)
    assert by_pattern["split"] == {**by_pattern["split"], "kind": "all", "notes": 24, "held_out_notes": 24}
    described = tmp_path / "cellar.toml"
    described.write_text(f'[[sources]]\nname = "other"\npath = "{cellar}"\npattern = "{PATTERN}"\nwords = {{ Oboe = "reed" }}\n')
    by_table = evaluate.run(trained, described, cache=tmp_path, quiet=True)
    assert by_table["signal_to_symbol"] == pytest.approx(by_pattern["signal_to_symbol"])
    assert by_table["signal_to_symbol"]["dynamics"] == by_table["signal_to_symbol"]["dynamics_one_gain"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[sources", "is not TOML"),
        ('name = "x"', r"has no \[\[sources\]\]; add one"),
        (
            '[[sources]]\nname = "notes"\npath = "x"\npattern = "{midi}"',
            "rename it, or evaluate what was held out of it with --source notes",
        ),
    ],
)
def test_bad_descriptions_of_data_are_refused(trained: Path, tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "data.toml").write_text(text)
    with pytest.raises(ConfigError, match=message):
        evaluate.run(trained, tmp_path / "data.toml", cache=tmp_path, quiet=True)


def test_evaluation_of_nothing_is_refused(trained: Path, tmp_path: Path) -> None:
    studio = write_notes(tmp_path / "notes", ("studio-1",))
    with pytest.raises(ConfigError, match="no note is of the library 'hall'"):
        evaluate.run(trained, studio, cache=tmp_path, quiet=True)


def test_command_writes_the_figures(trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(trained.parents[1])
    arguments = ["evaluate", "tiny", "notes", "--round-trip", "0", "--figures", str(tmp_path / "figures"), "--baselines", "3"]
    result = CliRunner().invoke(main, [*arguments, "--json", str(tmp_path / "out.json")], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    figures = json.loads((tmp_path / "out.json").read_text())
    assert figures["checkpoint"] == "tiny"
    assert set(figures["baselines"]) == {"pca_mlp", "convolutional_classifier", "deconvolutional_generator"}
    for name in ("confusion", "reconstruction", "latent"):
        assert image.imread(tmp_path / "figures" / f"{name}.png").std() > 0.05


def test_figures_are_kept_in_the_checkpoint_and_its_card(trained: Path, tmp_path: Path) -> None:
    home, copy = trained.parents[1], tmp_path / "tiny"
    shutil.copytree(trained, copy)
    found = evaluate.run(copy, paths={"notes": home / "notes"}, round_trip=1, baselines=2, keep=True, cache=home / "prepared", quiet=True)
    cellar = write_notes(tmp_path / "cellar", ("cellar-1",), {"reed": "Oboe"})
    elsewhere = evaluate.run(copy, cellar, pattern=PATTERN, keep=True, cache=tmp_path, quiet=True)
    metrics, text = checkpoint.load(copy).config.metrics, (copy / "README.md").read_text()
    assert metrics["round_trip"] == found["round_trip"]
    assert metrics["unseen"]["cellar"]["signal_to_symbol"] == elsewhere["signal_to_symbol"]
    assert metrics["split"]["library"] == "hall"
    for said in ("Split by library", "Round trip: of 1 notes", "| pca mlp |", "`cellar`, as delivered (24 notes", "## Limits\n"):
        assert text.count(said) == 1
    assert text.startswith((trained / "README.md").read_text().partition("## Evaluation")[0])
    assert text.endswith((trained / "README.md").read_text().partition("## Limits")[2])


def test_figures_of_one_source_are_not_kept_for_all(trained: Path) -> None:
    with pytest.raises(ConfigError, match="leave out DATA to keep those of all"):
        evaluate.run(trained, trained.parents[1] / "notes", keep=True, quiet=True)


def test_nothing_held_out_is_no_evaluation_and_all_of_it_no_training(trained: Path, tmp_path: Path) -> None:
    model, dataset = export.read(trained)[0], opened(trained)
    assert evaluate.measure(model, dataset, np.zeros(0, np.int64)) == {}
    dataset.held_out[:] = True
    with pytest.raises(ConfigError, match="leaves nothing to train on; hold out less"):
        fit.fit(dataset.experiment, dataset, tmp_path, torch.device("cpu"), quiet=True)


def test_one_gain_per_library_undoes_the_levelling_of_the_dynamics(trained: Path) -> None:
    dataset = opened(trained)
    level = np.array([n["level_db"] + n["gain_db"] for n in dataset.notes]) + dataset.vary.delivered_db
    dynamics, midi = dataset.label("dynamics"), np.array([n["midi"] for n in dataset.notes])
    steps = [np.median(level[(dynamics == i) & (midi == 69)]) for i in range(3)]
    np.testing.assert_allclose(np.diff(steps), 20 * np.log10([0.12 / 0.05, 0.3 / 0.12]), atol=0.5)


def opened(trained: Path) -> Dataset:
    """The notes on which the checkpoint was trained, divided as it was."""
    _, experiment = export.read(trained)
    experiment = config.override(experiment, {"notes": trained.parents[1] / "notes"})
    return Dataset(prepare(experiment, trained.parents[1] / "prepared", quiet=True), experiment)


def test_baselines_learn_and_are_seeded(trained: Path) -> None:
    dataset = opened(trained)
    rows = dataset.rows(held_out=True)
    taught, blank, again = (baselines.compare(baselines.train(dataset, steps, quiet=True), dataset, rows) for steps in (60, 1, 1))
    assert blank == again
    for name in ("pca_mlp", "convolutional_classifier"):
        assert taught[name]["note"] > max(0.5, blank[name]["note"])
    assert taught["deconvolutional_generator"]["lsd_db"] < 0.7 * blank["deconvolutional_generator"]["lsd_db"]


def test_principal_components_are_uncorrelated_and_of_variance_one(rng: np.random.Generator) -> None:
    frames = torch.from_numpy((rng.standard_normal((500, 6)) @ rng.standard_normal((6, 6))).astype(np.float32))
    projected = baselines.Projection(frames - frames.mean(dim=0), 3)(frames)
    torch.testing.assert_close(torch.cov(projected.T), torch.eye(3), atol=1e-3, rtol=0)


def found(octave: list[int], pitch_class: list[int], dynamics: list[int]) -> np.ndarray:
    n = len(octave)
    return np.array([octave, pitch_class, dynamics, [0] * n, [MISSING] * n]).T


def test_success_ratios_of_known_answers() -> None:
    known = found([1, 1, 1, 1, 0, 0], [9, 9, 9, 9, 2, 2], [0, 0, 0, 0, 2, MISSING])
    heard = found([1, 1, 2, 1, 0, 1], [9, 9, 9, 8, 2, 2], [0, 1, 2, 2, 2, 0])
    note = np.array([7, 7, 7, 7, 9, 9], np.int32)
    ratios = measures.symbol(VOCABULARY, heard, known, note)
    expected = {
        "octave": 4 / 6, "pitch_class": 5 / 6, "note": 3 / 6, "octave_errors": 2 / 6, "note_majority": 1.0,
        "dynamics": 2 / 5, "dynamics_within_1": 3 / 5, "instrument": 1.0,
    }  # fmt: skip
    assert {name: ratios[name] for name in expected} == pytest.approx(expected)
    assert "age" not in without_gaps(ratios)


def test_a_note_is_judged_by_the_majority_of_its_frames() -> None:
    known, note = np.array([[1, 9]] * 6), np.array([1, 2, 1, 2, 1, 2], np.int32)
    heard = np.array([[1, 9], [0, 9], [1, 9], [0, 9], [0, 9], [1, 9]])
    assert measures.majority(note, heard, known) == 0.5


def test_confusion_counts_the_truth_in_rows() -> None:
    counts = measures.confusion(VOCABULARY, found([1, 2, 2], [0, 0, 0], [0, 0, 0]), found([1, 1, 2], [0, 0, 0], [MISSING] * 3))
    assert counts["octave"]["counts"] == [[0, 0, 0], [0, 1, 1], [0, 0, 1]]
    assert np.sum(counts["dynamics"]["counts"]) == 0


def test_distances_are_those_of_their_definitions() -> None:
    rng = torch.Generator().manual_seed(0)
    frames, decoded = torch.randn((5, 20), generator=rng), torch.randn((5, 20), generator=rng)
    sigma = torch.full((20,), 0.3)
    result = Distances(*(t.double().numpy() for t in distances(frames, decoded, sigma, 2.0)))
    a, b = np.exp(frames.double().numpy()), np.exp(decoded.double().numpy())
    np.testing.assert_allclose(result.isd, (a**2 / b**2 - np.log(a**2 / b**2) - 1).mean(axis=1), rtol=1e-5)
    np.testing.assert_allclose(result.isd_magnitude, (a / b - np.log(a / b) - 1).mean(axis=1), rtol=1e-5)
    np.testing.assert_allclose(result.lsd_db, np.sqrt(np.square(20 * np.log10(a / b)).mean(axis=1)), rtol=1e-5)
    normal = torch.distributions.Normal(decoded, sigma.exp())
    np.testing.assert_allclose(result.log_likelihood, normal.log_prob(frames).sum(dim=1).double().numpy(), rtol=1e-5)
    np.testing.assert_allclose(result.level_db, 10 * np.log10((b**2).sum(axis=1)), rtol=1e-5)
    half = np.log(a / b) / 2.0
    np.testing.assert_allclose(result.isd_normalised_logs, (np.exp(half) - half - 1).sum(axis=1) / (2 * np.pi), rtol=1e-5)


def combinations(*rows: tuple[int, int, int, int]) -> np.ndarray:
    return np.array([(*row, MISSING) for row in rows])


def test_dynamics_that_grow_are_told_from_those_that_do_not() -> None:
    rows = combinations(*((1, pitch, dynamics, 0) for pitch in (0, 4) for dynamics in range(3)))
    blank = np.zeros(6)
    level, bright = np.array([-30.0, -20, -10, -30, -31, -10]), np.array([800.0, 800, 900, 900, 800, 700])
    everything = played.Played(rows, np.array([60] * 3 + [64] * 3), blank, blank, level, bright, blank)
    graded = played.graded(VOCABULARY, everything, np.ones(6, np.bool_))
    assert graded == {"louder_with_dynamics": 0.5, "brighter_with_dynamics": 0.5, "brighter_from_end_to_end": 0.5}
    assert played.graded(VOCABULARY, everything, np.arange(6) < 3)["louder_with_dynamics"] == 1.0


def test_centroid_of_one_partial_is_its_frequency() -> None:
    analysis = Analysis()
    t = np.arange(played.SR) / played.SR
    frame = analysis.frames(np.sin(2 * np.pi * 1500 * t).astype(np.float32), played.SR, np.array([played.SR // 2]))
    assert played.centroid_hz(analysis.expand(frame, played.SR), played.SR)[0] == pytest.approx(1500, rel=0.01)


class Drifting(torch.nn.Module):
    """Twenty bins that all move by `step` nepers per age."""

    def __init__(self, step: float) -> None:
        super().__init__()
        self.step = step

    def encode_symbol(self, labels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        ages = labels[:, VOCABULARY.span("age")] @ torch.arange(6.0)
        return ages[:, None], torch.zeros(len(labels), 1)

    def decode_signal(self, z: torch.Tensor) -> torch.Tensor:
        return (z * self.step).expand(-1, 20)


def test_flicker_is_the_change_between_the_frames_that_the_engine_decodes() -> None:
    rows = combinations((1, 0, 0, 0))
    per_hop = np.log2(1 + played.HOP / played.SR / 0.32) * 8.685889638  # the ages 320 and 640 ms are an octave of time apart
    assert played.flicker_db(Drifting(1.0), VOCABULARY, rows)[0] == pytest.approx(per_hop, rel=1e-3)  # type: ignore[arg-type]  # as good as a VAE
    assert played.flicker_db(Drifting(0.0), VOCABULARY, rows)[0] == 0.0  # type: ignore[arg-type]  # as good as a VAE


@pytest.mark.parametrize(("step", "hops"), [(1.0, 1), (0.08, 2), (0.02, 5)])
def test_slow_voices_are_decoded_when_they_have_moved_far_enough(step: float, hops: int) -> None:
    here, there, span = torch.zeros(1, 2), torch.tensor([[step, 0.0]]), torch.ones(2)
    way = played._way(here, there, span, 0.32, 0.64)
    assert float(way) == pytest.approx(np.log2(1 + hops * played.HOP / played.SR / 0.32), rel=1e-4)


def test_attack_and_decay_of_a_known_envelope() -> None:
    t = np.arange(0, 1.5, 0.005)
    level = np.where(t < 0.1, 20 * np.log10(np.maximum(t, 1e-3) / 0.1), -12.0 * (t - 0.1))
    assert envelopes.attack_s(t, level) == pytest.approx(0.1 * 10 ** (-3 / 20), abs=0.005)
    assert envelopes.decay_db_s(t, level) == pytest.approx(12.0, rel=1e-6)


def test_correlation_needs_notes_that_differ() -> None:
    x = np.arange(10.0)
    assert envelopes.pearson(x, 3 - 2 * x) == pytest.approx(-1.0)
    assert np.isnan(envelopes.pearson(x, np.ones(10)))
    assert np.isnan(envelopes.pearson(x[:5], x[:5]))


def test_what_the_instrument_plays_is_heard_again(tone: Checkpoint) -> None:
    names = tone.config.vocabulary.names
    labels = np.array([{"octave": 4, "pitch_class": 9, "dynamics": 4}.get(name, 0) for name in names])
    y = round_trip.sound(tone, labels)
    notes = round_trip.listen(tone, y)
    assert [int(note.values[0]) for note in notes] == [69]
    held = dict(zip(names, round_trip.overheard(tone, y).tolist(), strict=True))
    assert (held["octave"], held["pitch_class"]) == (4, 9)


def test_round_trip_counts_a_note_that_is_not_announced_as_wrong(trained: Path) -> None:
    rows = combinations((1, 0, 0, 0), (1, 4, 0, 1))
    heard = rows.copy()
    heard[0] = round_trip.UNHEARD
    ratios = round_trip.ratios(opened(trained), rows, heard)
    assert (ratios["note"], ratios["dynamics_within_1"]) == (0.5, 0.5)
    assert ratios["per_instrument"]["reed"]["note"] == 0.0


def test_evaluation_as_delivered_differs_only_in_level(trained: Path) -> None:
    model, dataset = export.read(trained)[0], opened(trained)
    rows = dataset.rows(held_out=True)
    delivered, levelled = Evaluation(model, dataset, rows, as_delivered=True), Evaluation(model, dataset, rows)
    assert (delivered.decoded.heard == levelled.delivered.heard).all()
    change = dataset.vary.delivered_db[dataset.note[rows]]
    loud = levelled.decoded.level_db > -50
    np.testing.assert_allclose((delivered.decoded.level_db - levelled.decoded.level_db)[loud], change[loud], atol=0.5)
