/**
 * The cross-check: every pair of roads to a number is compared, and a road that is alone is named.
 *
 * @module
 */
import type { Adapter } from "../adapters/mod.ts";
import type { Oracle } from "../oracle/mod.ts";
import type { Call, Result, Spec } from "../spec/mod.ts";
import { type FloatDType, formats } from "../tensor/mod.ts";
import type { Evaluation, Numbers } from "./fixture.ts";
import { hullOf, rankOf } from "./judge.ts";
import { numbersOf } from "./numbers.ts";

/** A call on which the roads are to meet. */
export interface CrossCase {
  readonly name: string;
  readonly call: Call;
  /** What is stored of it; absent for a fresh one. */
  readonly stored?: Pick<Evaluation, "value" | "gradients">;
}

/** A number that two roads have in common, and how far apart they are there. */
export interface Meeting {
  readonly trial: CrossCase;
  /** `"value"` or the input's name whose gradient it is. */
  readonly output: string;
  readonly element: number;
  /** Their difference in units of u times the larger of both. */
  readonly difference: number;
  /** Their difference over the bound: what honest evaluations may be apart. */
  readonly share: number;
}

/** The worst meeting of two roads, of one loss, format and kind of output. */
export interface CrossRow {
  readonly loss: string;
  readonly pair: readonly [string, string];
  readonly dtype: FloatDType;
  readonly kind: "value" | "gradient";
  /** Numbers compared. */
  readonly count: number;
  readonly worst: Meeting;
}

/** Roads that do not meet. */
export interface Disagreement {
  readonly trial: CrossCase;
  readonly output: string;
  readonly element: number;
  /** What each road says. */
  readonly numbers: Readonly<Record<string, number | null>>;
  /** The road with which no other agrees while the others agree; absent where there is none such. */
  readonly alone?: string;
}

/** All pairs of roads on all cases. */
export interface CrossReport {
  readonly rows: readonly CrossRow[];
  readonly disagreements: readonly Disagreement[];
}

/** What a road says of one output: its numbers, and its bounds where it has some. */
interface Statement {
  readonly road: string;
  readonly numbers: ArrayLike<number | null>;
  readonly bounds?: Numbers;
}

/** Calls that are asked at a time. */
const batch = 64;

/**
 * Compares all roads on all cases: what is stored, the oracle, and the adapters.
 *
 * Two roads agree on a number when it lies in the bounds of the one that has bounds; two that have,
 * when their bounds and numbers are the same; two adapters, when they are no farther apart than the
 * oracle's bounds are wide.
 *
 * @param oracle knows the specs
 * @param specs every spec by its id
 * @param adapters the other roads
 * @param cases valid calls
 */
export async function crossCheck(
  oracle: Oracle,
  specs: ReadonlyMap<string, Spec>,
  adapters: readonly Adapter[],
  cases: readonly CrossCase[],
): Promise<CrossReport> {
  const rows = new Map<string, CrossRow>();
  const disagreements: Disagreement[] = [];
  for (let from = 0; from < cases.length; from += batch) {
    const part = cases.slice(from, from + batch);
    const answers = await Promise.all(
      adapters.map((adapter) => adapter.run(part.map(({ call }) => call))),
    );
    for (const [i, trial] of part.entries()) {
      const { value, gradients } = numbersOf(oracle, specs.get(trial.call.loss)!, trial.call);
      for (const [output, bounds] of [["value", value] as const, ...Object.entries(gradients)]) {
        const statements: Statement[] = [
          { road: "oracle", numbers: bounds.expected, bounds },
          ...storedStatement(trial, output),
          ...adapters.flatMap(({ about }, a) => statementOf(about.name, answers[a][i], output)),
        ];
        for (let element = 0; element < bounds.expected.length; element++) {
          const clash = meet({ trial, output, element }, statements, bounds, rows);
          if (clash !== undefined) disagreements.push(clash);
        }
      }
    }
  }
  return { rows: [...rows.values()], disagreements };
}

function storedStatement({ stored }: CrossCase, output: string): Statement[] {
  const bounds = output === "value" ? stored?.value : stored?.gradients[output];
  return bounds === undefined ? [] : [{ road: "fixture", numbers: bounds.expected, bounds }];
}

