"""What Deken and the plug-ins of Pd read of the library: its description, and the list of its objects."""

from patches.generator.examples import OBJECTS
from xmodal_rt import __version__

_ALSO = {
    "xmodal.play": "a keyboard with all panels, to play at once",
    "xmodal.send": "sends Pd messages as OSC, and tells what comes back",
    "xmodal.receive": "what comes at a port, 9001 without one",
    "xmodal.link": "xmodal.send that stays in touch: asks for replies, says when the instrument is there",
}


def meta() -> str:
    """Return the patch that describes the library, as Pd libraries carry it."""
    words = ("NAME xmodal_rt", f"VERSION {__version__}", "AUTHOR The xmodal-rt authors", "LICENSE MIT",
             "KEYWORDS OSC synthesis transcription latent instrument",
             "DESCRIPTION plays and hears through the real-time instrument xmodal-rt")  # fmt: skip
    texts = [f"#X text 12 {25 + 20 * row} {line};" for row, line in enumerate(words)]
    head = ["#N canvas 15 49 420 200 12;", "#X text 12 12 xmodal_rt: see xmodal.play and the help of each object;"]
    return "\n".join([*head, "#N canvas 25 49 620 220 META 1;", *texts, "#X restore 12 60 pd META;", ""])


def objects() -> str:
    """Return the list of objects that Deken shows, a name and a description per line."""
    return "".join(f"{name}\t{digest}\n" for name, digest in [*((o.name, o.digest) for o in OBJECTS), *_ALSO.items()])
