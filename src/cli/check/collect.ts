/**
 * A run as the command line does it: its events come, progress is shown, counterexamples are kept.
 *
 * @module
 */
import type { Adapter } from "../../adapters/mod.ts";
import { renderReport } from "../../report/mod.ts";
import {
  campaign,
  type Counterexample,
  type Event,
  type Helper,
  type Judged,
  type Plan,
  run,
} from "../../runner/mod.ts";
import type { Io } from "../world/io.ts";
import type { Keeper } from "./counterexample_files.ts";
import { durationText } from "../duration.ts";
import { signalAfter } from "../signal_after.ts";

/** How a run is collected. */
export interface CollectOptions {
  /** Takes the events as they come, as text; absent = nobody reads them before the end. */
  readonly stream?: (text: string) => void | Promise<void>;
  /** After it the events are fewer, without their footer. */
  readonly signal: AbortSignal;
  /** Other places that try a part of the checks. */
  readonly helpers: readonly Helper[];
  /** Where counterexamples are kept. */
  readonly keepers: readonly Keeper[];
  /** The command that tries one again. */
  replayOf(counterexample: Counterexample): string;
}

/** What a run gave. */
export interface Collected {
  readonly events: readonly Event[];
  /** Why not all counterexamples are kept. */
  readonly failure?: unknown;
}

/**
 * Carries out a plan, for as long as its header says.
 *
 * @param plan what to check
 * @param adapter the way to the implementation
 * @param io prints and shows progress
 * @param options where things go, and what ends it
 */
export async function collect(
  plan: Plan,
  adapter: Adapter,
  io: Io,
  options: CollectOptions,
): Promise<Collected> {
  const { stream, signal, helpers, keepers } = options;
  const events: Event[] = [];
  const { time } = plan.header;
  const end = signalAfter(time);
  const progress = progressOf(plan, io);
  const coming = time === undefined
    ? run(plan, adapter, { signal, helpers })
    : campaign(plan, adapter, { signal, helpers, timeOver: end.signal, onRound: progress.begin });
  try {
    for await (const event of coming) {
      const known = event.type === "judged" ? await keep(event, options) : event;
      events.push(known);
      await stream?.(renderReport("events", [known]));
      if (event.type === "judged") progress.next();
    }
  } finally {
    end.cancel();
    progress.stop();
  }
  const failure = keepers.find((keeper) => keeper.failure !== undefined)?.failure;
  return { events, ...(failure !== undefined && { failure }) };
}

async function keep(event: Judged, { keepers, replayOf }: CollectOptions): Promise<Judged> {
  let { counterexample } = event;
  if (counterexample === undefined) return event;
  for (const keeper of keepers) counterexample = await keeper.keep(counterexample);
  return { ...event, counterexample: { ...counterexample, replay: replayOf(counterexample) } };
}

/** Shows how far a run is: in one round, or in each of several, with what was found and the time left. */
function progressOf({ header, checks }: Plan, io: Io) {
  const { time } = header;
  const start = performance.now();
  const progress = checks.length === 0 ? undefined : io.progress?.(checks.length);
  let done = 0;
  let round = 1;
  const show = () => {
    const left = time === undefined ? 0 : time - (performance.now() - start) / 1000;
    const campaign = time === undefined ? "" : `round ${round}, ${durationText(left)} left: `;
    progress?.update(done, campaign + (checks[done]?.id ?? ""));
  };
  show();
  return {
    begin(next: number) {
      round = next;
      done = 0;
    },
    next() {
      done++;
      show();
    },
    stop: () => progress?.stop(),
  };
}
