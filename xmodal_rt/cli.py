"""The command line. Heavy modules are imported inside the commands, so that help and tables come at once."""

import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from xmodal_rt import __version__
from xmodal_rt.errors import XmodalError

_FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)
_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
_OUT = click.Path(path_type=Path, dir_okay=False, allow_dash=True)
_CHECKPOINT = click.option("--checkpoint", default="solo5", help="Name of the trained model.")
_AHEAD = click.option("--ahead", type=int, default=0, help="Finished blocks that wait for the device; 0: as many as the voices need.")
_JSON = click.option("--json", "json_to", default="-", help="File for the figures; - is standard output.")


class _Group(click.Group):
    """Turns every error of ours into one line and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except XmodalError as error:
            click.echo(f"xmodal-rt: {error}", err=True)
            ctx.exit(2)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.version_option(__version__)
def main() -> None:
    """Play labels, latent coordinates and sound from Max, Pure Data or any OSC client."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that what a command started ends with it


@main.command()
@_CHECKPOINT
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), default="auto", help="Where the model runs.")
@click.option("--audio", type=click.Choice(["auto", "jack", "portaudio", "clock"]), default="auto", help="Where the sound goes.")
@click.option("--sample-rate", type=int, default=0, help="In Hz; 0 takes the device's own.")
@click.option("--block", type=int, default=0, help="Samples per audio block; 0 takes the device's own.")
@_AHEAD
@click.option("--host", default="127.0.0.1", help="Address on which OSC is received.")
@click.option("--allow", multiple=True, metavar="ADDRESS", help="Who may send beside this machine: an address, or a network.")
@click.option("--osc-port", type=int, default=9000, help="UDP port on which OSC is received.")
@click.option("--reply-port", type=int, default=9001, help="UDP port to which labels and the heartbeat go.")
@click.option("--voices", type=int, default=16, help="Notes that may sound at once.")
@click.option("--awake/--no-awake", default=True, help="Let no processor core sleep, where the system allows it: steadier, hungrier.")
@click.option("--transcribe", is_flag=True, help="Hear the input and send labels.")
@click.option("--input", default="", help="Input device or JACK port, by number or a part of its name.")
@click.option("--output", default="", help="Output device or JACK port, by number or a part of its name.")
def serve(**options: Any) -> None:
    """Start the instrument."""
    from xmodal_rt.settings import ServeSettings
    from xmodal_rt.stage import serve as run

    try:
        run(ServeSettings(**options), click.echo)
    except KeyboardInterrupt:
        click.echo()


@main.command()
@click.argument("files", nargs=-1, required=True, type=_FILE)
@_CHECKPOINT
@click.option("--csv", "csv_to", type=_OUT, default=None, help="Table of the notes; - is standard output.")
@click.option("--midi", "midi_to", type=_OUT, default=None, help="Standard MIDI File of the notes.")
@click.option("--png", "png_to", type=_OUT, default=None, help="Piano roll, each note as opaque as it is sure.")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder for all three, named like each file.")
def transcribe(files: tuple[Path, ...], checkpoint: str, output: Path | None, **wanted: Path | None) -> None:
    """Hear sound files as the microphone would be heard, and write their notes."""
    from xmodal_rt.listening.transcribe_files import run

    outputs = {kind: path for kind, path in ((name.removesuffix("_to"), path) for name, path in wanted.items()) if path is not None}
    run(files, checkpoint, outputs, output, click.echo)


@main.command()
@click.argument("config", type=_FILE)
@click.option("--data", multiple=True, metavar="NAME=PATH", help="Where a source of the configuration lies on this machine.")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), default=None, help="Folder of the checkpoint.")
@click.option("--split", default="", help="What the evaluation keeps for itself: frame, note or library:NAME; else as configured.")
def train(config: Path, data: tuple[str, ...], output: Path | None, split: str) -> None:
    """Train a checkpoint; run from a checkout."""
    run = _from_checkout("train.fit")
    run(config, data=dict(_named_path(item) for item in data), output=output, split=split)


@main.command()
@click.argument("checkpoint")
@click.argument("asked", metavar="[DATA]", type=click.Path(path_type=Path, exists=True), required=False)
@click.option("--source", default="notes", help="Source of the checkpoint's configuration for which the folder DATA stands.")
@click.option(
    "--pattern", default="", help="File names of the folder DATA, if it is none of the checkpoint's sources: '{instrument}__{midi}'."
)
@click.option("--data", multiple=True, metavar="NAME=PATH", help="Where a source of the checkpoint lies on this machine.")
@click.option("--round-trip", type=int, default=200, help="Notes to play with the instrument and to hear again.")
@click.option(
    "--baselines", is_flag=False, flag_value=2000, default=0, help="Train simpler networks on the same frames, for so many steps."
)
@click.option("--figures", type=click.Path(path_type=Path, file_okay=False), default=None, help="Folder for pictures.")
@click.option("--recordings", type=_FOLDER, default=None, help="Whole recordings, each beside its score: NAME.csv or NAME.mid.")
@click.option("--keep", is_flag=True, help="Record the figures in the checkpoint and its card.")
@_JSON
def evaluate(checkpoint: str, asked: Path | None, data: tuple[str, ...], json_to: str, **options: Any) -> None:
    """Measure a checkpoint on what its training held out; run from a checkout.

    DATA is the folder of one of its sources, or data that its training never saw: a TOML file with
    [[sources]], such as train/unseen/timgm6mb.toml, or a folder and a --pattern. Without DATA all of
    its sources are measured.
    """
    from xmodal_rt.model.checkpoint_config import find

    run = _from_checkout("train.evaluate")
    _write_json(run(find(checkpoint), asked, dict(_named_path(item) for item in data), **options), json_to)


