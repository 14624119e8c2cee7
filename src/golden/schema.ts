/**
 * The schema of golden files, as JSON Schema for other languages, too.
 *
 * @module
 */
import { z } from "zod";
import { levelSchema, maybe, name, strict, words } from "../spec_files/internal.ts";
import { floatDTypes } from "../tensor/mod.ts";
import { purposes } from "../losses/internal.ts";
import { nonfinites } from "./fixture.ts";

const number = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity", "-0"])])
  .describe("A JSON number that is exactly a float64, or NaN, ±Infinity and -0 as a string");
const numbers = z.array(number);
const shape = z.array(z.int().min(0)).describe("Lengths of the axes; [] is a scalar");

const tensorSchema = strict({
  dtype: maybe(z.enum(["i32"])).describe("i32 for class labels; absent = the case's"),
  shape,
  data: numbers.describe("Row-major; values of the dtype"),
});

const openSchema = strict({
  element: z.int().min(0).describe("Row-major index into the output"),
  why: z.enum(["kink", "undefined", "undecided"]).describe(
    "kink: any number from lo to hi is a derivative; undefined: nothing is asked (0/0, NaN given); " +
      "undecided: the last precision leaves open which float it is",
  ),
  lo: number,
  hi: number,
});

const formSchema = strict({
  name: name.describe("The form's name in the spec"),
  rank: z.int().min(0).describe(
    "Its place among the spec's forms, the most accurate of which has 0",
  ),
  lo: numbers.describe("By element, the least honest answer; a value of the dtype"),
  hi: numbers.describe("By element, the greatest honest answer; a value of the dtype"),
});

const numbersSchema = strict({
  shape,
  expected: z.array(number.nullable()).describe(
    "The exact results rounded to the dtype, ties to even; null: see open",
  ),
  expected_f64: maybe(z.array(number.nullable())).describe(
    "The exact results rounded to float64; absent where that is the dtype",
  ),
  open: maybe(z.array(openSchema)).describe("The elements whose expected number is null"),
  nonfinite: maybe(z.array(z.enum(nonfinites))).describe(
    "By element, which answers that are not finite are honest: none, nan (only NaN), infinite " +
      "(only ±Infinity), any; absent = none everywhere",
  ),
  forms: z.array(formSchema).min(1).describe(
    "What honest evaluations of each form can give, the most accurate form first; without forms that " +
      "allow nothing which an earlier one does not",
  ),
});

const head = {
  name: words.regex(/^\S+$/, "must not have spaces").describe("Unique in the file"),
  purpose: z.enum(purposes),
  why: words.min(1).describe("Why the case is there"),
  loss: name.describe("The id of the spec"),
  dtype: z.enum(floatDTypes),
  inputs: z.record(name, tensorSchema),
  params: z.record(name, number.nullable()).describe("Every parameter; null: not given"),
  reduction: z.enum(["none", "mean", "sum"]),
  upstream: maybe(tensorSchema).describe("The gradient from above; absent = ones"),
};

const evaluationSchema = strict({
  ...head,
  purpose: z.enum(purposes).exclude(["rejection"]),
  value: numbersSchema,
  gradients: z.record(name, numbersSchema).describe(
    "By input, the gradient of Σ upstream · value; empty where the value is NaN",
  ),
});

const rejectionSchema = strict({
  ...head,
  purpose: z.literal("rejection"),
  level: levelSchema.describe("How much it binds that the call is refused"),
});

const caseSchema = z.discriminatedUnion("purpose", [evaluationSchema, rejectionSchema]);

/** The schema of a golden file. */
export const fixtureSchema = strict({
  $schema: z.string(),
  wrong_on_purpose: maybe(words).describe(
    "Only in the canary: what is wrong with its numbers, so that a harness must fail on them",
  ),
  cases: z.array(caseSchema).min(1),
});

/** A number of a golden file, as JSON has it. */
export type JsonNumber = z.infer<typeof number>;
/** A case of a golden file, as JSON has it. */
export type JsonCase = z.infer<typeof caseSchema>;
/** An answer of a golden file, as JSON has it. */
export type JsonNumbers = z.infer<typeof numbersSchema>;
/** A tensor of a golden file, as JSON has it. */
export type JsonTensor = z.infer<typeof tensorSchema>;

/**
 * The schema of golden files as JSON Schema, draft 2020-12.
 */
export function goldenJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(fixtureSchema, { target: "draft-2020-12" });
  return {
    $schema,
    title: "Lossproof golden fixture",
    description: "Calls of one loss, with what their answers must be",
    ...rest,
  };
}
