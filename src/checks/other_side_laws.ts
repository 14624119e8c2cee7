/**
 * Laws between a call and its other side: own · this = other · that, value and gradients.
 *
 * Where the other side's numbers are computed, and so rounded, the two sides are not exactly equal. Then
 * the law is that the answers differ as the truths do. Where the implementation lacks the other
 * loss, its exact value stands in.
 *
 * @module
 */
import type { CallEnclosures } from "../oracle/mod.ts";
import { enclosuresOf, evaluateNumber, type NumberScope } from "../oracle/internal.ts";
import type { Call, Spec } from "../spec/mod.ts";
import { gradientInputsOf } from "../spec/internal.ts";
import type { Trial } from "../judge/mod.ts";
import type { Setting } from "../judge/internal.ts";
import { type Law, type Term } from "./law.ts";
import { inputFormula, isExact, isPassedOn, otherCall, type OtherSide } from "./other_side.ts";
import { atMost, between, equality, term } from "./relation.ts";
import { entriesOf, type Group, groupsOf, namesIn, termScope } from "./scope.ts";

/** Formulas that multiply the two sides, and where that is said to hold. */
export interface Factors {
  readonly own: string;
  readonly other: string;
  /** A condition on the inputs of a term; absent = everywhere. */
  readonly where?: string | undefined;
}

type Interval = readonly [number, number];

/** Both sides of one case, at hand. */
interface Sides {
  readonly spec: Spec;
  readonly side: OtherSide;
  readonly own: Call;
  readonly other: Call;
  /** Whether the other side was answered, too. */
  readonly asked: boolean;
  /** The exact result of one output of call 0 (this) or 1 (the other). */
  truth(call: 0 | 1, output: string, element: number): Interval;
}

function sidesOf(trial: Trial, spec: Spec, side: OtherSide, setting: Setting): Sides {
  const own = trial.calls[0];
  const other = trial.calls[1] ?? otherCall(spec, own, side);
  const known: CallEnclosures[] = [];
  return {
    spec,
    side,
    own,
    other,
    asked: trial.calls.length > 1,
    truth: (call, output, element) => {
      known[call] ??= setting.world.oracle.enclose(call === 0 ? own : other);
      const { lo, hi } = enclosuresOf(known[call], output).truth;
      return [lo[element], hi[element]];
    },
  };
}

/**
 * The laws that this side equals the other, `own · this = other · that`.
 *
 * @param why the requirement
 * @param trial one case; its second call is missing where the implementation lacks the other loss
 * @param spec this side's loss
 * @param side the other side
 * @param setting what the check is made for
 * @param factors of both sides
 * @returns laws for the value and for every gradient that follows by the chain rule
 */
export function equalSides(
  why: string,
  trial: Trial,
  spec: Spec,
  side: OtherSide,
  setting: Setting,
  factors: Factors,
): readonly Law[] {
  const sides = sidesOf(trial, spec, side, setting);
  const gradients = sides.own.gradients ? gradientInputsOf(spec, setting.capability) : [];
  return groupsOf(spec, sides.own).flatMap((group) => {
    const found = factorsOf(sides, group, factors);
    if (found === undefined) return [];
    const [own, other] = found;
    const value = [term(1, "value", group.element, -other)];
    const laws = lawOf(sides, why, term(0, "value", group.element, own), value);
    return [
      ...laws,
      ...gradients.flatMap((name) =>
        group.terms.flatMap((i) =>
          entriesOf(spec, sides.own, name, i).flatMap((entry, lane) => {
            const chain = chainOf(sides, name, i, entry, lane);
            if (chain === undefined) return [];
            const rest = chain.map((t) => ({ ...t, coefficient: -other * t.coefficient }));
            return lawOf(sides, `${why}, the gradients likewise`, term(0, name, entry, own), rest);
          })
        )
      ),
    ];
  });
}

/**
 * The laws that this side is at most the other, `this <= factor · that`.
 *
 * @param why the requirement
 * @param trial one case, as for {@linkcode equalSides}
 * @param spec this side's loss
 * @param side the other side
 * @param setting what the check is made for
 * @param factor of the other side
 * @returns a law for each element of the value
 */
