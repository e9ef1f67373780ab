"""Write README's figures from the JSON of `xmodal-rt bench`: latency-*.json, voices-*.json, phase-*.json, load-*.json in one folder.

Run from the checkout, with the folder as the argument. Repeats of a measurement are files of their own; a cell is their median,
and in brackets how far they lie apart.
"""

import json
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- figures:begin -->", "<!-- figures:end -->"
Run = dict[str, Any]


def read(folder: Path, kind: str) -> list[Run]:
    """All runs of one benchmark."""
    return [json.loads(path.read_text()) for path in sorted(folder.glob(f"{kind}-*.json"))]


def figure(run: Run, place: str) -> float | None:
    """Value at a place such as ``first_sample_ms/p50``, if the run has it."""
    value: Any = run
    for name in place.split("/"):
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, int | float) else None


def cell(runs: list[Run], place: str, digits: int = 1) -> str:
    """Median of a figure over the runs, and its range where they differ."""
    values = [value for run in runs if (value := figure(run, place)) is not None]
    if not values:
        return "-"
    low, middle, high = (f"{value:.{digits}f}" for value in (min(values), statistics.median(values), max(values)))
    return middle if low == high else f"{middle} ({low} to {high})"


def table(columns: dict[str, tuple[str, int]], rows: dict[str, list[Run]], corner: str) -> str:
    """Markdown table: a column shows the figure at its place, with so many digits; a row its runs."""
    lines = [[corner, *columns], ["---"] * (len(columns) + 1)]
    lines += [[name, *(cell(runs, *column) for column in columns.values())] for name, runs in rows.items()]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def setting(run: Run) -> str:
    """Period of the audio, and what was not the default."""
    ahead = f", `--ahead {run['ahead']}`" if run["ahead"] else ""
    return f"{run['block']} samples, {1e3 * run['block'] / run['sample_rate']:.1f} ms{ahead}"


def latency(runs: list[Run]) -> str:
    """One row per period of the audio."""
    columns = {
        "First sample, ms: p50": ("first_sample_ms/p50", 1),
        "p95": ("first_sample_ms/p95", 1),
        "sd": ("first_sample_ms/sd", 2),
        "-6 dB of the level: p50": ("minus6db_ms/p50", 1),
        "p99": ("minus6db_ms/p99", 1),
        "`/latent`, -6 dB: p99": ("latent_minus6db_ms/p99", 1),
        "Time tag, samples off: p95": ("time_tag_samples/p95", 1),
        "Late blocks": ("late_blocks", 0),
        "Pd `-callback`, p50": ("pd_callback/first_sample_ms/p50", 1),
    }
    ordered = sorted(runs, key=lambda run: (run["block"], run["ahead"]))
    return table(columns, {setting(run): [r for r in runs if setting(r) == setting(run)] for run in ordered}, "Period")


def voices(runs: list[Run]) -> str:
    """Work of a hop, as a share of it."""
    counts = sorted({int(count) for run in runs for count in run["work_share"]})
    columns = {"p50": ("p50", 2), "p99": ("p99", 2), "p99.9": ("p99_9", 2)}
    rows = {str(count): [run["work_share"][str(count)] for run in runs if str(count) in run["work_share"]] for count in counts}
    return table(columns, rows, "Voices") + f"\n\nVoices whose p99.9 stays within 0.7 of a hop: {cell(runs, 'max_voices', 0)}."


def phase(runs: list[Run]) -> str:
    """Quality beside Griffin-Lim, then how soon a step is heard."""
    names = {"live": "live", "full": "studio", "griffinlim_32": "Griffin-Lim, 32 iterations", "griffinlim_100": "Griffin-Lim, 100"}
    columns = {"Spectral convergence, dB": ("sc_db", 1), "Log-mel error, dB": ("lsd_db", 2)}
    flagged, not_flagged = (cell(runs, f"live/{name}_max_ms") for name in ("onset", "onset_unflagged"))
    steps = f"A step reaches -6 dB after at most {flagged} ms when flagged, {not_flagged} when not."
    return table(columns, {text: [run[name] for run in runs] for name, text in names.items()}, "Phase") + f"\n\n{steps}"


def load(runs: list[Run]) -> str:
    """Endurance, one row per run."""
    columns = {
        "Underruns": ("underruns", 0),
        "JACK's xruns": ("xruns", 0),
        "Stolen by the host, ms": ("stolen_ms", 0),
        "Memory grew, MB": ("grew_mb", 1),
    }
    rows = {
        f"{i}. {run['voices']} voices, {run['messages_per_s']} messages/s, {run['minutes']:g} min; {setting(run)}": [run]
        for i, run in enumerate(runs, 1)
    }
    return table(columns, rows, "Load")


PAGE: dict[str, Callable[[list[Run]], str]] = {"latency": latency, "voices": voices, "phase": phase, "load": load}


def main(folder: Path) -> None:
    """Replace what stands between the markers."""
    parts = [write(runs) for kind, write in PAGE.items() if (runs := read(folder, kind))]
    readme = Path("README.md")
    text = readme.read_text()
    if not 0 <= text.find(BEGIN) < text.find(END):
        sys.exit(f"README.md has no {BEGIN} before {END}; put both back where the figures belong")
    readme.write_text(text[: text.index(BEGIN)] + BEGIN + "\n" + "\n\n".join(parts) + "\n" + text[text.index(END) :])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
