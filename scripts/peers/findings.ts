/**
 * From failed checks to findings: what each is, and whether another road confirms it.
 *
 * @module
 */
import type { Summary } from "../../src/report/mod.ts";
import type { Counterexample } from "../../src/runner/mod.ts";
import type { FloatDType } from "../../src/tensor/mod.ts";
import { type Dispute, disputeOf } from "./disputes.ts";

/** A failed check. */
export interface Finding {
  /**
   * `fault`: a `must` that fails; `dispute`: for a reason that is known and intended; `consequence`: a
   * law fails for an answer that is no number, which is a fault of its own; `should`: of lesser level.
   */
  readonly kind: "fault" | "dispute" | "consequence" | "should";
  readonly check: string;
  readonly loss: string;
  readonly dtype: FloatDType;
  readonly counterexample: Counterexample;
  readonly dispute?: Dispute;
}

const direct = ["agreement", "gradient", "finite_for_finite", "rejects", "propagates_nan", "pure"];

/** The failed checks of a run. */
export function findingsOf({ header, judged }: Summary): readonly Finding[] {
  return judged.flatMap((outcome): Finding[] => {
    const { check, loss, dtype, level, status, counterexample } = outcome;
    if (status !== "fail" || counterexample === undefined) return [];
    const dispute = disputeOf(header.implementation.name, outcome);
    const { got } = counterexample.fault;
    const isLaw = !direct.includes(check.split("/")[1]);
    const kind = dispute !== undefined
      ? "dispute"
      : level !== "must"
      ? "should"
      : isLaw && got !== undefined && !Number.isFinite(got)
      ? "consequence"
      : "fault";
    const own = { kind, check, loss, dtype, counterexample } as const;
    return [dispute === undefined ? own : { ...own, dispute }];
  });
}
