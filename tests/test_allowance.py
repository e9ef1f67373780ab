"""How much of a flood is dealt with."""

import pytest

from xmodal_rt.allowance import Allowance


def test_after_a_rest_no_more_is_left_than_may_come_at_once() -> None:
    allowance = Allowance(per_s=100, at_once=8)
    allowance.pass_time(60.0)
    assert allowance.left == 8


def test_what_was_spent_grows_again_with_time() -> None:
    allowance = Allowance(per_s=100, at_once=8)
    allowance.spend(10)
    assert allowance.left == -2
    allowance.pass_time(0.05)
    assert allowance.left == pytest.approx(3)
