"""The command fluidsynth: a SoundFont plays a MIDI file into a sound file."""

import shutil
import subprocess
from pathlib import Path

from xmodal_rt.errors import ParameterError

INSTALL = "Debian: apt install fluidsynth, macOS: brew install fluid-synth"


def render(soundfont: Path, score: bytes, sound: Path, sr: int) -> None:
    """Play the Standard MIDI File `score` into the WAV file `sound`, stereo floats, without reverberation and chorus.

    The score stays beside the sound, with the ending .mid.

    Raises
    ------
    ParameterError
        If FluidSynth is missing or fails.
    """
    if shutil.which("fluidsynth") is None:
        raise ParameterError(f"the command fluidsynth is missing; install it ({INSTALL})")
    path = sound.with_suffix(".mid")
    path.write_bytes(score)
    command = ["fluidsynth", "-ni", "-q", "-R", "0", "-C", "0", "-r", str(sr), "-g", "0.5", "-O", "float", "-T", "wav"]
    done = subprocess.run([*command, "-F", str(sound), str(soundfont), str(path)], capture_output=True, text=True, check=False)
    if done.returncode or not sound.is_file():
        raise ParameterError(f"fluidsynth could not play {soundfont} ({done.stderr.strip()[-200:]}); check the SoundFont")
