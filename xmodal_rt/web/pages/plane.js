/** The plane: labels at their places, a spot that is dragged, and the spot that is heard. */

import { element, make, pitchName, plain } from "./words.js";

const COLOURS = [
  [255, 180, 84], [90, 209, 255], [185, 140, 255], [126, 231, 135], [255, 123, 156], [242, 227, 107], [92, 224, 198], [255, 158, 109],
  [143, 180, 255], [229, 140, 255], [181, 230, 85], [255, 143, 143], [111, 227, 240], [217, 179, 140], [199, 199, 255], [159, 224, 168],
];
/** Cells of the glow, which the browser draws smooth. */
const CELLS = 72;
const GLOW = 0.42;
/** Share of the plane's half that stays free at its edges, so that labels at the rim are whole. */
const RIM = 1.3;
/** So near to a label, in CSS pixels, the spot lies on its place. */
const CATCH_PX = 24;
/** A name at the rim keeps so far from the edge. */
const EDGE_PX = 4;
const KEY_STEP = 0.05;
const MANY_PLACES = 8;
/** Smaller shares are not read out. */
const LEAST_SHARE = 0.08;
const TOLD_AFTER_MS = 500;
const HEARD_FOR_MS = 400;
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class Plane {
  constructor(surface, voices) {
    this.surface = surface;
    this.voices = voices;
    this.box = element("plane");
    this.canvas = element("glow");
    this.spot = { x: 0, y: 0, place: null };
    this.heard = null;
    this.glow = this.drawGlow();
    this.labels = surface.places.map((place, i) => this.label(place, i));
    this.box.classList.toggle("many", surface.places.length > MANY_PLACES);
    this.listen();
    new ResizeObserver(() => this.fit()).observe(this.box);
    this.moveTo(this.surface.places[0].x, this.surface.places[0].y);
  }

  label(place, i) {
    const button = make("button", { className: "place", textContent: plain(place.name), type: "button" });
    button.style.setProperty("--colour", `rgb(${COLOURS[i % COLOURS.length].join(" ")})`);
    button.onclick = () => this.moveTo(place.x, place.y);
    element("places").append(button);
    return button;
  }

  listen() {
    const { box } = this;
    box.onpointerdown = (event) => this.grasp(event);
    box.onpointermove = (event) => event.pointerId === this.pointer && this.moveTo(...this.at(event));
    box.onpointerup = box.onpointercancel = (event) => event.pointerId === this.pointer && this.letGo();
    box.onkeydown = (event) => this.key(event);
    element("hold").onclick = () => this.hold(element("hold").ariaPressed !== "true");
  }

  grasp(event) {
    if (event.button !== 0 || this.pointer !== undefined) return;
    event.preventDefault();
    this.pointer = event.pointerId;
    this.box.setPointerCapture(event.pointerId);
    document.activeElement?.blur(); // so that the computer's keys play
    this.moveTo(...this.at(event));
    this.sound();
  }

  letGo() {
    this.pointer = undefined;
    if (element("hold").ariaPressed !== "true") this.hush();
  }

  /** Sounds where the spot is; while keys are held, they are what it moves. */
  sound() {
    if (!this.voices.held.size) this.voices.touch("plane");
    this.box.classList.add("sounds");
  }

  hush() {
    this.voices.release("plane");
    this.box.classList.remove("sounds");
  }

  hold(on) {
    element("hold").ariaPressed = String(on);
    if (!on && this.pointer === undefined) this.hush();
  }

  key(event) {
    if (event.target !== this.box) return;
    const step = STEPS[event.key];
    if (step) this.moveTo(this.spot.x + KEY_STEP * step[0], this.spot.y + KEY_STEP * step[1]);
    else if (event.key === "Enter" && !event.repeat) this.voices.held.has("plane") ? this.hush() : this.sound();
    else return;
    event.preventDefault();
  }

  /** Coordinates on the plane of a pointer. */
  at(event) {
    const { left, top, width, height } = this.box.getBoundingClientRect();
    return [RIM * ((2 * (event.clientX - left)) / width - 1), RIM * (1 - (2 * (event.clientY - top)) / height)];
  }

  /** Where coordinates lie in the box, in CSS pixels. */
  pixel({ x, y }) {
    return [(this.box.clientWidth / 2) * (1 + x / RIM), (this.box.clientHeight / 2) * (1 - y / RIM)];
  }

  moveTo(x, y) {
    const within = (value) => Math.min(RIM, Math.max(-RIM, value));
    const wanted = { x: within(x), y: within(y) };
    const place = this.surface.places.find((each) => this.isNear(each, wanted)) ?? null;
    this.spot = place ? { x: place.x, y: place.y, place } : { ...wanted, place };
    this.voices.move(this.spot);
    this.labels.forEach((button, i) => button.toggleAttribute("aria-current", this.surface.places[i] === place));
    this.paint();
    this.tell();
  }

  isNear(place, spot) {
    const [a, b] = [this.pixel(place), this.pixel(spot)];
    return Math.hypot(a[0] - b[0], a[1] - b[1]) < CATCH_PX;
  }

  /** Shows where a latent that was heard at `pitch` lies. */
  show(z, pitch) {
    if (z.length !== this.surface.coordinates) return;
    this.heard = this.surface.find(z, pitch, this.voices.dynamics);
    clearTimeout(this.gone);
    this.gone = setTimeout(() => this.forget(), HEARD_FOR_MS);
    this.paint();
  }

  forget() {
    this.heard = null;
    this.paint();
  }

  /** Says what the spot is made of: at once to the eye, and when it rests to a screen reader. */
  tell() {
    const shares = this.surface.shares(this.spot.x, this.spot.y);
    const most = shares.map((share, i) => [share, plain(this.surface.places[i].name)]).filter(([share]) => share > LEAST_SHARE);
    const mix = most.sort((a, b) => b[0] - a[0]).map(([share, name]) => (share > 0.99 ? name : `${name} ${Math.round(100 * share)} %`));
    const words = [mix.slice(0, 3).join(" · "), ...(this.surface.pitches.length ? [pitchName(this.voices.pitch)] : [])];
    element("here").textContent = words.join(", ");
    clearTimeout(this.told);
    this.told = setTimeout(() => (element("here-told").textContent = words.join(", ")), TOLD_AFTER_MS);
  }

  /** A small picture of which places sound where, in their colours. */
  drawGlow() {
    const drawn = make("canvas", { width: CELLS, height: CELLS });
    const context = drawn.getContext("2d");
    const picture = context.createImageData(CELLS, CELLS);
    for (let cell = 0; cell < CELLS * CELLS; cell++) {
      const x = RIM * ((2 * (cell % CELLS)) / (CELLS - 1) - 1);
      const y = RIM * (1 - (2 * Math.floor(cell / CELLS)) / (CELLS - 1));
      picture.data.set(this.colour(x, y), 4 * cell);
    }
    context.putImageData(picture, 0, 0);
    return drawn;
  }

  /** Colour at a point, brighter the surer it is. */
  colour(x, y) {
    const shares = this.surface.shares(x, y);
    const strength = GLOW * (0.25 + 0.75 * Math.max(...shares));
    const mixed = [0, 1, 2].map((k) => shares.reduce((sum, share, i) => sum + share * COLOURS[i % COLOURS.length][k], 0));
    return [...mixed.map((value) => Math.round(value * strength)), 255];
  }

  fit() {
    const ratio = devicePixelRatio || 1;
    this.canvas.width = Math.round(this.box.clientWidth * ratio);
    this.canvas.height = Math.round(this.box.clientHeight * ratio);
    this.labels.forEach((button, i) => {
      const [x, top] = this.pixel(this.surface.places[i]);
      const half = button.offsetWidth / 2 + EDGE_PX;
      const left = Math.max(half, Math.min(this.box.clientWidth - half, x));
      Object.assign(button.style, { left: `${left}px`, top: `${top}px` });
    });
    this.paint();
  }

  paint() {
    if (this.painting) return;
    this.painting = requestAnimationFrame(() => {
      this.painting = 0;
      this.draw(this.canvas.getContext("2d"));
    });
  }

  draw(context) {
    const ratio = devicePixelRatio || 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.imageSmoothingQuality = "high";
    context.drawImage(this.glow, 0, 0, this.box.clientWidth, this.box.clientHeight);
    if (this.heard) ring(context, this.pixel(this.heard), 13, "#fff", [4, 4]);
    ring(context, this.pixel(this.spot), this.spot.place ? 28 : 18, "#fff", []);
    disc(context, this.pixel(this.spot), 6, "#fff");
  }
}

function ring(context, [x, y], radius, colour, dashes) {
  for (const [width, style] of [[6, "rgb(0 0 0 / 0.55)"], [2.5, colour]]) {
    context.beginPath();
    context.setLineDash(dashes);
    context.arc(x, y, radius, 0, 2 * Math.PI);
    Object.assign(context, { lineWidth: width, strokeStyle: style });
    context.stroke();
  }
}

function disc(context, [x, y], radius, colour) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
}
