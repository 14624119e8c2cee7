/**
 * One number of an answer in few words: the row that it comes from, the parameters, the reduction.
 *
 * @module
 */
import { entriesOf, termCount, termScope } from "../../src/checks/internal.ts";
import type { Entries } from "../../src/oracle/internal.ts";
import type { Spec } from "../../src/spec/mod.ts";
import type { AnsweredNumber } from "./measure.ts";

/**
 * Describes where a number comes from.
 *
 * @param spec the loss
 * @param place the number
 * @returns e.g. `pred 0.5, target 1; beta 0.11; mean of 3 terms`; parameters at their defaults and, of
 *   a reduced value of several terms, the inputs are left out
 */
export function describePlace(spec: Spec, place: AnsweredNumber): string {
  const { call, output } = place;
  const count = termCount(spec, call);
  const term = termOf(spec, place, count);
  const { names } = termScope(spec, call, term ?? 0);
  const inputs = Object.keys(spec.inputs).filter((name) => call.inputs[name] !== undefined)
    .map((name) => `${name} ${brief(numbersOf(names[name]))}`);
  const params = Object.entries(call.params)
    .filter(([name, value]) => value !== spec.params[name].default)
    .map(([name, value]) => `${name} ${brief(value)}`);
  const { upstream, reduction } = call;
  if (output !== "value" && upstream !== undefined) {
    const above = upstream.data[reduction === "none" ? term ?? 0 : 0];
    params.push(`upstream ${brief(above)}`);
  }
  const reduced = `${reduction} of ${count} term${count === 1 ? "" : "s"}`;
  const parts = [term === undefined ? [] : inputs, params, reduction === "none" ? [] : [reduced]];
  return parts.filter((part) => part.length > 0).map((part) => part.join(", ")).join("; ");
}

/** The term that a number belongs to; undefined where it belongs to several. */
function termOf(
  spec: Spec,
  { call, output, element }: AnsweredNumber,
  count: number,
): number | undefined {
  if (output === "value") return call.reduction === "none" ? element : count === 1 ? 0 : undefined;
  for (let term = 0; term < count; term++) {
    if (entriesOf(spec, call, output, term).includes(element)) return term;
  }
  return undefined;
}

const listed = 4;

function numbersOf(given: number | Entries | null): number | readonly number[] | null {
  return typeof given === "object" && given !== null ? given.values : given;
}

/** A number in a few characters, three digits where it has more; a list by its first numbers. */
function brief(x: number | readonly number[] | null): string {
  if (x === null) return "absent";
  if (typeof x === "number") {
    const whole = Object.is(x, -0) ? "-0" : String(x);
    return whole.length <= 7 ? whole : x.toPrecision(3);
  }
  const shown = x.slice(0, listed).map(brief).join(", ");
  return x.length > listed ? `[${shown}, … ${x.length - listed} more]` : `[${shown}]`;
}
