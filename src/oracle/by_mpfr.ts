/**
 * A call's outputs by MPFR: what float64 intervals leave open.
 *
 * @module
 */
import { sizeAlong } from "../spec/internal.ts";
import type { Settled } from "./enclosure.ts";
import { type Evaluation, evaluationOf } from "./evaluate_call.ts";
import { type Arithmetic, exact, type Mask } from "./field.ts";
import type { Mpfr } from "./mpfr.ts";
import { type MpfrColumn, type MpfrField, mpfrField } from "./mpfr_field.ts";
import { placementOfOutput, scattered } from "./placement.ts";
import { type Sharp, sharpen } from "./sharp.ts";
import type { Subject } from "./subject.ts";

/**
 * MPFR's precisions, tried in turn. Numbers about 1 whose difference is below the smallest float64, 2^-1074,
 * are told apart by the last.
 */
export const precisions = [128, 256, 512, 1024, 2048] as const;

/** Above so many numbers a call is not evaluated by MPFR: it would take seconds. */
const MPFR_LIMIT = 4096;

/** Of a graph with more nodes than these, fewer numbers are as much work. */
const USUAL_NODES = 1024;

/** A call's evaluations with many digits; each is undefined where the call is too big for them. */
export interface ByMpfr {
  /** How big the call is, where it is too big. */
  readonly tooBig?: NonNullable<Settled["tooBig"]>;
  /** What is read from an exact evaluation of this call, or of one like it. */
  read<T>(
    of: Subject,
    precision: number,
    what: (field: MpfrField, evaluation: Evaluation<MpfrColumn>) => T,
  ): T | undefined;
  /** An output of a form in an arithmetic; each is computed once. */
  sharp(
    output: string,
    form: number,
    arithmetic: Arithmetic,
    precision: number,
  ): Sharp | undefined;
}

/**
 * Opens a call for MPFR.
 *
 * @param subject the call
 * @param ignored the rows that do not count
 * @param mpfr MPFR
 * @param kinkedRows where the loss itself has a kink, by gradient node
 */
export function byMpfrOf(
  subject: Subject,
  ignored: Mask,
  mpfr: Mpfr,
  kinkedRows: (node: number) => Mask,
): ByMpfr {
  const { call, layout } = subject;
  const known = new Map<string, Sharp>();
  const share = Math.max(1, subject.compiled.graph.nodes.length / USUAL_NODES);
  const numbers = layout.rows * sizeAlong(layout.roles.entries, layout.axes);
  const isBig = numbers * share > MPFR_LIMIT;

  function sharp(output: string, form: number, arithmetic: Arithmetic, precision: number): Sharp {
    const field = mpfrField(mpfr, precision, arithmetic);
    const isExact = arithmetic.u === 0;
    const evaluation = evaluationOf(subject, field, ignored, isExact ? undefined : kinkedRows);
    const columns = output === "value" ? evaluation.value(form) : evaluation.gradient(output, form);
    const height = placementOfOutput(subject, output).byRecord ? layout.rows : 1;
    const tied = isExact && output !== "value"
      ? evaluation.tiedRows(output, form)
      : new Uint8Array(layout.rows);
    const made = sharpen(
      mpfr,
      field,
      columns,
      height,
      call.dtype,
      (lanes) => scattered(subject, output, lanes),
    );
    field.release();
    return { ...made, tied };
  }

  return {
    ...isBig && { tooBig: { numbers, limit: MPFR_LIMIT } },
    read(of, precision, what) {
      if (isBig) return undefined;
      const field = mpfrField(mpfr, precision, exact);
      const found = what(field, evaluationOf(of, field, ignored));
      field.release();
      return found;
    },
    sharp(output, form, arithmetic, precision) {
      if (isBig) return undefined;
      const key = `${output} ${form} ${arithmetic.u} ${precision}`;
      const found = known.get(key) ?? sharp(output, form, arithmetic, precision);
      known.set(key, found);
      return found;
    },
  };
}
