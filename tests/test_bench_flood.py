"""The measurement of a flood, on a model whose sound is known; how quick the answers are, is not tested."""

import math

import numpy as np
import pytest

from xmodal_rt.bench import flood
from xmodal_rt.bench.flooding import datagrams
from xmodal_rt.errors import PacketError, ParameterError
from xmodal_rt.osc import codec as osc


@pytest.mark.usefixtures("in_folder_of_tone")
def test_what_a_flood_does_is_measured_beside_the_calm() -> None:
    found = flood.run(seconds=0.5, messages_per_s=1000, burst=2000, played_under_per_s=500, notes=2, block=256, checkpoint_name="tone")
    calm, flooded, burst = found["calm"], found["flood"], found["burst"]
    assert isinstance(calm, dict)
    assert isinstance(flooded, dict)
    assert isinstance(burst, dict)
    assert flooded["sent"] > 200
    assert flooded["lost"] == calm["lost"] == burst["lost"] == 0
    assert math.isfinite(flooded["answer_ms"]["max"])
    assert set(flooded["cpu"]) >= {"xmodal-control", "xmodal-audio"}


def test_a_flood_is_the_same_for_the_same_seed_and_one_of_twenty_is_no_osc(rng: np.random.Generator) -> None:
    sent = datagrams(100, 3, np.random.default_rng(1))
    assert sent == datagrams(100, 3, np.random.default_rng(1))
    assert sent != datagrams(100, 3, rng)
    broken = 0
    for datagram in sent:
        try:
            osc.parse(datagram)
        except PacketError:
            broken += 1
    assert broken == 5


def test_no_flood_is_refused() -> None:
    with pytest.raises(ParameterError, match="use more than 0"):
        flood.run(seconds=0)
