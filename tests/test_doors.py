"""Who may send."""

import pytest

from xmodal_rt.doors import Doors
from xmodal_rt.errors import ParameterError
from xmodal_rt.settings import ServeSettings


def test_this_machine_may_do_everything() -> None:
    doors = Doors()
    assert all(doors.admits(host) and doors.trusts(host) for host in ("127.0.0.1", "127.0.0.53", "::1"))
    assert not doors.admits("192.168.1.20")


@pytest.mark.parametrize(
    ("host", "admitted", "trusted"),
    [("192.168.1.20", True, True), ("10.1.2.3", True, False), ("10.2.0.1", False, False), ("192.168.1.21", False, False)],
)
def test_of_a_network_one_may_play_and_a_single_address_may_do_everything(host: str, admitted: bool, trusted: bool) -> None:
    doors = Doors(("192.168.1.20", "10.1.0.0/16"))
    assert (doors.admits(host), doors.trusts(host)) == (admitted, trusted)


@pytest.mark.parametrize("text", ["", "somebody", "192.168.1", "192.168.1.1/40", "*"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ParameterError, match=r"is no address; use one such as 192\.168\.1\.20"):
        ServeSettings(allow=(text,))


def test_nobody_opens_the_door_to_a_network_without_saying_to_whom() -> None:
    with pytest.raises(ParameterError, match="say which with --allow"):
        ServeSettings(host="0.0.0.0")
    assert ServeSettings(host="0.0.0.0", allow=("192.168.1.0/24",)).allow
