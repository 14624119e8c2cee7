/**
 * Rows that must not count: of weight 0, or ignored.
 *
 * @module
 */
import fc from "fast-check";
import { canIgnore } from "../generate/internal.ts";
import type { Call, Spec } from "../spec/mod.ts";
import { hasInput } from "../spec/internal.ts";
import { listOf } from "./batch.ts";
import type { Check } from "./check.ts";
import type { Trial } from "../judge/mod.ts";
import type { Setting } from "../judge/internal.ts";
import { ignoredLabel } from "./ignored.ts";
import type { Law } from "./law.ts";
import { inputBox, layoutOf } from "./layout.ts";
import { makeLawCheck, relatedCalls, shareOfWholeCalls } from "./make_check.ts";
import { rowLaws, rowOutputs, sumLaws } from "./row_laws.ts";
import { indices, pickedElements, pickRows, rowCount, withElements, withInput } from "./rows.ts";
import type { InvariantOf } from "./builder.ts";

/**
 * Rows of weight 0, or ignored rows, put anywhere into a batch, leave the value (a mean, times what it
 * divides by) and the other rows' gradients, and have terms and gradients of 0 themselves.
 */
export function uncountedRows(
  spec: Spec,
  invariant: InvariantOf<"uncounted_rows">,
  setting: Setting,
): Check | undefined {
  const input = markedInput(spec, invariant.by);
  if (input === undefined || !hasInput(spec, setting.capability, input)) return undefined;
  if (invariant.by === "ignore" && !canIgnore(spec, setting.capability)) return undefined;
  const what = invariant.by === "weight" ? "of weight 0" : "that are ignored";
  const trials = fc.tuple(
    relatedCalls(spec, setting, {
      present: spec.inputs[input].optional ? [input] : [],
      rows: { max: 8 },
    }),
    fc.array(fc.record({ row: fc.nat(1000), at: fc.nat(1000) }), { minLength: 1, maxLength: 4 }),
  ).map(([call, extras]) => {
    const count = rowCount(spec, call);
    const order: { readonly row: number; readonly extra: boolean }[] = indices(count)
      .map((row) => ({ row, extra: false }));
    for (const { row, at } of extras) {
      order.splice(order.length - at % (order.length + 1), 0, { row: row % count, extra: true });
    }
    const kept = indices(order.length).filter((i) => !order[i].extra);
    const extra = indices(order.length).filter((i) => order[i].extra);
    const full = markRows(
      spec,
      expanded(spec, pickRows(spec, call, order.map(({ row }) => row)), input),
      input,
      extra,
    );
    return { calls: [full, pickRows(spec, full, kept)], facts: { kept, extra } };
  });
  const why = `Rows ${what} must change nothing`;
  return makeLawCheck(
    spec,
    setting,
    {
      kind: invariant.kind,
      detail: invariant.by,
      level: invariant.level,
      share: shareOfWholeCalls,
      requirement:
        `Rows ${what} add nothing to the value, not even to what a mean divides by (unless that counts all rows), and have gradient 0`,
    },
    trials,
    (trial) => [
      ...sumLaws(spec, setting, trial, [1, -1], why),
      ...rowLaws(spec, setting, trial, { of: 0, to: 1, rows: listOf(trial.facts.kept) }, why),
      ...zeroLaws(spec, setting, trial, what),
    ],
  );
}

/** The input that marks rows: the weight, or the label. */
function markedInput(spec: Spec, by: "weight" | "ignore"): string | undefined {
  const names = Object.keys(spec.inputs);
  return by === "weight"
    ? names.find((name) => spec.inputs[name].role === "weight")
    : names.find((name) => spec.inputs[name].kind === "label");
}

/** The call with the rows marked as uncounted. */
function markRows(spec: Spec, call: Call, input: string, rows: readonly number[]): Call {
  const mark = spec.inputs[input].kind === "label" ? ignoredLabel(spec, call)?.label : 0;
  if (mark === undefined) {
    throw new RangeError(
      `Cannot ignore rows of "${spec.id}": its "ignore" must compare the label with a parameter`,
    );
  }
  const box = inputBox(spec, call, input, layoutOf(spec, call));
  const elements = pickedElements(box, rows);
  const changes = elements.map((element) => [element, mark] as const);
  return withInput(call, input, withElements(call.inputs[input], changes));
}

/** The call with a scalar that stands for all rows written out for each. */
export function expanded(spec: Spec, call: Call, input: string): Call {
  const { axes, rows } = layoutOf(spec, call);
  const star = axes["*"] ?? [];
  const given = call.inputs[input];
  if (given === undefined || given.shape.length > 0 || star.length === 0) return call;
  const data = new Array<number>(rows).fill(given.data[0]);
  return withInput(call, input, {
    dtype: given.dtype,
    shape: star,
    data: given.dtype === "f64" ? Float64Array.from(data) : Float32Array.from(data),
  });
}

function zeroLaws(spec: Spec, setting: Setting, trial: Trial, what: string): Law[] {
  const extra = listOf(trial.facts.extra);
  return rowOutputs(spec, setting, trial, 0).flatMap(({ name, box }) =>
    pickedElements(box, extra).map((element) => ({
      terms: [{ call: 0, output: name, element, coefficient: 1 }],
      sense: "=" as const,
      why: name === "value"
        ? `The terms of rows ${what} must be 0`
        : `The gradient by "${name}" of rows ${what} must be 0`,
    }))
  );
}
