/**
 * Conditions on a case: where a known failure is known to show.
 *
 * @module
 */
import { termCount, termScope } from "../checks/internal.ts";
import type { Trial } from "../judge/mod.ts";
import {
  buildFormula,
  createGraph,
  type Entries,
  entryAxesFor,
  evaluateEntries,
  type Meaning,
  type NumberScope,
} from "../oracle/internal.ts";
import { FormulaError } from "../oracle/mod.ts";
import { axesOf, entryAxesOf } from "../spec/internal.ts";
import type { Call, Spec } from "../spec/mod.ts";

/**
 * Finds out what is wrong with a condition.
 *
 * @param when a comparison in the language of formulas, of inputs, parameters and lengths of entry axes,
 * such as `alpha == 0`; besides, `given(alpha)` may stand anywhere in it
 * @param spec the loss whose calls it speaks of
 * @returns what is wrong, or nothing
 */
export function conditionProblem(when: string, spec: Spec): string | undefined {
  const axes = axesOf(spec);
  const single = (name: string) => [name, { kind: "input", axes: [] }] as const;
  const meanings = new Map<string, Meaning>([
    ...axes.entries.map(single),
    ...Object.keys(spec.params).map(single),
    ...Object.entries(spec.inputs).map(([name, { shape }]) => {
      const own = entryAxesOf(axes, shape).filter((axis) => !spec.output.includes(axis));
      return [name, { kind: "input", axes: own }] as const;
    }),
  ]);
  const unknown = [...when.matchAll(givenCall)].find(([, name]) => !meanings.has(name));
  if (unknown !== undefined) return `Unknown name "${unknown[1]}"`;
  try {
    const graph = createGraph(entryAxesFor(spec));
    const output = buildFormula(graph, withGiven(when, () => true), meanings);
    return graph.nodes[output].comparison
      ? undefined
      : "It must be a comparison, such as alpha == 0";
  } catch (error) {
    if (error instanceof FormulaError) return error.message;
    throw error;
  }
}

/**
 * Whether a condition holds in a case: somewhere in one of its calls of the loss.
 *
 * @param when the condition, in which {@linkcode conditionProblem} finds nothing wrong
 * @param trial the case
 * @param spec the loss
 * @returns false also where nothing can be said of the inputs, since their shapes fit no axes
 */
export function fitsCondition(when: string, { calls }: Trial, spec: Spec): boolean {
  return calls.some((call) => call.loss === spec.id && holdsIn(when, call, spec));
}

function holdsIn(when: string, call: Call, spec: Spec): boolean {
  const isGiven = (name: string) =>
    call.inputs[name] !== undefined || (call.params[name] ?? null) !== null;
  const text = withGiven(when, isGiven);
  const words = text.match(/\b[A-Za-z_]\w*/g) ?? [];
  const varying = [...Object.keys(spec.inputs), ...axesOf(spec).entries];
  if (!words.some((name) => varying.includes(name))) return isTrue(text, { names: call.params });
  try {
    const terms = termCount(spec, call);
    for (let term = 0; term < terms; term++) {
      if (isTrue(text, termScope(spec, call, term))) return true;
    }
    return false;
  } catch (error) {
    // A call that is there to be refused may fit no shape.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Whether a condition holds, at one entry at least; what is not given compares with nothing. */
function isTrue(text: string, scope: NumberScope): boolean {
  const names = Object.fromEntries(
    Object.entries(scope.names).map(([name, value]): [string, number | Entries] => [
      name,
      value ?? NaN,
    ]),
  );
  return evaluateEntries(text, { ...scope, names }).values.some((value) => value !== 0);
}

const givenCall = /\bgiven\(\s*([A-Za-z_]\w*)\s*\)/g;

/** The condition with what is known of every `given(name)` in its place. */
function withGiven(when: string, isGiven: (name: string) => boolean): string {
  return when.replace(givenCall, (_, name: string) => isGiven(name) ? "(0 == 0)" : "(0 == 1)");
}
