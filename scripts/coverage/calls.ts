/**
 * Regions of gradients from above, of orders of calls, and of tensors that are one.
 *
 * @module
 */
import { roundTo } from "../../src/tensor/mod.ts";
import type { Spec } from "../../src/spec/mod.ts";
import { ofCalls, type Region, type Topic } from "./region.ts";

function above(name: string, has: (data: readonly number[]) => boolean): Region {
  return ofCalls(name, ({ upstream }) => upstream !== undefined && has([...upstream.data]));
}

/** Gradients from above that are no short fractions. */
export const upstreams: Topic = {
  name: "upstream",
  regionsOf: (spec) =>
    Object.values(spec.inputs).some(({ grad }) => grad)
      ? [
        above("of many digits", (data) => data.some((g) => roundTo(g, "bf16") !== g)),
        above("small", (data) => data.some((g) => g !== 0 && Math.abs(g) < 2 ** -6)),
        above("large", (data) => data.some((g) => Math.abs(g) > 8)),
        ...spec.reduction.modes.includes("none")
          ? [above("of both signs", (data) => [1, -1].every((s) => data.some((g) => g * s > 0)))]
          : [],
      ]
      : [],
};

function isPure(spec: Spec): boolean {
  return spec.invariants.some(({ kind }) => kind === "pure");
}

function withFact(name: string, fact: string): Region {
  return {
    name,
    seen: ({ check, trial }) => check.split("/")[1] === "pure" && fact in trial.facts,
  };
}

/** Orders of calls after which programs that remember give another answer. */
export const orders: Topic = {
  name: "order",
  regionsOf: (spec) =>
    isPure(spec)
      ? [
        withFact("another format between", "format"),
        ...spec.rejects.length > 0 ? [withFact("after one that is refused", "refused")] : [],
        withFact("one that is taken for it between", "alike"),
        {
          name: "after several others",
          seen: ({ trial: { calls } }) => calls.length > 3 && calls[0] === calls[calls.length - 1],
        },
      ]
      : [],
};

/** Inputs that are one tensor, answers that share their memory. */
export const memory: Topic = {
  name: "memory",
  regionsOf: (spec) => [
    ...hasLikeInputs(spec)
      ? [ofCalls("one tensor as two inputs", ({ inputs }) => {
        const given = Object.values(inputs);
        return new Set(given).size < given.length;
      })]
      : [],
    ...isPure(spec)
      ? [{
        name: "an answer held over a call",
        seen: ({ check }: { readonly check: string }) => check.endsWith("/pure/answers_stay"),
      }]
      : [],
  ],
};

/** Whether two data inputs have one domain and one shape. */
function hasLikeInputs(spec: Spec): boolean {
  const kinds = Object.values(spec.inputs)
    .filter(({ kind, role }) => kind === "float" && role === "data")
    .map(({ domain, shape }) => `${domain} ${shape}`);
  return new Set(kinds).size < kinds.length;
}
