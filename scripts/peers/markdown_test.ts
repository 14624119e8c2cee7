import { assertEquals } from "@std/assert";
import { exponent, table } from "./markdown.ts";

Deno.test("table() has no head without rows; exponent() is short", () => {
  assertEquals(table(["a"], []), []);
  assertEquals(table(["a", "b"], [["1|2∂", "3"]]), [
    "| a     | b   |",
    "| ----- | --- |",
    "| 1\\|2∂ | 3   |",
  ]);
  assertEquals(table(["a"], [["x".repeat(200)]])[0], "| a |");
  assertEquals([0, 0.5712, 12.3, 413, 389853].map(exponent), ["0", "0.57", "12", "410", "4e5"]);
});
