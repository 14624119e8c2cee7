import { assertEquals } from "@std/assert";
import { builtinSpecs } from "../spec/mod.ts";
import { parseSpec } from "./load.ts";

Deno.test("builtinSpecs has exactly the files of spec/, each named by its id", async () => {
  const folder = new URL(import.meta.resolve("lossproof/spec/"));
  const ids: string[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.endsWith(".json") || name.endsWith("schema.json")) continue;
    const { id } = parseSpec(await Deno.readTextFile(new URL(name, folder)), `spec/${name}`);
    assertEquals(name, `${id}.json`);
    ids.push(id);
  }
  assertEquals([...builtinSpecs.keys()].sort(), ids.sort());
});
