/**
 * From terms to a value: sums, denominators, and what they make of the gradient from above.
 *
 * @module
 */
import type { Call, Denominator, Spec } from "../spec/mod.ts";
import type { Counted } from "./divisor.ts";
import type { Field, Mask } from "./field.ts";
import { type Block, type ColumnLayout, placementIn } from "./layout.ts";

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
  /** How what is divided by is made, and what it counts or adds up; undefined where nothing is divided. */
  readonly divisor:
    | { readonly rule: Denominator; readonly counted: () => Counted }
    | undefined;
}

/** The denominator of a call, a uniform column; undefined where nothing is divided. */
export function denominatorOf<V>(context: ReductionContext<V>): V | undefined {
  const { call, field, isRepresentable, divisor } = context;
  if (divisor === undefined) return undefined;
  const { rule, counted } = divisor;
  const given = rule.given_by === undefined ? null : call.params[rule.given_by];
  const rounded = (x: number): V => {
    const c = field.constant(x);
    return isRepresentable(x) ? c : field.widen(c, 1);
  };
  if (given !== null && given !== undefined) {
    const bare = field.points([given]);
    return rule.given_plus ? field.add(bare, rounded(rule.given_plus)) : bare;
  }
  let value = addedUp(context, counted(), rounded);
  if (rule.divided_by !== undefined) {
    const by = field.points([call.params[rule.divided_by] ?? NaN]);
    value = field.product([{ of: value, inverse: false }, { of: by, inverse: true }]);
  }
  if (rule.plus !== undefined) value = field.add(value, rounded(rule.plus));
  if (rule.minimum !== undefined) value = field.max(value, rounded(rule.minimum));
  return value;
}

/** A count is one constant; weights are added up. */
function addedUp<V>(
  { field }: ReductionContext<V>,
  counted: Counted,
  rounded: (x: number) => V,
): V {
  if (typeof counted === "number") return rounded(counted);
  return counted.length === 0 ? field.constant(0) : field.total(field.points(counted));
}

/** Columns of all records as one. */
function endToEnd<V>({ field, layout }: ReductionContext<V>, columns: readonly V[]): V {
  if (columns.length === 1) return columns[0];
  return field.join(columns, columns.map(() => layout.rows));
}

/** What a call's reduction makes of its terms, a column for each entry of the output. */
export function reduceTerms<V>(context: ReductionContext<V>, terms: readonly V[]): readonly V[] {
  const { call, field } = context;
  const counting = terms.map((column) => field.where(context.ignored, field.constant(0), column));
  const denominator = denominatorOf(context);
  if (call.reduction === "none") {
    if (denominator === undefined) return counting;
    return counting.map((column) => divided(field, column, denominator));
  }
  const all = endToEnd(context, counting);
  const sum = field.total(all);
  if (denominator === undefined) return [sum];
  const quotient = divided(field, sum, denominator);
  if (field.arithmetic.u === 0) return [quotient];
  // Terms whose sum is exact may have rounded quotients.
  return [field.hull(quotient, field.total(divided(field, all, denominator)))];
}

/** value / denominator: one rounding, two where the reciprocal is multiplied. */
function divided<V>(field: Field<V>, value: V, denominator: V): V {
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
  return field.where(isNone, anything, field.widen(quotient, 2));
}

/** The gradient that arrives from above at some terms, before anything is divided: 0 for ignored rows. */
export function arrivingOf<V>(context: ReductionContext<V>, block: Block): readonly V[] {
  const { field } = context;
  const ignored = context.ignored.subarray(block.from, block.to);
  return upstreamOf(context, block)
    .map((upstream) => field.where(ignored, field.constant(0), upstream));
}

/** The gradient from above: one column, or one for each entry of the output. */
function upstreamOf<V>(
  { spec, call, layout, field }: ReductionContext<V>,
  { from, to }: Block,
): readonly V[] {
  const given = call.upstream?.data;
  if (given === undefined) return [field.constant(1)];
  if (call.reduction !== "none") return [field.points(given)];
  const { inOrder, start, offsets } = placementIn(layout, spec.output);
  if (inOrder) return [field.points(given.subarray(from, to))];
  return Array.from(
    offsets,
    (offset) =>
      field.points(
        Float64Array.from({ length: to - from }, (_, i) => given[start(from + i) + offset]),
      ),
  );
}
