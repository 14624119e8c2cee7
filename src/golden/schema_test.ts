import { assertEquals } from "@std/assert";
import { goldenJsonSchema } from "./schema.ts";

Deno.test("goldenJsonSchema() describes every key", () => {
  const schema = JSON.stringify(goldenJsonSchema());
  for (const key of ["wrong_on_purpose", "expected_f64", "nonfinite", "upstream", "level"]) {
    assertEquals(schema.includes(`"${key}"`), true, key);
  }
});
