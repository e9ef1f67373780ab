"""What a training makes of its notes: other pitches, dynamics and gains, with labels that still hold."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch

from train import config
from train.augment import Augment
from train.axis import filterbank, hz, places, stretched
from train.config import Augmentation, Experiment
from train.fit import smoothed
from train.models import CrossModalVAE
from train.variation import Variation, delivered_db
from xmodal_rt.model.analysis import Analysis

SR = 44100
ANALYSIS = Analysis()
SOLO5 = Path(config.__file__).parent / "configs" / "solo5.toml"
NOTES = [
    {"source": "notes", "library": "splendid", "midi": 60, "level_db": -20.0, "gain_db": -14.0},
    {"source": "notes", "library": "splendid", "midi": 62, "level_db": -22.0, "gain_db": 8.0},
    {"source": "soundfont", "library": "soundfont", "midi": 60, "level_db": -60.0, "gain_db": 26.0},
    {"source": "soundfont", "library": "soundfont", "midi": 108, "level_db": -30.0, "gain_db": 16.0},
]
LABELS = np.array([[4, 0, 0, 1, 0], [4, 2, 5, 1, 0], [4, 0, 0, 1, 0], [8, 0, 5, 1, 0]])


def tones(*pitches: float) -> torch.Tensor:
    t = np.arange(8192) / SR
    f0 = 440.0 * 2.0 ** ((np.array(pitches) - 69.0) / 12.0)
    y = [sum(0.1 * 0.8**h * np.sin(2 * np.pi * h * f * t) for h in range(1, 9)).astype(np.float32) for f in f0]
    return torch.from_numpy(np.concatenate([ANALYSIS.frames(part, SR, np.array([4096])) for part in y]))


def experiment(**augmentation: object) -> Experiment:
    settings = {"varied": 0.0, "transpose": 0, "delivered": 0.0, "tilt_db": 0.0, "smoothing": 0.0, **augmentation}
    return dataclasses.replace(config.load(SOLO5), augmentation=Augmentation(**settings))  # type: ignore[arg-type]


def vary(owner: list[int], frames: torch.Tensor, **augmentation: object) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, np.ndarray]:
    labels = LABELS[owner].copy()
    variation = Variation(experiment(**augmentation), NOTES, LABELS)
    return *variation(frames.clone(), np.array(owner, np.int32), labels, np.random.default_rng(3)), labels


def test_places_on_the_axis_invert_its_frequencies() -> None:
    torch.testing.assert_close(places(hz(ANALYSIS), ANALYSIS)[:-1], torch.arange(ANALYSIS.size - 1.0), atol=2e-3, rtol=0)


@pytest.mark.parametrize("semitones", [-5, 2, 6])
def test_a_stretched_frame_is_that_of_another_pitch(semitones: int) -> None:
    here, there = tones(64), tones(64 + semitones)
    moved = stretched(here, torch.tensor([[2.0 ** (semitones / 12)]]), ANALYSIS)
    assert moved.argmax() == there.argmax()
    assert 8.686 * (moved.max() - there.max()).abs() < 2.0  # a maximum lies between two bins


def test_moved_frames_get_the_pitch_at_which_they_sound_and_are_heard_alone() -> None:
    owner = [0] * 40
    frames, played, plain, labels = vary(owner, tones(60).repeat(40, 1), varied=0.9, transpose=4)
    midi = 12 * labels[:, 0] + 12 + labels[:, 1]
    assert set(midi) <= set(range(60, 65))  # the notes know no pitch below
    assert len(set(midi)) > 3
    for row in range(40):
        assert frames[row].argmax() == tones(float(midi[row])).argmax()
    assert (midi[plain.numpy()] == 60).all()
    assert torch.equal(played[plain], frames[plain])


def test_delivered_levels_leave_one_gain_for_each_instrument_of_a_library() -> None:
    change = delivered_db(experiment(), NOTES, LABELS)
    levels = np.array([n["level_db"] + n["gain_db"] for n in NOTES]) + change
    np.testing.assert_allclose(np.diff(levels)[[0, 2]], [-2.0, 30.0])
    assert levels.reshape(2, 2).mean(axis=1) == pytest.approx([-23.0, -23.0])
    frames, _, plain, _ = vary([0] * 20, tones(60).repeat(20, 1), varied=0.5, delivered=1.0)
    moved = (frames - tones(60)).amax(dim=1) * 8.686
    np.testing.assert_allclose(moved[~plain].numpy(), change[0], atol=0.01)
    assert (moved[plain] == 0).all()


def test_symbols_of_a_source_without_timbres_sound_brighter_when_louder() -> None:
    _, played, _, labels = vary([2] * 30, tones(60).repeat(30, 1), tilt_db=1.0)
    high, low = hz(ANALYSIS).sub(4 * 261.6).abs().argmin(), hz(ANALYSIS).sub(261.6).abs().argmin()
    slope = (played[:, high] - played[:, low]) - (tones(60)[0, high] - tones(60)[0, low])
    np.testing.assert_allclose(8.686 * slope.numpy(), 2.0 * (labels[:, 2] - 2.5), atol=0.1)


def test_recordings_pass_for_neighbouring_dynamics_at_their_level() -> None:
    frames, played, _, labels = vary([1] * 60, tones(62).repeat(60, 1), nearby=0.5)
    assert set(labels[:, 2]) == {4, 5}
    change = 8.686 * (frames - tones(62)).amin(dim=1)
    np.testing.assert_allclose(change.numpy(), np.where(labels[:, 2] == 4, -3.0, 0.0), atol=0.01)
    assert torch.equal(played, frames)


def test_dynamics_of_a_recording_are_told_by_its_variations_alone() -> None:
    variation = Variation(experiment(varied=0.5, transpose=3), NOTES, LABELS)
    plain = torch.tensor([True, False, True, False])
    assert variation.unsaid(np.array([0, 0, 2, 2]), plain).tolist() == [True, False, False, False]
    unvaried = Variation(experiment(), NOTES, LABELS)
    assert not unvaried.unsaid(np.array([0, 1]), plain[:2]).any()


def test_neighbours_share_in_a_smoothed_class_and_nothing_else_changes() -> None:
    heard = torch.zeros(2, 44)
    heard[0, 0], heard[0, 21], heard[1, 24] = 1.0, 1.0, 1.0
    result = smoothed(heard, experiment(smoothing=0.2))
    torch.testing.assert_close(result[0, 21:27], torch.tensor([0.75, 0.25, 0.0, 0.0, 0.0, 0.0]))
    torch.testing.assert_close(result[1, 21:27], torch.tensor([0.0, 0.0, 0.2, 0.6, 0.2, 0.0]))
    assert result[0, 0] == 1.0
    assert torch.equal(smoothed(heard, experiment()), heard)


def test_envelope_bands_hold_the_power_of_a_noise_evenly() -> None:
    bank = filterbank(ANALYSIS, 24)
    assert bank.shape == (544, 24)
    assert (bank >= 0).all()
    inside = (hz(ANALYSIS) > 700) & (hz(ANALYSIS) < 8000)
    torch.testing.assert_close(bank[inside].sum(dim=1), torch.ones(int(inside.sum())), atol=1e-4, rtol=0)
    assert filterbank(ANALYSIS, 0).shape == (544, 0)


def test_ripples_move_what_is_heard_and_not_what_is_rebuilt() -> None:
    still = {name: 0.0 for name in ("gain_db", "eq_db", "input_gain_db", "input_eq_db", "detune_cents")}
    settings = Augmentation(noise_db=(-200.0, -190.0), input_ripple_db=3.0, **still)
    x = tones(60).repeat(200, 1)
    heard, rebuilt = Augment(ANALYSIS, settings)(x, torch.Generator().manual_seed(0))
    torch.testing.assert_close(rebuilt, x)
    partials = x[0] > -6
    assert 8.686 * (heard - x)[:, partials].std() == pytest.approx(3.0, rel=0.25)
    level = [10 * torch.log10(part.mul(2.0).exp().sum(dim=1)) for part in (heard, x)]
    torch.testing.assert_close(*level, atol=0.01, rtol=0)


def test_a_decoder_through_few_values_has_few_weights() -> None:
    sizes = dataclasses.replace(experiment().sizes, signal_decoder=512, decoder_blocks=0, decoder_rank=160)
    model = CrossModalVAE(torch.zeros(544), torch.ones(544), 44, ANALYSIS, sizes)
    assert sum(p.numel() for p in model.signal_decoder.parameters()) * 4 < 0.9e6
    assert model.decode_signal(torch.zeros(3, sizes.latent)).shape == (3, 544)
