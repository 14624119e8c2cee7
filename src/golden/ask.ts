/**
 * Asking an implementation the golden cases that it can be asked.
 *
 * @module
 */
import type { Adapter } from "../adapters/mod.ts";
import type { Capability, Spec } from "../spec/mod.ts";
import {
  hasGradient,
  hasInput,
  hasParam,
  hasReduction,
  outsideDomain,
  settledValue,
} from "../spec/internal.ts";
import { roundTo } from "../tensor/mod.ts";
import type { GoldenCase } from "./fixture.ts";
import { judgeCase, type Verdict } from "./judge.ts";

/** A case, and what the implementation's answer to it is worth. */
export interface Judged {
  readonly golden: GoldenCase;
  readonly verdict: Verdict;
}

/** Calls that are asked at a time. */
const batch = 64;

/**
 * Asks cases and judges the answers by the stored numbers.
 *
 * @param adapter the way to the implementation
 * @param specs every spec by its id
 * @param cases what to ask; those that the implementation has not are skipped
 * @returns each case with its verdict, in their order
 */
export async function* askCases(
  adapter: Adapter,
  specs: ReadonlyMap<string, Spec>,
  cases: readonly GoldenCase[],
): AsyncGenerator<Judged> {
  const { dtypes, losses } = adapter.about;
  for (let from = 0; from < cases.length; from += batch) {
    const part = cases.slice(from, from + batch);
    const lacks = part.map((golden) => {
      const { dtype, loss } = golden.call;
      if (!dtypes.includes(dtype)) return `it does not compute in ${dtype}`;
      return lackFor(specs.get(loss), losses[loss], golden);
    });
    const asked = part.filter((_, i) => lacks[i] === undefined);
    const wanted = (golden: GoldenCase) => gradientsOf(specs, losses, golden);
    const calls = asked.map((golden) => {
      const gradients = golden.call.gradients && wanted(golden).length > 0;
      return { ...golden.call, gradients };
    });
    const results = calls.length === 0 ? [] : await adapter.run(calls);
    let next = 0;
    for (const [i, golden] of part.entries()) {
      const why = lacks[i];
      const verdict: Verdict = why === undefined
        ? judgeCase(golden, results[next++], wanted(golden))
        : { status: "skipped", why };
      yield { golden, verdict };
    }
  }
}

function gradientsOf(
  specs: ReadonlyMap<string, Spec>,
  losses: Readonly<Record<string, Capability>>,
  { call }: GoldenCase,
): readonly string[] {
  const spec = specs.get(call.loss)!;
  return Object.keys(spec.inputs).filter((name) => hasGradient(spec, losses[call.loss], name));
}

/** Why a case cannot be asked; `undefined` when it can. */
function lackFor(
  spec: Spec | undefined,
  capability: Capability | undefined,
  { call }: GoldenCase,
): string | undefined {
  if (spec === undefined || capability === undefined) return `it has no ${call.loss}`;
  if (!hasReduction(spec, capability, call.reduction)) return `it has no ${call.reduction}`;
  const dialect = capability.dialect?.reduction;
  if (dialect !== undefined && call.reduction in spec.reduction.dialects[dialect]) {
    return `its ${call.reduction} is that of the dialect ${dialect}`;
  }
  const outside = outsideDomain(spec, call, capability.domain ?? {});
  if (outside !== undefined) return `outside its declared domain of ${outside.name}`;
  const input = Object.keys(call.inputs).find((name) => !hasInput(spec, capability, name));
  if (input !== undefined) return `it takes no ${input}`;
  const param = Object.entries(call.params).find(([name, value]) => {
    if (hasParam(spec, capability, name)) return false;
    const settled = settledValue(spec, capability, name);
    const fits = settled === null ? null : roundTo(settled, call.dtype);
    return value !== settled && value !== fits;
  });
  return param && `it has another ${param[0]}`;
}
