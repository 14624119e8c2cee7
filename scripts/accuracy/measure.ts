/**
 * How accurate an implementation is, measured by the oracle: where each of its numbers stands.
 *
 * @module
 */
import type { Oracle } from "../../src/oracle/mod.ts";
import { isWorse } from "../../src/runner/internal.ts";
import type { Call, Result, Spec } from "../../src/spec/mod.ts";
import type { Tensor } from "../../src/tensor/mod.ts";

/** One number of an answer. */
export interface AnsweredNumber {
  readonly call: Call;
  /** `"value"`, or the input whose gradient it is. */
  readonly output: string;
  /** Row-major index into the output. */
  readonly element: number;
}

/** A number that the first form's honest evaluations cannot give. */
export interface Stray extends AnsweredNumber {
  readonly answer: number;
  /** The first form that can give it; absent = none can. */
  readonly form?: string;
}

/** The accuracy of one output of a loss. */
export interface Accuracy {
  readonly output: string;
  /** How many numbers were judged. */
  readonly judged: number;
  /** The largest error in units of A, and where it is; absent where nothing was measured. */
  readonly worst?: AnsweredNumber & { readonly multiple: number };
  readonly strays: readonly Stray[];
}

/** An answer's outputs, the value first. */
function outputsOf(result: Result, call: Call): readonly (readonly [string, Tensor])[] {
  if (!("value" in result)) {
    throw new TypeError(
      `Cannot measure an answer to "${call.loss}" that is none: ${JSON.stringify(result)}`,
    );
  }
  return [["value", result.value], ...Object.entries(result.gradients ?? {})];
}

/**
 * Measures the answers to some calls of one loss.
 *
 * @param spec the loss
 * @param calls its calls
 * @param evaluate what is measured
 * @param oracle knows the loss
 * @returns the accuracy of the value and of each gradient, in the spec's order
 * @throws {TypeError} when an answer is no value
 */
export function measure(
  spec: Spec,
  calls: Iterable<Call>,
  evaluate: (call: Call) => Result,
  oracle: Oracle,
): readonly Accuracy[] {
  const inputs = Object.keys(spec.inputs).filter((name) => spec.inputs[name].grad);
  const found = new Map(
    ["value", ...inputs].map((output): [string, Accuracy] => [
      output,
      { output, judged: 0, strays: [] },
    ]),
  );
  for (const call of calls) {
    for (const [output, { data }] of outputsOf(evaluate(call), call)) {
      const before = found.get(output);
      if (before === undefined) throw new TypeError(`"${spec.id}" has no gradient by "${output}"`);
      found.set(output, fold(before, call, data, oracle));
    }
  }
  return [...found.values()];
}

function fold(before: Accuracy, call: Call, data: ArrayLike<number>, oracle: Oracle): Accuracy {
  const { output } = before;
  const enclosures = oracle.enclose(call);
  let { worst } = before;
  const strays: Stray[] = [];
  for (let element = 0; element < data.length; element++) {
    const place: AnsweredNumber = { call, output, element };
    const standing = oracle.stand(enclosures, output, element, data[element]);
    if (!standing.inside) strays.push({ ...place, answer: data[element] });
    else if (standing.rank > 0) {
      strays.push({ ...place, answer: data[element], form: standing.form });
    } else {
      const { multiple } = standing;
      if (isWorse(multiple, worst?.multiple ?? NaN)) worst = { ...place, multiple };
    }
  }
  return {
    output,
    judged: before.judged + data.length,
    ...worst !== undefined && { worst },
    strays: strays.length === 0 ? before.strays : [...before.strays, ...strays],
  };
}
