/**
 * How accurate each output of a run is: the form that it evaluates, and its worst multiple of A.
 *
 * @module
 */
import type { Summary } from "../../src/report/mod.ts";
import { formsOf, isWorse, type Worst } from "../../src/runner/internal.ts";
import { builtinSpecs } from "../../src/spec/mod.ts";
import type { FloatDType } from "../../src/tensor/mod.ts";

/** One output of one loss in one format. */
export interface Row {
  readonly loss: string;
  readonly dtype: FloatDType;
  /** `"value"` or the input's name whose gradient it is. */
  readonly output: string;
  /** The form that all answers evaluate; absent where some answer evaluates none. */
  readonly form?: string;
  /** Its place among the spec's forms; one that is not listed comes after these, none comes last. */
  readonly rank: number;
  /** The answer with the largest multiple of A. */
  readonly worst?: Worst;
}

/**
 * Folds the judgements of a run.
 *
 * @param summary the run
 * @returns a row for each output, in the order of the run
 */
export function accuracyOf({ judged }: Summary): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const { check, loss, dtype, status, accuracy = [] } of judged) {
    const put = (output: string, next: Pick<Row, "form" | "rank" | "worst">) => {
      const key = `${loss} ${dtype} ${output}`;
      rows.set(key, worseOf(rows.get(key), { loss, dtype, output, ...next }));
    };
    for (const worst of accuracy) {
      const { output, form } = worst;
      put(output, { form, rank: rankOf(loss, output, form), worst });
    }
    const [, kind, detail] = check.split("/");
    const output = kind === "agreement" ? "value" : kind === "gradient" ? detail : undefined;
    if (status === "fail" && output !== undefined) put(output, { rank: Infinity });
  }
  return [...rows.values()];
}

function rankOf(loss: string, output: string, form: string): number {
  const forms = formsOf(builtinSpecs.get(loss), output);
  return forms.includes(form) ? forms.indexOf(form) : forms.length;
}

function worseOf(a: Row | undefined, b: Row): Row {
  if (a === undefined) return b;
  const { form: _, rank: __, worst: ___, ...same } = a;
  const { form, rank } = a.rank >= b.rank ? a : b;
  const worst = b.worst && (!a.worst || isWorse(b.worst.multiple, a.worst.multiple))
    ? b.worst
    : a.worst;
  return { ...same, rank, ...form !== undefined && { form }, ...worst && { worst } };
}
