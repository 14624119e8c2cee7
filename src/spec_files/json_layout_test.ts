import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { type JsonLayout, layOutJson } from "./json_layout.ts";

Deno.test("layOutJson() is the same JSON, in lines within the width or of one value", () => {
  const layouts = fc.record<JsonLayout>({
    indent: fc.constantFrom(" ", "  "),
    nesting: fc.nat(3),
    padding: fc.constantFrom("", " "),
    width: fc.integer({ min: 1, max: 60 }),
  });
  fc.assert(
    fc.property(fc.jsonValue(), layouts, (json, layout) => {
      const text = layOutJson(json, layout);
      assertEquals(JSON.parse(text), JSON.parse(JSON.stringify(json)));
      const long = text.split("\n").filter((line) => line.length > layout.width!);
      assertEquals(
        long.filter((line) => /[[{][^\]}]/.test(line.replace(/"(\\.|[^"])*"/g, ""))),
        [],
      );
    }),
    { seed: 6 },
  );
});

Deno.test("layOutJson() puts on one line what is nested no deeper than it may be", () => {
  const json = { a: { b: { c: [1, "NaN"] } }, d: undefined };
  const of = (nesting: number) => layOutJson(json, { indent: " ", nesting });
  assertEquals(of(0), '{\n "a": {\n  "b": {\n   "c": [1, "NaN"]\n  }\n }\n}');
  assertEquals(of(1), '{\n "a": {\n  "b": {"c": [1, "NaN"]}\n }\n}');
  assertEquals(of(2), '{\n "a": {"b": {"c": [1, "NaN"]}}\n}');
});

Deno.test("layOutJson() counts the key and the comma to the width of a line", () => {
  const json = { key: [1, 2], last: {} };
  const of = (width: number) => layOutJson(json, { indent: "  ", nesting: 0, width });
  const line = '  "key": [1, 2],';
  assertEquals(of(line.length), `{\n${line}\n  "last": {}\n}`);
  assertEquals(of(line.length - 1), '{\n  "key": [\n    1,\n    2\n  ],\n  "last": {}\n}');
});

Deno.test("layOutJson() gives each object in a list a line of its own, padded as asked", () => {
  const layout = { indent: "  ", nesting: 1, padding: " " };
  assertEquals(layOutJson([{ a: 1 }, {}], layout), '[\n  { "a": 1 },\n  {}\n]');
});
