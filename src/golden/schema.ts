/**
 * The schema of golden files: reading, writing, and JSON Schema for other languages.
 *
 * @module
 */
import { z } from "zod";
import { parseJson } from "../spec/json_text.ts";
import { levelSchema, name, strict } from "../spec/vocabulary.ts";
import { maybe } from "../spec/call_json.ts";
import type { Call } from "../spec/mod.ts";
import { schemaProblems, SpecError } from "../spec/problem.ts";
import {
  type FloatDType,
  floatDTypes,
  isRepresentable,
  numberFromJson,
  numberToJson,
  type Tensor,
  tensor,
} from "../tensor/mod.ts";
import {
  type Fixture,
  type GoldenCase,
  isRejection,
  nonfinites,
  type Numbers,
  purposes,
} from "./fixture.ts";
import { layOut } from "./layout.ts";

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
      "undecided: two neighbouring floats are left",
  ),
  lo: number,
  hi: number,
});

const formSchema = strict({
  name: name.describe("The form's name in the spec"),
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
    "What honest evaluations of each form can give, the most accurate form first",
  ),
});

const head = {
  name: z.string().regex(/^\S+$/, "must not have spaces").describe("Unique in the file"),
  purpose: z.enum(purposes),
  why: z.string().min(1).describe("Why the case is there"),
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
  wrong_on_purpose: maybe(z.string()).describe(
    "Only in the canary: what is wrong with its numbers, so that a harness must fail on them",
  ),
  cases: z.array(caseSchema).min(1),
});

type JsonNumber = z.infer<typeof number>;
type JsonCase = z.infer<typeof caseSchema>;
type JsonNumbers = z.infer<typeof numbersSchema>;
type JsonTensor = z.infer<typeof tensorSchema>;

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

/**
 * The text of a golden file.
 *
 * @param fixture the file's cases
 */
export function writeFixture({ wrong_on_purpose, cases }: Fixture): string {
  return layOut({
    $schema: "./schema.json",
    ...wrong_on_purpose !== undefined && { wrong_on_purpose },
    cases: cases.map(caseToJson),
  });
}

function caseToJson(golden: GoldenCase): unknown {
  const { name, purpose, why, call } = golden;
  const entries = Object.entries(call.params).map(([key, value]) =>
    [key, value === null ? null : numberToJson(value)] as const
  );
  return {
    name,
    purpose,
    why,
    loss: call.loss,
    dtype: call.dtype,
    inputs: Object.fromEntries(
      Object.entries(call.inputs).map(([key, t]) => [key, tensorToJson(t)]),
    ),
    params: Object.fromEntries(entries),
    reduction: call.reduction,
    upstream: call.upstream && tensorToJson(call.upstream),
    ...isRejection(golden) ? { level: golden.level } : {
      value: numbersToJson(golden.value),
      gradients: Object.fromEntries(
        Object.entries(golden.gradients).map(([key, numbers]) => [key, numbersToJson(numbers)]),
      ),
    },
  };
}

function tensorToJson({ dtype, shape, data }: Tensor): unknown {
  return { ...dtype === "i32" && { dtype }, shape, data: Array.from(data, numberToJson) };
}

function numbersToJson(numbers: Numbers): unknown {
  const nullable = (x: number | null) => x === null ? null : numberToJson(x);
  return {
    shape: numbers.shape,
    expected: numbers.expected.map(nullable),
    expected_f64: numbers.expected_f64?.map(nullable),
    open: numbers.open?.map((open) => ({
      ...open,
      lo: numberToJson(open.lo),
      hi: numberToJson(open.hi),
    })),
    nonfinite: numbers.nonfinite,
    forms: numbers.forms.map(({ name, lo, hi }) => ({
      name,
      lo: lo.map(numberToJson),
      hi: hi.map(numberToJson),
    })),
  };
}

/**
 * Reads a golden file.
 *
 * @param text the file's text
 * @param file its name, for messages
 * @throws {SpecError} when it is no golden file, a case's name is there twice, numbers are not of their
 * dtype, or do not fit their shape; with the path of each
 */
