/**
 * Hand-made checks and implementations for the tests of the runner and the reports.
 *
 * @module
 */
import fc from "fast-check";
import type { About, Adapter } from "../adapters/mod.ts";
import type { Check } from "../checks/mod.ts";
import type { Judgement, Trial } from "../judge/mod.ts";
import type { Oracle } from "../oracle/mod.ts";
import type { Call, Result } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import type { Plan } from "./plan.ts";

/** One call of "double": f32, one input. */
export function doubleCall(values: readonly number[]): Call {
  return {
    loss: "double",
    dtype: "f32",
    inputs: { pred: tensor("f32", [values.length], values) },
    params: { beta: 1 },
    reduction: "sum",
    gradients: false,
  };
}

/** Cases of one or two calls with a few whole numbers each. */
export const doubleTrials: fc.Arbitrary<Trial> = fc.array(
  fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 5 }),
  { minLength: 1, maxLength: 2 },
).map((rows) => ({ calls: rows.map(doubleCall), facts: {} }));

/** Twice the sum of a call's input. */
export function doubled(call: Call): number {
  return 2 * [...call.inputs.pred.data].reduce((sum, x) => sum + x, 0);
}

/** Expects twice the sum of the inputs. */
export function judgeDouble(trial: Trial, results: readonly Result[]): Judgement {
  for (const [call, result] of results.entries()) {
    if ("error" in result) return { status: "fail", why: result.error, call };
    if ("rejected" in result) return { status: "undecided", why: result.rejected };
    if ("unsupported" in result) return { status: "skipped", why: result.unsupported };
    const expected = doubled(trial.calls[call]);
    const got = result.value.data[0];
    if (got !== expected) {
      const allowed = [expected - 1, expected + 1] as const;
      const why = "The value is not twice the sum";
      return { status: "fail", why, call, output: "value", element: 0, expected, got, allowed };
    }
  }
  const multiple = Math.abs(doubled(trial.calls[0])) / 1000;
  const accuracy = [{ output: "value", multiple, form: "stable", call: 0, element: 0 }];
  return { status: "pass", accuracy, weak: multiple === 0 };
}

/** A check of "double". */
export function fakeCheck(changes: Partial<Check> = {}): Check {
  return {
    id: "double/agreement/value",
    loss: "double",
    dtype: "f32",
    level: "must",
    requirement: "The value is twice the sum of the inputs",
    trials: doubleTrials,
    judge: judgeDouble,
    ...changes,
  };
}

/** An oracle that is only asked what dominates. */
export const fakeOracle: Oracle = {
  leavesOpen: () => false,
  enclose(call) {
    const none = { lo: new Float64Array(1), hi: new Float64Array(1) };
    const value = {
      truth: none,
      forms: [],
      overflow: ["none" as const],
      across: () => 0,
    };
    return { call, dtype: call.dtype, value, gradients: {} };
  },
  recycling: (work) => work(),
  stand: () => ({ inside: true, form: "stable", rank: 0, multiple: 0, weak: false }),
  rounded: () => undefined,
  settle: () => ({ rounded: undefined, truth: [NaN, NaN], bits: 53 }),
  holds: () => true,
  sharpest: () => [NaN, NaN],
  combined: () => [],
  oneSided: () => [],
  condition: () => NaN,
  leaving: () => undefined,
  dominant: (enclosures, output) => `${output} of ${doubled(enclosures.call)}: 93 %`,
};

/** What the fake implementation says of itself. */
export const fakeAbout: About = {
  name: "fake",
  version: "1.0",
  dtypes: ["f32"],
  losses: { double: {} },
};

/** A plan of these checks. */
export function fakePlan(checks: readonly Check[], runs = 100, seed = 42): Plan {
  return {
    header: {
      type: "header",
      format: 1,
      lossproof: "0.1.0",
      implementation: fakeAbout,
      seed,
      runs,
      dtypes: ["f32"],
      specs: {},
      checks: checks.map(({ id, loss, dtype, level }) => ({ id, loss, dtype, level })),
    },
    checks,
    specs: new Map(),
    oracle: fakeOracle,
    expected: [],
    stored: [],
  };
}

/** An implementation that answers each call by `answer`, and remembers the size of each batch. */
export function fakeAdapter(
  answer: (call: Call) => Result,
): Adapter & { readonly batches: number[] } {
  const batches: number[] = [];
  return {
    about: fakeAbout,
    batches,
    // deno-lint-ignore require-await
    async run(calls) {
      batches.push(calls.length);
      return calls.map(answer);
    },
    close: () => Promise.resolve(),
  };
}

/** A scalar answer. */
export function scalar(value: number): Result {
  return { value: tensor("f32", [], [value]) };
}
