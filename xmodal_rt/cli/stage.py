"""What is used on stage, and what the microphone hears: `serve`, `transcribe` and what is known about them."""

import sys
from pathlib import Path
from typing import Any

from xmodal_rt.cli.options import AHEAD, CHECKPOINT, FILE, FOLDER_OUT, FORCE, OUT, Choice, argument, echo, main, option


@main.command()
@CHECKPOINT
@option("--device", type=Choice(["auto", "cpu", "cuda"]), default="auto", help="Where the model runs.")
@option("--audio", type=Choice(["auto", "jack", "portaudio", "clock"]), default="auto", help="Where the sound goes.")
@option("--sample-rate", type=int, default=0, help="In Hz; 0 takes the device's own.")
@option("--block", type=int, default=0, help="Samples per audio block; 0 takes the device's own.")
@AHEAD
@option("--host", default="127.0.0.1", help="Address on which OSC is received.")
@option("--allow", multiple=True, metavar="ADDRESS", help="Who may send beside this machine: an address, or a network.")
@option("--osc-port", type=int, default=9000, help="UDP port on which OSC is received.")
@option("--reply-port", type=int, default=9001, help="UDP port to which labels and the heartbeat go.")
@option("--web/--no-web", default=True, help="Offer OSCQuery and OSC over WebSocket to this machine.")
@option("--web-port", type=int, default=9002, help="TCP port for that; 0: any that is free.")
@option("--announce/--no-announce", default=True, help="Let OSCQuery clients find it by zeroconf.")
@option("--panel", is_flag=True, help="Offer a page there that plays: plane, keys, labels, anchors.")
@option("--voices", type=int, default=16, help="Notes that may sound at once.")
@option("--budget", type=float, default=0.85, help="Share of the time that the synthesis may take before it saves work.")
@option("--awake/--no-awake", default=True, help="Let no processor core sleep, where the system allows it: steadier, hungrier.")
@option("--transcribe", is_flag=True, help="Hear the input and send labels.")
@option("--input", default="", help="Input device or JACK port, by number or a part of its name.")
@option("--output", default="", help="Output device or JACK port, by number or a part of its name.")
@option("--record", default="", metavar="FILE.osc", help="Keep the session, for `render replay`.")
@option("--recordings", default="", metavar="FOLDER", help="Let /record keep what is played, there.")
@option("--anchors", default="", metavar="FILE.toml", help="Keep the points that /anchor names.")
@option("--log", default="", metavar="FILE", help="Log of the session; without it a file that `xmodal-rt doctor` names.")
@option("--no-log", is_flag=True, help="Write no log.")
@option("--log-osc", is_flag=True, help="Log every OSC message, not only what is refused.")
@option("--midi", default="", metavar="INPUT", help="MIDI input that plays, by number or a part of its name: see devices.")
@option("--midi-map", default="", metavar="FILE.toml", help="What the controls of the MIDI input move.")
def serve(log: str, no_log: bool, **options: Any) -> None:
    """Start the instrument."""
    from xmodal_rt.settings import ServeSettings
    from xmodal_rt.stage import serve as run

    try:
        run(ServeSettings(**options, log=None if no_log and not log else log), echo)
    except KeyboardInterrupt:
        echo()


@main.command()
@argument("files", nargs=-1, required=True, type=FILE)
@CHECKPOINT
@option("--csv", "csv_to", type=OUT, default=None, help="Table of the notes; - is standard output.")
@option("--midi", "midi_to", type=OUT, default=None, help="Standard MIDI File of the notes.")
@option("--png", "png_to", type=OUT, default=None, help="Piano roll, each note as opaque as it is sure.")
@option("-o", "--output", type=FOLDER_OUT, help="Folder for all three, named like each file.")
@FORCE
def transcribe(files: tuple[Path, ...], checkpoint: str, output: Path | None, force: bool, **wanted: Path | None) -> None:
    """Hear sound files as the microphone would be heard, and write their notes."""
    from xmodal_rt.listening.transcribe_files import run

    outputs = {kind: path for kind, path in ((name.removesuffix("_to"), path) for name, path in wanted.items()) if path is not None}
    run(files, checkpoint, outputs, output, echo, force)


@main.command()
@option("--format", "style", type=Choice(["text", "markdown", "json"]), default="text")
def addresses(style: str) -> None:
    """Print every OSC address that the instrument knows."""
    from xmodal_rt.osc.address_page import render

    echo(render(style))


@main.command()
def devices() -> None:
    """List the audio devices, JACK ports and MIDI inputs."""
    from xmodal_rt.audio.device import devices as listing
    from xmodal_rt.midi.ports import listing as midi_listing

    echo(listing())
    echo(midi_listing())


@main.command()
@CHECKPOINT
@option("--audio", type=Choice(["auto", "jack", "portaudio", "clock"]), default="auto", help="Where the sound goes.")
@option("--osc-port", type=int, default=9000, help="UDP port on which OSC is received.")
def doctor(**options: Any) -> None:
    """Look whether this machine is fit for the stage, and say what to change; ends with 1 where something is wrong."""
    from xmodal_rt.doctor import examine
    from xmodal_rt.settings import ServeSettings

    found = list(examine(ServeSettings(**options)))
    echo("\n".join(map(str, found)))
    sys.exit(0 if all(finding.well for finding in found) else 1)
