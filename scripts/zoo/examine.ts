/**
 * A member of the zoo before the suite, as a default run would have it.
 *
 * @module
 */
import { type Answer, moduleAdapter } from "../../src/adapters/mod.ts";
import type { Check } from "../../src/checks/mod.ts";
import { createOracle, type Oracle } from "../../src/oracle/mod.ts";
import { type Judged, makePlan, run } from "../../src/runner/mod.ts";
import { checkSeed, matches, shardOf } from "../../src/runner/internal.ts";
import { builtinSpecs, inDialect, type Result, type Spec } from "../../src/spec/mod.ts";
import { type FloatDType, floatDTypes } from "../../src/tensor/mod.ts";
import { version } from "../../src/version.ts";
import type { Member } from "./member.ts";

/** How a member is examined. */
export interface Trial {
  /** Cases in all, about: over all losses, formats and checks. */
  readonly cases: number;
  readonly seed: number;
  /** Only these formats. */
  readonly dtypes?: readonly FloatDType[];
  /** At most so many losses, by the seed; absent = all. */
  readonly losses?: number;
  /** Only checks that fit this pattern. */
  readonly checks?: string;
}

/** What became of it. */
export interface Examined {
  readonly member: Member;
  readonly cases: number;
  /** Those of them that were skipped: it does not compute them. */
  readonly skipped: number;
  readonly checks: number;
  /** The checks that accuse it, musts and others. */
  readonly accusations: readonly Judged[];
}

let standard: Promise<Oracle> | undefined;

/** The specs as a member reads them, and what judges by them: the same for all without a dialect. */
async function courtFor(member: Member, { losses = Infinity, seed }: Trial) {
  const { dialect, declares } = member;
  const all = [...builtinSpecs.values()].filter(member.has ?? (() => true));
  const known = all.map((_, i) => all[(i + seed) % all.length]).slice(0, losses);
  if (dialect === undefined) {
    if (declares !== undefined) {
      return {
        specs: builtinSpecs,
        known,
        oracle: await createOracle(builtinSpecs.values(), declares),
      };
    }
    standard ??= createOracle(builtinSpecs.values());
    return { specs: builtinSpecs, known, oracle: await standard };
  }
  const dialects = known.map((spec) => [spec.id, { dialect: dialect(spec) ?? {} }] as const);
  const specs = inDialect(builtinSpecs, Object.fromEntries(dialects));
  return { specs, known, oracle: await createOracle(specs.values(), declares) };
}

/**
 * Runs the suite on a member.
 *
 * @param member who is examined
 * @param trial cases and seed; where there are fewer cases than checks, one for each of some checks
 * @returns the checks that fail; of no checks where the member has none of the formats
 */
export async function examine(member: Member, trial: Trial): Promise<Examined> {
  const { cases, seed, checks: pattern, dtypes: wanted = floatDTypes } = trial;
  const dtypes = (member.dtypes ?? floatDTypes).filter((dtype) => wanted.includes(dtype));
  if (dtypes.length === 0) return { member, cases: 0, skipped: 0, checks: 0, accusations: [] };
  const { specs, known, oracle } = await courtFor(member, trial);
  const adapter = moduleAdapter({
    name: member.id,
    dtypes,
    refuses: [], // what it throws is a crash
    ...member.declares,
    losses: Object.fromEntries(known.map((spec) => [spec.id, definition(member, spec, specs)])),
  }, specs);
  const plan = makePlan({ specs, oracle, about: adapter.about, runs: 1, seed, version });
  const fitting = plan.checks.filter(({ id }) => pattern === undefined || matches(id, pattern));
  const shares = fitting.reduce((sum, { share = 1 }) => sum + share, 0);
  const runs = Math.max(1, Math.round(cases / Math.max(1, shares)));
  const parts = Math.max(1, Math.floor(fitting.length / cases));
  const checks = shardOf(fitting, { index: 1 + seed % parts, count: parts })
    .filter((check) => isDue(member, check, runs, seed));
  const judged: Judged[] = [];
  for await (const event of run({ ...plan, header: { ...plan.header, runs }, checks }, adapter)) {
    if (event.type === "judged") judged.push(event);
  }
  return {
    member,
    cases: judged.reduce((sum, { cases }) => sum + cases, 0),
    skipped: judged.reduce((sum, { skipped }) => sum + skipped, 0),
    checks: checks.length,
    accusations: judged.filter(({ status }) => status === "fail"),
  };
}

/** Checks whose share comes to less than a case, since their calls are large, are tried by that chance. */
function isDue(
  { id: member }: Member,
  { id, dtype, share = 1 }: Check,
  runs: number,
  seed: number,
) {
  return (checkSeed(seed, `${member} ${id}`, dtype) >>> 0) / 2 ** 32 < runs * share;
}

function definition(member: Member, spec: Spec, specs: ReadonlyMap<string, Spec>) {
  const dialect = member.dialect?.(spec);
  const evaluate = member.make(specs.get(spec.id)!);
  return {
    gradients: Object.keys(spec.inputs).filter((name) => spec.inputs[name].grad),
    params: Object.keys(spec.params),
    ...dialect !== undefined && { dialect },
    compute: (call: Parameters<typeof evaluate>[0]) => told(evaluate(call)),
  };
}

function told(result: Result): Answer {
  if ("error" in result) throw new Error(result.error);
  return result;
}
