/**
 * Identification: asks an implementation every witness of a loss, and says which conventions it follows.
 *
 * @module
 */
import type { Adapter } from "../adapters/mod.ts";
import { type Call, inDialect, type Result, type Spec } from "../spec/mod.ts";
import { computesIn, outsideDomain } from "../spec/internal.ts";
import { type FloatDType, floatDTypes } from "../tensor/mod.ts";
import { adviceOf } from "./advice.ts";
import { callOf } from "./ask.ts";
import type { Change, Convention, Witness, Witnesses } from "../losses/mod.ts";
import { declarationOf } from "./declaration.ts";
import type { Finding, LossIdentity, Relation } from "./finding.ts";
import { type Evidence, type Fit, fitOf, tensorRead } from "./fit.ts";
import { witnessesOf } from "./witnesses.ts";

/** How to ask. */
export interface IdentifyOptions {
  /** The format to ask in; absent = the widest that the implementation has. */
  readonly dtype?: FloatDType | undefined;
  /** What is asked of this loss besides what is asked of all; absent = nothing. */
  readonly witnesses?: Witnesses | undefined;
}

/**
 * Find out which conventions an implementation follows at one loss.
 *
 * @param adapter the implementation; it has the loss
 * @param file the loss as its spec has it, whatever the implementation declares
 * @param options the format to ask in, and what is asked of this loss alone
 * @returns an answer to every question that could be asked
 *
 * @example
 * ```ts
 * import { builtinSpecs, builtinWitnesses, identifyLoss, moduleAdapter } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * const huberInDisguise = moduleAdapter({
 *   name: "my losses",
 *   dtypes: ["f64"],
 *   losses: {
 *     smooth_l1_loss: {
 *       reductions: ["sum"],
 *       compute: ({ inputs: { pred, target }, params: { beta } }) => ({
 *         value: Array.from(pred.data, (p, i) => Math.abs(p - target.data[i])).reduce(
 *           (sum, d) => sum + (d < beta! ? 0.5 * d * d : beta! * (d - 0.5 * beta!)),
 *           0,
 *         ),
 *       }),
 *     },
 *   },
 * }, builtinSpecs);
 * const spec = builtinSpecs.get("smooth_l1_loss")!;
 * const witnesses = builtinWitnesses(spec.id);
 * const { findings } = await identifyLoss(huberInDisguise, spec, { witnesses });
 * const [found] = findings.filter(({ witness }) => witness === "function");
 * assertEquals(found.status === "found" && found.conventions.map(({ id }) => id), ["huber"]);
 * ```
 */
export async function identifyLoss(
  adapter: Adapter,
  file: Spec,
  options: IdentifyOptions = {},
): Promise<LossIdentity> {
  const { about } = adapter;
  const capability = about.losses[file.id];
  const spec = inDialect(new Map([[file.id, file]]), about.losses).get(file.id)!;
  const dtypes = about.dtypes.filter((one) => computesIn(capability, one));
  const dtype = options.dtype ?? floatDTypes.find((one) => dtypes.includes(one))!;
  const asked = witnessesOf(file, capability, options.witnesses).map((witness) => {
    const calls = witness.calls.map((ask) => {
      const call = callOf(ask, witness.reads, { spec, capability, dtype });
      if (!isCall(call)) return call;
      const outside = outsideDomain(spec, call, capability.domain ?? {});
      return outside === undefined ? call : `outside its declared domain of ${outside.name}`;
    });
    return { witness, calls };
  });
  const possible = asked.flatMap(({ calls }) => calls).filter(isCall);
  const answers = possible.length === 0 ? [] : await adapter.run(possible);
  const results = new Map(possible.map((call, i) => [call, answers[i]]));

  const findings = await judgeAll(asked, results, { spec, flushes: about.flushes ?? [] });
  const scalar = possible.flatMap((call) => {
    const result = results.get(call)!;
    return call.reduction !== "none" && "value" in result ? [result.value.shape] : [];
  })[0];
  const declared = capability.dialect ?? {};
  const declare = declarationOf(file, declared, findings);
  const advice = adviceOf(file, capability, findings);
  return {
    loss: file.id,
    dtype,
    findings,
    ...(scalar !== undefined && { scalar }),
    declared,
    ...(declare !== undefined && { declare }),
    ...(advice.length > 0 && { advice }),
  };
}

function isCall(call: Call | string): call is Call {
  return typeof call !== "string";
}

interface Asking {
  readonly witness: Witness;
  /** Its calls; text where one is not possible. */
  readonly calls: readonly (Call | string)[];
}

