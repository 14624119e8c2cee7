/**
 * Writes `spec/schema.json` from the zod schema: `deno task spec:schema`.
 *
 * @module
 */
import { specJsonSchema } from "../../src/spec_files/internal.ts";
import { writeSchema } from "./write.ts";

if (import.meta.main) await writeSchema("schema.json", specJsonSchema());
