"""The long run: what it sends is legal, and what it counts is told for each minute."""

import numpy as np
import pytest

from xmodal_rt.bench import soak
from xmodal_rt.bench.legal import Legal
from xmodal_rt.errors import ParameterError
from xmodal_rt.model.checkpoint_config import CheckpointConfig
from xmodal_rt.osc import codec as osc
from xmodal_rt.osc.addresses import INCOMING, PREFIX, targets


def test_everything_that_is_drawn_is_as_the_table_says(tone_config: CheckpointConfig) -> None:
    legal, drawn = Legal(tone_config, 4, 7), set()
    for _ in range(2000):
        address, values = legal.draw()
        (message,) = osc.parse(osc.message(PREFIX + address, *values))
        (target,) = targets(message.address, 4, tone_config.latent_size)
        assert target.entry.accept(message.arguments)[1] == (), message
        drawn.add(target.entry.address)
    assert drawn == {listed.address for listed in legal.entries}
    assert drawn >= {"note", "symbol", "latent", "latent/N", "gain", "morph", "trajectory", "anchor/mix", "status"}
    assert not drawn & {listed.address for listed in INCOMING if listed.local}


def test_the_same_seed_draws_the_same(tone_config: CheckpointConfig) -> None:
    first, second, other = (Legal(tone_config, 4, seed) for seed in (1, 1, 2))
    assert [first.draw() for _ in range(50)] == [second.draw() for _ in range(50)] != [other.draw() for _ in range(50)]


@pytest.mark.usefixtures("in_folder_of_tone")
def test_a_short_run_tells_what_was_missed_and_how_much_memory_grew() -> None:
    found = soak.run(minutes=0.03, voices=2, messages_per_s=50, notes=1, block=256, checkpoint_name="tone")
    assert np.array([found["underruns"], found["xruns"], found["idle_xruns"]]).shape == (3, 1)
    assert found["memory_mb"][0] > 50  # type: ignore[index]  # a list of numbers
    assert found["grew_mb"] == 0


def test_no_minutes_are_refused() -> None:
    with pytest.raises(ParameterError, match="use more than 0 minutes"):
        soak.run(minutes=0)
