"""Sends very many messages: `python -m xmodal_rt.bench.flooding PORT MESSAGES_PER_S LATENT_SIZE SEED`, until its input is closed.

A process of its own, so that whoever measures meanwhile does not wait for it.
"""

import socket
import sys
import threading
import time

import numpy as np

from xmodal_rt.osc import codec as osc

VOICES = range(1, 8)
"""that the flood moves, unheard"""
SILENT = 0.0
_TICK_S = 0.001
_PREPARED = 6000
_LABELS = ("instrument", "dynamics")


def _address(rng: np.random.Generator, latent_size: int) -> tuple[str, list[float | str]]:
    """Any message of a patch gone wild: sliders and sensors, notes, labels, and now and then an address that there is not."""
    voice = f"/xmodal/voice/{rng.choice(VOICES)}/"
    match rng.choice(6, p=[0.35, 0.35, 0.1, 0.1, 0.05, 0.05]):
        case 0:
            return f"{voice}latent", rng.uniform(-2, 2, latent_size).tolist()
        case 1:
            return f"{voice}latent/{rng.integers(latent_size)}", [float(rng.uniform(-2, 2))]
        case 2:
            return f"{voice}gain", [SILENT]
        case 3:
            return f"{voice}symbol", [str(rng.choice(_LABELS)), int(rng.integers(3))]
        case 4:
            return f"{voice}note", [float(rng.integers(50, 80)), float(rng.choice([0, 100]))]
    return f"/xmodal/nothing/{rng.integers(1000)}", [1.0]


def datagrams(count: int, latent_size: int, rng: np.random.Generator) -> list[bytes]:
    """Return `count` messages; one of twenty is cut off, and no OSC."""
    whole = [osc.message(address, *values) for address, values in (_address(rng, latent_size) for _ in range(count))]
    return [datagram[:-2] if n % 20 == 19 else datagram for n, datagram in enumerate(whole)]


def flood(port: int, messages_per_s: float, prepared: list[bytes], stop: threading.Event) -> int:
    """Send evenly in time until `stop` is set; return how many were sent."""
    began, sent = time.monotonic(), 0
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        while not stop.wait(_TICK_S):
            due = int((time.monotonic() - began) * messages_per_s)
            for n in range(sent, due):
                sock.sendto(prepared[n % len(prepared)], ("127.0.0.1", port))
            sent = due
    return sent


def _await_end(stop: threading.Event) -> None:
    sys.stdin.read()
    stop.set()


def main(port: int, messages_per_s: float, latent_size: int, seed: int) -> None:
    """Flood a server until the input is closed, then print how many messages were sent."""
    prepared, stop = datagrams(_PREPARED, latent_size, np.random.default_rng(seed)), threading.Event()
    threading.Thread(target=_await_end, args=(stop,), daemon=True).start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdout.write(f"{flood(port, messages_per_s, prepared, stop)}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
