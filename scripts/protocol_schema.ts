/**
 * Writes `spec/protocol.schema.json` from the zod schemas: `deno task protocol:schema`.
 *
 * @module
 */
import { protocolJsonSchema } from "../src/adapters/internal.ts";

const text = JSON.stringify(protocolJsonSchema(), null, 2) + "\n";
await Deno.writeTextFile(new URL("../spec/protocol.schema.json", import.meta.url), text);
