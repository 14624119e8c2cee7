import { assertEquals } from "@std/assert";
import { builtinSpecs } from "../../src/spec/mod.ts";
import { catalogue } from "../../src/losses/internal.ts";
import { builtinSpecsText, sharedPartsText } from "./builtin.ts";

Deno.test("src/spec/builtin.json is what `deno task spec:builtin` writes", async () => {
  const stored = await Deno.readTextFile(new URL("../../src/spec/builtin.json", import.meta.url));
  assertEquals(stored === await builtinSpecsText(), true, "Write it again: deno task spec:builtin");
});

Deno.test("src/spec_files/parts.json is what `deno task spec:builtin` writes", async () => {
  const file = new URL("../../src/spec_files/parts.json", import.meta.url);
  const stored = await Deno.readTextFile(file);
  assertEquals(stored === await sharedPartsText(), true, "Write it again: deno task spec:builtin");
});

Deno.test("builtinSpecs are the specs of the catalogue, in its order", () => {
  assertEquals([...builtinSpecs.keys()], catalogue.map(({ id }) => id));
});
