/**
 * The end of a run: its counts.
 *
 * @module
 */
import type { Footer, Header, Judged } from "./event.ts";
import { evidenceByLoss, isAsked, isJudged, lackingEvidence } from "./evidence.ts";

/**
 * Counts the outcomes of a run.
 *
 * @param judged every outcome
 * @param milliseconds how long the run took
 * @param header whether it is a shard, in which there may be nothing to judge, and what is required
 * @returns the footer; conforms when no `must` fails and every check was judged, is as expected when no
 * `must` fails but those that are expected to, no check passes that is expected to fail, and something
 * was judged, as much as is required
 */
export function footerOf(
  judged: readonly Judged[],
  milliseconds: number,
  { shard, require }: Pick<Header, "shard" | "require"> = {},
): Footer {
  const part = shard !== undefined;
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
    if (outcome.status === "pass" && known || outcome.stale !== undefined) stale++;
    if (outcome.status !== "fail" || outcome.level !== "must") continue;
    violations++;
    if (!known) unexpected++;
  }
  const asked = judged.filter(isAsked);
  const telling = asked.filter(isJudged).length;
  const evidence = evidenceByLoss(judged);
  const lacking = part || require === undefined ? [] : lackingEvidence({ evidence }, require);
  const isSomething = part || telling > 0;
  return {
    type: "footer",
    counts,
    violations,
    expected,
    stale,
    cases,
    judged: telling,
    outside: judged.length - asked.length,
    evidence,
    lacking,
    milliseconds,
    conforms: violations === 0 && isSomething && telling === asked.length,
    accepted: unexpected === 0 && stale === 0 && isSomething && lacking.length === 0,
  };
}
