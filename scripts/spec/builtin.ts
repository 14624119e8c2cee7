/**
 * Writes what `src` holds of `spec`: `builtin.json`, the specs of the catalogue as one file, and
 * `parts.json`, the named parts that they share: `deno task spec:builtin`.
 *
 * @module
 */
import { layOutSpec } from "../../src/spec_files/internal.ts";
import { catalogue } from "../../src/losses/internal.ts";
import { parseSpec, resolveSpecs } from "../../src/spec_files/mod.ts";

/**
 * The file's text: every built-in spec by its id, extensions merged, defaults filled in.
 *
 * @throws {SpecError} when a spec is not valid
 */
export async function builtinSpecsText(): Promise<string> {
  const files = await Promise.all(catalogue.map(async ({ id }) => {
    const file = `spec/${id}.json`;
    const text = await Deno.readTextFile(new URL(`../../${file}`, import.meta.url));
    return { file, spec: parseSpec(text, file) };
  }));
  return layOutSpec(Object.fromEntries(resolveSpecs(files)));
}

/** The shared parts' text: by the names of their files, in alphabetical order. */
export async function sharedPartsText(): Promise<string> {
  const folder = new URL("../../spec/parts/", import.meta.url);
  const files = (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).toSorted();
  const parts = await Promise.all(files.map(async (file) => {
    const { let: named } = JSON.parse(await Deno.readTextFile(new URL(file, folder)));
    return [file.replace(/\.json$/, ""), named] as const;
  }));
  return layOutSpec(Object.fromEntries(parts));
}

if (import.meta.main) {
  const parts = new URL("../../src/spec_files/parts.json", import.meta.url);
  await Deno.writeTextFile(parts, await sharedPartsText());
  const file = new URL("../../src/spec/builtin.json", import.meta.url);
  await Deno.writeTextFile(file, await builtinSpecsText());
}
