import { assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import { describeThrown, messageOf, readThrown } from "./thrown.ts";

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

Deno.test("readThrown() is safe to print, whatever an error is made of", () => {
  const made = (properties: object) => Object.assign(new Error("x"), properties);
  const hostile: readonly [thrown: Error, message: string, name: string][] = [
    [
      made({ message: "\x1b[31mred\r\n::error::\u202e" }),
      "\\x1b[31mred\n\\x3a:error::\\u202e",
      "Error",
    ],
    [made({ message: 5, name: Symbol("s") }), "5", "Symbol(s)"],
    [made({ name: "a\nb" }), "x", "a\\nb"],
  ];
  for (const [thrown, message, name] of hostile) {
    const read = readThrown(thrown);
    assertEquals([read.message, read.name], [message, name]);
  }
  const trap = {
    get() {
      throw new Error("trapped");
    },
  };
  const traps = Object.defineProperties(new Error(), { message: trap, name: trap, stack: trap });
  assertEquals(describeThrown(traps), "an object that is no error: an object that is no error");
  const stack = "Error: x\n    at file:///a\u202eb.ts:1:2";
  assertEquals(readThrown(made({ stack })).place, "a\\u202eb.ts:1:2");
  assertMatch(readThrown("x".repeat(20_000_000)).message, /^x+… \(20 000 000 characters\)$/);
});

Deno.test("messageOf() keeps what was thrown to the letter, to be held against patterns", () => {
  assertEquals(messageOf(new Error("a\x1b".repeat(5000))), "a\x1b".repeat(5000));
});
