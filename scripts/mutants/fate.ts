/**
 * What becomes of a mutant: it is killed, is no mutant at all, or survives.
 *
 * @module
 */
import type { Entry } from "./all_mutants.ts";
import { compare, type Comparison } from "./equivalence.ts";
import { type Court, kill, type Outcome, type Trial } from "./kill.ts";

/** One mutant's fate; what survives is compared with the right formula. */
export interface Fate extends Outcome, Pick<Entry, "source"> {
  readonly comparison?: Comparison;
}

/**
 * Tries a mutant as a default run does.
 *
 * @param entry the mutant
 * @param court the specs and the oracle
 * @param trial cases and seed
 */
export async function fateOf(
  { mutant, source }: Entry,
  court: Court,
  trial: Trial,
): Promise<Fate> {
  const outcome = await kill(mutant, court, trial);
  const { formula } = mutant;
  if (outcome.killer !== undefined || formula === undefined) return { ...outcome, source };
  const spec = court.specs.get(mutant.loss)!;
  return { ...outcome, source, comparison: await compare({ ...mutant, formula }, spec) };
}

/** Whether no check kills it and it is not proved to be the right formula, written otherwise. */
export function survives({ killer, comparison }: Fate): boolean {
  return killer === undefined && comparison?.same !== true;
}
