"""Whether pictures can be drawn: what draws them comes with an extra."""

from importlib.util import find_spec

from xmodal_rt.errors import ParameterError


def need_matplotlib(otherwise: str) -> None:
    """Raise ParameterError unless pictures can be drawn; `otherwise` says how to do without, in its last words."""
    if find_spec("matplotlib") is None:
        raise ParameterError(f"pictures need matplotlib; install the extra 'studio', or {otherwise}")
