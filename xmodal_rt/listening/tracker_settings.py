"""Thresholds of the note tracker."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TrackerSettings:
    """Thresholds of the note tracker: levels in dB, times in seconds, leads in nats of the pitch evidence."""

    memory_s: float = 0.004
    """how long a moment counts in the evidence"""
    least: float = -8.0
    """a moment speaks against a pitch no louder than this (natural logarithm), however sure it is"""
    begin_lead: float = 2.3
    """lead over the next pitch with which a note begins out of silence"""
    alone_lead: float = 0.0
    """so much more where the sound does not repeat clearly at that pitch, as in its first moments"""
    beside_lead: float = 2.0
    """... and so much more for a semitone that the repetition of the sound lies beside it: players glide into notes"""
    probability: float = 0.95
    """what the newest frame must give to the pitch that begins"""
    patient_s: float = 0.04
    """a sound that is older, and no note yet, may never be that sure:"""
    patient_probability: float = 0.5
    patient_lead: float = 0.4
    """... what is needed then, and so much less lead"""
    change_lead: float = 1.5
    """lead with which a pitch replaces a sounding one"""
    step_lead: float = 1.0
    """so much more for a semitone, which a vibrato may cross"""
    partial_lead: float = 2.0
    """... and for the pitch of a partial, which may outlast the others"""
    late_s: float = 0.1
    """where a sound is so old and no note has begun, the model is asked instead, whose window is a steady one"""
    late_lead: float = 2.0
    """... and so much more lead is needed"""
    gate_db: float = 6.0
    """a note is so far above the room"""
    clear_db: float = 20.0
    """... and where it is less than this above the room, it needs more lead:"""
    noise_lead: float = 0.5
    """so much more at the gate"""
    periods: float = 1.5
    """a pitch is told from so many of its periods at least"""
    fall_db: float = 30.0
    """a note has ended when it is so far below its loudest moment"""
    fade_db_per_s: float = 9.0
    """what the loudest moment is forgotten by"""
    off_s: float = 0.03
    """... for so long"""
    lost_s: float = 0.12
    """a note has ended, too, when its pitch has not been heard for so long; what sounds instead need not grow louder to be a note"""
    again_db: float = 6.0
    """after a note a new one must rise so far above the quietest moment since"""
    return_db: float = 6.0
    """... and at the same pitch be struck, or come this near to the loudest moment of that note"""
    stroke_wait_s: float = 0.012
    """a stroke may be that of another pitch, which the frames show only later"""
    stroke_s: float = 0.1
    """... but not later than this: by then nothing from before the stroke is left in the windows, and what changes is another event"""
    settle_s: float = 0.1
    """age at which all labels of a note are told again, from what was heard since it began"""
