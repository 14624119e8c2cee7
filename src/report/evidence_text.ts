/**
 * How much was judged, in words.
 *
 * @module
 */
import { shareOf } from "../runner/internal.ts";
import type { Evidence } from "../runner/mod.ts";

/** E.g. `0.01 (3 of 300)`; only what is whole is rounded to 1. */
export function shareText(evidence: Evidence): string {
  const { cases, judged } = evidence;
  const share = Math.floor(shareOf(evidence) * 1000) / 1000;
  return `${share} (${judged} of ${cases})`;
}
