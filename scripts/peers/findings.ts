/**
 * From failed checks to findings: what each is, and whether another road confirms it.
 *
 * @module
 */
import type { Summary } from "../../src/report/mod.ts";
import type { Counterexample } from "../../src/runner/mod.ts";
import type { FloatDType } from "../../src/tensor/mod.ts";
import { type Dispute, disputeOf } from "./disputes.ts";

/** A failed check, with the smallest input that shows it. */
interface Failed {
  readonly check: string;
  readonly loss: string;
  readonly dtype: FloatDType;
  readonly counterexample: Counterexample;
}

/** A check that fails for a reason that is known and intended. */
export interface Disputed extends Failed {
  readonly kind: "dispute";
  readonly dispute: Dispute;
}

/** Any other failed check. */
interface Undisputed extends Failed {
  /**
   * `fault`: a `must` that fails; `consequence`: a law fails for an answer that is no number, which is a
   * fault of its own; `should`: of lesser level.
   */
  readonly kind: "fault" | "consequence" | "should";
}

/** A failed check, and what it is. */
export type Finding = Disputed | Undisputed;

const direct = ["agreement", "gradient", "finite_for_finite", "rejects", "propagates_nan", "pure"];

/** The failed checks of a run. */
export function findingsOf({ header, judged }: Summary): readonly Finding[] {
  return judged.flatMap((outcome): Finding[] => {
    const { check, loss, dtype, level, status, counterexample } = outcome;
    if (status !== "fail" || counterexample === undefined) return [];
    const failed = { check, loss, dtype, counterexample };
    const dispute = disputeOf(header.implementation.name, outcome);
    if (dispute !== undefined) return [{ kind: "dispute", ...failed, dispute }];
    if (level !== "must") return [{ kind: "should", ...failed }];
    const { got } = counterexample.fault;
    const isLaw = !direct.includes(check.split("/")[1]);
    const meetsNoNumber = isLaw && got !== undefined && !Number.isFinite(got);
    return [{ kind: meetsNoNumber ? "consequence" : "fault", ...failed }];
  });
}
