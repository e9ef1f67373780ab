"""Recorded sounds to latents and back, with the labels that are read on the way."""

from collections.abc import Sequence
from pathlib import Path

from xmodal_rt.errors import ParameterError
from xmodal_rt.listening.transcription import read, resampled
from xmodal_rt.studio.files import Output
from xmodal_rt.studio.piece import Piece, length
from xmodal_rt.studio.reading import decode_symbols, encode, spans
from xmodal_rt.studio.render import Studio
from xmodal_rt.studio.way import through_hops


def reconstruct(studio: Studio, files: Sequence[Path], to: Path, sampled: bool) -> None:
    """Write each sound file as the model hears and plays it: to the WAV file `to`, or of several files into the folder `to`.

    Raises
    ------
    ParameterError
        If a file cannot be read, or two would be written to one.
    """
    outputs = _outputs(files, to)
    studio.claim(outputs)
    for file, output in zip(files, outputs, strict=True):
        _one(studio, file, output, sampled)


def _one(studio: Studio, file: Path, output: Output, sampled: bool) -> None:
    y, given = read(file, studio.model)
    sr, hop_length = studio.rate(given), studio.settings.hop_length
    z = encode(studio.model, resampled(y, given, sr), sr, hop_length, studio.settings.seed if sampled else None)
    events = through_hops(z, studio.config, sr, hop_length)
    read_spans = spans(studio.vocabulary, decode_symbols(studio.model, z), hop_length / sr)
    title = f"{file.name}, {'sampled' if sampled else 'mean'} latents"
    studio.render(Piece(events, length(events[-1][0] / sr, sr), title, read_spans), output, sr)


def _outputs(files: Sequence[Path], to: Path) -> list[Output]:
    if len(files) == 1:
        return [Output.named(to if to.suffix.lower() == ".wav" else to / f"{files[0].stem}.wav")]
    if to.suffix.lower() == ".wav":
        raise ParameterError(f"{len(files)} files do not fit into {to}; name a folder with --output")
    outputs = [Output.named(to / f"{file.stem}.wav") for file in files]
    twice = [output.sound.name for output in outputs if outputs.count(output) > 1]
    if twice:
        raise ParameterError(f"several files would be written to {twice[0]}; render them into a folder each")
    return outputs
