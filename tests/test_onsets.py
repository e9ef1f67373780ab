"""Where a sound begins, on sounds that were made with their beginning known; and the tails of figures."""

import math

import numpy as np
import pytest

from xmodal_rt.bench import figures, onsets

SR = 48000


def _sound(rng: np.random.Generator, first: int, rise: int, under: float = 1e-3) -> np.ndarray:
    """A loud tone that begins at `first` and takes `rise` frames to its level, over a quiet one [1 s]."""
    n = np.arange(SR)
    loud = np.clip((n - first + 1) / rise, 0.0, 1.0) * np.sin(2 * np.pi * 1000 * (n - first + 12) / SR)
    y: np.ndarray = (0.3 * loud + under * np.sin(2 * np.pi * 110 * n / SR + rng.uniform(0, 6))).astype(np.float32)
    return y


@pytest.mark.parametrize("first", [4800, 4801, 4863, 9000])
def test_a_sudden_sound_is_found_at_its_first_sample(rng: np.random.Generator, first: int) -> None:
    y = _sound(rng, first, rise=1)
    assert onsets.first_sample(y, 4800, 960, 7200) == first
    assert onsets.half_level(y, first, SR) == first


@pytest.mark.parametrize("rise", [48, 480, 960])
def test_half_the_level_of_a_sound_that_rises_is_where_it_passes(rng: np.random.Generator, rise: int) -> None:
    y = _sound(rng, 4800, rise)
    first = onsets.first_sample(y, 4800, 960, 7200)
    assert first is not None
    assert 4800 <= first <= 4800 + rise // 10 + 24
    assert onsets.half_level(y, first, SR) == pytest.approx(4800 + rise / 2, abs=24)


def test_no_sound_is_found_where_none_begins(rng: np.random.Generator) -> None:
    y = _sound(rng, 4800, rise=1)
    assert onsets.first_sample(y, 2000, 960, 2000) is None
    assert onsets.first_sample(np.zeros(SR, np.float32), 2000, 960, 2000) is None
    assert onsets.first_sample(y, 20000, 960, 2000) is None
    assert onsets.first_sample(y, len(y), 960, 2000) is None


def test_the_threshold_follows_what_lies_under_the_sound(rng: np.random.Generator) -> None:
    y = _sound(rng, 4800, rise=1, under=0.12)
    assert onsets.first_sample(y, 4800, 960, 7200) is None
    assert onsets.first_sample(y, 4800, 960, 7200, over=2.0) is not None


def test_tails_are_percentiles() -> None:
    found = figures.tails(np.arange(1001.0))
    assert found == {"p50": 500.0, "p95": 950.0, "p99": 990.0, "p99_9": 999.0, "max": 1000.0, "sd": pytest.approx(288.964, abs=1e-3)}
    assert all(math.isnan(value) for value in figures.tails([]).values())


def test_versions_leave_out_what_is_not_installed() -> None:
    found = figures.versions(["numpy", "no-such-package"])
    assert found["numpy"] == np.__version__
    assert set(found) == {"python", "xmodal-rt", "numpy"}
    assert figures.program_version("no-such-program-at-all") == ""
    assert figures.machine()["cores"]
