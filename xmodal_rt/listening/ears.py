"""The ear that a checkpoint needs: of one note, or of the parts of a mixture."""

from xmodal_rt.listening.ear import Ear
from xmodal_rt.listening.mixture_ear import MixtureEar
from xmodal_rt.model.checkpoint import Checkpoint

AnyEar = Ear | MixtureEar


def ear_of(checkpoint: Checkpoint, sr: int) -> AnyEar:
    """Build the ear of a checkpoint at sample rate `sr` in Hz, or raise ParameterError where it has no pitch to hear."""
    return MixtureEar(checkpoint, sr) if checkpoint.config.vocabulary.parts else Ear(checkpoint, sr)
