/**
 * Calls as JSON that comes back exactly, for files and pipes.
 *
 * Numbers are spelled as `tensor/json.ts` does. Each schema is a codec: `decode` reads JSON, `encode`
 * writes it.
 *
 * @module
 */
import { z } from "zod";
import {
  type DType,
  type FloatDType,
  floatDTypes,
  type JsonNumber,
  type JsonTensor,
  type Tensor,
} from "../tensor/mod.ts";
import {
  dtypes,
  hexFloat,
  isWellFormed,
  numberFromJson,
  numberToJson,
  tensorFromJson,
  tensorToJson,
} from "../tensor/internal.ts";
import type { Call, Reduction } from "../spec/mod.ts";
import { schemaProblems, SpecError } from "./problem.ts";
import { name, strict } from "./vocabulary.ts";

type Context = { readonly issues: z.core.$ZodRawIssue[] };

/** Reads a value, or tells zod why it cannot be read. */
function readOr<T>(context: Context, input: unknown, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = error.message.replace(/^Cannot make a tensor: /, "is no tensor: ");
    context.issues.push({ code: "custom", input, message });
    return z.NEVER;
  }
}

/**
 * A key that may be absent. JSON has no undefined, so what is read is exactly optional; what is
 * written may still hold a key that is explicitly undefined, and JSON drops it.
 *
 * @param schema of the value where it is there
 */
export function maybe<T extends z.ZodType>(schema: T): z.ZodExactOptional<T> {
  return schema.optional() as unknown as z.ZodExactOptional<T>;
}

const jsonNumber = z.union([z.number(), z.string()]);
const isNumber = z.custom<number>((x) => typeof x === "number", "must be a number");

/** Any float64, NaN, ±∞ and -0 included. */
export const exactNumberSchema = z.codec(jsonNumber, isNumber, {
  decode: (json, context) => readOr(context, json, () => numberFromJson(json)),
  encode: numberToJson,
});

const jsonTensor = strict({
  dtype: z.enum(dtypes as [DType, ...DType[]]),
  shape: z.array(z.int().min(0)),
  data: z.array(jsonNumber).describe("Row-major; the exact values"),
  hex: maybe(z.array(z.string())).describe("The same values for reading; they must agree"),
});

const isTensor = z.custom<Tensor>(
  (x) => typeof x === "object" && x !== null && isWellFormed(x as Tensor),
  "must be a tensor whose values all have its dtype",
);

/** Reads a tensor; unlike a person's file, a stored one must hold the exact values. */
function readTensor(json: z.infer<typeof jsonTensor>): Tensor {
  const read = tensorFromJson(json);
  const given = json.data.map(numberFromJson);
  // Adding 0 makes both zeros one: a label has no -0.
  const rounded = given.findIndex((x, i) => !Object.is(read.data[i] + 0, x + 0));
  if (rounded >= 0) {
    throw new RangeError(
      `is no tensor: value ${given[rounded]} at ${rounded} is no ${json.dtype} number`,
    );
  }
  if (json.hex !== undefined) requireSame(given, json.hex);
  return read;
}

/** Insists that the values for reading are those that count. */
function requireSame(data: readonly number[], hex: readonly string[]): void {
  if (hex.length !== data.length) {
    throw new RangeError(`is no tensor: it has ${data.length} values, and ${hex.length} in hex`);
  }
  const at = data.findIndex((x, i) => !Object.is(x, numberFromJson(hex[i])));
  if (at < 0) return;
  throw new RangeError(
    `is no tensor: value ${at} is ${numberToJson(data[at])} in data and ${hex[at]} in hex`,
  );
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

/**
 * The codec of calls: every parameter given, every tensor with its dtype.
 *
 * @param hex whether to write hexadecimal floats beside the tensors' values
 */
function callCodec(hex: boolean) {
  const tensorSchema = z.codec(jsonTensor, isTensor, {
    decode: (json, context) => readOr(context, json, () => readTensor(json)),
    encode: (t) => writeTensor(t, hex),
  });
  return strict({
    loss: name,
    dtype: z.enum(floatDTypes),
    inputs: z.record(name, tensorSchema),
    params: z.record(name, exactNumberSchema.nullable()),
    reduction: z.enum(["none", "mean", "sum"]),
    gradients: z.boolean(),
    upstream: maybe(tensorSchema),
  });
}

/** The codec of calls whose JSON is only for machines. */
export const callSchema = callCodec(false);
/** The codec of calls whose JSON is also read by people: floats in hexadecimal besides. */
export const readableCallSchema = callCodec(true);

/** A call as JSON; see {@linkcode Call}. */
export interface JsonCall {
  /** The spec's id. */
  readonly loss: string;
  /** The format that the loss is to be computed in. */
  readonly dtype: FloatDType;
  /** The inputs by name. */
  readonly inputs: Readonly<Record<string, JsonTensor>>;
  /** Every parameter by name; `null`: absent. */
  readonly params: Readonly<Record<string, JsonNumber | null>>;
  /** How to reduce. */
  readonly reduction: Reduction;
  /** Whether the gradients are wanted. */
  readonly gradients: boolean;
  /** The gradient from above, of the value's shape; absent = ones. */
  readonly upstream?: JsonTensor;
}

/**
 * A call as JSON.
 *
 * @param call the call
 * @param options `hex`: write the tensors' values as hexadecimal floats, too
 * @returns plain JSON; {@linkcode callFromJson} reads back exactly this call
 *
 * @example
 * ```ts
 * import { callToJson, tensor } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * const json = callToJson({
 *   loss: "l1_loss",
 *   dtype: "f32",
 *   inputs: { pred: tensor("f32", [1], [NaN]), target: tensor("f32", [1], [0.5]) },
 *   params: {},
 *   reduction: "sum",
 *   gradients: false,
 * });
 * assertEquals(json.inputs.pred.data, ["NaN"]);
 * ```
 */
export function callToJson(call: Call, options: { readonly hex?: boolean } = {}): JsonCall {
  return (options.hex ? readableCallSchema : callSchema).encode(call);
}

/**
 * A call from JSON.
 *
 * @param data what the JSON holds
 * @param file the file's name, for messages
 * @returns the call, each tensor with exactly the values that were written
 * @throws {SpecError} when it is no call; every problem with its path
 *
 * @example
 * ```ts
 * import { callFromJson, callToJson, tensor } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * const call = {
 *   loss: "l1_loss",
 *   dtype: "f32",
 *   inputs: { pred: tensor("f32", [2], [0.1, NaN]), target: tensor("f32", [2], [-0, Infinity]) },
 *   params: {},
 *   reduction: "none",
 *   gradients: false,
 * } as const;
 * assertEquals(callFromJson(JSON.parse(JSON.stringify(callToJson(call))), "call.json"), call);
 * ```
 */
export function callFromJson(data: unknown, file: string): Call {
  const read = callSchema.safeParse(data);
  if (read.success) return read.data;
  throw new SpecError(schemaProblems(file, read.error.issues, data));
}
