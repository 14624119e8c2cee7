/**
 * Judging an answer by stored numbers alone.
 *
 * @module
 */
import { requireConsistent } from "../judge/internal.ts";
import type { Result } from "../spec/mod.ts";
import type { Tensor } from "../tensor/mod.ts";
import { floatIndex, sameShape } from "../tensor/internal.ts";
import type { Evaluation, GoldenCase, Numbers } from "./fixture.ts";

/** What an answer is worth. */
export type Verdict =
  | {
    readonly status: "pass";
    /** The last form that an element needed, and its place among the forms; absent for a refusal. */
    readonly form?: string;
    readonly rank?: number;
    /** Whether every number is the correctly rounded one. */
    readonly exact: boolean;
  }
  | ({ readonly status: "fail" } & Mismatch)
  | {
    readonly status: "skipped";
    readonly why: string;
    /** There where it was asked, and answered that it does not have this case: evidence is missing. */
    readonly asked?: true;
  };

/** Where an answer is wrong. */
export interface Mismatch {
  /** What is wrong, in one sentence. */
  readonly why: string;
  /** `"value"` or the input's name whose gradient it is. */
  readonly output?: string;
  /** Row-major index into that output. */
  readonly element?: number;
  /** The correctly rounded result; null where there is none. */
  readonly expected?: number | null;
  readonly got?: number;
  /** What any form allows: the least and the greatest. */
  readonly allowed?: readonly [number, number];
  /** Floats between what was expected and what was answered. */
  readonly ulps?: number;
}

/**
 * Judges the answer to a case.
 *
 * @param golden the case
 * @param result what was answered
 * @param wanted the gradients that can be asked of the implementation; absent = all
 */
export function judgeCase(
  golden: GoldenCase,
  result: Result,
  wanted?: readonly string[],
): Verdict {
  if ("unsupported" in result) return { status: "skipped", why: result.unsupported, asked: true };
  if (!("value" in golden)) {
    if ("rejected" in result) return { status: "pass", exact: true };
    const instead = "error" in result ? `failed: ${result.error}` : "has a value";
    return { status: "fail", why: `The call must be refused, but ${instead}` };
  }
  const open = isLeftOpen(golden);
  if ("rejected" in result) {
    if (open) return { status: "pass", exact: true };
    return { status: "fail", why: `A valid call was refused: ${result.rejected}` };
  }
  if ("error" in result) return { status: "fail", why: `The call failed: ${result.error}` };
  let rank = 0;
  let form = golden.value.forms[0].name;
  let exact = true;
  for (const [output, numbers] of outputsOf(golden)) {
    if (output !== "value" && (open || wanted?.includes(output) === false)) continue;
    const given = output === "value" ? result.value : result.gradients?.[output];
    const standing = judgeOutput(golden, output, numbers, given);
    if ("why" in standing) return { status: "fail", ...standing };
    exact &&= standing.exact;
    if (standing.rank <= rank) continue;
    rank = standing.rank;
    form = numbers.forms.find((one) => one.rank === rank)?.name ?? form;
  }
  return { status: "pass", form, rank, exact };
}

/** Whether a case has no value, such as a mean over nothing: then NaN, 0 and a refusal say the same. */
function isLeftOpen({ value: { expected, open = [] } }: Evaluation): boolean {
  return expected.length > 0 &&
    open.filter(({ why }) => why === "undefined").length === expected.length;
}

/** The outputs of a case: the value, then the gradients. */
export function outputsOf(golden: Evaluation): readonly (readonly [string, Numbers])[] {
  return [["value", golden.value], ...Object.entries(golden.gradients)];
}

function judgeOutput(
  { call }: Evaluation,
  output: string,
  numbers: Numbers,
  given: Tensor | undefined,
): { readonly rank: number; readonly exact: boolean } | Mismatch {
  const what = output === "value" ? "The value" : `The gradient by "${output}"`;
  if (given === undefined) return { why: `${what} is missing`, output };
  if (!sameShape(given.shape, numbers.shape)) {
    return { why: `${what} has shape [${given.shape}]; it must have [${numbers.shape}]`, output };
  }
  let rank = 0;
  let exact = true;
  for (const [element, got] of given.data.entries()) {
    const found = rankOf(numbers, element, got);
    const expected = numbers.expected[element];
    if (found === undefined) {
      const allowed = hullOf(numbers, element);
      requireConsistent({ output, element, got, ...expected !== null && { expected } });
      const ulps = expected === null ? undefined : floatsBetween(expected, got, call.dtype);
      return {
        why: `${what} is outside the bounds of every listed form`,
        output,
        element,
        expected,
        got,
        allowed,
        ...ulps !== undefined && { ulps },
      };
    }
    rank = Math.max(rank, found);
    exact &&= expected === null || expected === got || Number.isNaN(got);
  }
  return { rank, exact };
}

/**
 * The first form that can give a number.
 *
 * @returns its rank; `undefined` where none can
 */
export function rankOf(
  { forms, nonfinite }: Pick<Numbers, "forms" | "nonfinite">,
  element: number,
  got: number,
): number | undefined {
  if (!Number.isFinite(got)) {
    const honest = nonfinite?.[element] ?? "none";
    const kind = Number.isNaN(got) ? "nan" : "infinite";
    return honest === "any" || honest === kind ? 0 : undefined;
  }
  return forms.find(({ lo, hi }) => lo[element] <= got && got <= hi[element])?.rank;
}

/** The least and the greatest that any form allows at an element. */
export function hullOf({ forms }: Numbers, element: number): readonly [number, number] {
  return [
    Math.min(...forms.map(({ lo }) => lo[element])),
    Math.max(...forms.map(({ hi }) => hi[element])),
  ];
}

/** Floats from one number of a format to another; undefined where one is NaN. */
export function floatsBetween(
  a: number,
  b: number,
  dtype: Evaluation["call"]["dtype"],
): number | undefined {
  if (Number.isNaN(a) || Number.isNaN(b)) return undefined;
  const gap = floatIndex(a, dtype) - floatIndex(b, dtype);
  return Number(gap < 0n ? -gap : gap);
}
