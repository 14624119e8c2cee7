/**
 * Blueprints: what a random call is made of, before it becomes tensors.
 *
 * A blueprint is a plan (everything that is said once) and a few elements (everything that is said
 * for each record). It shrinks by losing elements, then by a simpler plan, then by simpler values.
 *
 * @module
 */
import type { ParamValue, Reduction, Spec } from "../spec/mod.ts";
import { type Crowd, noCrowd } from "./crowd.ts";
import type { Draw } from "./draw.ts";
import { type Source, sourceOf } from "./source.ts";
import type { Twist } from "./twist.ts";

/** Everything that is said once for a call. */
export interface Plan {
  /** More records than there are elements. */
  readonly crowd: Crowd;
  /** What further records and entries are drawn from; 0: they repeat those that are there. */
  readonly salt: number;
  /** Which like inputs are one and the same tensor, counted cyclically; `null`: none. */
  readonly alias: number | null;
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
  /** Whether all weights are 0, or all those of an input are one number, as class weights may be. */
  readonly weights: "any" | "zero" | "alike";
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
  /** How further elements are drawn, those of a crowd. */
  readonly later: (plan: Plan) => Draw<Element>;
  /** How an input's entries are drawn beyond those of the blueprint. */
  readonly entry: (plan: Plan, input: string) => Draw<number>;
  /** The same of the gradient from above. */
  readonly upstream: Draw<number>;
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
      if (plan.salt !== 0 && plan.crowd.length <= mostElements) {
        const all = elementsUpTo(plan.crowd.length, blueprint, parts);
        if (all.length > elements.length) {
          yield { ...blueprint, plan: { ...plan, crowd: noCrowd }, elements: all };
        }
      }
      // What is big is judged slowly: it gets fewer numbers, not simpler ones.
      if (numbersOf(blueprint) > mostShrunk) return;
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

/** The most elements that a blueprint says one by one. */
export const mostElements = 12;

/** Above so many numbers a call's values stay as they are. */
const mostShrunk = 2048;

/** About how many numbers the call's largest input has. */
function numbersOf({ plan, elements }: Blueprint): number {
  const records = Math.max(elements.length, plan.crowd.length);
  return Object.values(plan.lengths).reduce((product, length) => product * length, records);
}

/**
 * The elements of a blueprint, and further ones of its crowd.
 *
 * @param count how many in all, where they do not repeat
 */
export function elementsUpTo(
  count: number,
  { plan, elements }: Pick<Blueprint, "plan" | "elements">,
  parts: Pick<Parts, "later">,
): readonly Element[] {
  if (plan.salt === 0 || elements.length >= count) return elements;
  const element = parts.later(plan);
  const further = Array.from(
    { length: count - elements.length },
    (_, i) => element.draw(sourceOf(plan.salt, plan.crowd.from + i)),
  );
  return [...elements, ...further];
}

function howMany(random: Source, [least, most]: readonly [number, number]): number {
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

/** Whether the call has this input. */
export function isGiven(spec: Spec, plan: Plan, name: string): boolean {
  return !spec.inputs[name].optional || plan.given[name];
}
