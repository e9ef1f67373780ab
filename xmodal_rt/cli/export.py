"""`xmodal-rt export`: a checkpoint for other hosts."""

from pathlib import Path

from xmodal_rt.cli.options import argument, echo, main, option


@main.command()
@argument("checkpoint")
@option("--nn", "to", type=Path, required=True, metavar="OUT.ts", help="TorchScript file for nn~ in Max and Pure Data.")
@option("--sample-rate", "sr", type=int, default=48000, help="Rate in Hz at which the host runs.")
@option("--check", is_flag=True, help="Replay nn~'s calls, and listen to the result.")
@option("--force", is_flag=True, help="Replace a file that exists.")
def export(checkpoint: str, to: Path, sr: int, check: bool, force: bool) -> None:
    """Write CHECKPOINT as one file that nn~ opens."""
    from xmodal_rt.export.nn import export as run
    from xmodal_rt.model.checkpoint_config import find

    run(find(checkpoint), to, sr, check, force, echo)
