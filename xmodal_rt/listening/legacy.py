"""What a listening leaves to the one that takes its place: its switches, the room that it knows, and the notes that sound."""

import json
from dataclasses import asdict, dataclass, field

from xmodal_rt.events import Event, Kind
from xmodal_rt.pages import Kept


@dataclass
class Legacy:
    """State of a listening that outlives its process; None where there is nothing to know."""

    on: bool
    latent_every: int = 0
    room_db: float | None = None
    sounding: list[tuple[int, float]] = field(default_factory=list)
    """number of the part, or ALL_VOICES, and pitch of each note"""

    @classmethod
    def read(cls, kept: Kept, on: bool) -> "Legacy":
        """Return what was left, or the state of a first listening that is `on` or not."""
        left = kept.read()
        return cls(**json.loads(left)) if left else cls(on)

    def leave(self, kept: Kept) -> None:
        """Write it down."""
        kept.keep(json.dumps(asdict(self)).encode())

    def note(self, event: Event) -> bool:
        """See what the ear told; True when that changes anything here."""
        if event.kind in (Kind.LABEL_ON, Kind.LABEL_OFF):
            others = [note for note in self.sounding if note[0] != event.voice]
            self.sounding = [*others, (event.voice, event.values[0])] if event.kind is Kind.LABEL_ON else others
        elif event.kind is Kind.CALIBRATED:
            self.room_db = event.values[0]
        return event.kind in (Kind.LABEL_ON, Kind.LABEL_OFF, Kind.CALIBRATED)

    def ending(self) -> list[Event]:
        """Return the ends of the notes that sounded when nobody was there to hear them."""
        return [Event(0.0, Kind.LABEL_OFF, voice, (pitch,)) for voice, pitch in self.sounding]
