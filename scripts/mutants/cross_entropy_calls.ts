/**
 * What the mistakes in cross entropy are made of.
 *
 * @module
 */
import type { Call, Result } from "../../src/spec/mod.ts";
import { changed, numbersOf, withNumbers } from "./write.ts";

/** Whether a label is the one that is ignored. */
export function isIgnored(call: Call, label: number): boolean {
  return label === call.params.ignore_index;
}

/** How many rows are ignored. */
export function ignoredCount(call: Call): number {
  return [...call.inputs.label.data].filter((label) => isIgnored(call, label)).length;
}

/** How much the target is smoothed. */
export function smoothing(call: Call): number {
  return call.params.label_smoothing ?? 0;
}

/** The label that is ignored, taken for class 0. */
export function countsIgnored(call: Call): Call {
  const unused = { ...call.params, ignore_index: -12345 };
  const heard = withNumbers(call, "label", (label) => isIgnored(call, label) ? 0 : label);
  return { ...heard, params: unused };
}

/** a·one + b·other: the loss is linear in the two parts of a smoothed target. */
export function mixed(call: Call, a: number, one: Result, b: number, other: Result): Result {
  const more = numbersOf(other);
  if (more === undefined) return one;
  return changed(one, call, ({ value, gradients }) => ({
    value: value.map((x, i) => a * x + b * more.value[i]),
    gradients: Object.fromEntries(
      Object.entries(gradients).map(([name, list]) => [
        name,
        list.map((x, i) => a * x + b * more.gradients[name][i]),
      ]),
    ),
  }));
}
