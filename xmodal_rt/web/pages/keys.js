/** The keyboard: for pointers, several at once, and for the keys of the computer, by their places and not by their letters. */

import { element, isWhite, make, pitchName } from "./words.js";

const CODES = [
  "KeyA", "KeyW", "KeyS", "KeyE", "KeyD", "KeyF", "KeyT", "KeyG", "KeyY", "KeyH", "KeyU", "KeyJ", "KeyK", "KeyO", "KeyL", "KeyP", "Semicolon",
];
const LETTERS = "AWSEDFTGYHUJKOLP;";
const STEPS = { KeyZ: -1, KeyX: 1 };
const OCTAVES = [0, 8];
/** So wide a white key must be, in CSS pixels, for a finger. */
const KEY_PX = 44;
const MOST_OCTAVES = 4;

export class Keys {
  constructor(voices, changed) {
    this.voices = voices;
    this.changed = changed;
    this.octave = Math.floor(voices.pitch / 12) - 1;
    this.box = element("keys");
    this.buttons = new Map();
    this.pressed = new Map();
    this.octaves = 0;
    this.listen();
    new ResizeObserver(() => this.build()).observe(this.box);
  }

  listen() {
    const { box } = this;
    box.onpointerdown = (event) => this.slide(event, true);
    box.onpointermove = (event) => this.pressed.has(event.pointerId) && this.slide(event);
    for (const over of ["pointerup", "pointercancel"]) addEventListener(over, (event) => this.lift(event.pointerId));
    box.onkeydown = (event) => this.walk(event);
    box.onkeyup = (event) => ["Enter", " "].includes(event.key) && this.lift("focus");
    addEventListener("keydown", (event) => this.type(event));
    // While its command key is down, macOS tells of no other key that goes up.
    addEventListener("keyup", (event) => (event.key === "Meta" ? this.liftAll() : this.lift(event.code)));
    addEventListener("blur", () => this.liftAll());
    document.addEventListener("visibilitychange", () => document.hidden && this.liftAll());
    element("octave-down").onclick = () => this.shift(-1);
    element("octave-up").onclick = () => this.shift(1);
  }

  /** Plays the key under a finger, and the next when it slides on. */
  slide(event, begins = false) {
    if (begins && event.button !== 0) return;
    if (begins) event.target.releasePointerCapture?.(event.pointerId);
    const pitch = Number(document.elementFromPoint(event.clientX, event.clientY)?.dataset?.pitch ?? NaN);
    if (begins) event.preventDefault();
    if (this.pressed.get(event.pointerId) === pitch) return;
    this.lift(event.pointerId);
    this.press(event.pointerId, pitch);
  }

  press(finger, pitch) {
    this.pressed.set(finger, pitch);
    if (Number.isNaN(pitch)) return;
    this.voices.press(`key ${finger}`, pitch);
    this.changed();
    this.light();
  }

  lift(finger) {
    if (!this.pressed.delete(finger)) return;
    this.voices.release(`key ${finger}`);
    this.light();
  }

  liftAll() {
    for (const finger of [...this.pressed.keys()]) this.lift(finger);
  }

  type(event) {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input[type=text]")) return;
    const step = CODES.indexOf(event.code);
    if (step >= 0) this.press(event.code, this.lowest() + step);
    else if (STEPS[event.code]) this.shift(STEPS[event.code]);
  }

  /** Arrow keys go from key to key; Enter and the space bar play while they are held. */
  walk(event) {
    const pitch = Number(event.target.dataset.pitch);
    const to = { ArrowRight: pitch + 1, ArrowLeft: pitch - 1 }[event.key];
    if (this.buttons.has(to)) this.focus(to);
    else if (["Enter", " "].includes(event.key)) event.repeat || this.press("focus", pitch);
    else return;
    event.preventDefault();
  }

  focus(pitch) {
    for (const [each, button] of this.buttons) button.tabIndex = each === pitch ? 0 : -1;
    this.buttons.get(pitch).focus();
  }

  shift(step) {
    const octave = this.octave + step;
    if (octave < OCTAVES[0] || octave > OCTAVES[1]) return;
    this.liftAll();
    this.octave = octave;
    this.build(true);
  }

  /** Lowest pitch of the computer's keys. */
  lowest() {
    return 12 * (this.octave + 1);
  }

  build(anew = false) {
    const wide = Math.floor((this.box.clientWidth / KEY_PX - 1) / 7);
    const octaves = Math.max(1, Math.min(MOST_OCTAVES, wide));
    if (octaves === this.octaves && !anew) return;
    this.octaves = octaves;
    const first = this.lowest() - (octaves > 2 ? 12 : 0);
    const pitches = Array.from({ length: 12 * octaves + 1 }, (_, i) => first + i);
    const whites = pitches.filter(isWhite).length;
    this.buttons = new Map(pitches.map((pitch) => [pitch, this.key(pitch, pitches, whites)]));
    this.box.replaceChildren(...this.buttons.values());
    element("octave").textContent = `${pitchName(pitches[0])} – ${pitchName(pitches.at(-1))}`;
    this.light();
  }

  key(pitch, pitches, whites) {
    const white = isWhite(pitch);
    const place = pitches.filter((each) => each < pitch && isWhite(each)).length;
    const width = 100 / whites;
    const letter = LETTERS[pitch - this.lowest()] ?? "";
    const button = make("button", { type: "button", className: white ? "white" : "black", ariaLabel: pitchName(pitch), ariaPressed: "false" });
    button.tabIndex = pitch === pitches[0] ? 0 : -1;
    button.disabled = !this.voices.surface.has(pitch);
    button.dataset.pitch = String(pitch);
    button.append(make("kbd", { textContent: letter }), ...(pitch % 12 ? [] : [make("span", { textContent: pitchName(pitch) })]));
    Object.assign(button.style, { left: `${width * (white ? place : place - 0.31)}%`, width: `${width * (white ? 1 : 0.62)}%` });
    return button;
  }

  light() {
    const down = new Set(this.pressed.values());
    for (const [pitch, button] of this.buttons) button.ariaPressed = String(down.has(pitch));
  }

  /** Shows that a pitch is heard, or no more. */
  hear(pitch, on) {
    this.buttons.get(pitch)?.classList.toggle("heard", on);
  }
}
