import { assertEquals } from "@std/assert";
import { layOutSpec } from "./layout.ts";

Deno.test("layOutSpec() is how the files of spec/ are laid out (deno task spec:layout)", async () => {
  const folder = new URL(import.meta.resolve("lossproof/spec/"));
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.endsWith(".json") || name.endsWith("schema.json")) continue;
    const text = await Deno.readTextFile(new URL(name, folder));
    assertEquals(text, layOutSpec(JSON.parse(text)), `spec/${name}`);
  }
});
