/** What this page plays: which voice sounds for which finger, and where on the plane. */

/** Time in which a voice follows the finger: longer than the way from one picture to the next, so that it never stops between. */
const FOLLOW_S = 0.03;
/** Paths of this page; a path is what keeps other moves of a voice apart from those of the plane. */
const FIRST_PATH = 500;

export class Voices {
  constructor(link, surface) {
    this.link = link;
    this.surface = surface;
    this.held = new Map();
    this.spot = { x: 0, y: 0, place: null };
    this.pitch = surface.pitches.includes(60) ? 60 : (surface.pitches[Math.floor(surface.pitches.length / 2)] ?? 60);
    this.dynamics = Math.floor(surface.dynamics.length / 2);
    // The instrument itself takes its voices from the first on, another page from where it began.
    this.next = Math.floor(Math.random() * surface.voices);
    // What sounded when the line was lost is let go when it is back.
    this.orphans = [];
    link.watch((state) => (state === "open" ? this.letGo() : this.orphan()));
    addEventListener("pagehide", () => this.releaseAll());
  }

  get velocity() {
    const classes = this.surface.dynamics.length;
    return classes ? Math.round((127 * (this.dynamics + 0.5)) / classes) : 100;
  }

  latent(pitch = this.pitch) {
    return this.surface.latent(this.spot.x, this.spot.y, pitch, this.dynamics);
  }

  /** Begins a note of a key: with the attack of a label where the spot lies on its place, else as the latents between the places. */
  press(key, pitch) {
    if (this.held.has(key) || !this.surface.has(pitch)) return;
    this.pitch = pitch;
    const symbols = this.spot.place?.symbols;
    if (symbols) {
      const voice = this.take(key, pitch, false);
      this.link.together([
        [`voice/${voice}/symbol`, ...symbols],
        [`voice/${voice}/note`, pitch, this.velocity],
      ]);
    } else {
      this.touch(key, pitch);
    }
  }

  /** Begins a held sound where the spot is. */
  touch(key, pitch = this.pitch) {
    this.join(this.take(key, pitch, true), this.latent(pitch));
  }

  release(key) {
    const note = this.held.get(key);
    if (!note) return;
    this.held.delete(key);
    this.link.send(`voice/${note.voice}/release`);
  }

  releaseAll() {
    for (const key of [...this.held.keys()]) this.release(key);
  }

  /** Moves the spot, and with it everything that this page holds. */
  move(spot) {
    for (const note of this.held.values()) {
      if (!note.onPath) this.join(note.voice, this.latent(note.pitch));
      note.onPath = true;
    }
    this.spot = spot;
    this.follow();
  }

  setDynamics(dynamics) {
    this.dynamics = dynamics;
    this.follow();
  }

  follow() {
    for (const { voice, pitch, onPath } of this.held.values()) {
      if (onPath) this.link.send(`voice/${voice}/path/step`, FIRST_PATH + voice, FOLLOW_S, ...this.latent(pitch));
    }
  }

  join(voice, z) {
    this.link.send(`voice/${voice}/path/join`, FIRST_PATH + voice, ...z);
  }

  /** Takes a voice that this page does not hold, else the one that it has held for longest. */
  take(key, pitch, onPath) {
    if (this.held.size >= this.surface.voices) this.release(this.held.keys().next().value);
    const taken = new Set([...this.held.values()].map((note) => note.voice));
    do {
      this.next = (this.next + this.surface.voices - 1) % this.surface.voices;
    } while (taken.has(this.next));
    this.held.set(key, { voice: this.next, pitch, onPath });
    return this.next;
  }

  orphan() {
    this.orphans.push(...[...this.held.values()].map((note) => note.voice));
    this.held.clear();
  }

  letGo() {
    for (const voice of this.orphans.splice(0)) this.link.send(`voice/${voice}/release`);
  }
}
