"""The pages for browsers: the files of the folder `pages` of this package, and nothing else."""

from importlib import resources
from typing import NamedTuple

FOLDER = "/panel/"
"""route of the pages; the first of them is `index.html`"""
_TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "png": "image/png",
    "svg": "image/svg+xml",
}


class Page(NamedTuple):
    """A file as it is sent."""

    content_type: str
    body: bytes


Pages = dict[str, Page]
"""by their routes"""


def read() -> Pages:
    """Read all pages: what a request names is looked up in these, never on the disk."""
    found = {}
    for file in resources.files("xmodal_rt.web").joinpath("pages").iterdir():
        kind = file.name.rpartition(".")[2]
        if kind in _TYPES:
            found[FOLDER + file.name.replace("index.html", "")] = Page(_TYPES[kind], file.read_bytes())
    return found
