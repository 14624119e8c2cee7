/**
 * The bridge to Deno's test runner: one test an implementation, one step a check.
 *
 * @module
 */
import { openImplementation, unknownName } from "./adapters/internal.ts";
import { type Adapter, CannotRun, type Implementation, moduleAdapter } from "./adapters/mod.ts";
import type { Check } from "./checks/mod.ts";
import { version } from "./version.ts";
import { createOracle } from "./oracle/mod.ts";
import { failureLines, shareText } from "./report/internal.ts";
import {
  type Event,
  type ExpectedFailure,
  type Judged,
  makePlan,
  type Plan,
  type PlanOptions,
  run,
} from "./runner/mod.ts";
import { footerOf } from "./runner/internal.ts";
import { builtinSpecs, inDialect, type Spec } from "./spec/mod.ts";
import type { FloatDType } from "./tensor/mod.ts";

/** What to test; whatever is left out has its default. */
export interface ConformanceOptions {
  /** Only these losses; absent = all that the implementation has. */
  readonly losses?: readonly string[];
  /** Only these formats; absent = all that the implementation has. */
  readonly dtypes?: readonly FloatDType[];
  /** Only checks that fit one of these patterns, e.g. `"smooth_l1_loss/**"`. */
  readonly checks?: readonly string[];
  /**
   * Checks that are known to fail: ids or patterns, or with a reason, a format, a counterexample, and
   * `when`, a condition such as `"alpha == 0"` outside of which it must hold. Such a step fails when its
   * check holds again, and what fits no check of the implementation is an
   * error, so that the list cannot grow old.
   *
   * @default {[]}
   */
  readonly expectedFailures?: readonly (string | ExpectedFailure)[];
  /**
   * How binding a check must be to be tested.
   *
   * @default {"must"}
   */
  readonly level?: "must" | "should";
  /**
   * Cases for each check.
   *
   * @default {100}
   */
  readonly runs?: number;
  /**
   * Where the random cases begin: the same seed tries the same cases.
   *
   * @default {1}
   */
  readonly seed?: number;
  /** Accept only this form of a formula, and better ones; absent = any listed form. */
  readonly form?: string;
  /** The share of each loss's cases that has to be judged, 0 to 1; absent = none. */
  readonly require?: number;
  /**
   * Every spec by its id.
   *
   * @default {builtinSpecs}
   */
  readonly specs?: ReadonlyMap<string, Spec>;
}

/**
 * Registers a test of an implementation, with one step for each check that it has to pass.
 *
 * @param implementation made with `defineImplementation`, or a name or path that
 * `lossproof check` takes
 * @param options what to test
 * @returns nothing; the test fails with the smallest counterexample found for each broken check
 *
 * @example
 * ```ts ignore
 * import { conformance } from "lossproof/testing";
 *
 * conformance("reference", { losses: ["smooth_l1_loss"], dtypes: ["f32"], runs: 10 });
 * ```
 */
export function conformance(
  implementation: Implementation | string,
  options: ConformanceOptions = {},
): void {
  const name = typeof implementation === "string" ? implementation : implementation.name;
  Deno.test(`${name} conforms`, (t) => conformanceSteps(t, implementation, options));
}

/** What runs the steps: Deno's test context is one. */
export interface Steps {
  /** Runs one step; a step that rejects has failed. */
  step(name: string, fn: () => Promise<void>): Promise<unknown>;
}

/**
 * Tests an implementation within a test of your own, with one step for each check.
 *
 * @param t the context of the test
 * @param implementation as for {@linkcode conformance}
 * @param options what to test
 * @returns a promise that is kept when all steps are through; a failed step is told to `t` alone
 * @throws {Error} when the implementation cannot be run, the options fit nothing, no check holds,
 * or too little could be judged
 *
 * @example
 * ```ts
 * import { conformanceSteps } from "lossproof/testing";
 * import { assertEquals } from "@std/assert";
 *
 * const names: string[] = [];
 * const steps = {
 *   async step(name: string, fn: () => Promise<void>) {
 *     await fn();
 *     names.push(name);
 *   },
 * };
 * await conformanceSteps(steps, "reference", {
 *   losses: ["l1_loss"],
 *   dtypes: ["f32"],
 *   checks: ["l1_loss/nonnegative"],
 *   runs: 10,
 * });
 * assertEquals(names, ["l1_loss f32: nonnegative"]);
 * ```
 */
