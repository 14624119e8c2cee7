import { assertEquals } from "@std/assert";
import { builtinSpecs } from "../src/spec/builtin.ts";
import { catalogue } from "../src/losses/catalogue.ts";
import { specLosses } from "./spec_losses.ts";

Deno.test("spec/losses.json is what `deno task spec:losses` writes", async () => {
  const stored = await Deno.readTextFile(new URL("../spec/losses.json", import.meta.url));
  assertEquals(stored === await specLosses(), true, "Write it again: deno task spec:losses");
});

Deno.test("builtinSpecs are the specs of the catalogue, in its order", () => {
  assertEquals([...builtinSpecs.keys()], catalogue.map(({ id }) => id));
});
