"""The stop flag, which must reach everybody however the others ended."""

import time

from xmodal_rt.links import StopFlag
from xmodal_rt.ring import CONTEXT

PATIENCE_S = 30.0


def wait_for_ever(stop: StopFlag, began: StopFlag) -> None:
    began.set()
    stop.wait(3600.0)


def test_a_child_sees_the_flag_and_ends() -> None:
    stop, began = StopFlag(), StopFlag()
    child = CONTEXT.Process(target=wait_for_ever, args=(stop, began))
    child.start()
    assert began.wait(PATIENCE_S)
    stop.set()
    child.join(PATIENCE_S)
    assert child.exitcode == 0


def test_a_child_that_is_killed_while_it_waits_keeps_nobody_from_stopping() -> None:
    stop, began = StopFlag(), StopFlag()
    child = CONTEXT.Process(target=wait_for_ever, args=(stop, began))
    child.start()
    assert began.wait(PATIENCE_S)
    child.kill()
    child.join(PATIENCE_S)
    stop.set()
    assert stop.is_set()


def test_a_wait_ends_when_its_time_is_over() -> None:
    stop = StopFlag()
    began_s = time.monotonic()
    assert not stop.wait(0.05)
    assert time.monotonic() - began_s >= 0.05
