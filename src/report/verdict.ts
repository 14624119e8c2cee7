/**
 * The verdict, in one line.
 *
 * @module
 */
import type { Level } from "../spec/mod.ts";
import type { Summary } from "./summary.ts";

/** Number of failed checks of a level that are not expected to fail. */
function failuresOf({ judged }: Summary, level: Level): number {
  return judged.filter((j) => j.status === "fail" && j.level === level && j.expected === undefined)
    .length;
}

/**
 * The verdict on a run.
 *
 * @param summary the run, folded
 * @returns e.g. `smooth: 212 checks hold, 1 must-check fails: does not conform (seed 42)`
 */
export function verdictOf(summary: Summary): string {
  const { header, totals } = summary;
  const { expected, stale } = totals;
  const { pass, undecided, skipped } = totals.counts;
  const counted = [
    `${pass} ${pass === 1 ? "check holds" : "checks hold"}`,
    ...(stale > 0 ? [`${stale} of them unexpectedly`] : []),
    ...(["must", "should", "may"] as const).flatMap((level) => {
      const n = failuresOf(summary, level);
      if (n === 0) return [];
      if (level === "may") return [`${n} may-${n === 1 ? "check differs" : "checks differ"}`];
      return [`${n} ${level}-${n === 1 ? "check fails" : "checks fail"}`];
    }),
    ...(expected > 0 ? [`${expected} ${expected === 1 ? "fails" : "fail"} as expected`] : []),
    ...(undecided > 0 ? [`${undecided} undecided`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ].join(", ");
  return `${header.implementation.name}: ${counted}: ${wordOf(summary)} (seed ${header.seed})`;
}

function wordOf({ header, judged, totals, complete, conforms, accepted }: Summary): string {
  if (!complete && judged.length === header.checks.length) {
    return "incomplete, though every check was judged";
  }
  if (!complete) {
    return `incomplete, ${judged.length} of ${header.checks.length} checks were judged`;
  }
  if (accepted && header.shard !== undefined) {
    const { index, count } = header.shard;
    return `conforms as far as shard ${index} of ${count} goes`;
  }
  if (accepted) return conforms ? "conforms" : "fails only as expected";
  return conforms && totals.stale > 0
    ? "conforms, but its expected failures are out of date"
    : "does not conform";
}

/**
 * What the verdict is to be read with: what the implementation declares that makes it ask for less.
 *
 * @param summary the run, folded
 * @returns sentences, mostly none
 */
export function notesOf({ header, judged }: Summary): readonly string[] {
  const { losses } = header.implementation;
  const here = header.inProcess
    ? [
      "Ran in the judge's own process, where it could change the judge; " +
      "without --in-process it runs in a process of its own",
    ]
    : [];
  const varying = [...new Set(judged.map(({ loss }) => loss))]
    .filter((loss) => losses[loss]?.reproducible === false);
  if (varying.length === 0) return here;
  return [
    ...here,
    `Declared not to be reproducible: ${varying.join(", ")}. ` +
    "There equal calls need only agree within honest rounding, not to the last bit",
  ];
}
