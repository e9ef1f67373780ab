/** Anchors: save, recall, mix by weights, forget. */

import { element, make } from "./words.js";

const LOOK_EVERY_MS = 3000;

export class Anchors {
  constructor(link, voices) {
    this.link = link;
    this.voices = voices;
    this.names = [];
    this.weights = new Map();
    link.on("anchor/list.reply", (count, ...names) => this.show(names));
    link.on("done", (address) => address.includes("/anchor/") && link.send("anchor/list"));
    link.watch((state) => state === "open" && link.send("anchor/list"));
    setInterval(() => document.hidden || link.send("anchor/list"), LOOK_EVERY_MS);
    element("save-here").onclick = () => this.save((name) => link.send("anchor/latent", name, ...voices.latent()));
    element("save-now").onclick = () => this.save((name) => link.send("anchor/now", name));
    element("save-heard").onclick = () => this.save((name) => link.send("anchor/heard", name));
  }

  /** Names a point as the field says, or by the first number that is free. */
  save(send) {
    const field = element("anchor-name");
    let number = 1;
    while (this.names.includes(`point${number}`)) number++;
    send(field.value.trim().replaceAll(/\s+/g, "_") || `point${number}`);
    field.value = "";
  }

  show(names) {
    element("no-anchors").hidden = names.length > 0;
    if (names.join("\n") === this.names.join("\n")) return;
    this.names = names;
    for (const name of this.weights.keys()) if (!names.includes(name)) this.weights.delete(name);
    element("anchors").replaceChildren(...names.map((name) => this.row(name)));
  }

  row(name) {
    const weight = make("input", { type: "range", min: "0", max: "1", step: "0.01", ariaLabel: `Weight of ${name}` });
    weight.value = String(this.weights.get(name) ?? 0);
    weight.oninput = () => this.weigh(name, Number(weight.value));
    const recall = make("button", { type: "button", className: "recall", textContent: name, title: `Go to ${name}` });
    recall.onclick = () => this.recall(name);
    const forget = make("button", { type: "button", className: "forget", textContent: "×", ariaLabel: `Forget ${name}` });
    forget.onclick = () => this.link.send("anchor/delete", name);
    return make("li", {}, recall, weight, forget);
  }

  recall(name) {
    this.weights = new Map([[name, 1]]);
    this.names.forEach((each, i) => (element("anchors").children[i].querySelector("input").value = String(Number(each === name))));
    this.mix();
  }

  weigh(name, weight) {
    this.weights.set(name, weight);
    this.mix();
  }

  /** Moves what sounds to the mean, at most once per picture. */
  mix() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      const mixed = [...this.weights].filter(([, weight]) => weight > 0);
      if (mixed.length) this.link.send("anchor/mix", ...mixed.flat());
    });
  }
}
