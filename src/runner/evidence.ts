/**
 * Evidence: how much of what was asked could be judged.
 *
 * @module
 */
import type { Evidence, Footer, Judged } from "./event.ts";

/** Cases of a check that held or failed. */
export function judgedCases(
  { cases, skipped, undecided }: Pick<Judged, "cases" | "skipped" | "undecided">,
): number {
  return cases - skipped - undecided;
}

/** Whether there was anything to ask: not where all cases lie outside the declared domain. */
export function isAsked({ cases, outside = 0 }: Pick<Judged, "cases" | "outside">): boolean {
  return cases > 0 || outside === 0;
}

/** Whether a check says something of the implementation: it fails, or holds in at least half of its cases. */
export function isJudged(
  outcome: Pick<Judged, "status" | "cases" | "skipped" | "undecided">,
): boolean {
  return outcome.status === "fail" ||
    outcome.status === "pass" && 2 * judgedCases(outcome) >= outcome.cases;
}

/**
 * Adds up the evidence of each loss.
 *
 * @param judged every outcome
 * @returns the cases of all checks of a loss in all formats; a loss of which nothing was asked is left out
 */
export function evidenceByLoss(judged: readonly Judged[]): Readonly<Record<string, Evidence>> {
  const losses = Map.groupBy(judged, ({ loss }) => loss);
  const sum = (outcomes: readonly Judged[], of: (outcome: Judged) => number) =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0);
  return Object.fromEntries(
    [...losses].map(([loss, outcomes]) =>
      [
        loss,
        { cases: sum(outcomes, ({ cases }) => cases), judged: sum(outcomes, judgedCases) },
      ] as const
    ).filter(([, { cases }]) => cases > 0),
  );
}

/** The share of a loss's cases that were judged: 1 = all. */
export function shareOf({ cases, judged }: Evidence): number {
  return judged / cases;
}

/** The losses of which a smaller share was judged than is required. */
export function lackingEvidence({ evidence }: Pick<Footer, "evidence">, required: number) {
  return Object.keys(evidence).filter((loss) => shareOf(evidence[loss]) < required);
}
