"""The rings against plain queues, alone and across a process boundary."""

from collections import deque

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xmodal_rt.errors import ParameterError
from xmodal_rt.events import ALL_VOICES, MAX_VALUES, NOW, Event, Kind
from xmodal_rt.ring import CONTEXT, AudioRing, EventRing, SharedArray

BLOCKS = (1, 64, 65, 128, 8192)


def _ramp(start: int, frames: int, channels: int) -> np.ndarray:
    """Each sample says where it belongs; exact in float32 up to 2^24."""
    return (start * channels + np.arange(frames * channels, dtype=np.float32)).reshape(frames, channels)


@settings(deadline=None)
@given(
    capacity=st.integers(1, 40),
    channels=st.integers(1, 3),
    moves=st.lists(st.tuples(st.booleans(), st.integers(0, 45)), max_size=60),
)
def test_audio_ring_is_a_bounded_queue_of_frames(capacity: int, channels: int, moves: list[tuple[bool, int]]) -> None:
    ring, model, written = AudioRing(capacity, channels), deque[np.ndarray](), 0
    for is_write, n in moves:
        if is_write:
            block = _ramp(written, n, channels)
            fits = n <= capacity - len(model)
            assert ring.write(block) is fits
            if fits:
                model.extend(block)
                written += n
        else:
            out = np.full((n, channels), -1.0, np.float32)
            there = n <= len(model)
            assert ring.read_into(out) is there
            expected = [model.popleft() for _ in range(n)] if there else [np.full(channels, -1.0)] * n
            np.testing.assert_array_equal(out, np.reshape(expected, (n, channels)))
        assert (ring.readable, ring.writable) == (len(model), capacity - len(model))


_EVENTS = st.builds(
    Event,
    st.floats(0, 1e9),
    st.sampled_from(list(Kind)),
    st.integers(ALL_VOICES, 63),
    st.lists(st.floats(allow_nan=False), max_size=5).map(tuple),
)


@settings(deadline=None)
@given(capacity=st.integers(1, 6), moves=st.lists(st.one_of(st.none(), _EVENTS), max_size=40))
def test_event_ring_is_a_bounded_queue_of_events(capacity: int, moves: list[Event | None]) -> None:
    ring, model = EventRing(capacity), deque[Event]()
    for event in moves:
        if event is None:
            assert ring.pop() == (model.popleft() if model else None)
            continue
        fits = len(model) < capacity
        assert ring.push(event) is fits
        if fits:
            model.append(event)
    assert ring.readable == len(model)


def test_event_with_as_many_values_as_a_record_holds_passes() -> None:
    ring = EventRing(1)
    event = Event(NOW, Kind.LATENT, 3, tuple(float(i) for i in range(MAX_VALUES)))
    assert ring.push(event)
    assert ring.pop() == event
    with pytest.raises(ParameterError, match="129; send fewer"):
        ring.push(event._replace(values=(*event.values, 0.0)))


def test_clear_drops_what_waits() -> None:
    ring = AudioRing(4, 1)
    ring.write(_ramp(0, 3, 1))
    ring.clear()
    assert (ring.readable, ring.writable) == (0, 4)


def test_ring_without_room_is_refused() -> None:
    with pytest.raises(ParameterError, match="at least 1 slot, got 0; raise it"):
        AudioRing(0, 1)


def _produce(ring: AudioRing, events: EventRing, page: SharedArray, block: int, blocks: int) -> None:
    for i in range(blocks):
        while not ring.write(_ramp(i * block, block, 2)):
            pass
        while not events.push(Event(float(i), Kind.NOTE, i % 7, (float(i), 0.5))):
            pass
    page.view[0] = blocks


@pytest.mark.parametrize("block", BLOCKS)
def test_a_spawned_producer_is_heard_in_order_and_without_a_gap(block: int) -> None:
    blocks = max(3, 20000 // block // 10)
    ring, events, page = AudioRing(2 * block + 1, 2), EventRing(5), SharedArray((1,), np.int64)
    producer = CONTEXT.Process(target=_produce, args=(ring, events, page, block, blocks))
    producer.start()
    out = np.empty((block, 2), np.float32)
    heard: list[np.ndarray] = []
    told: list[Event] = []
    while len(heard) < blocks or len(told) < blocks:
        if ring.read_into(out):
            heard.append(out.copy())
        if event := events.pop():
            told.append(event)
        assert producer.is_alive() or producer.exitcode == 0
    producer.join()
    np.testing.assert_array_equal(np.concatenate(heard), _ramp(0, blocks * block, 2))
    assert told == [Event(float(i), Kind.NOTE, i % 7, (float(i), 0.5)) for i in range(blocks)]
    assert page.view[0] == blocks


@pytest.mark.parametrize("shape", [(1,), (3, 4), (2, 0)])
def test_shared_array_begins_with_zeros_and_keeps_what_is_written(shape: tuple[int, ...]) -> None:
    array = SharedArray(shape, np.float32)
    assert array.view.shape == shape
    assert not array.view.any()
    array.view[...] = 7
    assert (array.view == 7).all()
