/**
 * `lossproof check --explain`: what a check asks and why, without an implementation.
 *
 * @module
 */
import fc from "fast-check";
import { explainCheck } from "../../checks/internal.ts";
import { type Check, checksFor } from "../../checks/mod.ts";
import { foreignLine } from "../../foreign_text.ts";
import { createOracle } from "../../oracle/mod.ts";
import { callLines, paletteOf } from "../../report/internal.ts";
import { builtinSpecs, type Capability, type Level, type Spec } from "../../spec/mod.ts";
import { didYouMean } from "../../spec/internal.ts";
import type { FloatDType } from "../../tensor/mod.ts";
import { exitCodes, WrongCommand } from "../failure.ts";
import { loadLosses, requireLoss } from "../losses/known_losses.ts";
import { table } from "../output/table.ts";
import type { Io } from "../world/io.ts";

/** Where checks come from, and in which format an example is drawn. */
export interface ExplainOptions {
  readonly spec: readonly string[];
  readonly dtype?: readonly FloatDType[];
  readonly seed?: number;
}

const levels: Readonly<Record<Level, string>> = {
  must: "must: who breaks it does not conform",
  should: "should: it is reported, and decides nothing",
  may: "may: it tells what is left open, and decides nothing",
};

/**
 * Explains a check.
 *
 * @param id the check's
 * @returns the exit code 0
 * @throws {WrongCommand} when there is no such check; the message names the nearest
 */
export async function explain(id: string, options: ExplainOptions, io: Io): Promise<number> {
  const { all } = await loadLosses(options.spec, io);
  const spec = requireLoss(all, id.split("/")[0]);
  const checks = await checksOf(spec, all, options.dtype?.[0] ?? "f32");
  const check = checks.get(id);
  if (check === undefined) {
    throw new WrongCommand(`Unknown check "${id}"${didYouMean(id, checks.keys())}`);
  }
  io.out(textOf(check, spec, all, options, io));
  return exitCodes.conforms;
}

/** Every check that the loss can have: of an implementation that has all of it, dialects or not. */
async function checksOf(
  spec: Spec,
  specs: ReadonlyMap<string, Spec>,
  dtype: FloatDType,
): Promise<ReadonlyMap<string, Check>> {
  const gradients = (of: Spec): Capability => ({
    gradients: Object.keys(of.inputs).filter((name) => of.inputs[name].grad),
  });
  const world = {
    specs,
    oracle: await createOracle(specs.values()),
    capabilities: Object.fromEntries([...specs].map(([id, of]) => [id, gradients(of)])),
  };
  const whole = { ...gradients(spec), params: Object.keys(spec.params) };
  const checks = [whole, gradients(spec)].flatMap((one) => checksFor(spec, dtype, one, world));
  return new Map(checks.map((check) => [check.id, check]));
}

function textOf(
  check: Check,
  spec: Spec,
  specs: ReadonlyMap<string, Spec>,
  { seed = 1 }: ExplainOptions,
  io: Io,
): string {
  const { asks, judged, catches } = explainCheck(check.id);
  const { title } = paletteOf(io.color);
  const width = Math.min(Math.max(io.columns ?? 100, 60), 100);
  const [trial] = fc.sample(check.trials, { numRuns: 1, seed });
  const rows = [
    ["asks for", check.requirement],
    ["level", levels[check.level]],
    ["source", ...sourceOf(check, spec)],
    ["a case", asks],
    ["judged", judged],
    ["catches", catches],
  ];
  const [call] = trial.calls;
  const more = trial.calls.length - 1;
  const besides = more === 0 ? "" : `, before ${more} more of it`;
  const example = `\n${title(`The first call of a case in ${check.dtype}${besides}`)}\n`;
  const lines = callLines(call, { width: width - 2, specs }).map((line) => `  ${line}\n`).join("");
  return `${title(check.id)}\n${table(lined(rows), { indent: "  ", width })}${example}${lines}`;
}

/** Rows with one cell beside the label: further cells go below. */
function lined(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return rows.flatMap(([label, ...cells]) => cells.map((cell, i) => [i === 0 ? label : "", cell]));
}

/** The clause that says so: the file and the path in it, what stands there, and where it is from. */
function sourceOf({ clause = "formula" }: Check, spec: Spec): string[] {
  const file = builtinSpecs.get(spec.id) === spec ? `spec/${spec.id}.json` : spec.id;
  const [, list, index] = /^(invariants|rejects)\[(\d+)\]$/.exec(clause) ?? [];
  const entry = list === "invariants" || list === "rejects" ? spec[list][Number(index)] : undefined;
  const { note, ...rest } = entry ?? {};
  return [
    `${clause} of ${file}`,
    ...entry === undefined ? [] : [foreignLine(JSON.stringify(rest))],
    ...note === undefined ? [] : [note],
    ...spec.sources.map(({ title, ref }) => `${title}: ${ref}`),
  ];
}
