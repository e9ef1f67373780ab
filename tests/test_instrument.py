"""The instrument, with a model whose pitch and level are known exactly."""

import librosa
import numpy as np
import pytest
from numpy.typing import NDArray

from xmodal_rt.events import ALL_VOICES, NOW, Event, Kind, Refusal
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.synthesis import walk
from xmodal_rt.synthesis.decoder import Decoder
from xmodal_rt.synthesis.instrument import Instrument
from xmodal_rt.synthesis.walk import Guide

SR = 48000


def note(pitch: float, velocity: float, voice: int = ALL_VOICES) -> Event:
    return Event(NOW, Kind.NOTE, voice, (pitch, velocity))


def render(instrument: Instrument, n: int, *events: tuple[int, Event], block: int = 64) -> NDArray[np.float32]:
    """Render n samples in blocks; events lie at samples from the start."""
    out = np.zeros(n, np.float32)
    for start in range(0, n, block):
        stop = min(start + block, n)
        instrument.render(out[start:stop], [(at - start, event) for at, event in events if start <= at < stop])
    return out


def strongest_hz(y: NDArray[np.float32], sr: int) -> float:
    """Frequency of the strongest partial: peak of a long, zero-padded spectrum (not our analysis)."""
    S = np.abs(np.fft.rfft(y * np.hanning(len(y)), 8 * len(y)))
    k = int(S.argmax())
    a, b, c = np.log(S[k - 1 : k + 2])
    return float((k + 0.5 * (a - c) / (a - 2 * b + c)) * sr / (8 * len(y)))


def level_db(y: NDArray[np.float32]) -> float:
    return float(10 * np.log10(np.mean(np.square(y)) + 1e-20))


@pytest.fixture
def instrument(tone: Checkpoint) -> Instrument:
    return Instrument(tone, SR, voices=8)


