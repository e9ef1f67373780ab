"""Mixtures: frames that add as sounds do, a vocabulary of parts, a training on them, and an instrument that plays it."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import torch

from train import config, evaluate, export, fit
from train.config import Experiment
from train.config_data import Mixture
from train.dataset import Batch, Dataset
from train.evaluation.mixed import permuted
from train.hearing import stage
from train.mixtures import Mixer, Mixtures
from train.prepare import prepare
from xmodal_rt.errors import ConfigError, ParameterError
from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind
from xmodal_rt.listening.ear import Ear
from xmodal_rt.midi.keys import Part as Player
from xmodal_rt.model import checkpoint
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.model.vocabulary import PITCH_CLASSES, Vocabulary
from xmodal_rt.studio import offline
from xmodal_rt.studio.midi import MidiNote, Reading
from xmodal_rt.studio.midi_piece import Casting, make
from xmodal_rt.studio.plane import places
from xmodal_rt.synthesis.instrument import Instrument
from xmodal_rt.synthesis.walk import Guide

SR = 44100
PITCHES = {"reed": (57, 61, 64, 66), "string": (69, 72, 74, 77)}
TABLE: dict[str, Any] = {
    "name": "pair", "balance": "instrument", "held_out": 0.25,
    "vocabulary": {
        "labels": [
            {"name": "octave", "classes": ["3", "4", "5"]}, {"name": "pitch_class", "classes": list(PITCH_CLASSES)},
            {"name": "dynamics", "classes": ["p", "f"]}, {"name": "instrument", "classes": ["gong", "reed", "string"]},
            {"name": "age", "classes": ["silence", "0ms", "40ms", "320ms", "release"]},
        ],
        "pitch": ["octave", "pitch_class"], "velocity": "dynamics",
        "ages": {"label": "age", "silence": "silence", "release": "release", "times_s": {"0ms": 0.0, "40ms": 0.04, "320ms": 0.32}},
    },
    "mixture": {"parts": {"low": ["reed"], "high": ["string"]}, "weights": "bernoulli", "present": 0.8},
    "analysis": {"linear_bins": 128, "log_bands": 16}, "grid": {"dense_s": 0.03},
    "sizes": {"latent": 8, "signal_encoder": 96, "signal_decoder": 64, "symbol": 48},
    "augmentation": {"input_ripple_db": 0.0, "varied": 0.2},
    "schedule": {"steps": 350, "batch": 48, "warmup": 20, "lr": 3e-3, "polish_steps": 20, "threads": 1, "precision": "float32"},
}  # fmt: skip


def tone(midi: float, brightness: float, level: float, length_s: float = 0.6) -> np.ndarray:
    t = np.arange(int(length_s * SR)) / SR
    f0 = 440.0 * 2 ** ((midi - 69) / 12)
    y = sum(brightness**h * np.sin(2 * np.pi * h * f0 * t + h * midi) for h in range(1, 9))
    return np.asarray(level * y * np.minimum(t / 0.01, 1.0) * np.minimum((length_s - t) / 0.05, 1.0), np.float32)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("pair")
    (home / "notes").mkdir()
    for instrument, brightness in (("reed", 0.5), ("string", 0.8)):
        for midi in PITCHES[instrument]:
            for word, level in (("p", 0.1), ("f", 0.3)):
                for take in ("a", "b", "c"):
                    y = tone(midi + 0.02 * (ord(take) - ord("a")), brightness, level)
                    soundfile.write(home / "notes" / f"{instrument}__{midi:03d}__{word}__{take}.wav", np.pad(y, (882, 0)), SR)
    return home


def made(home: Path, **changed: Any) -> Experiment:
    source = {"name": "notes", "path": str(home / "notes"), "pattern": "{instrument}__{midi}__{dynamics}__{take}"}
    return config.from_dict({**TABLE, **changed, "sources": [source]})


@pytest.fixture(scope="module")
def dataset(home: Path) -> Dataset:
    experiment = made(home)
    return Dataset(prepare(experiment, home / "prepared", quiet=True), experiment)


@pytest.fixture(scope="module")
def trained(home: Path, dataset: Dataset) -> Path:
    path = home / "pair.json"
    path.write_text(json.dumps(TABLE))
    model = fit.fit(dataset.experiment, dataset, home / "training", torch.device("cpu"), quiet=True)
    (home / "checkpoints").mkdir()
    metrics = evaluate.measure(model, dataset, dataset.rows(held_out=True))
    return export.write(model, dataset, metrics, home / "checkpoints" / "pair", dataset.experiment)


@pytest.fixture(scope="module")
def words(dataset: Dataset) -> Vocabulary:
    return dataset.experiment.words


def frames(y: np.ndarray, analysis: Analysis) -> torch.Tensor:
    return torch.from_numpy(analysis.frames(y.astype(np.float32), SR, np.arange(8000, len(y) - 8000, 700)))


def test_mixed_frames_interfere_as_those_of_summed_sounds_do(rng: np.random.Generator) -> None:
    analysis, mixer, found = Analysis(), Mixer(Analysis()), []
    for midi in (50, 55, 62, 67):
        first, second = (tone(midi + shift, 0.8, 0.2, 2.0) for shift in (0.0, 0.17))
        parts = torch.stack([frames(first, analysis), frames(second, analysis)])
        ones = torch.ones(parts.shape[:2])
        expected = mixer.add(parts, ones)
        ours = mixer.interfere(parts, ones, mixer.phases(2, parts.shape[1], rng)) - expected
        exact = frames(first + second, analysis) - expected
        overlap = ((parts[0] - parts[1]).abs() < 0.5) & (parts[0] > parts[0].amax(dim=1, keepdim=True) - 5.0)
        near = overlap[:, :-1] & overlap[:, 1:]
        likeness = (np.corrcoef(change[:, :-1][near], change[:, 1:][near])[0, 1] for change in (ours, exact))
        found.append([ours[overlap].std(), exact[overlap].std(), *likeness])
    ours_db, exact_db, our_likeness, true_likeness = np.mean(found, axis=0)
    assert ours_db == pytest.approx(exact_db, rel=0.25)
    assert our_likeness == pytest.approx(true_likeness, abs=0.15)
    assert true_likeness > 0.5  # else phases that differ from bin to bin would have been right


def test_what_is_far_apart_is_not_changed_by_the_other(rng: np.random.Generator) -> None:
    analysis = Analysis()
    mixer = Mixer(analysis)
    parts = torch.full((2, 1, analysis.size), analysis.floor)
    parts[0, 0, 100], parts[1, 0, 300] = -2.0, -3.0
    mixed = mixer.interfere(parts, torch.ones(2, 1), mixer.phases(2, 1, rng))[0]
    assert mixed[100] == pytest.approx(-2.0, abs=1e-3)
    assert mixed[300] == pytest.approx(-3.0, abs=1e-3)
    assert mixed[200] <= analysis.floor + np.log(2.0) + 1e-3
    softer = mixer.add(parts, torch.tensor([[0.5], [0.0]]))[0]
    assert softer[100] == pytest.approx(-2.0 + np.log(0.5), abs=1e-3)
    assert softer[300] == pytest.approx(analysis.floor)


@pytest.mark.parametrize(("weights", "expected"), [("constant", {1.0}), ("bernoulli", {0.0, 1.0})])
def test_amplitudes_of_the_parts(home: Path, dataset: Dataset, rng: np.random.Generator, weights: str, expected: set[float]) -> None:
    drawn = with_mixture(dataset, weights=weights, present=0.7).gains(4000, rng)
    assert set(np.unique(drawn)) == expected
    assert drawn.mean() == pytest.approx(1.0 if weights == "constant" else 0.7, abs=0.03)


def test_uniform_amplitudes_lie_between_the_least_and_one(dataset: Dataset, rng: np.random.Generator) -> None:
    drawn = with_mixture(dataset, weights="uniform", least=0.2).gains(4000, rng)
    assert 0.2 <= drawn.min() < 0.21
    assert 0.99 < drawn.max() <= 1.0
    assert drawn.mean() == pytest.approx(0.6, abs=0.02)


def with_mixture(dataset: Dataset, **settings: Any) -> Mixtures:
    other = Dataset.__new__(Dataset)
    other.__dict__ |= dataset.__dict__
    table = config.to_dict(dataset.experiment)
    other.experiment = config.from_dict({**table, "mixture": {**table["mixture"], **settings}})
    return Mixtures(other, dataset.rows(held_out=False))


def test_a_part_has_the_labels_of_its_note_or_says_that_it_is_silent(dataset: Dataset, words: Vocabulary, rng: np.random.Generator) -> None:
    gains = np.array([[1.0] * 40, [0.0] * 40], np.float32)
    batch = Mixtures(dataset, dataset.rows(held_out=False)).still(40, rng, gains)
    silent = words.encode(words.aged({"high_instrument": 1}))
    reach = slice(words.span("high_octave").start, None)
    for vectors in (batch.below, batch.above, batch.heard):
        np.testing.assert_array_equal(vectors[:, reach], np.tile(silent[reach], (40, 1)))
    assert (batch.below[:, words.span("low_instrument")][:, 0] == 1).all()
    assert (batch.below[:, words.span("low_pitch_class")].sum(dim=1) == 1).all()
    unheard = batch.heard[:, words.span("low_instrument")][:, 1] == 1
    assert unheard.any()  # moments before the onset
    assert (batch.heard[unheard][:, words.span("low_octave")] == 0).all()


def test_mixtures_pair_any_notes_and_vary_all_of_one_or_none(dataset: Dataset, rng: np.random.Generator) -> None:
    drawn = Mixtures(dataset, dataset.rows(held_out=False))
    seen: list[Batch] = []

    def remember(notes: list[Batch], *_: object) -> Batch:
        seen.extend(notes)
        return notes[0]

    drawn.mixed = remember  # type: ignore[method-assign]  # looks at what is to be mixed
    for _ in range(20):
        drawn.batch(48, rng)
    low, high = (torch.cat([note.below for note in seen[p::2]]) for p in (0, 1))
    plain = [torch.cat([note.plain for note in seen[p::2]]) for p in (0, 1)]
    assert torch.equal(*plain)
    assert 0.7 < plain[0].float().mean() < 0.9
    span = dataset.vocabulary.span("pitch_class")
    pairs = {(int(a.argmax()), int(b.argmax())) for a, b in zip(low[:, span], high[:, span], strict=True)}
    assert len(pairs) >= 16


def test_on_the_average_every_part_is_as_old_as_its_note(dataset: Dataset, words: Vocabulary) -> None:
    drawn = Mixtures(dataset, dataset.rows(held_out=False))
    notes = [drawn._part(p, 6, np.random.default_rng(3)) for p in (0, 1)]
    times = [drawn.mixed(notes, np.ones((2, 6), np.float32), np.random.default_rng(i)) for i in range(300)]
    for part, note in zip(("low", "high"), notes, strict=True):
        span, own = words.span(f"{part}_age"), dataset.vocabulary.span("age")
        told = torch.stack([torch.lerp(b.below[:, span], b.above[:, span], b.toward) for b in times]).mean(dim=0)
        torch.testing.assert_close(told, torch.lerp(note.below[:, own], note.above[:, own], note.toward), atol=0.11, rtol=0.0)


def test_vocabulary_has_one_label_set_for_each_part(words: Vocabulary) -> None:
    assert words.names[:5] == ("low_octave", "low_pitch_class", "low_dynamics", "low_instrument", "low_age")
    assert words.label("high_instrument").classes == ("string", "silent")
    assert words.pitch is None
    assert words.aging == ("low_age", "high_age")
    assert Vocabulary.from_dict(json.loads(json.dumps(words.to_dict()))) == words


def test_a_part_sounds_when_its_pitch_is_set_and_leads_when_it_is_the_first_that_sounds(words: Vocabulary) -> None:
    initial = words.initial
    assert words.aged(initial, "0ms") == {"low_instrument": 1, "low_age": 0, "high_instrument": 1, "high_age": 0}
    woken = words.woken(initial, {"high_octave": 1, "high_pitch_class": 4})
    assert woken == {"high_instrument": 0, "high_octave": 1, "high_pitch_class": 4}
    assert words.lead(initial).name == "low"
    assert words.lead({**initial, **woken}).name == "high"
    assert words.aged({**initial, **woken}, "40ms")["high_age"] == 2
    assert words.woken(initial, {"high_octave": 1}) == {"high_octave": 1}


@pytest.mark.parametrize(
    ("mixture", "message"),
    [
        ({"parts": {"a": ["reed"]}}, "has 1 parts; name two or three"),
        ({"parts": {"a": ["reed"], "b": ["reed", "string"]}}, "'reed' is in several parts .* keep it in one"),
        ({"parts": {"a": ["reed"], "b": ["drum"]}}, "part 'b' .* instrument has no class 'drum'; use one of gong, reed"),
        ({"parts": {"a": ["reed"], "b": []}}, "part 'b' .* write a = "),
        ({"parts": {"a": ["reed"], "b": ["string"]}, "weights": "some"}, "use constant, uniform or bernoulli"),
    ],
)
def test_a_mixture_that_cannot_be_is_refused_with_what_to_change(home: Path, mixture: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        made(home, mixture=mixture)


def test_a_part_without_notes_is_refused(dataset: Dataset, rng: np.random.Generator) -> None:
    with pytest.raises(ConfigError, match=r"no note for part 'high' .* add a source"):
        with_mixture(dataset, parts={"low": ["reed"], "high": ["gong"]})


def test_three_parts(home: Path, dataset: Dataset) -> None:
    assert Mixture({"a": ("x",), "b": ("y",), "c": ("z",)}).weights == "constant"
    three = made(home, mixture={"parts": {"a": ["reed"], "b": ["string"], "c": ["gong"]}}).words
    assert [part.name for part in three.parts] == ["a", "b", "c"]
    assert three.size == 3 * (3 + 12 + 2 + 2 + 5)
    mixer, parts = Mixer(Analysis()), torch.zeros(3, 500, Analysis().size)
    found = mixer.interfere(parts, torch.ones(3, 500), mixer.phases(3, 500, np.random.default_rng(0)))[:, :512]
    assert float(torch.exp(2 * found).mean()) == pytest.approx(3.0, rel=0.05)
    assert float(found.max()) <= np.log(3.0) + 1e-3


def test_permutation_is_the_best_one_and_holds_for_all_labels_of_a_frame() -> None:
    known = np.array([[[4, 0], [5, 7]], [[4, 0], [5, 7]], [[4, 0], [4, 7]]])
    found = np.array([[[4, 0], [5, 7]], [[5, 7], [4, 0]], [[4, 7], [5, 7]]])
    np.testing.assert_array_equal(permuted(found, known).sum(axis=(1, 2)), [4, 4, 2])


def test_training_tells_the_parts_of_held_out_mixtures(trained: Path, home: Path) -> None:
    found = evaluate.run(trained, home / "notes", cache=home / "prepared", quiet=True, round_trip=0)
    assert found["permutation_invariant"]["pitch_class"] > 0.6  # one in eight by chance
    assert found["alone"]["low"]["instrument"] > 0.8
    assert set(found["permutation_invariant"]) == {"octave", "pitch_class", "instrument", "note"}
    recorded = json.loads((trained / "config.json").read_text())["metrics"]
    assert found["permutation_invariant"] == pytest.approx(recorded["permutation_invariant"])
    card = (trained / "README.md").read_text()
    assert f"{100 * recorded['permutation_invariant']['pitch_class']:.1f}" in card
    assert "`low_octave`" in card


def test_what_mixtures_have_no_measure_of_is_refused(trained: Path, home: Path) -> None:
    with pytest.raises(ConfigError, match=r"plays mixtures, .* leave out"):
        evaluate.run(trained, home / "notes", cache=home / "prepared", quiet=True, baselines=10)


def test_weights_of_a_mixture_make_the_same_model_again(trained: Path) -> None:
    loaded, (model, experiment) = checkpoint.load(trained), export.read(trained)
    assert loaded.config.vocabulary == experiment.words
    z = torch.zeros(2, 8)
    torch.testing.assert_close(loaded.decode_symbol(z), model.decode_symbol(z))


def symbol(words: Vocabulary, **values: str) -> Event:
    pairs = [float(n) for name, value in values.items() for n in (words.names.index(name), words.label(name).index(value))]
    return Event(NOW, Kind.SYMBOL, ALL_VOICES, tuple(pairs))


def play(instrument: Instrument, *events: Event, blocks: int = 100) -> np.ndarray:
    out = np.zeros(128 * blocks, np.float32)
    instrument.render(out[:128], [(0, event) for event in events])
    for start in range(128, len(out), 128):
        instrument.render(out[start : start + 128])
    return out


def level_db(y: np.ndarray, midi: int, sr: int = 48000) -> float:
    """Level around the fundamental of a pitch."""
    S = np.abs(np.fft.rfft(y[-8192:] * np.hanning(8192)))
    k = round(440.0 * 2 ** ((midi - 69) / 12) * 8192 / sr)
    return float(20 * np.log10(S[k - 3 : k + 4].max() + 1e-9))


def test_parts_are_played_by_labels_alone_and_together(trained: Path, words: Vocabulary) -> None:
    low = symbol(words, low_octave="3", low_pitch_class="A", low_dynamics="f")
    high = symbol(words, high_octave="5", high_pitch_class="D", high_dynamics="f")
    loaded = checkpoint.load(trained)
    alone, other, both = (play(Instrument(loaded, 48000, 2), *events) for events in ((low,), (high,), (low, high)))
    assert level_db(alone, 57) > level_db(other, 57) + 10
    assert level_db(other, 74) > level_db(alone, 74) + 10
    assert level_db(both, 57) > level_db(other, 57) + 6
    assert level_db(both, 74) > level_db(alone, 74) + 6


def test_notes_play_the_first_part_that_sounds(trained: Path, words: Vocabulary) -> None:
    instrument = Instrument(checkpoint.load(trained), 48000, 4)
    first = play(instrument, Event(NOW, Kind.NOTE, ALL_VOICES, (57.0, 100.0)))
    assert instrument.active == 1
    play(instrument, Event(NOW, Kind.PANIC))
    play(instrument, symbol(words, high_instrument="string"), Event(NOW, Kind.NOTE, ALL_VOICES, (74.0, 100.0)))
    second = play(instrument)
    assert level_db(first, 57) > level_db(second, 57) + 10
    assert level_db(second, 74) > level_db(first, 74) + 10


def test_latents_and_single_coordinates_play(trained: Path) -> None:
    instrument = Instrument(checkpoint.load(trained), 48000, 2)
    play(instrument, Event(NOW, Kind.COORDINATE, ALL_VOICES, (3.0, 0.5)))
    assert instrument.active == 1
    assert np.isfinite(play(instrument, Event(NOW, Kind.LATENT, ALL_VOICES, (0.1,) * 8))).all()


def test_the_studio_plays_the_first_part_of_a_mixture(trained: Path, words: Vocabulary) -> None:
    reading = Reading([MidiNote(0.0, 0.3, pitch, 100, Player(0, 0), 0) for pitch in (57, 20)])
    piece = make(reading, words, Casting(), 2, 48000)
    assert [event.values for _, event in piece.events if event.kind is Kind.NOTE] == [(57.0, 100.0)]
    instrument = Instrument(checkpoint.load(trained), 48000, 2)
    y = offline.play(instrument, piece.events, 128 * 100, 128)[0]
    assert level_db(y, 57) > level_db(y, 74) + 10


def test_the_places_of_a_mixture_leave_out_the_ages_of_all_parts(trained: Path, words: Vocabulary) -> None:
    found = places(Guide(checkpoint.load(trained)), {name: 0 for name in words.names if name.startswith("high_")})
    assert found.labels == tuple(name for name in words.names if not name.endswith("_age"))
    assert len(found.z) == np.prod([len(words.label(name).classes) for name in found.labels if name.startswith("low_")])


def test_the_ear_refuses_a_mixture(trained: Path) -> None:
    with pytest.raises(ParameterError, match=r"plays mixtures, .* choose another one"):
        Ear(checkpoint.load(trained), 48000)
    with pytest.raises(ConfigError, match=r"plays mixtures, .* choose another one"):
        stage.run(trained)


def test_a_mixture_is_served(trained: Path, serve: Callable[..., AbstractContextManager[Any]]) -> None:
    with serve(trained.parents[1], "--checkpoint", "pair", "--audio", "clock") as served:
        served.send("symbol", "low_octave", 3, "low_pitch_class", "A", "high_octave", 5, "high_pitch_class", "D")
        served.send("note", 64, 100)
        served.settle()
        assert any(served.status()[0] == 2 for _ in range(20))
        served.send("note", 20, 100)
        address, reason = served.answer("fail")
        assert address == "/xmodal/note"
        assert "low_octave has no class" in str(reason)


SHIPPED = Path(config.__file__).parents[1] / "checkpoints" / "duo"


def test_shipped_duo_is_what_its_card_says() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) <= 25e6
    model, experiment = export.read(SHIPPED)
    assert experiment == config.load(Path(config.__file__).parent / "configs" / "duo.toml")
    loaded = checkpoint.load(SHIPPED)
    z = torch.zeros(1, loaded.config.latent_size)
    torch.testing.assert_close(loaded.decode_signal(z), model.decode_signal(z))
    found = loaded.config.metrics["permutation_invariant"]["pitch_class"]
    assert found >= 0.9
    assert f"| all parts | {100 * found:.1f} |" in (SHIPPED / "README.md").read_text()


def test_shipped_duo_hears_both_notes_of_sounds_that_were_summed() -> None:
    model, experiment = export.read(SHIPPED)
    words, right = experiment.words, []
    columns = [[words.names.index(f"{part}_{name}") for name in ("octave", "pitch_class")] for part in ("flute", "alto_sax")]
    flutes, saxes = (sorted((Path(__file__).parent / "fixtures" / "held_out").glob(f"{name}__*")) for name in ("Flute", "AltoSax"))
    for flute in flutes:
        for sax in saxes:
            pair = [soundfile.read(path, dtype="float32")[0][: 2 * SR] for path in (flute, sax)]
            n = min(map(len, pair))
            y = sum(0.1 * part[:n] / np.sqrt(np.square(part[:n]).mean()) for part in pair)
            heard = torch.from_numpy(experiment.analysis.frames(np.asarray(y), SR, np.arange(n // 4, 3 * n // 4, n // 10)))
            logits = model.decode_symbol(model.encode_signal(heard)[0]).detach()
            values = np.stack([label.likeliest(logits[:, words.span(label.name)].numpy()) for label in words.labels], axis=1)[:, columns]
            midi = [int(path.name.split("__")[1]) for path in (flute, sax)]
            known = np.broadcast_to([[m // 12 - 1, m % 12] for m in midi], values.shape)
            right.append(permuted(values, known)[..., 1].mean())
    assert len(right) == 60
    assert np.mean(right) > 0.95
