/**
 * Which terms do not count: the spec's `ignore` condition, evaluated on a call.
 *
 * @module
 */
import { evaluateNumber } from "../oracle/internal.ts";
import type { Call, Spec } from "../spec/mod.ts";
import { boxOf, indexOf, inputBox, layoutOf, placeOf } from "./layout.ts";
import { namesIn } from "./scope.ts";

/**
 * Which terms are ignored.
 *
 * @param spec the loss
 * @param call a call that fits it
 * @returns one entry a term, row-major
 */
export function ignoredTerms(spec: Spec, call: Call): readonly boolean[] {
  const layout = layoutOf(spec, call);
  const terms = boxOf(spec.output, layout);
  const count = terms.rows * terms.entries * terms.rest;
  const { ignore } = spec;
  if (ignore === undefined) return new Array<boolean>(count).fill(false);
  const known = new Map<string, boolean>();
  const inputs = [...new Set(namesIn(ignore))].filter((name) => name in call.inputs)
    .map((name) => ({ name, box: inputBox(spec, call, name, layout) }));
  return Array.from({ length: count }, (_, term) => {
    const place = placeOf(term, terms);
    const entries = inputs.map(({ name, box }) =>
      [name, call.inputs[name].data[indexOf(place, box, layout)]] as const
    );
    const key = entries.join(" ");
    const ignored = known.get(key) ??
      evaluateNumber(ignore, { names: { ...call.params, ...Object.fromEntries(entries) } }) !== 0;
    known.set(key, ignored);
    return ignored;
  });
}

/**
 * Which records are ignored: rows, and their places along `...`.
 *
 * @param spec the loss
 * @param call a call that fits it
 * @returns one entry a record, rows first
 */
export function ignoredRecords(spec: Spec, call: Call): readonly boolean[] {
  const layout = layoutOf(spec, call);
  const terms = boxOf(spec.output, layout);
  const records: boolean[] = [];
  ignoredTerms(spec, call).forEach((ignored, term) => {
    const { row, rest } = placeOf(term, terms);
    records[row * layout.rest + rest] = ignored;
  });
  return records;
}

/**
 * The input of labels and the label that is ignored, where the spec ignores by a parameter.
 *
 * @returns `undefined` when no parameter's value, as the label, is ignored
 */
export function ignoredLabel(
  spec: Spec,
  call: Call,
): { readonly input: string; readonly label: number } | undefined {
  const { ignore } = spec;
  const input = Object.keys(spec.inputs).find((name) => spec.inputs[name].kind === "label");
  if (ignore === undefined || input === undefined) return undefined;
  const { params } = call;
  const used = namesIn(ignore).flatMap((name) => params[name] ?? []);
  const label = used.find((value) =>
    evaluateNumber(ignore, { names: { ...params, [input]: value } }) !== 0
  );
  return label === undefined ? undefined : { input, label };
}
