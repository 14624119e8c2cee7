import { assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import { describeThrown, plainText, readThrown } from "./thrown.ts";

Deno.test("describeThrown() takes whatever can be thrown", () => {
  const things = [null, undefined, 3, "words", Symbol("s"), Object.create(null), {}, new Error("")];
  assertEquals(things.map(describeThrown).slice(0, 6), [
    "null",
    "undefined",
    "3",
    "words",
    "Symbol(s)",
    "an object that is no error",
  ]);
  fc.assert(fc.property(fc.anything(), (thing) => typeof describeThrown(thing) === "string"), {
    seed: 1,
  });
});

Deno.test("readThrown() says what was thrown, and where", () => {
  const { message, name, place } = readThrown(new RangeError("beta must be > 0, got -1"));
  assertEquals([message, name], ["beta must be > 0, got -1", "RangeError"]);
  assertMatch(place ?? "", /^thrown_test\.ts:\d+:\d+$/);
  const rootless = Object.assign(new Error("no stack"), { stack: undefined });
  assertEquals(describeThrown(rootless), "Error: no stack");
});

Deno.test("plainText() leaves nothing that disturbs a terminal, and no more than 500 letters", () => {
  assertEquals(plainText("\x1b[1;31mred\x1b[0m\x07 and\nplain\r\n"), "red and\nplain");
  assertEquals(plainText("x".repeat(600)).length, 501);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      // deno-lint-ignore no-control-regex
      assertEquals(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/.test(plainText(text)), false);
    }),
    { seed: 2 },
  );
});
