/** OSC 1.0: messages to bytes, and bytes to messages, those of bundles laid flat. Integers, floats and strings, as the instrument sends. */

const BUNDLE = "#bundle";
const NOW = 1n;
const toBytes = new TextEncoder();
const toText = new TextDecoder();

/** Bytes of one message; whole numbers go as integers, which the instrument takes where floats are due. */
export function message(address, ...values) {
  const tags = "," + values.map((value) => (typeof value === "string" ? "s" : Number.isInteger(value) ? "i" : "f")).join("");
  return joined([text(address), text(tags), ...values.map((value) => (typeof value === "string" ? text(value) : number(value)))]);
}

/** Bytes of a bundle: its messages take effect together. */
export function bundle(messages) {
  const tag = new Uint8Array(8);
  new DataView(tag.buffer).setBigUint64(0, NOW);
  return joined([text(BUNDLE), tag, ...messages.flatMap((each) => [number(each.length), each])]);
}

/** Messages [{address, values}] of a packet in an ArrayBuffer; raises RangeError where it is cut off. */
export function parse(buffer, begin = 0, end = buffer.byteLength) {
  const [address, at] = readText(buffer, begin);
  return address === BUNDLE ? elements(buffer, at + 8, end) : [{ address, values: readValues(buffer, at) }];
}

function elements(buffer, begin, end) {
  const found = [];
  const view = new DataView(buffer);
  for (let at = begin; at < end; ) {
    const size = view.getInt32(at);
    if (size <= 0) throw new RangeError("an element of a bundle has no bytes");
    found.push(...parse(buffer, at + 4, at + 4 + size));
    at += 4 + size;
  }
  return found;
}

function readValues(buffer, begin) {
  const [tags, first] = readText(buffer, begin);
  const view = new DataView(buffer);
  let at = first;
  return [...tags.slice(1)].map((tag) => {
    if (tag === "s") {
      const [value, next] = readText(buffer, at);
      at = next;
      return value;
    }
    at += 4;
    return tag === "i" ? view.getInt32(at - 4) : view.getFloat32(at - 4);
  });
}

function readText(buffer, begin) {
  const bytes = new Uint8Array(buffer, begin);
  const length = bytes.indexOf(0);
  if (length < 0) throw new RangeError("a string is not closed");
  return [toText.decode(bytes.subarray(0, length)), begin + padded(length)];
}

/** Bytes that a string of `length` bytes takes: 1 to 4 zeros close it. */
function padded(length) {
  return (length + 4) & ~3;
}

function text(value) {
  const bytes = toBytes.encode(value);
  const filled = new Uint8Array(padded(bytes.length));
  filled.set(bytes);
  return filled;
}

function number(value) {
  const bytes = new Uint8Array(4);
  const view = new DataView(bytes.buffer);
  if (Number.isInteger(value)) view.setInt32(0, value);
  else view.setFloat32(0, value);
  return bytes;
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
}
