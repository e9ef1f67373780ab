/** The surface that the plane shows: it goes through the latents of the labels' places, and mixes them in between. */

/** How fast the share of a place falls with its distance. */
const STEEPNESS = 3;
const NEAR = 1e-4;

export class Surface {
  /** `told` is what panel.json says, `latents` a Float32Array of [pitches, dynamics, places, coordinates]. */
  constructor(told, latents) {
    Object.assign(this, told);
    this.latents = latents;
  }

  /** Shares of the places [places] in what sounds at (x, y); they add up to 1. */
  shares(x, y) {
    const near = this.places.map((place) => ((place.x - x) ** 2 + (place.y - y) ** 2 + NEAR ** 2) ** (-STEEPNESS / 2));
    const sum = near.reduce((a, b) => a + b, 0);
    return near.map((share) => share / sum);
  }

  has(pitch) {
    return this.pitches.includes(pitch);
  }

  /** Latent coordinates at (x, y) for a pitch and a class of the dynamics; of a model without pitches, for any pitch. */
  latent(x, y, pitch, dynamics) {
    const z = new Array(this.coordinates).fill(0);
    const row = this.row(pitch, dynamics);
    this.shares(x, y).forEach((share, i) => {
      for (let d = 0; d < z.length; d++) z[d] += share * this.latents[(row + i) * z.length + d];
    });
    return z;
  }

  /** Where on the plane the latent `z` is nearest to, seen from the places at this pitch and these dynamics. */
  find(z, pitch, dynamics) {
    const row = this.row(pitch, dynamics);
    const near = this.places.map((_, i) => {
      let sum = NEAR;
      for (let d = 0; d < z.length; d++) sum += (z[d] - this.latents[(row + i) * z.length + d]) ** 2;
      return sum ** (-STEEPNESS / 2);
    });
    const sum = near.reduce((a, b) => a + b, 0);
    const mean = (axis) => this.places.reduce((a, place, i) => a + (near[i] / sum) * place[axis], 0);
    return { x: mean("x"), y: mean("y") };
  }

  row(pitch, dynamics) {
    const at = Math.max(0, this.pitches.indexOf(pitch));
    return (at * Math.max(1, this.dynamics.length) + dynamics) * this.places.length;
  }
}

/** Reads the surface that the server has worked out, null where it has none; raises TypeError where there is no server. */
export async function load() {
  const [told, latents] = await Promise.all(["panel.json", "places.f32"].map((name) => fetch(name)));
  if (!told.ok || !latents.ok) return null;
  return new Surface(await told.json(), new Float32Array(await latents.arrayBuffer()));
}
