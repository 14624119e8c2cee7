/**
 * Everything that the oracle knows of one call, element by element.
 *
 * @module
 */
import { whyOpen } from "../../golden/internal.ts";
import type { Oracle, Overflow, Settled } from "../../oracle/mod.ts";
import type { Call } from "../../spec/mod.ts";
import type { FloatDType, JsonNumber } from "../../tensor/mod.ts";
import { numberToJson } from "../../tensor/internal.ts";

/** An interval's ends. */
export type Interval = readonly [lo: number, hi: number];

/** What is known of one number that an implementation would answer. */
export interface ElementExplanation {
  /** The correctly rounded result; absent where it is open. */
  readonly rounded?: number;
  /** Why it is open, in words; absent where it is not. */
  readonly open?: string;
  /** Where the exact result lies. */
  readonly truth: Interval;
  /** What honest evaluations can give, by form, the most accurate first. */
  readonly forms: Readonly<Record<string, Interval>>;
  /** A: how far an honest evaluation of the first form can be from the truth. */
  readonly bound: number;
  /** Which answers that are not finite are honest. */
  readonly overflow: Overflow;
  /** κ; only of values. */
  readonly condition?: number;
  /** The operation that dominates A, e.g. `"1 - p: 93 %"`. */
  readonly dominant: string;
}

/** What is known of one output. */
export interface OutputExplanation {
  /** `"value"`, or the input's name whose gradient it is. */
  readonly output: string;
  readonly shape: readonly number[];
  /** Row-major; the first ones, where not all were asked for. */
  readonly elements: readonly ElementExplanation[];
}

/** What is known of one call. */
export interface Explanation {
  readonly loss: string;
  readonly dtype: FloatDType;
  readonly reduction: Call["reduction"];
  /** The value first, then the gradients. */
  readonly outputs: readonly OutputExplanation[];
}

/**
 * Explains one call.
 *
 * @param oracle knows the call's loss
 * @param call fits its spec
 * @param shape of the value
 * @param most elements of each output, at most: each is asked of the oracle by itself
 * @returns the elements of the value and of each gradient
 */
export function explain(
  oracle: Oracle,
  call: Call,
  shape: readonly number[],
  most = Infinity,
): Explanation {
  const enclosures = oracle.enclose(call);
  const outputs = { value: enclosures.value, ...enclosures.gradients };
  return {
    loss: call.loss,
    dtype: call.dtype,
    reduction: call.reduction,
    outputs: Object.entries(outputs).map(([output, { truth, forms, overflow }]) => ({
      output,
      shape: output === "value" ? shape : call.inputs[output].shape,
      elements: Array.from(truth.lo.slice(0, most), (_, element) => {
        const settled = oracle.settle(enclosures, output, element);
        const open = openText(settled, truth.hi[element] - truth.lo[element]);
        return {
          ...(settled.rounded !== undefined && { rounded: settled.rounded }),
          ...(open !== undefined && { open }),
          truth: settled.truth,
          forms: Object.fromEntries(forms.map((form) => [form.name, form.at(element)])),
          bound: forms[0].reach(element),
          overflow: overflow[element],
          ...(output === "value" && { condition: oracle.condition(enclosures, element) }),
          dominant: oracle.dominant(enclosures, output, element),
        };
      }),
    })),
  };
}

/** Why a result is open, in words; nothing where it is decided. */
function openText(settled: Settled, atFirst: number): string | undefined {
  const why = whyOpen(settled, atFirst);
  if (why === undefined) return undefined;
  if (why === "undefined") return "the formula has no value here, or any";
  if (settled.tooBig !== undefined) {
    const { numbers, limit } = settled.tooBig;
    return `float64 intervals leave it open, and a call of ${numbers} numbers is too big for MPFR, ` +
      `which is given ${limit} at most: ask for fewer elements`;
  }
  return why === "kink"
    ? "at a kink anything between both slopes is right"
    : `${settled.bits} bits leave it open`;
}

/** An explanation as JSON; numbers are spelled as `tensor/json.ts` does. */
export function explanationToJson({ outputs, ...head }: Explanation): Record<string, unknown> {
  const interval = (ends: Interval): JsonNumber[] => ends.map(numberToJson);
  return {
    ...head,
    outputs: outputs.map(({ output, shape, elements }) => ({
      output,
      shape,
      elements: elements.map((element) => ({
        rounded: element.rounded === undefined ? null : numberToJson(element.rounded),
        ...(element.open !== undefined && { open: element.open }),
        truth: interval(element.truth),
        forms: Object.fromEntries(
          Object.entries(element.forms).map(([name, ends]) => [name, interval(ends)]),
        ),
        bound: numberToJson(element.bound),
        overflow: element.overflow,
        ...(element.condition !== undefined && { condition: numberToJson(element.condition) }),
        dominant: element.dominant,
      })),
    })),
  };
}
