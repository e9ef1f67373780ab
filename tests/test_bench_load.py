"""The measurements of work and endurance, on a model whose sound is known; how quick it is, is not tested."""

import os
import subprocess
import sys

import numpy as np
import pytest

from xmodal_rt.bench import load, processes, voices
from xmodal_rt.bench.time_tags import _land, _smooth
from xmodal_rt.errors import ParameterError

TAIL = {"p50", "p95", "p99", "p99_9", "max", "sd"}


@pytest.mark.usefixtures("in_folder_of_tone")
def test_the_work_of_a_hop_is_measured_for_each_number_of_voices() -> None:
    found = voices.run("tone", seconds=2.7, most=1)
    share = found["work_share"]
    assert isinstance(share, dict)
    assert set(share) == {"1"}
    assert set(share["1"]) == TAIL
    assert 0 < share["1"]["p50"] <= share["1"]["p99_9"] <= share["1"]["max"]
    assert found["max_voices"] == (1 if share["1"]["p99_9"] <= voices.SHARE else 0)
    assert found["hop_ms"] == pytest.approx(128 / 48, abs=1e-3)


@pytest.mark.usefixtures("in_folder_of_tone")
def test_the_whole_instrument_is_held_under_load() -> None:
    found = load.run(minutes=0.02, voices=3, messages_per_s=100, block=256, checkpoint="tone")
    assert found["voices_at_the_end"] == 3
    assert found["underruns"] == sum(found["underruns_per_minute"])  # type: ignore[call-overload]  # a list of numbers
    assert found["memory_mb"][0] > 50  # type: ignore[index]  # a list of numbers


def test_too_few_hops_for_a_tail_are_refused() -> None:
    with pytest.raises(ParameterError, match=r"use 2\.7 or more"):
        voices.run("tone", seconds=1.0)


def test_a_block_that_does_not_divide_the_hop_is_refused() -> None:
    with pytest.raises(ParameterError, match="use one that divides 128"):
        voices.run("tone", block=100)


def test_what_two_processes_share_is_counted_once() -> None:
    program = "import os, sys; y = b'1' * (64 << 20); os.fork(); os.write(1, b'ready\\n'); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == process.stdout.readline() == b"ready\n"
        found, used_mb = processes.family(process.pid), processes.pss_mb(process.pid)
        process.communicate()
    assert len(found) == 2
    assert 64 < used_mb < 100
    assert sum(processes.cpu_s(os.getpid()).values()) > 0


def test_no_minutes_are_refused() -> None:
    with pytest.raises(ParameterError, match="use more than 0"):
        load.run(minutes=0)


def test_a_note_is_found_to_the_sample_though_the_recorder_was_woken_late() -> None:
    rng = np.random.default_rng(0)
    block, sr, blocks = 64, 48000, 2000
    arrivals_s = 5.0 + np.arange(blocks) * block / sr + rng.exponential(30e-6, blocks)
    y = np.zeros(blocks * block, np.float32)
    y[70001:70100] = 0.1
    due_s = 5.0 + 70001 / sr
    way_s = _land(y, _smooth(arrivals_s, block / sr), block, sr, due_s)
    assert way_s == pytest.approx(20.8e-6, abs=0.5 / sr)  # the median lateness of the recorder
