import { assertEquals, assertThrows } from "@std/assert";
import { durationText, parseDuration } from "./duration.ts";

Deno.test("parseDuration() reads lengths of time", () => {
  const given = { "10m": 600, "90s": 90, "90": 90, "1h30m": 5400, "0.5s": 0.5, "1d2h": 93_600 };
  for (const [text, seconds] of Object.entries(given)) assertEquals(parseDuration(text), seconds);
});

Deno.test("parseDuration() refuses what is none", () => {
  for (const text of ["", "0", "0m", "m", "10 m", "-1m", "1e3", "10x", "15d", "1m x", "Infinity"]) {
    assertThrows(() => parseDuration(text), RangeError, "It must be a length of time");
  }
});

Deno.test("durationText() tells the two largest parts", () => {
  const given = { 0: "0s", 59.6: "1m", 61: "1m 1s", 5400: "1h 30m", 93_601: "1d 2h" };
  for (const [seconds, text] of Object.entries(given)) {
    assertEquals(durationText(Number(seconds)), text);
  }
});
