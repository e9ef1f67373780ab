"""What the numbers of MIDI mean to a vocabulary, in a file as from a keyboard: programs and keys."""

from collections.abc import Sequence

from xmodal_rt.errors import ParameterError
from xmodal_rt.listening.transcription import GENERAL_MIDI
from xmodal_rt.model.vocabulary import Vocabulary

INSTRUMENT = "instrument"
"""label that a program chooses"""
_FAMILY = 8
"""programs of one family stand together"""
_LIKE = (0, 0, 9, 0, 5, 5, 5, 7, 8, 9, 8, 5, 9, 0, 0, 0)
"""family that is most like each: keyboards for what is struck or plucked, bows for strings and pads, pipes for organs"""


def nearest(program: int, instruments: Sequence[str]) -> int:
    """Index of the instrument that is nearest to `program`: of its family, else of one like it, else by number.

    Instruments whose program is not known stand back behind all others.

    >>> nearest(71, ("flute", "piano", "alto_sax")), nearest(48, ("flute", "violin"))
    (2, 1)
    """
    family = program // _FAMILY

    def distance(index: int) -> tuple[bool, bool, bool, int]:
        known = GENERAL_MIDI.get(instruments[index])
        if known is None:
            return True, True, True, 0
        return False, known // _FAMILY != family, known // _FAMILY != _LIKE[family], abs(known - program)

    return min(range(len(instruments)), key=distance)


def chosen(program: int, vocabulary: Vocabulary) -> dict[str, int]:
    """Label that a program sets; none where the vocabulary has no instruments."""
    if INSTRUMENT not in vocabulary.names:
        return {}
    return {INSTRUMENT: nearest(program, vocabulary.label(INSTRUMENT).classes)}


def has(vocabulary: Vocabulary, pitch: float) -> bool:
    """Whether the vocabulary has a MIDI pitch, which may be fractional."""
    try:
        vocabulary.pitch_values(round(pitch))
    except ParameterError:
        return False
    return 0 <= pitch <= 127
