/**
 * Calls and cases as JSON that comes back exactly.
 *
 * Numbers are spelled as `tensor/json.ts` does. Each schema is a codec: `decode` reads JSON, `encode`
 * writes it.
 *
 * @module
 */
import { z } from "zod";
import {
  floatDTypes,
  hexFloat,
  isWellFormed,
  numberFromJson,
  numberToJson,
  type Tensor,
  tensorFromJson,
  tensorToJson,
} from "../tensor/mod.ts";

type Context = { readonly issues: z.core.$ZodRawIssue[] };

/** Reads a value, or tells zod why it cannot be read. */
function readOr<T>(context: Context, input: unknown, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    context.issues.push({ code: "custom", input, message: error.message });
    return z.NEVER;
  }
}

const jsonNumberSchema = z.union([z.number(), z.string()]);
const isNumber = z.custom<number>((x) => typeof x === "number", "must be a number");

/**
 * A key that may be absent. JSON has no undefined, so what is read is exactly optional; what is
 * written may still hold a key that is explicitly undefined, and JSON drops it.
 */
export function maybe<T extends z.ZodType>(schema: T): z.ZodExactOptional<T> {
  return schema.optional() as unknown as z.ZodExactOptional<T>;
}

/** Any float64, NaN, ±∞ and -0 included. */
export const exactNumberSchema = z.codec(jsonNumberSchema, isNumber, {
  decode: (json, context) => readOr(context, json, () => numberFromJson(json)),
  encode: numberToJson,
});

const tensorJsonSchema = z.strictObject({
  dtype: z.enum([...floatDTypes, "i32"]),
  shape: z.array(z.int().nonnegative()),
  data: z.array(jsonNumberSchema).describe("Row-major; the exact values"),
  hex: maybe(z.array(z.string())).describe("The same values for reading; not read back"),
});

const isTensor = z.custom<Tensor>(
  (x) => typeof x === "object" && x !== null && isWellFormed(x as Tensor),
  "must be a tensor whose values all have its dtype",
);

/** Reads a tensor; unlike a person's file, a stored one must hold the exact values. */
function readTensor(json: z.infer<typeof tensorJsonSchema>): Tensor {
  const read = tensorFromJson(json);
  const given = json.data.map(numberFromJson);
  // Adding 0 makes both zeros one: a label has no -0.
  const rounded = given.findIndex((x, i) => !Object.is(read.data[i] + 0, x + 0));
  if (rounded < 0) return read;
  throw new RangeError(`value ${given[rounded]} at ${rounded} is no ${json.dtype} number`);
}

function writeTensor(t: Tensor, hex: boolean) {
  const { dtype, shape, data } = tensorToJson(t);
  return {
    dtype,
    shape: [...shape],
    data: [...data],
    ...(hex && dtype !== "i32" && { hex: Array.from(t.data, hexFloat) }),
  };
}

/** The codecs of calls and cases, with or without hexadecimal floats beside the tensors' values. */
function codecs(hex: boolean) {
  const tensorSchema = z.codec(tensorJsonSchema, isTensor, {
    decode: (json, context) => readOr(context, json, () => readTensor(json)),
    encode: (t) => writeTensor(t, hex),
  });
  const callSchema = z.strictObject({
    loss: z.string(),
    dtype: z.enum(floatDTypes),
    inputs: z.record(z.string(), tensorSchema),
    params: z.record(z.string(), exactNumberSchema.nullable()),
    reduction: z.enum(["none", "mean", "sum"]),
    gradients: z.boolean(),
    upstream: maybe(tensorSchema),
  });
  const fact = z.union([exactNumberSchema, z.array(exactNumberSchema).readonly()]);
  const caseSchema = z.strictObject({
    calls: z.array(callSchema).readonly(),
    facts: z.record(z.string(), fact),
  });
  return { tensorSchema, callSchema, caseSchema };
}

/** Codecs whose JSON is only for machines. */
export const { tensorSchema, callSchema, caseSchema } = codecs(false);

/** The codec of a case whose JSON is also read by people: floats in hexadecimal besides. */
export const readableCaseSchema = codecs(true).caseSchema;
