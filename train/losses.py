"""The loss: both evidence lower bounds, the divergence between the posteriors, and the transfers."""

import math
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from train.config import Weights
from train.critic import Critic
from train.draws import Draws
from train.models import CrossModalVAE
from train.rising import Rising
from xmodal_rt.model.vocabulary import Label, Vocabulary

AUDIBLE = 7.0
"""nepers (61 dB) below a frame's loudest value within which a bin is heard: over them its errors lose their weight"""


@dataclass(frozen=True)
class Posterior:
    """A diagonal Gaussian, mean and log variance [B, D]."""

    mu: Tensor
    logvar: Tensor

    def single(self) -> "Posterior":
        """Return the same in single precision, which the divergences need where the networks run in less."""
        return Posterior(self.mu.float(), self.logvar.float())

    def sample(self, random: Draws, rows: Tensor) -> Tensor:
        """Draw one z [b, D] by reparameterisation, for those `rows` [B] of the batch that it is about."""
        noise = random.normal(len(rows), self.mu.shape[1])[rows]
        return self.mu + noise * torch.exp(0.5 * self.logvar)

    def divergence(self, other: "Posterior") -> Tensor:
        """KL(self ‖ other), mean over the batch."""
        ratio = torch.exp(self.logvar - other.logvar)
        distance = (self.mu - other.mu).square() * torch.exp(-other.logvar)
        return mean(0.5 * (ratio + distance - 1.0 - self.logvar + other.logvar).sum(dim=1))

    def apart(self, other: "Posterior") -> Tensor:
        """Squared distance of the means, mean over the batch."""
        return mean((self.mu - other.mu).square().sum(dim=1))

    def from_prior(self) -> Tensor:
        """KL(self ‖ N(0, 1)), mean over the batch."""
        return self.divergence(Posterior(torch.zeros_like(self.mu), torch.zeros_like(self.logvar)))


@dataclass(frozen=True)
class Views:
    """Three views of the same frames, all [B, F]: as the encoder hears them, as it rebuilds them, as their symbols play them."""

    heard: Tensor
    rebuilt: Tensor
    played: Tensor


