/**
 * Writes the generated parts of `spec/README.md` and `spec/LIBRARIES.md`, which `deno fmt` then lays
 * out: `deno task spec:page`.
 *
 * @module
 */
import { builtinSpecs } from "../../src/spec/mod.ts";
import { librariesTable } from "../sequences/table.ts";
import { renewed } from "./page.ts";
import { partsOf } from "./page_parts.ts";
import type { Schema } from "./schema_text.ts";

const spec = new URL("../../spec/", import.meta.url);
const page = new URL("README.md", spec);
const libraries = new URL("LIBRARIES.md", spec);

/** A page as it is, and as it would be written. */
export interface Page {
  readonly is: string;
  readonly wanted: string;
}

/**
 * The page on the spec language, as the schema, the oracle and the catalogue would have it.
 *
 * @throws {RangeError} when it names a part that there is not, or lacks one that there is
 */
export async function readSpecPage(): Promise<Page> {
  const is = await Deno.readTextFile(page);
  const schema: Schema = JSON.parse(await Deno.readTextFile(new URL("schema.json", spec)));
  return { is, wanted: renewed(is, partsOf(schema, builtinSpecs.values())) };
}

/**
 * The page on what libraries evaluate, as the sequences would have it.
 *
 * @throws {RangeError} when it names a part that there is not, or lacks one that there is
 */
export async function readLibrariesPage(): Promise<Page> {
  const is = await Deno.readTextFile(libraries);
  return { is, wanted: renewed(is, { "what libraries evaluate": librariesTable() }) };
}

if (import.meta.main) {
  await Deno.writeTextFile(page, (await readSpecPage()).wanted);
  await Deno.writeTextFile(libraries, (await readLibrariesPage()).wanted);
}
