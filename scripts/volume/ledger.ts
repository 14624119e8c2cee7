/**
 * What the suite has tried on our own roads so far: counts by road, format and loss, which grow from
 * session to session.
 *
 * @module
 */
import { z } from "zod";
import { builtinSpecs } from "../../src/spec/mod.ts";
import { type FloatDType, floatDTypes } from "../../src/tensor/mod.ts";

/** Who is judged, and in which formats. */
export const roads: Readonly<Record<string, readonly FloatDType[]>> = {
  reference: floatDTypes,
  onnx: ["f64", "f32", "f16"],
};

/** Cases for each check in a portion. */
export const runs = 200;

const entrySchema = z.strictObject({
  road: z.string(),
  dtype: z.enum(floatDTypes),
  loss: z.string(),
  portions: z.int().positive().describe("Portions that were tried, of seeds 1001, 1002 …"),
  cases: z.int().nonnegative(),
  weak: z.int().nonnegative().describe("Cases that passed only because their enclosure is wide"),
  seconds: z.number().nonnegative(),
  musts: z.array(z.string()).readonly().describe("Musts that failed, with their seeds"),
  others: z.array(z.string()).readonly().describe("Shoulds and mays that failed"),
  commits: z.array(z.string()).readonly().describe("The first and the last commit that was tried"),
});

/** The file of the counts. */
export const ledgerSchema = z.array(entrySchema).readonly();

/** The counts of a loss on one road in one format. */
export type Entry = z.infer<typeof entrySchema>;

/** A road, format and loss. */
export type Lane = Pick<Entry, "road" | "dtype" | "loss">;

/** What is tried at once: one lane, one seed. */
export interface Portion extends Lane {
  readonly seed: number;
}

/** What came of a portion. */
export interface Outcome extends Omit<Entry, keyof Lane | "portions" | "commits"> {
  readonly commit: string;
}

/** Which lanes are wanted; absent = all. */
export interface Wanted {
  readonly losses: readonly string[];
  readonly roads?: readonly string[];
  readonly dtypes?: readonly FloatDType[];
}

/** All lanes that are wanted. */
export function lanesOf({ losses, roads: names = Object.keys(roads), dtypes }: Wanted): Lane[] {
  return names.flatMap((road) =>
    roads[road]
      .filter((dtype) => dtypes?.includes(dtype) ?? true)
      .flatMap((dtype) => losses.map((loss) => ({ road, dtype, loss })))
  );
}

const isSame = (a: Lane, b: Lane) => a.road === b.road && a.dtype === b.dtype && a.loss === b.loss;

/**
 * What to try next: a portion of the lane that has the fewest cases.
 *
 * @param ledger the counts so far
 * @param lanes those that are wanted, of which the first of equals is taken
 * @param enough as many cases are enough for a lane
 * @returns the portion; undefined where all lanes have enough
 */
export function nextPortion(
  ledger: readonly Entry[],
  lanes: readonly Lane[],
  enough: number,
): Portion | undefined {
  let next: (Portion & { cases: number }) | undefined;
  for (const lane of lanes) {
    const { cases, portions } = ledger.find((entry) => isSame(entry, lane)) ??
      { cases: 0, portions: 0 };
    if (cases < Math.min(enough, next?.cases ?? Infinity)) {
      next = { ...lane, seed: 1001 + portions, cases };
    }
  }
  if (next === undefined) return undefined;
  const { road, dtype, loss, seed } = next;
  return { road, dtype, loss, seed };
}

/**
 * The counts with one more portion.
 *
 * @param ledger the counts so far
 * @param portion what was tried
 * @param outcome what came of it
 * @returns new counts, by road, format and loss
 */
export function entered(
  ledger: readonly Entry[],
  { road, dtype, loss }: Portion,
  { commit, ...outcome }: Outcome,
): readonly Entry[] {
  const lane = { road, dtype, loss };
  const so = ledger.find((entry) => isSame(entry, lane));
  const entry: Entry = {
    ...lane,
    portions: (so?.portions ?? 0) + 1,
    cases: (so?.cases ?? 0) + outcome.cases,
    weak: (so?.weak ?? 0) + outcome.weak,
    seconds: Math.round((so?.seconds ?? 0) + outcome.seconds),
    musts: [...so?.musts ?? [], ...outcome.musts],
    others: [...new Set([...so?.others ?? [], ...outcome.others])],
    commits: [...new Set([so?.commits[0] ?? commit, commit])],
  };
  const others = ledger.filter((other) => !isSame(other, lane));
  const lanes = lanesOf({ losses: [...builtinSpecs.keys()] });
  const place = (one: Lane) => lanes.findIndex((lane) => isSame(lane, one));
  return [...others, entry].toSorted((a, b) => place(a) - place(b));
}

/** The counts in lines: by road and format, and by road of each loss. */
export function ledgerLines(ledger: readonly Entry[], losses: readonly string[]): string[] {
  const line = (name: string, entries: readonly Entry[]) => {
    const cases = entries.reduce((sum, { cases }) => sum + cases, 0);
    const weak = entries.reduce((sum, { weak }) => sum + weak, 0);
    const musts = entries.flatMap(({ musts }) => musts);
    return `${name}: ${cases} cases, ${weak} weak, ${musts.length} accusations`;
  };
  const known = ledger.filter(({ loss }) => losses.includes(loss));
  return [
    ...losses.map((id) => line(id, known.filter(({ loss }) => loss === id))),
    ...Object.entries(roads).flatMap(([road, dtypes]) =>
      dtypes.map((dtype) =>
        line(`${road} ${dtype}`, known.filter((one) => one.road === road && one.dtype === dtype))
      )
    ),
    line("all", known),
    ...known.flatMap(({ road, dtype, musts }) => musts.map((must) => `! ${road} ${dtype} ${must}`)),
  ];
}
