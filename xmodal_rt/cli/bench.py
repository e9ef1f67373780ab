"""`xmodal-rt bench`: the instrument measured on this machine."""

from pathlib import Path
from typing import Any

from xmodal_rt.cli.options import AHEAD, CHECKPOINT, FILE, FOLDER, JSON, Choice, argument, from_checkout, main, option, write_json


@main.group()
def bench() -> None:
    """Measure the instrument on this machine."""


@bench.command()
@JSON
@option("--block", type=int, default=64, help="Samples per audio block.")
@option("--sample-rate", type=int, default=48000, help="In Hz.")
@option("--notes", type=int, default=200, help="Messages to measure, of each kind.")
@CHECKPOINT
@AHEAD
def latency(json_to: str, block: int, sample_rate: int, notes: int, checkpoint: str, ahead: int) -> None:
    """Time from an OSC message to the sound, on a private JACK server without a sound card."""
    from xmodal_rt.bench.latency import run

    write_json(run(sample_rate, block, notes, checkpoint, ahead), json_to)


@bench.command()
@argument("notes", type=FOLDER, required=False)
@JSON
@option("--limit", type=int, default=12, help="Measure at most so many notes of the folder.")
def phase(notes: Path | None, json_to: str, limit: int) -> None:
    """Quality and cost of the phase reconstruction on a folder of NOTES, beside Griffin-Lim."""
    from xmodal_rt.bench.phase import run

    write_json(run(notes, limit), json_to)


@bench.command()
@JSON
@CHECKPOINT
@option("--block", type=int, default=64, help="Samples per audio block.")
@option("--sample-rate", type=int, default=48000, help="In Hz.")
@option("--seconds", type=float, default=10.0, help="How long each number of voices plays.")
@option("--most", type=int, default=64, help="Voices beyond which nothing is tried.")
@option("--device", type=Choice(["auto", "cpu", "cuda"]), default="cpu", help="Where the model runs.")
def voices(json_to: str, **options: Any) -> None:
    """How many voices fit: the work of a hop, without an audio device, at its pace."""
    from xmodal_rt.bench.voices import run

    write_json(run(**options), json_to)


@bench.command()
@JSON
@option("--minutes", type=float, default=10.0, help="How long, after a warm-up.")
@option("--voices", type=int, default=16, help="Notes that sound all the time.")
@option("--messages", "messages_per_s", type=int, default=2000, help="OSC messages per second that move them.")
@option("--block", type=int, default=64, help="Samples per audio block.")
@option("--sample-rate", type=int, default=48000, help="In Hz.")
@CHECKPOINT
@AHEAD
def load(json_to: str, **options: Any) -> None:
    """Underruns and memory of the whole instrument under load, for minutes, on a private JACK server."""
    from xmodal_rt.bench.load import run

    write_json(run(**options), json_to)


@bench.command()
@JSON
@option("--minutes", type=float, default=60.0, help="How long.")
@option("--voices", type=int, default=8, help="Voices that are played at random.")
@option("--messages", "messages_per_s", type=int, default=200, help="Random OSC messages per second.")
@option("--notes", type=int, default=100, help="Notes to measure, before and after.")
@option("--seed", type=int, default=0, help="Of the messages.")
@option("--block", type=int, default=64, help="Samples per audio block.")
@option("--sample-rate", type=int, default=48000, help="In Hz.")
@CHECKPOINT
@AHEAD
def soak(json_to: str, checkpoint: str, **options: Any) -> None:
    """Underruns, memory and latency in a long run of random messages, with the transcription on, beside an idle JACK server."""
    from xmodal_rt.bench.soak import run

    write_json(run(**options, checkpoint_name=checkpoint), json_to)


@bench.command()
@JSON
@option("--seconds", type=float, default=60.0, help="How long the flood lasts, and the calm beside it.")
@option("--messages", "messages_per_s", type=int, default=20000, help="OSC messages per second of the flood.")
@option("--burst", type=int, default=10000, help="Messages that are sent at once.")
@option("--notes", type=int, default=200, help="Notes to measure, with a flood of 5000 messages per second and without.")
@option("--block", type=int, default=64, help="Samples per audio block.")
@option("--sample-rate", type=int, default=48000, help="In Hz.")
@CHECKPOINT
@AHEAD
def flood(json_to: str, checkpoint: str, **options: Any) -> None:
    """Underruns, lost packets and late answers under a flood of messages, on a private JACK server."""
    from xmodal_rt.bench.flood import run

    write_json(run(**options, checkpoint_name=checkpoint), json_to)


@bench.command()
@JSON
@option("--times", type=int, default=20, help="How often each process is killed, and stopped for two seconds.")
@option("--restarts", type=int, default=5, help="How often JACK is ended and begun anew.")
@option("--voices", type=int, default=8, help="Notes that sound all the time.")
@option("--messages", "messages_per_s", type=int, default=1000, help="OSC messages per second that move them.")
@option("--block", type=int, default=64, help="Samples per audio block.")
@option("--sample-rate", type=int, default=48000, help="In Hz.")
@CHECKPOINT
@AHEAD
def faults(json_to: str, checkpoint: str, **options: Any) -> None:
    """Silence after each process was killed or stopped, and after JACK was begun anew, under load, on a private JACK server."""
    from xmodal_rt.bench.faults import run

    write_json(run(**options, checkpoint_name=checkpoint), json_to)


@bench.command()
@argument("soundfont", type=FILE)
@JSON
@CHECKPOINT
@option("--sound", default="flute", help="Instrument of the SoundFont that plays into the input.")
@option("--low", type=int, default=57, help="MIDI pitch on which the scale begins.")
@option("--notes", type=int, default=15, help="Notes of the scale.")
@option("--block", type=int, default=64, help="Samples per audio block.")
@AHEAD
def mirror(soundfont: Path, json_to: str, checkpoint: str, **options: Any) -> None:
    """Time from the input to what /listen/to plays, and what of it is in tune: a slow scale of a SOUNDFONT, on a private JACK server."""
    from xmodal_rt.bench.mirror import run

    write_json(run(soundfont, checkpoint, **options), json_to)


@bench.command("transcribe")
@argument("folder", type=FOLDER, required=False)
@JSON
@CHECKPOINT
@option("--soundfont", type=FILE, default=None, help="Measure the notes of this SoundFont as well.")
@option("--limit", type=int, default=0, help="Measure at most so many isolated notes; 0: all of them.")
@option("--minutes", type=float, default=5.0, help="Length of the silence and of the noise.")
@option("--peers/--no-peers", default=True, help="Measure the installed pitch trackers too.")
@option("--held-out", is_flag=True, help="Of the folder only notes that the training held out; run from a checkout.")
def bench_transcribe(folder: Path | None, json_to: str, checkpoint: str, held_out: bool, peers: bool, **options: Any) -> None:
    """Note accuracy and latency of the ear on a FOLDER of notes or phrases, beside aubio, sigmund~ and pYIN."""
    from xmodal_rt.bench.transcribe import run
    from xmodal_rt.model.checkpoint_config import find

    only = from_checkout("train.unheard")(find(checkpoint), folder) if held_out and folder else None
    write_json(run(folder, checkpoint, with_peers=peers, only=only, **options), json_to)
