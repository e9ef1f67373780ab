"""The command line. Heavy modules are imported inside the commands, so that help and tables come at once."""

from xmodal_rt.cli import bench, checkpoints, export, render, stage
from xmodal_rt.cli.options import main

__all__ = ["bench", "checkpoints", "export", "main", "render", "stage"]
