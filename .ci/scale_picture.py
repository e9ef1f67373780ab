"""Remake .github/scale.png: headless Pd plays a scale on each instrument, JACK records it. Run from the checkout, after `make test`."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import librosa
import matplotlib
import numpy as np

from xmodal_rt.audio.jack_server import JackServer

matplotlib.use("Agg")
import matplotlib.pyplot as plt

PORT, SR, STEP_MS = 9470, 48000, 160
FIRST, LAST = 60, 72
PD = ["pd", "-nogui", "-noprefs", "-nomidi", "-rt", "-noaudio", "-sleepgrain", "0.5", "-open", "tests/pd/scale.pd"]


def instruments(checkpoint: str) -> list[str]:
    """Instruments that the checkpoint names."""
    config = json.loads(Path("checkpoints", checkpoint, "config.json").read_text())
    return next(label["classes"] for label in config["vocabulary"]["labels"] if label["name"] == "instrument")


def record(name: str, folder: Path) -> np.ndarray:
    """Play a scale on the instrument `name` and return what JACK recorded, mono."""
    target = folder / f"{name}.wav"
    seconds = 1.6 + (LAST - FIRST + 1) * STEP_MS / 1000
    recorder = subprocess.Popen(["jack_rec", "-f", target, "-d", str(int(seconds + 1)), "xmodal:output_1"])
    scale = f"xmodal-scale {name} {FIRST} {LAST} {STEP_MS} {STEP_MS - 15} 95"
    subprocess.run([*PD, "-send", f"xmodal-server 127.0.0.1 {PORT}", "-send", scale], check=True)
    recorder.wait()
    y, _ = librosa.load(target, sr=SR, mono=True)
    return librosa.effects.trim(y, top_db=50)[0]


def draw(sounds: dict[str, np.ndarray]) -> None:
    """Draw the spectrograms side by side, on one scale of frequency and level."""
    figure, axes = plt.subplots(1, len(sounds), figsize=(11, 3.4), sharey=True, layout="constrained")
    for axis, (name, y) in zip(axes, sounds.items(), strict=True):
        S = librosa.amplitude_to_db(np.abs(librosa.stft(y, n_fft=4096, hop_length=256)), ref=np.max)
        times_s, bins_hz = np.arange(S.shape[1]) * 256 / SR, librosa.fft_frequencies(sr=SR, n_fft=4096)
        axis.pcolormesh(times_s, bins_hz, S, vmin=-70, vmax=0, cmap="magma", rasterized=True)
        axis.set(title=name.replace("_", " "), xlabel="seconds", yscale="log", ylim=(200, 12000))
        axis.set_yticks([250, 500, 1000, 2000, 4000, 8000], ["250", "500", "1k", "2k", "4k", "8k"])
    axes[0].set_ylabel("Hz")
    figure.savefig(".github/scale.png", dpi=110)


def main() -> None:
    """Play, record, draw."""
    ports = ["--osc-port", str(PORT), "--reply-port", str(PORT + 1)]
    serve = [sys.executable, "-c", "from xmodal_rt.cli import main; main()", "serve", "--audio", "jack", *ports]
    with JackServer("xmodal-picture", SR, 256, waits=True), tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(serve, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            next(line for line in server.stdout if line.startswith("ready"))
            draw({name: record(name, Path(folder)) for name in instruments("solo5")})
        finally:
            server.terminate()
            server.wait()


main()
