/**
 * Losses of a difference as people write them: loops over float32 arrays.
 *
 * @module
 */
import { type Tensor, tensor } from "../../../src/tensor/mod.ts";
import type { Call, Result } from "../../../src/spec/mod.ts";
import { refusalOf } from "../../mutants/honest.ts";
import { withinLimits } from "../limits.ts";
import type { Member } from "../member.ts";

const f = Math.fround;

/** The loss of one difference, and its slope. */
type Term = (d: number, param: number) => readonly [loss: number, slope: number];

const terms: Readonly<Record<string, Term>> = {
  l1_loss: (d) => [Math.abs(d), Math.sign(d)],
  mse_loss: (d) => [f(d * d), f(2 * d)],
  smooth_l1_loss(d, beta) {
    const size = Math.abs(d);
    if (size < beta) return [f(f(f(0.5 * size) * size) / beta), f(d / beta)];
    return [f(size - f(0.5 * beta)), Math.sign(d)];
  },
  huber_loss(d, delta) {
    const size = Math.abs(d);
    if (size <= delta) return [f(f(0.5 * d) * d), d];
    return [f(delta * f(size - f(0.5 * delta))), f(Math.sign(d) * delta)];
  },
};

function compute(term: Term, call: Call): Result {
  const { inputs: { pred, target, weight }, params, reduction, upstream } = call;
  const param = Number(params.beta ?? params.delta);
  const { length } = pred.data;
  const losses = new Float32Array(length);
  const gradients = { pred: new Float32Array(length), target: new Float32Array(length) };
  let sum = 0;
  for (let i = 0; i < length; i++) {
    const [loss, slope] = term(f(pred.data[i] - target.data[i]), param);
    const w = weight?.data[i] ?? 1;
    const above = upstream?.data[reduction === "none" ? i : 0] ?? 1;
    losses[i] = f(loss * w);
    sum = f(sum + losses[i]);
    const arriving = f(f(slope * w) * above);
    gradients.pred[i] = reduction === "mean" ? f(arriving / length) : arriving;
    gradients.target[i] = -gradients.pred[i];
  }
  const value: Tensor = reduction === "none"
    ? tensor("f32", pred.shape, losses)
    : tensor("f32", [], [reduction === "mean" ? f(sum / length) : sum]);
  const by = (data: Float32Array) => tensor("f32", pred.shape, data);
  if (!call.gradients) return withinLimits(call, [losses], { value });
  const answer = {
    value,
    gradients: { pred: by(gradients.pred), target: by(gradients.target) },
  };
  return withinLimits(call, [losses, gradients.pred], answer);
}

export const members: readonly Member[] = [{
  id: "loops/float32",
  says: "Losses of a difference as loops over float32 arrays",
  dtypes: ["f32"],
  has: ({ id }) => Object.hasOwn(terms, id),
  make: ({ id }) => (call) => refusalOf(call) ?? compute(terms[id], call),
}];
