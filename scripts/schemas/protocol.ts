/**
 * Writes `spec/protocol.schema.json` from the zod schemas: `deno task protocol:schema`.
 *
 * @module
 */
import { protocolJsonSchema } from "../../src/adapters/internal.ts";
import { writeSchema } from "./write.ts";

if (import.meta.main) await writeSchema("protocol.schema.json", protocolJsonSchema());
