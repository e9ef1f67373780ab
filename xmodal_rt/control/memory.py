"""What a control leaves to its successor: who listens, what is sent, what the microphone plays and holds, and the anchors."""

import json
from typing import Any

from xmodal_rt.control.control import Control
from xmodal_rt.control.mirror import CONTENTS, TARGETS
from xmodal_rt.control.running import Values
from xmodal_rt.errors import ParameterError
from xmodal_rt.model.anchors import Point
from xmodal_rt.osc.addresses import PREFIX, entry
from xmodal_rt.pages import Kept


class Memory:
    """Keeps the lasting state of a control on the page `kept`, its anchors on a page of their own: both outlive the process."""

    def __init__(self, kept: Kept, anchors: Kept) -> None:
        self._kept, self._anchors = kept, anchors
        self._left: tuple[object, ...] = ()
        self._changes = 0, 0

    def leave(self, control: Control) -> None:
        """Write the state down, if the desk has done anything since, or another note is held."""
        now = control.desk.served, control.desk.mirror.held
        if self._left != now:
            self._left = now
            self._kept.keep(json.dumps(_state(control)).encode())
        anchors = control.desk.points.anchors
        number = control.running.number
        if self._changes != (number, anchors.changes):
            self._changes = number, anchors.changes
            self._anchors.keep(json.dumps([number, anchors.points]).encode())

    def take_up(self, control: Control) -> None:
        """Bring a new control to the state that was left."""
        left = self._kept.read()
        if left:
            state = json.loads(left)
            control.replies.listeners = {(host, port): (to, number) for host, port, to, number in state["listeners"]}
            control.desk.sent = frozenset(state["sent"])
            control.desk.dumping = state["dumping"]
            control.desk.latents_per_s = tuple(state["rate"])
            _follow(control, *state["mirror"])
            control.desk.play(control.desk.mirror.let_go(*state["held"]))


def switches(kept: Kept) -> dict[str, Values]:
    """Return the switches that a control has left, by their addresses."""
    left = kept.read()
    state: dict[str, Any] = json.loads(left) if left else {"dumping": False, "mirror": (TARGETS[0], CONTENTS[0])}
    return {"dumpOSC": (int(state["dumping"]),), "listen/to": tuple(state["mirror"])}


def named(anchors: Kept, number: int = 0) -> dict[str, Point] | None:
    """Return the anchors that a control of the model `number` has left, which the one that takes its place begins with.

    None if it never changed any.
    """
    of, points = json.loads(anchors.read() or "[-1, {}]")
    return {name: tuple(point) for name, point in points.items()} if of == number else None


def _follow(control: Control, target: str, content: str) -> None:
    """Let the microphone play what it played, or tell all why the model that plays now cannot."""
    try:
        control.desk.mirror.choose(target, content)
    except ParameterError as error:
        control.desk.tell_rate()  # latents that are played come more often
        control.replies.announce(entry("fail").build(f"{PREFIX}listen/to", str(error)))


def _state(control: Control) -> dict[str, Any]:
    desk = control.desk
    return {
        "listeners": [(*sender, *listener) for sender, listener in control.replies.listeners.items()],
        "sent": sorted(desk.sent),
        "dumping": desk.dumping,
        "rate": desk.latents_per_s,
        "mirror": (desk.mirror.target, desk.mirror.content),
        "held": desk.mirror.held,
    }