@main.command()
@click.argument("checkpoint", default="solo5")
def info(checkpoint: str) -> None:
    """Print what a checkpoint is: its labels, latent ranges and metrics."""
    from xmodal_rt.model.checkpoint_config import find, read_config

    click.echo(json.dumps(read_config(find(checkpoint)).to_dict(), indent=2))


@main.command()
@click.option("--format", "style", type=click.Choice(["text", "markdown", "json"]), default="text")
def addresses(style: str) -> None:
    """Print every OSC address that the instrument knows."""
    from xmodal_rt.osc.address_page import render

    click.echo(render(style))


@main.command()
def devices() -> None:
    """List the audio devices and JACK ports."""
    from xmodal_rt.audio.device import devices as listing

    click.echo(listing())


@main.group()
def bench() -> None:
    """Measure the instrument on this machine."""


@bench.command()
@_JSON
@click.option("--block", type=int, default=64, help="Samples per audio block.")
@click.option("--sample-rate", type=int, default=48000, help="In Hz.")
@click.option("--notes", type=int, default=200, help="Messages to measure, of each kind.")
@_CHECKPOINT
@_AHEAD
def latency(json_to: str, block: int, sample_rate: int, notes: int, checkpoint: str, ahead: int) -> None:
    """Time from an OSC message to the sound, on a private JACK server without a sound card."""
    from xmodal_rt.bench.latency import run

    _write_json(run(sample_rate, block, notes, checkpoint, ahead), json_to)


@bench.command()
@click.argument("notes", type=_FOLDER, required=False)
@_JSON
@click.option("--limit", type=int, default=12, help="Measure at most so many notes of the folder.")
def phase(notes: Path | None, json_to: str, limit: int) -> None:
    """Quality and cost of the phase reconstruction on a folder of NOTES, beside Griffin-Lim."""
    from xmodal_rt.bench.phase import run

    _write_json(run(notes, limit), json_to)


@bench.command()
@_JSON
@_CHECKPOINT
@click.option("--block", type=int, default=64, help="Samples per audio block.")
@click.option("--sample-rate", type=int, default=48000, help="In Hz.")
@click.option("--seconds", type=float, default=10.0, help="How long each number of voices plays.")
@click.option("--most", type=int, default=64, help="Voices beyond which nothing is tried.")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), default="cpu", help="Where the model runs.")
def voices(json_to: str, **options: Any) -> None:
    """How many voices fit: the work of a hop, without an audio device, at its pace."""
    from xmodal_rt.bench.voices import run

    _write_json(run(**options), json_to)


@bench.command()
@_JSON
@click.option("--minutes", type=float, default=10.0, help="How long, after a warm-up.")
@click.option("--voices", type=int, default=16, help="Notes that sound all the time.")
@click.option("--messages", "messages_per_s", type=int, default=2000, help="OSC messages per second that move them.")
@click.option("--block", type=int, default=64, help="Samples per audio block.")
@click.option("--sample-rate", type=int, default=48000, help="In Hz.")
@_CHECKPOINT
@_AHEAD
def load(json_to: str, **options: Any) -> None:
    """Underruns and memory of the whole instrument under load, for minutes, on a private JACK server."""
    from xmodal_rt.bench.load import run

    _write_json(run(**options), json_to)


@bench.command("transcribe")
@click.argument("folder", type=_FOLDER, required=False)
@_JSON
@_CHECKPOINT
@click.option("--soundfont", type=_FILE, default=None, help="Measure the notes of this SoundFont as well.")
@click.option("--limit", type=int, default=0, help="Measure at most so many isolated notes; 0: all of them.")
@click.option("--minutes", type=float, default=5.0, help="Length of the silence and of the noise.")
@click.option("--peers/--no-peers", default=True, help="Measure the installed pitch trackers too.")
@click.option("--held-out", is_flag=True, help="Of the folder only notes that the training held out; run from a checkout.")
def bench_transcribe(folder: Path | None, json_to: str, checkpoint: str, held_out: bool, peers: bool, **options: Any) -> None:
    """Note accuracy and latency of the ear on a FOLDER of notes or phrases, beside aubio, sigmund~ and pYIN."""
    from xmodal_rt.bench.transcribe import run
    from xmodal_rt.model.checkpoint_config import find

    only = _from_checkout("train.unheard")(find(checkpoint), folder) if held_out and folder else None
    _write_json(run(folder, checkpoint, with_peers=peers, only=only, **options), json_to)


def _named_path(item: str) -> tuple[str, Path]:
    name, equals, path = item.partition("=")
    if not equals:
        raise click.BadParameter(f"{item!r} names no path; write NAME=PATH", param_hint="--data")
    return name, Path(path)


def _from_checkout(module: str) -> Callable[..., Any]:
    import importlib

    sys.path.insert(0, str(Path.cwd()))
    try:
        run: Callable[..., Any] = importlib.import_module(module).run
    except ModuleNotFoundError as error:
        raise XmodalError(f"{module} is not here ({error}); run this from a checkout with the extra 'train' installed") from error
    return run


def _write_json(figures: dict[str, Any], to: str) -> None:
    text = json.dumps(figures, indent=2)
    if to == "-":
        click.echo(text)
    else:
        Path(to).write_text(text + "\n")
