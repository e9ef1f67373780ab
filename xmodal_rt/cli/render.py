"""`xmodal-rt render`: what the stage would have played, as a WAV file with the table of its controls and a figure beside it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xmodal_rt.cli.options import CHECKPOINT, FILE, FORCE, Choice, argument, echo, main, option, watch
from xmodal_rt.errors import ParameterError

if TYPE_CHECKING:
    from xmodal_rt.studio.render import Studio

Command = Callable[..., None]
_WAV = option(
    "-o", "--output", type=Path, required=True, metavar="OUT.wav", help="Sound file; the table .csv and the figure .png lie beside it."
)  # fmt: skip
_FILES = (
    option("--sample-rate", type=int, default=0, help="Of the file, in Hz; 0: 48000, or that of the sound that comes in."),
    option("--encoding", type=Choice(["pcm24", "float"]), default="pcm24", help="Samples of the file: 24-bit integers or floats."),
    option("--figure/--no-figure", default=True, help="Draw the figure; it needs matplotlib."),
    FORCE,
)
_OPTIONS = (
    CHECKPOINT,
    option("--quality", type=Choice(["live", "studio"]), default="live", help="Phases as on the stage, or better ones, which take longer."),
    option("--voices", type=int, default=16, help="Notes that may sound at once."),
    option("--block", type=int, default=128, help="Samples per block, as the stage's device would ask for."),
    option("--cores", type=int, default=0, help="1 or 2; 0: two for what is long. They change no sample."),
    option("--seed", type=int, default=0, help="Of all that is drawn at random."),
    *_FILES,
)
_ANCHORS = option(
    "--anchors", type=FILE, default=None, metavar="FILE.toml", help="Points that may stand for labels, as `serve --anchors` keeps them."
)  # fmt: skip
_STEP = option("--step", "step_s", type=float, default=0.5, help="Seconds from one to the next.")


def _with(options: Sequence[Callable[[Command], Command]]) -> Callable[[Command], Command]:
    """Add several options."""

    def add(command: Command) -> Command:
        for each in reversed(options):
            command = each(command)
        return command

    return add


_rendered = _with(_OPTIONS)


def _studio(settings: dict[str, Any]) -> "Studio":
    from xmodal_rt.studio.render import Studio
    from xmodal_rt.studio.settings import RenderSettings

    return Studio(RenderSettings(**settings), watch, lambda line: echo(line, err=True))


@main.group()
def render() -> None:
    """Render to files what the stage would have played."""


@render.command()
@argument("files", metavar="AUDIO...", nargs=-1, required=True, type=FILE)
@option("-o", "--output", type=Path, required=True, metavar="OUT.wav", help="Sound file; of several sounds the folder for all.")
@option("--sampled", is_flag=True, help="Draw the latents from their distributions instead of taking the means.")
@_rendered
def reconstruct(files: tuple[Path, ...], output: Path, sampled: bool, **settings: Any) -> None:
    """Take recorded sounds to latents and back, and write the labels that are read on the way."""
    from xmodal_rt.studio.reconstruction import reconstruct as run

    run(_studio(settings), files, output, sampled)


@render.command()
@argument("file", type=FILE)
@_WAV
@option("--instrument", "instruments", multiple=True, metavar="PART=NAME", help="Who plays a part, by its number in what is said here.")
@option("--transpose", type=float, default=0.0, help="Semitones up.")
@_rendered
def midi(file: Path, output: Path, instruments: tuple[str, ...], transpose: float, **settings: Any) -> None:
    """Play a MIDI file: its tempos, velocities and pedal, each part on the label nearest to its General MIDI program."""
    from xmodal_rt.studio.files import Output
    from xmodal_rt.studio.midi_piece import Casting, play_midi

    casting = Casting(dict(map(_cast, instruments)), transpose)
    play_midi(_studio(settings), file, casting, Output.named(output))


@render.command()
@argument("labels", nargs=-1, required=True)
@_WAV
@_STEP
@option("--gate", type=float, default=0.9, help="Share of a step for which each sounds.")
@_rendered
def sequence(labels: tuple[str, ...], output: Path, step_s: float, gate: float, **settings: Any) -> None:
    """Play LABELS one after another, as in: "C4 mf violin" "E4 f flute" "G4"."""
    from xmodal_rt.studio.files import Output
    from xmodal_rt.studio.labelled import sequence as run

    run(_studio(settings), labels, Output.named(output), step_s, gate)


@render.command()
@argument("labels", nargs=-1, required=True)
@_WAV
@_STEP
@option("--order", type=Choice(["0", "1", "3"]), default="1", help="Of the interpolation: 0 jumps, 1 goes straight, 3 curves.")
@_ANCHORS
@_rendered
def morph(labels: tuple[str, ...], output: Path, step_s: float, order: str, **settings: Any) -> None:
    """Go from LABELS to LABELS through the latent space, as /morph does."""
    from xmodal_rt.studio.files import Output
    from xmodal_rt.studio.labelled import morph as run

    run(_studio(settings), labels, Output.named(output), step_s, int(order))


@render.command()
@argument("shape", type=Choice(["line", "circle", "helix"]))
@_WAV
@option("--point", "points", multiple=True, metavar="LABELS", help="Centre; of a line both ends, of a circle centre, begin and side.")
@option("--size", type=float, default=0.5, help="Of what is drawn at random, as a share of the model's range.")
@option("--turns", type=float, default=0.0, help="Of a circle or helix from end to end; 0: 1 or 4.")
@option("--seconds", type=float, default=8.0, help="From end to end.")
@option("--rounds", type=int, default=1, help="How often it is followed; a line or helix back and forth.")
@option("--generations", type=int, default=1, help="Files to write, each drawn anew.")
@_ANCHORS
@_rendered
def trajectory(shape: str, output: Path, **options: Any) -> None:
    """Follow a line, a circle or a helix through the latent space, as /trajectory does."""
    from xmodal_rt.studio.files import Output
    from xmodal_rt.studio.trajectories import Geometry
    from xmodal_rt.studio.trajectories import trajectory as run

    geometry = Geometry(shape, **{name: options.pop(name) for name in ("points", "size", "turns", "seconds", "rounds", "generations")})
    run(_studio(options), geometry, Output.named(output))


@render.command("map")
@argument("walk", metavar="[X,Y]...", nargs=-1)
@_WAV
@option("--plane", type=Choice(["pca", "means"]), default="pca", help="Where all labels are spread most, or the classes of --by.")
@option("--by", default="instrument", help="Label that is shown.")
@option("--at", default="", metavar="LABELS", help="Show only places with these labels, as in 'C4 mf'.")
@_STEP
@_rendered
def draw_map(walk: tuple[str, ...], output: Path, plane: str, by: str, at: str, step_s: float, **settings: Any) -> None:
    """Draw a plane of the latent space with the labels' places, and walk over it, from class to class or through the points X,Y."""
    from xmodal_rt.studio.files import Output
    from xmodal_rt.studio.map import draw_map as run

    run(_studio(settings), Output.named(output), plane, by, at, walk, step_s)


@render.command()
@argument("file", metavar="FILE.osc", type=FILE)
@_WAV
@_with(_FILES)
def replay(file: Path, output: Path, **settings: Any) -> None:
    """Play a session that `serve --record` kept, sample for sample as it was heard."""
    from xmodal_rt.score import read
    from xmodal_rt.studio.files import Output
    from xmodal_rt.studio.replay import played_with
    from xmodal_rt.studio.replay import replay as run

    score = read(file)
    run(_studio(settings | played_with(score)), score, file.name, Output.named(output))


def _cast(item: str) -> tuple[int, str]:
    number, equals, name = item.partition("=")
    if not (equals and number.isdecimal()):
        raise ParameterError(f"{item!r} casts no instrument; write PART=NAME, as in 1=violin")
    return int(number), name
