"""Help patchers of the Max package."""

import textwrap

from patches.generator.examples import OBJECTS, Shown, examples, incoming, outgoing
from patches.generator.max_file import Patcher
from xmodal_rt.osc.address_page import ranges, signature
from xmodal_rt.osc.addresses import PREFIX, Entry

SIZES = {"xmodal.synth": (700, 330), "xmodal.voice": (430, 100), "xmodal.transcribe": (290, 176), "xmodal.morph": (430, 250),
         "xmodal.status": (430, 130)}  # fmt: skip
"""what the objects take on the screen: their field in presentation mode"""
_WIDTH, _LINE, _MESSAGE_CHARS, _DOC_CHARS = 900, 15, 52, 70
_INLETS = {"xmodal.voice": 2}


def written(shown: Shown, message: str) -> str:
    """Return an example as an OSC message, which is what goes into an object; a voice gets what stands behind its number."""
    return f"/{message}" if shown.one_voice else f"{PREFIX}{message}"


def panel(patcher: Patcher, shown: Shown, x: float, y: float) -> str:
    """Add the object as its users see it."""
    width, height = SIZES[shown.name]
    ports = (_INLETS.get(shown.name, 1), len(shown.outlets))
    arguments = {"args": [*([0] if shown.one_voice else []), "127.0.0.1", 9000]}
    return patcher.box("bpatcher", (x, y, width, height), ports, name=f"{shown.name}.maxpat", lockeddragscroll=1, **arguments)


def help_patcher(shown: Shown) -> str:
    """Return the help of one object: the object, a message for each address, and what it says."""
    patcher = Patcher(_WIDTH, 860)
    patcher.title(f"{shown.name}: {shown.digest}", (16, 12, _WIDTH - 32, 34), 18, dark=True)
    line = f"{shown.name}-try"
    source, thing = patcher.object(f"r {line}", 24, 60, (0, 1)), panel(patcher, shown, 24, 92)
    patcher.cord(source, 0, thing)
    bottom = 92 + SIZES[shown.name][1]
    for number, said in enumerate(shown.outlets):
        _outlet(patcher, shown, thing, number, said, bottom + 20)
    y = _messages(patcher, shown, bottom + 80 + 18 * len(shown.outlets), line)
    _replies(patcher, shown, y)
    return patcher.text()


def _outlet(patcher: Patcher, shown: Shown, thing: str, number: int, said: str, y: float) -> None:
    """Add a box that prints what leaves an outlet, right below it, and a line that says what it is."""
    x = 24 + number * (SIZES[shown.name][0] - 10) / max(1, len(shown.outlets) - 1)
    patcher.comment(f"outlet {number + 1}: {said}", (24, y + 50 + 18 * number, 500, 20))
    if said.startswith("all that"):
        quiet = patcher.object(f"route {PREFIX}alive {PREFIX}status.reply", x, y, (3, 3))
        patcher.cord(thing, number, quiet)
        patcher.cord(quiet, 2, patcher.object("print says", x + 60, y + 26, (1, 0)))
    else:
        patcher.cord(thing, number, patcher.object(f"print outlet-{number + 1}", x, y + 26, (1, 0)))


def _messages(patcher: Patcher, shown: Shown, y: float, line: str) -> float:
    """Add a message box for each example, with what the table says beside it; return where the next row goes."""
    patcher.title("in: OSC messages", (16, y, _WIDTH - 32, 24))
    y, rows = y + 34, []
    for entry in incoming(shown):
        words = textwrap.wrap(_row(entry), _DOC_CHARS)
        patcher.comment("\n".join(words), (450, y, 430, 6 + _LINE * len(words)))
        below = y
        for message in examples(entry):
            sent = written(shown, message)
            lines = len(textwrap.wrap(sent, _MESSAGE_CHARS))
            rows.append(patcher.message(sent, 72, below, 360 if lines > 1 else 0, lines))
            below += _LINE * lines + 14
        y = max(below, y + _LINE * len(words) + 14)
    target = patcher.object(f"s {line}", 24, y + 6, (1, 0))
    for row in rows:
        patcher.cord(row, 0, target)
    return y + 44


def _replies(patcher: Patcher, shown: Shown, y: float) -> None:
    """Add a line for each address that comes back."""
    replies = outgoing(shown)
    if replies:
        patcher.title("out: OSC messages", (16, y, _WIDTH - 32, 24))
        y += 34
    for entry in replies:
        names = textwrap.wrap(f"{entry.path} {signature(entry)}", _MESSAGE_CHARS)
        words = textwrap.wrap(entry.doc, _DOC_CHARS)
        rows = max(len(names), len(words))
        patcher.comment("\n".join(names), (28, y, 410, 6 + _LINE * rows))
        patcher.comment("\n".join(words), (450, y, 430, 6 + _LINE * rows))
        y += _LINE * rows + 12
    patcher.comment("see also: xmodal Overview in the Extras menu; all addresses: xmodal-rt addresses", (24, y + 6, 600, 20))


def overview() -> str:
    """Return the patcher of the Extras menu: all objects on one page, ready to play."""
    patcher = Patcher(1190, 830)
    patcher.title("xmodal: labels and coordinates and sound in one latent space", (16, 12, 1150, 36), 20, dark=True)
    patcher.comment("Start the instrument with `make serve`; the lamp of xmodal.status says that it is there.", (16, 56, 700, 20))
    places = {"xmodal.synth": (16, 110), "xmodal.status": (736, 110), "xmodal.morph": (736, 290), "xmodal.voice": (736, 590),
              "xmodal.transcribe": (16, 490)}  # fmt: skip
    for shown in OBJECTS:
        x, y = places[shown.name]
        patcher.title(f"{shown.name}: {shown.digest}", (x, y - 26, max(430, SIZES[shown.name][0]), 22), 12)
        panel(patcher, shown, x, y)
    patcher.comment("Alt-click an object, or choose its help, to see all of its messages.", (16, 690, 430, 20))
    return patcher.text()


def _row(entry: Entry) -> str:
    """Say what an address does and what it takes."""
    return f"{entry.doc} {ranges(entry)}".strip()
