import { assertEquals } from "@std/assert";
import { layOut } from "./layout.ts";

Deno.test("layOut() puts what has no object inside on one line", () => {
  assertEquals(
    layOut({ a: [1, "NaN"], b: { c: [], d: 2 }, e: undefined }),
    '{\n "a": [1, "NaN"],\n "b": {"c": [], "d": 2}\n}\n',
  );
});
