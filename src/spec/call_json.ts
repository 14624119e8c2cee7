/**
 * Calls as JSON, for files and pipes.
 *
 * @module
 */
import { z } from "zod";
import {
  type DType,
  dtypes,
  floatDTypes,
  type JsonNumber,
  type JsonTensor,
  numberFromJson,
  numberToJson,
  type Tensor,
  tensorFromJson,
  tensorToJson,
} from "../tensor/mod.ts";
import type { Call } from "./call.ts";
import { schemaProblems, SpecError } from "./problem.ts";
import { name, strict } from "./vocabulary.ts";

/** A call as JSON. */
export interface JsonCall extends Omit<Call, "inputs" | "params" | "upstream"> {
  readonly inputs: Readonly<Record<string, JsonTensor>>;
  readonly params: Readonly<Record<string, JsonNumber | null>>;
  readonly upstream?: JsonTensor;
}

/** A number: as it is, or spelled: `"NaN"`, `"-Infinity"`, `"-0"`, `"0x1.8p-3"`. */
export const numberSchema = z.union([z.number(), z.string()])
  .transform((json, context) => orIssue(() => numberFromJson(json), json, context));

/** A tensor with its dtype. */
export const tensorSchema = strict({
  dtype: z.enum(dtypes as [DType, ...DType[]]),
  shape: z.array(z.int().min(0)),
  data: z.array(z.union([z.number(), z.string()])),
}).transform((json, context): Tensor => orIssue(() => tensorFromJson(json), json, context));

/** A whole call: every parameter given, every tensor with its dtype. */
export const callSchema = strict({
  loss: name,
  dtype: z.enum(floatDTypes),
  inputs: z.record(name, tensorSchema),
  params: z.record(name, numberSchema.nullable()),
  reduction: z.enum(["none", "mean", "sum"]),
  gradients: z.boolean(),
  upstream: tensorSchema.optional(),
});

/** What went wrong in `make` becomes an issue at the place of `json`. */
function orIssue<T>(make: () => T, json: unknown, context: z.core.$RefinementCtx): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = error.message.replace(/^Cannot make a tensor: /, "is no tensor: ");
    context.issues.push({ code: "custom", message, input: json });
    return z.NEVER;
  }
}

/**
 * A call as JSON.
 *
 * @param call the call
 * @param options `hex`: floats of tensors as hexadecimal strings
 */
export function callToJson(call: Call, options: { readonly hex?: boolean } = {}): JsonCall {
  const { upstream, ...rest } = call;
  return {
    ...rest,
    inputs: mapValues(call.inputs, (t) => tensorToJson(t, options)),
    params: mapValues(call.params, (x) => x === null ? null : numberToJson(x)),
    ...(upstream !== undefined && { upstream: tensorToJson(upstream, options) }),
  };
}

/**
 * A call from JSON.
 *
 * @param data what the JSON holds
 * @param file the file's name, for messages
 * @throws {SpecError} when it is no call; every problem with its path
 */
export function callFromJson(data: unknown, file: string): Call {
  const read = callSchema.safeParse(data);
  if (!read.success) throw new SpecError(schemaProblems(file, read.error.issues, data));
  const { upstream, ...call } = read.data;
  return { ...call, ...(upstream !== undefined && { upstream }) };
}

function mapValues<T, R>(
  record: Readonly<Record<string, T>>,
  f: (value: T) => R,
): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value)]));
}
