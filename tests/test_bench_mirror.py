"""The measurement of what is heard and played again, on a model whose sound is known; how quick it is, is not tested."""

from pathlib import Path

import pytest

from xmodal_rt.bench import mirror
from xmodal_rt.errors import ParameterError

SOUNDFONT = Path("/usr/share/sounds/sf2/FluidR3_GM.sf2")


@pytest.mark.usefixtures("in_folder_of_tone")
def test_a_scale_comes_back() -> None:
    found = mirror.run(SOUNDFONT, "tone", low=69, notes=3, block=128, ahead=8)
    assert found["in_tune"] == 1.0
    assert found["missed"] == 0
    assert [note["midi"] for note in found["notes"]] == [69, 71, 73]  # type: ignore[attr-defined]  # a list of notes
    assert 0 < found["label_ms"]["p50"] < found["latency_ms"]["p50"]  # type: ignore[index]  # tails


def test_a_sound_that_no_soundfont_has_is_refused() -> None:
    with pytest.raises(ParameterError, match="use one of flute"):
        mirror.run(SOUNDFONT, sound="kazoo")
