"""The system's JACK library, as far as the project calls it, and what a running JACK server says about itself."""

import ctypes
import ctypes.util
import functools
import sys
from typing import NamedTuple

from xmodal_rt.errors import DeviceError

AUDIO_TYPE = b"32 bit float mono audio"
IS_INPUT, IS_OUTPUT, IS_PHYSICAL = 1, 2, 4
NO_START_SERVER = 1

_NAMES = {"linux": "libjack.so.0", "darwin": "libjack.0.dylib", "win32": "libjack64.dll"}
_VOID, _TEXT, _U32, _U64 = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32, ctypes.c_uint64
_SIGNATURES: dict[str, tuple[object, ...]] = {
    "jack_client_open": (_VOID, _TEXT, ctypes.c_int, ctypes.POINTER(ctypes.c_int)),
    "jack_client_close": (ctypes.c_int, _VOID),
    "jack_get_client_name": (_TEXT, _VOID),
    "jack_activate": (ctypes.c_int, _VOID),
    "jack_set_process_callback": (ctypes.c_int, _VOID, _VOID, _VOID),
    "jack_set_xrun_callback": (ctypes.c_int, _VOID, _VOID, _VOID),
    "jack_get_sample_rate": (_U32, _VOID),
    "jack_get_buffer_size": (_U32, _VOID),
    "jack_get_time": (_U64,),
    "jack_get_ports": (ctypes.POINTER(_TEXT), _VOID, _TEXT, _TEXT, ctypes.c_ulong),
    "jack_port_register": (_VOID, _VOID, _TEXT, _TEXT, ctypes.c_ulong, ctypes.c_ulong),
    "jack_port_get_buffer": (_VOID, _VOID, _U32),
    "jack_port_name": (_TEXT, _VOID),
    "jack_connect": (ctypes.c_int, _VOID, _TEXT, _TEXT),
    "jack_free": (None, _VOID),
}


class JackFormat(NamedTuple):
    """What a running JACK server works with."""

    sample_rate: int
    block: int
    sources: list[str]
    """full names of all ports that give sound, the hardware's first"""
    sinks: list[str]
    """full names of all ports that take sound, the hardware's first"""


@functools.cache
def load_jack() -> ctypes.CDLL:
    """Load the system's JACK library, for every library that this process loads afterwards as well.

    pyo's wheels bring a JACK library of their own, which may not understand the system's server;
    symbols that are global before pyo is imported take precedence over it.

    Raises
    ------
    DeviceError
        If the library is not installed.
    """
    name = _NAMES.get(sys.platform, "libjack.so.0")
    for candidate in (name, ctypes.util.find_library("jack") or name):
        try:
            library = ctypes.CDLL(candidate, mode=ctypes.RTLD_GLOBAL)
        except OSError:
            continue
        _declare(library)
        return library
    raise DeviceError("the JACK library is not installed; install the package jackd2 (Debian) or jack (Homebrew)")


def _declare(library: ctypes.CDLL) -> None:
    for name, (result, *arguments) in _SIGNATURES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    # JACK explains at length on standard error that no server runs. strlen takes the same one argument,
    # does nothing with it, and unlike a Python function needs no interpreter on JACK's own threads.
    silence = ctypes.cast(ctypes.CDLL(None if sys.platform != "win32" else "msvcrt").strlen, _VOID)
    library.jack_set_error_function(silence)
    library.jack_set_info_function(silence)


def open_client(name: str) -> int:
    """Open a JACK client on the server that JACK_DEFAULT_SERVER names; never starts a server.

    Raises
    ------
    DeviceError
        If the library is missing or no server answers.
    """
    status = ctypes.c_int()
    client: int | None = load_jack().jack_client_open(name.encode(), NO_START_SERVER, ctypes.byref(status))
    if not client:
        raise DeviceError("no JACK server answers; start one, for example with: jackd -d alsa -r 48000 -p 64")
    return client


def ask_jack() -> JackFormat:
    """Ask the running server for its rate, its period and its ports.

    Raises
    ------
    DeviceError
        If the library is missing or no server answers.
    """
    jack, client = load_jack(), open_client("xmodal-ask")
    try:
        rate, block = jack.jack_get_sample_rate(client), jack.jack_get_buffer_size(client)
        return JackFormat(rate, block, _ports(jack, client, IS_OUTPUT), _ports(jack, client, IS_INPUT))
    finally:
        jack.jack_client_close(client)


def _ports(jack: ctypes.CDLL, client: int, direction: int) -> list[str]:
    names: list[str] = []
    for flags in (direction | IS_PHYSICAL, direction):
        found = jack.jack_get_ports(client, None, AUDIO_TYPE, flags)
        i = 0
        while found and found[i]:
            names.append(found[i].decode())
            i += 1
        if found:
            jack.jack_free(found)
    return list(dict.fromkeys(names))
