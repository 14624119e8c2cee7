import { assertEquals } from "@std/assert";
import { layOut } from "./json_layout.ts";

Deno.test("layOut() keeps lists of numbers and words on one line", () => {
  assertEquals(
    layOut({ data: [1, "NaN"], calls: [{ a: [] }], left: undefined }),
    '{\n  "data": [1, "NaN"],\n  "calls": [\n    {\n      "a": []\n    }\n  ]\n}',
  );
});
