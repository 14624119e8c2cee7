/**
 * A helping thread: opens the implementation once more, and tries the portions that it is given.
 *
 * @module
 */
import { type Adapter, CannotRun } from "../../../adapters/mod.ts";
import { onGuard, onSignal } from "../../../guard.ts";
import { createOracle } from "../../../oracle/mod.ts";
import { makePlan, type Plan, run } from "../../../runner/mod.ts";
import { inDialect } from "../../../spec/mod.ts";
import { openTarget } from "../../target/target.ts";
import { divertConsole } from "../../../adapters/internal.ts";
import type { Order, Report } from "./messages.ts";

const parent = globalThis as unknown as Pick<Worker, "postMessage" | "onmessage">;
const tell = (report: Report) => parent.postMessage(report);
const killing = new AbortController();
let enough = new AbortController();
let opened: { readonly adapter: Adapter; readonly plan: Plan } | undefined;

divertConsole();
// The command's own thread hears the signals, and kills our programs when it ends.
onSignal(() => undefined);
onGuard((pid, lives) => tell({ type: "process", pid, lives }));

async function open({ target, specs: all, plan }: Order & { type: "open" }): Promise<void> {
  const adapter = await openTarget(target, all, killing.signal);
  try {
    const specs = inDialect(all, plan.about.losses);
    const oracle = await createOracle(specs.values(), plan.about);
    opened = { adapter, plan: makePlan({ ...plan, specs, oracle }) };
  } catch (error) {
    await adapter.close();
    throw error;
  }
  tell({ type: "opened", about: adapter.about });
}

async function tryAll({ seed, checks, stored }: Order & { type: "try" }): Promise<void> {
  const { adapter, plan } = opened!;
  const wanted = new Set(checks.map(({ id, dtype }) => `${id} ${dtype}`));
  const portion = {
    ...plan,
    header: { ...plan.header, seed },
    checks: plan.checks.filter(({ id, dtype }) => wanted.has(`${id} ${dtype}`)),
    stored,
  };
  enough = new AbortController();
  const signal = AbortSignal.any([enough.signal, killing.signal]);
  for await (const event of run(portion, adapter, { signal })) {
    if (event.type === "judged") tell({ type: "judged", judged: event });
  }
  tell({ type: "tried" });
}

async function obey(order: Order): Promise<void> {
  switch (order.type) {
    case "open":
      return await open(order);
    case "try":
      return await tryAll(order);
    case "enough":
      return enough.abort();
    case "interrupt":
      return killing.abort();
    case "close":
      await opened?.adapter.close();
      return tell({ type: "closed" });
  }
}

parent.onmessage = ({ data }: MessageEvent<Order>) => {
  obey(data).catch((error) => {
    if (!(error instanceof CannotRun)) return tell({ type: "failed", error });
    const { implementation, why } = error;
    tell({ type: "failed", cannotRun: { implementation, why }, error });
  });
};
