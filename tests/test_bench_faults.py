"""The measurement of faults, on a model whose sound is known; how soon the sound is back, is not tested."""

import pytest

from xmodal_rt.bench import faults
from xmodal_rt.errors import ParameterError


@pytest.mark.usefixtures("in_folder_of_tone")
def test_the_silence_after_a_fault_is_measured_and_nothing_is_left() -> None:
    parts = ("synthesis", "web")
    found = faults.run(times=1, restarts=1, voices=2, messages_per_s=100, block=256, checkpoint_name="tone", parts=parts)
    killed, stopped = found["killed"], found["stopped"]
    assert isinstance(killed, dict)
    assert isinstance(stopped, dict)
    assert (set(killed), set(stopped)) == (set(parts), {"synthesis"})
    assert killed["web"]["silent_ms"]["max"] < killed["synthesis"]["silent_ms"]["max"] < stopped["synthesis"]["silent_ms"]["max"]
    assert killed["synthesis"]["never_told"] == stopped["synthesis"]["never_told"] == 0
    assert found["jack"]["back_ms"]["max"] > 0  # type: ignore[index]  # a dictionary
    assert found["left"] == {"files": [], "processes": []}


@pytest.mark.parametrize("asked", [{"times": 0}, {"restarts": -1}, {"voices": 0}, {"parts": ("drums",)}])
def test_what_cannot_be_measured_is_refused(asked: dict[str, int]) -> None:
    with pytest.raises(ParameterError, match="use 1 or more of each, and parts of audio, synthesis"):
        faults.run(**asked)  # type: ignore[arg-type]  # one of its parameters
