/**
 * What became of the mutants, in words.
 *
 * @module
 */
import { type Cell, elide, tableLines } from "../../src/report/internal.ts";
import { sources } from "./all_mutants.ts";
import type { Fate } from "./fate.ts";
import { kindOf, type Verdict } from "./kill.ts";
import type { Mutant } from "./mutant.ts";

/** One line: killed, equivalent or survived; by which check, at which case, in what time. */
export function fateLine(fate: Fate): string {
  const { mutant, killer, milliseconds } = fate;
  const time = `${Math.round(milliseconds)} ms`;
  if (killer !== undefined) {
    const check = killer.check.slice(mutant.loss.length + 1);
    return `killed      ${mutant.id}: ${check} ${killer.dtype}, case ${killer.cases}, ${time}`;
  }
  const { comparison } = fate;
  if (comparison?.same) {
    return `equivalent  ${mutant.id}: equal in ${comparison.numbers} numbers of ${comparison.calls} calls`;
  }
  const where = comparison === undefined ? "" : `, though its ${comparison.output} is another`;
  return `survived    ${mutant.id}: ${mutant.sentence}${where}`;
}

/** The score of each source, the times, and which kinds of check kill first. */
export function summaryLines(fates: readonly Fate[]): readonly string[] {
  const lines: string[] = [];
  for (const source of sources) {
    const own = fates.filter((fate) => fate.source === source);
    if (own.length === 0) continue;
    const killed = own.filter(({ killer }) => killer !== undefined);
    const equivalent = own.filter(isEquivalent).length;
    const wrong = own.length - equivalent;
    const share = wrong === 0 ? 100 : 100 * killed.length / wrong;
    lines.push(
      `${source}: ${killed.length} of ${wrong} killed (${share.toFixed(1)} %), ` +
        `${own.length - equivalent - killed.length} survived, ${equivalent} equivalent`,
      `  time to kill: ${spread(killed, ({ milliseconds }) => milliseconds, "ms")}`,
      `  cases to kill: ${spread(killed, ({ cases }) => cases, "")}`,
    );
  }
  const first = counted(
    fates.flatMap(({ killer }) => killer === undefined ? [] : kindOf(killer.check)),
  );
  lines.push("", "killed first by");
  lines.push(...table([["check", "mutants"], ...first.map(([kind, n]) => [kind, String(n)])]));
  return lines;
}

function isEquivalent(fate: Fate): boolean {
  return fate.killer === undefined && fate.comparison?.same === true;
}

/** The middle one, the one that nine of ten do not pass, and the worst with its mutant. */
function spread(fates: readonly Fate[], of: (fate: Fate) => number, unit: string): string {
  if (fates.length === 0) return "none was killed";
  const sorted = fates.toSorted((a, b) => of(a) - of(b));
  const at = (share: number) =>
    Math.round(of(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]));
  const worst = sorted[sorted.length - 1];
  const suffix = unit === "" ? "" : ` ${unit}`;
  return `median ${at(0.5)}${suffix}, nine of ten within ${at(0.9)}${suffix}, worst ${
    Math.round(of(worst))
  }${suffix} (${elide(worst.mutant.id, 70)})`;
}

/** What every check is good for, over mutants that were tried with all of them. */
export interface Matrix {
  readonly mutant: Mutant;
  readonly verdicts: readonly Verdict[];
}

/** The kinds of checks that kill a mutant, each with its fewest cases, the soonest first. */
function killersOf({ verdicts }: Matrix): readonly (readonly [kind: string, cases: number])[] {
  const fewest = new Map<string, number>();
  for (const verdict of verdicts.filter(({ fault }) => fault !== undefined)) {
    const kind = kindOf(verdict.check);
    fewest.set(kind, Math.min(verdict.cases, fewest.get(kind) ?? Infinity));
  }
  return [...fewest].toSorted(([, a], [, b]) => a - b);
}

/** One line: the kinds of checks that kill a mutant, each after how many cases. */
export function matrixLine(row: Matrix): string {
  const killers = killersOf(row).map(([kind, cases]) => `${kind} ${cases}`);
  return `${row.mutant.id}: ${killers.join(", ") || "no check"}`;
}

interface Worth {
  /** Mutants that it kills. */
  kills: number;
  /** Those that no other kind kills after as few cases. */
  first: number;
  /** Those that no other kind kills. */
  alone: number;
  /** One that it kills alone, or first. */
  example?: string;
}

/**
 * A table of the kinds of checks, the kinds that are never first, and the checks that killed nothing.
 *
 * @param rows one for each mutant
 * @returns lines
 */
export function matrixLines(rows: readonly Matrix[]): readonly string[] {
  const worths = new Map<string, Worth>();
  const idle = new Set<string>();
  const busy = new Set<string>();
  for (const { mutant, verdicts } of rows) {
    for (const verdict of verdicts) {
      (verdict.fault === undefined ? idle : busy).add(verdict.check);
      const kind = kindOf(verdict.check);
      if (!worths.has(kind)) worths.set(kind, { kills: 0, first: 0, alone: 0 });
    }
    const killers = killersOf({ mutant, verdicts });
    killers.forEach(([kind, cases], i) => {
      const worth = worths.get(kind)!;
      worth.kills++;
      if (i > 0 || killers.length > 1 && killers[1][1] === cases) return;
      worth.first++;
      const isAlone = killers.length === 1;
      if (isAlone ? worth.alone++ === 0 : worth.example === undefined) worth.example = mutant.id;
    });
  }
  const cells = [...worths].toSorted(([, a], [, b]) => b.kills - a.kills)
    .map(([kind, { kills, first, alone, example }]) => [
      kind,
      ...[kills, first, alone].map(String),
      example ?? "",
    ]);
  const never = [...worths].filter(([, { first }]) => first === 0).map(([kind]) => kind);
  const useless = [...idle].filter((check) => !busy.has(check));
  return [
    `every check on ${rows.length} mutants`,
    ...table([["check", "kills", "first", "alone", "for example"], ...cells]),
    "",
    never.length === 0
      ? "every kind of check kills some mutant first"
      : `kinds of checks that kill none first: ${never.join(", ")}`,
    `${useless.length} checks kill none of them`,
    ...useless.map((check) => `  ${check}`),
  ];
}

function counted(names: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a);
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const cells: Cell[][] = rows.map((row) => row.map((text) => ({ text })));
  return tableLines(cells, Infinity).map((line) => `  ${line}`);
}
