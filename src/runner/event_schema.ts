/**
 * Events as JSON.
 *
 * @module
 */
import { z } from "zod";
import { aboutSchema } from "../adapters/about.ts";
import { levelSchema } from "../spec/mod.ts";
import { floatDTypes } from "../tensor/mod.ts";
import { caseSchema, exactNumberSchema } from "./exact_json.ts";

const count = z.int().nonnegative();
const dtype = z.enum(floatDTypes);
const status = z.enum(["pass", "fail", "undecided", "skipped"]);

/** Where an answer is wrong; a codec. */
export const faultSchema = z.strictObject({
  why: z.string(),
  call: count,
  output: z.exactOptional(z.string()),
  element: z.exactOptional(count),
  expected: z.exactOptional(exactNumberSchema),
  got: z.exactOptional(exactNumberSchema),
  allowed: z.exactOptional(z.tuple([exactNumberSchema, exactNumberSchema]).readonly()),
});

/** The smallest input found that breaks a check; a codec. */
export const counterexampleSchema = z.strictObject({
  check: z.string(),
  dtype,
  requirement: z.string(),
  seed: z.int(),
  path: z.string().regex(/^\d+(:\d+)*$/, 'must be numbers between colons, like "17:2:0"'),
  trial: caseSchema,
  fault: faultSchema,
});

/** The plan; a codec. */
export const headerSchema = z.strictObject({
  type: z.literal("header"),
  format: z.literal(1),
  lossproof: z.string(),
  implementation: aboutSchema,
  seed: z.int(),
  runs: count,
  dtypes: z.array(dtype),
  form: z.exactOptional(z.string()),
  checks: z.array(z.strictObject({ id: z.string(), loss: z.string(), dtype, level: levelSchema })),
});

/** The outcome of one check; a codec. */
export const judgedSchema = z.strictObject({
  type: z.literal("judged"),
  check: z.string(),
  loss: z.string(),
  dtype,
  level: levelSchema,
  status,
  cases: count,
  weak: count,
  undecided: count,
  skipped: count,
  milliseconds: z.number(),
  why: z.exactOptional(z.string()),
  accuracy: z.exactOptional(z.array(z.strictObject({
    output: z.string(),
    multiple: exactNumberSchema,
    form: z.string(),
    call: count,
    element: count,
    trial: caseSchema,
    dominant: z.exactOptional(z.string()),
  }))),
  counterexample: z.exactOptional(counterexampleSchema),
});

/** The counts; a codec. */
export const footerSchema = z.strictObject({
  type: z.literal("footer"),
  counts: z.strictObject({ pass: count, fail: count, undecided: count, skipped: count }),
  violations: count,
  cases: count,
  milliseconds: z.number(),
  conforms: z.boolean(),
});

/** One line of a run; a codec. */
export const eventSchema = z.discriminatedUnion("type", [
  headerSchema,
  judgedSchema,
  footerSchema,
]);
