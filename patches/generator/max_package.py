"""What Max reads of the package beside its patchers: its description, and the reference pages of its objects."""

import json
from xml.sax.saxutils import escape

from patches.generator.examples import Shown, examples, incoming
from patches.generator.max import written
from xmodal_rt import __version__
from xmodal_rt.osc.address_page import ranges, signature
from xmodal_rt.osc.addresses import Entry


def package_info() -> str:
    """Return package-info.json."""
    info = {
        "name": "xmodal_rt",
        "displayname": "xmodal-rt",
        "version": __version__,
        "author": "The xmodal-rt authors",
        "description": "Plays and hears through xmodal-rt, an instrument whose labels, coordinates and sound share one latent space. "
        "Needs xmodal-rt, which runs beside Max.",
        "tags": ["OSC", "synthesis", "transcription", "machine learning"],
        "max_version_min": "8.0",
        "max_version_max": "none",
        "os": {
            "macintosh": {"min_version": "none", "platform": ["x64", "aarch64"]},
            "windows": {"min_version": "none", "platform": ["x64"]},
        },
        "extends": "",
        "extensible": 0,
        "homepatcher": "xmodal Overview.maxpat",
    }
    return json.dumps(info, indent=4) + "\n"


def reference(shown: Shown) -> str:
    """Return the reference page of one object, as XML."""
    outlets = [f'    <outlet id="{k}" type="OUTLET_TYPE"><digest>{escape(said)}</digest></outlet>' for k, said in enumerate(shown.outlets)]
    number = (
        ['    <objarg name="N" optional="1" type="int"><digest>Number of the voice, from 0 up</digest></objarg>'] if shown.one_voice else []
    )
    return "\n".join([
        '<?xml version="1.0" encoding="utf-8" standalone="yes"?>',
        f'<c74object name="{shown.name}" module="max" category="xmodal">',
        f"  <digest>{escape(shown.digest.capitalize())}</digest>",
        "  <description>An object of xmodal-rt. It sends OSC messages to the instrument and shows what comes back.</description>",
        "  <metadatalist><metadata name=\"author\">The xmodal-rt authors</metadata><metadata name=\"tag\">OSC</metadata></metadatalist>",
        "  <inletlist>",
        '    <inlet id="0" type="INLET_TYPE"><digest>OSC messages for the instrument</digest></inlet>',
        *(['    <inlet id="1" type="INLET_TYPE"><digest>Number of the voice</digest></inlet>'] if shown.one_voice else []),
        "  </inletlist>",
        "  <outletlist>", *outlets, "  </outletlist>",
        "  <objarglist>", *number,
        '    <objarg name="HOST" optional="1" type="symbol"><digest>Where the instrument runs, 127.0.0.1 without it</digest></objarg>',
        '    <objarg name="PORT" optional="1" type="int"><digest>The port at which it receives, 9000 without it</digest></objarg>',
        "  </objarglist>",
        "  <methodlist>", *(_method(shown, entry) for entry in incoming(shown)), "  </methodlist>",
        "  <seealsolist>", *(f'    <seealso name="{name}"/>' for name in _OTHERS if name != shown.name), "  </seealsolist>",
        "</c74object>", "",
    ])  # fmt: skip


_OTHERS = ("xmodal.synth", "xmodal.voice", "xmodal.transcribe", "xmodal.morph", "xmodal.status")


def _method(shown: Shown, entry: Entry) -> str:
    """Return the part of the page that explains one address."""
    address = written(shown, examples(entry)[0]).split()[0]
    arguments = "".join(
        f'<arg name="{argument.name}" optional="{int(argument.default is not None)}" type="{_TYPES[argument.type]}"/>'
        for argument in (*entry.arguments, *entry.rest)
    )
    described = escape(f"{entry.doc} {signature(entry)}: {ranges(entry)}" if ranges(entry) else entry.doc)
    return (
        f'    <method name="{address}"><arglist>{arguments}</arglist><digest>{escape(entry.doc.split(".")[0])}</digest>'
        f"<description>{described}</description></method>"
    )


_TYPES = {"int": "int", "float": "float", "string": "symbol", "class": "symbol"}
