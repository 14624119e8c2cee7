/**
 * Writes `spec/config.schema.json` from the zod schema: `deno task config:schema`.
 *
 * @module
 */
import { configJsonSchema } from "../../src/cli/config/schema.ts";
import { writeSchema } from "./write.ts";

if (import.meta.main) await writeSchema("config.schema.json", configJsonSchema());
