import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { parseJson } from "./json_text.ts";
import { SpecError } from "./problem.ts";

Deno.test("parseJson() reads back whatever JSON.stringify writes", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value, null, 2);
      assertEquals(parseJson(text, "x.json"), JSON.parse(text));
    }),
    { seed: 1 },
  );
});

const malformed: readonly [text: string, place: string, what: string][] = [
  ['{"a": 1,}', "x.json:1:9", "a key in double quotes is expected"],
  ['{\n  "a": 1\n  "b": 2\n}', "x.json:3:3", '"," is expected'],
  ['{\n  "a": x\n}', "x.json:2:8", 'unknown word at "x"'],
  ['{"a": 1', "x.json:1:8", '"}" is expected'],
  ["// no\n{}", "x.json:1:1", "comments are not allowed"],
  ["", "x.json:1:1", "a value is expected"],
  ["{} {}", "x.json:1:4", "the end is expected"],
];

for (const [text, place, what] of malformed) {
  Deno.test(`parseJson() says where ${JSON.stringify(text)} is no JSON`, () => {
    assertThrows(() => parseJson(text, "x.json"), SpecError, `${place}: is no JSON: ${what}`);
  });
}

Deno.test("parseJson() refuses a key that is there twice", () => {
  assertThrows(
    () => parseJson('{"a": {"b": 1,\n "b": 2}, "c": {"b": 3}}', "x.json"),
    SpecError,
    "x.json:2:2: a.b is there twice",
  );
});

Deno.test("parseJson() refuses data that is nested too deep to be read", () => {
  for (const text of ["[".repeat(1e5), `{"a": ${"[".repeat(1e5)}${"]".repeat(1e5)}}`]) {
    assertThrows(
      () => parseJson(text, "x.json"),
      SpecError,
      "x.json: is nested more than 100 deep",
    );
  }
  const brackets = JSON.stringify({ a: `"${"[".repeat(200)}` });
  assertEquals(parseJson(brackets, "x.json"), JSON.parse(brackets));
});
