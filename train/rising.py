"""What dynamics do to a sound, whatever the recordings of one class and of the next happen to be: louder is brighter.

The classes of a vocabulary come from several libraries, and few libraries have all of them. So a network learns steps
from one class to the next that are steps from one library to another, and some of them lead down.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from train.axis import hz, widths
from train.config import Experiment
from train.models import CrossModalVAE
from xmodal_rt.errors import ConfigError
from xmodal_rt.model.analysis import Analysis
from xmodal_rt.model.vocabulary import Vocabulary

LOUDER = 0.06
"""nepers (0.5 dB) by which each class is to be louder than the one below"""
BRIGHTER = 0.02
"""by which the logarithm of its spectral centroid is to be higher"""


class Rising(nn.Module):
    """Penalty for symbols that do not grow louder and brighter from one class of the velocity label to the next."""

    hz: Tensor
    log_widths: Tensor
    silence: Tensor

    def __init__(self, vocabulary: Vocabulary, analysis: Analysis) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self.register_buffer("hz", hz(analysis))
        self.register_buffer("log_widths", torch.log(widths(analysis)))
        self.register_buffer("silence", _silence(vocabulary))

    def forward(self, model: CrossModalVAE, labels: Tensor) -> Tensor:
        """Mean, over the label vectors [B, L] that leave nothing open and are heard, of what the step to a neighbour lacks."""
        known = labels[(labels.sum(dim=1) == len(self.vocabulary.names)) & (labels @ self.silence == 0)]
        if self.vocabulary.velocity is None or not len(known):
            return labels.new_zeros(())
        frames = model.decode_signal(model.encode_symbol(torch.cat(self.neighbours(known)))[0]).float()
        power = 2.0 * frames + self.log_widths
        level, centroid = 0.5 * torch.logsumexp(power, dim=1), torch.log(torch.softmax(power, dim=1) @ self.hz)
        return _lacking(level, LOUDER) + _lacking(centroid, BRIGHTER)

    def neighbours(self, labels: Tensor) -> tuple[Tensor, Tensor]:
        """Label vectors [B, L] in the lower and in the higher of two neighbouring classes, one of which is their own."""
        assert self.vocabulary.velocity is not None
        span = self.vocabulary.span(self.vocabulary.velocity)
        count = span.stop - span.start
        low = labels[:, span].argmax(dim=1).clamp(max=count - 2)
        below, above = labels.clone(), labels.clone()
        below[:, span], above[:, span] = (F.one_hot(place, count).to(labels) for place in (low, low + 1))
        return below, above


def asked(experiment: Experiment, device: torch.device) -> Rising | None:
    """Return the penalty, if the experiment gives it a weight.

    Raises
    ------
    ConfigError
        If it does, and none of its labels is the velocity's.
    """
    if not experiment.weights.rising:
        return None
    if experiment.words.velocity is None:
        raise ConfigError("weights.rising is set, but the vocabulary has no velocity label, as a mixture has none; leave it at 0")
    return Rising(experiment.words, experiment.analysis).to(device)


def _lacking(values: Tensor, step: float) -> Tensor:
    """Mean of what the values [2 B] of the higher class lack of being `step` above those of the lower."""
    below, above = values.chunk(2)
    return (step - (above - below)).clamp(min=0.0).mean()


def _silence(vocabulary: Vocabulary) -> Tensor:
    """Return 1 at the place of the age of silence, 0 elsewhere [L]."""
    found = torch.zeros(vocabulary.size)
    if vocabulary.ages:
        found[vocabulary.span(vocabulary.ages.label).start + vocabulary.label(vocabulary.ages.label).index(vocabulary.ages.silence)] = 1.0
    return found
