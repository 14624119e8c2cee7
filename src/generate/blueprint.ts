/**
 * Blueprints: what a random call is made of, before it becomes tensors.
 *
 * A blueprint is a plan (everything that is said once) and a few elements (everything that is said
 * for each record). It shrinks by losing elements, then by a simpler plan, then by simpler values.
 *
 * @module
 */
import type { Random } from "fast-check";
import type { ParamValue, Reduction } from "../spec/mod.ts";
import { type Crowd } from "./crowd.ts";
import type { Draw } from "./draw.ts";
import type { Twist } from "./twist.ts";

/** Everything that is said once for a call. */
export interface Plan {
  /** More records than there are elements, by repeating them. */
  readonly crowd: Crowd;
  /** Lengths of the entry axes, e.g. of "C". */
  readonly lengths: Readonly<Record<string, number>>;
  /** Optional inputs: whether they are given. */
  readonly given: Readonly<Record<string, boolean>>;
  /** Inputs that may be scalars: whether they are (their first value is then the only one). */
  readonly scalar: Readonly<Record<string, boolean>>;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly reduction: Reduction;
  /** Which of the possible layouts, counted cyclically. */
  readonly layout: number;
  /** All weights are zero. */
  readonly weightless: boolean;
  /** Whether a gradient from above is given. */
  readonly upstream: boolean;
  /** Which float data input, record and entry is NaN, each counted cyclically; absent = none. */
  readonly nan: { readonly input: number; readonly record: number; readonly entry: number } | null;
}

/** Everything that is said for one record. */
export interface Element {
  /** By input, the record's entries; a shorter list is repeated. */
  readonly values: Readonly<Record<string, readonly number[]>>;
  readonly upstream: readonly number[];
  readonly twist: Twist;
}

/** What a call is made of. */
export interface Blueprint {
  readonly plan: Plan;
  /** By input, the entries of those that all records share; a shorter list is repeated. */
  readonly shared: Readonly<Record<string, readonly number[]>>;
  readonly elements: readonly Element[];
}

/** How the parts of a blueprint are drawn; the later ones depend on the plan. */
export interface Parts {
  readonly plan: Draw<Plan>;
  readonly shared: (plan: Plan) => Draw<Blueprint["shared"]>;
  readonly element: (plan: Plan) => Draw<Element>;
  /** How many elements there are, at least and at most. */
  readonly count: readonly [number, number];
}

/** The draw of whole blueprints. */
export function blueprintDraw(parts: Parts): Draw<Blueprint> {
  return {
    draw(random) {
      const plan = parts.plan.draw(random);
      const element = parts.element(plan);
      return {
        plan,
        shared: parts.shared(plan).draw(random),
        elements: Array.from({ length: howMany(random, parts.count) }, () => element.draw(random)),
      };
    },
    simpler: function* (blueprint) {
      const { plan, shared, elements } = blueprint;
      for (const fewer of fewerOf(elements)) yield { ...blueprint, elements: fewer };
      for (const simpler of parts.plan.simpler(plan)) yield { ...blueprint, plan: simpler };
      for (const simpler of parts.shared(plan).simpler(shared)) {
        yield { ...blueprint, shared: simpler };
      }
      const element = parts.element(plan);
      for (let i = 0; i < elements.length; i++) {
        for (const simpler of element.simpler(elements[i])) {
          yield { ...blueprint, elements: elements.with(i, simpler) };
        }
      }
    },
  };
}

function howMany(random: Random, [least, most]: readonly [number, number]): number {
  const usual = Math.max(least, Math.min(most, 6));
  return random.nextInt(0, 3) === 0 ? random.nextInt(least, most) : random.nextInt(least, usual);
}

/** One element alone, each half, all but one. */
function* fewerOf<T>(all: readonly T[]): Iterable<readonly T[]> {
  const count = all.length;
  if (count < 2) return;
  for (const one of all) yield [one];
  if (count < 3) return;
  const middle = count >> 1;
  yield all.slice(0, middle);
  yield all.slice(middle);
  for (let i = 0; i < count; i++) yield all.toSpliced(i, 1);
}
