"""The model card: what a checkpoint was made of, how well it does, and where it fails."""

import platform
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from train.config import Experiment

RATIOS = ("note_majority", "note", "octave_errors", "instrument", "dynamics", "dynamics_within_1", "dynamics_within_1_one_gain")
PLAYED = {
    "in_tune": "{:.1%} of all label combinations are within 50 cents",
    "median_cents": "median {:.0f} cents",
    "louder_with_dynamics": "{:.1%} of the pitches grow louder with every class of the dynamics",
    "brighter_with_dynamics": "{:.1%} brighter with every class",
    "brighter_from_end_to_end": "{:.1%} brighter from the first to the last",
    "attack_r": "attack times correlate with those of the held-out notes by r = {:.2f}",
    "decay_r": "decay rates by r = {:.2f}",
    "still": "{:.1%} of the held notes move by at most 0.5 dB from hop to hop in every audible bin",
}
"""what the card says of the notes that the labels play"""
RIGHT = {"note": "on the right pitch", "instrument": "with the right instrument"}
"""of a round trip, as far as there are such labels"""
TOLD = {"announced": "it first announces", "held": "over the whole note it hears"}


def card(experiment: Experiment, metrics: dict[str, Any]) -> str:
    """Text of README.md for a checkpoint of `experiment` with the `metrics` of its evaluation."""
    labels = "; ".join(f"`{label.name}` ({', '.join(label.classes)})" for label in experiment.words.labels)
    parts = [
        f"# {experiment.name}",
        f"Signal and symbol VAE of xmodal-rt around {experiment.sizes.coordinates} latent coordinates. Labels: {labels}.",
        "## Made by",
        f"    {command(experiment)}",
        f"at commit {commit()}, torch {torch.__version__}, {platform.machine()}, seed {experiment.seed}.",
        "## Data and licences",
        "\n".join(f"* **{s.name}**: {s.licence.strip() or 'no licence stated'}" for s in experiment.sources),
        "## Evaluation",
        *evaluation(metrics),
        "## Limits",
        "\n".join(f"* {limit}" for limit in experiment.limits) or "None stated.",
    ]
    return "\n\n".join(parts) + "\n"


def evaluation(metrics: dict[str, Any]) -> list[str]:
    """Paragraphs and tables of the evaluation."""
    if not metrics:
        return ["Not evaluated."]
    if "permutation_invariant" in metrics:
        return mixtures(metrics)
    split, rebuilt, played = metrics["split"], metrics["reconstruction"], metrics["symbol_to_signal"]
    said = [text.format(played[name]) for name, text in PLAYED.items() if name in played]
    groups = (metrics.get(key, {}) for key in ("per_source", "per_library", "per_instrument"))
    apart = {name: row for group in groups for name, row in group.items()}
    delivered = ["`dynamics_within_1_one_gain`: with one gain for each instrument of a library, not one for each of its dynamics."]
    return [
        divided(split),
        f"Reconstruction: log-spectral distance {rebuilt['lsd_db']:.1f} dB, Itakura-Saito divergence {rebuilt['isd']:.2f} (median), "
        f"log likelihood {rebuilt['log_likelihood']:.0f} per frame. Symbol to signal: log-spectral distance {played['lsd_db']:.1f} dB; "
        f"{'; '.join(said).replace('%', ' %')}.",
        "Signal to symbol, in % of the frames in which the note is heard (`note_majority`: of the notes):",
        table({"all": metrics["signal_to_symbol"], **apart}),
        *(delivered if "dynamics_within_1_one_gain" in metrics["signal_to_symbol"] else []),
        *beside(metrics),
        *(part for name, figures in metrics.get("unseen", {}).items() for part in elsewhere(name, figures)),
    ]


