/**
 * One side: at a kink the gradients by all inputs are those of one side of it.
 *
 * Where |p − t| turns, the slope by p may be anything in [−1, 1], and so may that by t; but one is the
 * other's opposite. So their sum and their difference are held by what both may come to together.
 *
 * @module
 */
import type { Result, Spec } from "../spec/mod.ts";
import { gradientInputsOf } from "../spec/internal.ts";
import { type FloatDType, stepFloat } from "../tensor/mod.ts";
import type { CallEnclosures, Oracle, OutputEnclosures } from "../oracle/mod.ts";
import { mayBe, mixesSides } from "../oracle/internal.ts";
import type { Fault, Judgement, Trial } from "../judge/mod.ts";
import { fail, readAnswers, type Setting } from "../judge/internal.ts";
import type { Check } from "./check.ts";
import { calls, makeCheck } from "./make_check.ts";

type Pair = readonly [string, string];

/**
 * Two gradients by inputs of one shape take the same side of a kink, one check a pair; and so should all
 * parts of one gradient, one check for each that could mix sides.
 */
export function oneSide(spec: Spec, setting: Setting): Check[] {
  const inputs = gradientInputsOf(spec, setting.capability);
  const pairs = inputs.flatMap((a, i) =>
    inputs.slice(i + 1)
      .filter((b) => String(spec.inputs[a].shape) === String(spec.inputs[b].shape))
      .map((b): Pair => [a, b])
  );
  const mixed = inputs.filter((input) => mixesSides(spec, input)).map((input) =>
    unmixed(spec, setting, input)
  );
  return [...pairs.map((pair) => ofPair(spec, setting, pair)), ...mixed];
}

function ofPair(spec: Spec, setting: Setting, pair: Pair): Check {
  return makeCheck(
    spec,
    setting,
    {
      kind: "one_side",
      detail: pair.join("_"),
      level: "must",
      requirement: requirementOf(pair),
      share: 0.5,
    },
    calls(spec, setting).map((call) => ({ calls: [call], facts: {} })),
    (trial, results) => judgePair(trial, results, setting, pair),
  );
}

/** The check that one gradient does not mix the sides of a kink that several atoms have. */
function unmixed(spec: Spec, setting: Setting, input: string): Check {
  const requirement = `At a kink all parts of the gradient by "${input}" take the same side of it`;
  return makeCheck(
    spec,
    setting,
    { kind: "one_side", detail: input, level: "should", requirement, share: 0.2 },
    calls(spec, setting).map((call) => ({ calls: [call], facts: {} })),
    (trial, results) => judgeUnmixed(trial, results, setting, input, requirement),
  );
}

function judgeUnmixed(
  trial: Trial,
  results: readonly Result[],
  setting: Setting,
  input: string,
  requirement: string,
): Judgement {
  const answers = readAnswers(trial, results, setting);
  if ("status" in answers) return answers;
  const { oracle } = setting.world;
  const enclosures = oracle.enclose(trial.calls[0]);
  const known = enclosures.gradients[input];
  if (answers[0].open || known === undefined) return { status: "pass", weak: true };
  const { data } = answers[0].gradients[input];
  const open = Array.from(data.keys()).filter((i) => Number.isFinite(data[i]) && isOpen(known, i));
  if (open.length === 0) return { status: "pass", weak: true };
  const forms = [...oracle.oneSided(enclosures, input)];
  for (const element of open) {
    const got = data[element];
    if (forms.some(({ lo, hi }) => lo[element] <= got && got <= hi[element])) continue;
    if (mayBe(known, element, Infinity)) continue;
    const allowed = [
      Math.min(...forms.map(({ lo }) => lo[element])),
      Math.max(...forms.map(({ hi }) => hi[element])),
    ] as const;
    const expected = Math.min(Math.max(got, allowed[0]), allowed[1]);
    const why = `${requirement}, but it is none that one side gives`;
    return fail({ why, call: 0, output: input, element, expected, got, allowed });
  }
  return { status: "pass" };
}

function requirementOf([a, b]: Pair): string {
  return `At a kink the gradients by "${a}" and "${b}" take the same side of it`;
}

function judgePair(
  trial: Trial,
  results: readonly Result[],
  setting: Setting,
  pair: Pair,
): Judgement {
  const answers = readAnswers(trial, results, setting);
  if ("status" in answers) return answers;
  if (answers[0].open) return { status: "pass", weak: true };
  const { oracle } = setting.world;
  const enclosures = oracle.enclose(trial.calls[0]);
  const known = pair.map((input) => enclosures.gradients[input]);
  if (known.some((output) => output === undefined)) return { status: "pass", weak: true };
  const [a, b] = pair.map((input) => answers[0].gradients[input].data);
  const open = Array.from(a.keys()).filter((i) =>
    [a[i], b[i]].every(Number.isFinite) && known.every((output) => isOpen(output, i))
  );
  if (open.length === 0) return { status: "pass", weak: true };
  for (const sign of [1, -1] as const) {
    const fault = faultIn(oracle, enclosures, pair, sign, open, a, b);
    if (fault !== undefined) return fail(fault);
  }
  return { status: "pass" };
}

/** Whether the truth is an interval that no precision narrows. */
function isOpen({ truth }: OutputEnclosures, element: number): boolean {
  const [lo, hi] = [truth.lo[element], truth.hi[element]];
  return hi - lo > 2 ** -30 * Math.max(Math.abs(lo), Math.abs(hi));
}

function faultIn(
  oracle: Oracle,
  enclosures: CallEnclosures,
  pair: Pair,
  sign: 1 | -1,
  open: readonly number[],
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): Fault | undefined {
  const sums = open.map((i) => a[i] + sign * b[i]);
  const widest = open.map((): [number, number] => [Infinity, -Infinity]);
  let left = open.map((_, k) => k);
  for (const { lo, hi } of oracle.combined(enclosures, pair, sign)) {
    left = left.filter((k) => {
      const [below, above] = besides(sums[k], enclosures.dtype);
      const [least, most] = [lo[open[k]], hi[open[k]]];
      widest[k] = [Math.min(widest[k][0], least), Math.max(widest[k][1], most)];
      return !(least <= above && below <= most);
    });
    if (left.length === 0) return undefined;
  }
  const known = pair.map((input) => enclosures.gradients[input]);
  for (const k of left) {
    if (known.some((output) => mayBe(output, open[k], Infinity))) continue;
    const [element, got, allowed] = [open[k], sums[k], widest[k]];
    const terms = pair.map((output, i) => ({
      call: 0,
      output,
      element,
      coefficient: i === 0 ? 1 : sign,
      got: (i === 0 ? a : b)[element],
    }));
    const expected = allowed[0] / 2 + allowed[1] / 2;
    return {
      why: `${requirementOf(pair)}, but their ${
        sign === 1 ? "sum" : "difference"
      } is that of no side`,
      call: 0,
      output: pair[0],
      element,
      expected,
      got,
      allowed,
      law: { terms, constant: -expected, sense: "=" },
    };
  }
}

/** What a sum of two numbers of a format may have been before float64 rounded it. */
function besides(sum: number, dtype: FloatDType): readonly [number, number] {
  return dtype === "f64" ? [stepFloat(sum, -1, "f64"), stepFloat(sum, 1, "f64")] : [sum, sum];
}
