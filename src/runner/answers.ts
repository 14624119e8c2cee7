/**
 * From cases to answers: the calls of many cases in one batch.
 *
 * @module
 */
import type { Adapter } from "../adapters/mod.ts";
import type { Trial } from "../judge/mod.ts";
import type { Call, Result } from "../spec/mod.ts";

/** A case with what the implementation answered to each of its calls. */
export interface Answered {
  readonly trial: Trial;
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

/** Asks for all cases at once; what comes when that fails is undefined. */
async function askTogether(
  adapter: Adapter,
  trials: readonly Trial[],
): Promise<readonly Answered[] | undefined> {
  try {
    const results = await runAll(adapter, trials.flatMap((trial) => trial.calls));
    let end = 0;
    return trials.map((trial) => ({
      trial,
      results: results.slice(end, end += trial.calls.length),
    }));
  } catch {
    return undefined;
  }
}

/**
 * Asks an implementation for the answers to many cases, batch by batch.
 *
 * A batch is asked before the answers to the one before it are handed out, so that a program works
 * while its answers are judged; not after an error, which may be a crash or a hang that comes again.
 * When a batch as a whole fails, its cases are asked one by one, lazily, so that only the one at
 * fault is blamed: its calls get `{ error }`.
 *
 * @param adapter the way to the implementation
 * @param batches the cases, in order
 * @returns each case with one result a call, in order
 */
export async function* answersTo(
  adapter: Adapter,
  batches: Iterable<readonly Trial[]>,
): AsyncGenerator<Answered> {
  let ahead: Promise<readonly Answered[] | undefined> | undefined;
  for (const [trials, next] of withNext(batches)) {
    const answered = await (ahead ?? askTogether(adapter, trials));
    const isCalm = answered?.every(({ results }) => !results.some((r) => "error" in r)) ?? false;
    ahead = isCalm && next !== undefined ? askTogether(adapter, next) : undefined;
    yield* answered ?? oneByOne(adapter, trials);
  }
}

/** Each item with the one after it; the last with none. */
function* withNext<T extends object>(items: Iterable<T>): Generator<[item: T, next?: T]> {
  let held: T | undefined;
  for (const item of items) {
    if (held !== undefined) yield [held, item];
    held = item;
  }
  if (held !== undefined) yield [held];
}

async function* oneByOne(adapter: Adapter, trials: readonly Trial[]): AsyncGenerator<Answered> {
  for (const trial of trials) {
    yield { trial, results: await answersToOne(adapter, trial) };
  }
}

/**
 * Asks an implementation for the answers to one case.
 *
 * @param adapter the way to the implementation
 * @param trial the case
 * @returns one result a call, in order; `{ error }` for each when the adapter fails
 */
export async function answersToOne(adapter: Adapter, trial: Trial): Promise<readonly Result[]> {
  try {
    return await runAll(adapter, trial.calls);
  } catch (error) {
    const fault = { error: messageOf(error) };
    return trial.calls.map(() => fault);
  }
}
