"""Pages that outlive the process that wrote them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xmodal_rt.clock import ClockStamps
from xmodal_rt.errors import ParameterError
from xmodal_rt.pages import Kept, Lines, Part


@given(st.lists(st.binary(max_size=40), max_size=6))
def test_the_newest_is_kept(written: list[bytes]) -> None:
    kept = Kept(40)
    assert kept.read() == b""
    for data in written:
        kept.keep(data)
        assert kept.read() == data


def test_what_was_kept_is_whole_after_a_death_in_the_middle() -> None:
    kept = Kept(40)
    kept.keep(b"before")
    kept._copies.view[0, :3] = np.frombuffer(b"xyz", np.uint8)  # the writer got no further
    assert kept.read() == b"before"
    kept.keep(b"after")
    assert kept.read() == b"after"


def test_what_has_no_room_is_refused_and_what_was_kept_stays() -> None:
    kept = Kept(4)
    kept.keep(b"abcd")
    with pytest.raises(ParameterError, match="5 bytes do not fit into 4; keep less"):
        kept.keep(b"abcde")
    assert kept.read() == b"abcd"


@pytest.mark.parametrize("text", ["", "why", "ä" * 300, "a" + "ä" * 300])
def test_a_line_is_cut_where_it_is_too_long(text: str) -> None:
    lines = Lines()
    lines.write(Part.CONTROL, "a longer one than the next" * 10)
    lines.write(Part.CONTROL, text)
    assert lines.read(Part.AUDIO) == ""
    assert text.startswith(lines.read(Part.CONTROL))
    assert len(lines.read(Part.CONTROL).encode()) >= min(510, len(text.encode()))


def test_a_stamp_is_read_after_a_writer_died_in_the_middle_of_one() -> None:
    stamps = ClockStamps()
    stamps.stamp(128, 1.0)
    stamps._stamp.view[0] += 1  # the writer got no further
    assert stamps.read() == (0, 0.0)
    stamps.stamp(256, 2.0)
    assert stamps.read() == (256, 2.0)
    stamps.stamp(384, 3.0)
    assert stamps.read() == (384, 3.0)
