/**
 * The honest enclosures of a call's outputs, as narrow as correlated intervals draw them.
 *
 * @module
 */
import { sizeAlong } from "../spec/internal.ts";
import type { Enclosure } from "./enclosure.ts";
import { type Evaluation, evaluationOf } from "./evaluate_call.ts";
import type { Mask } from "./field.ts";
import type { Correlated } from "./correlated_field.ts";
import { correlatedFieldOf } from "./honest_field.ts";
import { lazily } from "./lazy_output.ts";
import { placementOfOutput, scattered } from "./placement.ts";
import type { Subject } from "./subject.ts";

/** Above so many entries a record rounding errors are not told apart: each entry has its own. */
const ENTRIES_LIMIT = 256;

/** Narrow enclosures, each computed when it is first asked for. */
export interface Narrow {
  /** What a form's honest evaluations can give, in row-major order; undefined where it is not known. */
  bounds(output: string, form: number): Enclosure | undefined;
  /** How far from the truth they can be, in row-major order. */
  reach(output: string, form: number): Float64Array;
  /** The call in correlated intervals; undefined where it is too big. */
  readonly evaluation: () => Evaluation<Correlated> | undefined;
}

/** Opens a call's narrow enclosures. */
export function narrowOf(
  subject: Subject,
  ignored: Mask,
  kinkedRows: (node: number) => Mask,
): Narrow {
  const { call, layout, flushes } = subject;
  const field = correlatedFieldOf(call.dtype, flushes);
  const isTooBig = sizeAlong(layout.roles.entries, layout.axes) > ENTRIES_LIMIT;
  const evaluation = lazily(() =>
    isTooBig ? undefined : evaluationOf(subject, field, ignored, kinkedRows)
  );
  const known = new Map<string, readonly Correlated[]>();

  function columnsOf(output: string, form: number): readonly Correlated[] | undefined {
    const key = `${output} ${form}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const from = evaluation();
    if (from === undefined) return undefined;
    const columns = output === "value" ? from.value(form) : from.gradient(output, form);
    known.set(key, columns);
    return columns;
  }

  const heightOf = (output: string) =>
    placementOfOutput(subject, output).byRecord ? layout.rows : 1;

  return {
    evaluation,
    bounds(output, form) {
      const columns = columnsOf(output, form);
      if (columns === undefined) return undefined;
      return scattered(subject, output, columns.map((c) => field.bounds(c, heightOf(output))));
    },
    reach(output, form) {
      const lanes = (columnsOf(output, form) ?? []).map((c) => {
        const reach = field.reach(c, heightOf(output));
        return { lo: reach, hi: reach };
      });
      return scattered(subject, output, lanes).hi;
    },
  };
}
