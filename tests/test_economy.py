"""What the synthesis saves when it has too little time: in a declared order, said, recorded, and never in the studio."""

from pathlib import Path

import numpy as np
import pytest

from tests.test_control import NOW, ON_TIME, made
from tests.test_score import AHEAD, BLOCK, SR, VOICES, Session, note, replayed
from xmodal_rt import score
from xmodal_rt.events import ALL_VOICES, Event, Kind, Refusal
from xmodal_rt.links import Status
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.osc import codec as osc
from xmodal_rt.phase.bank import LIVE_ITERATIONS, STUDIO_ITERATIONS
from xmodal_rt.synthesis.economy import Economy, Stage
from xmodal_rt.synthesis.instrument import Instrument
from xmodal_rt.synthesis.renderer import Renderer

BLOCK_S = 0.002


def stages(economy: Economy, load: float, seconds: float) -> list[Stage]:
    """The stages that a steady load leads to, with those that it begins with."""
    found = [economy.stage]
    for _ in range(round(seconds / BLOCK_S)):
        if economy.weigh(load):
            found.append(economy.stage)
    return found


def test_stages_come_in_their_order_and_go_in_the_other() -> None:
    economy = Economy(0.85, BLOCK_S)
    assert stages(economy, 0.8, 5.0) == [Stage.NOTHING]
    assert stages(economy, 1.2, 1.0) == [Stage.NOTHING, Stage.PHASES, Stage.RELEASES, Stage.NOTES]
    assert stages(economy, 0.8, 5.0) == [Stage.NOTES]
    assert stages(economy, 0.7, 5.0) == [Stage.NOTES, Stage.RELEASES]
    assert stages(economy, 0.6, 5.0) == [Stage.RELEASES, Stage.PHASES]
    assert stages(economy, 0.4, 5.0) == [Stage.PHASES, Stage.NOTHING]


def test_a_single_late_block_saves_nothing() -> None:
    economy = Economy(0.85, BLOCK_S)
    for _ in range(20):
        assert stages(economy, 0.4, 0.2) == [Stage.NOTHING]
        assert not economy.weigh(8.0)


@pytest.fixture
def overloaded(tone: Checkpoint, tmp_path: Path) -> Session:
    """A session for whose budget every block takes too long."""
    session = Session(tone, tmp_path / "session.osc")
    session.renderer = Renderer(
        session.links, Instrument(tone, SR, VOICES, report=session.links.from_synthesis.push), BLOCK, AHEAD, budget=1e-5
    )
    return session


def told(session: Session) -> list[Event]:
    return list(iter(session.links.from_synthesis.pop, None))


def test_an_overload_is_said_and_sounds_the_same_when_it_is_replayed(
    overloaded: Session, tone: Checkpoint, tone_folder: Path, tmp_path: Path
) -> None:
    overloaded.renderer.tape.start()
    overloaded.play(0.25, note(60, 90), note(64, 80), note(67, 70))
    overloaded.play(0.3, note(60, 0))
    assert overloaded.links.status.view[Status.ECONOMY] == Stage.NOTES
    assert [event for event in told(overloaded) if event.kind is Kind.ECONOMY] == [
        Event(NOW, Kind.ECONOMY, ALL_VOICES, (float(stage),)) for stage in (Stage.PHASES, Stage.RELEASES, Stage.NOTES)
    ]
    overloaded.play(0.05, note(72, 90), note(64, 60))
    assert [event.values for event in told(overloaded)] == [(float(Refusal.NO_TIME),)]
    assert overloaded.renderer.instrument.active == 2
    overloaded.play(0.05, note(64, 0), note(67, 0))
    assert overloaded.renderer.instrument.active == 0
    overloaded.recorder.close()
    read = score.read(tmp_path / "session.osc", tone_folder.parent)
    assert [event.values[0] for _, event in read.events if event.kind is Kind.ECONOMY] == [1, 2, 3]
    np.testing.assert_array_equal(replayed(read, tone), overloaded.y)
    unsaved = score.Score(read.head, read.config, read.state, tuple(at for at in read.events if at[1].kind is not Kind.ECONOMY), read.end)
    assert np.abs(replayed(unsaved, tone) - overloaded.y).max() > 1e-3


def test_released_voices_end_at_once_when_that_is_saved(tone: Checkpoint) -> None:
    instrument, out = Instrument(tone, SR), np.zeros(SR // 20, np.float32)
    instrument.render(out, [(0, note(60, 90)), (SR // 40, note(60, 0))])
    assert instrument.active == 1
    instrument.render(out, [(0, Event(NOW, Kind.ECONOMY, values=(float(Stage.RELEASES),)))])
    assert instrument.active == 0


@pytest.mark.parametrize(("studio", "iterations"), [(False, 0), (True, STUDIO_ITERATIONS)])
def test_the_studio_saves_no_phases(tone: Checkpoint, studio: bool, iterations: int) -> None:
    instrument, out = Instrument(tone, SR, studio=studio), np.zeros(1024, np.float32)
    instrument.render(out, [(0, note(60, 90))])
    assert instrument.hops.bank.iterations == (STUDIO_ITERATIONS if studio else LIVE_ITERATIONS)
    instrument.render(out, [(0, Event(NOW, Kind.ECONOMY, values=(1.0,)))])
    assert instrument.hops.bank.iterations == iterations


def test_who_listens_and_who_asks_is_told() -> None:
    control = made()
    control.feedback(Event(NOW, Kind.ECONOMY, values=(2.0,)), ON_TIME)
    (said,) = osc.parse(control.replies.take()[0][0])
    assert (said.address, said.arguments) == ("/xmodal/economy", (2,))
    control.receive([(osc.message("/xmodal/status"), ("127.0.0.1", 50000))], ON_TIME)
    (said,) = osc.parse(control.replies.take()[0][0])
    assert said.arguments[-1] == Status.ECONOMY  # its place, which the page holds in these tests
