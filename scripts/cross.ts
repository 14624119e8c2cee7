/**
 * The cross-check: `deno task cross`. Oracle, kernels and graphs on the golden cases and on fresh random
 * ones, one table; fails on any difference over the bound. `--runs N` and `--seed N` choose the random.
 *
 * @module
 */
import fc from "fast-check";
import { openRoads } from "../src/cli/golden/roads.ts";
import { table } from "../src/cli/output/table.ts";
import { callArbitrary } from "../src/generate/mod.ts";
import {
  type CrossCase,
  crossCheck,
  type CrossReport,
  type CrossRow,
  type Disagreement,
  readFixture,
} from "../src/golden/internal.ts";
import { createOracle } from "../src/oracle/mod.ts";
import { figure, inFull } from "../src/report/internal.ts";
import { checkSeed } from "../src/runner/internal.ts";
import { builtinSpecs, type Spec } from "../src/spec/mod.ts";
import type { FloatDType } from "../src/tensor/mod.ts";
import { describePlace } from "./accuracy/place.ts";
import { numbersOf } from "./rigour/options.ts";
import { say } from "./rigour/reporting.ts";

/** Formats that all roads compute in. */
const dtypes: readonly FloatDType[] = ["f64", "f32"];

/** The golden cases of a loss that have numbers. */
export async function storedCases(loss: string): Promise<readonly CrossCase[]> {
  const file = new URL(`../golden/${loss}.json`, import.meta.url);
  const { cases } = readFixture(await Deno.readTextFile(file), `golden/${loss}.json`);
  return cases.flatMap((golden) =>
    "value" in golden && dtypes.includes(golden.call.dtype)
      ? [{ name: golden.name, call: golden.call, stored: golden }]
      : []
  );
}

/** Random calls of a loss, as many in each format. */
export function freshCases(spec: Spec, runs: number, seed: number): readonly CrossCase[] {
  return dtypes.flatMap((dtype) => {
    const calls = callArbitrary(spec, { dtype, rows: { max: 8 }, classes: { max: 8 } });
    const drawn = fc.sample(calls, {
      numRuns: runs,
      seed: checkSeed(seed, `${spec.id}/cross`, dtype),
    });
    return drawn.map((call, i) => ({ name: `random_${i + 1}/${dtype}`, call }));
  });
}

/** The table: losses and pairs of roads, the largest differences, and where. */
export function crossTable({ rows }: CrossReport): string {
  const cell = (row: CrossRow | undefined) =>
    row === undefined ? "–" : `${figure(row.worst.difference)} u`;
  const groups = Map.groupBy(rows, ({ loss, pair }) => `${loss} ${pair.join(" – ")}`);
  const lines = [...groups.values()].map((group) => {
    const of = (dtype: FloatDType, kind: CrossRow["kind"]) =>
      cell(group.find((row) => row.dtype === dtype && row.kind === kind));
    const worst = group.reduce((w, row) => row.worst.share > w.worst.share ? row : w);
    const { trial, output, element, share } = worst.worst;
    const place = describePlace(builtinSpecs.get(worst.loss)!, {
      call: trial.call,
      output,
      element,
    });
    return [
      group[0].loss,
      group[0].pair.join(" – "),
      ...dtypes.flatMap((dtype) => [of(dtype, "value"), of(dtype, "gradient")]),
      figure(share),
      share === 0 ? "" : `${trial.name}: ${output === "value" ? "" : `∂ ${output}, `}${place}`,
    ];
  });
  const head = ["loss", "roads", ...dtypes.flatMap((d) => [`${d} value`, `${d} gradient`])];
  return table([[...head, "of bound", "where that is most"], ...lines]);
}

/** A disagreement in a line: who says what, and who is alone. */
export function clashLine({ trial, output, element, numbers, alone }: Disagreement): string {
  const said = Object.entries(numbers).map(([road, x]) =>
    `${road} ${x === null ? "–" : inFull(x)}`
  );
  const verdict = alone === undefined ? "no majority" : `${alone} is alone`;
  return `✗ ${trial.call.loss} ${trial.name} ${output}[${element}]: ${said.join(", ")}: ${verdict}`;
}

async function main(): Promise<number> {
  const { runs, seed } = numbersOf("cross", { runs: 100, seed: 1 });
  const roads = await openRoads(builtinSpecs);
  const oracle = await createOracle(builtinSpecs.values());
  const reports: CrossReport[] = [];
  let count = 0;
  for (const spec of builtinSpecs.values()) {
    const cases = [...await storedCases(spec.id), ...freshCases(spec, runs, seed)];
    count += cases.length;
    reports.push(await crossCheck(oracle, builtinSpecs, roads, cases));
  }
  for (const road of roads) await road.close();
  const report: CrossReport = {
    rows: reports.flatMap(({ rows }) => rows),
    disagreements: reports.flatMap(({ disagreements }) => disagreements),
  };
  say(crossTable(report));
  const { disagreements } = report;
  disagreements.slice(0, 20).map(clashLine).forEach(say);
  const compared = report.rows.reduce((sum, { count }) => sum + count, 0);
  say(`${count} cases, ${compared} pairs of numbers: ${disagreements.length} apart (seed ${seed})`);
  return disagreements.length === 0 ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main());
