/**
 * Writes `spec/schema.json` from the zod schema: `deno task spec:schema`.
 *
 * @module
 */
import { specJsonSchema } from "../src/spec_files/internal.ts";

const text = JSON.stringify(specJsonSchema(), null, 2) + "\n";
await Deno.writeTextFile(new URL("../spec/schema.json", import.meta.url), text);
