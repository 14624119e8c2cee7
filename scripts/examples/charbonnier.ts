/**
 * Charbonnier's loss twice: as the paper has it, and with a slip that is easily made.
 *
 * @module
 */
import { defineImplementation, type Implementation } from "lossproof";

/** The loss by its root, sqrt(d² + ε²), and its gradient d / root. */
function charbonnier(root: (d: number, epsilon: number) => number): Implementation {
  return defineImplementation({
    name: "charbonnier",
    dtypes: ["f64"],
    losses: {
      charbonnier_loss: {
        reductions: ["none"],
        gradients: ["pred"],
        compute({ inputs: { pred, target }, params: { epsilon }, upstream }) {
          if (String(pred.shape) !== String(target.shape)) throw new RangeError("shapes differ");
          if (pred.data.length === 0) throw new RangeError("nothing to compare");
          const e = Number(epsilon);
          if (!(e > 0)) throw new RangeError(`epsilon must be > 0, got ${epsilon}`);
          const d = pred.data.map((p, i) => p - target.data[i]);
          const value = d.map((x) => root(x, e));
          // Where d overflows, so does its root, and the slope is that of |d|.
          const slope = d.map((x, i) => value[i] < Infinity ? x / value[i] : Math.sign(x));
          return { value, gradients: { pred: slope.map((x, i) => upstream.data[i] * x) } };
        },
      },
    },
  });
}

/** As it should be. */
export const right: Implementation = charbonnier(Math.hypot);

/** The slip: epsilon stands under the root as it is, not squared. */
export default charbonnier((d, epsilon) => Math.sqrt(d * d + epsilon));
