/**
 * Writes `src/spec/builtin.json`, the specs of the catalogue as one file: `deno task spec:builtin`.
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

if (import.meta.main) {
  const file = new URL("../../src/spec/builtin.json", import.meta.url);
  await Deno.writeTextFile(file, await builtinSpecsText());
}
