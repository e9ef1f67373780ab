"""The measurement itself, on the whole instrument with a model whose sound is known."""

import os

import pytest
import torch

from xmodal_rt.audio.jack_server import JackServer
from xmodal_rt.bench import latency as bench_latency
from xmodal_rt.bench import sounds as bench_sounds
from xmodal_rt.bench.player import instrument
from xmodal_rt.errors import DeviceError, ParameterError
from xmodal_rt.model.checkpoint import Checkpoint


def test_the_sound_with_the_quickest_attack_is_chosen(tone: Checkpoint) -> None:
    sounds = bench_sounds.choose(tone)
    # All notes of this model begin at once, so the first class is as good as any.
    assert sounds.quick == ("instrument", "flute")
    assert sounds.rise_db == pytest.approx(0.0, abs=1e-6)
    frames = [tone.decode_signal(torch.tensor([z])).numpy()[0, : tone.config.analysis.linear_bins] for z in (sounds.soft, sounds.loud)]
    peaks_hz = [frame.argmax() * tone.config.analysis.resolution_hz for frame in frames]
    assert peaks_hz == pytest.approx([440 * 2 ** (7 / 12), 440 * 2 ** (14 / 12)], abs=tone.config.analysis.resolution_hz)
    assert frames[1].max() - frames[0].max() > 1.0


@pytest.mark.usefixtures("in_folder_of_tone")
def test_latency_is_measured_from_the_message_to_the_sound() -> None:
    found = bench_latency.run(block=256, notes=5, name="tone", peer=False)
    first, half, moved = (found[key] for key in ("first_sample_ms", "minus6db_ms", "latent_minus6db_ms"))
    assert isinstance(first, dict)
    assert isinstance(half, dict)
    assert isinstance(moved, dict)
    assert set(first) == set(half) == set(moved) == {"p50", "p95", "p99", "p99_9", "max", "sd"}
    # Nothing is heard before a block has passed, and no note comes before its own first sample.
    assert first["p50"] > 0
    assert half["p50"] >= first["p50"]
    assert (found["block"], found["sample_rate"], found["notes"]) == (256, 48000, 5)
    assert found["late_blocks"] == found["xruns"] + found["underruns"]  # type: ignore[operator]  # both are numbers


def test_an_instrument_that_does_not_start_says_why() -> None:
    with (
        JackServer(f"xmodal-test-{os.getpid()}", 48000, 128),
        pytest.raises(DeviceError, match=r"it said: .*there is no checkpoint 'nowhere'"),
        instrument(["--checkpoint", "nowhere"]),
    ):
        pass


def test_no_notes_are_refused() -> None:
    with pytest.raises(ParameterError, match="notes is 0; use 1 or more"):
        bench_latency.run(notes=0)
