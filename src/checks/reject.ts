/**
 * The frame of a check that an invalid call is refused.
 *
 * @module
 */
import type { Arbitrary } from "fast-check";
import type { Call, Reject, Result, Spec } from "../spec/mod.ts";
import type { Check } from "./check.ts";
import type { Judgement } from "../judge/mod.ts";
import { makeCheck } from "./make_check.ts";
import { fail, type Setting } from "../judge/internal.ts";

/** Few, ordinary rows without gradients: the fault shall be the only telling thing. */
export const plain = {
  ordinary: true,
  gradients: false,
  upstream: "ones",
  rows: { max: 6 },
} as const;

/** What is refused, and how the answer is judged. */
export interface Refusal {
  readonly reject: Reject;
  /** What tells it from the loss's other checks of this kind, e.g. the parameter. */
  readonly names: readonly string[];
  /** What must be refused, e.g. `"beta out of its range"`. */
  readonly what: string;
  /** Invalid calls. */
  readonly calls: Arbitrary<Call>;
  /** Answers that say as much as a refusal, e.g. NaN for NaN; absent = none. */
  readonly accepts?: (call: Call, value: ArrayLike<number>) => boolean;
}

/** Makes the check that invalid calls are refused: `{rejected}`; to crash is not to refuse. */
export function rejectCheck(spec: Spec, setting: Setting, refusal: Refusal): Check {
  const { reject, names, what, accepts } = refusal;
  return makeCheck(
    spec,
    setting,
    {
      kind: "rejects",
      detail: [reject.kind, ...names].join("."),
      level: reject.level,
      requirement: `A call with ${what} is refused`,
    },
    refusal.calls.map((call) => ({ calls: [call], facts: {} })),
    (trial, [result]) => judgeRefusal(trial.calls[0], result, what, accepts),
  );
}

function judgeRefusal(
  call: Call,
  result: Result | undefined,
  what: string,
  accepts: Refusal["accepts"],
): Judgement {
  if (result === undefined) return fail({ why: "The call was not answered", call: 0 });
  if ("unsupported" in result) return { status: "skipped", why: result.unsupported };
  if ("rejected" in result) return { status: "pass" };
  if ("error" in result) {
    return {
      status: "fail",
      why: `A call with ${what} must be refused, but failed: ${result.error}`,
      call: 0,
    };
  }
  const { data } = result.value;
  if (accepts?.(call, data)) return { status: "pass" };
  return fail({
    why: `A call with ${what} must be refused, but has a value`,
    call: 0,
    output: "value",
    ...data.length > 0 && { element: 0, got: data[0] },
  });
}