def mixtures(metrics: dict[str, Any]) -> list[str]:
    """Paragraphs and tables of the evaluation of a mixture."""
    split, rebuilt, played = metrics["split"], metrics["reconstruction"], metrics["symbol_to_signal"]
    tuned = "; ".join(f"{value:.1%} of `{name.removesuffix('_in_tune')}`" for name, value in played.items() if name.endswith("_in_tune"))
    columns = ("pitch_class", "octave", "note", "instrument")
    apart = {f"`{name}` alone": row for name, row in metrics["alone"].items()} | metrics.get("per_source", {})
    unseen = {f"unseen: {name}": found["permutation_invariant"] for name, found in metrics.get("unseen", {}).items()}
    return [
        divided(split),
        f"{split['mixtures']} mixtures of held-out notes, drawn at random, in which all parts sound, at random moments. "
        f"Log-spectral distance of the reconstruction {rebuilt['lsd_db']:.1f} dB, symbol to signal {played['lsd_db']:.1f} dB. "
        f"In tune within 50 cents, while the other parts are silent: {tuned.replace('%', ' %')} of the label combinations.",
        "Signal to symbol, in % of the parts, whichever was taken for which (one permutation for all labels of a frame); "
        "`instrument`: that the part sounds, or is silent:",
        table({"all parts": metrics["permutation_invariant"], **apart, **unseen}, columns),
    ]


def beside(metrics: dict[str, Any]) -> list[str]:
    """Paragraphs of the baselines and of the round trip, where there are any."""
    parts = []
    if "baselines" in metrics:
        named = {name.replace("_", " "): row for name, row in metrics["baselines"].items() if "note" in row}
        distance = metrics["baselines"]["deconvolutional_generator"]["lsd_db"]
        said = (
            f"Baselines on the same frames; a deconvolutional generator plays the labels at a log-spectral distance of {distance:.1f} dB:"
        )
        parts += [said, table({"this model": metrics["signal_to_symbol"], **named})]
    if "round_trip" in metrics:
        trip = metrics["round_trip"]
        each = [", ".join(f"{trip[key][name]:.1%} {how}" for name, how in RIGHT.items() if name in trip[key]) for key in TOLD]
        told = "; ".join(f"{how} {what}" for how, what in zip(TOLD.values(), each, strict=True)).replace("%", " %")
        parts.append(f"Round trip: of {trip['notes']} notes that the instrument plays from labels and its ear hears, {told}.")
    return parts


def elsewhere(name: str, figures: dict[str, Any]) -> list[str]:
    """Paragraphs of data that no training saw."""
    split = figures["split"]
    said = f"Data that its training never saw, `{name}`, as delivered ({split['notes']} notes, {split['frames']} frames):"
    return [said, table({"all": figures["signal_to_symbol"], **figures["per_instrument"]}), *beside(figures)]


def divided(split: dict[str, Any]) -> str:
    """Say what was held out."""
    kept = f"{split['held_out_notes']} of {split['notes']} notes ({split['frames']} frames) were held out"
    if split["kind"] == "frame":
        return f"Split by frame: {split['frames']} frames drawn at random were held out; others of the same notes were trained on."
    if split["kind"] == "library":
        return f"Split by library: {kept}, all those of `{split['library']}`, of which the training heard nothing."
    return f"Split by note: {kept}, by a seeded hash of library and labels, so that no take of a note stands on both sides."


def table(rows: dict[str, dict[str, float]], ratios: Sequence[str] = RATIOS) -> str:
    """Markdown table of ratios in per cent."""
    columns = [name for name in ratios if any(name in row for row in rows.values())]
    lines = ["| | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for name, row in rows.items():
        values = [row.get(column, float("nan")) for column in columns]
        lines.append(f"| {name} | " + " | ".join("-" if v != v else f"{100 * v:.1f}" for v in values) + " |")
    return "\n".join(lines)


def command(experiment: Experiment) -> str:
    """Command that trains the experiment again."""
    data = "".join(f" --data {source.name}=FOLDER" for source in experiment.sources if not source.programs)
    split = "" if experiment.split == "note" else f" --split {experiment.split}"
    return f"xmodal-rt train train/configs/{experiment.name}.toml{data}{split} -o checkpoints/{experiment.name}"


def commit() -> str:
    """Commit of the checkout that this code stands in."""
    asked = ["git", "-C", str(Path(__file__).parent), "describe", "--always", "--abbrev=12", "--exclude=*"]
    try:
        return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
