/**
 * Lays out the files of `spec/` that hold losses: `deno task spec:layout`.
 *
 * @module
 */
import { layOutSpec } from "../../src/spec_files/internal.ts";

const folder = new URL("../../spec/", import.meta.url);
for await (const { name } of Deno.readDir(folder)) {
  if (!name.endsWith(".json") || name.endsWith("schema.json")) continue;
  const file = new URL(name, folder);
  await Deno.writeTextFile(file, layOutSpec(JSON.parse(await Deno.readTextFile(file))));
}
