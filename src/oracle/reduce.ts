/**
 * From terms to a value: sums, denominators, and what they make of the gradient from above.
 *
 * @module
 */
import type { Call, Denominator, Spec } from "../spec/mod.ts";
import { countedIn } from "./divisor.ts";
import type { Field, Mask } from "./field.ts";
import type { Block, ColumnLayout } from "./layout.ts";

/** What a reduction needs to know of a call. */
export interface ReductionContext<V> {
  readonly spec: Spec;
  readonly call: Call;
  readonly layout: ColumnLayout;
  readonly field: Field<V>;
  /** 1 for rows that do not count. */
  readonly ignored: Mask;
  /** Whether a constant is a value of the format; one that is not is rounded once. */
  readonly isRepresentable: (x: number) => boolean;
}

/** The denominator of a call, a uniform column; undefined where nothing is divided. */
export function denominatorOf<V>(context: ReductionContext<V>): V | undefined {
  const { spec, call, field, isRepresentable } = context;
  const rule = spec.reduction.denominators[call.reduction];
  if (rule === undefined) return undefined;
  const given = rule.given_by === undefined ? null : call.params[rule.given_by];
  if (given !== null && given !== undefined) return field.points([given]);
  const rounded = (x: number): V => {
    const c = field.constant(x);
    return isRepresentable(x) ? c : field.widen(c, 1);
  };
  let value = counted(context, rule, rounded);
  if (rule.divided_by !== undefined) {
    const divisor = field.points([call.params[rule.divided_by] ?? NaN]);
    value = field.product([{ of: value, inverse: false }, { of: divisor, inverse: true }]);
  }
  if (rule.plus !== undefined) value = field.add(value, rounded(rule.plus));
  if (rule.minimum !== undefined) value = field.max(value, rounded(rule.minimum));
  return value;
}

/** A count is one constant; weights are added up. */
function counted<V>(
  { spec, call, field, ignored }: ReductionContext<V>,
  rule: Denominator,
  rounded: (x: number) => V,
): V {
  const found = countedIn(spec, call, rule.of, (term) => ignored[term] === 1);
  if (typeof found === "number") return rounded(found);
  return found.length === 0 ? field.constant(0) : field.total(field.points(found));
}

/** What a call's reduction makes of its terms. */
export function reduceTerms<V>(context: ReductionContext<V>, terms: V): V {
  const { call, field, layout } = context;
  const counting = field.where(context.ignored, field.constant(0), terms);
  const denominator = denominatorOf(context);
  if (call.reduction === "none") {
    return denominator === undefined ? counting : divided(field, counting, denominator, 1);
  }
  const sum = field.total(counting);
  return denominator === undefined ? sum : divided(field, sum, denominator, layout.rows);
}

/**
 * value / denominator: one rounding, two where the reciprocal is multiplied; and as many underflows
 * as there are terms, where each is divided before they are added.
 */
function divided<V>(field: Field<V>, value: V, denominator: V, terms: number): V {
  const quotient = field.product([
    { of: value, inverse: false },
    { of: denominator, inverse: true },
  ]);
  // 0/0 is anything: a mean over nothing is NaN in PyTorch, 0 elsewhere.
  const anything = field.intervals({
    lo: Float64Array.of(-Infinity),
    hi: Float64Array.of(Infinity),
  });
  const isNone = field.equal(denominator, field.constant(0));
  return field.where(isNone, anything, field.widen(quotient, 2, terms));
}

/** The gradient that arrives at some terms: upstream over the denominator, 0 for ignored rows. */
export function seedOf<V>(context: ReductionContext<V>, { from, to }: Block): V {
  const { call, field } = context;
  const given = call.upstream?.data;
  const upstream = given === undefined
    ? field.constant(1)
    : field.points(call.reduction === "none" ? given.subarray(from, to) : given);
  const ignored = context.ignored.subarray(from, to);
  const denominator = denominatorOf(context);
  const seed = denominator === undefined ? upstream : divided(field, upstream, denominator, 1);
  return field.where(ignored, field.constant(0), seed);
}
