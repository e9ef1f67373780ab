"""What nn~ asks of a file, asked in Python: its calls are replayed, and what `play` sounds is listened to."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from xmodal_rt.errors import CheckpointError
from xmodal_rt.listening.periodicity import Periodicity
from xmodal_rt.model.torchscript import read

BATCHES = (1, 4, 2)
BUFFERS = (512, 1024, 4096)
PITCHES = (64, 69, 76)
_IN_TUNE_CENTS = 20.0
_NOTE_S = 0.8
_OTHER = {1: 0, 2: 0.5}
"""a value of each type that is not the default"""

Say = Callable[[str], object]


class Refused(CheckpointError):
    """The file breaks a rule of nn~."""


def check(file: bytes, say: Say) -> None:
    """Replay nn~'s calls with a TorchScript file, and `say` what passed.

    Raises
    ------
    CheckpointError
        If nn~ would not play it.
    """
    module = read(file)
    for line in (*_methods(module), *_attributes(module), *_in_tune(module)):
        say(line)


def _methods(module: Any) -> Iterator[str]:
    names = module.get_methods()
    shapes = {name: getattr(module, f"{name}_params").tolist() for name in names}
    least = max(max(shape[1], shape[3]) for shape in shapes.values())
    for name, shape in shapes.items():
        for labels, count in ((f"{name}_input_labels", shape[0]), (f"{name}_output_labels", shape[2])):
            _require(len(getattr(module, labels)) == count, f"{labels} are not {count}")
        _require(all(ratio & (ratio - 1) == 0 for ratio in shape[1::2]), f"{name} has a ratio that is no power of two")
        for batch in BATCHES:
            for buffer in (least, *BUFFERS):
                _call(module, name, shape, batch, buffer)
        yield f"{name}: {shape[0]} in, {shape[2]} out, batches {BATCHES}, buffers of {least} to {BUFFERS[-1]}"


def _call(module: Any, name: str, shape: list[int], batch: int, buffer: int) -> None:
    """Call a method with a buffer as nn~ lays it out: every channel's samples of all batches lie apart, so it is not contiguous."""
    torch.manual_seed(0)
    x = 0.1 * torch.randn(shape[0], batch, buffer // shape[1])
    with torch.inference_mode():
        y = getattr(module, name)(x.transpose(0, 1))
    expected = [batch, shape[2], buffer // shape[3]]
    _require(list(y.shape) == expected, f"{name} gives {list(y.shape)} for a buffer of {buffer}, not {expected}")
    _require(y.dtype is torch.float32, f"{name} gives {y.dtype}, not float32")
    _require(bool(torch.isfinite(y).all()), f"{name} gives what is no number")


def _attributes(module: Any) -> Iterator[str]:
    """Set and read every attribute between two calls, outside of inference mode, and leave it as it was."""
    for name in module.get_attributes():
        kinds = getattr(module, f"{name}_params").tolist()
        get, set_ = getattr(module, f"get_{name}"), getattr(module, f"set_{name}")
        before = list(get())
        _require(len(kinds) == len(before) == 1, f"attribute {name} has not one element")
        _require(set_(_OTHER[kinds[0]]) in (0, -1) and set_(before[0]) == 0, f"attribute {name} does not take its own value")
        _require(list(get()) == before, f"attribute {name} does not keep its value")
        _call(module, "forward", module.forward_params.tolist(), 1, BUFFERS[0])
        yield f"{name}: {before[0]}, set and read"


def _in_tune(module: Any) -> Iterator[str]:
    """Let `play` sound some notes, and find after which time they repeat."""
    sr = int(module.sr)
    for pitch in PITCHES:
        heard = Periodicity(sr).find(note(module, pitch))
        cents = 100.0 * (heard.pitch - pitch)
        _require(abs(cents) < _IN_TUNE_CENTS, f"play sounds MIDI pitch {heard.pitch:.2f} for {pitch}")
        yield f"play: MIDI pitch {pitch} is in tune ({cents:+.1f} cents)"


def note(module: Any, pitch: float) -> NDArray[np.float32]:
    """Sound of a note, buffer by buffer, from a silent beginning."""
    shape, sr = module.play_params.tolist(), int(module.sr)
    module.set_reset(1)
    x = torch.zeros(1, shape[0], BUFFERS[0] // shape[1])
    x[:, 0], x[:, 1] = pitch, 100.0
    with torch.inference_mode():
        sound = torch.cat([module.play(x) for _ in range(-(-round(_NOTE_S * sr) // BUFFERS[0]))], 2)
    return np.asarray(sound[0, 0].numpy(), np.float32)


def _require(holds: bool, broken: str) -> None:
    if not holds:
        raise Refused(f"nn~ would not play this file: {broken}; export it again, and report this if it stays")
