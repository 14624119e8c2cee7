/**
 * Events as JSON.
 *
 * @module
 */
import { z } from "zod";
import { sharedShape } from "../adapters/internal.ts";
import { levelSchema, strict } from "../spec_files/internal.ts";
import { floatDTypes } from "../tensor/mod.ts";
import { caseSchema, exactNumberSchema, maybe } from "./exact_json.ts";

const count = z.int().nonnegative();
const dtype = z.enum(floatDTypes);
const digest = z.string().regex(/^[0-9a-f]{64}$/, "must be SHA-256 in hexadecimal");
const status = z.enum(["pass", "fail", "undecided", "skipped"]);

/** How answers contradict each other; a codec. */
const lawSchema = strict({
  terms: z.array(strict({
    call: count,
    output: z.string(),
    element: count,
    coefficient: exactNumberSchema,
    got: exactNumberSchema,
  })).readonly(),
  constant: exactNumberSchema,
  sense: z.enum(["=", "<=", "<"]),
});

/** Where an answer is wrong; a codec. */
const faultSchema = strict({
  why: z.string(),
  call: count,
  output: maybe(z.string()),
  element: maybe(count),
  expected: maybe(exactNumberSchema),
  got: maybe(exactNumberSchema),
  allowed: maybe(z.tuple([exactNumberSchema, exactNumberSchema]).readonly()),
  overflow: maybe(z.string()),
  law: maybe(lawSchema),
});

/** The smallest input found that breaks a check; a codec. */
export const counterexampleSchema = strict({
  check: z.string(),
  dtype,
  requirement: z.string(),
  clause: maybe(z.string()),
  spec: maybe(digest),
  seed: z.int(),
  path: z.string().regex(/^\d+(:\d+)*$/, 'must be numbers between colons, like "17:2:0"'),
  trial: caseSchema,
  fault: faultSchema,
  file: maybe(z.string()),
  replay: maybe(z.string()),
});

const words = z.array(z.string()).readonly();

const capabilitySchema = z.object({
  dtypes: maybe(z.array(dtype).readonly()),
  gradients: maybe(words),
  reductions: maybe(z.array(z.enum(["none", "mean", "sum"])).readonly()),
  optional: maybe(words),
  params: maybe(words),
  dialect: maybe(strict({
    reduction: maybe(z.string()),
    params: maybe(z.record(z.string(), exactNumberSchema.nullable())),
  })),
  ...sharedShape,
});

// Wider than what an adapter accepts: a report tells what was declared, it does not judge it.
const implementationSchema = z.object({
  name: z.string(),
  version: maybe(z.string()),
  language: maybe(z.string()),
  homepage: maybe(z.string()),
  dtypes: z.array(dtype).readonly(),
  flushes: maybe(z.array(dtype).readonly()),
  ...sharedShape,
  losses: z.record(z.string(), capabilitySchema),
});

/** The plan; a codec. */
export const headerSchema = strict({
  type: z.literal("header"),
  format: z.literal(1),
  lossproof: z.string(),
  lock: maybe(digest),
  inProcess: maybe(z.literal(true)),
  implementation: implementationSchema,
  seed: z.int(),
  runs: count,
  time: maybe(z.number().positive()),
  dtypes: z.array(dtype).readonly(),
  form: maybe(z.string()),
  require: maybe(z.number()),
  specs: z.record(z.string(), digest),
  shard: maybe(strict({ index: z.int().min(1), count: z.int().min(1) })),
  checks: z.array(strict({ id: z.string(), loss: z.string(), dtype, level: levelSchema }))
    .readonly(),
});

const expectedSchema = strict({
  when: maybe(z.string()),
  reason: maybe(z.string()),
  link: maybe(z.string()),
});

/** The outcome of one check; a codec. */
export const judgedSchema = strict({
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
  outside: maybe(count),
  aside: maybe(count),
  milliseconds: z.number(),
  why: maybe(z.string()),
  expected: maybe(expectedSchema),
  stale: maybe(z.array(expectedSchema).readonly()),
  accuracy: maybe(
    z.array(strict({
      output: z.string(),
      multiple: exactNumberSchema,
      form: z.string(),
      forms: maybe(z.array(z.string()).readonly()),
      call: count,
      element: count,
      trial: caseSchema,
      dominant: maybe(z.string()),
    })).readonly(),
  ),
  counterexample: maybe(counterexampleSchema),
});

/** The counts; a codec. */
export const footerSchema = strict({
  type: z.literal("footer"),
  counts: strict({ pass: count, fail: count, undecided: count, skipped: count }),
  violations: count,
  expected: count,
  stale: count,
  cases: count,
  judged: count,
  outside: count,
  evidence: z.record(z.string(), strict({ cases: count, judged: count })),
  lacking: z.array(z.string()).readonly(),
  milliseconds: z.number(),
  rounds: maybe(count),
  conforms: z.boolean(),
  accepted: z.boolean(),
});

/** One line of a run; a codec. */
export const eventSchema = z.discriminatedUnion("type", [
  headerSchema,
  judgedSchema,
  footerSchema,
]);
