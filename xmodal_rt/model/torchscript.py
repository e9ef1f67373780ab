"""TorchScript: compiled, saved, loaded. The only module that imports ``torch.jit``.

A TorchScript file is code: `read` is for files that this project wrote, or that `foreign.archive` has looked through.
"""

import io
import warnings
from pathlib import Path
from typing import Any

import torch

exported = torch.jit.export
"""Marks a method that is called from outside, so that it is compiled too."""


def compiled(module: torch.nn.Module) -> bytes:
    """Compile `module` with TorchScript, and return the file that holds it."""
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", (DeprecationWarning, FutureWarning))
        torch.jit.save(torch.jit.script(module.eval()), file)
    return file.getvalue()


def script(module: torch.nn.Module, path: Path) -> None:
    """Compile `module` with TorchScript and save it to `path`."""
    path.write_bytes(compiled(module))


def read(source: Path | bytes, device: str = "cpu") -> Any:
    """Load a compiled module; raises RuntimeError if that is none."""
    file = io.BytesIO(source) if isinstance(source, bytes) else str(source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", (DeprecationWarning, FutureWarning))
        module = torch.jit.load(file, map_location=device)  # type: ignore[no-untyped-call]  # torch has no types here
    return module.eval()
