/**
 * Which clause of the spec a check holds an implementation to, and where that comes from.
 *
 * @module
 */
import type { Spec } from "../spec/mod.ts";

/**
 * Tells the clause of a check.
 *
 * @param clause its path in the spec, e.g. `invariants[3]`
 * @param loss the spec's id
 * @param spec the spec, for the clause's note
 * @returns e.g. `invariants[3] of smooth_l1_loss: as PyTorch does`
 */
export function clauseText(clause: string, loss: string, spec: Spec | undefined): string {
  const note = noteOf(clause, spec);
  return `${clause} of ${loss}${note === undefined ? "" : `: ${note}`}`;
}

function noteOf(clause: string, spec: Spec | undefined): string | undefined {
  const [, list, index] = /^(invariants|rejects)\[(\d+)\]$/.exec(clause) ?? [];
  if (spec === undefined || (list !== "invariants" && list !== "rejects")) return undefined;
  return spec[list][Number(index)]?.note;
}

/** Where the formulas of a loss come from: the first source, and how many more there are. */
export function sourceText(spec: Spec | undefined): string | undefined {
  const [first, ...others] = spec?.sources ?? [];
  if (first === undefined) return undefined;
  const more = others.length === 0 ? "" : `, and ${others.length} more`;
  return `${first.title}: ${first.ref}${more}`;
}
