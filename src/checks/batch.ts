/**
 * Batches: concatenating adds, permuting changes nothing, reductions follow from each other.
 *
 * @module
 */
import fc from "fast-check";
import type { Spec } from "../spec/mod.ts";
import { pooledAxis, reductionsOf } from "../spec/internal.ts";
import { permutedAlong, permutedElements } from "./axis_order.ts";
import type { Check } from "./check.ts";
import type { Trial } from "../judge/mod.ts";
import type { Setting } from "../judge/internal.ts";
import type { Law } from "./law.ts";
import { type Box, boxOf, inputBox, layoutOf } from "./layout.ts";
import { makeLawCheck, relatedCalls, shareOfWholeCalls } from "./make_check.ts";
import { pairLaws } from "./pair.ts";
import { relationCheck } from "./relation.ts";
import { repeatedBatches } from "./repeated.ts";
import { allRows, numerator, rowLaws, sumLaws } from "./row_laws.ts";
import { indices, pickRows, rowCount } from "./rows.ts";
import type { InvariantOf } from "./builder.ts";

/**
 * The value of a concatenated batch is the sum of its parts' (a mean, times what it divides by), and
 * so is that of a batch repeated, twice or, in checks of their own, very often.
 */
export function batchAdditive(
  spec: Spec,
  invariant: InvariantOf<"batch_additive">,
  setting: Setting,
): Check[] {
  const why = "A batch must be worth the sum of its parts";
  const parts = fc.tuple(
    relatedCalls(spec, setting, { rows: { max: 12 } }),
    fc.nat(1000),
    fc.boolean(),
  ).map(([call, at, twice]): Trial => {
    const rows = indices(rowCount(spec, call));
    const cut = rows.length < 2 ? 0 : 1 + at % (rows.length - 1);
    const parts = twice || cut === 0 ? [rows, rows] : [rows.slice(0, cut), rows.slice(cut)];
    return {
      calls: [parts.flat(), ...parts].map((part) => pickRows(spec, call, part)),
      facts: {},
    };
  });
  const laws = (trial: Trial): Law[] => {
    const first = allRows(spec, trial, 1);
    const second = allRows(spec, trial, 2).map((row) => row + first.length);
    return [
      ...rowLaws(spec, setting, trial, { of: 0, to: 1, rows: first }, why),
      ...rowLaws(spec, setting, trial, { of: 0, to: 2, rows: second }, why),
      ...sumLaws(spec, setting, trial, [1, -1, -1], why),
    ];
  };
  const whole = makeLawCheck(
    spec,
    setting,
    {
      kind: invariant.kind,
      level: invariant.level,
      requirement:
        "The sum over a concatenated batch is the sum of its parts' sums, and every row keeps its term and gradient; means agree once multiplied by what they divide by",
      share: shareOfWholeCalls,
    },
    parts,
    laws,
  );
  return [whole, ...repeatedBatches(spec, invariant, setting)];
}

/** The order of the rows changes no reduced value, and moves terms and gradients along. */
export function permutationInvariant(
  spec: Spec,
  invariant: InvariantOf<"permutation_invariant">,
  setting: Setting,
): Check {
  const why = "Permuting the rows must change nothing but their order";
  const pooled = pooledAxis(spec);
  if (pooled !== undefined) return pooledPermutation(spec, invariant, setting, pooled, why);
  const trials = fc.tuple(
    relatedCalls(spec, setting, { rows: { max: 12 } }),
    fc.array(fc.nat(1000), { minLength: 12, maxLength: 12 }),
  ).map(([call, keys]) => {
    // One-axis first, so that both calls have the same layout.
    const rows = indices(rowCount(spec, call));
    const order = rows.toSorted((a, b) => keys[a % 12] - keys[b % 12] || b - a);
    return {
      calls: [pickRows(spec, call, rows), pickRows(spec, call, order)],
      facts: { order },
    };
  });
  return makeLawCheck(
    spec,
    setting,
    {
      kind: invariant.kind,
      level: invariant.level,
      share: shareOfWholeCalls,
      requirement: "The order of the rows changes no reduced value beyond rounding",
    },
    trials,
    (trial) => [
      ...rowLaws(spec, setting, trial, { of: 0, to: 1, rows: listOf(trial.facts.order) }, why),
      ...sumLaws(spec, setting, trial, [1, -1], why),
    ],
  );
}

/** The same where rows are entries: no term is theirs, or each depends on all of them. */
function pooledPermutation(
  spec: Spec,
  invariant: InvariantOf<"permutation_invariant">,
  setting: Setting,
  axis: string,
  why: string,
): Check {
  return relationCheck(spec, invariant, setting, {
    requirement: "The order of the rows changes no value beyond rounding",
    trials: relatedCalls(spec, setting, { rows: { max: 12 } }).chain((call) => {
      const length = layoutOf(spec, call).entries[axis];
      return fc.shuffledSubarray(indices(length), { minLength: length }).map((permutation) => ({
        calls: [call, permutedAlong(spec, call, axis, permutation)],
        facts: { permutation },
      }));
    }),
    laws: ({ calls, facts }) => {
      const layout = layoutOf(spec, calls[0]);
      const to = (box: Box) => permutedElements(box, layout, axis, listOf(facts.permutation));
      const match = (input: string) => ({
        input,
        factor: 1,
        elements: to(inputBox(spec, calls[0], input, layout)),
      });
      return pairLaws(why, spec, calls, setting, 1, match, to(boxOf(spec.output, layout)));
    },
  });
}

/** Sum and mean follow from the terms, and their gradients from the terms' gradients. */
export function reductionEquivalence(
  spec: Spec,
  invariant: InvariantOf<"reduction_equivalence">,
  setting: Setting,
): Check | undefined {
  const reductions = reductionsOf(spec, setting.capability).toSorted(byDetail);
  if (reductions.length < 2) return undefined;
  const trials = relatedCalls(spec, setting, {
    reduction: reductions[0],
    upstream: "ones",
    rows: { max: 12 },
  }).map((call) => ({ calls: reductions.map((reduction) => ({ ...call, reduction })), facts: {} }));
  return makeLawCheck(
    spec,
    setting,
    {
      kind: invariant.kind,
      level: invariant.level,
      share: shareOfWholeCalls,
      requirement:
        "The sum is the sum of the terms, and the mean is that sum over what the mean divides by; so are their gradients",
    },
    trials,
    (trial) =>
      indices(trial.calls.length - 1).flatMap((i) => {
        const to = i + 1;
        const [from, reduction] = [trial.calls[0].reduction, trial.calls[to].reduction];
        const why = from === "none"
          ? `The ${reduction} must follow from the terms`
          : `The ${reduction} must follow from the ${from}`;
        const rows = allRows(spec, trial, 0);
        return [
          {
            terms: [
              ...numerator(spec, setting, trial, to, 1),
              ...numerator(spec, setting, trial, 0, -1),
            ],
            sense: "=" as const,
            why,
          },
          ...rowLaws(spec, setting, trial, { of: 0, to, rows }, why),
        ].filter(({ terms }) => terms.some((term) => term.call === to));
      }),
  );
}

/** A fact that is a list; a single number is a list of one. */
export function listOf(fact: number | readonly number[]): readonly number[] {
  return typeof fact === "number" ? [fact] : fact;
}

function byDetail(a: string, b: string): number {
  const order = ["none", "sum", "mean"];
  return order.indexOf(a) - order.indexOf(b);
}