@pytest.mark.parametrize("sr", [44100, 48000, 96000])
def test_plays_in_tune_at_every_device_rate(tone: Checkpoint, sr: int) -> None:
    for pitch in (45, 60, 72.5, 84):
        y = render(Instrument(tone, sr), sr, (0, note(pitch, 100)))
        cents = 1200 * np.log2(strongest_hz(y[sr // 4 :], sr) / librosa.midi_to_hz(pitch))
        assert abs(cents) < 2


def bend(semitones: float, voice: int = ALL_VOICES) -> Event:
    return Event(NOW, Kind.BEND, voice, (semitones,))


def test_a_bend_of_one_voice_moves_it_alone_until_its_next_note(instrument: Instrument) -> None:
    at = SR // 2
    events = (0, note(60, 100, 3)), (0, note(76, 100, 5)), (at, bend(1.5, 5)), (2 * at, note(60, 0)), (3 * at, note(76, 100, 5))
    y = render(instrument, 4 * at, *events)
    S = np.abs(np.fft.rfft(y[at + 4800 : 2 * at] * np.hanning(at - 4800), 8 * SR)) / SR
    lower, before, bent = (S[round(8 * librosa.midi_to_hz(pitch))] for pitch in (60, 76, 77.5))
    assert min(lower, bent) > 20 * before
    assert 1200 * abs(np.log2(strongest_hz(y[3 * at + 4800 :], SR) / librosa.midi_to_hz(76))) < 2


def test_a_bend_of_all_stays_for_notes_to_come_and_adds_to_that_of_a_voice(instrument: Instrument) -> None:
    at = SR // 2
    y = render(instrument, 2 * at, (0, bend(-2)), (0, note(69, 100, 1)), (at, bend(0.5, 1)))
    for part, pitch in ((y[4800:at], 67), (y[at + 4800 :], 67.5)):
        assert 1200 * abs(np.log2(strongest_hz(part, SR) / librosa.midi_to_hz(pitch))) < 2


def test_a_bend_while_nothing_sounds_outlasts_the_session(tone: Checkpoint, instrument: Instrument) -> None:
    render(instrument, 64, (0, bend(3)))
    other = Instrument(tone, SR, voices=8)
    other.restore(instrument.settle(), 0)
    y = render(other, SR // 2, (0, note(60, 100)))
    assert 1200 * abs(np.log2(strongest_hz(y[4800:], SR) / librosa.midi_to_hz(63))) < 2


def test_silent_until_played_and_after_the_release(instrument: Instrument) -> None:
    y = render(instrument, 2 * SR, (SR // 2, note(60, 100)), (SR, note(60, 0)))
    assert np.all(y[: SR // 2] == 0)
    assert level_db(y[3 * SR // 4 : SR]) > -40
    assert np.all(y[-SR // 4 :] == 0)
    assert instrument.active == 0


@pytest.mark.parametrize("block", [1, 32, 65, 128, 256, 1000, 2048, 8192])
def test_sound_does_not_depend_on_the_block_size(tone: Checkpoint, block: int) -> None:
    events = [(100, note(60, 90)), (3001, note(67, 50)), (7777, note(60, 0)), (8000, note(72, 127))]
    expected = render(Instrument(tone, SR), 12000, *events, block=64)
    heard = render(Instrument(tone, SR), 12000, *events, block=block)
    np.testing.assert_allclose(heard, expected, atol=1e-6)


def test_preparing_ahead_changes_nothing(tone: Checkpoint) -> None:
    # No note begins at a block: what is prepared before it has the iterations of the voices that sounded until then.
    events = [(100, note(60, 90)), (3001, note(67, 50)), (7777, note(60, 0)), (8010, note(72, 127)), (8100, note(72, 30))]
    expected = render(Instrument(tone, SR), 12000, *events)
    instrument, heard = Instrument(tone, SR), np.zeros(12000, np.float32)
    for start in range(0, 12000, 64):
        block = heard[start : start + 64]
        instrument.render(block, [(at - start, event) for at, event in events if start <= at < start + 64])
        instrument.prepare()
    np.testing.assert_allclose(heard, expected, atol=1e-6)


def test_a_note_begins_at_the_sample_where_it_is_due(instrument: Instrument) -> None:
    y = render(instrument, 4096, (1000, note(69, 100)), block=256)
    assert np.all(y[:1000] == 0)
    assert np.abs(y[1000:1064]).max() > 0


def test_velocity_makes_it_louder(tone: Checkpoint) -> None:
    levels = [level_db(render(Instrument(tone, SR), SR // 2, (0, note(60, v)))) for v in (10, 40, 80, 120)]
    assert levels == sorted(levels)
    assert levels[-1] - levels[0] > 6


def test_the_same_latent_gives_the_same_spectrum_twice(instrument: Instrument) -> None:
    z, other = (-0.5, -2.0, 0.5), (0.375, -2.0, 0.9)
    y = render(instrument, 3 * SR, *[(i * SR, Event(NOW, Kind.LATENT, ALL_VOICES, v)) for i, v in enumerate((z, other, z))])
    first, changed, again = (np.abs(np.fft.rfft(y[i * SR + SR // 2 : (i + 1) * SR] * np.hanning(SR // 2))) for i in range(3))
    loud = first > first.max() / 100
    assert np.abs(20 * np.log10(again[loud] / first[loud])).max() < 1
    assert np.abs(20 * np.log10(changed[loud] / first[loud])).max() > 20


def test_coordinates_move_what_sounds(instrument: Instrument) -> None:
    y = render(instrument, SR, (0, note(60, 100)), (SR // 2, Event(NOW, Kind.COORDINATE, ALL_VOICES, (0.0, 1.0))))
    assert strongest_hz(y[: SR // 2], SR) == pytest.approx(librosa.midi_to_hz(60), rel=2e-3)
    assert strongest_hz(y[SR // 2 + 2000 :], SR) == pytest.approx(librosa.midi_to_hz(72), rel=2e-3)


def test_a_coordinate_starts_a_held_voice_when_none_sounds(instrument: Instrument) -> None:
    y = render(instrument, SR // 2, (0, Event(NOW, Kind.COORDINATE, ALL_VOICES, (1.0, -1.6))))
    assert strongest_hz(y[4800:], SR) == pytest.approx(librosa.midi_to_hz(60), rel=2e-3)
    assert instrument.active == 1


def test_symbols_choose_the_labels_of_the_notes_to_come_and_move_what_sounds(instrument: Instrument) -> None:
    piano = Event(NOW, Kind.SYMBOL, ALL_VOICES, (3.0, 1.0))
    y = render(instrument, SR, (0, note(60, 100)), (SR // 2, piano))
    dull, bright = (librosa.feature.spectral_centroid(y=part, sr=SR).mean() for part in (y[: SR // 2], y[SR // 2 :]))
    assert bright > 1.1 * dull


def test_a_whole_pitch_in_symbols_starts_one_held_note(instrument: Instrument) -> None:
    y = render(instrument, SR, (0, Event(NOW, Kind.SYMBOL, ALL_VOICES, (0.0, 4.0, 1.0, 9.0))), (SR // 2, Event(NOW, Kind.RELEASE)))
    assert strongest_hz(y[: SR // 2], SR) == pytest.approx(440, rel=2e-3)
    assert instrument.active == 0


def test_the_oldest_released_voice_is_stolen_first(tone: Checkpoint) -> None:
    instrument = Instrument(tone, SR, voices=2)
    render(instrument, 4800, (0, note(60, 90)), (100, note(64, 90)), (4000, note(64, 0)), (4400, note(67, 90)))
    y = render(instrument, SR // 2)
    S = np.abs(np.fft.rfft(y * np.hanning(len(y))))
    heard = [S[round(librosa.midi_to_hz(p) * len(y) / SR)] / S.max() for p in (60, 64, 67)]
    assert heard[0] > 0.3
    assert heard[1] < 0.01
    assert heard[2] > 0.3


def test_a_stolen_voice_does_not_come_back_before_it_goes(tone: Checkpoint) -> None:
    instrument = Instrument(tone, SR, voices=1)
    y = render(instrument, 11600, (0, note(60, 127)), (4800, note(60, 0)), (11000, note(72, 1)))
    tail, onset = np.abs(y[10800:11000]).max(), np.abs(y[11000:11064]).max()
    soft = np.abs(render(Instrument(tone, SR, voices=1), 600, (0, note(72, 1)))).max()
    assert tail < 0.1 * np.abs(y[:4800]).max()
    assert onset < 1.2 * (tail + soft)


def test_more_notes_than_voices_stay_below_full_scale(instrument: Instrument) -> None:
    chord = [(i * 10, note(48 + i, 127)) for i in range(20)]
    y = render(instrument, SR, *chord)
    assert np.abs(y).max() < 1
    assert np.isfinite(y).all()
    assert instrument.active == 8


def test_panic_is_silent_within_a_tenth_of_a_second(instrument: Instrument) -> None:
    y = render(instrument, SR, (0, note(60, 100)), (10, note(64, 100)), (SR // 2, Event(NOW, Kind.PANIC)))
    assert np.all(y[SR // 2 + SR // 10 :] == 0)


def test_a_pitch_outside_the_vocabulary_is_refused_and_the_sound_goes_on(tone: Checkpoint) -> None:
    told: list[Event] = []
    instrument = Instrument(tone, SR, report=told.append)
    y = render(instrument, SR // 2, (0, note(60, 100)), (100, note(127, 100)), (200, Event(NOW, Kind.SYNC, ALL_VOICES, (7.0, 1.0))))
    assert [(event.kind, event.values[0]) for event in told] == [(Kind.REFUSED, Refusal.OUT_OF_RANGE), (Kind.SYNCED, 7.0)]
    assert level_db(y[-4800:]) > -40


def test_a_frame_that_is_not_finite_ends_its_voice_alone_and_is_told(tone: Checkpoint) -> None:
    told: list[Event] = []
    instrument = Instrument(tone, SR, report=told.append)
    bad = Event(NOW, Kind.LATENT, 1, (0.0, float("nan"), 0.5))
    render(instrument, 4800, (0, note(60, 100, voice=0)), (10, note(64, 100, voice=1)), (2000, bad))
    y = render(instrument, SR // 2)
    assert np.isfinite(y).all()
    assert instrument.faults > 0
    assert instrument.active == 1
    assert {event.values for event in told} == {(Refusal.NO_NUMBER, 1.0)}
    assert strongest_hz(y, SR) == pytest.approx(librosa.midi_to_hz(60), rel=2e-3)


def test_a_voice_plays_again_after_a_latent_that_was_not_finite(instrument: Instrument) -> None:
    moves = [(2000, Event(NOW, Kind.LATENT, 1, (0.0, level, 0.5))) for level in (float("nan"), -2.0)]
    render(instrument, 4800, (0, note(64, 100, voice=1)), *moves)
    y = render(instrument, SR // 2, (0, note(69, 100, voice=1)))
    assert strongest_hz(y, SR) == pytest.approx(librosa.midi_to_hz(69), rel=2e-3)


def test_walks_are_the_same_looked_up_and_encoded(tone: Checkpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"octave": 4, "pitch_class": 7, "dynamics": 2, "instrument": 1}
    found = Guide(tone).walk(values, 70.0)
    monkeypatch.setattr(walk, "_TABLE_ROWS", 0)
    encoded = Guide(tone).walk(values, 70.0)
    np.testing.assert_allclose(found.z, encoded.z, atol=1e-6)
    np.testing.assert_allclose(found.release, encoded.release, atol=1e-6)


def test_a_held_note_is_decoded_only_when_its_latent_has_moved(tone: Checkpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    decode, decoded = Decoder.__call__, []
    monkeypatch.setattr(Decoder, "__call__", lambda self, z: decoded.append(len(z)) or decode(self, z))
    instrument = Instrument(tone, SR)
    render(instrument, SR, (0, Event(NOW, Kind.LATENT, 0, (0.5, -2.0, 0.5))), (SR // 2, Event(NOW, Kind.COORDINATE, 0, (0.0, 1.5))))
    assert sum(decoded) == 2


def test_a_flood_of_jumps_costs_hardly_more_frames_than_a_held_note(instrument: Instrument) -> None:
    frames: list[int] = []
    instrument.hops.give_spectra(lambda S, voices, bad: frames.append(len(voices)))
    jumps = [(at, Event(NOW, Kind.LATENT, 0, (0.9 * (-1) ** (at // 64), -2.0, 0.5))) for at in range(64, SR, 64)]
    render(instrument, SR, (0, note(60, 80, 0)), *jumps)
    assert SR / 128 <= sum(frames) <= SR / 128 + SR / 480 + 2


def test_a_jump_within_a_moment_of_another_is_heard_with_the_next_hop(instrument: Instrument) -> None:
    places = [(0.2, -2.0, 0.5), (0.8, -2.0, 0.5)]
    jumps = [(SR // 10 + 64 * i, Event(NOW, Kind.LATENT, 0, place)) for i, place in enumerate(places * 5)]
    y = render(instrument, SR // 2, (0, note(60, 80, 0)), *jumps)
    alone = Instrument(instrument.checkpoint, SR, voices=8)
    z = render(alone, SR // 2, (0, note(60, 80, 0)), (SR // 10 + 64 * 9, Event(NOW, Kind.LATENT, 0, places[1])))
    assert strongest_hz(y[SR // 4 :], SR) == pytest.approx(strongest_hz(z[SR // 4 :], SR), rel=1e-3)
    assert level_db(y[SR // 4 :]) == pytest.approx(level_db(z[SR // 4 :]), abs=0.5)
