"""Where frames are decoded: a device that fails, or is slower, gives way to the CPU."""

import time

import numpy as np
import pytest
import torch

from xmodal_rt.events import NOW, Event, Kind, Refusal
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.synthesis.decoder import Decoder
from xmodal_rt.synthesis.instrument import Instrument

SR = 48000


class Device(Checkpoint):
    """A copy of a model that takes its time, and runs out of memory after some calls."""

    def __init__(self, model: Checkpoint, calls: int = 10**9, pause_s: float = 0.0, least: int = 0) -> None:
        super().__init__(model.config, model._module)
        self.left, self.pause_s, self.least = calls, pause_s, least

    def decode_signal(self, z: torch.Tensor) -> torch.Tensor:
        """Decode, late for batches smaller than `least`."""
        if self.left == 0:
            raise torch.OutOfMemoryError("out of memory")
        self.left -= 1
        if len(z) < self.least:
            time.sleep(self.pause_s)
        return super().decode_signal(z)


def test_the_cpu_goes_on_where_a_device_fails(tone: Checkpoint) -> None:
    z = np.random.default_rng(0).standard_normal((4, tone.config.latent_size)).astype(np.float32)
    told: list[str] = []
    decode = Decoder(Device(tone, calls=1), tone, lambda: told.append("lost"))
    first, *later = (decode(z) for _ in range(3))
    assert told == ["lost"]
    for frames in later:
        np.testing.assert_array_equal(frames, first)


def test_an_error_of_the_cpu_itself_is_not_hidden(tone: Checkpoint) -> None:
    with pytest.raises(RuntimeError, match="out of memory"):
        Decoder(Device(tone, calls=0))(np.zeros((1, tone.config.latent_size), np.float32))


@pytest.mark.parametrize(("least", "most", "found"), [(0, 4, 1), (3, 4, 3), (9, 4, 5)])
def test_a_device_is_used_from_the_batch_on_for_which_it_is_quicker(tone: Checkpoint, least: int, most: int, found: int) -> None:
    slow = Device(tone, pause_s=0.002, least=10**9)
    assert Decoder(Device(tone, pause_s=0.01, least=least), slow).prefer_quicker(most) == found


def test_the_sound_goes_on_when_the_device_fails_in_the_middle_of_a_note(tone: Checkpoint) -> None:
    moves = [Event(NOW, Kind.LATENT, 0, (0.1 * i, -2.0, 0.5)) for i in range(60)]
    reports: list[Event] = []
    heard, expected = np.zeros((2, 60, 128), np.float32)
    failing = Instrument(Device(tone, calls=20), SR, report=reports.append, standby=tone)
    steady = Instrument(tone, SR)
    for i, move in enumerate(moves):
        failing.render(heard[i], [(0, move)])
        steady.render(expected[i], [(0, move)])
    np.testing.assert_allclose(heard, expected, atol=1e-6)
    assert [(event.kind, event.values) for event in reports] == [(Kind.REFUSED, (float(Refusal.DEVICE_LOST),))]


def test_a_note_begins_with_a_frame_that_was_decoded_before(tone: Checkpoint) -> None:
    device = Device(tone)
    instrument, out = Instrument(device, SR), np.zeros(64, np.float32)
    before = device.left
    instrument.render(out, [(0, Event(NOW, Kind.NOTE, 0, (69.0, 100.0)))])
    assert device.left == before
    assert np.abs(out).max() > 0.01
