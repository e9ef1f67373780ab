/** The panel: puts its parts together. */

import { Anchors } from "./anchors.js";
import { Heard } from "./heard.js";
import { Keys } from "./keys.js";
import { Link } from "./link.js";
import { Meters } from "./meters.js";
import { Plane } from "./plane.js";
import { load } from "./surface.js";
import { Voices } from "./voices.js";
import { element, make, plain } from "./words.js";

const AGAIN_MS = 1000;
const SHOWN_MS = 6000;

function chooseDynamics(voices, surface) {
  const box = element("dynamics");
  box.closest("fieldset").hidden = surface.dynamics.length < 2;
  box.replaceChildren(...surface.dynamics.map((name, i) => {
    const radio = make("input", { type: "radio", name: "dynamics", checked: i === voices.dynamics });
    radio.onchange = () => voices.setDynamics(i);
    return make("label", {}, radio, make("span", { textContent: plain(name) }));
  }));
}

/** Shows what was refused, for a while. */
function complain(words) {
  const box = element("complaint");
  box.textContent = words;
  clearTimeout(complain.over);
  complain.over = setTimeout(() => (box.textContent = ""), SHOWN_MS);
}

function listenForTrouble(link, surface) {
  link.on("fail", (address, reason) => address === "/xmodal/listen/rate" || complain(`${address}: ${reason}`));
  link.on("restarted", (part, reason) => complain(`${part} began anew: ${reason}`));
  // Another model has another plane.
  link.on("info.reply", (name) => name === surface.name || location.reload());
  link.watch((state) => state === "open" && link.send("info"));
}

function silence(link, voices, plane) {
  voices.held.clear();
  link.send("panic");
  plane.hold(false);
  plane.box.classList.remove("sounds");
}

function begin(surface) {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const link = new Link(`${scheme}//${location.host}/`);
  const voices = new Voices(link, surface);
  const plane = new Plane(surface, voices);
  const keys = surface.pitches.length ? new Keys(voices, () => plane.tell()) : null;
  element("play").hidden = !keys;
  chooseDynamics(voices, surface);
  new Meters(link);
  new Heard(link, keys, plane);
  new Anchors(link, voices);
  listenForTrouble(link, surface);
  element("silence").onclick = () => silence(link, voices, plane);
  addEventListener("keydown", (event) => event.key === "Escape" && silence(link, voices, plane));
}

/** Begins as soon as the server is there and has a plane. */
async function start() {
  const surface = await load().catch(() => undefined);
  if (surface) return begin(surface);
  element("state").textContent = surface === null ? "Start it with: xmodal-rt serve --panel" : "The server does not answer";
  setTimeout(start, AGAIN_MS);
}

start();