export function readFixture(text: string, file: string): Fixture {
  const data = parseJson(text, file);
  const read = fixtureSchema.safeParse(data);
  if (!read.success) throw new SpecError(schemaProblems(file, read.error.issues, data));
  const { wrong_on_purpose, cases } = read.data;
  const problem = (path: string, what: string) => new SpecError([{ file, path, what }]);
  const seen = new Map<string, number>();
  return {
    ...wrong_on_purpose !== undefined && { wrong_on_purpose },
    cases: cases.map((json, i) => {
      const twin = seen.get(json.name);
      if (twin !== undefined) {
        throw problem(`cases[${i}].name`, `"${json.name}" is cases[${twin}]'s, too`);
      }
      seen.set(json.name, i);
      try {
        return caseFromJson(json);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw problem(`cases[${i}] ("${json.name}")`, `cannot be read: ${error.message}`);
      }
    }),
  };
}

function caseFromJson(json: JsonCase): GoldenCase {
  const { name, purpose, why, loss, dtype, reduction, upstream } = json;
  const params = Object.entries(json.params).map(([key, value]) =>
    [key, value === null ? null : numberFromJson(value)] as const
  );
  const inputs = Object.entries(json.inputs).map(([key, t]) =>
    [key, tensorFromJson(dtype, t, key)] as const
  );
  const call: Call = {
    loss,
    dtype,
    inputs: Object.fromEntries(inputs),
    params: Object.fromEntries(params),
    reduction,
    gradients: "gradients" in json && Object.keys(json.gradients).length > 0,
    ...upstream && { upstream: tensorFromJson(dtype, upstream, "upstream") },
  };
  if (json.purpose === "rejection") {
    return { name, purpose: json.purpose, why, call, level: json.level };
  }
  const gradients = Object.entries(json.gradients).map(([key, numbers]) =>
    [key, numbersFromJson(numbers, dtype, `gradients.${key}`)] as const
  );
  return {
    name,
    purpose,
    why,
    call,
    value: numbersFromJson(json.value, dtype, "value"),
    gradients: Object.fromEntries(gradients),
  };
}

function tensorFromJson(dtype: FloatDType, json: JsonTensor, path: string): Tensor {
  const given = json.data.map(numberFromJson);
  const read = tensor(json.dtype ?? dtype, json.shape, given);
  const rounded = given.findIndex((x, i) => !Object.is(x + 0, read.data[i] + 0));
  if (rounded < 0) return read;
  throw new RangeError(`${path}.data[${rounded}] is no ${read.dtype} number: ${given[rounded]}`);
}

function numbersFromJson(json: JsonNumbers, dtype: FloatDType, path: string): Numbers {
  const { shape, open, nonfinite } = json;
  const size = shape.reduce((product, n) => product * n, 1);
  const read = (list: readonly (JsonNumber | null)[], where: string) => {
    if (list.length !== size) {
      throw new RangeError(
        `${path}.${where} has ${list.length} numbers, but shape [${shape}] has ${size}`,
      );
    }
    return list.map((x) => x === null ? null : numberFromJson(x));
  };
  const exact = <T extends number | null>(list: readonly T[], where: string): readonly T[] => {
    const wrong = list.findIndex((x) => x !== null && !isRepresentable(x, dtype));
    if (wrong < 0) return list;
    throw new RangeError(`${path}.${where}[${wrong}] is no ${dtype} number: ${list[wrong]}`);
  };
  const bounds = (list: readonly JsonNumber[], where: string) =>
    exact(read(list, where) as number[], where);
  if (nonfinite !== undefined) read(nonfinite.map(() => 0), "nonfinite");
  return {
    shape,
    expected: exact(read(json.expected, "expected"), "expected"),
    ...json.expected_f64 && { expected_f64: read(json.expected_f64, "expected_f64") },
    ...open && {
      open: open.map((o) => ({ ...o, lo: numberFromJson(o.lo), hi: numberFromJson(o.hi) })),
    },
    ...nonfinite && { nonfinite },
    forms: json.forms.map(({ name, lo, hi }, i) => ({
      name,
      lo: bounds(lo, `forms[${i}].lo`),
      hi: bounds(hi, `forms[${i}].hi`),
    })),
  };
}
