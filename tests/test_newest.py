"""What the newest samples tell: the glimpse, the network on it, and the model in its place."""

import numpy as np
import pytest

from xmodal_rt.errors import CheckpointError
from xmodal_rt.listening.glimpse import PANES, SIZE, Glimpse
from xmodal_rt.listening.newest import Early, Quick, hearing, pitches, spans
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.model.vocabulary import Vocabulary

SR = 48000


def sine(hz: float, seconds: float, sr: int, amplitude: float = 0.2) -> np.ndarray:
    return (amplitude * np.sin(2 * np.pi * hz * np.arange(round(seconds * sr)) / sr)).astype(np.float32)


def weights(vocabulary: Vocabulary, rng: np.random.Generator) -> dict[str, np.ndarray]:
    outputs = max(span.stop for span in spans(vocabulary).values())
    sizes = {"0": (24, SIZE), "2.inner": (24, 24), "2.outer": (24, 24), "3": (outputs, 24)}
    drawn = {f"{name}.weight": rng.standard_normal(size).astype(np.float32) / 8 for name, size in sizes.items()}
    return drawn | {f"{name}.bias": rng.standard_normal(size[0]).astype(np.float32) for name, size in sizes.items()}


@pytest.mark.parametrize("sr", [44100, 96000])
def test_a_glimpse_is_the_same_at_every_sample_rate(sr: int) -> None:
    seen, expected = (Glimpse(rate).inputs(sine(440, 0.1, rate)[None])[0] for rate in (sr, SR))
    assert seen.shape == (SIZE,)
    loud = expected > 0
    assert np.abs(seen - expected)[loud].max() < 0.05


def test_a_glimpse_is_relative_to_its_level() -> None:
    loud, soft = (Glimpse(SR).inputs(sine(440, 0.1, SR, amplitude)[None])[0] for amplitude in (0.2, 0.02))
    seen = loud[:-1] > -0.5  # what lies deeper drowns in the rounding
    assert np.abs(loud[:-1] - soft[:-1])[seen].max() < 0.02
    assert loud[-1] - soft[-1] == pytest.approx(0.5 * np.log(10), abs=0.01)


def test_the_short_window_sees_a_tone_that_has_just_begun_best() -> None:
    y = np.concatenate([np.zeros(SR // 10, np.float32), sine(2000, 0.004, SR)])
    spectra, _ = Glimpse(SR).parts(y[None])
    peaks = [float(S.max()) for S in spectra]
    assert peaks == sorted(peaks)
    assert [round(2000 / pane.resolution_hz) for pane in PANES] == pytest.approx([int(S[0].argmax()) for S in spectra], abs=3)


def test_silence_is_seen_without_a_warning() -> None:
    assert np.isfinite(Glimpse(SR).inputs(np.zeros((1, SR // 10), np.float32))).all()


def test_the_network_gives_probabilities_of_every_label(tone: Checkpoint, rng: np.random.Generator) -> None:
    vocabulary = tone.config.vocabulary
    told = Quick(weights(vocabulary, rng), vocabulary, SR).hear(sine(440, 0.1, SR))
    assert len(told.pitch_log_p) == len(pitches(vocabulary)) + 1
    assert set(told.log_p) == {"dynamics", "instrument"}
    for log_p in (told.pitch_log_p, *told.log_p.values()):
        assert np.exp(log_p).sum() == pytest.approx(1.0, abs=1e-5)
    assert 0.0 < told.young < 1.0


def test_the_network_is_what_was_trained(tone: Checkpoint, rng: np.random.Generator) -> None:
    torch = pytest.importorskip("torch")
    from train.layers import stack

    vocabulary = tone.config.vocabulary
    drawn = weights(vocabulary, rng)
    network = stack(SIZE, 24, 1, len(drawn["3.bias"]))
    network.load_state_dict({name: torch.from_numpy(value) for name, value in drawn.items()})
    y = sine(440, 0.1, SR)
    with torch.inference_mode():
        logits = network(torch.from_numpy(Glimpse(SR).inputs(y[None])))[0, spans(vocabulary)[""]]
    told = Quick(drawn, vocabulary, SR).hear(y)
    assert told.pitch_log_p == pytest.approx(torch.log_softmax(logits, 0).numpy(), abs=1e-4)


def test_a_network_of_another_kind_is_refused(tone: Checkpoint) -> None:
    with pytest.raises(CheckpointError, match=r"lacks '.*weight'; train it again"):
        Quick({"other.weight": np.zeros((2, 2), np.float32)}, tone.config.vocabulary, 48000)


def test_without_a_network_the_model_hears(tone: Checkpoint) -> None:
    early = hearing(tone, SR)
    assert isinstance(early, Early)
    told = early.hear(sine(440, 0.1, SR))
    assert pitches(tone.config.vocabulary)[told.pitch_log_p[:-1].argmax()] == 69
    assert np.exp(told.pitch_log_p).sum() == pytest.approx(1.0, abs=1e-4)
    silent = early.hear(np.zeros(SR // 10, np.float32))
    assert silent.pitch_log_p.argmax() == len(silent.pitch_log_p) - 1
