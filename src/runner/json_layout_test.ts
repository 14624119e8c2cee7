import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { layOut } from "./json_layout.ts";

Deno.test("layOut() is the same JSON", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      assertEquals(JSON.parse(layOut(json)), JSON.parse(JSON.stringify(json)));
    }),
    { seed: 6 },
  );
});

Deno.test("layOut() keeps lists of numbers and words on one line", () => {
  assertEquals(
    layOut({ data: [1, "NaN"], calls: [{ a: [] }], left: undefined }),
    '{\n  "data": [1, "NaN"],\n  "calls": [\n    {\n      "a": []\n    }\n  ]\n}',
  );
});
