/** How it goes: levels, load, latency, underruns, and whether the instrument is there. */

import { element } from "./words.js";

const LEVELS_EVERY_MS = 80;
const STATUS_EVERY_MS = 1000;
const FLOOR_DB = -60;
const HOT_DB = -3;
const HEAVY = 0.8;
/** Of so many the median is shown. */
const TRIPS = 5;
const WORDS = {
  trying: "Connecting …",
  open: "Connected",
  silent: "The instrument does not answer",
  lost: "Connection lost",
};

export class Meters {
  constructor(link) {
    this.link = link;
    this.trips = [];
    this.count = 0;
    this.underruns = null;
    link.watch((state) => this.show(state));
    link.on("level.reply", (output, input) => this.level(output, input));
    link.on("status.reply", (...values) => this.status(...values));
    link.on("synced", (count) => this.arrive(count));
    setInterval(() => this.ask("level"), LEVELS_EVERY_MS);
    setInterval(() => this.look(), STATUS_EVERY_MS);
  }

  /** Asks, unless nobody looks. */
  ask(address, ...values) {
    if (!document.hidden) this.link.send(address, ...values);
  }

  look() {
    this.ask("status");
    this.left = performance.now();
    this.ask("sync", ++this.count);
  }

  show(state) {
    document.body.dataset.link = state;
    element("state").textContent = WORDS[state];
    element("lost").hidden = !["lost", "silent"].includes(state);
    element("lost-words").textContent = WORDS[state];
    if (state !== "open") this.level(FLOOR_DB, FLOOR_DB);
    else this.look();
  }

  level(output, input) {
    for (const [id, level] of [["level-out", output], ["level-in", input]]) {
      const shown = Math.min(0, Math.max(FLOOR_DB, level));
      element(id).style.setProperty("--level", String(1 - shown / FLOOR_DB));
      element(id).ariaValueNow = shown.toFixed(0);
      element(id).classList.toggle("hot", level > HOT_DB);
    }
  }

  status(voices, load, load99, underruns, late, refused, rate, block, uptime, model) {
    this.put("voices", String(voices));
    this.put("load", `${Math.round(100 * load99)} %`, load99 > HEAVY);
    this.put("underruns", String(underruns), this.underruns !== null && underruns > this.underruns);
    this.underruns = underruns;
    element("model").textContent = model;
    element("rate").textContent = `${rate / 1000} kHz, blocks of ${block} (${((1000 * block) / rate).toFixed(1)} ms)`;
  }

  arrive(count) {
    if (count !== this.count) return;
    this.trips = [performance.now() - this.left, ...this.trips].slice(0, TRIPS);
    const median = [...this.trips].sort((a, b) => a - b)[Math.floor(this.trips.length / 2)];
    this.put("latency", `${median.toFixed(median < 10 ? 1 : 0)} ms`);
  }

  put(id, words, bad = false) {
    element(id).textContent = words;
    element(id).classList.toggle("bad", bad);
  }
}
