/**
 * Bytes that are spoiled by chance: a bit, a piece, a number, a value of JSON.
 *
 * @module
 */
import type { Random } from "../rigour/random.ts";

/** What a number, or any other value, may become. */
const values = [
  "1e999",
  "-1e999",
  "-0",
  "0",
  "1",
  "-1",
  "4294967296",
  "1e9",
  "9007199254740993",
  "1e-400",
  "null",
  "true",
  "[]",
  "{}",
  '""',
  '"__proto__"',
  '"constructor"',
  '"NaN"',
  '"inf"',
  '"\\u0000\\u001b[31m"',
  `"${"a".repeat(5000)}"`,
  `${"[".repeat(300)}${"]".repeat(300)}`,
  `[${"0,".repeat(3000)}0]`,
];

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** One value of a JSON text becomes another. */
function withOtherValue(random: Random, bytes: Uint8Array): Uint8Array {
  const text = decoder.decode(bytes);
  const places = [
    ...text.matchAll(/-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|"(?:[^"\\]|\\.)*"|true|false|null/g),
  ];
  if (places.length === 0) return bytes;
  const { index, 0: found } = random.pick(places);
  return encoder.encode(
    text.slice(0, index) + random.pick(values) + text.slice(index + found.length),
  );
}

function once(random: Random, bytes: Uint8Array): Uint8Array {
  if (bytes.length === 0) return bytes;
  const from = random.below(bytes.length);
  const to = Math.min(bytes.length, from + 1 + random.below(random.chance(0.5) ? 4 : 200));
  switch (random.below(8)) {
    case 0: {
      const changed = bytes.slice();
      changed[from] ^= 1 << random.below(8);
      return changed;
    }
    case 1: {
      const changed = bytes.slice();
      changed[from] = random.below(256);
      return changed;
    }
    case 2:
      return joined(bytes.subarray(0, from), bytes.subarray(to));
    case 3:
      return joined(bytes.subarray(0, to), bytes.subarray(from));
    case 4:
      return bytes.slice(0, from);
    case 5: {
      const at = random.below(bytes.length);
      return joined(bytes.subarray(0, at), bytes.subarray(from, to), bytes.subarray(at));
    }
    default:
      return withOtherValue(random, bytes);
  }
}

/** Bytes with one to three spots spoiled. */
export function mutateBytes(random: Random, bytes: Uint8Array): Uint8Array {
  let changed = bytes;
  for (let times = 1 + random.below(3); times > 0; times--) changed = once(random, changed);
  return changed;
}