/** Judges the answers to one witness after the other, each within what was found before. */
async function judgeAll(
  asked: readonly Asking[],
  results: ReadonlyMap<Call, Result>,
  about: Required<Pick<Evidence, "spec" | "flushes">>,
): Promise<Finding[]> {
  const findings = new Map<string, Finding>();
  const ruledOut = new Map<string, readonly string[]>();
  const settled = new Map<string, Change>();
  for (const { witness, calls } of asked) {
    const { narrows, within } = witness;
    // What narrows another witness speaks for it.
    const { id, asks } = narrows === undefined
      ? witness
      : { id: narrows, asks: findings.get(narrows)?.asks ?? "" };
    const before = findings.get(narrows ?? within ?? "");
    if (narrows !== undefined && !isOpen(before)) continue;
    const out = ruledOut.get(narrows ?? within ?? "") ?? [];
    const conventions = witness.conventions.filter((one) => !out.includes(one.id));
    const heard = heardOf(calls, results);
    if (typeof heard === "string") {
      if (narrows === undefined) {
        findings.set(id, { witness: id, asks, status: "unasked", why: heard });
      }
      continue;
    }
    settled.delete(id);
    const evidence = { ...about, ...heard, reads: witness.reads, changes: [...settled.values()] };
    const finding = await judge({ ...witness, id, asks, conventions }, evidence);
    findings.set(id, finding);
    if (finding.status !== "found") continue;
    const ids = finding.conventions.map((one) => one.id);
    ruledOut.set(
      id,
      [...out, ...conventions.map((one) => one.id)].filter((one) => !ids.includes(one)),
    );
    if (within !== undefined && before?.status === "found") {
      const both = before.conventions.filter((one) => ids.includes(one.id));
      if (both.length > 0) findings.set(within, { ...before, conventions: both });
    }
    const [{ answers }, ...others] = finding.conventions;
    const holds = witness.settles && finding.relation !== "declared" && others.length === 0;
    if (holds && answers.kind === "computes" && answers.change) settled.set(id, answers.change);
  }
  return [...findings.values()];
}

/** Whether a witness left several conventions possible. */
function isOpen(finding: Finding | undefined): boolean {
  return finding?.status === "found" && finding.conventions.length > 1;
}

/** The first call that was answered, or why there is none. */
function heardOf(
  calls: readonly (Call | string)[],
  results: ReadonlyMap<Call, Result>,
): Pick<Evidence, "call" | "result"> | string {
  let why = "no call of this kind is possible";
  for (const call of calls) {
    if (!isCall(call)) {
      why = call;
      continue;
    }
    const result = results.get(call)!;
    if (!("unsupported" in result)) return { call, result };
    why = result.unsupported;
  }
  return why;
}

async function judge(witness: Witness, evidence: Evidence): Promise<Finding> {
  const { id, asks, stance, conventions, reads } = witness;
  const { result } = evidence;
  const fits: { readonly convention: Convention; readonly fit: Fit }[] = [];
  for (const convention of conventions) {
    fits.push({ convention, fit: await fitOf(evidence, convention.answers) });
  }
  const holding = fits.filter(({ fit }) => fit.fits).map(({ convention }) => convention);
  if (holding.length > 1 && holding.length === conventions.length) {
    return { witness: id, asks, status: "unasked", why: "this input does not tell" };
  }
  const isDeclared = stance === "computes" && (await fitOf(evidence, asDeclared.answers)).fits;
  if (holding.length > 0 || isDeclared) {
    const found = holding.length > 0 ? holding : [asDeclared];
    const relation = relationOf(stance, isDeclared, result, found);
    return { witness: id, asks, status: "found", conventions: found, relation, stance };
  }
  const [nearest] = fits.filter(({ fit }) => Number.isFinite(fit.distance))
    .toSorted((a, b) => a.fit.distance - b.fit.distance);
  return {
    witness: id,
    asks,
    status: "unknown",
    answer: result,
    numbers: Array.from(tensorRead(result, reads)?.data ?? []),
    ...(nearest && {
      nearest: { convention: nearest.convention, expected: nearest.fit.expected ?? [] },
    }),
    relation: stance === "open" ? "open" : "other",
    stance,
  };
}

/** What is not changed: stands for declared values that no library is known for. */
const asDeclared: Convention = {
  id: "declared",
  says: "as declared",
  answers: { kind: "computes" },
};

function relationOf(
  stance: Witness["stance"],
  isDeclared: boolean,
  result: Result,
  [first]: readonly Convention[],
): Relation {
  if (stance === "open") return "open";
  if (stance === "refuses") return "rejected" in result ? "declared" : "other";
  if (isDeclared) return "declared";
  return first.dialect === undefined ? "other" : "dialect";
}
