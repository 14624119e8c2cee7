/**
 * Whether an implementation does what it declares.
 *
 * @module
 */
import type { Finding, LossIdentity } from "./finding.ts";

/** Whether a loss follows the dialect that is declared for it, wherever its spec gives a value. */
export function followsDeclared({ findings }: LossIdentity): boolean {
  return !findings.some(departs);
}

/** Whether what was found departs from the declared dialect: a verdict would be of another loss. */
export function departs(finding: Finding): boolean {
  if (finding.status === "unasked") return false;
  return finding.relation === "dialect" ||
    finding.relation === "other" && finding.stance === "computes";
}
