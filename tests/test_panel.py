"""The panel, in a real browser, on a real instrument and a JACK server."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pytest

from tests.browser import Browser, browsing
from xmodal_rt.audio.jack_probe import JackProbe
from xmodal_rt.audio.jack_server import JackServer

Serve = Callable[..., AbstractContextManager[Any]]
OPTIONS = ("--checkpoint", "tone", "--ahead", "8", "--web", "--web-port", "0", "--panel")
SR = 48000


@pytest.fixture(scope="module")
def served(serve: Serve, shelf: Path) -> Iterator[Any]:
    with JackServer(f"xmodal-panel-{os.getpid()}", SR, 128), serve(shelf, *OPTIONS, "--audio", "jack", "--transcribe") as served:
        yield served


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.fixture
def panel(window: Browser, served: Any) -> Iterator[Browser]:
    """The panel, open and connected; nothing of it went wrong when the test is over."""
    window.errors.clear()
    window.open(f"http://127.0.0.1:{served.web_port}/panel/")
    window.until("document.body.dataset.link === 'open' && document.querySelector('.place')")
    window.until(_shows("voices", "0"))
    yield window
    window.click("#silence")
    window.until(_shows("voices", "0"))
    assert window.errors == []


def _shows(name: str, words: str) -> str:
    return f"document.getElementById('{name}').textContent === '{words}'"


def _played(seconds: float = 0.25) -> np.ndarray:
    """What the instrument plays now."""
    with JackProbe("ear", record_s=10.0) as probe:
        probe.connect("xmodal:output_1", probe.input)
        time.sleep(2 * seconds)
        return np.array(probe.recording[-int(seconds * SR) :])


def _await_sound(is_so: Callable[[np.ndarray], bool], within_s: float = 20.0) -> np.ndarray:
    """Wait until what is played is as it should be, and return it: nobody knows when a busy machine comes to it."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if is_so(y := _played()):
            return y
    raise AssertionError(f"not heard within {within_s} s")


