/**
 * The verdict, in one line.
 *
 * @module
 */
import type { Header, Judged } from "../runner/mod.ts";
import { isAsked, isJudged, shareOf } from "../runner/internal.ts";
import { domainWords } from "../spec/internal.ts";
import type { Level } from "../spec/mod.ts";
import { shareText } from "./evidence_text.ts";
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
  const { header, judged, totals } = summary;
  const { expected } = totals;
  const stale = judged.filter((j) => j.status === "pass" && j.expected !== undefined).length;
  const partly = judged.filter((j) => j.stale !== undefined).length;
  const { pass, undecided, skipped } = totals.counts;
  const thin = judged.filter((outcome) => outcome.status === "pass" && !isJudged(outcome)).length;
  const counted = [
    `${pass} ${pass === 1 ? "check holds" : "checks hold"}`,
    ...(stale > 0 ? [`${stale} of them unexpectedly`] : []),
    ...(thin > 0 ? [`${thin} of them in less than half of the cases asked`] : []),
    ...(["must", "should", "may"] as const).flatMap((level) => {
      const n = failuresOf(summary, level);
      if (n === 0) return [];
      if (level === "may") return [`${n} may-${n === 1 ? "check differs" : "checks differ"}`];
      return [`${n} ${level}-${n === 1 ? "check fails" : "checks fail"}`];
    }),
    ...(expected > 0 ? [`${expected} ${expected === 1 ? "fails" : "fail"} as expected`] : []),
    ...(partly > 0 ? [`${partly} under a condition no longer`] : []),
    ...(undecided > 0 ? [`${undecided} undecided`] : []),
    ...(skipped > totals.outside ? [`${skipped - totals.outside} skipped`] : []),
    ...(totals.outside > 0 ? [`${totals.outside} outside the declared domain`] : []),
  ].join(", ");
  return `${header.implementation.name}: ${counted}: ${wordOf(summary)} (seed ${header.seed})`;
}

/**
 * The verdict's last words: `conforms` alone only where every check was judged.
 *
 * @param summary the run, folded
 * @returns e.g. `does not conform`, `conforms on 3 of 11 checks`, `not judged`
 */
export function wordOf(summary: Summary): string {
  const { header, judged, totals, complete, accepted } = summary;
  if (!complete && judged.length === header.checks.length) {
    return "incomplete, though every check was judged";
  }
  if (!complete) {
    return `incomplete, ${judged.length} of ${header.checks.length} checks were judged`;
  }
  if (failuresOf(summary, "must") > 0) return "does not conform";
  if (header.shard !== undefined && header.checks.length === 0) {
    return `shard ${header.shard.index} of ${header.shard.count} has no checks`;
  }
  if (totals.judged === 0 && header.shard === undefined) return "not judged";
  const word = extentOf(summary);
  const buts = [
    ...totals.stale > 0 ? ["its expected failures are out of date"] : [],
    ...totals.lacking.length > 0 ? [lackingText(summary)] : [],
  ];
  if (buts.length > 0) return `${word}, but ${buts.join(", and ")}`;
  return accepted ? word : "does not conform";
}

/** That it conforms, and how far that was found out. */
function extentOf({ header, judged, totals }: Summary): string {
  const { shard } = header;
  const asked = judged.length - totals.outside;
  const of = totals.judged < asked ? ` on ${totals.judged} of ${asked} checks` : "";
  const within = narrowed(header, judged).length > 0 ? " within its declared domain" : "";
  const said = totals.violations === 0 ? "conforms" : "fails only as expected";
  const word = said + of + within;
  return shard === undefined
    ? word
    : `${word} as far as shard ${shard.index} of ${shard.count} goes`;
}

/** Which losses lack evidence, and how much is required. */
function lackingText({ header, totals }: Summary): string {
  const shares = totals.lacking.map((loss) =>
    `of ${loss} only ${shareText(totals.evidence[loss])} of the cases were judged`
  );
  return `${shares.join(", ")}, and ${header.require} is required`;
}

/**
 * What the verdict is to be read with: of what little was judged, and what the implementation declares
 * that makes it ask for less.
 *
 * @param summary the run, folded
 * @returns sentences, mostly none
 */
export function notesOf(summary: Summary): readonly string[] {
  const { losses } = summary.header.implementation;
  const varying = [...new Set(summary.judged.map(({ loss }) => loss))]
    .filter((loss) => losses[loss]?.reproducible === false);
  return [
    ...placeNotes(summary),
    ...evidenceNotes(summary),
    ...coverNotes(summary),
    ...domainNotes(summary),
    ...varying.length === 0 ? [] : [
      `Declared not to be reproducible: ${varying.join(", ")}. ` +
      "There equal calls need only agree within honest rounding, not to the last bit",
    ],
  ];
}

/** Where strangers' code ran, if that was where it could do harm. */
function placeNotes({ header }: Summary): readonly string[] {
  return header.inProcess
    ? [
      "Ran in the judge's own process, where it could change the judge; " +
      "without --in-process it runs in a process of its own",
    ]
    : [];
}

/** The losses that were judged in a part of their domain alone. */
function narrowed({ implementation: { losses } }: Header, judged: readonly Judged[]): string[] {
  return [...new Set(judged.map(({ loss }) => loss))]
    .filter((loss) => losses[loss]?.domain !== undefined);
}

/** What the declared domains are, and which checks lie outside of them. */
function domainNotes({ header, judged }: Summary): readonly string[] {
  const { losses } = header.implementation;
  const names = narrowed(header, judged);
  if (names.length === 0) return [];
  const domains = names.map((loss) => `${loss} (${domainWords(losses[loss].domain!)})`);
  const outside = [...new Set(judged.filter((j) => !isAsked(j)).map(({ check }) => check))];
  return [
    `Declared domain: ${domains.join("; ")}`,
    ...outside.length === 0 ? [] : [`Not asked, outside of it: ${outside.join(", ")}`],
  ];
}

/** Of which losses not all cases were judged, the least share first. */
function evidenceNotes({ totals: { evidence } }: Summary): readonly string[] {
  const losses = Object.keys(evidence).filter((loss) => shareOf(evidence[loss]) < 1)
    .toSorted((a, b) => shareOf(evidence[a]) - shareOf(evidence[b]));
  if (losses.length === 0) return [];
  const shares = losses.map((loss) => `${loss} ${shareText(evidence[loss])}`);
  return [`Judged of the cases asked: ${shares.join(", ")}`];
}

/**
 * Which known failures cover whole checks, so that they would hide another one: those without a condition,
 * and those whose condition every case fits.
 */
function coverNotes({ judged }: Summary): readonly string[] {
  const whole = judged.filter(({ status, expected, cases }) =>
    status === "fail" && expected !== undefined && (expected.when === undefined || cases === 0)
  );
  if (whole.length === 0) return [];
  const checks = [...new Set(whole.map(({ check }) => check))];
  const named = checks.length > 3
    ? `${checks.slice(0, 3).join(", ")} and ${checks.length - 3} more`
    : checks.join(", ");
  return [
    `Known failures cover the whole of ${named}: whatever else fails there stays unseen. ` +
    'Give them a "when" that leaves cases outside',
  ];
}
