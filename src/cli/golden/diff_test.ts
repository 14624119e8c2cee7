import { assertEquals, assertStringIncludes } from "@std/assert";
import { stepFloat } from "../../tensor/mod.ts";
import { bound, caseName, golden, stored, withBound } from "./_stored.ts";

Deno.test("golden diff tells which case differs, and by how many ulps", async () => {
  const both: Record<string, string> = { ...stored };
  const moved = withBound(stepFloat(bound, 2, "f32"));
  for (const [name, text] of Object.entries(moved)) both[name.replace("golden", "other")] = text;
  const { code, out } = await golden("diff golden other", both);
  assertEquals(code, 1);
  assertStringIncludes(out, `smooth_l1_loss\n  ${caseName}: value, least of textbook[0] was`);
  assertStringIncludes(out, "(2 ulps)");
  assertEquals((await golden("diff golden golden")).code, 0);
  assertEquals((await golden("diff golden nowhere")).code, 2);
});
