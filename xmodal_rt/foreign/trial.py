"""Tries a foreign model in a process of its own, which may hang or die: what it takes and gives, and how long it takes.

Run as ``python -m xmodal_rt.foreign.trial SECONDS`` with the file on standard input, it prints the shape as JSON.
"""

import contextlib
import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from typing import Any

from xmodal_rt.errors import CheckpointError

LIMIT_S = 60
"""of a processor's time"""
_PATIENCE = 4
"""how much longer that may take where the machine does other things"""
_OUT_OF_TIME = -24
"""code of a process that used up its time: SIGXCPU"""
_CALLS = 4
_ADVICE = "export it for streaming, as `rave export --streaming` does"


@dataclass(frozen=True)
class Shape:
    """What one call of ``decode`` takes and gives."""

    latent_size: int
    ratio: int
    """samples that one latent makes"""
    channels: int
    sr: int
    """Hz"""
    call_s: float
    """seconds that a call takes, once it is warm"""


def attempt(file: bytes, name: str, limit_s: int = LIMIT_S) -> Shape:
    """Return what the model in `file` decodes, found out elsewhere within `limit_s` seconds of a processor's time.

    Raises
    ------
    CheckpointError
        If it is none of this kind, or takes too long.
    """
    command = [sys.executable, "-W", "ignore", "-m", "xmodal_rt.foreign.trial", str(limit_s)]
    try:
        done = subprocess.run(command, input=file, capture_output=True, timeout=_PATIENCE * limit_s)
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode == _OUT_OF_TIME:
        raise CheckpointError(f"{name} did not decode a sound within {limit_s} s and was ended; use another model")
    said = done.stdout.decode(errors="replace").strip().rpartition("\n")[2]
    with contextlib.suppress(ValueError, TypeError):
        answer = json.loads(said)
        if "refused" in answer:
            raise CheckpointError(f"{name}: {answer['refused']}")
        return Shape(**answer)
    raise CheckpointError(f"{name} ended its process when it was tried (code {done.returncode}); use another model")


def _find(file: bytes) -> Shape:
    """Load a model and let it decode; raises CheckpointError where that does not fit what it says."""
    import torch

    from xmodal_rt.model.torchscript import read

    torch.set_num_threads(1)
    try:
        module = read(file)
        Z, in_ratio, channels, out_ratio = (int(n) for n in module.decode_params)
        sr = int(getattr(module, "sr", None) or module.sampling_rate)
    except (RuntimeError, AttributeError, TypeError, ValueError) as error:
        raise CheckpointError(f"it is not a model of the RAVE family ({_first(error)}); {_ADVICE}") from error
    if Z < 1 or in_ratio < 1 or channels < 1 or out_ratio != 1 or not 8000 <= sr <= 192000:
        raise CheckpointError(f"its decode_params or rate are none that can be played; {_ADVICE}")
    try:
        call_s = _warm_up(module, torch.zeros(1, Z, 1), [1, channels, in_ratio])
    except RuntimeError as error:
        raise CheckpointError(f"it does not decode ({_first(error)}); {_ADVICE}") from error
    return Shape(Z, in_ratio, channels, sr, call_s)


def _warm_up(module: Any, z: Any, expected: list[int]) -> float:
    import torch

    with torch.no_grad():
        for _ in range(_CALLS):
            began = time.perf_counter()
            y = module.decode(z)
            call_s = time.perf_counter() - began
            if list(y.shape) != expected or y.dtype is not torch.float32:
                raise CheckpointError(f"it decodes to {y.dtype} {list(y.shape)}, not to float32 {expected} as it says; {_ADVICE}")
    return call_s


def _first(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[-1][:200]


def main() -> None:
    """Answer for the file on standard input."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # not every system has these limits
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1]) + 1))
    try:
        answer = asdict(_find(sys.stdin.buffer.read()))
    except CheckpointError as error:
        answer = {"refused": str(error)}
    sys.stdout.write("\n" + json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
