/** What the microphone hears: the note that sounds, and those before it. */

import { element, make, pitchName, plain } from "./words.js";

const REMEMBERED = 4;
const LATENTS_PER_S = 20;

export class Heard {
  constructor(link, keys, plane) {
    this.link = link;
    this.keys = keys;
    this.plane = plane;
    this.sounding = new Map();
    link.on("label", (...values) => this.begin(...values));
    link.on("label/off", (pitch) => this.end(pitch));
    link.on("heard/latent", (...z) => this.sounding.size && plane.show(z, [...this.sounding.keys()].at(-1)));
    link.on("done", (address) => address === "/xmodal/listen/rate" && this.switch(true));
    link.on("fail", (address) => address === "/xmodal/listen/rate" && this.switch(false));
    link.watch((state) => state === "open" && link.send("listen/rate", LATENTS_PER_S));
    this.toggle("listen", (on) => link.send("listen", Number(on)));
    this.toggle("mirror", (on) => link.send("listen/to", on ? "voice" : "nothing"));
  }

  toggle(id, change) {
    element(id).onclick = () => {
      const on = element(id).ariaPressed !== "true";
      element(id).ariaPressed = String(on);
      change(on);
    };
  }

  /** Shows whether the instrument listens at all. */
  switch(listens) {
    element("deaf").hidden = listens;
    element("hearing").hidden = !listens;
  }

  begin(pitch, octave, pitchClass, dynamics, instrument, confidence) {
    const words = [dynamics, instrument].filter((word) => word !== "-").map(plain);
    this.sounding.set(pitch, words);
    element("heard-pitch").textContent = pitchName(pitch);
    element("heard-words").textContent = [...words, `${Math.round(100 * confidence)} %`].join(" · ");
    element("heard-now").classList.add("sounds");
    this.keys?.hear(pitch, true);
    this.remember([pitchName(pitch), ...words].join(" "));
  }

  remember(words) {
    const list = element("heard-list");
    list.prepend(make("li", { textContent: words }));
    while (list.children.length > REMEMBERED) list.lastChild.remove();
  }

  end(pitch) {
    this.sounding.delete(pitch);
    this.keys?.hear(pitch, false);
    element("heard-now").classList.toggle("sounds", this.sounding.size > 0);
  }
}