export function boundedBySide(
  why: string,
  trial: Trial,
  spec: Spec,
  side: OtherSide,
  setting: Setting,
  factor: string,
): readonly Law[] {
  const sides = sidesOf(trial, spec, side, setting);
  return groupsOf(spec, sides.own).flatMap((group) => {
    const found = factorsOf(sides, group, { own: "1", other: factor });
    if (found === undefined) return [];
    const own = term(0, "value", group.element, 1);
    const other = term(1, "value", group.element, -found[1]);
    // Rounding on the way to the other side can lift the truth above the bound by so much.
    const lifted = isExact(spec, side) ? 0 : Math.max(0, truthOf(sides, [own, other])[1]);
    if (!Number.isFinite(lifted)) return [];
    if (sides.asked) return [atMost(why, [own, other], lifted)];
    const limit = lifted - truthOf(sides, [other])[0];
    return Number.isFinite(limit) ? [atMost(why, [own], limit)] : [];
  });
}

/** Both factors of a group's terms; `undefined` where terms differ in them or fail the condition. */
function factorsOf(
  { spec, own }: Sides,
  { terms }: Group,
  factors: Factors,
): Interval | undefined {
  const constant = (formula: string): boolean => Number.isFinite(Number(formula));
  const evaluate = (formula: string, i: number): number =>
    constant(formula) ? Number(formula) : evaluateNumber(formula, termScope(spec, own, i));
  const all = terms.map((i): Interval => [evaluate(factors.own, i), evaluate(factors.other, i)]);
  const [first] = all;
  const { where } = factors;
  const holds = (i: number): boolean =>
    where === undefined || evaluateNumber(where, termScope(spec, own, i)) === 1;
  return terms.every(holds) && all.every((pair) => pair[0] === first[0] && pair[1] === first[1])
    ? first
    : undefined;
}

/** The law that `own + Σ others` is what it exactly is: 0, unless the other side was rounded. */
function lawOf(sides: Sides, why: string, own: Term, others: readonly Term[]): readonly Law[] {
  const available = gradientInputsOf(sides.side.spec, sides.side.capability ?? {});
  const isAnswered = ({ output }: Term): boolean =>
    sides.asked && (output === "value" || available.includes(output));
  const answered = others.filter(isAnswered);
  const missing = others.filter((t) => !isAnswered(t));
  const exact = isExact(sides.spec, sides.side);
  if (exact && missing.length === 0) return [equality(why, [own, ...answered])];
  // What the answers sum to: the truths' sum (exactly 0, or as enclosed) less the missing ones'.
  const target = exact ? negated(truthOf(sides, missing)) : truthOf(sides, [own, ...answered]);
  return between(why, [own, ...answered], target);
}

/** The exact weighted sum of some outputs, enclosed: what adding it up rounds off is added to both ends. */
function truthOf(sides: Sides, terms: readonly Term[]): Interval {
  let [low, high, size] = [0, 0, 0];
  for (const { call, output, element, coefficient } of terms) {
    const truth = sides.truth(call === 0 ? 0 : 1, output, element);
    const [a, b] = truth.map((x) => coefficient * x);
    low += Math.min(a, b);
    high += Math.max(a, b);
    size += Math.max(Math.abs(a), Math.abs(b));
  }
  const rounding = (terms.length + 1) * 2 ** -52 * size + terms.length * Number.MIN_VALUE;
  return [low - rounding, high + rounding];
}

function negated([lo, hi]: Interval): Interval {
  return [-hi, -lo];
}

/**
 * The chain rule: this side's gradient by an element as a sum of the other side's gradients.
 *
 * @returns `undefined` where an input that depends on the element has no gradient
 */
function chainOf(
  { spec, side, own, other }: Sides,
  name: string,
  index: number,
  entry: number,
  lane: number,
): readonly Term[] | undefined {
  const terms: Term[] = [];
  for (const target of Object.keys(other.inputs)) {
    const formula = inputFormula(spec, side, target);
    if (formula === undefined || !namesIn(formula).includes(name)) continue;
    const { grad, shape } = side.spec.inputs[target];
    if (!grad) return undefined;
    if (isPassedOn(spec, side, target)) {
      terms.push(term(1, target, entry, 1));
    } else {
      const elements = entriesOf(side.spec, other, target, index);
      if (elements.length !== 1 || shape.includes("C")) return undefined;
      const slope = slopeOf(formula, termScope(spec, own, index), name, lane);
      terms.push(term(1, target, elements[0], slope));
    }
  }
  return terms;
}

/** The slope of a formula along one number of its scope: exact for the affine ones. */
function slopeOf(formula: string, scope: NumberScope, name: string, lane: number): number {
  const step = 2 ** -10;
  const given = scope.names[name];
  const moved = typeof given === "object" && given !== null
    ? { ...given, values: given.values.with(lane, given.values[lane] + step) }
    : (given ?? NaN) + step;
  const there = evaluateNumber(formula, { ...scope, names: { ...scope.names, [name]: moved } });
  return (there - evaluateNumber(formula, scope)) / step;
}