def _sounds(y: np.ndarray) -> bool:
    return bool(np.abs(y[: len(y) // 4]).max() > 0.01 and np.abs(y[-len(y) // 4 :]).max() > 0.01)


def _spectrum(y: np.ndarray) -> np.ndarray:
    S = np.abs(np.fft.rfft(y * np.hanning(len(y))))
    return S / S.max()


def _brightness(y: np.ndarray) -> float:
    """Share of the fifth harmonic of C4, beside the first."""
    S, f0 = _spectrum(y), round(261.63 * len(y) / SR)
    return float(S[5 * f0 - 4 : 5 * f0 + 5].max() / S[f0 - 2 : f0 + 3].max())


def test_dragging_over_the_plane_changes_the_sound(panel: Browser) -> None:
    (x0, y0), (x1, y1) = (panel.middle(f".place:nth-child({n})") for n in (1, 2))
    panel.mouse("Pressed", x0, y0)
    dark = _brightness(_await_sound(_sounds))
    for share in np.linspace(0, 1, 12):
        panel.mouse("Moved", x0 + share * (x1 - x0), y0 + share * (y1 - y0))
    assert panel.see("document.querySelector('.place[aria-current]').textContent") == "piano"
    _await_sound(lambda y: _sounds(y) and _brightness(y) > 2 * dark)  # the piano of the tone model is the brighter one
    panel.mouse("Released", x1, y1)
    panel.until(_shows("voices", "0"))


def test_a_key_of_the_computer_plays_its_note_while_it_is_down(panel: Browser) -> None:
    panel.key("Down", "KeyH", "h")  # A4, whatever the letter on it
    y = _await_sound(_sounds)
    assert _spectrum(y).argmax() * SR / len(y) == pytest.approx(440, abs=SR / len(y))
    assert panel.see("document.querySelector('[data-pitch=\"69\"]').ariaPressed") == "true"
    panel.key("Up", "KeyH", "h")
    _await_sound(lambda y: np.abs(y).max() < 1e-3)


def test_keys_whose_end_the_command_key_swallows_are_let_go(panel: Browser) -> None:
    panel.key("Down", "KeyH", "h")
    panel.key("Down", "KeyK", "k")
    panel.until(_shows("voices", "2"))
    panel.key("Down", "MetaLeft", "Meta")
    panel.key("Up", "MetaLeft", "Meta")  # meanwhile browsers on macOS tell of no key that goes up
    panel.until(_shows("voices", "0"))


def test_a_key_that_is_held_follows_the_plane(panel: Browser) -> None:
    x, y = panel.middle("[data-pitch='60']")
    panel.mouse("Pressed", x, y)
    dark = _brightness(_await_sound(_sounds))
    panel.click(".place:nth-child(2)")
    _await_sound(lambda y: _sounds(y) and _brightness(y) > 2 * dark)
    panel.mouse("Released", x, y)
    panel.until(_shows("voices", "0"))


def test_what_the_microphone_hears_is_shown(panel: Browser) -> None:
    t = np.arange(SR // 2) / SR
    tone = 0.2 * np.minimum(1, np.minimum(t, t[-1] - t) / 0.01) * np.sin(2 * np.pi * 440 * t)
    with JackProbe("player", play=tone.astype(np.float32)) as probe:
        probe.connect(probe.output, "xmodal:input_1")
        probe.start_playing()
        panel.until("document.querySelector('.heard[data-pitch=\"69\"]')")
        assert panel.see("document.getElementById('heard-pitch').textContent") == "A4"
        panel.until("Number(document.getElementById('level-in').ariaValueNow) > -40")
        panel.until("!document.querySelector('.heard')")
    assert panel.see("document.querySelector('#heard-list li').textContent").startswith("A4 ")


def test_anchors_are_saved_recalled_mixed_and_forgotten(panel: Browser, served: Any) -> None:
    for number, name in enumerate(("dark", "bright"), 1):
        panel.click(f".place:nth-child({number})")
        panel.see(f"document.getElementById('anchor-name').value = '{name}'")
        panel.click("#save-here")
        panel.until(f"document.querySelectorAll('#anchors li').length === {number}")
    for _ in served.heard(0.3):
        pass  # what was announced meanwhile would leave no room for the answers
    points = []
    for name in ("dark", "bright"):
        served.send("anchor/get", name)
        points.append(np.array(served.answer("anchor/point")[1:], float))
    assert np.ptp(points, axis=0).max() > 0.2
    panel.click("#anchors .recall")
    panel.until(_shows("voices", "1"))
    for row in (1, 2):
        panel.see(f"(weight => {{ weight.value = 1; weight.dispatchEvent(new Event('input')) }})"
                  f"(document.querySelector('#anchors li:nth-child({row}) input'))")  # fmt: skip
    panel.see("new Promise(requestAnimationFrame)")
    time.sleep(0.2)
    served.send("anchor/now", "between")
    served.answer("done")
    served.send("anchor/get", "between")
    assert np.array(served.answer("anchor/point")[1:], float) == pytest.approx(np.mean(points, axis=0), abs=1e-3)
    panel.until("document.querySelectorAll('#anchors li').length === 3")  # also what others save is shown
    for left in (2, 1, 0):
        panel.click("#anchors .forget")
        panel.until(f"document.querySelectorAll('#anchors li').length === {left}")


def test_it_asks_nobody_but_this_machine(panel: Browser) -> None:
    assert {urlsplit(address).hostname for address in panel.requests if not address.startswith("chrome")} == {"127.0.0.1"}
    told = panel.see("fetch('https://example.org').then(() => 'answered', () => 'forbidden')")
    assert told == "forbidden"
    assert all("Content Security Policy" in error for error in panel.errors)
    panel.errors.clear()


@pytest.mark.parametrize(("width", "height"), [(360, 640), (768, 1024), (1920, 1080)])
def test_all_of_it_can_be_read_and_touched(panel: Browser, width: int, height: int) -> None:
    panel.open(panel.see("location.href"), width, height)
    panel.until("document.querySelector('.place') && document.querySelector('.white')")
    assert panel.see("document.documentElement.scrollWidth") <= width
    small = panel.see("""[...document.querySelectorAll('button:not(.place, .black), input:not([type=radio])')]
        .filter((each) => each.checkVisibility()).map((each) => [each.id, each.getBoundingClientRect()])
        .filter(([, box]) => box.width < 40 || box.height < 40).map(([id]) => id)""")
    assert small == []
    nameless = panel.see("""[...document.querySelectorAll('button, input, [role=meter], [role=application]')]
        .filter((each) => !(each.ariaLabel || each.textContent.trim() || each.labels?.[0]?.textContent)).map((each) => each.id)""")
    assert nameless == []
    panel.open(panel.see("location.href"))
    panel.until(f"document.querySelector('.place') && {_shows('voices', '0')}")


def test_a_lost_connection_is_shown_and_mended(panel: Browser, served: Any) -> None:
    panel.see("""(seen => new MutationObserver(() => seen.push([document.body.dataset.link,
        document.getElementById('lost').innerText, document.getElementById('lost').checkVisibility()]))
        .observe(document.body, {attributes: true}))(window.seen = [])""")
    children = subprocess.run(["pgrep", "-P", str(served.process.pid), "-x", "xmodal-web"], capture_output=True, text=True, check=True)
    os.kill(int(children.stdout), signal.SIGKILL)
    panel.until("window.seen.length > 1 && document.body.dataset.link === 'open'")
    state, words, visible = panel.see("window.seen[0]")
    assert (state, visible) == ("lost", True)
    assert words.startswith("Connection lost")
    assert not panel.see("document.getElementById('lost').checkVisibility()")
    panel.mouse("Pressed", *panel.middle("[data-pitch='60']"))
    panel.until(_shows("voices", "1"))
    panel.mouse("Released", *panel.middle("[data-pitch='60']"))
    panel.errors.clear()  # the browser tells of the connections that it tried in vain
