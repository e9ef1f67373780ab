/** The line to the instrument: OSC over a WebSocket, which comes back by itself. */

import * as osc from "./osc.js";

const PREFIX = "/xmodal/";
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 2000;
/** The heart of the instrument beats once a second. */
const SILENT_AFTER_MS = 3500;
const LOOK_EVERY_MS = 500;

/** States: "trying", "open", "silent" (the server is there, the instrument does not answer), "lost". */
export class Link {
  constructor(url) {
    this.url = url;
    this.state = "trying";
    this.listeners = new Map();
    this.watchers = [];
    this.wait = FIRST_WAIT_MS;
    this.connect();
    setInterval(() => this.look(), LOOK_EVERY_MS);
    addEventListener("online", () => this.state === "lost" && this.connect());
  }

  /** Calls `listener(...values)` for each message to `address`, written without the prefix. */
  on(address, listener) {
    this.listeners.set(address, [...(this.listeners.get(address) ?? []), listener]);
  }

  /** Calls `watcher(state)` now, and whenever the state changes. */
  watch(watcher) {
    this.watchers.push(watcher);
    watcher(this.state);
  }

  send(address, ...values) {
    this.pass(osc.message(PREFIX + address, ...values));
  }

  /** Sends messages [[address, ...values], …] that take effect together. */
  together(messages) {
    this.pass(osc.bundle(messages.map(([address, ...values]) => osc.message(PREFIX + address, ...values))));
  }

  pass(packet) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(packet);
  }

  connect() {
    clearTimeout(this.again);
    this.socket = new WebSocket(this.url);
    this.socket.binaryType = "arraybuffer";
    this.socket.onopen = () => this.open();
    this.socket.onclose = () => this.lose();
    this.socket.onmessage = ({ data }) => this.receive(data);
  }

  open() {
    this.wait = FIRST_WAIT_MS;
    this.heard = performance.now();
    this.send("notify", -1);
    this.become("open");
  }

  lose() {
    this.become("lost");
    this.again = setTimeout(() => this.connect(), this.wait);
    this.wait = Math.min(2 * this.wait, LONGEST_WAIT_MS);
  }

  receive(packet) {
    this.heard = performance.now();
    if (this.state === "silent") this.become("open");
    for (const { address, values } of osc.parse(packet)) {
      for (const listener of this.listeners.get(address.slice(PREFIX.length)) ?? []) listener(...values);
    }
  }

  look() {
    if (this.state === "open" && performance.now() - this.heard > SILENT_AFTER_MS) this.become("silent");
    // A control that began anew after a silence may not know whom to tell what is heard.
    if (this.state === "silent") this.send("notify", -1);
  }

  become(state) {
    if (state === this.state) return;
    this.state = state;
    for (const watcher of this.watchers) watcher(state);
  }
}
