/**
 * Losses whose terms have entries, components or no records: a right evaluation of each conforms, and one
 * that takes the first gradient from above for all is caught.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { moduleAdapter } from "../../src/adapters/mod.ts";
import { createOracle } from "../../src/oracle/mod.ts";
import { casesOf } from "../../src/depth.ts";
import { answersTo, checkSeed, drawBatches } from "../../src/runner/internal.ts";
import { makePlan } from "../../src/runner/mod.ts";
import type { Call, Spec } from "../../src/spec/mod.ts";
import { parseSpec, resolveSpecs } from "../../src/spec_files/mod.ts";
import { tensor } from "../../src/tensor/mod.ts";
import { version } from "../../src/version.ts";
import { type Evaluate, honestly } from "./honest.ts";

const laws = [
  { kind: "reduction_equivalence" },
  { kind: "batch_additive" },
  { kind: "permutation_invariant" },
  { kind: "propagates_nan", input: "pred" },
  { kind: "finite_for_finite" },
  { kind: "pure" },
  { kind: "layout_independent" },
];

interface Made {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly output: readonly string[];
  readonly formula: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

const box = { axes: { box: ["x1", "y1", "x2", "y2"] } };
const made: Readonly<Record<string, Made>> = {
  logistic_by_class: {
    inputs: { pred: { shape: ["N", "C"], grad: true }, weight: weight(["N"]) },
    output: ["N", "C"],
    formula: "weight * softplus(pred)",
  },
  entropy_by_class: {
    inputs: { pred: { shape: ["N", "C", "..."], grad: true } },
    output: ["N", "C", "..."],
    formula: "-softmax(pred) * log_softmax(pred)",
  },
  area: {
    inputs: { pred: { shape: ["N", "box"], grad: true } },
    output: ["N"],
    formula: "abs(pred.x2 - pred.x1) + abs(pred.y2 - pred.y1)",
    more: box,
  },
  side_lengths: {
    inputs: { pred: { shape: ["N", "box"], grad: true }, target: { shape: ["N", "box"] } },
    output: ["N", "box"],
    formula: "abs(pred - target)",
    more: box,
  },
  sum_over_places: {
    inputs: { pred: { shape: ["N", "C", "P"], grad: true } },
    output: ["N", "C"],
    formula: "sum(abs(pred), P)",
  },
  greatest_of_all: {
    inputs: { pred: { shape: ["N", "D"], grad: true } },
    output: [],
    formula: "max(sum(abs(pred), D), N)",
    more: { invariants: [{ kind: "finite_for_finite" }, { kind: "pure" }] },
  },
  shares: {
    inputs: { pred: { shape: ["N"], grad: true } },
    output: ["N"],
    formula: "softmax(pred, N)",
    more: { coupled: true, invariants: [{ kind: "pure" }] },
  },
};

function weight(shape: readonly string[]): unknown {
  return { shape, role: "weight", domain: "nonnegative", optional: true, absent: 1 };
}

function specOf(id: string, { inputs, output, formula, more }: Made): Spec {
  const text = JSON.stringify({
    id,
    title: id,
    family: "regression",
    summary: id,
    inputs,
    output,
    reduction: { modes: ["none", "sum", "mean"], denominators: { mean: { of: "elements" } } },
    formula: { forms: { textbook: formula } },
    invariants: laws,
    ...more,
  });
  return resolveSpecs([{ file: `${id}.json`, spec: parseSpec(text, `${id}.json`) }]).get(id)!;
}

/** Cases for each check. */
const runs = casesOf(3);

/** The first check that fails, with why, in a run of some cases. */
async function failureOf(spec: Spec, evaluate: Evaluate): Promise<string | undefined> {
  const specs = new Map([[spec.id, spec]]);
  const gradients = Object.keys(spec.inputs).filter((name) => spec.inputs[name].grad);
  const implementation = {
    name: spec.id,
    dtypes: ["f32"] as const,
    losses: {
      [spec.id]: {
        gradients,
        params: [],
        compute(call: Call) {
          const result = evaluate(call);
          if ("error" in result) throw new Error(result.error);
          return result;
        },
      },
    },
  };
  const adapter = moduleAdapter(implementation, specs);
  const oracle = await createOracle(specs.values());
  const plan = makePlan({ specs, oracle, about: adapter.about, runs, seed: 1, version });
  for (const check of plan.checks) {
    // What large calls are for is said elsewhere, of every loss.
    if (check.id.includes("/large/")) continue;
    const seed = checkSeed(plan.header.seed, check.id, check.dtype);
    for await (const { trial, results } of answersTo(adapter, drawBatches(check, seed, runs, 32))) {
      const judgement = check.judge(trial, results);
      if (judgement.status === "fail") return `${check.id}: ${JSON.stringify(judgement)}`;
    }
  }
  return undefined;
}

for (const [id, loss] of Object.entries(made)) {
  const spec = specOf(id, loss);
  Deno.test(`a right evaluation of ${id} conforms`, async () => {
    assertEquals(await failureOf(spec, honestly(spec)), undefined);
  });

  if (loss.output.length < 2) continue;
  Deno.test(`the first gradient from above, taken for all entries of ${id}, is found`, async () => {
    const right = honestly(spec);
    const wrong: Evaluate = (call) => {
      const { upstream } = call;
      if (upstream === undefined || upstream.shape.length < 2) return right(call);
      const entries = upstream.data.length / upstream.shape[0];
      const first = Array.from(upstream.data, (_, i) => upstream.data[i - i % entries]);
      return right({ ...call, upstream: tensor(call.dtype, upstream.shape, first) });
    };
    assert(await failureOf(spec, wrong) !== undefined);
  });
}
