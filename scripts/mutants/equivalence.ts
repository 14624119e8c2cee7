/**
 * Whether a survivor is wrong at all: its formula against the spec's, by MPFR on a dense set of calls.
 *
 * @module
 */
import fc from "fast-check";
import { callArbitrary } from "../../src/generate/mod.ts";
import {
  columnLayoutOf,
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
import { type Formulas, formulasBy } from "./honest.ts";
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
  const { spec: changed, change = (same) => same } = mutant.formula;
  const right = { spec, formulasAt: formulasBy(spec, (same) => same) };
  const wrong = { spec: changed, formulasAt: formulasBy(changed, change) };
  let numbers = 0;
  for (const call of calls) {
    const outcome = compareAt(mpfr, right, wrong, call);
    if (typeof outcome === "string") return { same: false, call, output: outcome };
    numbers += outcome;
  }
  return { same: true, calls: calls.length, numbers };
}

/** A spec, and its graphs for a call. */
interface Compiling {
  readonly spec: Spec;
  readonly formulasAt: (call: Call) => Formulas;
}

/** How many numbers of a call are equal, or the first output that differs. */
function compareAt(
  mpfr: Mpfr,
  right: Compiling,
  wrong: Compiling,
  call: Call,
): number | string {
  const field = mpfrField(mpfr, precision, exact);
  try {
    const one = outputsOf(field, right, call);
    const other = outputsOf(field, wrong, call);
    let numbers = 0;
    for (const [output, columns] of one) {
      for (const [lane, column] of columns.entries()) {
        const another = other.get(output)?.[lane];
        if (another === undefined) return output;
        const length = Math.max(column.length, another.length);
        const { lo, hi } = field.bounds(field.sub(column, another), length);
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
  { spec, formulasAt }: Compiling,
  call: Call,
): ReadonlyMap<string, readonly MpfrColumn[]> {
  const formulas = formulasAt(call);
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
