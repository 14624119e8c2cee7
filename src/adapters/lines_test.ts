import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { createLineSplitter } from "./lines.ts";

const encoder = new TextEncoder();

Deno.test("createLineSplitter() finds the same lines however the bytes are cut", () => {
  const line = fc.string({ unit: "binary", maxLength: 8 }).map((s) => s.replaceAll("\n", ""));
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 5 }),
      fc.integer({ min: 1, max: 9 }),
      (lines, length) => {
        const bytes = encoder.encode(lines.map((l) => `${l}\n`).join(""));
        const splitter = createLineSplitter(() => 1000);
        const found: string[] = [];
        for (let at = 0; at < bytes.length; at += length) {
          found.push(...splitter.push(bytes.subarray(at, at + length)));
        }
        // A leading byte order mark is no text.
        assertEquals(found, lines.map((l) => l.replace(/^\uFEFF/, "")));
        assertEquals(splitter.pending(), 0);
      },
    ),
    { numRuns: 50, seed: 1 },
  );
});

Deno.test("createLineSplitter() refuses what is too long before the line ends", () => {
  const splitter = createLineSplitter(() => 4);
  assertEquals(splitter.push(encoder.encode("abcd\nabc")), ["abcd"]);
  assertEquals(splitter.pending(), 3);
  assertThrows(
    () => splitter.push(encoder.encode("de")),
    RangeError,
    "wrote a line of more than 4 bytes",
  );
});

Deno.test("createLineSplitter() refuses what is no UTF-8", () => {
  const splitter = createLineSplitter(() => 4);
  assertThrows(() => splitter.push(Uint8Array.of(0xff, 10)), RangeError, "no UTF-8");
});
