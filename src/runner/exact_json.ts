/**
 * Cases as JSON that comes back exactly.
 *
 * @module
 */
import { z } from "zod";
import {
  callSchema,
  exactNumberSchema,
  readableCallSchema,
  strict,
} from "../spec_files/internal.ts";

export { exactNumberSchema, maybe } from "../spec_files/internal.ts";

const fact = z.union([exactNumberSchema, z.array(exactNumberSchema).readonly()]);
const facts = z.record(z.string(), fact);

/** The codec of a case whose JSON is only for machines. */
export const caseSchema = strict({ calls: z.array(callSchema).readonly(), facts });

/** The codec of a case whose JSON is also read by people: floats in hexadecimal besides. */
export const readableCaseSchema = strict({
  calls: z.array(readableCallSchema).readonly(),
  facts,
});
