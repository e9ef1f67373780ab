"""Help patches of the Pure Data library."""

import textwrap

from patches.generator.examples import Shown, examples, incoming, outgoing
from xmodal_rt.osc.address_page import ranges, signature
from xmodal_rt.osc.addresses import Entry

_WIDTH, _LINE, _MESSAGE_CHARS, _DOC_CHARS = 900, 16, 42, 64
_SIZES = {"xmodal.synth": (870, 356), "xmodal.voice": (432, 98), "xmodal.transcribe": (286, 170), "xmodal.morph": (432, 264),
          "xmodal.status": (432, 126)}  # fmt: skip
"""what the objects take on the screen"""
_LIGHT, _DARK = "#f1eee7", "#22303c"


class Patch:
    """Lines of a patch; boxes are numbered as they are added."""

    def __init__(self) -> None:
        self.boxes: list[str] = []
        self.cords: list[str] = []

    def box(self, kind: str, x: int, y: int, text: str, width: int = 0) -> int:
        """Add a box of `width` characters, as wide as its text when that is 0, and return its number."""
        self.boxes.append(f"#X {kind} {x} {y} {text}{f', f {width}' if width else ''};")
        return len(self.boxes) - 1

    def banner(self, x: int, y: int, width: int, height: int, text: str, size: int, colours: str) -> None:
        """Add a coloured field that carries a title."""
        self.box("obj", x, y, f"cnv 8 {width} {height} empty empty {escaped(text, ' ')} 12 {height // 2 - 1} 0 {size} {colours} 0")

    def cord(self, source: int, outlet: int, target: int, inlet: int = 0) -> None:
        """Connect two boxes."""
        self.cords.append(f"#X connect {source} {outlet} {target} {inlet};")

    def text(self, height: int) -> str:
        """Return the whole file, for a window of this height."""
        return "\n".join([f"#N canvas 60 30 {_WIDTH} {height} 12;", *self.boxes, *self.cords, ""])


def escaped(text: str, also: str = "") -> str:
    """Return `text` as a patch writes it, where a comma stands alone, and `also` is no separator."""
    text = text.replace(",", "\\," if also else " \\,").replace("$", "\\$")
    return text.replace(also, f"\\{also}") if also else text


def help_patch(shown: Shown) -> str:
    """Return the help of one object: the object, a message for each address, and what it says."""
    patch = Patch()
    patch.banner(16, 12, _WIDTH - 32, 40, f"{shown.name}: {shown.digest}", 18, f"{_DARK} #ffffff")
    receiver = patch.box("obj", 24, 64, "r \\$0-try")
    thing = patch.box("obj", 24, 96, f"{shown.name} {shown.arguments or '127.0.0.1 9000'}")
    patch.cord(receiver, 0, thing)
    bottom = 96 + _SIZES[shown.name][1]
    for k in range(len(shown.outlets)):
        patch.cord(thing, k, _outlet(patch, shown, k, bottom + 20))
    top = bottom + 90 + 18 * len(shown.outlets)
    return patch.text(_replies(patch, shown, _messages(patch, shown, top)))


def _outlet(patch: Patch, shown: Shown, number: int, y: int) -> int:
    """Add a box that prints what leaves an outlet, right below it, and a line that says what it is."""
    patch.box("text", 24, y + 60 + 18 * number, escaped(f"outlet {number + 1}: {shown.outlets[number]}"), 84)
    x = min(24 + number * (_SIZES[shown.name][0] - 8) // max(1, len(shown.outlets) - 1), _WIDTH - 120)
    if not shown.outlets[number].startswith("all that"):
        return patch.box("obj", x, y + 26, f"print outlet-{number + 1}")
    quiet = patch.box("obj", x, y, "route alive status.reply")
    patch.cord(quiet, 2, patch.box("obj", x + 40, y + 26, "print says"))
    return quiet


def _messages(patch: Patch, shown: Shown, y: int) -> int:
    """Add a message box for each example, with what the table says beside it; return where the next row goes."""
    patch.banner(16, y, _WIDTH - 32, 24, "in: an address without /xmodal/ and its arguments", 14, f"{_LIGHT} {_DARK}")
    rows: list[int] = []
    y += 34
    for entry in incoming(shown):
        words = textwrap.wrap(_row(entry), _DOC_CHARS)
        patch.box("text", 410, y, escaped(_row(entry)), _DOC_CHARS)
        below = y
        for message in examples(entry):
            sent = message.replace("symbol ", "list symbol ", 1) if message.startswith("symbol ") else message
            rows.append(patch.box("msg", 72, below, sent, _MESSAGE_CHARS if len(sent) > _MESSAGE_CHARS else 0))
            below += _LINE * len(textwrap.wrap(sent, _MESSAGE_CHARS)) + 8
        y = max(below, y + _LINE * len(words) + 8)
    target = patch.box("obj", 24, y + 10, "s \\$0-try")
    for row in rows:
        patch.cord(row, 0, target)
    return y + 50


def _replies(patch: Patch, shown: Shown, y: int) -> int:
    """Add a line for each address that comes back; return where the patch ends."""
    replies = outgoing(shown)
    if replies:
        patch.banner(16, y, _WIDTH - 32, 24, "out: addresses without /xmodal/, their parts as words", 14, f"{_LIGHT} {_DARK}")
        y += 34
    for entry in replies:
        patch.box("text", 28, y, escaped(_plain(f"{entry.address.replace('/', ' ')} {signature(entry)}")), 52)
        patch.box("text", 410, y, escaped(_plain(entry.doc)), _DOC_CHARS)
        rows = max(len(textwrap.wrap(entry.doc, _DOC_CHARS)), len(textwrap.wrap(f"{entry.address} {signature(entry)}", 50)))
        y += _LINE * rows + 8
    patch.box("text", 24, y + 8, escaped("see also: xmodal.play, xmodal.send. All addresses: xmodal-rt addresses"), 84)
    return y + 60


def _row(entry: Entry) -> str:
    """Say what an address does and what it takes."""
    return _plain(f"{entry.doc} {ranges(entry)}").strip()


def _plain(text: str) -> str:
    """Return `text` in the signs that Pd writes; behind a semicolon it would begin a new line."""
    return text.replace("…", "...").replace(";", ",")
