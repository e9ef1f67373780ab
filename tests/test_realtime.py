"""What the system grants to a process that may miss no deadline."""

import os
import subprocess
import sys

from xmodal_rt.realtime import LATENCY_REQUEST


def test_the_cores_are_kept_awake_exactly_where_the_system_allows_it() -> None:
    code = "from xmodal_rt import realtime; print(realtime.stay_awake())"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == str(os.access(LATENCY_REQUEST, os.W_OK))
