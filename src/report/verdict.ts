/**
 * The verdict, in one line.
 *
 * @module
 */
import type { Level } from "../spec/mod.ts";
import type { Summary } from "./summary.ts";

/** Number of failed checks of a level. */
function failuresOf(summary: Summary, level: Level): number {
  return summary.judged.filter((j) => j.status === "fail" && j.level === level).length;
}

/**
 * The verdict on a run.
 *
 * @param summary the run, folded
 * @returns e.g. `smooth: 212 checks hold, 1 must fails: does not conform (seed 42)`
 */
export function verdictOf(summary: Summary): string {
  const { header, judged, totals, complete, conforms } = summary;
  const { pass, undecided, skipped } = totals.counts;
  const counted = [
    `${pass} ${pass === 1 ? "check holds" : "checks hold"}`,
    ...(["must", "should", "may"] as const).flatMap((level) => {
      const n = failuresOf(summary, level);
      if (n === 0) return [];
      if (level === "may") return [`${n} may ${n === 1 ? "differs" : "differ"}`];
      return [`${n} ${level} ${n === 1 ? "fails" : "fail"}`];
    }),
    ...(undecided > 0 ? [`${undecided} undecided`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ].join(", ");
  const verdict = complete
    ? conforms ? "conforms" : "does not conform"
    : `incomplete, ${judged.length} of ${header.checks.length} checks were judged`;
  return `${header.implementation.name}: ${counted}: ${verdict} (seed ${header.seed})`;
}
