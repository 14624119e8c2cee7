/**
 * Merging: the events of all shards become those of the whole run.
 *
 * @module
 */
import type { Event, Footer, Header, Judged } from "./event.ts";
import { footerOf } from "./footer.ts";
import { shardOf } from "./shard.ts";

/** The events of one shard, and where they came from. */
export interface Part {
  /** The file's name, for messages. */
  readonly name: string;
  /** The shard's events; may end before the footer. */
  readonly events: readonly Event[];
}

interface Read {
  readonly name: string;
  readonly header: Header & { readonly shard: NonNullable<Header["shard"]> };
  readonly judged: readonly Judged[];
  readonly footer?: Footer;
}

/**
 * Merges the events of shards.
 *
 * @param parts the events of every shard of one run, in any order, or those of one whole run
 * @returns the events of the run without shards, times aside; where a part has no footer, there is none
 * @throws {RangeError} when a shard is missing or there twice, or the parts are of different runs
 *
 * @example
 * ```ts
 * import { builtinSpecs, createOracle, makePlan, mergeParts, moduleAdapter, run, version } from "lossproof";
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
 * const events = await Array.fromAsync(run(plan, adapter));
 * assertEquals(mergeParts([{ name: "whole.events", events }]), events);
 * ```
 */
export function mergeParts(parts: readonly Part[]): Event[] {
  if (parts.length === 1 && isWhole(parts[0])) return [...parts[0].events];
  const read = parts.map(readPart);
  if (read.length === 0) throw cannot("there is nothing to merge");
  const [first, ...others] = read;
  for (const other of others) requireSameRun(first, other);
  requireEveryShard(read, first.header.shard.count);
  for (const part of read) requireOwn(part);

  const { shard: _, ...header } = first.header;
  const found = new Map(
    read.flatMap(({ judged }) => judged.map((j) => [keyOf(j.check, j.dtype), j])),
  );
  const judged = header.checks.flatMap(({ id, dtype }) => found.get(keyOf(id, dtype)) ?? []);
  const footers = read.flatMap(({ footer }) => footer ?? []);
  if (footers.length < read.length) return [header, ...judged];
  const rounds = footers.flatMap((footer) => footer.rounds ?? []);
  const milliseconds = footers.reduce((sum, footer) => sum + footer.milliseconds, 0);
  const footer = footerOf(judged, milliseconds, header);
  return [
    header,
    ...judged,
    { ...footer, ...(rounds.length > 0 && { rounds: Math.min(...rounds) }) },
  ];
}

function isWhole({ events: [header] }: Part): boolean {
  return header?.type === "header" && header.shard === undefined;
}

function cannot(why: string): RangeError {
  return new RangeError(`Cannot merge: ${why}`);
}

function keyOf(check: string, dtype: string): string {
  return `${check} ${dtype}`;
}

function readPart({ name, events }: Part): Read {
  const [header, ...rest] = events;
  if (header?.type !== "header") {
    throw cannot(`"${name}" holds no run: it begins with ${header?.type ?? "nothing"}`);
  }
  const { shard } = header;
  if (shard === undefined) throw cannot(`"${name}" is no shard: it holds a whole run`);
  // Of a check that is judged again and again, the last outcome counts.
  const judged = new Map(
    rest.flatMap((event) =>
      event.type === "judged" ? [[keyOf(event.check, event.dtype), event]] : []
    ),
  );
  const footer = rest.find((event) => event.type === "footer");
  return {
    name,
    header: { ...header, shard },
    judged: [...judged.values()],
    ...(footer !== undefined && { footer }),
  };
}

/** What shards of one run have in common, from what differs most plainly to what is longest. */
const common = [
  "lossproof",
  "seed",
  "runs",
  "time",
  "form",
  "require",
  "dtypes",
  "implementation",
  "specs",
  "checks",
] as const;

function requireSameRun(one: Read, other: Read): void {
  const [a, b] = [one.header.shard.count, other.header.shard.count];
  if (a !== b) throw cannot(`"${one.name}" is one of ${a} shards, "${other.name}" one of ${b}`);
  for (const key of common) {
    const [there, here] = [one, other].map(({ header }) => JSON.stringify(header[key]) ?? "none");
    if (there === here) continue;
    const short = there.length + here.length < 60 ? ` (${there} and ${here})` : "";
    const what = key === "lossproof" ? "version of lossproof" : key;
    throw cannot(
      `"${one.name}" and "${other.name}" are of different runs: the ${what} differs${short}`,
    );
  }
}

function requireEveryShard(parts: readonly Read[], count: number): void {
  const names = Map.groupBy(parts, ({ header }) => header.shard.index);
  for (const [index, [one, twin]] of names) {
    if (twin === undefined) continue;
    throw cannot(`"${one.name}" and "${twin.name}" are both shard ${index} of ${count}`);
  }
  const missing = Array.from({ length: count }, (_, i) => i + 1).filter((i) => !names.has(i));
  if (missing.length === 0) return;
  const verb = missing.length === 1 ? `shard ${missing} is` : `shards ${missing.join(", ")} are`;
  throw cannot(`${verb} missing, of ${count}`);
}

function requireOwn({ name, header, judged }: Read): void {
  const own = new Set(
    shardOf(header.checks, header.shard).map(({ id, dtype }) => keyOf(id, dtype)),
  );
  const foreign = judged.find(({ check, dtype }) => !own.has(keyOf(check, dtype)));
  if (foreign === undefined) return;
  const { index, count } = header.shard;
  throw cannot(`"${name}" judges ${foreign.check}, which is not of shard ${index} of ${count}`);
}
