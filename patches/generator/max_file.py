"""Patchers of Max as the JSON that Max reads."""

import json
from typing import Any

Rect = tuple[float, float, float, float]
"""left, top, width, height"""
FONT = "Arial"
DARK, LIGHT, PAPER = [0.133, 0.188, 0.235, 1.0], [0.945, 0.933, 0.906, 1.0], [1.0, 1.0, 1.0, 1.0]
_HEIGHT = 22.0


class Patcher:
    """Boxes and cords of one patcher; boxes are named as they are added."""

    def __init__(self, width: float, height: float, presents: bool = False) -> None:
        self.head: dict[str, Any] = {
            "fileversion": 1,
            "appversion": {"major": 8, "minor": 6, "revision": 0, "architecture": "x64", "modernui": 1},
            "classnamespace": "box",
            "rect": [60.0, 80.0, width, height],
            "openinpresentation": int(presents),
            "default_fontsize": 12.0,
            "default_fontface": 0,
            "default_fontname": FONT,
            "gridonopen": 1,
            "gridsize": [15.0, 15.0],
            "gridsnaponopen": 1,
        }
        self.boxes: list[dict[str, Any]] = []
        self.lines: list[dict[str, Any]] = []

    def box(self, maxclass: str, rect: Rect, ports: tuple[int, int], **attributes: Any) -> str:
        """Add a box with so many inlets and outlets, and return its name."""
        name = f"obj-{len(self.boxes) + 1}"
        described: dict[str, Any] = {"id": name, "maxclass": maxclass, "numinlets": ports[0], "numoutlets": ports[1]}
        if ports[1]:
            described["outlettype"] = [""] * ports[1]
        self.boxes.append({"box": described | {"patching_rect": list(map(float, rect))} | attributes})
        return name

    def object(self, text: str, x: float, y: float, ports: tuple[int, int], width: float = 0) -> str:
        """Add an object box."""
        return self.box("newobj", (x, y, width or 14 + 6.6 * len(text), _HEIGHT), ports, text=text)

    def message(self, text: str, x: float, y: float, width: float = 0, rows: int = 1) -> str:
        """Add a message box of so many rows."""
        return self.box("message", (x, y, width or 16 + 6.6 * len(text), 8 + 14.0 * rows), (2, 1), text=text)

    def comment(self, text: str, rect: Rect, **attributes: Any) -> str:
        """Add a comment."""
        return self.box("comment", rect, (1, 0), text=text, linecount=1, **attributes)

    def title(self, text: str, rect: Rect, size: float = 14.0, dark: bool = False) -> None:
        """Add a comment on a coloured field."""
        colours = {"bgcolor": DARK if dark else LIGHT, "textcolor": PAPER if dark else DARK}
        self.comment(text, rect, fontsize=size, fontface=1, **colours)

    def cord(self, source: str, outlet: int, target: str, inlet: int = 0) -> None:
        """Connect two boxes."""
        self.lines.append({"patchline": {"destination": [target, inlet], "source": [source, outlet]}})

    def text(self) -> str:
        """Return the whole file."""
        return json.dumps({"patcher": {**self.head, "boxes": self.boxes, "lines": self.lines}}, indent=4, ensure_ascii=False) + "\n"
