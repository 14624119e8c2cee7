/**
 * From a spec to its checks: which builder makes the check of which kind.
 *
 * @module
 */
import type { Capability, Invariant, Spec } from "../spec/mod.ts";
import type { FloatDType } from "../tensor/mod.ts";
import { agreement, gradientAgreement } from "./agreement.ts";
import { batchAdditive, permutationInvariant, reductionEquivalence } from "./batch.ts";
import { components } from "./components.ts";
import { continuousAt } from "./breakpoint.ts";
import type { Check } from "./check.ts";
import { classPermutation, gradientSumsToZero, shiftInvariant } from "./class_axis.ts";
import { convexIn, gradientBounded, monotoneInParam } from "./curve.ts";
import { finiteForFinite } from "./finite_for_finite.ts";
import { large } from "./large.ts";
import { layoutIndependent } from "./layout_independent.ts";
import { linearInWeight } from "./linear_in_weight.ts";
import { boundedBy, limit, reducesTo } from "./other_loss.ts";
import { oneForm } from "./one_form.ts";
import { oneSide } from "./one_side.ts";
import { parameterMatters } from "./parameter_matters.ts";
import { propagatesNan } from "./propagates_nan.ts";
import { pure } from "./pure.ts";
import { range } from "./range.ts";
import { rejection } from "./rejection.ts";
import { homogeneous } from "./scaling.ts";
import type { Setting, World } from "../judge/internal.ts";
import type { InvariantBuilder } from "./builder.ts";
import { nonnegative } from "./sign.ts";
import { equalsSelfAt, evenInDifference, symmetricUnderSwap } from "./symmetry.ts";
import { translationInvariant } from "./translation.ts";
import { uncountedRows } from "./uncounted_rows.ts";
import { upstreamLinearity } from "./upstream.ts";
import { valueWhen, zeroWhen } from "./value_when.ts";
import { zeroGradientWhen } from "./zero_gradient.ts";

const invariantBuilders: { readonly [K in Invariant["kind"]]: InvariantBuilder<K> } = {
  nonnegative,
  range,
  zero_when: zeroWhen,
  value_when: valueWhen,
  symmetric_under_swap: symmetricUnderSwap,
  even_in_difference: evenInDifference,
  continuous_at: continuousAt,
  homogeneous,
  components,
  zero_gradient_when: zeroGradientWhen,
  gradient_bounded: gradientBounded,
  convex_in: convexIn,
  monotone_in_param: monotoneInParam,
  bounded_by: boundedBy,
  reduces_to: reducesTo,
  equals_self_at: equalsSelfAt,
  limit,
  shift_invariant: shiftInvariant,
  translation_invariant: translationInvariant,
  class_permutation: classPermutation,
  gradient_sums_to_zero: gradientSumsToZero,
  reduction_equivalence: reductionEquivalence,
  batch_additive: batchAdditive,
  permutation_invariant: permutationInvariant,
  linear_in_weight: linearInWeight,
  uncounted_rows: uncountedRows,
  parameter_matters: parameterMatters,
  propagates_nan: propagatesNan,
  finite_for_finite: finiteForFinite,
  layout_independent: layoutIndependent,
  pure,
};

/**
 * Every check of one loss in one format: agreement of the value and of each gradient, linearity in the
 * upstream gradient, agreement of large calls, one side of a kink, one form for all, and one check for
 * each invariant and each input to refuse.
 *
 * @param spec the loss
 * @param dtype the format under test
 * @param capability what the implementation has of the loss; checks that ask for more are left out
 * @param world the other losses, the oracle, and the grade asked for
 * @returns the checks, with distinct ids
 * @throws {RangeError} when two entries of the spec would make checks of one id
 *
 * @example
 * ```ts
 * import { builtinSpecs, checksFor, createOracle, evaluateReference } from "lossproof";
 * import { assertEquals } from "@std/assert";
 * import fc from "fast-check";
 *
 * const world = {
 *   specs: builtinSpecs,
 *   oracle: await createOracle(builtinSpecs.values()),
 *   capabilities: { l1_loss: {} },
 * };
 * const checks = checksFor(builtinSpecs.get("l1_loss")!, "f32", {}, world);
 * const check = checks.find(({ id }) => id === "l1_loss/nonnegative")!;
 * const [trial] = fc.sample(check.trials, { numRuns: 1, seed: 1 });
 * assertEquals(check.judge(trial, trial.calls.map(evaluateReference)).status, "pass");
 * ```
 */
export function checksFor(
  spec: Spec,
  dtype: FloatDType,
  capability: Capability,
  world: World,
): Check[] {
  const setting: Setting = { dtype, capability, world };
  const checks = [
    ...from("formula", [
      ...agreement(spec, setting),
      ...gradientAgreement(spec, setting),
      ...upstreamLinearity(spec, setting),
      ...large(spec, setting),
      ...oneSide(spec, setting),
      ...oneForm(spec, setting),
    ]),
    ...spec.invariants.flatMap((invariant, i) =>
      from(`invariants[${i}]`, [buildInvariant(spec, invariant, setting) ?? []].flat())
    ),
    ...spec.rejects.flatMap((reject, i) =>
      from(`rejects[${i}]`, [rejection(spec, reject, setting) ?? []].flat())
    ),
  ];
  const ids = new Set<string>();
  for (const { id } of checks) {
    if (ids.has(id)) {
      throw new RangeError(`Cannot make the checks of "${spec.id}": two have the id "${id}"`);
    }
    ids.add(id);
  }
  return checks;
}

/** Tells checks which clause of the spec they come from. */
function from(clause: string, checks: readonly Check[]): Check[] {
  return checks.map((check) => ({ ...check, clause }));
}

function buildInvariant<K extends Invariant["kind"]>(
  spec: Spec,
  invariant: Extract<Invariant, { kind: K }>,
  setting: Setting,
): Check | readonly Check[] | undefined {
  const build: InvariantBuilder<K> = invariantBuilders[invariant.kind as K];
  return build(spec, invariant, setting);
}
