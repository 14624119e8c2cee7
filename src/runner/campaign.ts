/**
 * A campaign: round after round of new random cases, until the time is over.
 *
 * @module
 */
import type { Adapter } from "../adapters/mod.ts";
import { CannotPlan } from "./cannot_plan.ts";
import type { Event, Judged } from "./event.ts";
import { join } from "./join.ts";
import type { Plan } from "./plan.ts";
import { footerOf } from "./footer.ts";
import { run, type RunOptions } from "./run.ts";

/** How a campaign goes about it. */
export interface CampaignOptions extends RunOptions {
  /** When to begin no further check; the first round is done in any case. */
  readonly timeOver: AbortSignal;
  /** Is told the number of each round that begins, from 1, and how many checks it has. */
  onRound?(round: number, checks: number): void;
}

/**
 * Tries a plan again and again, each time with the next seed: round r is the run with seed + r - 1.
 *
 * A check that has failed is not tried again, unless it is known to fail under a condition. What was found before is tried in the first round.
 *
 * @param plan what to check; its seed is that of the first round
 * @param adapter the way to the implementation; the caller closes it
 * @param options when to end, and the options of each round
 * @returns a header, then an outcome for each check and round: over all its cases so far, it takes the
 * place of the one before; a footer unless a signal interrupts it
 * @throws {CannotPlan} when no whole numbers are left for the seeds
 *
 * @example
 * ```ts
 * import { builtinSpecs, campaign, createOracle, makePlan, moduleAdapter, version } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * const adapter = moduleAdapter({
 *   name: "my losses",
 *   dtypes: ["f64"],
 *   losses: {
 *     l1_loss: {
 *       reductions: ["none"],
 *       compute: ({ inputs: { pred, target } }) => ({
 *         value: Array.from(pred.data, (p, i) => p - target.data[i]),
 *       }),
 *     },
 *   },
 * }, builtinSpecs);
 * const plan = makePlan({
 *   specs: builtinSpecs,
 *   oracle: await createOracle(builtinSpecs.values()),
 *   about: adapter.about,
 *   checks: ["l1_loss/nonnegative"],
 *   seed: 1,
 *   version,
 * });
 * const events = await Array.fromAsync(campaign(plan, adapter, { timeOver: AbortSignal.abort() }));
 * assertEquals(events.map(({ type }) => type), ["header", "judged", "footer"]);
 * ```
 */
export async function* campaign(
  plan: Plan,
  adapter: Adapter,
  options: CampaignOptions,
): AsyncGenerator<Event> {
  const { timeOver, onRound, ...settings } = options;
  const { now = () => performance.now() } = settings;
  const start = now();
  const { seed } = plan.header;
  yield plan.header;
  const judged = new Map<string, Judged>();
  let round = 0;
  do {
    const checks = plan.checks.filter((check) => isOpen(judged.get(keyOf(check))));
    if (checks.length === 0) break;
    if (!Number.isSafeInteger(seed + round)) {
      throw new CannotPlan("go on", `no seed follows ${seed + round - 1}`);
    }
    const header = { ...plan.header, seed: seed + round };
    const stored = round === 0 ? plan.stored : [];
    const signals = [settings.signal, round === 0 ? undefined : timeOver];
    const signal = AbortSignal.any(signals.filter((one) => one !== undefined));
    round++;
    onRound?.(round, checks.length);
    for await (
      const event of run({ ...plan, header, checks, stored }, adapter, { ...settings, signal })
    ) {
      if (event.type !== "judged") continue;
      const key = keyOf({ id: event.check, dtype: event.dtype });
      const before = judged.get(key);
      const known = before === undefined ? event : join(before, event, plan.specs.get(event.loss));
      judged.set(key, known);
      yield known;
    }
    // Timers and signals come only when nothing else has its turn.
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (settings.signal?.aborted) return;
  } while (!timeOver.aborted);
  yield { ...footerOf([...judged.values()], now() - start, plan.header), rounds: round };
}

/** Whether further cases may say more of a check. */
function isOpen(known: Judged | undefined): boolean {
  return known?.status !== "fail" || known.expected?.when !== undefined;
}

function keyOf({ id, dtype }: { readonly id: string; readonly dtype: string }): string {
  return `${id} ${dtype}`;
}
