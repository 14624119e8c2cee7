/**
 * What two losses have in common, and the trials that ask for both.
 *
 * @module
 */
import type { CallOptions } from "../generate/mod.ts";
import type { Call, Denominator, Reduction, Spec } from "../spec/mod.ts";
import { computesIn, denominatorsOf, reductionsOf } from "../spec/internal.ts";
import type { Trial } from "../judge/mod.ts";
import type { Setting } from "../judge/internal.ts";
import { divisorValue } from "../oracle/internal.ts";
import { divisorOf } from "./denominator.ts";
import {
  canAsk,
  countingLabels,
  inputFormula,
  neededInputs,
  otherCall,
  type OtherSide,
  unusedInputs,
} from "./other_side.ts";
import { termOptions, termRequest } from "./term_calls.ts";

/** Both sides, and how to ask for this one. */
export interface Comparison {
  readonly side: OtherSide;
  readonly reductions: readonly Reduction[];
  readonly options: CallOptions;
}

/**
 * The other side of a relation to a loss.
 *
 * @param setting what the check is made for
 * @param loss the other loss's id
 * @param inputs its inputs as formulas
 * @param params its parameters as formulas
 * @throws {RangeError} when there is no such loss
 */
export function sideOf(
  setting: Setting,
  loss: string,
  inputs: OtherSide["inputs"],
  params: OtherSide["params"],
): OtherSide {
  const { specs, capabilities } = setting.world;
  const spec = specs.get(loss);
  if (spec === undefined) throw new RangeError(`Cannot compare with "${loss}": no such loss`);
  const has = Object.hasOwn(capabilities, loss) && computesIn(capabilities[loss], setting.dtype);
  const capability = has ? capabilities[loss] : undefined;
  return { spec, capability, inputs, params, settled: {} };
}

/** The comparison of bare terms; `undefined` where one of the sides cannot give them. */
export function inTerms(spec: Spec, side: OtherSide, setting: Setting): Comparison | undefined {
  const request = termRequest(side.spec, side.capability ?? {});
  const options = termOptions(spec, setting);
  if (request === undefined || options?.reduction === undefined) return undefined;
  const { reduction, params: settled, single } = request;
  return {
    side: { ...side, reduction, settled },
    reductions: [options.reduction],
    options: single ? { ...options, rows: { min: 1, max: 1 } } : options,
  };
}

/** The reductions that both sides have and that divide by the same. */
export function commonReductions(
  spec: Spec,
  side: OtherSide,
  setting: Setting,
): readonly Reduction[] {
  const { capability } = setting;
  const other = side.capability ?? {};
  const weighted = (owner: Spec): boolean =>
    Object.entries(side.spec.inputs).some(([name, { role }]) =>
      role === "class_weight" && inputFormula(spec, side, name) !== undefined
    ) && owner === side.spec;
  return reductionsOf(spec, capability).filter((mode) =>
    reductionsOf(side.spec, other).includes(mode) &&
    countOf(spec, denominatorsOf(spec, capability)[mode], weighted(spec)) ===
      countOf(side.spec, denominatorsOf(side.spec, other)[mode], weighted(side.spec))
  );
}

/** What is counted, as a text to compare: without class weights, their sum counts the valid rows. */
function countOf(spec: Spec, denominator: Denominator | undefined, weighted: boolean): string {
  if (denominator === undefined) return "";
  const { of, divided_by, plus, minimum, given_by, given_plus } = denominator;
  const unweighted = of === "sum_of_label_weights" && !weighted ? "valid_rows" : of;
  const counted = unweighted === "valid_rows" && spec.ignore === undefined ? "rows" : unweighted;
  const flat = spec.output.every((axis) => ["N", "*", "..."].includes(axis));
  return JSON.stringify([
    counted === "rows" && flat ? "elements" : counted,
    divided_by,
    plus,
    minimum,
    given_by,
    given_plus,
  ]);
}

/** Whether both sides of a case are bare terms or divided by the same number. */
export function dividesAlike(spec: Spec, trial: Trial, side: OtherSide, setting: Setting): boolean {
  if (side.reduction !== undefined) return true;
  const [own, other = otherCall(spec, own, side)] = trial.calls;
  return divisorValue(divisorOf(spec, setting.capability, own)) ===
    divisorValue(divisorOf(side.spec, side.capability ?? {}, other));
}

/** The case that asks for both sides, or for this one where the implementation lacks the other. */
export function bothSides(spec: Spec, drawn: Call, side: OtherSide): Trial {
  const call = countingLabels(spec, drawn, side);
  const other = otherCall(spec, call, side);
  return { calls: canAsk(side, other) ? [call, other] : [call], facts: {} };
}

/** Which optional inputs must be there, or must not, for two sides to be comparable. */
export function presence(
  spec: Spec,
  side: OtherSide,
  factors: readonly string[],
): Pick<CallOptions, "present" | "absent"> {
  return {
    present: neededInputs(spec, side, factors),
    absent: unusedInputs(spec, side, factors),
  };
}
