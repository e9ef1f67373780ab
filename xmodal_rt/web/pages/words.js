/** Names as they are read: of pitches, of classes, of elements. */

const CLASSES = ["C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B"];
const WHITE = [0, 2, 4, 5, 7, 9, 11];

/** Name of a MIDI pitch: 60 is C4. */
export function pitchName(pitch) {
  return CLASSES[pitch % 12] + (Math.floor(pitch / 12) - 1);
}

export function isWhite(pitch) {
  return WHITE.includes(pitch % 12);
}

/** A class as it is read: alto sax for alto_sax. */
export function plain(name) {
  return String(name).replaceAll("_", " ");
}

/** The element with an id. */
export function element(id) {
  return document.getElementById(id);
}

/** A new element with properties and children. */
export function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}