/** What an adapter answered; nothing where it does not have the case. */
function statementOf(road: string, result: Result, output: string): Statement[] {
  if ("unsupported" in result) return [];
  if (!("value" in result)) return [{ road, numbers: { length: 0 } }];
  const tensor = output === "value" ? result.value : result.gradients?.[output];
  return [{ road, numbers: tensor?.data ?? { length: 0 } }];
}

type MeetingPoint = Pick<Meeting, "trial" | "output" | "element">;

/** Lets all pairs meet at a number; tells when some do not. */
function meet(
  place: MeetingPoint,
  statements: readonly Statement[],
  bounds: Numbers,
  rows: Map<string, CrossRow>,
): Disagreement | undefined {
  const { trial, output, element } = place;
  const friends = new Map(statements.map(({ road }) => [road, new Set<string>()]));
  statements.forEach((a, i) => {
    for (const b of statements.slice(i + 1)) {
      if (agree(a, b, bounds, element)) {
        friends.get(a.road)!.add(b.road);
        friends.get(b.road)!.add(a.road);
      }
      note(rows, place, [a, b], bounds);
    }
  });
  const others = statements.length - 1;
  const clash = [...friends.values()].some(({ size }) => size < others);
  if (!clash) return undefined;
  const lonely = [...friends].filter(([, { size }]) => size === 0).map(([road]) => road);
  const united = [...friends].every(([road, { size }]) =>
    lonely.includes(road) || size === others - 1
  );
  const numbers = statements.map(({ road, numbers }) => [road, numbers[element] ?? null] as const);
  return {
    trial,
    output,
    element,
    numbers: Object.fromEntries(numbers),
    ...lonely.length === 1 && united && others > 1 && { alone: lonely[0] },
  };
}

function agree(a: Statement, b: Statement, bounds: Numbers, element: number): boolean {
  if (a.bounds !== undefined && b.bounds !== undefined) {
    return sameElement(a.bounds, b.bounds, element);
  }
  const [bounded, other] = a.bounds === undefined ? [b, a] : [a, b];
  const x = other.numbers[element];
  if (typeof x !== "number") return false;
  if (bounded.bounds !== undefined) return rankOf(bounded.bounds, element, x) !== undefined;
  const y = bounded.numbers[element];
  if (typeof y !== "number") return false;
  // Where infinity or NaN is honest, one of both may have it and the other not.
  if (!Number.isFinite(x) || !Number.isFinite(y)) {
    return Object.is(x, y) || (bounds.nonfinite?.[element] ?? "none") !== "none";
  }
  return !(Math.abs(x - y) > widthOf(bounds, element));
}

function sameElement(a: Numbers, b: Numbers, i: number): boolean {
  return Object.is(a.expected[i], b.expected[i]) &&
    (a.nonfinite?.[i] ?? "none") === (b.nonfinite?.[i] ?? "none") &&
    a.forms.length === b.forms.length &&
    a.forms.every(({ lo, hi }, f) =>
      Object.is(lo[i], b.forms[f].lo[i]) && Object.is(hi[i], b.forms[f].hi[i])
    );
}

function widthOf(bounds: Numbers, element: number): number {
  const [lo, hi] = hullOf(bounds, element);
  return hi - lo;
}

/** Keeps the worst meeting of a pair. */
function note(
  rows: Map<string, CrossRow>,
  place: MeetingPoint,
  [a, b]: readonly [Statement, Statement],
  bounds: Numbers,
): void {
  const x = a.numbers[place.element];
  const y = b.numbers[place.element];
  // At a kink there is no one number to be far from.
  if (typeof x !== "number" || typeof y !== "number" || !Number.isFinite(x - y)) return;
  const { loss, dtype } = place.trial.call;
  const { unitRoundoff, smallestNormal } = formats[dtype];
  const gap = Math.abs(x - y);
  const size = Math.max(Math.abs(x), Math.abs(y), smallestNormal);
  const difference = gap === 0 ? 0 : gap / size / unitRoundoff;
  const share = gap === 0 ? 0 : gap / widthOf(bounds, place.element);
  const kind = place.output === "value" ? "value" : "gradient";
  const key = `${loss} ${a.road} ${b.road} ${dtype} ${kind}`;
  const before = rows.get(key);
  const meeting = { ...place, difference, share };
  const worst = before === undefined || difference > before.worst.difference
    ? meeting
    : before.worst;
  const pair = [a.road, b.road] as const;
  rows.set(key, { loss, pair, dtype, kind, count: (before?.count ?? 0) + 1, worst });
}
