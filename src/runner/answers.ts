/**
 * From cases to answers: the calls of many cases in one batch.
 *
 * @module
 */
import type { Adapter } from "../adapters/implementation.ts";
import type { Case } from "../checks/check.ts";
import type { Call, Result } from "../spec/mod.ts";

/** A case with what the implementation answered to each of its calls. */
export interface Answered {
  readonly trial: Case;
  readonly results: readonly Result[];
}

/** What went wrong, in words. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function runAll(adapter: Adapter, calls: readonly Call[]): Promise<Result[]> {
  const results = await adapter.run(calls);
  if (results.length !== calls.length) {
    throw new RangeError(`Answered ${results.length} results to ${calls.length} calls`);
  }
  return results;
}

/**
 * Asks an implementation for the answers to several cases, in one batch.
 *
 * When the batch as a whole fails, the cases are asked one by one, lazily, so that only the one at
 * fault is blamed: its calls get `{ error }`.
 *
 * @param adapter the way to the implementation
 * @param trials the cases, in order
 * @returns each case with one result a call, in order
 */
export async function* answersTo(
  adapter: Adapter,
  trials: readonly Case[],
): AsyncGenerator<Answered> {
  let results: Result[];
  try {
    results = await runAll(adapter, trials.flatMap((trial) => trial.calls));
  } catch (error) {
    if (trials.length === 1) {
      const fault = { error: messageOf(error) };
      yield { trial: trials[0], results: trials[0].calls.map(() => fault) };
    } else {
      for (const trial of trials) yield* answersTo(adapter, [trial]);
    }
    return;
  }
  let start = 0;
  for (const trial of trials) {
    const end = start + trial.calls.length;
    yield { trial, results: results.slice(start, end) };
    start = end;
  }
}

/**
 * Asks an implementation for the answers to one case.
 *
 * @param adapter the way to the implementation
 * @param trial the case
 * @returns one result a call, in order; `{ error }` for each when the adapter fails
 */
export async function answersToOne(adapter: Adapter, trial: Case): Promise<readonly Result[]> {
  for await (const { results } of answersTo(adapter, [trial])) return results;
  throw new Error("Cannot ask for a case: no answer came");
}
