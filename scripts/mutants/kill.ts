/**
 * A mutant before the suite: which check kills it first, after how many cases, how long.
 *
 * @module
 */
import process from "node:process";
import { type Answer, moduleAdapter } from "../../src/adapters/mod.ts";
import type { Check } from "../../src/checks/mod.ts";
import type { Fault } from "../../src/judge/mod.ts";
import { createOracle, type Oracle } from "../../src/oracle/mod.ts";
import { answersTo, casesOf, checkSeed, drawBatches } from "../../src/runner/internal.ts";
import { makePlan, type Plan } from "../../src/runner/mod.ts";
import { builtinSpecs, type Level, type Result, type Spec } from "../../src/spec/mod.ts";
import type { FloatDType } from "../../src/tensor/mod.ts";
import { version } from "../../src/version.ts";
import type { Mutant } from "./mutant.ts";

/** What every mutant is judged by. */
export interface Court {
  readonly specs: ReadonlyMap<string, Spec>;
  readonly oracle: Oracle;
}

/** How it is tried. */
export interface Trial {
  /** Cases for each check. */
  readonly runs: number;
  readonly seed: number;
}

/** How one check went. */
export interface Verdict {
  readonly check: string;
  readonly dtype: FloatDType;
  readonly level: Level;
  /** Cases tried, the failing one included. */
  readonly cases: number;
  /** Processor time. */
  readonly milliseconds: number;
  readonly fault?: Fault;
}

/** What became of a mutant. */
export interface Outcome {
  readonly mutant: Mutant;
  /** The check that failed first, of the level that the mutant must be caught at. */
  readonly killer?: Verdict;
  /** Cases tried in all. */
  readonly cases: number;
  /** Processor time in all. */
  readonly milliseconds: number;
}

/** Loads the specs and the oracle. */
export async function prepare(): Promise<Court> {
  return { specs: builtinSpecs, oracle: await createOracle(builtinSpecs.values()) };
}

/** The plan of a default run on a mutant, and the way to it. */
function open(mutant: Mutant, court: Court, { runs, seed }: Trial) {
  const spec = court.specs.get(mutant.loss);
  if (spec === undefined) throw new RangeError(`Cannot try "${mutant.id}": no such loss`);
  const evaluate = mutant.make();
  const gradients = Object.keys(spec.inputs).filter((name) => spec.inputs[name].grad);
  const adapter = moduleAdapter({
    name: mutant.id,
    dtypes: mutant.dtypes,
    refuses: [], // what `told` throws is a crash
    losses: {
      [mutant.loss]: {
        gradients,
        params: Object.keys(spec.params),
        compute: (call) => told(evaluate(call)),
      },
    },
  }, court.specs);
  const plan = makePlan({ ...court, about: adapter.about, runs, seed, version });
  return { plan, adapter };
}

function told(result: Result): Answer {
  if ("error" in result) throw new Error(result.error);
  return result;
}

/** Tries one check until a case fails. */
async function tryOne(
  plan: Plan,
  check: Check,
  adapter: ReturnType<typeof moduleAdapter>,
): Promise<Verdict> {
  const start = processorTime();
  const seed = checkSeed(plan.header.seed, check.id, check.dtype);
  const { id, dtype, level } = check;
  let cases = 0;
  const batches = drawBatches(check, seed, casesOf(check, plan.header.runs), 32);
  for await (const { trial, results } of answersTo(adapter, batches)) {
    cases++;
    const judgement = check.judge(trial, results);
    if (judgement.status !== "fail") continue;
    const { status: _, ...fault } = judgement;
    return { check: id, dtype, level, cases, milliseconds: processorTime() - start, fault };
  }
  return { check: id, dtype, level, cases, milliseconds: processorTime() - start };
}

/**
 * Tries a mutant as a default run does, check by check, until one kills it.
 *
 * @param mutant the wrong implementation
 * @param court the specs and the oracle
 * @param trial cases and seed
 * @param kind checks of this kind alone; absent = all
 * @returns the first check that fails and is as binding as what the mutant breaks
 */
export async function kill(
  mutant: Mutant,
  court: Court,
  trial: Trial,
  kind?: string,
): Promise<Outcome> {
  const start = processorTime();
  const { plan, adapter } = open(mutant, court, trial);
  let cases = 0;
  for (const check of plan.checks) {
    if (kind !== undefined && kind !== kindOf(check.id)) continue;
    const verdict = await tryOne(plan, check, adapter);
    cases += verdict.cases;
    if (verdict.fault === undefined || !suffices(verdict.level, mutant.level ?? "must")) continue;
    return { mutant, killer: verdict, cases, milliseconds: processorTime() - start };
  }
  return { mutant, cases, milliseconds: processorTime() - start };
}

/**
 * Tries a mutant with every check, each until it fails.
 *
 * @returns one verdict for each check of a default run
 */
export async function tryAll(
  mutant: Mutant,
  court: Court,
  trial: Trial,
): Promise<readonly Verdict[]> {
  const { plan } = open(mutant, court, trial);
  const verdicts: Verdict[] = [];
  for (const check of plan.checks) {
    // A fresh implementation for each check: what one leaves behind is no finding of the next.
    verdicts.push(await tryOne(plan, check, open(mutant, court, trial).adapter));
  }
  return verdicts;
}

/** The kinds of checks that a default run tries on a mutant. */
export function kindsFor(mutant: Mutant, court: Court, trial: Trial): ReadonlySet<string> {
  return new Set(open(mutant, court, trial).plan.checks.map(({ id }) => kindOf(id)));
}

/** The kind of a check: the second part of its id; rejections by what they reject. */
export function kindOf(check: string): string {
  const [, kind, detail] = check.split("/");
  return kind === "rejects" ? `rejects/${detail.split(".")[0]}` : kind;
}

/** Milliseconds of processor time so far: what else runs on the machine does not count. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const binding: readonly Level[] = ["may", "should", "must"];

function suffices(level: Level, wanted: Level): boolean {
  return binding.indexOf(level) >= binding.indexOf(wanted);
}
