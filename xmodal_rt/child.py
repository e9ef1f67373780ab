"""How every process of the instrument begins and ends.

Where the system can fork, the parent loads and builds what the processes need, and they are forked from it:
one that takes the place of a dead one then begins at once. For that the parent has no threads, opens
no device and no GPU. Elsewhere each begins from nothing.
"""

import contextlib
import importlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar

from xmodal_rt.errors import DeviceError, DeviceLostError, XmodalError
from xmodal_rt.pages import Lines, Part

FORKS = sys.platform == "linux"
CONTEXT: Any = multiprocessing.get_context("fork" if FORKS else "spawn")
REFUSED = 2
"""exit code of a process that met an error that somebody can mend"""
LOST = 4
"""exit code of a process whose device is gone"""
_DEAF = 3
"""exit code of a process that did not end with its parent"""
_GRACE_S = 2.0

Answer = TypeVar("Answer")


def prepare(module: str, *args: Any) -> Any:
    """Do here what the processes that `start` forks for the module need; None where they do it themselves."""
    return importlib.import_module(module).prepare(*args) if FORKS else None


def start(part: Part, words: Lines, module: str, *args: Any) -> BaseProcess:
    """Start the `run(*args)` of a module in a process of its own; why it ended stands in `words`."""
    process: BaseProcess = CONTEXT.Process(target=_main, args=(part, words, module, *args), name=module)
    process.start()
    return process


def ask(function: Callable[..., Answer], *args: Any) -> Answer:
    """Return what `function(*args)` says in a process of its own: nothing that it opens stays open here.

    Raises
    ------
    XmodalError
        If the function does; DeviceError if it ends its process.
    """
    receiver, sender = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=_answer, args=(sender, function, *args))
    process.start()
    sender.close()
    with receiver:
        try:
            answer = receiver.recv()
        except EOFError:
            raise DeviceError("the sound system cannot be asked; see whether `xmodal-rt devices` works, or use --audio clock") from None
        finally:
            process.join()
    if isinstance(answer, XmodalError):
        raise answer
    found: Answer = answer
    return found


def _answer(sender: Connection, function: Callable[..., Any], *args: Any) -> None:
    try:
        sender.send(function(*args))
    except XmodalError as error:
        sender.send(error)


def _main(part: Part, words: Lines, module: str, *args: Any) -> None:
    # Ctrl-C reaches the whole group; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with contextlib.suppress(OSError):  # only Linux has this file
        Path("/proc/self/comm").write_text(f"xmodal-{part.name.lower()}"[:15])
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        importlib.import_module(module).run(*args)
    except XmodalError as error:
        words.write(part, str(error))
        _leave(LOST if isinstance(error, DeviceLostError) else REFUSED)
    except Exception as error:
        words.write(part, f"{type(error).__name__}: {error}")
        raise


def _leave(code: int) -> None:
    """End here and now: to close what is left of a lost device might take for ever."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _end_with_parent() -> None:
    """Let nobody outlive the parent: `StopFlag` says so to those that look, this ends those that do not."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        time.sleep(_GRACE_S)
        os._exit(_DEAF)
