/**
 * Which conventions an answer fits.
 *
 * @module
 */
import { enclosuresOf } from "../oracle/internal.ts";
import { createOracle } from "../oracle/mod.ts";
import type { Call, Result, Spec } from "../spec/mod.ts";
import type { FloatDType, Tensor } from "../tensor/mod.ts";
import type { Answers, Change } from "../losses/mod.ts";
import { variantOf } from "./variant.ts";

/** How near an answer is to what a convention gives. */
export interface Fit {
  /** Whether the convention explains the answer. */
  readonly fits: boolean;
  /** Where it computes numbers: the largest distance from them, in units of the largest of them. */
  readonly distance: number;
  /** What it gives, as far as that is a few numbers. */
  readonly expected?: readonly number[];
}

/** A call, its answer, and what of it is read. */
export interface Evidence {
  readonly spec: Spec;
  readonly call: Call;
  readonly result: Result;
  /** The value, or the input whose gradient is read. */
  readonly reads: string;
  /** What was found before. */
  readonly changes: readonly Change[];
  /** Formats in which the implementation flushes subnormals to zero. */
  readonly flushes?: readonly FloatDType[];
}

/**
 * Holds an answer against a convention: a computed one explains it when it lies in the honest enclosure
 * of the loss that the convention makes, so no tolerance is chosen.
 *
 * @param evidence the answer
 * @param answers what the convention answers
 * @returns how near they are
 */
export async function fitOf(evidence: Evidence, answers: Answers): Promise<Fit> {
  const { result, reads } = evidence;
  if (answers.kind === "refuses") return { fits: "rejected" in result, distance: Infinity };
  const answered = tensorRead(result, reads);
  if (answered === undefined) return { fits: false, distance: Infinity };
  if (answers.kind === "gives") {
    const same = answered.data.every((x) =>
      x === answers.value || Number.isNaN(x) && Number.isNaN(answers.value)
    );
    return { fits: same, distance: Infinity };
  }
  return await computedFit(evidence, answered, answers);
}

/** The tensor of an answer that is read; undefined where it has none. */
export function tensorRead(result: Result, reads: string): Tensor | undefined {
  if (!("value" in result)) return undefined;
  return reads === "value" ? result.value : result.gradients?.[reads];
}

async function computedFit(
  { spec, call, reads, changes, flushes = [] }: Evidence,
  answered: Tensor,
  { change, reading }: Answers & { readonly kind: "computes" },
): Promise<Fit> {
  const all = change === undefined ? changes : [...changes, change];
  const variant = variantOf(spec, call, all, reading);
  const oracle = await createOracle([variant.spec], { flushes });
  const enclosures = oracle.enclose(variant.call);
  const { lo, hi } = enclosuresOf(enclosures, reads).truth;
  if (lo.length !== answered.data.length) return { fits: false, distance: Infinity };
  const expected = Array.from(lo, (low, i) => low === hi[i] ? low : (low + hi[i]) / 2);
  const standings = Array.from(answered.data, (x, i) => oracle.stand(enclosures, reads, i, x));
  const scale = Math.max(...expected.map(Math.abs));
  const off = standings.map((standing, i) =>
    standing.inside ? 0 : Math.abs(answered.data[i] - expected[i])
  );
  const distance = Math.max(...off) / (scale || 1);
  return {
    fits: standings.every(({ inside }) => inside),
    distance: Number.isNaN(distance) ? Infinity : distance,
    expected,
  };
}
