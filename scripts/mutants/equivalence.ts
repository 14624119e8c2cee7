/**
 * Whether a survivor is wrong at all: its formula against the spec's, by MPFR on a dense set of calls.
 *
 * @module
 */
import fc from "fast-check";
import { callArbitrary } from "../../src/generate/mod.ts";
import {
  columnLayoutOf,
  compile,
  evaluationOf,
  exact,
  honestArithmetic,
  ignoredRows,
  loadMpfr,
  type Mpfr,
  type MpfrColumn,
  type MpfrField,
  mpfrField,
  type Subject,
} from "../../src/oracle/internal.ts";
import type { Call, Spec } from "../../src/spec/mod.ts";
import { type Formulas, formulasOf } from "./honest.ts";
import type { Mutant } from "./mutant.ts";

/** What the comparison found. */
export type Comparison =
  | { readonly same: true; readonly calls: number; readonly numbers: number }
  /** A call where the two are proved to differ. */
  | { readonly same: false; readonly call: Call; readonly output: string };

/** Bits of the comparison: far beyond what any honest rounding could blur. */
const precision = 256;

/** Calls of each kind: moderate, and at the ends of the format. */
const callsEach = 400;

/** Classes in excess of these add time, and no other branch of a formula. */
const classes = { max: 10 } as const;

/**
 * Compares a mutant's formula with the right one, both exactly.
 *
 * @param mutant a mutant that has a formula
 * @param spec the loss
 * @returns the same on every call of the dense set, or a call where they differ
 */
export async function compare(
  mutant: Mutant & Required<Pick<Mutant, "formula">>,
  spec: Spec,
): Promise<Comparison> {
  const mpfr = await loadMpfr();
  const gradients = Object.keys(spec.inputs).filter((name) => spec.inputs[name].grad);
  const capability = { gradients, params: Object.keys(spec.params) };
  const options = { dtype: "f32", capability, rows: { max: 12 }, classes } as const;
  const calls = [false, true].flatMap((extreme) =>
    fc.sample(callArbitrary(spec, { ...options, extreme }), { numRuns: callsEach, seed: 11 })
  );
  let numbers = 0;
  for (const call of calls) {
    const outcome = compareAt(mpfr, mutant.formula, spec, call);
    if (typeof outcome === "string") return { same: false, call, output: outcome };
    numbers += outcome;
  }
  return { same: true, calls: calls.length, numbers };
}

/** How many numbers of a call are equal, or the first output that differs. */
function compareAt(
  mpfr: Mpfr,
  { spec: changed, change = (same) => same }: NonNullable<Mutant["formula"]>,
  spec: Spec,
  call: Call,
): number | string {
  const field = mpfrField(mpfr, precision, exact);
  try {
    const one = outputsOf(field, spec, call, (same) => same);
    const other = outputsOf(field, changed, call, change);
    let numbers = 0;
    for (const [output, columns] of one) {
      for (const [lane, column] of columns.entries()) {
        const wrong = other.get(output)?.[lane];
        if (wrong === undefined) return output;
        const length = Math.max(column.length, wrong.length);
        const { lo, hi } = field.bounds(field.sub(column, wrong), length);
        if (lo.some((x, i) => x > 0 || hi[i] < 0)) return output;
        numbers += length;
      }
    }
    return numbers;
  } finally {
    field.release();
  }
}

function outputsOf(
  field: MpfrField,
  spec: Spec,
  call: Call,
  change: (formulas: Formulas) => Formulas,
): ReadonlyMap<string, readonly MpfrColumn[]> {
  const formulas = change(formulasOf(compile(spec, call)));
  const layout = columnLayoutOf(spec, call);
  return new Map(
    Object.entries(formulas).map(([output, compiled]): [string, readonly MpfrColumn[]] => {
      const subject: Subject = {
        spec,
        call,
        compiled,
        layout,
        arithmetic: honestArithmetic(call.dtype),
      };
      const evaluation = evaluationOf(subject, field, ignoredRows(subject));
      const isValue = output === "value";
      return [output, isValue ? evaluation.value(0) : evaluation.gradient(output, 0)];
    }),
  );
}
