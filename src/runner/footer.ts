/**
 * The end of a run: its counts.
 *
 * @module
 */
import type { Footer, Judged } from "./event.ts";

/**
 * Counts the outcomes of a run.
 *
 * @param judged every outcome
 * @param milliseconds how long the run took
 * @param part whether it is a shard: there may be nothing in it that passes
 * @returns the footer; conforms when no `must` fails and at least one check passes, is as expected when
 * no `must` fails but those that are expected to, and no check passes that is expected to fail
 */
export function footerOf(
  judged: readonly Judged[],
  milliseconds: number,
  part = false,
): Footer {
  const counts = { pass: 0, fail: 0, undecided: 0, skipped: 0 };
  let violations = 0;
  let unexpected = 0;
  let expected = 0;
  let stale = 0;
  let cases = 0;
  for (const outcome of judged) {
    counts[outcome.status]++;
    cases += outcome.cases;
    const known = outcome.expected !== undefined;
    if (outcome.status === "fail" && known) expected++;
    if (outcome.status === "pass" && known) stale++;
    if (outcome.status !== "fail" || outcome.level !== "must") continue;
    violations++;
    if (!known) unexpected++;
  }
  const conforms = violations === 0 && (part || counts.pass > 0);
  const accepted = unexpected === 0 && stale === 0 && (part || counts.pass + expected > 0);
  return {
    type: "footer",
    counts,
    violations,
    expected,
    stale,
    cases,
    milliseconds,
    conforms,
    accepted,
  };
}
