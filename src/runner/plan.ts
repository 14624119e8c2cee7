/**
 * A plan: which checks a run tries, in which order, with which seed.
 *
 * @module
 */
import type { About } from "../adapters/mod.ts";
import { type Check, checksFor } from "../checks/mod.ts";
import type { Oracle } from "../oracle/mod.ts";
import { type Spec, specDigest } from "../spec/mod.ts";
import { computesIn, didYouMean, renamedForm } from "../spec/internal.ts";
import type { FloatDType } from "../tensor/mod.ts";
import { CannotPlan } from "./cannot_plan.ts";
import type { Counterexample, ExpectedFailure, Header } from "./event.ts";
import { requireChecks } from "./expected.ts";
import { select } from "./pattern.ts";
import { type Shard, shardOf } from "./shard.ts";

/** What a run will try. */
export interface Plan {
  /** The plan as it is told. */
  readonly header: Header;
  /** The checks of the header that are to be tried, in its order: those of its shard. */
  readonly checks: readonly Check[];
  /** Every spec, by its id. */
  readonly specs: ReadonlyMap<string, Spec>;
  /** The judge of the checks. */
  readonly oracle: Oracle;
  /** Failures that are known. */
  readonly expected: readonly ExpectedFailure[];
  /** Counterexamples of earlier runs and of expected failures: a check tries its own first. */
  readonly stored: readonly Counterexample[];
}

/** What to plan for. */
export interface PlanOptions {
  /** Every spec, by its id; in the implementation's dialect, see {@linkcode inDialect}. */
  readonly specs: ReadonlyMap<string, Spec>;
  /** An oracle of those specs. */
  readonly oracle: Oracle;
  /** What the implementation says of itself. */
  readonly about: About;
  /** Only these losses; absent = all that the implementation has. */
  readonly losses?: readonly string[];
  /** Only these formats; absent = all that the implementation has. */
  readonly dtypes?: readonly FloatDType[];
  /** Only checks that fit one of these patterns: `*` inside one component, `**` for any. */
  readonly checks?: readonly string[];
  /** Cases per check, at least 1 (default 100). */
  readonly runs?: number;
  /** Any integer. */
  readonly seed: number;
  /** The grade asked for: only this form and better ones pass. */
  readonly form?: string;
  /** The share of each loss's cases that has to be judged, 0 to 1 (default: none). */
  readonly require?: number;
  /** Failures that are known (default none); each fits a check of the implementation. */
  readonly expected?: readonly ExpectedFailure[];
  /** Counterexamples of earlier runs (default none); those of checks that are not tried do nothing. */
  readonly stored?: readonly Counterexample[];
  /** Only this part of the checks. */
  readonly shard?: Shard;
  /** For how many seconds rounds of further cases are to follow; told, not enforced. */
  readonly time?: number;
  /** Lossproof's version. */
  readonly version: string;
  /** SHA-256 of the lock of what it is built from, in hexadecimal. */
  readonly lock?: string;
  /** Whether strangers' code runs in this very process. */
  readonly inProcess?: true;
}

/**
 * Plans a run.
 *
 * @param options what to plan for
 * @returns the plan: at least one check unless it is a shard, by loss in the specs' order, then by format
 * @throws {CannotPlan} when a loss, format or form is unknown, a pattern or an expected failure
 * matches nothing, or nothing is left to try
 *
 * @example
 * ```ts
 * import { builtinSpecs, createOracle, makePlan, version } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * const plan = makePlan({
 *   specs: builtinSpecs,
 *   oracle: await createOracle(builtinSpecs.values()),
 *   about: { name: "my losses", dtypes: ["f32", "f16"], losses: { l1_loss: {} } },
 *   checks: ["l1_loss/nonnegative"],
 *   seed: 1,
 *   version,
 * });
 * assertEquals(plan.header.runs, 100);
 * assertEquals(plan.checks.map(({ id, dtype }) => `${id} ${dtype}`), [
 *   "l1_loss/nonnegative f32",
 *   "l1_loss/nonnegative f16",
 * ]);
 * ```
 */
