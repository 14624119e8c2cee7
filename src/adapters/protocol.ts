/**
 * The messages that go between Lossproof and a program: one JSON object a line.
 *
 * `spec/PROTOCOL.md` says the same in words, `spec/protocol.schema.json` as JSON Schema.
 *
 * @module
 */
import { z } from "zod";
import { floatDTypes } from "../tensor/mod.ts";
import { dtypes } from "../tensor/internal.ts";
import { aboutSchema } from "./about.ts";
import { sharedShape } from "./declared.ts";

/** The versions of the protocol that are spoken here, the newest last. */
export const protocolVersions = [1, 2] as const;

/** The version that a program is told: the newest. */
export const protocolVersion = 2;

const length = z.int().min(0);
const message = z.string().describe("In words, for people");

/** A tensor: its shape and its bytes. */
export const wireTensorSchema = z.strictObject({
  dtype: z.enum(dtypes as [typeof dtypes[number]]).optional()
    .describe("The element type; absent = the call's. Labels say i32"),
  shape: z.array(length).describe("Lengths of the axes; [] is a scalar"),
  data: z.string().describe(
    "Base64 (RFC 4648, padded) of the elements, row-major, little-endian; bytes an element: " +
      "f64 8, f32 4, f16 2, bf16 2 (the upper half of a float32), i32 4",
  ),
}).meta({ id: "tensor" });

/** An input that is one and the same tensor as another, for a program that `shares`. */
const sameSchema = z.strictObject({
  same: z.string().describe("The other input's name"),
}).meta({ id: "same" });

const number = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity", "-0"])])
  .describe("Numbers that JSON has not are strings");

/** One call, as a program gets it; see `Call`. */
export const wireCallSchema = z.strictObject({
  loss: z.string().describe("The spec's id"),
  dtype: z.enum(floatDTypes).describe("The format to compute in"),
  inputs: z.record(z.string(), z.union([wireTensorSchema, sameSchema]))
    .describe("By the spec's names"),
  params: z.record(z.string(), number.nullable())
    .describe("Every parameter of the spec; null: not given"),
  reduction: z.enum(["none", "mean", "sum"]),
  gradients: z.boolean().describe("Whether the gradients are wanted"),
  upstream: wireTensorSchema.optional()
    .describe("The gradient from above, of the value's shape; absent = ones"),
}).meta({ id: "call" });

/** What a program is told: introduce yourself, answer these calls, end. */
export const requestSchema = z.discriminatedUnion("cmd", [
  z.strictObject({ cmd: z.literal("start"), protocol: z.literal(protocolVersion) }),
  z.strictObject({
    cmd: z.literal("run"),
    id: length.describe("To be echoed"),
    calls: z.array(wireCallSchema).min(1),
  }),
  z.strictObject({ cmd: z.literal("stop") }),
]).meta({ id: "request" });

/** The answer to `start`: who are you, and what do you have? */
export const startAnswerSchema = aboutSchema.extend({
  protocol: z.literal(protocolVersions).optional()
    .describe("The version that the program speaks, not above the one it was told; absent = 1"),
  shares: z.boolean().optional()
    .describe("Whether inputs may come as the same tensor as another; absent = they do not"),
}).meta({ id: "start_answer" });

/** The answer to `start` of a program that cannot do its work. */
export const startFailureSchema = z.strictObject({
  protocol: z.literal(protocolVersions).optional(),
  error: message.min(1).describe("Why it cannot, e.g. that a library is not installed"),
}).meta({ id: "start_failure" });

/**
 * What of an answer to `start` version 1 has not.
 *
 * @param answer the answer, which fits the schema
 * @returns the path of the first such field, e.g. `losses.l1_loss.dtypes`; absent where there is none
 */
export function newerField(answer: z.output<typeof startAnswerSchema>): string | undefined {
  const shared = Object.keys(sharedShape);
  const ofLosses = Object.entries(answer.losses).flatMap(([id, loss]) =>
    [...shared, "dtypes"].filter((key) => key in loss).map((key) => `losses.${id}.${key}`)
  );
  return [...[...shared, "shares"].filter((key) => key in answer), ...ofLosses][0];
}

/** The answer to one call that has a value. */
export const valueResultSchema = z.strictObject({
  value: wireTensorSchema.describe("The terms' shape for none, a scalar otherwise"),
  gradients: z.record(z.string(), wireTensorSchema).optional()
    .describe("Of the sum of upstream times value, by each declared input, of its shape"),
  overwritten: z.literal(true).optional()
    .describe("The next call has changed the memory that this answer was handed over in"),
});

/** The answer to one call: exactly one of four. */
export const wireResultSchema = z.union([
  valueResultSchema,
  z.strictObject({ rejected: message.describe("Why the input is refused as invalid") }),
  z.strictObject({ unsupported: message.describe("What the program has not") }),
  z.strictObject({
    error: message.describe("How computing it failed"),
    classes: z.array(z.string()).optional().describe(
      "Of the exception: its class and those it inherits from, the nearest first; " +
        "by them it is told whether it refuses",
    ),
  }),
]).meta({ id: "result" });

/** The answer to `run`; results are read one by one. */
export const runAnswerSchema = z.strictObject({
  id: length.describe("Of the message that is answered"),
  results: z.array(z.unknown()),
});

/**
 * The messages as JSON Schema.
 *
 * @returns JSON Schema, draft 2020-12; `$defs` has `request`, `start_answer`, `run_answer` and parts
 */
export function protocolJsonSchema(): Record<string, unknown> {
  const runAnswer = runAnswerSchema.extend({ results: z.array(wireResultSchema) })
    .meta({ id: "run_answer" });
  const { $schema, ...rest } = z.toJSONSchema(
    z.union([requestSchema, startAnswerSchema, startFailureSchema, runAnswer]),
    { target: "draft-2020-12", io: "input" },
  );
  return {
    $schema,
    title: "Lossproof protocol",
    description: "One line of the protocol between Lossproof and a program",
    ...rest,
  };
}
