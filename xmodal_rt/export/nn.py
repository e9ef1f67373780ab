"""`xmodal-rt export`: a checkpoint in, one TorchScript file for nn~ out."""

from collections.abc import Callable
from pathlib import Path

import torch

from xmodal_rt.control.model_numbers import ModelNumbers
from xmodal_rt.export import contract
from xmodal_rt.export.instrument import NNInstrument
from xmodal_rt.export.words import words
from xmodal_rt.files import claim, write_whole
from xmodal_rt.model.checkpoint_config import read_config, verify_files
from xmodal_rt.model.torchscript import compiled, read


def export(folder: Path, to: Path, sr: int, check: bool, force: bool, say: Callable[[str], object]) -> None:
    """Write the checkpoint in `folder` as the file `to`, to be played at `sr` Hz; whole, and if asked for checked, or not at all.

    Raises
    ------
    CheckpointError, ParameterError
        If the checkpoint cannot be played so, the file exists and `force` is not given, or nn~ would not play it.
    """
    claim([to], force)
    file = build(folder, sr)
    if check:
        contract.check(file, say)
    write_whole({to: file})
    say(f"{to}: {len(file) / 1e6:.1f} MB, for {sr} Hz")


def build(folder: Path, sr: int) -> bytes:
    """TorchScript file for nn~ of the checkpoint in `folder`, to be played at `sr` Hz.

    Raises
    ------
    CheckpointError, ParameterError
        If the checkpoint is damaged, lacks pitch, or does not fit the sample rate.
    """
    config = read_config(folder)
    verify_files(folder, config)
    config.analysis.n_fft(sr)
    model = read(folder / "model.ts")
    with torch.no_grad():
        return compiled(NNInstrument(model, config, words(config.vocabulary), sr, *ModelNumbers(config).reach))
