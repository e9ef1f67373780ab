"""A sound device that disappears is played on when it is back, and the others keep running meanwhile."""

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from xmodal_rt.audio.jack_probe import JackProbe
from xmodal_rt.audio.jack_server import JackServer

Serve = Callable[..., contextlib.AbstractContextManager[Any]]
TONE = ("--checkpoint", "tone", "--ahead", "8", "--audio", "jack")
SERVER = f"xmodal-lost-{os.getpid()}"
PATIENCE_S = 20.0
SR = 48000


def failures(served: Any) -> list[str]:
    """Return what the instrument says of its audio until there is nothing more for a moment."""
    found: list[str] = []
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and not found:
        found = [str(m.arguments[1]) for m in served.heard(1.5) if (m.address, m.arguments[:1]) == ("/xmodal/fail", ("/xmodal/audio",))]
    return found


def test_a_jack_server_that_comes_back_is_played_on_once_it_works_as_before(serve: Serve, shelf: Path) -> None:
    with contextlib.ExitStack() as running:
        with JackServer(SERVER, SR, 128):
            served = running.enter_context(serve(shelf, *TONE))
            served.settle()
        assert "JACK" in failures(served)[0]  # which stopped asking for sound, or does not answer
        served.send("note", 69, 100)
        for _ in range(2):  # the voices are counted at the end of the block in which the first is answered
            served.settle()
        assert served.status()[0] == 1  # the others run on
        with JackServer(SERVER, SR, 256):
            assert "start jackd with -r 48000 -p 128" in failures(served)[-1]
        with JackServer(SERVER, SR, 128), JackProbe("stalls", 20.0) as probe:
            assert served.answer("restarted", PATIENCE_S)[0] == "audio"
            probe.connect("xmodal:output_1", probe.input)
            time.sleep(0.5)
            assert np.abs(probe.recording[-SR // 5 :]).max() > 0.01
            running.close()
