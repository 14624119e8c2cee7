/**
 * Writing golden files.
 *
 * @module
 */
import type { Tensor } from "../tensor/mod.ts";
import { numberToJson } from "../tensor/internal.ts";
import { type Fixture, type GoldenCase, isRejection, type Numbers } from "./fixture.ts";
import { layOut } from "./layout.ts";

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
    forms: numbers.forms.map(({ name, rank, lo, hi }) => ({
      name,
      rank,
      lo: lo.map(numberToJson),
      hi: hi.map(numberToJson),
    })),
  };
}
