/**
 * Writes `spec/report.schema.json` from the zod schema: `deno task report:schema`.
 *
 * @module
 */
import { reportJsonSchema } from "../../src/report/internal.ts";
import { writeSchema } from "./write.ts";

if (import.meta.main) await writeSchema("report.schema.json", reportJsonSchema());
