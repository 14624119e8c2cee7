/**
 * The child's half of the conversation: the protocol's messages, answered by an adapter.
 *
 * @module
 */
import type { Spec } from "../../spec/mod.ts";
import { CannotRun } from "../cannot_run.ts";
import type { Adapter } from "../implementation.ts";
import { describeThrown } from "../thrown.ts";
import { readCall, type WireCall, writeResult } from "../wire.ts";
import type { Hosted, HostOrder } from "./hosted.ts";

/** A line from the judge. */
type Order =
  | HostOrder
  | { readonly cmd: "start"; readonly protocol: number }
  | { readonly cmd: "run"; readonly id: number; readonly calls: readonly WireCall[] }
  | { readonly cmd: "stop" };

/** How a stranger is opened. */
export type OpenHosted = (
  hosted: Hosted,
  specs: ReadonlyMap<string, Spec>,
) => Promise<Adapter>;

/**
 * Answers until it is told to stop, or the lines end.
 *
 * @param open opens what the first line names
 * @param lines what the judge writes; a line is answered before the next is read
 * @param write sends a message to the judge
 */
export async function serve(
  open: OpenHosted,
  lines: AsyncIterable<string>,
  write: (message: unknown) => void,
): Promise<void> {
  let opened: Adapter | { readonly failure: string } | undefined;
  for await (const line of lines) {
    const order: Order = JSON.parse(line);
    switch (order.cmd) {
      case "host":
        opened = await openOr(open, order);
        break;
      case "start":
        write(introduction(opened!, order.protocol));
        break;
      case "run": {
        const results = await (opened as Adapter).run(order.calls.map(readCall));
        write({ id: order.id, results: results.map(writeResult) });
        break;
      }
      case "stop":
        if (opened !== undefined && "close" in opened) await opened.close();
        return;
    }
  }
}

async function openOr(
  open: OpenHosted,
  { hosted, specs }: HostOrder,
): Promise<Adapter | { readonly failure: string }> {
  try {
    return await open(hosted, new Map(specs.map((spec) => [spec.id, spec])));
  } catch (error) {
    return { failure: error instanceof CannotRun ? error.why : describeThrown(error) };
  }
}

function introduction(
  opened: Adapter | { readonly failure: string },
  protocol: number,
): Readonly<Record<string, unknown>> {
  return "failure" in opened
    ? { protocol, error: opened.failure }
    : { protocol, shares: true, ...opened.about };
}
