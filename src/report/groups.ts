/**
 * Failures together that are mostly one fault: those of one check in several formats.
 *
 * @module
 */
import type { Judged } from "../runner/mod.ts";
import type { Level } from "../spec/mod.ts";
import { isStale } from "./expected_text.ts";
import type { Summary } from "./summary.ts";

/** The outcomes of one check in one or several formats, in the order of the run. */
export type Group = readonly [Judged, ...Judged[]];

/**
 * What fails on a level and is not expected to, by check.
 *
 * @param summary the run, folded
 * @param level of the checks
 */
export function failedGroups({ judged }: Summary, level: Level): Group[] {
  return grouped(
    judged.filter((j) => j.status === "fail" && j.level === level && j.expected === undefined),
  );
}

/** What holds, or does under a condition, though it is expected to fail, by check. */
export function staleGroups({ judged }: Summary): Group[] {
  return grouped(judged.filter(isStale));
}

function grouped(outcomes: readonly Judged[]): Group[] {
  return [...Map.groupBy(outcomes, ({ check }) => check).values()].map((
    [first, ...rest],
  ) => [first, ...rest]);
}

/** The formats of a group, e.g. `f64, f32`, and where the failure shows, if that is far out. */
export function formatsOf(group: Group): string {
  return group.map(({ dtype }) => dtype).join(", ") + farEndOf(group);
}

/** Says of a failure at the far end of its format that it shows there. */
export function farEndOf([{ counterexample }]: Group): string {
  return counterexample?.fault.overflow === undefined ? "" : ", at the far end of the format";
}