export function makePlan(options: PlanOptions): Plan {
  const { specs, oracle, about, seed, form, require, expected = [], shard, time } = options;
  const { version, lock, inProcess } = options;
  const runs = options.runs ?? 100;
  if (!Number.isSafeInteger(runs) || runs < 1) {
    throw new CannotPlan("plan a run", `runs must be a whole number >= 1, got ${runs}`);
  }
  if (!Number.isSafeInteger(seed)) {
    throw new CannotPlan("plan a run", `seed must be a whole number, got ${seed}`);
  }
  if (require !== undefined && !(require >= 0 && require <= 1)) {
    throw new CannotPlan("plan a run", `require must be a share from 0 to 1, got ${require}`);
  }
  const chosen = chooseSpecs(options);
  const dtypes = chooseDTypes(options);
  if (form !== undefined) requireForm(form, chosen);

  const world = {
    specs,
    oracle,
    capabilities: about.losses,
    dtypes: about.dtypes,
    ...(form !== undefined && { form }),
  };
  const checksOf = (some: readonly Spec[], formats: readonly FloatDType[]) =>
    some.flatMap((spec) =>
      formats.filter((dtype) => computesIn(about.losses[spec.id], dtype))
        .flatMap((dtype) => checksFor(spec, dtype, about.losses[spec.id], world))
    );
  const all = checksOf(chosen, dtypes);
  if (expected.length > 0) {
    const known = [...specs.values()].filter(({ id }) => Object.hasOwn(about.losses, id));
    requireChecks(expected, checksOf(known, about.dtypes), specs);
  }
  const patterns = options.checks ?? [];
  const checks = patterns.length > 0 ? select(all, patterns) : all;
  if (checks.length === 0) {
    throw new CannotPlan("plan a run", `there is nothing to check in "${about.name}"`);
  }
  const header: Header = {
    type: "header",
    format: 1,
    lossproof: version,
    ...(lock !== undefined && { lock }),
    ...(inProcess && { inProcess }),
    implementation: about,
    seed,
    runs,
    ...(time !== undefined && { time }),
    dtypes,
    ...(form !== undefined && { form }),
    ...(require !== undefined && { require }),
    specs: Object.fromEntries(
      chosen.filter(({ id }) => checks.some(({ loss }) => loss === id))
        .map((spec) => [spec.id, specDigest(spec)]),
    ),
    ...(shard !== undefined && { shard }),
    checks: checks.map(({ id, loss, dtype, level }) => ({ id, loss, dtype, level })),
  };
  const pinned = expected.flatMap(({ counterexample }) => counterexample ?? []);
  const stored = [...pinned, ...options.stored ?? []];
  const own = shard === undefined ? checks : shardOf(checks, shard);
  return { header, checks: own, specs, oracle, expected, stored };
}

function chooseSpecs({ specs, about, losses }: PlanOptions): Spec[] {
  const ids = losses ?? Object.keys(about.losses);
  for (const id of ids) {
    if (!specs.has(id)) {
      const whose = losses === undefined ? ` of "${about.name}"` : "";
      throw new CannotPlan(
        "plan a run",
        `unknown loss "${id}"${whose}${didYouMean(id, [...specs.keys()])}`,
      );
    }
    if (!Object.hasOwn(about.losses, id)) {
      const has = Object.keys(about.losses).join(", ") || "none";
      throw new CannotPlan("plan a run", `"${about.name}" has no "${id}", only: ${has}`);
    }
  }
  return [...specs.values()].filter((spec) => ids.includes(spec.id));
}

function chooseDTypes({ about, dtypes }: PlanOptions): readonly FloatDType[] {
  const missing = dtypes?.find((dtype) => !about.dtypes.includes(dtype));
  if (missing !== undefined) {
    const has = about.dtypes.join(", ") || "none";
    throw new CannotPlan("plan a run", `"${about.name}" has no ${missing}, only: ${has}`);
  }
  return about.dtypes.filter((dtype) => dtypes?.includes(dtype) ?? true);
}

function requireForm(form: string, specs: readonly Spec[]): void {
  const known = new Set(specs.flatMap((spec) => Object.keys(spec.formula.forms)));
  if (!known.has(form)) {
    const now = renamedForm(form, specs);
    if (now !== undefined) {
      throw new CannotPlan("plan a run", `the form "${form}" is called "${now}" now`);
    }
    throw new CannotPlan("plan a run", `unknown form "${form}"${didYouMean(form, [...known])}`);
  }
}
