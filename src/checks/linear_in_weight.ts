/**
 * Linearity in the weights, with fractional and non-uniform ones.
 *
 * @module
 */
import fc, { type Arbitrary } from "fast-check";
import type { Call, Spec } from "../spec/mod.ts";
import { axesOf, axisLengths, hasInput, isByRecord, shapeOf } from "../spec/internal.ts";
import { tensor } from "../tensor/mod.ts";
import type { Check } from "./check.ts";
import type { Trial } from "../judge/mod.ts";
import type { Setting } from "../judge/internal.ts";
import type { Law } from "./law.ts";
import { boxOf, layoutOf } from "./layout.ts";
import { makeLawCheck, relatedCalls, shareOfWholeCalls } from "./make_check.ts";
import { elementLaws, rowLaws, sumLaws } from "./row_laws.ts";
import { indices, pickRows, rowCount, withInput, withoutInput } from "./rows.ts";
import type { InvariantOf } from "./builder.ts";

/** Sums of two of these are exact in every format. */
const weights = [1, 0.5, 2, 3, 0, 1.5];
const counts = [1, 2, 3];

/**
 * Σ of the weighted terms is linear in the weights: additive in them; an integer weight k is worth
 * the row k times; ones are worth no weights.
 */
export function linearInWeight(
  spec: Spec,
  invariant: InvariantOf<"linear_in_weight">,
  setting: Setting,
): Check | undefined {
  const { input } = invariant;
  if (!hasInput(spec, setting.capability, input)) return undefined;
  const trials = [addedTrials(spec, setting, input)];
  const { shape, optional } = spec.inputs[input];
  if (isByRecord(axesOf(spec), shape)) trials.push(repeatedTrials(spec, setting, input));
  if (optional) trials.push(absentTrials(spec, setting, input));
  return makeLawCheck(
    spec,
    setting,
    {
      kind: invariant.kind,
      detail: input,
      level: invariant.level,
      share: shareOfWholeCalls,
      requirement:
        `The sum is linear in "${input}": weights add up, an integer weight k is worth the row k times, and weights of 1 are worth none`,
    },
    fc.oneof(...trials),
    (trial) => lawsOf(spec, setting, trial, input),
  );
}

const added = 0, repeated = 1, absent = 2;

function lawsOf(spec: Spec, setting: Setting, trial: Trial, input: string): Law[] {
  if (trial.facts.variant === added) {
    const why = `With weights a + b in "${input}" the loss must be that with a plus that with b`;
    return elementLaws(spec, setting, trial, [1, -1, -1], input, why);
  }
  if (trial.facts.variant === absent) {
    const why = `Weights of 1 in "${input}" must be worth none`;
    return elementLaws(spec, setting, trial, [1, -1], input, why);
  }
  const why = `A row of weight k in "${input}" must be worth the row k times`;
  const rows = repeatedRows(spec, trial.calls[0], input);
  const factors = rows.map((row) => rowWeight(spec, trial.calls[0], input, row));
  return [
    ...sumLaws(spec, setting, trial, [1, -1], why),
    ...rowLaws(spec, setting, trial, { of: 0, to: 1, rows, factors }, why)
      .filter(({ terms }) => terms.every(({ output }) => output !== input)),
  ];
}

/** Weights a + b, a, b on the same rows. */
function addedTrials(spec: Spec, setting: Setting, input: string): Arbitrary<Trial> {
  return fc.tuple(baseCalls(spec, setting, input), drawn(weights), drawn(weights))
    .map(([call, a, b]) => {
      const sum = a.map((weight, i) => weight + b[i]);
      return {
        calls: [sum, a, b].map((list) => weighted(spec, call, input, list)),
        facts: { variant: added },
      };
    });
}

/** Integer weights, and each row as often as its weight says. */
function repeatedTrials(spec: Spec, setting: Setting, input: string): Arbitrary<Trial> {
  return fc.tuple(baseCalls(spec, setting, input), drawn(counts)).map(([call, list]) => {
    const flat = oneAxis(spec, call);
    const width = rowWidth(spec, flat, input);
    const heavy = weighted(
      spec,
      flat,
      input,
      list.flatMap((k) => new Array<number>(width).fill(k)),
    );
    const ones = weighted(spec, heavy, input, [1]);
    return {
      calls: [heavy, pickRows(spec, ones, repeatedRows(spec, heavy, input))],
      facts: { variant: repeated },
    };
  });
}

/** Weights of 1, and none. */
function absentTrials(spec: Spec, setting: Setting, input: string): Arbitrary<Trial> {
  return baseCalls(spec, setting, input).map((call) => ({
    calls: [weighted(spec, call, input, [1]), withoutInput(call, input)],
    facts: { variant: absent },
  }));
}

function baseCalls(spec: Spec, setting: Setting, input: string): Arbitrary<Call> {
  const present = spec.inputs[input].optional ? [input] : [];
  return relatedCalls(spec, setting, { present, rows: { max: 8 }, classes: { max: 10 } });
}

function drawn(values: readonly number[]): Arbitrary<readonly number[]> {
  return fc.array(fc.constantFrom(...values), { minLength: 10, maxLength: 10 });
}

/** The call with these weights, over and over, in the input's full shape. */
function weighted(spec: Spec, call: Call, input: string, list: readonly number[]): Call {
  const shape = shapeOf(spec.inputs[input].shape, axisLengths(spec, call));
  const size = shape.reduce((product, length) => product * length, 1);
  const values = indices(size).map((i) => list[i % list.length]);
  return withInput(call, input, tensor(call.dtype, shape, values));
}

/** The call with all axes `*` in one, so that rows are elements of the weight. */
function oneAxis(spec: Spec, call: Call): Call {
  return pickRows(spec, call, indices(layoutOf(spec, call).rows));
}

/** Number of weights of a row. */
function rowWidth(spec: Spec, call: Call, input: string): number {
  const { entries, rest } = boxOf(spec.inputs[input].shape, layoutOf(spec, call));
  return entries * rest;
}

/** The one weight of a row, in all of its places. */
function rowWeight(spec: Spec, call: Call, input: string, row: number): number {
  return call.inputs[input].data[row * rowWidth(spec, call, input)];
}

/** Each row as often as its weight says. */
function repeatedRows(spec: Spec, call: Call, input: string): number[] {
  return indices(rowCount(spec, call)).flatMap((row) =>
    new Array<number>(rowWeight(spec, call, input, row)).fill(row)
  );
}
