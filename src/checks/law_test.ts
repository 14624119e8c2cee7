import { assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import type { CallEnclosures, FormEnclosure, Leaving, Oracle, Overflow } from "../oracle/mod.ts";
import type { Call, Result } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import type { Judgement, Trial } from "../judge/mod.ts";
import type { Setting } from "../judge/internal.ts";
import { judgeByLaws, judgeLaws, type Law, slackOf } from "./law.ts";
import { settingOf } from "./_trial.ts";

const size = 3;

const call: Call = {
  loss: "l1_loss",
  dtype: "f32",
  inputs: {
    pred: tensor("f32", [size], [1, 2, 4]),
    target: tensor("f32", [size], [0, 0, 0]),
  },
  params: {},
  reduction: "none",
  gradients: false,
};

/** A setting whose oracle says: the truth is `truth`, honest answers are within `slack` of it. */
function settingWith(
  truth: readonly number[],
  slack: number,
  overflow: Overflow = "none",
  leaving?: Leaving,
): { readonly setting: Setting; asked(): number } {
  let asked = 0;
  const enclose = (call: Call): CallEnclosures => {
    asked++;
    const exact = { lo: Float64Array.from(truth), hi: Float64Array.from(truth) };
    const form: FormEnclosure = {
      name: "only",
      lo: Float64Array.from(truth, (t) => t - slack),
      hi: Float64Array.from(truth, (t) => t + slack),
      at: (i) => [truth[i] - slack, truth[i] + slack],
      reach: () => slack,
      intervals: exact,
    };
    return {
      call,
      dtype: call.dtype,
      gradients: {},
      value: {
        truth: exact,
        forms: [form],
        overflow: new Array(size).fill(overflow),
        across: () => 0,
      },
    };
  };
  const setting = settingOf("l1_loss");
  const oracle: Oracle = { ...setting.world.oracle, enclose, leaving: () => leaving };
  return { setting: { ...setting, world: { ...setting.world, oracle } }, asked: () => asked };
}

function answer(values: readonly number[]): Result {
  return { value: tensor("f32", [size], values) };
}

const once: Trial = { calls: [call], facts: {} };

/** y₀ + y₁ - y₂ = 0, or ≤ 0. */
function sum(sense: "=" | "<=", constant = 0): Law {
  return {
    terms: [1, 1, -1].map((coefficient, element) => ({
      call: 0,
      output: "value",
      element,
      coefficient,
    })),
    constant,
    sense,
    why: "The first two must add up to the third",
  };
}

function judge(
  values: readonly number[],
  slack: number,
  law: Law,
  overflow: Overflow = "none",
): Judgement {
  const { setting } = settingWith([1, 2, 3], slack, overflow);
  return judgeLaws(once, [answer(values)], setting, [law]);
}

Deno.test("judgeLaws() passes an exact answer without asking the oracle", () => {
  const { setting, asked } = settingWith([1, 2, 3], 0);
  assertEquals(judgeLaws(once, [answer([1, 2, 3])], setting, [sum("=")]), { status: "pass" });
  assertEquals(asked(), 0);
});

Deno.test("judgeLaws() never fails answers within the slack, and always far ones", () => {
  const offset = fc.integer({ min: -1024, max: 1024 }).map((n) => n / 1024);
  fc.assert(
    fc.property(fc.tuple(offset, offset, offset), (offsets) => {
      const values = [1, 2, 3].map((t, i) => t + offsets[i] / 8);
      assertEquals(judge(values, 1 / 8, sum("=")).status, "pass");
    }),
    { seed: 3 },
  );
  assertEquals(judge([1, 2, 3.5], 1 / 8, sum("=")).status, "fail");
  assertEquals(judge([1, 2, 2.5], 1 / 8, sum("=")).status, "fail");
});

Deno.test("judgeLaws() asks the oracle once for a call, however many laws", () => {
  const { setting, asked } = settingWith([1, 2, 3], 1);
  const laws = [sum("="), sum("<="), sum("=")];
  assertEquals(judgeLaws(once, [answer([1, 2, 2.5])], setting, laws).status, "pass");
  assertEquals(asked(), 1);
});

Deno.test("judgeLaws() never holds an answer's own rounding against it, and what is more than that always", () => {
  // The gradient of a third of a focal loss's clipped element: 3·mean is the term, but for one rounding.
  const third = 3.5393713e-12;
  const law: Law = {
    terms: [
      { call: 0, output: "value", element: 0, coefficient: 3 },
      { call: 0, output: "value", element: 1, coefficient: -1 },
    ],
    sense: "=",
    why: "The mean must follow from the terms",
  };
  const { setting } = settingWith([0, 0, 0], 0);
  const judged = (mean: number) => {
    const value = tensor("f32", [size], [mean, Math.fround(3 * third), 0].map(Math.fround));
    const enclose = () => setting.world.oracle.enclose(call);
    return judgeByLaws([{ value, gradients: {}, open: false }], setting, [law], enclose).status;
  };
  assertEquals(judged(third), "pass");
  assertEquals(judged(third * (1 + 2 ** -20)), "fail");
});

Deno.test("judgeLaws() holds numbers that no law speaks of against their enclosures", () => {
  const { setting } = settingWith([1, 2, 3], 0);
  const first: Law = { ...sum("="), terms: [sum("=").terms[0]], constant: -1 };
  const stand: Oracle["stand"] = (_, __, element, got) =>
    got === element + 1
      ? { inside: true, form: "only", rank: 0, multiple: 0, weak: false }
      : { inside: false, truth: element + 1, allowed: [element + 1, element + 1] };
  const oracle = { ...setting.world.oracle, stand };
  const reading = { ...setting, world: { ...setting.world, oracle } };
  assertEquals(judgeLaws(once, [answer([1, 2, 3])], reading, [first]).status, "pass");
  const verdict = judgeLaws(once, [answer([1, 2, 4])], reading, [first]);
  assertMatch(
    verdict.status === "fail" ? verdict.why : "",
    /^The relation itself holds, but the value/,
  );
  assertEquals(verdict.status === "fail" && [verdict.element, verdict.expected, verdict.got], [
    2,
    3,
    4,
  ]);
});

Deno.test("judgeLaws() lets an inequality be slack on one side only", () => {
  assertEquals(judge([1, 2, 300], 0, sum("<=")).status, "pass");
  assertEquals(judge([1, 2, 2], 0, sum("<=")).status, "fail");
});

Deno.test("judgeLaws() says what the first answer had to be, and reports the law broken worst", () => {
  const { setting } = settingWith([1, 2, 3], 1 / 16);
  const worst = { ...sum("=", 7), why: "The worst" };
  const verdict = judgeLaws(once, [answer([1, 2, 4])], setting, [sum("="), worst, sum("=")]);
  if (verdict.status !== "fail") throw new Error(`Expected a failure, got ${verdict.status}`);
  assertMatch(verdict.why, /^The worst, but it is off by 6\.00000/);
  assertEquals(verdict.expected, -5);
  assertEquals(verdict.got, 1);
  const [lo, hi] = verdict.allowed ?? [];
  assertAlmostEquals(lo, -5 - 3 / 16, 1e-12);
  assertAlmostEquals(hi, -5 + 3 / 16, 1e-12);
  assertEquals(verdict.law?.terms.map(({ coefficient, got }) => [coefficient, got]), [
    [1, 1],
    [1, 2],
    [-1, 4],
  ]);
  assertEquals([verdict.law?.constant, verdict.law?.sense], [7, "="]);
});

Deno.test("judgeLaws() counts a law as weak where the slack says nothing", () => {
  assertEquals(judge([1, 2, 9], Infinity, sum("=")), { status: "pass", weak: true });
  assertEquals(judge([1, 2, 9], 1e9, sum("=")), { status: "pass", weak: true });
  assertEquals(judge([1, 2, 3], 1e9, sum("=")), { status: "pass" });
});

Deno.test("judgeLaws() fails NaN and infinity where finite answers are due, unless overflow is honest", () => {
  for (const bad of [NaN, Infinity, -Infinity]) {
    assertEquals(judge([1, bad, 3], 1, sum("=")).status, "fail");
    assertEquals(judge([1, bad, 3], 1, sum("="), "any"), { status: "pass", weak: true });
  }
});

Deno.test("judgeLaws() tells where something on the way to an answer can overflow", () => {
  const at = { form: "only", operation: "x + x", kind: "overflow" } as const;
  const { setting } = settingWith([1, 2, 3], 0, "none", at);
  for (const got of [7, Infinity]) {
    const judged = judgeLaws(once, [answer([1, got, 3])], setting, [sum("=")]);
    if (judged.status !== "fail") throw new Error("Expected a failure");
    assertEquals(judged.overflow, "x + x");
    assertMatch(judged.why, /; on the way "x \+ x" of "only" can overflow$/);
  }
});

Deno.test("judgeLaws() skips what is not supported and fails refusals of valid calls", () => {
  const { setting } = settingWith([1, 2, 3], 0);
  const judged = (result: Result) => judgeLaws(once, [result], setting, [sum("=")]);
  assertEquals(judged({ unsupported: "no f32" }), { status: "skipped", why: "no f32" });
  assertEquals(judged({ rejected: "no" }).status, "fail");
  assertEquals(judged({ error: "no" }).status, "fail");
});

Deno.test("slackOf() is as far as any form reaches", () => {
  const interval = (lo: number, hi: number) => ({
    lo: Float64Array.of(lo),
    hi: Float64Array.of(hi),
  });
  const slack = slackOf({
    truth: interval(-1, 1),
    forms: [
      {
        name: "a",
        ...interval(-1, 2),
        at: () => [-1, 2],
        reach: () => 3,
        intervals: interval(-1, 2),
      },
      {
        name: "b",
        ...interval(-5, 1),
        at: () => [-5, 1],
        reach: () => 6,
        intervals: interval(-5, 1),
      },
    ],
    overflow: ["none"],
    across: () => 0,
  }, 0);
  assertEquals(slack, 6);
});
