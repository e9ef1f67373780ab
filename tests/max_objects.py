"""Built-in objects of Max that the package uses, with their inlets and outlets, from Max's own reference pages."""

import re
from collections.abc import Callable

Ports = tuple[int, int]

INTERFACE: dict[str, Ports] = {
    "comment": (1, 0), "message": (2, 1), "number": (1, 2), "flonum": (1, 2), "toggle": (1, 1), "textbutton": (1, 3), "umenu": (1, 3),
    "multislider": (1, 2), "slider": (1, 1), "led": (1, 1), "kslider": (2, 2), "panel": (1, 0), "inlet": (0, 1), "outlet": (1, 0),
}  # fmt: skip
"""objects that are drawn as themselves"""

_FIXED: dict[str, Ports] = {
    "print": (1, 0), "prepend": (1, 1), "loadbang": (1, 1), "loadmess": (1, 1), "freebang": (1, 1), "deferlow": (1, 1), "delay": (2, 1),
    "metro": (2, 1), "int": (2, 1), "change": (1, 3), "iter": (1, 1), "patcherargs": (1, 2), "udpsend": (1, 0), "udpreceive": (1, 1),
    "send": (1, 0), "receive": (0, 1), "zl.slice": (2, 2), "zl.join": (2, 2), "zl.nth": (2, 2), "zl.group": (2, 2), "zl.len": (2, 2),
    "zl.iter": (2, 2), "==": (2, 1), "*": (2, 1),
    "-": (2, 1),
}  # fmt: skip

_BY_ARGUMENTS: dict[str, Callable[[list[str]], Ports]] = {
    "route": lambda words: (len(words) + 1, len(words) + 1),
    "select": lambda words: (len(words) + 1, len(words) + 1),
    "trigger": lambda words: (1, len(words)),
    "unpack": lambda words: (1, len(words)),
    "pack": lambda words: (len(words), 1),
    "pak": lambda words: (len(words), 1),
    "gate": lambda words: (2, int(words[0]) if words else 1),
    "sprintf": lambda words: (len(re.findall("%", " ".join(words))), 1),
    "expr": lambda words: (max(map(int, re.findall(r"\$[if](\d)", " ".join(words)))), 1),
    "vexpr": lambda words: (max(map(int, re.findall(r"\$[if](\d)", " ".join(words)))), 1),
}
_SHORT = {"t": "trigger", "s": "send", "r": "receive", "sel": "select", "i": "int"}


def ports(text: str) -> Ports | None:
    """Inlets and outlets of an object box, None for what is no built-in object in this list."""
    name, *words = text.split()
    name = _SHORT.get(name, name)
    words = words[: next((k for k, word in enumerate(words) if word.startswith("@")), len(words))]
    return _BY_ARGUMENTS[name](words) if name in _BY_ARGUMENTS else _FIXED.get(name)


NAMES = {*INTERFACE, *_FIXED, *_BY_ARGUMENTS, "bpatcher"}
