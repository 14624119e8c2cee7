/**
 * Reading golden files.
 *
 * @module
 */
import { parseJson, schemaProblems } from "../spec_files/internal.ts";
import type { Call } from "../spec/mod.ts";
import { SpecError } from "../spec_files/mod.ts";
import { type FloatDType, isRepresentable, type Tensor, tensor } from "../tensor/mod.ts";
import { numberFromJson } from "../tensor/internal.ts";
import type { Fixture, GoldenCase, Numbers } from "./fixture.ts";
import { rankOf } from "./judge.ts";
import {
  fixtureSchema,
  type JsonCase,
  type JsonNumber,
  type JsonNumbers,
  type JsonTensor,
} from "./schema.ts";

/**
 * Reads a golden file.
 *
 * @param text the file's text
 * @param file its name, for messages
 * @throws {SpecError} when it is no golden file, a case's name is there twice, numbers are not of their
 * dtype, do not fit their shape, or are outside of their own bounds; with the path of each
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
  const expected = exact(read(json.expected, "expected"), "expected");
  const forms = json.forms.map(({ name, rank, lo, hi }, i) => ({
    name,
    rank,
    lo: bounds(lo, `forms[${i}].lo`),
    hi: bounds(hi, `forms[${i}].hi`),
  }));
  const outside = expected.findIndex((x, element) =>
    x !== null && Number.isFinite(x) && rankOf({ forms }, element, x) === undefined
  );
  if (outside >= 0) {
    throw new RangeError(
      `${path}.expected[${outside}] is outside the bounds of every form: ${expected[outside]}`,
    );
  }
  return {
    shape,
    expected,
    ...json.expected_f64 && { expected_f64: read(json.expected_f64, "expected_f64") },
    ...open && {
      open: open.map((o) => ({ ...o, lo: numberFromJson(o.lo), hi: numberFromJson(o.hi) })),
    },
    ...nonfinite && { nonfinite },
    forms,
  };
}