export async function conformanceSteps(
  t: Steps,
  implementation: Implementation | string,
  options: ConformanceOptions = {},
): Promise<void> {
  const all = options.specs ?? builtinSpecs;
  const adapter = await open(implementation, all);
  try {
    const specs = inDialect(all, adapter.about.losses);
    const oracle = await createOracle(specs.values(), adapter.about);
    const seed = options.seed ?? 1;
    const plan = planFor({ specs, oracle, about: adapter.about, version, seed }, options);
    const events = run(plan, adapter);
    await events.next();
    const judged: Judged[] = [];
    for (const check of plan.checks) {
      await t.step(stepName(check), async () => {
        const outcome = await nextOutcome(events);
        judged.push(outcome);
        const problem = problemOf(outcome, plan);
        if (problem !== undefined) throw failure(problem);
      });
    }
    requireEvidence(judged, plan);
  } finally {
    await adapter.close();
  }
}

async function open(
  implementation: Implementation | string,
  specs: ReadonlyMap<string, Spec>,
): Promise<Adapter> {
  if (typeof implementation === "string") {
    return await openImplementation(implementation, specs, { inProcess: true });
  }
  const adapter = moduleAdapter(implementation, specs);
  const unknown = unknownName(adapter.about, specs);
  if (unknown !== undefined) throw new CannotRun(implementation.name, unknown);
  return adapter;
}

function planFor(whole: PlanOptions, options: ConformanceOptions): Plan {
  const { losses, dtypes, checks, runs, form, require, level = "must", expectedFailures = [] } =
    options;
  const plan = makePlan({
    ...whole,
    expected: expectedFailures.map((one) => typeof one === "string" ? { check: one } : one),
    ...(losses !== undefined && { losses }),
    ...(dtypes !== undefined && { dtypes }),
    ...(checks !== undefined && { checks }),
    ...(runs !== undefined && { runs }),
    ...(form !== undefined && { form }),
    ...(require !== undefined && { require }),
  });
  const binds = (check: { readonly level: Check["level"] }) =>
    check.level === "must" || check.level === level;
  return {
    ...plan,
    header: { ...plan.header, checks: plan.header.checks.filter(binds) },
    checks: plan.checks.filter(binds),
  };
}

/** E.g. `smooth_l1_loss f32: nonnegative`; what that requires is told where it does not hold. */
function stepName({ id, loss, dtype }: Check): string {
  const rest = id.startsWith(`${loss}/`) ? id.slice(loss.length + 1) : id;
  return `${loss} ${dtype}: ${rest}`;
}

/** Insists that something holds, and that as much was judged as is required. */
function requireEvidence(judged: readonly Judged[], { header }: Plan): void {
  const { name } = header.implementation;
  if (!judged.some(({ status }) => status === "pass")) {
    throw new Error(`Not one check of "${name}" holds`);
  }
  const { lacking, evidence, judged: telling } = footerOf(judged, 0, header);
  if (telling === 0) throw new Error(`"${name}" answers too few cases to be judged`);
  if (lacking.length === 0) return;
  const shares = lacking.map((loss) => `${loss} ${shareText(evidence[loss])}`).join(", ");
  throw new Error(
    `Too few cases of "${name}" were judged: ${shares}, ${header.require} is required`,
  );
}

/** An error that is all message: where in Lossproof it is made helps nobody. */
function failure(message: string): Error {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return new Error(message);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

async function nextOutcome(events: AsyncGenerator<Event>): Promise<Judged> {
  const { value, done } = await events.next();
  if (done || value.type !== "judged") throw new Error("The run ended before this check");
  return value;
}

/** Why a step fails; `undefined` when it does not. */
function problemOf(outcome: Judged, plan: Plan): string | undefined {
  const { status, why, expected, stale = [], counterexample } = outcome;
  if (expected !== undefined) {
    const [held] = status === "pass" ? [expected] : stale;
    if (held === undefined) return undefined;
    const where = held.when === undefined ? "" : ` when ${held.when}`;
    return `Holds${where}, but was expected to fail: take it off the list`;
  }
  if (status !== "fail") return undefined;
  if (counterexample === undefined) return why ?? "Failed";
  const { check, dtype, seed } = counterexample;
  const options = { checks: [check], dtypes: [dtype], runs: plan.header.runs, seed };
  const replay = `conformance(…, ${JSON.stringify(options)})`;
  const settings = { width: 100, specs: plan.specs };
  return failureLines({ ...counterexample, replay }, settings).join("\n");
}