class Objective(nn.Module):
    """The loss of a model as a module, for what wraps modules; those of its critic and of its dynamics, if asked for, are parts of it."""

    def __init__(
        self, model: CrossModalVAE, vocabulary: Vocabulary, weights: Weights, critic: Critic | None = None, rising: Rising | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.model, self.vocabulary, self.weights, self.critic, self.rising = model, vocabulary, weights, critic, rising

    def forward(self, *batch: Any) -> dict[str, Tensor]:
        """Terms of the loss; the arguments are those of `total` after the weights."""
        terms = partial(total, critic=self.critic)(self.model, self.vocabulary, self.weights, *batch)
        if self.rising is None:
            return terms
        _, (below, *_), _, plain, share, _ = batch
        rising = self.rising(self.model, below[plain]) * plain.float().mean() / share
        return {**terms, "loss": terms["loss"] + self.weights.rising * rising, "rising": rising}


def mean(each: Tensor) -> Tensor:
    """Mean of the losses [B] of some rows, 0 for none of them: a process' share of a batch may have no plain row."""
    return each.mean() if len(each) else each.sum()


def gaussian_nll(d: Tensor, log_sigma: Tensor) -> Tensor:
    """Negative log likelihood of what lies `d` [B, F] away from the mean of a Gaussian, whose deviations [F] are kept from vanishing."""
    sigma = log_sigma.clamp(min=-2.0)
    return 0.5 * (d * torch.exp(-sigma)).square() + sigma + 0.5 * math.log(2 * math.pi)


def frame_loss(model: CrossModalVAE, decoded: Tensor, target: Tensor) -> Tensor:
    """Negative log likelihood of frames [B, F] under the decoder's Gaussian, weighted by audibility."""
    weight = (1.0 + (target - target.amax(dim=1, keepdim=True)) / AUDIBLE).clamp(min=0.15)
    return mean((weight * gaussian_nll(decoded.float() - target, model.log_sigma)).sum(dim=1))


def label_loss(vocabulary: Vocabulary, logits: Tensor, heard: Tensor) -> Tensor:
    """Cross entropy summed over the labels that are known, mean over the batch: logits, heard [B, L]."""
    places = ((label, vocabulary.span(label.name)) for label in vocabulary.labels)
    return mean(torch.stack([cross_entropy(label, logits[:, at].float(), heard[:, at]) for label, at in places]).sum(dim=0))


def cross_entropy(label: Label, logits: Tensor, heard: Tensor) -> Tensor:
    """Negative log likelihood [B] of vectors of one label under logits, both [B, classes]; of a binary one each class is a Bernoulli."""
    if label.binary:
        return (heard.abs() * F.softplus(-heard.sign() * logits)).sum(dim=1)
    return -(heard * F.log_softmax(logits, dim=1)).sum(dim=1)


def total(
    model: CrossModalVAE, vocabulary: Vocabulary, weights: Weights,
    views: Views, labels: tuple[Tensor, Tensor, Tensor], heard: Tensor, plain: Tensor, share: Tensor, random: Draws,
    critic: Critic | None = None,
) -> dict[str, Tensor]:  # fmt: skip
    """Terms of the loss; their sum, weighted, is ``loss``.

    `labels` are the vectors below and above the age [B, L] and the way between them [B, 1]: the symbol's
    posterior is mixed in latent space, as a sounding voice mixes it. Only the rows that are `plain` [B] meet
    their symbols and are rebuilt; the others are to be understood, and no more. `share` is what part of the whole
    batch is plain: where a process has more of them than its part, or fewer, its mean over them counts as much more.
    """
    below, above, toward = (part[plain] for part in labels)
    signal = Posterior(*model.encode_signal(views.heard)).single()
    met = Posterior(signal.mu[plain], signal.logvar[plain])
    both = Posterior(*model.encode_symbol(torch.cat([below, above]))).single()
    (mu0, mu1), (logvar0, logvar1) = both.mu.chunk(2), both.logvar.chunk(2)
    symbol = Posterior(torch.lerp(mu0, mu1, toward), torch.lerp(logvar0, logvar1, toward))
    z_signal, z_symbol = signal.sample(random, torch.ones_like(plain)), symbol.sample(random, plain)
    n, m = len(z_signal), len(z_symbol)
    logits = model.decode_symbol(torch.cat([z_signal, z_symbol]))
    decoded = model.decode_signal(torch.cat([z_signal[plain], symbol.mu]))
    w, even = weights, plain.float().mean() / share
    terms = {
        "signal_nll": (1.0, even * frame_loss(model, decoded[:m], views.rebuilt[plain])),
        "symbol_nll": (1.0, even * label_loss(vocabulary, logits[n:], heard[plain])),
        "signal_kl": (w.beta_signal, signal.from_prior()),
        "symbol_kl": (w.beta_symbol, even * symbol.from_prior()),
        "kl_signal_to_symbol": (w.signal_to_symbol, even * met.divergence(symbol)),
        "kl_symbol_to_signal": (w.symbol_to_signal, even * symbol.divergence(met)),
        "means_apart": (w.means_apart, even * met.apart(symbol)),
        "labels_from_signal": (w.labels_from_signal, label_loss(vocabulary, logits[:n], heard)),
        "frames_from_symbol": (w.frames_from_symbol, even * frame_loss(model, decoded[m:], views.played[plain])),
    }
    if critic is not None:
        recorded = torch.cat([views.rebuilt[plain], views.played[plain]])
        terms["critic"] = (1.0, even * mean(critic.mistaken(recorded, decoded)))
        terms["undeceived"] = (critic.weight, even * mean(critic.undeceived(decoded)))
    values = {name: value for name, (_, value) in terms.items()}
    return {"loss": torch.stack([weight * value for weight, value in terms.values() if weight]).sum(), **values}
