/**
 * Writes the generated parts of `spec/README.md`, which `deno fmt` then lays out: `deno task spec:page`.
 *
 * @module
 */
import { builtinSpecs } from "../../src/spec/mod.ts";
import { renewed } from "./page.ts";
import { partsOf } from "./page_parts.ts";
import type { Schema } from "./schema_text.ts";

const spec = new URL("../../spec/", import.meta.url);
const page = new URL("README.md", spec);

/**
 * The page as it is, and as the schema, the oracle and the catalogue would have it.
 *
 * @throws {RangeError} when it names a part that there is not, or lacks one that there is
 */
export async function readSpecPage(): Promise<{ readonly is: string; readonly wanted: string }> {
  const is = await Deno.readTextFile(page);
  const schema: Schema = JSON.parse(await Deno.readTextFile(new URL("schema.json", spec)));
  return { is, wanted: renewed(is, partsOf(schema, builtinSpecs.values())) };
}

if (import.meta.main) await Deno.writeTextFile(page, (await readSpecPage()).wanted);
