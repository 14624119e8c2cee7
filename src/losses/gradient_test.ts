import { assert } from "@std/assert";
import fc from "fast-check";
import type { Call } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { evaluateReference } from "./reference.ts";

const x = fc.double({ min: -6, max: 6, noNaN: true });
const t = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const w = fc.double({ min: 0.1, max: 3, noNaN: true });
const three = (of: fc.Arbitrary<number>) => fc.array(of, { minLength: 3, maxLength: 3 });
const column = (values: readonly number[]) => tensor("f64", [values.length], values);

const drawn = fc.record({ x: three(x), t: three(t), w: three(w), q: w, s: t, gamma: w });
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

/** Every loss in general position: by which inputs it is differentiated, and a call at a draw. */
const calls: Readonly<Record<string, (d: Drawn) => Pick<Call, "inputs" | "params">>> = {
  l1_loss: (d) => ({ inputs: { pred: column(d.x), target: column(d.t) }, params: {} }),
  smooth_l1_loss: (d) => ({
    inputs: { pred: column(d.x), target: column(d.t) },
    params: { beta: d.q },
  }),
  huber_loss: (d) => ({
    inputs: { pred: column(d.x), target: column(d.t) },
    params: { delta: d.q },
  }),
  weighted_smooth_l1_loss: (d) => ({
    inputs: { pred: column(d.x), target: column(d.t), weight: column(d.w) },
    params: { beta: d.q, avg_factor: d.gamma },
  }),
  binary_cross_entropy: (d) => ({
    inputs: { pred: column(d.t), target: column([d.s, 0, 1]) },
    params: { epsilon: d.q },
  }),
  binary_cross_entropy_with_logits: (d) => ({
    inputs: {
      pred: column(d.x),
      target: column(d.t),
      weight: column(d.w),
      pos_weight: tensor("f64", [], [d.q]),
    },
    params: { label_smoothing: d.s },
  }),
  cross_entropy: (d) => ({
    inputs: {
      pred: tensor("f64", [2, 3], [...d.x, ...d.w]),
      label: tensor("i32", [2], [0, 2]),
      class_weight: column(d.w),
    },
    params: { label_smoothing: d.s },
  }),
  weighted_cross_entropy: (d) => ({
    inputs: {
      pred: tensor("f64", [2, 3], [...d.x, ...d.w]),
      label: tensor("i32", [2], [0, 2]),
      weight: column([d.q, d.s]),
    },
    params: { avg_factor: d.gamma },
  }),
  sigmoid_focal_loss: (d) => ({
    inputs: { pred: column(d.x), target: column([d.s, 0, 1]), weight: column(d.w) },
    params: { gamma: d.gamma, alpha: d.s },
  }),
  weighted_sigmoid_focal_loss: (d) => ({
    inputs: { pred: column(d.x), target: column([d.s, 0, 1]), weight: column(d.w) },
    params: { gamma: d.gamma, alpha: null },
  }),
  softmax_focal_loss: (d) => ({
    inputs: {
      pred: tensor("f64", [2, 3], [...d.x, ...d.w]),
      label: tensor("i32", [2], [0, 2]),
      alpha: column(d.w),
    },
    params: { gamma: d.gamma },
  }),
};

function evaluate(call: Call) {
  const result = evaluateReference(call);
  if (!("value" in result)) throw new Error(JSON.stringify(result));
  return result;
}

const step = 2 ** -18;

for (const [loss, make] of Object.entries(calls)) {
  Deno.test(`evaluateReference() has gradients of ${loss} that are its slopes`, () => {
    fc.assert(
      fc.property(drawn, (draw) => {
        const call: Call = {
          loss,
          dtype: "f64",
          reduction: "mean",
          gradients: true,
          ...make(draw),
        };
        for (const [input, gradient] of Object.entries(evaluate(call).gradients ?? {})) {
          const { shape, data } = call.inputs[input];
          const at = (i: number, by: number) => {
            const moved = Array.from(data);
            moved[i] += by;
            const inputs = { ...call.inputs, [input]: tensor("f64", shape, moved) };
            return evaluate({ ...call, inputs }).value.data[0];
          };
          for (let i = 0; i < data.length; i++) {
            // A hard target, and a kink of the difference, have no slope to both sides.
            if (input === "target" && (data[i] === 0 || data[i] === 1)) continue;
            if (loss === "l1_loss" && Math.abs(draw.x[i] - draw.t[i]) < step) continue;
            const slope = (at(i, step) - at(i, -step)) / (2 * step);
            assert(
              Math.abs(slope - gradient.data[i]) <= 1e-4 * (1 + Math.abs(slope)),
              `${input}[${i}]: slope ${slope}, gradient ${gradient.data[i]}`,
            );
          }
        }
      }),
      { seed: 7, numRuns: 40 },
    );
  });
}
