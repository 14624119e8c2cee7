/**
 * A first adapter: one loss, one reduction, one gradient.
 *
 * @module
 */
import { defineImplementation } from "lossproof";

export default defineImplementation({
  name: "my first losses",
  dtypes: ["f64"],
  losses: {
    smooth_l1_loss: {
      reductions: ["none"],
      gradients: ["pred"],
      compute({ inputs: { pred, target }, params: { beta }, upstream }) {
        if (String(pred.shape) !== String(target.shape)) throw new RangeError("shapes differ");
        if (pred.data.length === 0) throw new RangeError("nothing to compare");
        const b = Number(beta);
        if (!(b > 0 && b < Infinity)) throw new RangeError(`beta must be > 0, got ${beta}`);
        const d = pred.data.map((p, i) => p - target.data[i]);
        return {
          value: d.map((x) => Math.abs(x) < b ? 0.5 * x * x / b : Math.abs(x) - 0.5 * b),
          gradients: {
            pred: d.map((x, i) => upstream.data[i] * (Math.abs(x) < b ? x / b : Math.sign(x))),
          },
        };
      },
    },
  },
});
